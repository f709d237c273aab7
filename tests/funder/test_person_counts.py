"""Counts of persons for funders: what is small, what gives it away, and what changed too little; T = 5."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.audit.edition import tables_of_counts
from pipelines.audit.published import Publication
from pipelines.audit.verdict import audit
from tests.funder.cells import Said, counts, persons, suppressed

EXITS = Said(sensitive=["exits"], flows=["exits"])


def test_a_small_count_goes_with_the_one_that_would_give_it_away() -> None:
    found = suppressed(f"""
        professionals/alle/alle: {persons("a", 9)} {persons("b", 3)}
        professionals/coach/ja: {persons("a", 9)}
        professionals/coach/nee: {persons("b", 3)}
        professionals/coach/onbekend:
    """)
    assert found == {"professionals/coach/nee": "klein_aantal", "professionals/coach/ja": "secundair"}


def test_a_person_counts_once_however_many_placements_there_are() -> None:
    found = counts(f"""
        professionals/alle/alle: {persons("a", 6, 1)} {persons("a", 6, 2)}
    """)
    assert found["persons"].to_list() == [6]


def test_the_pilots_of_a_region_add_up_to_it() -> None:
    """Of eleven and four the four are small; the region is published, so the eleven go as well."""
    found = suppressed(f"""
        professionals/alle/alle: {persons("a", 11)} {persons("b", 4)} {persons("c", 10)}
        professionals/region/oost: {persons("a", 11)} {persons("b", 4)}
        professionals/region/west: {persons("c", 10)}
        professionals/pilot_id/p1@region/oost: {persons("a", 11)}
        professionals/pilot_id/p2@region/oost: {persons("b", 4)}
        professionals/pilot_id/p3@region/west: {persons("c", 10)}
    """)
    assert found == {"professionals/pilot_id/p2": "klein_aantal", "professionals/pilot_id/p1": "secundair"}


def test_a_region_with_one_pilot_is_that_pilot() -> None:
    """The pilot's four are the region's four. Without the total nothing gives them away; that is one cell, not two."""
    found = suppressed(f"""
        professionals/alle/alle: {persons("b", 4)} {persons("c", 10)}
        professionals/region/oost: {persons("b", 4)}
        professionals/region/west: {persons("c", 10)}
        professionals/pilot_id/p2@region/oost: {persons("b", 4)}
        professionals/pilot_id/p3@region/west: {persons("c", 10)}
    """)
    assert found == {
        "professionals/pilot_id/p2": "klein_aantal",
        "professionals/region/oost": "klein_aantal",
        "professionals/alle/alle": "secundair",
    }


def test_codes_that_share_persons_do_not_give_each_other_away() -> None:
    """The four have another function as well: they may be anything from nobody to all fifteen."""
    text = f"""
        professionals/alle/alle: {persons("a", 10)} {persons("b", 5)}
        professionals/function/docent: {persons("a", 10)}
        professionals/function/seniordocent: {persons("b", 5)}
        professionals/function/instructeur: a-0-1 a-1-1 a-2-1 b-0-1
    """
    assert suppressed(text) == {"professionals/function/instructeur": "klein_aantal"}
    assert counts(text).filter(pl.col("dimension") == "function")["is_overlapping"].all()


def test_how_many_are_counted_twice_is_a_count_too() -> None:
    """Twelve and nine of twenty: that somebody has both functions is told, but not that it is one."""
    found = suppressed(f"""
        professionals/alle/alle: {persons("a", 12)} {persons("b", 8)}
        professionals/function/docent: {persons("a", 12)}
        professionals/function/instructeur: a-0-1 {persons("b", 8)}
    """)
    assert found == {"professionals/function/instructeur": "secundair"}


def test_the_difference_of_nested_populations_is_a_count_too() -> None:
    """Twenty professionals of whom seventeen teach: three do not, so one of the two numbers goes."""
    found = suppressed(
        f"""
        professionals/alle/alle: {persons("a", 20)}
        teaching/alle/alle: {persons("a", 17)}
        """,
        said=Said(nested={"teaching": "professionals"}),
    )
    assert list(found.values()) == ["secundair"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # nine exits: nothing of the distribution, its zero included
        (
            f"exits/alle/alle: {persons('a', 9)}\n"
            f"exits/exit_reason/school: {persons('a', 9)}\nexits/exit_reason/overig:",
            {
                "exits/alle/alle": "kleine_verdeling",
                "exits/exit_reason/school": "kleine_verdeling",
                "exits/exit_reason/overig": "kleine_verdeling",
            },
        ),
        # twelve, all for one reason: who left is known to have left for it
        (
            f"exits/alle/alle: {persons('a', 6, 1)} {persons('b', 6, 2)}\n"
            f"exits/exit_reason/school: {persons('a', 6, 1)} {persons('b', 6, 2)}\nexits/exit_reason/overig:",
            {"exits/exit_reason/school": "een_categorie", "exits/exit_reason/overig": "een_categorie"},
        ),
        # twelve, of whom ten of one school: it knows its own ten, and so the other two
        (f"exits/alle/alle: {persons('a', 10, 1)} {persons('b', 2, 2)}", {"exits/alle/alle": "een_school"}),
        # ten of two schools, five each: each knows of five others, no less than the threshold
        (f"exits/alle/alle: {persons('a', 5, 1)} {persons('b', 5, 2)}", {}),
    ],
)
def test_what_is_sensitive_needs_twice_the_threshold_and_more_than_one_school(
    text: str, expected: dict[str, str]
) -> None:
    assert suppressed(text, said=EXITS) == expected


def test_a_cell_that_few_came_to_or_left_since_the_round_before_is_not_published() -> None:
    """Nine were eight: but three left and two came, five in all. In the other nine became ten by one who came."""
    before = f"""
        professionals/alle/alle: {persons("a", 9)} {persons("b", 20)}
        professionals/pilot_id/p1@region/oost: {persons("a", 9)}
        professionals/pilot_id/p2@region/oost: {persons("b", 20)}
        professionals/region/oost: {persons("a", 9)} {persons("b", 20)}
    """
    swapped = " ".join(f"a-{i}-1" for i in range(3, 9)) + " x-0-1 x-1-1"
    joined = f"{persons('b', 20)} y-0-1"
    after = f"""
        professionals/alle/alle: {swapped} {joined}
        professionals/pilot_id/p1@region/oost: {swapped}
        professionals/pilot_id/p2@region/oost: {joined}
        professionals/region/oost: {swapped} {joined}
    """
    assert suppressed(after, before) == {
        "professionals/pilot_id/p2": "weinig_wijzigingen",
        "professionals/pilot_id/p1": "secundair",
    }


def test_a_zero_is_published_and_covers_for_no_other_cell() -> None:
    """Of every school the sector is known: behind a gap at `onbekend` the twenty-two would stand for all to see."""
    before = f"""
        professionals/alle/alle: {persons("a", 20)} {persons("b", 30)}
        professionals/school_sector/hbo: {persons("a", 20)}
        professionals/school_sector/mbo: {persons("b", 30)}
        professionals/school_sector/onbekend:
    """
    after = f"""
        professionals/alle/alle: {persons("a", 22)} {persons("b", 40)}
        professionals/school_sector/hbo: {persons("a", 22)}
        professionals/school_sector/mbo: {persons("b", 40)}
        professionals/school_sector/onbekend:
    """
    assert suppressed(after, before) == {
        "professionals/school_sector/hbo": "weinig_wijzigingen",
        "professionals/school_sector/mbo": "secundair",
    }


def test_a_flow_is_not_compared_with_the_round_before() -> None:
    before = f"exits/alle/alle: {persons('a', 6, 1)} {persons('b', 6, 2)}"
    assert suppressed(f"{before} {persons('c', 1, 1)}", before, EXITS) == {}


CODES = st.sampled_from(["v", "w", "x", "y", "z"])
PEOPLE = st.lists(st.tuples(CODES, CODES, st.booleans(), st.integers(1, 3)), min_size=1, max_size=60)


@given(PEOPLE)
@settings(max_examples=30, deadline=None)
def test_whatever_is_published_withstands_the_auditor(people: list[tuple[str, str, bool, int]]) -> None:
    """The auditor shares no code with what decided; it sees the counts that are left."""
    lines: dict[str, list[int]] = {"professionals/alle/alle": list(range(len(people)))}
    lines |= {f"professionals/function/{c}": [] for c in "vwxyz"}
    lines |= {f"professionals/region/{c}": [] for c in "vwxyz"}
    lines |= {f"professionals/pilot_id/{c}{half}@region/{c}": [] for c in "vwxyz" for half in "12"}
    lines |= {"teaching/alle/alle": []}
    for i, (function, region, teaches, _) in enumerate(people):
        lines[f"professionals/function/{function}"].append(i)
        lines[f"professionals/region/{region}"].append(i)
        lines[f"professionals/pilot_id/{region}{1 + i % 2}@region/{region}"].append(i)
        lines["teaching/alle/alle"] += [i] if teaches else []
    text = "\n".join(f"{name}: {' '.join(f'{i}-{people[i][3]}' for i in who)}" for name, who in lines.items())
    found = counts(text, said=Said(nested={"teaching": "professionals"}))

    assert audit(Publication(list(tables_of_counts(published(found)))), 5).is_safe
    assert not found.filter(persons=0, reason="secundair").height


def published(found: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of an edition's person_counts."""
    rows = found.with_columns(
        persons=pl.when(pl.col("reason").is_null()).then("persons"), peildatum=pl.lit("2026-10-01")
    )
    return rows.drop("reason").to_dicts()
