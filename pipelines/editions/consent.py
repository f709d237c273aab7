"""The build as if only those who consent to research were in it, in a database beside it.

Whoever does not consent is absent from the rows, and from every figure beside them: where a curve of everybody stood
beside the rows of those who consent, the difference would be the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.analysis import ANALYSES
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract
from pipelines.lineage import behind, reads_of
from pipelines.marts import Mart, create_mart, in_order_of_reading

CONSENT = "research_consent"
_BESIDE = "consenting"


@dataclass(frozen=True, slots=True)
class ConsentingBuild:
    """Tables of the build without those who did not consent: ``core`` whole, and the marts that were asked for."""

    con: duckdb.DuckDBPyConnection

    def table(self, name: str) -> pl.DataFrame:
        """The rows of a table, as ``core.placements`` or ``mart.retention_curve``."""
        rows: pl.DataFrame = self.con.sql(f"from {_BESIDE}.{name}").pl()
        return rows


@contextmanager
def consenting_build(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, marts: Mapping[str, Mart], figures: Collection[str]
) -> Iterator[ConsentingBuild]:
    """A build of those who consent, with these marts, as long as the context lasts.

    A mart in which nobody counts who did not consent is that of the build itself; another is computed anew, with the
    queries and the statistics of the build.
    """
    ((build,),) = con.execute("select current_database()").fetchall()
    con.execute(f"attach ':memory:' as {_BESIDE}")
    try:
        con.execute(f"use {_BESIDE}")  # the queries of sql/ now find their tables here
        for schema in ("core", "meta", "mart", "analysis"):
            con.execute(f"create schema {schema}")
        restricted = _write_core(con, build, catalogue)
        for (table,) in con.execute(_TABLES_OF_META, [build]).fetchall():
            con.execute(f"create view meta.{table} as from {build}.meta.{table}")
        _write_marts(con, build, marts, figures, restricted)
        yield ConsentingBuild(con)
    finally:
        con.execute(f"use {build}")
        con.execute(f"detach {_BESIDE}")


_TABLES_OF_META = """
select table_name from information_schema.tables where table_catalog = $1 and table_schema = 'meta' order by table_name
"""


def _write_core(con: duckdb.DuckDBPyConnection, build: str, catalogue: Catalogue) -> frozenset[str]:
    """The datasets without the rows of those who did not consent; which they are that lack rows for it."""
    restricted: dict[str, str] = {}
    for contract in catalogue.in_reference_order:
        conditions = list(_conditions(contract, restricted))
        kind, where = "view", ""
        if conditions:
            kind, where = "table", f" where {' and '.join(conditions)}"
            restricted[contract.dataset] = where
        con.execute(f"create {kind} core.{contract.dataset} as from {build}.core.{contract.dataset}{where}")
    return frozenset(restricted)


def _conditions(contract: Contract, restricted: Collection[str]) -> Iterator[str]:
    """What must hold of a row: consent where its dataset tells of it, else a target that is still there.

    Only a yes is consent; an empty cell is none.
    """
    if any(field.name == CONSENT for field in contract.fields):
        yield CONSENT
    for field in contract.references:
        assert field.reference
        if field.reference.dataset in restricted:
            target = f'select "{field.reference.field}" from core.{field.reference.dataset}'
            yield f'"{field.name}" in ({target})'


def _write_marts(
    con: duckdb.DuckDBPyConnection,
    build: str,
    marts: Mapping[str, Mart],
    figures: Collection[str],
    restricted: Collection[str],
) -> None:
    read = reads_of(marts, ANALYSES)
    needed = behind((f"mart.{name}" for name in figures), read)
    differing = {f"core.{dataset}" for dataset in restricted}
    for table in in_order_of_reading(marts, ANALYSES):
        if table not in needed:
            continue
        if not differing.isdisjoint(read[table]):
            differing.add(table)
            _compute(con, table, marts)
        else:
            con.execute(f"create view {table} as from {build}.{table}")


def _compute(con: duckdb.DuckDBPyConnection, table: str, marts: Mapping[str, Mart]) -> None:
    schema, _, name = table.partition(".")
    if schema == "mart":
        create_mart(con, marts[name])
        return
    con.register("rows", ANALYSES[name].compute(con.sql(f"from {ANALYSES[name].reads}").pl()))
    con.execute(f"create table {table} as from rows")
    con.unregister("rows")
