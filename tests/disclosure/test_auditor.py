"""The auditor computes what an outsider computes, from published tables only."""

from __future__ import annotations

import math

import pytest

from pipelines.audit.published import TOTAL, Balance, Grouping, Nesting, Publication, PublishedShare, PublishedTable
from pipelines.audit.relations import Contradiction, Quantity
from pipelines.audit.verdict import Audit, Interval, audit

Numbers = dict[str, float | None]


def sectors(population: str, numbers: Numbers, overlapping: bool = False, is_money: bool = False) -> PublishedTable:
    return along("sector", population, numbers, overlapping, is_money)


def along(
    dimension: str, population: str, numbers: Numbers, overlapping: bool = False, is_money: bool = False
) -> PublishedTable:
    rows: list[dict[str, object]] = [{dimension: code, "value": n} for code, n in numbers.items()]
    overlap = frozenset({dimension}) if overlapping else frozenset[str]()
    return PublishedTable(f"{population} by {dimension}", population, (dimension,), rows, overlap, is_money)


def interval(found: Audit, population: str, less: str = "", **codes: str) -> Interval:
    wanted = Quantity(population, tuple(sorted(codes.items())), less)
    return next(one for one in found.intervals if one.quantity == wanted and one.insider is None)


def test_a_gap_in_a_total_is_computed_exactly() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": None, "mbo": 20, TOTAL: 23})]))
    gap = interval(found, "hp", sector="vmbo")

    assert (gap.low, gap.high, gap.room) == (3, 3, -5)
    assert not found.is_safe
    assert str(gap.quantity) == "hp (sector vmbo)"


def test_two_gaps_share_what_is_left_of_the_total() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": None, "mbo": None, "hbo": 11, TOTAL: 19})]))

    assert (interval(found, "hp", sector="vmbo").low, interval(found, "hp", sector="vmbo").high) == (0, 8)
    assert found.is_safe


def test_a_gap_without_a_total_has_no_bound() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": None, "mbo": 20})]))

    assert interval(found, "hp", sector="vmbo").high == math.inf


def test_a_gap_and_its_total_have_no_bound_but_zero() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": None, "mbo": 20, TOTAL: None})]))

    assert (interval(found, "hp", sector="vmbo").low, interval(found, "hp").low) == (0, 20)
    assert found.is_safe


def test_the_narrowest_interval_comes_first() -> None:
    hp = sectors("hp", {"vmbo": None, "mbo": None, TOTAL: 12})
    others = sectors("others", {"vmbo": None, "mbo": None, TOTAL: 7})

    assert [one.quantity.population for one in audit(Publication([hp, others])).intervals] == ["others"] * 2 + [
        "hp"
    ] * 2


def test_a_gap_that_another_table_fills_is_caught() -> None:
    tables = [sectors("hp", {TOTAL: None}), along("year", "hp", {TOTAL: 30})]

    assert audit(Publication(tables)).too_narrow[0].low == 30


def test_small_counts_that_are_published_are_caught() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": 4, "mbo": 0, "hbo": 5})]))

    assert found.small == (Quantity("hp", (("sector", "vmbo"),)),)
    assert not found.is_safe


def test_groups_add_up_over_two_dimensions() -> None:
    """Oost is 9, of which almelo 8 is published: the one in deventer is computed."""
    pilots = along("pilot", "hp", {"almelo": 8, "deventer": None, "zwolle": 30})
    regions = along("region", "hp", {"oost": 9, "west": 30})
    members = {"almelo": "oost", "deventer": "oost", "zwolle": "west"}
    found = audit(Publication([pilots, regions], groupings=[Grouping("pilot", "region", members)]))

    assert (interval(found, "hp", pilot="deventer").low, interval(found, "hp", pilot="deventer").high) == (1, 1)
    assert audit(Publication([pilots, regions])).is_safe


def test_a_difference_of_nested_populations_is_looked_at_too() -> None:
    tables = [sectors("hp", {"mbo": 12}), sectors("coached", {"mbo": 9})]

    found = audit(Publication(tables, nestings=[Nesting("hp", "coached")]))

    assert interval(found, "hp", less="coached", sector="mbo").low == 3
    assert not found.is_safe


@pytest.mark.parametrize("coached", [12, 7, 0])
def test_a_difference_of_nobody_or_of_many_may_be_known(coached: int) -> None:
    tables = [sectors("hp", {"mbo": 12}), sectors("coached", {"mbo": coached})]

    assert audit(Publication(tables, nestings=[Nesting("hp", "coached")])).is_safe


