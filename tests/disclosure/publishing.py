"""What an edition would hold: tables with gaps for the auditor, made of tables and their protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.audit.published import Balance as PublishedBalance
from pipelines.audit.published import Grouping as PublishedGrouping
from pipelines.audit.published import Nesting as PublishedNesting
from pipelines.audit.published import Publication, PublishedTable
from pipelines.disclosure.linking import Balance, CountTable, Grouping, Link, cell_key
from pipelines.disclosure.tables import Unit


def published(tables: Sequence[CountTable], suppressed: Mapping[str, str], links: Sequence[Link] = ()) -> Publication:
    return Publication(
        tables=[_table(table, suppressed) for table in tables],
        groupings=[PublishedGrouping(one.fine, one.coarse, one.members) for one in links if isinstance(one, Grouping)],
        nestings=[PublishedNesting(one.outer, one.inner) for one in links if not isinstance(one, Grouping | Balance)],
        balances=[PublishedBalance(one.coefficients) for one in links if isinstance(one, Balance)],
    )


def _table(table: CountTable, suppressed: Mapping[str, str]) -> PublishedTable:
    rows = []
    for codes, value in table.counts.items():
        row: dict[str, object] = dict(zip(table.dimensions, codes, strict=True))
        key = cell_key(table.population, {d: str(c) for d, c in row.items()})
        rows.append({**row, "value": None if key in suppressed else value})
    name = f"{table.population} by {', '.join(table.dimensions)}"
    return PublishedTable(name, table.population, table.dimensions, rows, table.overlapping, table.unit is Unit.MONEY)
