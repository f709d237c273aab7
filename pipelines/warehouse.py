"""The only writer of DuckDB: a warehouse built from archive, contracts and sql/, cut into editions and swapped in."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.analysis import ANALYSES
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Kind, Text
from pipelines.editions.publishing import Research, put_in_place, write_editions
from pipelines.editions.release import EDITION, Release, release_funder
from pipelines.editions.rounds import read_rounds, write_round
from pipelines.home_settings import registered_purpose
from pipelines.marts import Mart, create_mart, in_order_of_reading, read_marts
from pipelines.notices import Notice, write_notices
from pipelines.pseudonyms import load_key
from pipelines.publication import meta_tables
from pipelines.receipts import Outcome, Receipt
from pipelines.settings import SQL, Home

COLUMN_TYPES = {
    Kind.TEXT: "varchar",
    Kind.SLUG: "varchar",
    Kind.NUMBER: "double",
    Kind.INTEGER: "bigint",
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
    Kind.SCHOOL_YEAR: "bigint",
}
NO_PURPOSE = Text(
    "Er is geen editie voor het lectoraat: er is geen onderzoeksdoel geregistreerd (settings.toml, [research]).",
    "There is no edition for the lectoraat: no research purpose is registered (settings.toml, [research]).",
)
_LIMITS = {"threads": "2", "memory_limit": "4GB"}


def publish(home: Home, catalogue: Catalogue, as_of: dt.datetime | None = None, out: Path | None = None) -> Path:
    """Build the warehouse as of an instant (default: the latest receipt) and publish its editions.

    Editions are built in a folder beside their own and renamed into place, so that whoever reads one keeps reading
    the old until the new is whole; a crash leaves the old. What there is to say of an edition stands in its notices.

    Returns:
        The folder with the editions.
    """
    folder = home.published if out is None else out
    folder.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(folder)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=folder) as building:
        whole = Path(building) / "warehouse.duckdb"
        with duckdb.connect(str(whole), config={**_LIMITS, "temp_directory": building}) as con:
            marts = fill_warehouse(con, Archive(home), catalogue, as_of)
            rounds, research = read_rounds(home.rounds, as_of), _research(home)
            funder = release_funder(con, Path(building), rounds, SQL / "editions", may_begin=out is None)
            shown_to_funders = funder.file or _there(folder / f"{EDITION}.duckdb")
            editions = write_editions(con, Path(building), folder, catalogue, marts, research, shown_to_funders)
            if funder.file:
                editions[funder.file] = folder / funder.file.name
        if funder.begun:
            write_round(home.rounds, funder.begun)
        put_in_place(editions, folder)
        write_notices(folder, _notices(funder, research))
    return folder


def fill_warehouse(
    con: duckdb.DuckDBPyConnection, archive: Archive, catalogue: Catalogue, as_of: dt.datetime | None = None
) -> Mapping[str, Mart]:
    """Everything that an archive says at an instant: the schemas ``core``, ``meta``, ``analysis`` and ``mart``."""
    con.execute("set timezone = 'UTC'")
    con.execute("begin")  # one commit, or each of two hundred tables would be written to disk by itself
    receipts = archive.receipts(as_of)
    _write_core(con, archive, catalogue, receipts)
    marts, told = read_marts(SQL, catalogue.indicators), _of_partners(con, receipts, catalogue.programme.scope_id)
    _write_meta(con, meta_tables(catalogue, told, archive, marts, _digest(catalogue, receipts), as_of))
    write_vanished_targets(con, catalogue)
    _write_rows_in_use(con, catalogue)
    _write_marts(con, marts)
    con.execute("commit")
    return marts


def _research(home: Home) -> Research | None:
    """The registered purpose with the key for its pseudonyms; without one nothing is made for research.

    Raises:
        HomeError: the settings are not as they should be, or the key is not there.
    """
    purpose = registered_purpose(home)
    return Research(purpose, load_key(home.key, home_is_empty=Archive(home).is_empty)) if purpose else None


def _there(file: Path) -> Path | None:
    return file if file.exists() else None


def _notices(funder: Release, research: Research | None) -> list[Notice]:
    """What there is to say of editions that are not there, or not renewed."""
    held_back = [Notice(EDITION, funder.held_back)] if funder.held_back else []
    return [*held_back, *([] if research else [Notice("lectoraat", NO_PURPOSE)])]


def _write_core(
    con: duckdb.DuckDBPyConnection, archive: Archive, catalogue: Catalogue, receipts: list[Receipt]
) -> None:
    con.execute("create schema core")
    for contract in catalogue.contracts.values():
        con.execute(table_definition(contract))
        con.register("rows", archive.current_rows(contract, receipts).drop("partner_id"))
        con.execute(f"insert into core.{contract.dataset} by name from rows")
        con.unregister("rows")


def _of_partners(con: duckdb.DuckDBPyConnection, receipts: list[Receipt], programme: str) -> list[Receipt]:
    """Those that figures may name: not what was refused because nobody knows who delivered, such as a mistyped name.

    That can be any text, and ``status`` tells it to who keeps the archive.
    """
    registered = {name for (name,) in con.execute("select organisation_id from core.organisations").fetchall()}
    known = registered | {programme} | {r.partner_id for r in receipts if r.outcome is not Outcome.REFUSED}
    return [receipt for receipt in receipts if receipt.partner_id in known]


def table_definition(contract: Contract) -> str:
    """The DDL of a dataset's core table. No primary key: uniqueness is checked on intake, and keys cost a 7× load."""
    columns = [f'"{field.name}" {COLUMN_TYPES[field.kind]}' for field in contract.fields]
    return f"create table core.{contract.dataset} ({', '.join(columns)}, delivery_id varchar)"


