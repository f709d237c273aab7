"""A small partnership with people in it, whom the tests look for and erase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl
import pytest

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.pseudonyms import Pseudonymiser, load_key
from pipelines.settings import Home
from tests.conftest import Deliver

ORGANISATIONS = """Organisatie;Naam;Soort;BRIN;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;
roc-b;ROC B (fictief);mbo;99BB;
bedrijf-c;Bedrijf C (fictief);bedrijf;;mkb
"""
PILOTS = "Pilot;Naam;Penvoerder;Spoor;Startdatum\nP1;Fictief;roc-a;behouden;1-9-2025\n"
PROFESSIONALS = "Professional;Onderwijssector;Vakrichting;Toestemming onderzoek\nHP1;mbo;Lassen;ja\nHP2;hbo;Zagen;nee\n"
PLACED = "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum;Gevolgd vanaf\n"
PLACEMENT = "{};{};P1;roc-a;bedrijf-c;{};0,4;1-10-2025;1-10-2025\n"
PLACEMENTS = PLACED + PLACEMENT.format("PL1", "HP1", "docent") + PLACEMENT.format("PL2", "HP2", "docent")
RETENTION = """Plaatsing;Peildatum;Status
PL1;1-11-2025;actief
PL2;1-11-2025;actief
PL1;1-12-2025;misschien
"""
PUPILS = """Student;School;Schooljaar;Groep;Aandeel hybride;Uitkomst;Meting;Meetdatum;Score;Schaal min;Schaal max
S1;roc-a;2025-2026;G1;0,4;vakkennis;voor;1-10-2025;3;1;5
S1;roc-b;2025-2026;G1;0,4;vakkennis;voor;1-10-2025;3;1;5
S2;roc-a;2025-2026;G1;0,4;vakkennis;voor;1-10-2025;4;1;5
"""
FILES = {
    "organisaties.csv": ORGANISATIONS,
    "pilots.csv": PILOTS,
    "professionals.csv": PROFESSIONALS,
    "plaatsingen.csv": PLACEMENTS,
    "behoud.csv": RETENTION,
    "leeropbrengsten.csv": PUPILS,
}
Rows = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def delivered(deliver: Deliver) -> None:
    """Two rounds: the second leaves PL1 out, and has a rejected row of it with a professional that nobody knows."""
    deliver(FILES, at="2026-01-01T10:00")
    deliver({"professionals.csv": PROFESSIONALS.replace("Lassen", "Lassen en frezen")}, at="2026-02-01T10:00")
    later = PLACED + PLACEMENT.format("PL2", "HP2", "docent") + PLACEMENT.format("PL1", "HP8", "docent")
    deliver({"plaatsingen.csv": later}, at="2026-02-02T10:00")
    deliver({"plaatsingen.csv": PLACED + PLACEMENT.format("PL2", "HP2", "docent")}, at="2026-02-03T10:00")


@pytest.fixture
def pseudonym(home: Home) -> Callable[[str, str, str], str]:
    """The pseudonym of a kind, issuer and number, for what is looked for in the archive."""

    def of(kind: str, issuer: str, number: str) -> str:
        return Pseudonymiser(load_key(home.key, home_is_empty=False)).of_one(kind, issuer, number)

    return of


@pytest.fixture
def current(home: Home, catalogue: Catalogue) -> Rows:
    """Keys of the current rows of a dataset."""

    def rows(dataset: str) -> list[tuple[object, ...]]:
        archive, contract = Archive(home), catalogue[dataset]
        return archive.current_rows(contract, archive.receipts()).select(contract.key).rows()

    return rows


def everything_in(archive: Path) -> Mapping[str, str]:
    """The name of every file of an archive, with its content in words."""

    def contents() -> Iterator[tuple[str, str]]:
        for path in sorted(p for p in archive.rglob("*") if p.is_file()):
            is_table = path.suffix == ".parquet"
            yield path.name, pl.read_parquet(path).write_json() if is_table else path.read_text(encoding="utf-8")

    return dict(contents())


def on_day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
