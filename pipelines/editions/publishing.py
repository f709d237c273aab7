"""Which editions a build gives, and their way to where they are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.catalogue import Catalogue
from pipelines.editions.lectoraat import LECTORAAT, make_lectoraat
from pipelines.editions.partner import make_partner, write_partner_editions
from pipelines.editions.sharing import read_shares, write_edition
from pipelines.home_settings import Purpose
from pipelines.marts import Mart
from pipelines.settings import SQL

KERNTEAM = SQL / "editions" / "kernteam.sql"
PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Research:
    """A registered purpose with the master key from which its pseudonyms are derived."""

    purpose: Purpose
    master_key: bytes


def write_editions(
    con: duckdb.DuckDBPyConnection,
    building: Path,
    folder: Path,
    catalogue: Catalogue,
    marts: Mapping[str, Mart],
    research: Research | None,
    funder: Path | None,
) -> dict[Path, Path]:
    """Write the editions of a build, but for that of funders, beside where they are to stand.

    Args:
        con: the build: ``core``, ``meta``, ``mart``.
        building: the folder to write in.
        folder: the folder in which editions are read.
        research: without it there is no edition for the lectoraat.
        funder: the funder edition that is, or comes, in place; partners have its tables, too.

    Returns:
        For each edition written, where it is to stand.
    """
    written = {building / "kernteam.duckdb": folder / "kernteam.duckdb"}
    write_edition(con, building / "kernteam.duckdb", read_shares(con, KERNTEAM))
    if research:
        make_lectoraat(con, catalogue, marts, research.master_key, research.purpose)
        write_edition(con, building / "lectoraat.duckdb", read_shares(con, LECTORAAT))
        written[building / "lectoraat.duckdb"] = folder / "lectoraat.duckdb"
    make_partner(con)
    partners = write_partner_editions(con, building / PARTNERS, funder)
    return written | {built: folder / PARTNERS / built.name for built in partners}


def put_in_place(editions: Mapping[Path, Path], folder: Path) -> None:
    """Rename each edition to where it is read, and take away those that nobody gets any more.

    Who reads an edition keeps reading the old one until it is opened anew.
    """
    for built, place in editions.items():
        place.parent.mkdir(exist_ok=True)
        _leftover_of(place).unlink(missing_ok=True)
        built.replace(place)
    for gone in _no_longer_given(folder, editions.values()):
        gone.unlink()
        _leftover_of(gone).unlink(missing_ok=True)


def _no_longer_given(folder: Path, given: Collection[Path]) -> list[Path]:
    """Editions of partners that vanished, and that of the lectoraat when no purpose is registered any more."""
    there = [*folder.glob("lectoraat.duckdb"), *(folder / PARTNERS).glob("*.duckdb")]
    return [path for path in there if path not in given]


def _leftover_of(edition: Path) -> Path:
    """What DuckDB would read into an edition; a whole one has none."""
    return edition.with_name(edition.name + ".wal")