def _write_meta(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame]) -> None:
    con.execute("create schema meta")
    for name, rows in tables.items():
        _create(con, f"meta.{name}", rows)


def write_vanished_targets(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """``meta.vanished_targets``: a row per dataset, reference field and delivery, with how many rows point at nothing.

    On intake they did point at something: it was left out of a later file or withdrawn since.
    """
    con.execute("create table meta.vanished_targets (dataset varchar, field varchar, delivery_id varchar, rows bigint)")
    references = [
        (contract.dataset, field.name, field.reference)
        for contract in catalogue.contracts.values()
        for field in contract.references
        if field.reference
    ]
    counted = " union all ".join(
        f"""
        select '{dataset}', '{field}', delivery_id, count(*)
        from core.{dataset} as pointing
        anti join core.{reference.dataset} as target on pointing."{field}" = target."{reference.field}"
        where pointing."{field}" is not null and not list_contains(${dataset}__{field}, pointing."{field}")
        group by delivery_id
        """
        for dataset, field, reference in references
    )
    always = {f"{dataset}__{field}": list(reference.also_allowed) for dataset, field, reference in references}
    if references:
        con.execute(f"insert into meta.vanished_targets {counted} order by all", always)


def _write_rows_in_use(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """``meta.rows_in_use``: of each delivery how many of its rows count now; later ones took the place of the rest."""
    con.execute("create table meta.rows_in_use (delivery_id varchar, rows bigint)")
    counted = " union all ".join(
        f"select delivery_id, count(*) from core.{dataset} group by 1" for dataset in catalogue.contracts
    )
    con.execute(f"insert into meta.rows_in_use {counted} order by all")


def _write_marts(con: duckdb.DuckDBPyConnection, marts: Mapping[str, Mart]) -> None:
    """Marts and analyses in the order in which they read each other."""
    con.execute("create schema mart")
    con.execute("create schema analysis")
    for table in in_order_of_reading(marts, ANALYSES):
        schema, _, name = table.partition(".")
        if schema == "mart":
            create_mart(con, marts[name])
        else:
            analysis = ANALYSES[name]
            _create(con, table, analysis.compute(con.sql(f"from {analysis.reads}").pl()))


def _create(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    con.register("rows", rows)
    con.execute(f"create table {table} as from rows")
    con.unregister("rows")


def _digest(catalogue: Catalogue, receipts: list[Receipt]) -> str:
    """Names the inputs of a build: two builds with the same digest have the same content."""
    digest = hashlib.sha256(catalogue.digest.encode())
    for file in sorted(SQL.rglob("*.sql")):
        digest.update(file.relative_to(SQL).as_posix().encode() + file.read_bytes())
    for receipt in receipts:
        held = (receipt.delivery_id, receipt.withdrawn_at, receipt.stored_sha256, receipt.rejected_left)
        digest.update(repr(held).encode())
    return digest.hexdigest()


def _remove_leftovers(folder: Path) -> None:
    """What a killed build left behind; the lock says that no other is under way."""
    for leftover in folder.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
