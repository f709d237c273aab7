"""A warehouse written down as small tables of text, for tests of one mart.

Cells stand between bars; ``-`` is null. Columns that a table does not name are null, and so are tables that a test
does not name: empty, but for what the contracts and the programme say (phases, criteria, thresholds).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.analysis import ANALYSES
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.marts import create_mart, in_order_of_reading, read_marts
from pipelines.publication import meta_tables
from pipelines.settings import SQL, Home
from pipelines.warehouse import table_definition, write_vanished_targets

NULL = "-"
REFERENCE_DATE = "2026-06-30"
Given = Mapping[str, str]
"""From the name of a table (``core.pilots``) to its rows as text."""


def assert_mart(catalogue: Catalogue, mart: str, given: Given, expected: str, where: str = "true") -> None:
    """The rows of a mart, in its own order and under the columns that the expected table names, are as expected."""
    header, rows = table_of(expected)
    assert mart_rows(catalogue, mart, given, header, where) == rows


def assert_indicator(catalogue: Catalogue, name: str, given: Given, expected: str, where: str = "true") -> None:
    """The values of one indicator (the name of its file) are as expected; no other indicator is built."""
    alone = replace(catalogue, indicators=tuple(i for i in catalogue.indicators if i.name == name))
    assert_mart(alone, "indicator_values", given, expected, where)


def mart_rows(
    catalogue: Catalogue, mart: str, given: Given, columns: Sequence[str], where: str = "true"
) -> list[list[str]]:
    """The rows of a mart as text, built from the given tables and the marts that it reads."""
    with warehouse(catalogue, mart, given) as con:
        found = con.cursor().sql(f"select {', '.join(columns)} from mart.{mart} where {where}").fetchall()
    return [[_text_of(value) for value in row] for row in found]


def warehouse(catalogue: Catalogue, mart: str, given: Given) -> duckdb.DuckDBPyConnection:
    """In memory: ``core`` and ``meta`` by the contracts, the given rows, and the mart with what it reads."""
    con = duckdb.connect(config={"threads": "1"})
    con.execute("set timezone = 'UTC'")
    _define(con, catalogue)
    publication = {"meta.publication": f"reference_date\n{REFERENCE_DATE}"}
    tables = publication | dict(given)
    for name, text in tables.items():
        if not name.startswith("mart."):
            _fill(con, name, text)
    write_vanished_targets(con, catalogue)
    marts = read_marts(SQL, () if "mart.indicator_counts" in given else catalogue.indicators)
    needed = _needed(f"mart.{mart}", {f"mart.{m.name}": set(m.reads) for m in marts.values()})
    for name in in_order_of_reading(marts, ANALYSES):
        if name not in needed:
            continue
        schema, _, table = name.partition(".")
        if schema == "analysis":
            analysis = ANALYSES[table]
            con.register("rows", analysis.compute(con.cursor().sql(f"from {analysis.reads}").pl()))
            con.execute(f"create table {name} as from rows")
        else:
            create_mart(con, marts[table])
        if name in tables:
            _fill(con, name, tables[name])
    return con


def table_of(text: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a text table; lines that are empty or only rule it off are passed over."""
    lines = [line for line in text.strip().splitlines() if line.strip(" |-")]
    header, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    assert all(len(row) == len(header) for row in rows), f"a row has not {len(header)} cells:\n{text}"
    return header, rows


def _define(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    for schema in ("core", "meta", "mart", "analysis"):
        con.execute(f"create schema {schema}")
    for contract in catalogue.contracts.values():
        con.execute(table_definition(contract))
    nowhere = Archive(Home.at(Path("/nonexistent")))
    for name, rows in meta_tables(catalogue, [], nowhere, {}, "test", dt.datetime(2026, 6, 30, tzinfo=dt.UTC)).items():
        con.register("rows", rows)
        con.execute(f"create table meta.{name} as from rows")
        con.unregister("rows")


def _fill(con: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    """Replace the rows of a table; DuckDB casts each text to its column's type, as it would a file's."""
    header, rows = table_of(text)
    con.execute(f"delete from {table}")
    for row in rows:
        values = [None if cell == NULL else cell for cell in row]
        con.execute(f"insert into {table} ({', '.join(header)}) values ({', '.join('?' * len(row))})", values)


def _needed(name: str, reads: Mapping[str, set[str]]) -> set[str]:
    below = reads.get(name, set())
    if name.startswith("analysis."):
        below = {ANALYSES[name.removeprefix("analysis.")].reads}
    return {name}.union(*(_needed(other, reads) for other in below))


def _text_of(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
