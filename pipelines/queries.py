"""Queries of sql/: what DuckDB says of a mistake in one, told with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.errors import ContractError


@contextmanager
def told_with_its_line(file: Path) -> Iterator[None]:
    """Turn an error of DuckDB into one of the file whose query it carries out.

    Raises:
        ContractError: DuckDB cannot carry out the query.
    """
    try:
        yield
    except duckdb.Error as error:
        line = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
        said = str(error).partition("\n\nLINE")[0]
        raise ContractError(file, int(line[1]) if line else 1, "a query that can be carried out", said) from error
