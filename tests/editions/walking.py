"""Every table, column and value of an edition, to search them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

Column = tuple[str, str, str, str]
"""Schema, table, column and type."""


def rows(edition: Path, query: str) -> pl.DataFrame:
    with duckdb.connect(str(edition), read_only=True) as con:
        found: pl.DataFrame = con.cursor().sql(query).pl()
        return found


def tables(edition: Path) -> list[str]:
    return sorted({f"{schema}.{table}" for schema, table, _, _ in columns(edition)})


def content(edition: Path, schemas: tuple[str, ...] = ("core", "mart")) -> dict[str, pl.DataFrame]:
    """Every table of these schemas, by name; editions have no others."""
    assert {schema for schema, *_ in columns(edition)} <= {"core", "mart", "meta"}
    with duckdb.connect(str(edition), read_only=True) as con:
        return {name: con.sql(f"from {name}").pl() for name in tables(edition) if name.split(".")[0] in schemas}


def columns(edition: Path) -> list[Column]:
    query = "select table_schema, table_name, column_name, data_type from information_schema.columns order by all"
    return rows(edition, query).rows()


def values(edition: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Of every column of every table: the table, the column, and its values as text."""
    for table, found in content(edition, ("core", "mart", "meta")).items():
        for column in found.iter_columns():
            flat = column.explode() if column.dtype == pl.List else column
            yield table, column.name, set(flat.cast(pl.String).unique().drop_nulls())


def words(texts: set[str]) -> set[str]:
    """The texts themselves, and every word in them: an id within a sentence is one too many as well."""
    return texts | {word for text in texts for word in re.findall(r"[\w-]+", text)}


def places_of(edition: Path, forbidden: set[str]) -> set[str]:
    """The columns in which one of these values stands, by itself or as a word of a text."""
    return {f"{table}.{column}" for table, column, found in values(edition) if words(found) & forbidden}
