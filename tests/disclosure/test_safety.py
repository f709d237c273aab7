"""What makes a pattern safe, rule by rule (disclosure.md, "Safe", "Insider", "Rounds")."""

from __future__ import annotations

from itertools import product

import pytest

from pipelines.disclosure.cuts import CannotProtect
from pipelines.disclosure.linking import TOTAL, Balance, CountTable, Nesting, ShownShare, cell_key, link
from pipelines.disclosure.primary import reasons_in_counts
from pipelines.disclosure.protection import EARLIER, SECONDARY, protect
from pipelines.disclosure.tables import Cell, Equation, LinkedTables, Standing, TablesContradict


def by_sector(
    population: str,
    counts: dict[str, int | None],
    threshold: int = 5,
    is_published: bool = False,
    overlapping: bool = False,
) -> CountTable:
    every: dict[tuple[str, ...], int | None] = {(code,): n for code, n in counts.items()}
    small = reasons_in_counts({codes: n or 0 for codes, n in every.items()}, threshold)
    overlap = frozenset({"sector"}) if overlapping else frozenset[str]()
    return CountTable(population, ("sector",), every, small, overlap, is_published=is_published)


def test_a_small_count_takes_the_next_smallest_of_its_total_with_it() -> None:
    found = protect(link([by_sector("hp", {"vmbo": 3, "mbo": 20, "hbo": 9, TOTAL: 32})]))

    assert found.suppressed == {"hp|sector=vmbo": "klein_aantal", "hp|sector=hbo": SECONDARY}


def test_a_zero_hides_a_small_count_only_with_a_larger_one() -> None:
    """vmbo and hbo together are 3: each would be known to be in 0…3."""
    found = protect(link([by_sector("hp", {"vmbo": 3, "mbo": 20, "hbo": 0, TOTAL: 23})]))

    assert found.suppressed == {"hp|sector=vmbo": "klein_aantal", "hp|sector=mbo": SECONDARY}


def test_two_small_counts_hide_each_other_once_together_they_are_wide_enough() -> None:
    found = protect(link([by_sector("hp", {"vmbo": 3, "mbo": 20, "hbo": 2, TOTAL: 25})]))

    assert set(found.suppressed) == {"hp|sector=vmbo", "hp|sector=hbo"}


def test_without_a_total_a_small_count_is_alone() -> None:
    found = protect(link([by_sector("hp", {"vmbo": 3, "mbo": 20})]))

    assert found.suppressed == {"hp|sector=vmbo": "klein_aantal"}


def test_a_cell_of_two_tables_is_suppressed_in_both() -> None:
    by_year = CountTable("hp", ("year",), {("2025",): 3, ("2026",): 22, (TOTAL,): 25}, {("2025",): "klein_aantal"})
    found = protect(link([by_year, by_sector("hp", {"mbo": 15, "hbo": 10, TOTAL: 25})]))

    assert found.suppressed == {"hp|year=2025": "klein_aantal", "hp|year=2026": SECONDARY}


def test_the_complement_of_a_share_is_an_implied_cell() -> None:
    """12 professionals, 9 with a coach: both may be published, but not the 3 without that they imply."""
    everybody, coached = by_sector("hp", {"mbo": 12}), by_sector("coached", {"mbo": 9})

    assert not protect(link([everybody, coached])).suppressed
    assert protect(link([everybody, coached], [Nesting("hp", "coached")])).suppressed == {
        "coached|sector=mbo": SECONDARY
    }


def test_an_implied_cell_of_nobody_or_of_many_may_be_known() -> None:
    tables = [by_sector("hp", {"mbo": 12, "hbo": 30}), by_sector("coached", {"mbo": 12, "hbo": 9})]

    assert not protect(link(tables, [Nesting("hp", "coached")])).suppressed


def test_codes_that_overlap_do_not_add_up_but_are_nested_in_their_total() -> None:
    """17 of 20 work at vmbo, 18 at mbo: the 3 not at vmbo and the 2 not at mbo are implied."""
    tables = [by_sector("hp", {"vmbo": 17, "mbo": 18, TOTAL: 20}, overlapping=True)]

    assert protect(link(tables)).suppressed == {"hp": SECONDARY}


COEFFICIENTS = {"six": {"a": 1, "c": 2, "d": 2}, "three": {"a": 1, "b": 1, "c": 1, "d": -1}}


