"""A funder edition as an outsider reads it: nothing but the file, and what its own tables say of what they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.audit.published import TOTAL, Nesting, Publication, PublishedTable

EVERYBODY = "alle"
_SIDES = {"n_hybrid": "hybride", "n_comparison": "vergelijking"}
Row = Mapping[str, Any]


def read_publication(file: Path) -> Publication:
    """All counts of persons and all private amounts of all rounds, with what they are counted in.

    A number that stands in two tables (a count, and the indicator that rests on it) is read from both.
    """
    with duckdb.connect(str(file), read_only=True) as con:
        counts = _rows(con, "from mart.person_counts")
        tables = [*tables_of_counts(counts), *_tables_of_money(_rows(con, "from mart.contributions_private"))]
        tables += [*_of_indicators(con), *_of_comparisons(con), *_of_surveys(con)]
    inner = {(_named(row), row["peildatum"], row["nested_in"]) for row in counts if row["nested_in"]}
    nestings = [Nesting(f"{outer}@{day}", population) for population, day, outer in sorted(inner)]
    return Publication(tables=tables, nestings=nestings)


def threshold_of(file: Path) -> int:
    """The least number of persons that the edition says it shows."""
    with duckdb.connect(str(file), read_only=True) as con:
        return int(_rows(con, "select value from meta.thresholds where threshold = 'persons'")[0]["value"])


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found = con.cursor().sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _named(row: Row) -> str:
    """A population of one round; the same persons a year later are another."""
    return f"{row['population']}@{row['peildatum']}"


def tables_of_counts(counts: Sequence[Row]) -> Iterator[PublishedTable]:
    """A table a population and dimension, with the total that its codes are compared with."""
    values = {(_named(row), row["dimension"], row["code"]): row["persons"] for row in counts}
    dimensions: dict[tuple[str, str], list[Row]] = {}
    for row in counts:
        dimensions.setdefault((_named(row), row["dimension"]), []).append(row)
    for (population, dimension), rows in sorted(dimensions.items()):
        name = f"{population} by {dimension}"
        if dimension == EVERYBODY:
            yield PublishedTable(name, population, (), [{"value": rows[0]["persons"]}])
            continue
        above = rows[0]["within_dimension"]
        cells: list[dict[str, object]] = []
        for row in rows:
            place = {dimension: row["code"]} | ({above: row["within_code"]} if above else {})
            outer = (above, row["within_code"]) if above else (EVERYBODY, EVERYBODY)
            total = {**place, dimension: TOTAL, "value": values[population, *outer]}
            cells += [{**place, "value": row["persons"]}] + ([] if total in cells else [total])
        overlapping = frozenset({dimension}) if any(row["is_overlapping"] for row in rows) else frozenset()
        yield PublishedTable(name, population, (above, dimension) if above else (dimension,), cells, overlapping)


def _tables_of_money(amounts: list[Row]) -> Iterator[PublishedTable]:
    groups: dict[str, list[dict[str, object]]] = {}
    for row in amounts:
        cell = {"kind": row["kind"], "value": row["amount_eur"]}
        groups.setdefault(f"private.{row['basis']}.{row['year']}", []).append(cell)
    for population, rows in sorted(groups.items()):
        yield PublishedTable(population, population, ("kind",), rows, is_money=True)


def _single(name: str, population: str, dimension: str, code: str, value: object) -> PublishedTable:
    """A number that also stands in another table."""
    if dimension == EVERYBODY:
        return PublishedTable(name, population, (), [{"value": value}])
    return PublishedTable(name, population, (dimension,), [{dimension: code, "value": value}])


def _of_indicators(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedTable]:
    """Numerators and denominators that are one cell, of the programme."""
    query = """
        select cells.indicator_id, cells.part, cells.dimension, cells.code, counts.population, counts.peildatum,
            shown.numerator, shown.denominator, counts.within_dimension
        from mart.indicator_values as shown
        inner join meta.indicator_cells as cells on shown.indicator_id = cells.indicator_id
        inner join mart.person_counts as counts
            on replace(cells.population, '{period}', cast(shown.period as varchar)) = counts.population
            and cells.dimension = counts.dimension and cells.code = counts.code
            and (cells.population like '%{period}' or extract(year from counts.peildatum) = shown.period)
        where shown.scope_id = 'programma'
        qualify count(*) over (partition by cells.indicator_id, cells.part, shown.period, counts.peildatum) = 1
    """
    for row in _rows(con, query):
        value = row[row["part"]]
        if value is not None and row["within_dimension"] is None:
            yield _single(row["indicator_id"], _named(row), row["dimension"], row["code"], value)


def _of_comparisons(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedTable]:
    for row in _rows(con, "from mart.outcome_effects"):
        for column, side in _SIDES.items():
            if row[column] is not None:
                population = f"outcome.{row['outcome']}.{side}@{row['peildatum']}"
                yield _single("outcome_effects", population, row["stratum_by"], row["stratum"], row[column])


def _of_surveys(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedTable]:
    for row in _rows(con, "from mart.survey_scales where n is not null"):
        key = ".".join(row[name] for name in ("scale", "respondent_role", "context", "wave"))
        yield _single("survey_scales", f"survey.{key}@{row['peildatum']}", EVERYBODY, EVERYBODY, row["n"])
