"""Who reviews whom: what must always hold, and the least cost against every possibility tried out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.analysis.next_round import in_one_number, peer_review_proposal

PAIRS = {
    "round": pl.String,
    "reviewed_id": pl.String,
    "reviewer_id": pl.String,
    "is_due": pl.Boolean,
    "days_since_reviewed": pl.Int64,
    "obstacle": pl.String,
    "balance": pl.Int64,
    "experience": pl.String,
    "is_same_type": pl.Boolean,
}
unhurried = settings(deadline=None)  # a busy machine is no reason to fail
EXPERIENCES = ("nooit", "eerder", "vorige_keer")
Row = dict[str, Any]
Proposal = dict[str, str | None]


def pair(reviewed: str, reviewer: str, **facts: Any) -> Row:
    """A pair of which nothing is known, but for the facts given."""
    plain = {"round": "2026-2", "is_due": True, "days_since_reviewed": None, "balance": 0}
    found = plain | {"experience": "nooit", "is_same_type": False, "obstacle": None} | facts
    return found | {"reviewed_id": reviewed, "reviewer_id": reviewer} | _itself(reviewed, reviewer)


def _itself(reviewed: str, reviewer: str) -> Row:
    return {"obstacle": "zelf", "is_same_type": True} if reviewed == reviewer else {}


def everybody(partners: str, **facts: Any) -> list[Row]:
    return [pair(a, b, **facts) for a, b in product(partners, partners)]


def proposed(rows: list[Row]) -> Proposal:
    """The reviewer of each partner that is due."""
    found = peer_review_proposal(pl.DataFrame(rows, schema=PAIRS))
    due = found.filter(pl.col("outcome") != "niet_aan_de_beurt")
    return dict(due.select("reviewed_id", "reviewer_id").iter_rows())


@st.composite
def grids(draw: st.DrawFn, most: int = 8) -> list[Row]:
    """Every pair of up to some partners, with facts of each partner and of each pair."""
    partners = "abcdefghijkl"[: draw(st.integers(1, most))]
    is_due = {p: draw(st.booleans()) for p in partners}
    days = {p: draw(st.none() | st.integers(1, 800)) for p in partners}
    balance = {p: draw(st.integers(-3, 3)) for p in partners}
    return [
        pair(
            a,
            b,
            is_due=is_due[a],
            days_since_reviewed=days[a],
            balance=balance[b],
            experience=draw(st.sampled_from(EXPERIENCES)),
            is_same_type=draw(st.booleans()),
            obstacle=draw(st.sampled_from([None, None, None, "beoordeelde_laatst"])),
        )
        for a, b in product(partners, partners)
    ]


@unhurried
@given(grids(12))
def test_every_partner_has_one_row_and_no_proposed_pair_is_forbidden(rows: list[Row]) -> None:
    found = peer_review_proposal(pl.DataFrame(rows, schema=PAIRS)).to_dicts()
    by_pair = {(r["reviewed_id"], r["reviewer_id"]): r for r in rows}

    assert [r["reviewed_id"] for r in found] == sorted({r["reviewed_id"] for r in rows})
    for row in found:
        is_due = by_pair[row["reviewed_id"], row["reviewed_id"]]["is_due"]
        assert (row["outcome"] == "niet_aan_de_beurt") == (not is_due)
        assert (row["outcome"] == "voorgesteld") == (row["reviewer_id"] is not None)
        if row["reviewer_id"]:
            assert by_pair[row["reviewed_id"], row["reviewer_id"]]["obstacle"] is None


@unhurried
@given(grids(12))
def test_nobody_reviews_more_than_one_and_no_two_each_other(rows: list[Row]) -> None:
    chosen = {a: b for a, b in proposed(rows).items() if b}

    assert len(set(chosen.values())) == len(chosen)
    assert [a for a, b in chosen.items() if chosen.get(b) == a] == []


@unhurried
@given(grids(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant_and_the_same_again_gives_the_same(rows: list[Row], random: Any) -> None:
    first = proposed(rows)
    random.shuffle(rows)

    assert proposed(rows) == first
    assert proposed(rows) == first


def possibilities(rows: list[Row]) -> Iterator[Proposal]:
    """Every proposal that keeps to the rules, tried out one by one."""
    due = sorted({r["reviewed_id"] for r in rows if r["is_due"]})
    may = {a: [r["reviewer_id"] for r in rows if r["reviewed_id"] == a and r["obstacle"] is None] for a in due}
    for reviewers in product(*([None, *may[a]] for a in due)):
        chosen = dict(zip(due, reviewers, strict=True))
        taken = [b for b in reviewers if b]
        if len(set(taken)) == len(taken) and not any(b and chosen.get(b) == a for a, b in chosen.items()):
            yield chosen


def costs(chosen: Proposal, rows: list[Row]) -> tuple[int, ...]:
    """What is compared, the weightiest first: without reviewer, those never reviewed, load, experience, kind, order."""
    partners = sorted({r["reviewed_id"] for r in rows})
    by_pair = {(r["reviewed_id"], r["reviewer_id"]): r for r in rows}
    without = [by_pair[a, a] for a, b in chosen.items() if b is None]
    pairs = [by_pair[a, b] for a, b in chosen.items() if b is not None]
    return (
        len(without),
        sum(r["days_since_reviewed"] is None for r in without),
        sum((r["balance"] > 0) - (r["balance"] < 0) + 1 for r in pairs),
        sum(EXPERIENCES.index(r["experience"]) for r in pairs),
        sum(r["is_same_type"] for r in pairs),
        sum((partners.index(r["reviewer_id"]) - partners.index(r["reviewed_id"])) % len(partners) for r in pairs),
    )


@unhurried
@given(grids(5))
def test_no_possibility_is_better(rows: list[Row]) -> None:
    assert costs(proposed(rows), rows) == min(costs(chosen, rows) for chosen in possibilities(rows))


def test_among_equals_each_is_reviewed_by_the_next() -> None:
    assert proposed(everybody("abcd")) == {"a": "b", "b": "c", "c": "d", "d": "a"}


SAME, EARLIER, LAST = {"is_same_type": True}, {"experience": "eerder"}, {"experience": "vorige_keer"}
FORBIDDEN = {"obstacle": "beoordeelde_laatst"}


@pytest.mark.parametrize(
    ("b", "c", "d", "reviewer"),
    [
        pytest.param({}, {}, {}, "b", id="who follows soonest in the order of ids"),
        pytest.param(SAME, {}, {}, "c", id="another kind before the order of ids"),
        pytest.param(EARLIER, SAME, SAME, "c", id="somebody new before another kind"),
        pytest.param(LAST, EARLIER, EARLIER, "c", id="who was there earlier before who came the last time"),
        pytest.param({"balance": 0}, {"balance": -1} | LAST, {"balance": 2}, "c", id="load before somebody new"),
        pytest.param({"balance": 9}, {"balance": 0}, {"balance": 2}, "c", id="who gave as many before who gave more"),
        pytest.param(FORBIDDEN, {"balance": 9} | LAST, FORBIDDEN, "c", id="anybody before a forbidden one"),
    ],
)
def test_what_goes_before_what(b: Row, c: Row, d: Row, reviewer: str) -> None:
    facts = {"ab": b, "ac": c, "ad": d}
    rows = [pair(x, y, is_due=x == "a", **facts.get(x + y, {})) for x, y in product("abcd", "abcd")]
    assert proposed(rows) == {"a": reviewer}


@unhurried
@given(st.integers(5, 9), st.integers(2, 5))
def test_year_after_year_all_are_reviewed_and_nobody_reviews_who_reviewed_it_last(partners: int, years: int) -> None:
    """As a partnership would that holds to every proposal."""
    ids = "abcdefghi"[:partners]
    came: dict[str, list[str]] = {p: [] for p in ids}
    for _ in range(years):
        rows = [
            pair(
                x,
                y,
                obstacle="beoordeelde_laatst" if came[y][-1:] == [x] else None,
                experience="nooit" if y not in came[x] else "vorige_keer" if came[x][-1] == y else "eerder",
                days_since_reviewed=365 if came[x] else None,
            )
            for x, y in product(ids, ids)
        ]
        chosen = proposed(rows)
        assert sorted(str(reviewer) for reviewer in chosen.values()) == list(ids)
        for reviewed, reviewer in chosen.items():
            assert reviewer is not None
            assert came[reviewer][-1:] != [reviewed]
        for reviewed, reviewer in chosen.items():
            came[reviewed].append(str(reviewer))


def test_a_hundred_partners_are_paired_though_all_but_one_choice_each_is_a_repetition() -> None:
    """Everybody came to everybody last time but to the second after itself."""
    ids = [f"p{number:03d}" for number in range(100)]
    rows = [
        pair(a, b, experience="nooit" if (j - i) % 100 == 2 else "vorige_keer")
        for (i, a), (j, b) in product(enumerate(ids), enumerate(ids))
    ]
    assert proposed(rows) == {ids[i]: ids[(i + 2) % 100] for i in range(100)}


def test_one_step_of_a_priority_weighs_more_than_all_that_later_ones_add_up_to() -> None:
    """Two rows: the later add up to 2 × 3 = 6 at most, so a step of the first weighs 7, and both together 2 × 7 + 6."""
    total, above = in_one_number([np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[3.0, 0.0], [1.0, 2.0]])])
    assert total.tolist() == [[3, 7], [8, 2]]
    assert above == 21
