"""Faults planted in the real reference delivery: each gives its message, row and column, and the rest is loaded."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.receipts import Outcome, Receipt
from pipelines.run_report import RunReport
from pipelines.runs import Run
from pipelines.settings import Home
from pipelines.sources import DeliveredFile
from pipelines.taken import Taken

Alter = Callable[[bytes], bytes]


def cell(row: int, column: int, text: str, encoding: str = "cp1252") -> Alter:
    """Replace a cell; rows count as a spreadsheet does (the header is row 1, a ``sep=`` line does not count)."""

    def alter(content: bytes) -> bytes:
        lines = content.decode(encoding).split("\r\n")
        at = row - 1 + (1 if lines[0].startswith("sep=") else 0)
        cells = lines[at].split(";")
        cells[column] = text
        lines[at] = ";".join(cells)
        return "\r\n".join(lines).encode(encoding)

    return alter


def without_column(name: str) -> Alter:
    def alter(content: bytes) -> bytes:
        text = content.decode("cp1252").removeprefix("sep=;\r\n")
        lines = [line.split(";") for line in text.split("\r\n") if line]
        at = lines[0].index(name)
        return "\r\n".join(";".join(c for i, c in enumerate(line) if i != at) for line in lines).encode("cp1252")

    return alter


def a_zip(_: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foto.txt", "geen tabel")
    return buffer.getvalue()


@dataclass(frozen=True)
class Fault:
    """What is done to which file, and literally what must come of it."""

    name: str
    file: str
    alter: Alter
    outcome: Outcome
    delivered: int
    rejected: int
    found: tuple[tuple[int, str, str, str | None, str], ...] = ()  # row, columns, rule, value, message
    note: str | None = None
    exit_status: int = 3


FAULTS = [
    Fault(
        "another encoding (utf-16)",
        "behoud.csv",
        lambda content: content.decode("cp1252").encode("utf-16"),
        Outcome.LOADED,
        812,
        0,
        exit_status=0,
    ),
    Fault(
        "a duplicate key",
        "plaatsingen.csv",
        cell(9, 0, "PL0010"),
        Outcome.PARTLY,
        812,
        2,
        (
            (9, "placement_id", "key", "PL0010", "Plaatsing staat er vaker in: ook op regel 11. Laat één regel staan."),
            (11, "placement_id", "key", "PL0010", "Plaatsing staat er vaker in: ook op regel 9. Laat één regel staan."),
        ),
    ),
    Fault(
        "a date before its start",
        "plaatsingen.csv",
        cell(3, 11, "31-12-1979"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                3,
                "followed_from, start_date",
                "followed_after_start",
                "31-12-1979 | 01-03-1986",
                "‘Gevolgd vanaf’ ligt vóór de startdatum.",
            ),
        ),
    ),
    Fault(
        "an unknown code",
        "plaatsingen.csv",
        cell(4, 5, "docnet"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                4,
                "function",
                "function.codes",
                "docnet",
                "Functie: ‘docnet’ is geen bekende waarde. Bedoelt u ‘Docent’? Kies uit: Gastdocent, Instructeur, "
                "Senior instructeur, Docent, Senior docent.",
            ),
        ),
    ),
    Fault(
        "a placement of an unknown pilot",
        "plaatsingen.csv",
        cell(5, 2, "referentie-behuod"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                5,
                "pilot_id",
                "pilot_id.reference",
                "referentie-behuod",
                "Pilot: ‘referentie-behuod’ is niet bekend bij Pilots. Controleer de schrijfwijze, of lever Pilots "
                "eerst.",
            ),
        ),
    ),
    Fault(
        "an unknown person, whose number is not repeated",
        "plaatsingen.csv",
        cell(5, 1, "R9999"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                5,
                "professional_id",
                "professional_id.reference",
                None,
                "Professional: de ingevulde waarde is niet bekend bij Professionals. Controleer de schrijfwijze, of "
                "lever Professionals eerst.",
            ),
        ),
    ),
    Fault(
        "letters in a number",
        "plaatsingen.csv",
        cell(6, 8, "0,8 fte"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                6,
                "fte_school",
                "fte_school.type",
                "0,8 fte",
                "FTE school: ‘0,8 fte’ is geen eenduidig getal. Schrijf een getal met komma en zonder punt, "
                "bijvoorbeeld 0,4.",
            ),
        ),
    ),
    Fault(
        "a number out of bounds",
        "plaatsingen.csv",
        cell(6, 8, "8"),
        Outcome.PARTLY,
        812,
        1,
        (
            (
                6,
                "fte_school",
                "fte_school.bounds",
                "8",
                "FTE school: ‘8’ valt buiten de grenzen. Verwacht: meer dan 0 en ten hoogste 1.",
            ),
        ),
    ),
    Fault(
        "a required cell left empty",
        "plaatsingen.csv",
        cell(7, 10, ""),
        Outcome.PARTLY,
        812,
        1,
        ((7, "start_date", "start_date.required", "", "Startdatum is verplicht, maar leeg."),),
    ),
    Fault(
        "a missing required column",
        "plaatsingen.csv",
        without_column("Startdatum"),
        Outcome.REFUSED,
        812,
        812,
        note="De verplichte kolom ‘Startdatum’ ontbreekt. Herkende kolommen: Plaatsing, Professional, Pilot, School, "
        "Bedrijf, Functie, Contract school, Contract bedrijf, FTE school, FTE bedrijf, Gevolgd vanaf; niet herkend: 0. "
        "Voeg de kolom toe, of geef haar de juiste naam, en lever het bestand opnieuw.",
        exit_status=4,
    ),
    Fault(
        "an empty file",
        "behoud.csv",
        lambda _: b"",
        Outcome.REFUSED,
        0,
        0,
        note="Het bestand is leeg. Verwacht: een regel met kolomnamen en daaronder de gegevens.",
        exit_status=4,
    ),
    Fault(
        "a file that is not what its name says",
        "behoud.csv",
        a_zip,
        Outcome.REFUSED,
        0,
        0,
        note="Het bestand is niet te lezen als csv: de inhoud is een Excel-werkmap of zip-bestand. Sla het opnieuw op "
        "als xlsx of csv.",
        exit_status=4,
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_with_its_row_and_column_and_the_good_rows_are_in(
    fault: Fault, shared: Path, home: Home, catalogue: Catalogue
) -> None:
    report = deliver_with(fault, shared, home, catalogue)

    taken = next(d for d in report.deliveries if d.file.name == fault.file)
    assert report.exit_status == fault.exit_status
    assert (taken.outcome, taken.rows_delivered, taken.rows_rejected) == (
        fault.outcome,
        fault.delivered,
        fault.rejected,
    )
    for delivery in report.deliveries:
        assert delivery.rows_delivered == delivery.rows_accepted + delivery.rows_rejected
    for receipt in Archive(home).receipts():
        assert stored_rows(home, receipt) == receipt.rows_accepted
    if fault.note is None:
        assert errors(taken) == list(fault.found)
    else:
        assert [note.nl for note in taken.notes] == [fault.note]
    assert loaded_rows(home, taken.dataset) == fault.delivered - fault.rejected


def test_every_row_of_a_refused_delivery_has_a_reason(shared: Path, home: Home, catalogue: Catalogue) -> None:
    fault = next(f for f in FAULTS if f.name == "a missing required column")

    report = deliver_with(fault, shared, home, catalogue)

    taken = next(d for d in report.deliveries if d.file.name == fault.file)
    assert taken.findings["row_number"].to_list() == list(range(2, 814))
    assert taken.findings["columns"].unique().to_list() == ["start_date"]
    assert taken.findings["message"].unique().to_list() == [fault.note]


def test_rows_that_point_at_a_rejected_row_say_which(shared: Path, home: Home, catalogue: Catalogue) -> None:
    fault = next(f for f in FAULTS if f.name == "letters in a number")

    report = deliver_with(fault, shared, home, catalogue)

    retention = next(d for d in report.deliveries if d.dataset == "retention")
    assert errors(retention) == [
        (
            6,
            "placement_id",
            "placement_id.reference",
            "PL0005",
            "Plaatsing: verwijst naar afgekeurde regel 6 van plaatsingen.csv. Herstel eerst die regel.",
        )
    ]


def test_rows_rejected_only_for_what_they_point_at_do_not_refuse_a_delivery(
    shared: Path, home: Home, catalogue: Catalogue
) -> None:
    fault = next(f for f in FAULTS if f.name == "a missing required column")

    report = deliver_with(fault, shared, home, catalogue)

    retention = next(d for d in report.deliveries if d.dataset == "retention")
    assert (retention.outcome, retention.rows_accepted, retention.rows_rejected) == (Outcome.PARTLY, 0, 812)


def deliver_with(fault: Fault, shared: Path, home: Home, catalogue: Catalogue) -> RunReport:
    files = []
    for path in sorted((shared / "physicians").iterdir()):
        content = path.read_bytes()
        files.append(DeliveredFile.of(path.name, fault.alter(content) if path.name == fault.file else content))
    run = Run("referentieschool", files, dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    return story.ingest(home, run, catalogue)


def errors(taken: Taken) -> list[tuple[object, ...]]:
    columns = ("row_number", "columns", "rule", "value", "message")
    return taken.findings.filter(taken.findings["severity"] == "error").select(columns).rows()


def stored_rows(home: Home, receipt: Receipt) -> int:
    if receipt.content_sha256 is None:
        return 0
    return pl.read_parquet(home.archive / receipt.dataset / f"{receipt.content_sha256}.parquet").height


def loaded_rows(home: Home, dataset: str) -> int:
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        return int(con.cursor().sql(f"select count(*) from core.{dataset}").fetchall()[0][0])
