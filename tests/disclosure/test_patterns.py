"""Patterns of random linked tables: safe against those who write down every table, and the fewest cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipelines.audit.verdict import audit
from pipelines.disclosure import pattern
from pipelines.disclosure.cuts import CannotProtect
from pipelines.disclosure.linking import TOTAL, Balance, CountTable, Grouping, Link, Nesting, link
from pipelines.disclosure.primary import private_amount, reasons_in_counts
from pipelines.disclosure.protection import SECONDARY, Protection, protect
from pipelines.disclosure.tables import LinkedTables, Unit
from tests.disclosure.enumeration import EveryTable
from tests.disclosure.instances import SQUARE_SUPPRESSED, random_crossing, random_tables, square
from tests.disclosure.publishing import published

BATCHES = [range(start, start + 50) for start in range(0, 200, 50)]
Counted = tuple[list[CountTable], list[Link]]


def protected(tables: LinkedTables, exact_up_to: int) -> Protection | None:
    try:
        return protect(tables, exact_up_to)
    except CannotProtect:
        return None


@pytest.mark.parametrize("seeds", BATCHES)
@pytest.mark.parametrize(("leaves", "sums", "most"), [(4, 3, 7), (4, 5, 5), (3, 4, 9)])
def test_no_safe_pattern_has_fewer_cells(seeds: range, leaves: int, sums: int, most: int) -> None:
    for seed in seeds:
        tables = random_tables(seed, leaves, sums, most)
        every, found = EveryTable(tables), protected(tables, 100)

        assert (None if found is None else len(found.suppressed)) == every.fewest()
        assert found is None or (found.is_fewest and every.is_safe(set(found.suppressed)))


@pytest.mark.parametrize("seeds", BATCHES)
def test_a_greedy_pattern_is_safe(seeds: range) -> None:
    for seed in seeds:
        tables = random_tables(seed, leaves=4, sums=4, most=6)
        found = protected(tables, 0)

        assert found is None or EveryTable(tables).is_safe(set(found.suppressed))


def test_a_search_that_takes_too_many_rounds_ends_in_a_greedy_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = square()
    assert protect(tables).is_fewest

    monkeypatch.setattr(pattern, "ROUNDS", 1)
    found = protect(tables)

    assert not found.is_fewest
    assert set(found.suppressed) > set(SQUARE_SUPPRESSED)


@pytest.mark.parametrize("seeds", BATCHES[:2])
def test_differences_of_nested_populations_count_as_cells(seeds: range) -> None:
    for seed in seeds:
        tables, links = nested_counts(seed, sectors=2, threshold=3)
        model = link(tables, links, threshold=3)
        every = EveryTable(model)
        for limit in (100, 0):
            found = protect(model, limit)

            assert every.is_safe(set(found.suppressed))
            assert limit == 0 or len(found.suppressed) == every.fewest()


def nested_counts(seed: int, sectors: int, threshold: int) -> Counted:
    """Professionals and those with a coach, by sector."""
    random = np.random.default_rng(seed)
    everybody = [int(n) for n in random.integers(0, 9, sectors)]
    coached = [int(random.integers(0, n + 1)) for n in everybody]
    tables = [
        counted("everybody", ("sector",), {(f"sector-{i}",): n for i, n in enumerate(everybody)}, threshold),
        counted("coached", ("sector",), {(f"sector-{i}",): n for i, n in enumerate(coached)}, threshold),
    ]
    return tables, [Nesting("everybody", "coached")]


def counted(
    population: str, dimensions: tuple[str, ...], counts: dict[tuple[str, ...], int], threshold: int
) -> CountTable:
    """With totals over every set of dimensions, and the reasons of small counts."""
    every = dict(counts)
    for axis in range(len(dimensions)):
        sums: dict[tuple[str, ...], int] = {}
        for codes, n in every.items():
            total = (*codes[:axis], TOTAL, *codes[axis + 1 :])
            sums[total] = sums.get(total, 0) + n
        every |= sums
    return CountTable(population, dimensions, every, reasons_in_counts(every, threshold))


def grouped_pilots(seed: int, threshold: int) -> Counted:
    """Pilots in regions, each by sector, joined and left since the year before."""
    random = np.random.default_rng(seed)
    regions = {f"pilot-{i}": f"region-{i % 2}" for i in range(4)}
    tables = []
    now: dict[tuple[str, ...], int] = {}
    for population in ("before", "joined"):
        counts: dict[tuple[str, ...], int] = {
            (pilot, f"sector-{s}"): int(random.poisson(4)) for pilot in regions for s in range(2)
        }
        tables += tables_of(population, counts, regions, threshold)
        now = {codes: now.get(codes, 0) + n for codes, n in counts.items()}
    left = {codes: int(random.integers(0, n + 1)) for codes, n in now.items()}
    tables += tables_of("left", left, regions, threshold)
    tables += tables_of("now", {codes: n - left[codes] for codes, n in now.items()}, regions, threshold)
    balance = Balance({"before": 1, "joined": 1, "left": -1, "now": -1})
    return tables, [Grouping("pilot", "region", regions), balance]


def tables_of(
    population: str, counts: dict[tuple[str, ...], int], regions: dict[str, str], threshold: int
) -> list[CountTable]:
    by_region: dict[tuple[str, ...], int] = {}
    for (pilot, sector), n in counts.items():
        by_region[regions[pilot], sector] = by_region.get((regions[pilot], sector), 0) + n
    return [
        counted(population, ("pilot", "sector"), counts, threshold),
        counted(population, ("region", "sector"), by_region, threshold),
    ]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("exact_up_to", [1_000, 0])
def test_an_independent_auditor_finds_nothing_in_linked_rounds(seed: int, exact_up_to: int) -> None:
    tables, links = grouped_pilots(seed, threshold=5)
    found = protect(link(tables, links), exact_up_to)

    verdict = audit(published(tables, found.suppressed, links))

    assert verdict.is_safe
    assert {str(i.quantity) for i in verdict.intervals}  # something was suppressed, and looked at


@pytest.mark.parametrize("seed", range(4))
def test_a_cell_put_back_is_caught_by_the_auditor(seed: int) -> None:
    """Of the fewest cells none can be missed."""
    tables, links = grouped_pilots(seed, threshold=5)
    found = protect(link(tables, links))
    extra = [key for key, reason in found.suppressed.items() if reason == SECONDARY]

    for key in extra[:: max(len(extra) // 4, 1)]:
        weaker = {other: reason for other, reason in found.suppressed.items() if other != key}

        assert found.is_fewest
        assert not audit(published(tables, weaker, links)).is_safe


@pytest.mark.parametrize("seed", range(25))
def test_an_independent_auditor_finds_nothing_in_shares_and_their_complements(seed: int) -> None:
    tables, links = nested_counts(seed, sectors=4, threshold=5)
    found = protect(link(tables, links))

    assert audit(published(tables, found.suppressed, links)).is_safe


@pytest.mark.parametrize("seed", range(15))
def test_private_amounts_stay_a_fifth_wide(seed: int) -> None:
    table = private_money(seed)
    found = protect(link([table]))

    assert set(table.primary.values()) <= set(found.suppressed.values())
    assert audit(published([table], found.suppressed)).is_safe


def private_money(seed: int) -> CountTable:
    """Contributions of three to five organisations a year and kind, some of them dominated by one."""
    random = np.random.default_rng(seed)
    given: dict[tuple[str, ...], list[int]] = {}
    for year in ("2024", "2025", "2026"):
        for kind in ("in_kind", "in_cash", "hours"):
            amounts = [int(v) for v in 1000 * random.lognormal(1, 1.2, int(random.integers(2, 6)))]
            for codes in ((year, kind), (TOTAL, kind), (year, TOTAL), (TOTAL, TOTAL)):
                given.setdefault(codes, []).extend(amounts)
    reasons = {codes: reason for codes, amounts in given.items() if (reason := private_amount(amounts))}
    sums: dict[tuple[str, ...], int | None] = {codes: sum(amounts) for codes, amounts in given.items()}
    return CountTable("private", ("year", "kind"), sums, reasons, unit=Unit.MONEY)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_cells_and_equations_does_not_change_the_pattern(seed: int) -> None:
    tables = random_crossing(seed, rows=6, columns=4, mean=6, threshold=5)
    random = np.random.default_rng(seed)
    keys = [str(key) for key in random.permutation(list(tables.cells))]
    equations = [
        replace(tables.equations[i], terms=tables.equations[i].terms[::-1])
        for i in random.permutation(len(tables.equations))
    ]
    shuffled = LinkedTables.of([tables.cells[key] for key in keys], equations)

    assert protect(shuffled) == protect(tables)