def test_codes_that_overlap_are_nested_in_their_total() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": 17, "mbo": 18, TOTAL: 20}, overlapping=True)]))

    assert {(one.quantity.less, one.low) for one in found.too_narrow} == {("sector vmbo", 3), ("sector mbo", 2)}


def test_codes_that_overlap_leave_a_total_between_the_largest_and_their_sum() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": 17, "mbo": 18, TOTAL: None}, overlapping=True)]))

    assert (interval(found, "hp").low, interval(found, "hp").high) == (18, 35)


def test_a_percentage_gives_its_numerator_away() -> None:
    """9.8 ≤ x ≤ 10.2 of 40; of 400 it would be 98 to 101."""
    shares = [PublishedShare("coached", "hp", ("sector",), [{"sector": "mbo", "percent": 25}])]
    few = audit(Publication([sectors("hp", {"mbo": 40}), sectors("coached", {"mbo": None})], shares=shares))
    many = audit(Publication([sectors("hp", {"mbo": 4000}), sectors("coached", {"mbo": None})], shares=shares))

    assert interval(few, "coached", sector="mbo").low == pytest.approx(9.8)
    assert interval(few, "coached", sector="mbo").is_too_narrow
    assert interval(many, "coached", sector="mbo").low == pytest.approx(980)
    assert many.is_safe


def test_rounds_are_linked_by_who_came_and_went() -> None:
    tables = [sectors(name, {"mbo": n}) for name, n in {"before": 20, "joined": 6, "left": None, "now": 22}.items()]
    balance = Balance({"before": 1, "joined": 1, "left": -1, "now": -1})

    assert interval(audit(Publication(tables, balances=[balance])), "left", sector="mbo").high == 4


def test_an_amount_must_stay_a_fifth_wide() -> None:
    narrow = sectors("private", {"one": None, "two": None, TOTAL: 100.0}, is_money=True)
    wide = audit(Publication([narrow]))
    linked = audit(
        Publication([narrow, along("kind", "private", {TOTAL: 100.0, "rest": 95.0, "x": None}, is_money=True)])
    )

    assert wide.is_safe
    assert (interval(linked, "private", kind="x").low, interval(linked, "private", kind="x").high) == (5, 5)
    assert not linked.is_safe


def test_an_insider_knows_that_the_own_cell_is_not_empty() -> None:
    """3a + 2b − c + 2d = 8 and 2c − a − d = 2 leave c between 1 and 4; with a ≥ 1, between 1.5 and 3.67: 2 or 3."""
    gaps = [along("code", name, {"x": None}) for name in "abcd"]
    shown = [along("code", name, {"x": n}) for name, n in (("eight", 8), ("two", 2))]
    balances = [
        Balance({"a": 3, "b": 2, "c": -1, "d": 2, "eight": -1}),
        Balance({"a": -1, "c": 2, "d": -1, "two": -1}),
    ]
    found = audit(Publication([*gaps, *shown], balances=balances), threshold=3)
    narrow = found.too_narrow[0]

    assert (interval(found, "c", code="x").low, interval(found, "c", code="x").high) == (1, 4)
    assert [(one.quantity.population, one.insider and one.insider.population) for one in found.too_narrow] == [
        ("c", "a")
    ]
    assert (narrow.low, narrow.room) == (1.5, -1)
    assert narrow.high == pytest.approx(11 / 3)


def test_two_published_values_of_one_number_are_a_contradiction() -> None:
    with pytest.raises(Contradiction, match="two values"):
        audit(Publication([sectors("hp", {TOTAL: 30}), along("year", "hp", {TOTAL: 31})]))


@pytest.mark.parametrize("total", [19, 25])
def test_totals_that_do_not_add_up_are_a_contradiction(total: int) -> None:
    with pytest.raises(Contradiction):
        audit(Publication([sectors("hp", {"vmbo": 4, "mbo": 20, TOTAL: total})]))


def test_gaps_that_nothing_fits_are_a_contradiction() -> None:
    with pytest.raises(Contradiction, match="no solution"):
        audit(Publication([sectors("hp", {"vmbo": None, "mbo": 20, TOTAL: 19})]))


def test_the_auditor_shares_no_code_with_what_it_audits() -> None:
    """Held to by import-linter as well; here, that reading a publication loads none of it."""
    import subprocess
    import sys

    seen = "import sys, pipelines.audit.verdict; print(*sorted(m for m in sys.modules if m.startswith('pipelines.')))"
    loaded = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.split()

    assert all(name.startswith("pipelines.audit") for name in loaded)
