"""Rows of a table as a reader takes them along: a column a heading, each cell as the reader calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl


def taken(rows: Sequence[Any], columns: Mapping[str, Callable[[Any], object]]) -> pl.DataFrame:
    """A frame with for each row what every column finds in it; of decimals six.

    Args:
        rows: what stands in the table, a row each: dictionaries, or whatever `columns` knows to read.
        columns: under its heading how a column gets its cell. Numbers and days stay numbers and days.
    """
    found = {heading: [find(row) for row in rows] for heading, find in columns.items()}
    return pl.DataFrame(found, strict=False).with_columns(pl.selectors.float().round(6))
