"""The editions of partners: what each delivered and what concerns it, beside what funders get (disclosure.md)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipelines.editions.funder import KEYS
from pipelines.editions.funder import SCHEMA as OF_FUNDERS
from pipelines.editions.sharing import Share, read_shares
from pipelines.errors import HomeError
from pipelines.queries import told_with_its_line
from pipelines.settings import SQL
from pipelines.validation.checks import SLUG

PARTNER, FUNDER = SQL / "editions" / "partner.sql", SQL / "editions" / "funder.sql"
_SCHEMA = "partner"
_IN_ANOTHER_FORM = SQL / "editions" / "partner"
_PARAMETER = "$organisation_id"
_SMALL_BLOCKS = 16_384  # bytes, the least that DuckDB has: 60 tables of a few rows in 1 MB rather than 16
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A table of an edition."""

    schema: str
    name: str


_PROTECTED = frozenset(
    {*(_Place("mart", name) for name in KEYS), _Place("meta", "rounds"), _Place("meta", "suppressed")}
)


def partners(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Who gets an edition: every organisation that is known now and has delivered something.

    Raises:
        HomeError: an organisation's id cannot be the name of a file.
    """
    found = con.execute(
        """
        select distinct deliveries.partner_id
        from meta.deliveries as deliveries
        inner join core.organisations as organisations on deliveries.partner_id = organisations.organisation_id
        order by deliveries.partner_id
        """
    ).fetchall()
    for (partner,) in found:
        if not re.fullmatch(SLUG, partner):
            raise HomeError(
                "Een organisatie die heeft geleverd heeft een code die geen bestandsnaam kan zijn: verwacht kleine "
                "letters, cijfers en koppeltekens. Geef haar een andere code en lever de organisaties opnieuw."
            )
    return [partner for (partner,) in found]


def make_partner(con: duckdb.DuckDBPyConnection) -> None:
    """Make the schema ``partner`` of a build: what partners get in another form than the kernteam.

    ``edition_of`` says of each row of a table for which partner it is.
    """
    con.execute(f"create schema {_SCHEMA}")
    for file in sorted(_IN_ANOTHER_FORM.glob("*.sql")):
        with told_with_its_line(file):
            con.execute(f"create table {_SCHEMA}.{file.stem} as {file.read_text(encoding='utf-8')}")


def write_partner_editions(con: duckdb.DuckDBPyConnection, folder: Path, funder: Path | None) -> list[Path]:
    """Write an edition for each partner into a folder, named after it.

    All of them begin as one file that holds what they share, for they differ in a few tables only.

    Args:
        funder: the funder edition that is, or comes, in place: what it has of persons went through disclosure
            control, and was audited. None as long as there is none.
    """
    own = read_shares(con, PARTNER)
    folder.mkdir()
    shared = folder / ".shared.duckdb"
    _write_shared(con, shared, own, funder)
    known = partners(con)
    owners = {share: _owners(con, share, known) for share in own}
    for partner in known:
        path = folder / f"{partner}.duckdb"
        shutil.copyfile(shared, path)
        _attach(con, path)
        con.execute("begin")  # one commit a file, or each table would be written to disk by itself
        for share in own:
            if partner in owners[share]:
                _create(con, share, partner)
        con.execute("commit")
        con.execute("detach edition")
    shared.unlink()
    return [folder / f"{partner}.duckdb" for partner in known]


def _write_shared(con: duckdb.DuckDBPyConnection, path: Path, own: Sequence[Share], funder: Path | None) -> None:
    """What all partners have: public tables of this build, those of persons as funders have them, own ones empty."""
    public = [share for share in read_shares(con, FUNDER) if not share.source.startswith(f"{OF_FUNDERS}.")]
    _attach(con, path, f"(block_size {_SMALL_BLOCKS})")
    made = set[_Place]()
    for share in (*own, *public):
        if _Place(share.table_schema, share.table_name) not in made:
            _create(con, share, _NOBODY)
            made.add(_Place(share.table_schema, share.table_name))
    if funder:
        _copy_protected(con, funder, made)
    con.execute("detach edition")


def _copy_protected(con: duckdb.DuckDBPyConnection, funder: Path, made: set[_Place]) -> None:
    """Of a funder edition only the tables of persons: the rest of it may be of an earlier build."""
    con.execute(f"attach {_quoted(funder)} as funder_edition (read_only)")
    listed = con.execute(
        "select table_schema, table_name from information_schema.tables where table_catalog = 'funder_edition'"
    )
    there = {_Place(schema, name) for schema, name in listed.fetchall()}
    for place in sorted((_PROTECTED & there) - made, key=str):
        con.execute(f"create schema if not exists edition.{place.schema}")
        con.execute(
            f"create table edition.{place.schema}.{place.name} as from funder_edition.{place.schema}.{place.name}"
        )
    con.execute("detach funder_edition")


def _create(con: duckdb.DuckDBPyConnection, share: Share, partner: str) -> None:
    named = {_PARAMETER[1:]: partner} if _PARAMETER in share.query else {}
    con.execute(f"create schema if not exists edition.{share.table_schema}")
    con.execute(f"create or replace table edition.{share.table_schema}.{share.table_name} as {share.query}", named)


def _owners(con: duckdb.DuckDBPyConnection, share: Share, known: Sequence[str]) -> frozenset[str]:
    """The partners that have rows in a table: most have none in most of them, and their shared copy will do."""
    rows = replace(share, only_columns="1").query.replace(_PARAMETER, "known.organisation_id")
    found = con.execute(
        f"select organisation_id from (select unnest($known) as organisation_id) as known where exists ({rows})",
        {"known": list(known)},
    )
    return frozenset(owner for (owner,) in found.fetchall())


def _attach(con: duckdb.DuckDBPyConnection, path: Path, options: str = "") -> None:
    con.execute(f"attach {_quoted(path)} as edition {options}")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
