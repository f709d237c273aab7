"""The auditor computes what an outsider computes, from published tables only."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from pipelines.audit.intervals import Interval
from pipelines.audit.published import (
    TOTAL,
    Balance,
    Grouping,
    Nesting,
    Place,
    Publication,
    PublishedAnswer,
    PublishedFigure,
    PublishedShare,
    PublishedTable,
)
from pipelines.audit.relations import Contradiction, Quantity
from pipelines.audit.verdict import Audit, audit

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


def test_codes_that_overlap_leave_a_total_between_the_largest_and_one_less_than_their_sum() -> None:
    found = audit(Publication([sectors("hp", {"vmbo": 17, "mbo": 18, TOTAL: None}, overlapping=True)]))

    assert (interval(found, "hp").low, interval(found, "hp").high) == (18, 34)


def test_how_many_are_counted_twice_is_looked_at_too() -> None:
    """Twelve and nine of twenty: one has both functions. Without the nine it may be anybody from one to twelve."""
    told = audit(Publication([along("function", "hp", {"docent": 12, "instructeur": 9, TOTAL: 20}, overlapping=True)]))
    [twice] = told.too_narrow
    assert (str(twice.quantity), twice.low, twice.high) == ("hp, nogmaals naar function (totaal)", 1, 1)

    gap = along("function", "hp", {"docent": 12, "instructeur": None, TOTAL: 20}, overlapping=True)
    found = audit(Publication([gap]))
    assert (interval(found, "hp, nogmaals naar function").low, interval(found, "hp, nogmaals naar function").high) == (
        1,
        12,
    )
    assert found.is_safe


def test_a_sensitive_count_is_small_below_twice_the_threshold() -> None:
    table = PublishedTable("exits", "exits", (), [{"value": 9}], least=2)
    assert audit(Publication([table])).small == (Quantity("exits"),)
    assert audit(Publication([PublishedTable("exits", "exits", (), [{"value": 10}], least=2)])).is_safe


def test_a_response_tells_who_did_not_answer_another_scale() -> None:
    """Twelve of seventeen is 71 % and of no other number; of the scale that fourteen answered three did not."""
    scales = [along("x", name, {TOTAL: n}) for name, n in (("autonomie", 12), ("werkdruk", 14))]
    told = [PublishedShare("autonomie", "invited", (), [{"percent": 71}])]
    asked = [*told, PublishedShare("werkdruk", "invited", (), [{"percent": None}])]

    assert audit(Publication(scales, shares=told)).is_safe
    [few] = audit(Publication(scales, shares=asked)).too_narrow
    assert str(few.quantity) == "invited − werkdruk (totaal)"
    assert few.low == pytest.approx(2.79, abs=0.01)
    assert few.high == pytest.approx(3.03, abs=0.01)


def test_an_indicator_is_read_as_the_sum_of_its_cells() -> None:
    """Nine have a coach; of the twelve of whom it is known, so three have none."""
    coach = along("coach", "hp", {"ja": None, "nee": None})
    yes, no = Place("hp", {"coach": "ja"}), Place("hp", {"coach": "nee"})

    both = audit(Publication([coach], figures=[PublishedFigure([yes], [yes, no], above=9, below=12)]))
    assert {str(one.quantity): one.low for one in both.too_narrow} == {"hp (coach ja)": 9, "hp (coach nee)": 3}

    share = audit(Publication([coach], figures=[PublishedFigure([yes], [yes, no], below=12, percent=75)]))
    assert share.too_narrow[0].low == pytest.approx(8.94)

    assert audit(Publication([coach], figures=[PublishedFigure([yes], [yes, no])])).is_safe


def test_an_indicator_that_is_not_the_sum_of_its_cells_is_a_contradiction() -> None:
    shown = [along("coach", "hp", {"ja": 9})]
    with pytest.raises(Contradiction):
        audit(Publication(shown, figures=[PublishedFigure([Place("hp", {"coach": "ja"})], above=10)]))


def answer(
    pilot: str, is_met: bool, of_companies: bool, years: tuple[int, ...] = (2025,), public_eur: float = 100_000.0
) -> PublishedAnswer:
    share = Fraction(3, 40) if of_companies else Fraction(2, 3)
    return PublishedAnswer(pilot, "committed", years, share, is_met, public_eur, not of_companies, of_companies)


def test_two_rules_of_a_pilot_bound_its_private_money_by_what_is_public() -> None:
    """Public 100,000. All partners give less than 2/3 of the costs, companies 7.5 % of them: x ≥ 0.1125 (x + 100,000),
    so at least 12,676; all of the programme is 15,000.
    """
    programme = along("kind", "private.committed.2025", {TOTAL: 15_000.0, "geld": 15_000.0}, is_money=True)
    rules = [answer("p1", is_met=False, of_companies=False), answer("p1", is_met=True, of_companies=True)]

    [both] = [one for one in audit(Publication([programme], answers=rules)).too_narrow if len(one.quantity.codes) == 1]
    assert both.quantity.codes == (("pilot_id", "p1"),)
    assert both.low == pytest.approx(12_676.06, abs=0.01)
    assert both.high == 15_000

    for one in rules:
        assert audit(Publication([programme], answers=[one])).is_safe
    much = along("kind", "private.committed.2025", {TOTAL: 20_000.0}, is_money=True)
    assert audit(Publication([much], answers=rules)).is_safe


def test_years_together_bound_what_single_years_do_not() -> None:
    """Over two years the rule is met though neither year's answer is told."""
    rules = [
        answer("p1", is_met=False, of_companies=False, years=(2025,)),
        answer("p1", is_met=False, of_companies=False, years=(2026,)),
        answer("p1", is_met=True, of_companies=True, years=(2025, 2026), public_eur=200_000.0),
    ]
    years = [along("kind", f"private.committed.{y}", {TOTAL: 13_000.0}, is_money=True) for y in (2025, 2026)]

    found = {str(one.quantity): one.low for one in audit(Publication(years, answers=rules)).too_narrow}
    # together at least 25,352, and neither more than 13,000
    assert found["private.committed.2025 (pilot_id p1)"] == pytest.approx(12_352.11, abs=0.01)


def test_answers_that_do_not_fit_an_earlier_amount_are_of_another_day() -> None:
    programme = along("kind", "private.committed.2025", {TOTAL: 12_000.0}, is_money=True)
    rules = [answer("p1", is_met=False, of_companies=False), answer("p1", is_met=True, of_companies=True)]
    assert audit(Publication([programme], answers=rules)).is_safe


def test_a_figure_that_should_not_be_there_is_not_safe() -> None:
    assert not audit(Publication([], told=["survey_scales.mean (autonomie)"])).is_safe


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
