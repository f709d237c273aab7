"""From the list of an edition to its file: which tables, which of their columns, which of their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.errors import ContractError
from pipelines.queries import told_with_its_line


@dataclass(frozen=True, slots=True)
class Share:
    """One table of an edition: its name there, the table of the build that it comes from, and what of that.

    ``only_columns`` is a list for SELECT and ``only_rows`` a condition (None: all of them); the condition may name
    ``$organisation_id``, the partner whose edition it is.
    """

    table_schema: str
    table_name: str
    source: str
    only_columns: str | None
    only_rows: str | None

    @property
    def query(self) -> str:
        """The SELECT that gives the table, in the order of its source."""
        condition = f" where {self.only_rows}" if self.only_rows else ""
        return f"select {self.only_columns or '*'} from {self.source}{condition}"


def read_shares(con: duckdb.DuckDBPyConnection, file: Path) -> list[Share]:
    """What an edition gets, by the SELECT of its file, which may look at the build itself.

    Raises:
        ContractError: the SELECT fails or gives other columns than those of a share.
    """
    expected = list(Share.__dataclass_fields__)
    with told_with_its_line(file):
        found = con.cursor().sql(file.read_text(encoding="utf-8"))
    if found.columns != expected:
        raise ContractError(file, 1, f"the columns {', '.join(expected)}", ", ".join(found.columns))
    return [Share(*row) for row in found.fetchall()]


def write_edition(
    con: duckdb.DuckDBPyConnection, path: Path, shares: Sequence[Share], parameters: Mapping[str, str] | None = None
) -> None:
    """Copy the tables of an edition into a file of their own; what it does not name cannot be in it."""
    quoted = str(path).replace("'", "''")
    con.execute(f"attach '{quoted}' as edition")
    for schema in sorted({share.table_schema for share in shares}):
        con.execute(f"create schema if not exists edition.{schema}")
    for share in shares:
        named = {name: value for name, value in (parameters or {}).items() if f"${name}" in share.query}
        con.execute(f"create table edition.{share.table_schema}.{share.table_name} as {share.query}", named)
    con.execute("detach edition")
