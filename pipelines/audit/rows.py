"""Rows of a published edition, by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

EVERYBODY = "alle"
Row = Mapping[str, Any]


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """What a SELECT gives."""
    found = con.cursor().sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def named(row: Row) -> str:
    """A population of one round; the same persons a year later are another."""
    return f"{row['population']}@{row['peildatum']}"
