"""What indicators of a funder edition tell of the cells in which their persons are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from pipelines.audit.published import Place, PublishedFigure
from pipelines.audit.rows import EVERYBODY, Row, named, rows

_CELLS = """
    with latest (period, peildatum) as (
        select extract(year from peildatum), max(peildatum) from meta.rounds group by all
    )

    select
        shown.indicator_id, shown.period, cells.part, counts.*, shown.numerator, shown.denominator, shown.value
    from mart.indicator_values as shown
    inner join meta.indicator_cells as cells on shown.indicator_id = cells.indicator_id
    inner join mart.person_counts as counts
        on replace(cells.population, '{period}', cast(shown.period as varchar)) = counts.population
        and cells.dimension = counts.dimension and cells.code = counts.code
    left join latest on shown.period = latest.period
    where
        shown.scope_id = 'programma'
        and (cells.population like '%{period}' or counts.peildatum = latest.peildatum)
"""
_OF_PILOTS = """
    with latest (period, peildatum) as (
        select extract(year from peildatum), max(peildatum) from meta.rounds group by all
    )

    select shown.value, counts.*
    from mart.indicator_values as shown
    inner join latest on shown.period = latest.period
    inner join mart.person_counts as counts
        on counts.peildatum = latest.peildatum and counts.population = 'professionals'
        and counts.dimension = 'pilot_id' and counts.code = shown.scope_id
    where shown.indicator_id in (select indicator_id from meta.indicator_cells) and shown.value is not null
"""


def figures_in(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedFigure]:
    """Of the programme numerators, denominators and shares; of a pilot how many are active."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows(con, _CELLS):
        groups.setdefault((row["indicator_id"], row["period"]), []).append(row)
    for own in groups.values():
        above, below = ([place(row) for row in own if row["part"] == part] for part in ("numerator", "denominator"))
        yield _figure(own[0], above, below)
    for row in rows(con, _OF_PILOTS):
        yield PublishedFigure([place(row)], above=round(row["value"]))


def place(row: Row) -> Place:
    """The cell of a row of ``person_counts``."""
    codes = {} if row["dimension"] == EVERYBODY else {row["dimension"]: row["code"]}
    if row["within_dimension"]:
        codes[row["within_dimension"]] = row["within_code"]
    return Place(named(row), codes)


def _figure(row: Row, above: Sequence[Place], below: Sequence[Place]) -> PublishedFigure:
    """What is no share is its own numerator."""
    numerator = row["numerator"] if below or row["numerator"] is not None else row["value"]
    percent = round(100 * row["value"]) if below and row["value"] is not None else None
    return PublishedFigure(above, below, _whole(numerator), _whole(row["denominator"]), percent)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
