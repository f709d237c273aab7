"""Counts of persons for the funder edition: what each cell holds, and which cells are not published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import polars as pl

from pipelines.disclosure.linking import TOTAL, Codes, CountTable, Nesting, cell_key, link, zeros
from pipelines.disclosure.primary import SMALL_DISTRIBUTION, one_school, reasons_in_counts, reasons_in_sensitive
from pipelines.disclosure.protection import protect
from pipelines.disclosure.rounds import FEW_CHANGED, few_changed

EVERYBODY = "alle"
CELL = ("population", "dimension", "code")
SENSITIVE = "gevoelig"
PERSON = "person_id"
COUNTS = {
    "population": pl.String,
    "dimension": pl.String,
    "code": pl.String,
    "within_dimension": pl.String,
    "within_code": pl.String,
    "is_overlapping": pl.Boolean,
    "persons": pl.Int64,
    "reason": pl.String,
}
Cell = tuple[str, str, str]
Members = Mapping[str, Mapping[str, Collection[str]]]
"""Persons by code and school, of one population and dimension."""


@dataclass(frozen=True, slots=True)
class Population:
    """Rows of ``mart.person_cells`` of one population, with the persons in each cell."""

    name: str
    is_sensitive: bool
    nested_in: str | None
    is_flow: bool
    cells: pl.DataFrame
    members: pl.DataFrame

    def dimensions(self) -> Iterator[tuple[str, pl.DataFrame]]:
        for (dimension,), cells in self.cells.group_by("dimension", maintain_order=True):
            yield str(dimension), cells

    def members_of(self, dimension: str, codes: Collection[str]) -> Members:
        """Persons by code and school; a code without anybody is there, too."""
        found: dict[str, dict[str, set[str]]] = {code: {} for code in codes}
        own = self.members.filter(pl.col("dimension") == dimension)
        for code, school, person in own.select("code", "school_id", PERSON).iter_rows():
            found.setdefault(code, {}).setdefault(school or "", set()).add(person)
        return found


def populations_of(cells: pl.DataFrame, members: pl.DataFrame) -> list[Population]:
    """Every population, by name.

    Args:
        cells: ``mart.person_cells``.
        members: ``mart.person_memberships``.
    """
    own = {str(name): part for (name,), part in members.partition_by("population", as_dict=True).items()}
    return [
        Population(
            str(name),
            part["counts_as"][0] == SENSITIVE,
            part["nested_in"][0],
            part["is_flow"][0],
            part,
            own.get(str(name), members.clear()),
        )
        for (name,), part in cells.sort("population").group_by("population", maintain_order=True)
    ]


def person_counts(
    populations: Collection[Population],
    before: pl.DataFrame,
    neutral: Mapping[str, Collection[str]],
    barred: Mapping[Cell, str],
    threshold: int,
) -> tuple[pl.DataFrame, bool]:
    """Every cell with its count and the reason why it is not published (null: it is), as `COUNTS`.

    Args:
        before: memberships as of the earlier round, without flows; empty when there is none.
        neutral: by dimension, the codes that say nothing of who is in them.
        barred: cells that a rule of their own forbids, with its reason.

    Returns:
        The counts, and whether it is proven that no safe pattern suppresses fewer cells.

    Raises:
        CannotProtect: no pattern is safe.
    """
    counted = {one.name: _counts(one) for one in populations}
    tables: list[CountTable] = []
    for one in populations:
        primary = _primary(one, before, neutral, threshold)
        primary |= {cell: reason for cell, reason in barred.items() if cell[0] == one.name}
        tables += _tables(one, counted[one.name], primary)
    names = {one.name for one in populations}
    nestings = [Nesting(one.nested_in, one.name) for one in populations if one.nested_in in names]
    protection = protect(link(tables, nestings, threshold=threshold))
    rows = [row for one in populations for row in _rows(one, counted[one.name], protection.suppressed)]
    return pl.DataFrame(rows, schema=COUNTS, orient="row"), protection.is_fewest


def _counts(population: Population) -> dict[Cell, int]:
    """Distinct persons in each cell."""
    found = population.members.group_by(CELL).agg(pl.col(PERSON).n_unique().alias("persons"))
    held = {(p, d, c): int(n) for p, d, c, n in found.select(*CELL, "persons").iter_rows()}
    cells = population.cells.select(CELL).iter_rows()
    return {(p, d, c): held.get((p, d, c), 0) for p, d, c in cells}


def _primary(
    population: Population, before: pl.DataFrame, neutral: Mapping[str, Collection[str]], threshold: int
) -> dict[Cell, str]:
    found: dict[Cell, str] = {}
    for dimension, cells in population.dimensions():
        members = population.members_of(dimension, cells["code"].to_list())
        if not population.is_sensitive:
            reasons = reasons_in_counts({c: len(_everybody(m)) for c, m in members.items()}, threshold)
        elif dimension in neutral:
            reasons = reasons_in_sensitive(members, neutral[dimension], threshold)
        else:
            reasons = _reasons_of_groups(members, threshold)
        reasons = {**_few_changed(population, dimension, before, threshold), **reasons}
        found |= {(population.name, dimension, code): reason for code, reason in reasons.items() if code in members}
    return found


def _everybody(schools: Mapping[str, Collection[str]]) -> set[str]:
    return set(chain.from_iterable(schools.values()))


def _reasons_of_groups(members: Members, threshold: int) -> dict[str, str]:
    """Each code is a group of its own about which something sensitive is said: 2T persons, and not of one school."""
    found = {}
    for code, schools in members.items():
        few = 0 < len(_everybody(schools)) < 2 * threshold
        found[code] = SMALL_DISTRIBUTION if few else one_school(schools, threshold)
    return {code: reason for code, reason in found.items() if reason}


def _few_changed(population: Population, dimension: str, before: pl.DataFrame, threshold: int) -> dict[str, str]:
    own = (pl.col("population") == population.name) & (pl.col("dimension") == dimension)
    was, now = before.filter(own), population.members.filter(pl.col("dimension") == dimension)
    if population.is_flow or not before.filter(pl.col("population") == population.name).height:
        return {}
    codes = few_changed(was.select("code", PERSON), now.select("code", PERSON), "code", threshold, PERSON)
    return {code: FEW_CHANGED for code in codes if code is not None}


def _tables(population: Population, counts: Mapping[Cell, int], primary: Mapping[Cell, str]) -> Iterator[CountTable]:
    """One table a dimension: beside the total, or beside the code within which its codes stand."""
    whole = (population.name, EVERYBODY, EVERYBODY)
    yield _table(population, (), {(): whole}, counts, primary)
    for dimension, cells in population.dimensions():
        if dimension == EVERYBODY:
            continue
        keyed = {_codes(row): (population.name, dimension, row["code"]) for row in cells.iter_rows(named=True)}
        totals = {(*_codes(row)[:-1], TOTAL): _total_of(population, row) for row in cells.iter_rows(named=True)}
        above = cells["within_dimension"][0]
        yield _table(
            population,
            (dimension,) if above is None else (above, dimension),
            totals | keyed,
            counts,
            primary,
            frozenset({dimension}) if _is_overlapping(cells, counts, population) else frozenset(),
        )


def _table(
    population: Population,
    dimensions: tuple[str, ...],
    cells: Mapping[Codes, Cell],
    counts: Mapping[Cell, int],
    primary: Mapping[Cell, str],
    overlapping: frozenset[str] = frozenset(),
) -> CountTable:
    own = {codes: counts[cell] for codes, cell in cells.items()}
    forbidden = {codes: primary[cell] for codes, cell in cells.items() if cell in primary}
    always_shown = zeros(own, forbidden)
    return CountTable(population.name, dimensions, own, forbidden, overlapping, always_shown=always_shown)


def _codes(row: Mapping[str, str | None]) -> tuple[str, ...]:
    code = str(row["code"])
    return (code,) if row["within_code"] is None else (str(row["within_code"]), code)


def _total_of(population: Population, row: Mapping[str, str | None]) -> Cell:
    if row["within_code"] is None:
        return population.name, EVERYBODY, EVERYBODY
    return population.name, str(row["within_dimension"]), str(row["within_code"])


def _is_overlapping(cells: pl.DataFrame, counts: Mapping[Cell, int], population: Population) -> bool:
    """Whether somebody is counted under several codes, so that these do not add up."""
    sums: dict[Cell, int] = {}
    for row in cells.iter_rows(named=True):
        total = _total_of(population, row)
        sums[total] = sums.get(total, 0) + counts[population.name, row["dimension"], row["code"]]
    return any(summed != counts[total] for total, summed in sums.items())


def _rows(
    population: Population, counts: Mapping[Cell, int], suppressed: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    for dimension, cells in population.dimensions():
        is_overlapping = dimension != EVERYBODY and _is_overlapping(cells, counts, population)
        for row in cells.iter_rows(named=True):
            cell = (population.name, dimension, row["code"])
            names = {} if dimension == EVERYBODY else {dimension: row["code"]}
            if row["within_code"] is not None:
                names[row["within_dimension"]] = row["within_code"]
            yield {
                **dict(zip(CELL, cell, strict=True)),
                "within_dimension": row["within_dimension"],
                "within_code": row["within_code"],
                "is_overlapping": is_overlapping,
                "persons": counts[cell],
                "reason": suppressed.get(cell_key(population.name, names)),
            }