def test_an_insider_knows_more_than_an_outsider() -> None:
    """a + 2c + 2d = 6 and a + b + c − d = 3: all four are 3 wide, until one who is in a knows that a is 2 or 4."""
    values = {"a": 4, "b": 0, "c": 0, "d": 1}
    tables = [
        one
        for one in product(range(10), repeat=4)
        if one[0] + 2 * one[2] + 2 * one[3] == 6 and one[0] + one[1] + one[2] - one[3] == 3
    ]
    insiders = [one for one in tables if one[0] >= 1]
    assert [max(column) - min(column) for column in zip(*tables, strict=True)] == [4, 6, 3, 3]
    assert [max(column) - min(column) for column in zip(*insiders, strict=True)] == [2, 3, 1, 1]

    cells = [Cell(key, value, "klein_aantal") for key, value in values.items()]
    sums = [Cell(key, sum(n * values[part] for part, n in parts.items())) for key, parts in COEFFICIENTS.items()]
    equations = [Equation(((key, -1), *parts.items())) for key, parts in COEFFICIENTS.items()]
    found = protect(LinkedTables.of([*cells, *sums], equations, threshold=3))

    assert SECONDARY in found.suppressed.values()


def test_what_an_earlier_round_published_and_suppressed_counts() -> None:
    """now = before + joined − left; before is published for good, so of the 4 that left all others give way."""
    earlier = by_sector("before", {"mbo": 20, "hbo": None, TOTAL: None}, is_published=True)
    tables = [
        earlier,
        by_sector("joined", {"mbo": 6}),
        by_sector("left", {"mbo": 4}),
        by_sector("now", {"mbo": 22}),
    ]
    found = protect(link(tables, [Balance({"before": 1, "joined": 1, "left": -1, "now": -1})]))

    assert found.suppressed == {
        "before|sector=hbo": EARLIER,
        "before": EARLIER,
        "left|sector=mbo": "klein_aantal",
        "joined|sector=mbo": SECONDARY,
    }


def test_a_share_shown_before_bounds_the_cells_that_it_is_of() -> None:
    """25 % of 40 was shown: with n published, x is 10 exactly, so a suppressed x takes n with it."""
    tables = link(
        [by_sector("hp", {"mbo": 40}), CountTable("coached", ("sector",), {("mbo",): 10}, {("mbo",): "een_school"})],
        shares=[ShownShare("coached|sector=mbo", "hp|sector=mbo", 25)],
    )

    assert protect(tables).suppressed == {"coached|sector=mbo": "een_school", "hp|sector=mbo": SECONDARY}


def test_nothing_leaves_when_no_pattern_is_safe() -> None:
    shown = [Cell("total", 8, standing=Standing.SHOWN), Cell("rest", 6, standing=Standing.SHOWN)]
    few = Cell("few", 2, "klein_aantal")
    tables = LinkedTables.of([*shown, few], [Equation.total("total", ["rest", "few"])])

    with pytest.raises(CannotProtect):
        protect(tables)
    with pytest.raises(CannotProtect):
        protect(tables, exact_up_to=0)


def test_what_is_hidden_in_an_earlier_round_must_fit_what_is_known() -> None:
    cells = [
        Cell("total", 3, standing=Standing.SHOWN),
        Cell("part", 8, standing=Standing.SHOWN),
        Cell("rest", None, standing=Standing.HIDDEN),
    ]

    with pytest.raises(TablesContradict, match="rest"):
        protect(LinkedTables.of(cells, [Equation.total("total", ["part", "rest"])]))


def test_totals_that_are_not_the_sum_of_their_parts_are_refused() -> None:
    with pytest.raises(TablesContradict, match="hp"):
        link([by_sector("hp", {"vmbo": 8, "mbo": 20, TOTAL: 29})])


def test_two_tables_with_different_counts_of_one_cell_are_refused() -> None:
    with pytest.raises(TablesContradict, match="hp"):
        link([by_sector("hp", {TOTAL: 29}), CountTable("hp", ("year",), {(TOTAL,): 28})])


def test_the_threshold_is_never_below_three() -> None:
    with pytest.raises(ValueError, match="at least 3, found 2"):
        link([by_sector("hp", {TOTAL: 29})], threshold=2)


def test_a_cell_is_named_by_its_codes_in_any_order() -> None:
    one, other = {"sector": "mbo", "year": "2025"}, {"year": "2025", "sector": "mbo", "region": TOTAL}

    assert cell_key("hp", one) == cell_key("hp", other) == "hp|sector=mbo|year=2025"
