"""What is refused because it tells who somebody is; and what the archive writes down of what is rejected."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Code, Field, Kind, Privacy, Text
from pipelines.settings import Home
from pipelines.withheld import kept_file_name, kept_value
from tests.conftest import Deliver

ON = dt.date(2026, 6, 1)


def professionals(*rows: str, more: str = "") -> dict[str, str]:
    return {"professionals.csv": "\n".join([f"Professional;Onderwijssector{more}", *rows]) + "\n"}


def test_a_person_id_column_with_bsns_is_refused_with_what_to_do(deliver: Deliver, home: Home) -> None:
    (taken,) = deliver(professionals("111222333;mbo", "HP2;hbo")).deliveries

    assert (taken.outcome, taken.rows_rejected, taken.accepted) == ("geweigerd", 2, None)
    assert taken.findings["columns"].unique().to_list() == ["professional_id"]
    assert [note.nl for note in taken.notes] == [
        "In de kolom ‘Professional’ staan burgerservicenummers (BSN). Die mogen hier niet in. Vervang ze door eigen "
        "nummers die nergens anders voor dienen, en lever het bestand opnieuw."
    ]
    assert "111222333" not in written(home)


def test_numbers_of_persons_of_which_few_pass_the_elfproef_are_own_numbers(deliver: Deliver) -> None:
    (taken,) = deliver(professionals(*(f"10000000{last};mbo" for last in range(10)))).deliveries  # one in ten passes

    assert taken.outcome == "geladen"


@pytest.mark.parametrize(
    ("header", "values", "told"),
    [
        ("Contact", ["jan@a.example", ""], "kolom 3 (‘Contact’) lijkt een e-mailadres te bevatten"),
        ("Mobiel", ["06-12345678", ""], "kolom 3 (‘Mobiel’) lijkt een telefoonnummer te bevatten"),
        ("Geboortedatum", ["12-03-1978", ""], "kolom 3 (‘Geboortedatum’) lijkt een geboortedatum te bevatten"),
        ("Nr", ["111222333", ""], "kolom 3 (‘Nr’) lijkt een burgerservicenummer (BSN) te bevatten"),
        ("", ["111222333", ""], "kolom 3 lijkt een burgerservicenummer (BSN) te bevatten"),
        ("jan@a.example", ["b@a.example", ""], "kolom 3 lijkt een e-mailadres te bevatten"),
    ],
)
def test_an_unknown_column_with_personal_data_refuses_the_delivery(
    header: str, values: list[str], told: str, deliver: Deliver, home: Home
) -> None:
    rows = [f"HP{number};mbo;{value};x" for number, value in enumerate(values, 1)]

    (taken,) = deliver(professionals(*rows, more=f";{header};Vakrichting")).deliveries

    assert (taken.outcome, taken.findings["rule"].unique().to_list()) == ("geweigerd", ["personal_columns"])
    assert told in taken.notes[0].nl
    assert "Verwijder die kolommen helemaal" in taken.notes[0].nl
    assert not any(value in written(home) for value in values if value)


def test_an_unknown_column_without_personal_data_is_ignored_and_its_name_is_not_kept(
    deliver: Deliver, home: Home
) -> None:
    (taken,) = deliver(professionals("HP1;mbo;rood", more=";Jansen")).deliveries

    assert taken.outcome == "geladen"
    assert [note.nl for note in taken.notes] == ["Kolom ‘Jansen’ is onbekend en wordt niet gebruikt."]
    (receipt,) = Archive(home).receipts()
    assert receipt.notes == ("Kolom 3 heeft een onbekende naam en wordt niet gebruikt.",)


@pytest.mark.parametrize("text", ["Bel 06-12345678", "jan@a.example", "BSN 111222333", "geboren 12-03-1978"])
def test_a_text_that_tells_who_somebody_is_rejects_its_row_only(text: str, deliver: Deliver, home: Home) -> None:
    (taken,) = deliver(professionals(f"HP1;mbo;{text}", "HP2;mbo;Mechatronica", more=";Vakrichting")).deliveries

    assert (taken.rows_accepted, taken.rows_rejected) == (1, 1)
    assert taken.findings.select("row_number", "columns", "rule").rows() == [(2, "discipline", "personal_data")]
    assert text not in written(home)


def test_a_value_is_told_to_its_deliverer_and_kept_when_it_cannot_be_a_name(deliver: Deliver, home: Home) -> None:
    rows = ["HP1;docnt;2", "HP2;mb0;2", "HP3;Jansen;2", "HP4;mbo;veel", "HP5;mbo;61", "HP6;mbo;111222333"]

    (taken,) = deliver(professionals(*rows, more=";Jaren hybride")).deliveries

    assert taken.findings["value"].to_list() == ["docnt", "mb0", "Jansen", "veel", "61", None]
    ((_, kept),) = Archive(home).rejected_rows(Archive(home).receipts())
    assert kept["value"].to_list() == [None, "mb0", None, None, "61", None]
    assert kept["message"].to_list()[-2:] == [
        "Jaren hybride: ‘61’ valt buiten de grenzen. Verwacht: ten minste 0 en ten hoogste 60.",
        "Jaren hybride: de ingevulde waarde valt buiten de grenzen. Verwacht: ten minste 0 en ten hoogste 60.",
    ]


def test_an_old_date_is_told_where_a_date_is_asked_and_not_kept(deliver: Deliver, home: Home) -> None:
    pupils = """Student;School;Schooljaar;Groep;Aandeel hybride;Uitkomst;Meting;Meetdatum;Score;Schaal min;Schaal max
S1;programma;2025-2026;G1;0,4;12-03-1978;voor;12-03-1978;9;1;5
"""

    (taken,) = deliver({"leeropbrengsten.csv": pupils}).deliveries

    told = dict(taken.findings.select("rule", "value").iter_rows())
    assert (told["outcome.codes"], told["measured_in_school_year"]) == (None, "12-03-1978 | 2025-2026")
    assert "1978" not in written(home)


CODES = (Code("docent", Text("Docent", "Teacher")), Code("seniordocent", Text("Senior docent", "Senior teacher")))


@pytest.mark.parametrize(
    ("value", "kind", "kept"),
    [
        ("docnet", Kind.TEXT, True),  # nearly a code
        ("Docenten", Kind.TEXT, True),
        ("Jansen", Kind.TEXT, False),
        ("31-02-2025", Kind.DATE, True),
        ("12-03-1978", Kind.DATE, False),  # looks like a birth date
        ("n.n.b.", Kind.DATE, False),
        ("1.234", Kind.NUMBER, True),
        ("€ 100", Kind.NUMBER, True),
        ("EUR 100", Kind.NUMBER, True),  # reads as a number
        ("0,4 fte", Kind.NUMBER, True),
        ("ca. 3000", Kind.NUMBER, True),
        ("0,4 door Jan", Kind.NUMBER, False),
        ("#N/A", Kind.NUMBER, True),
        ("PL0007", Kind.TEXT, True),
        ("Jan1978", Kind.TEXT, False),
        ("0612345678", Kind.TEXT, False),
        ("bedrijf-d", Kind.SLUG, True),  # nearly bedrijf-c, which is known
        ("bakker", Kind.SLUG, False),
    ],
)
def test_the_archive_keeps_a_rejected_value_only_when_it_cannot_be_a_name(value: str, kind: Kind, kept: bool) -> None:
    codes = CODES if kind is Kind.TEXT else ()
    field = Field("f", Text("F", "F"), Text("", ""), kind, required=False, privacy=Privacy.INTERN, codes=codes)

    assert kept_value(value, field, ON, targets=("bedrijf-c", "roc-a")) == (value if kept else None)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plaatsingen_2026-1.xlsx", "plaatsingen_2026-1.xlsx"),
        ("Plaatsingen ROC Ronde 2.xlsx", "Plaatsingen ROC Ronde 2.xlsx"),
        ("student_outcomes_20260315.csv", "student_outcomes_20260315.csv"),
        ("Plaatsingen Jan Jansen.xlsx", "Plaatsingen … ….xlsx"),
        ("behoud_J. de Vries.csv", "behoud_J. de ….csv"),
        ("plaatsingen_111222333.csv", "plaatsingen_….csv"),
        ("plaatsingen_06-12345678.csv", "plaatsingen_….csv"),
        ("professionals_12-03-1978.csv", "professionals_….csv"),
        ("jan.jansen@a.example", "…"),
        ("jan@a.example.csv", "…"),
    ],
)
def test_a_file_name_is_kept_without_what_looks_like_a_person(name: str, kept: str, catalogue: Catalogue) -> None:
    assert kept_file_name(name, catalogue, ON) == kept


def test_another_partners_file_name_in_a_reason_is_kept_in_the_same_way(deliver: Deliver, home: Home) -> None:
    files = {
        "pilots_Jan Jansen.csv": "Pilot;Naam;Penvoerder;Spoor;Startdatum\nP1;Fictief;onbekend;behouden;1-9-2025\n"
        "P2;Fictief;programma;behouden;1-9-2025\n",
        "acties.csv": "Actie;Onderdeel;Tekst\nA1;P1;Fictief\nA2;programma;Fictief\n",
    }

    deliver(files)

    kept = [json.dumps(r.to_json()) for r in Archive(home).receipts()]
    kept += [rows.write_json() for _, rows in Archive(home).rejected_rows(Archive(home).receipts())]
    assert not any("Jansen" in text for text in kept)


def written(home: Home) -> str:
    """Every receipt, and every value of every table of the archive."""
    texts = [path.read_text(encoding="utf-8") for path in home.receipts.glob("*.json")]
    return "\n".join(texts + [pl.read_parquet(path).write_json() for path in home.archive.rglob("*.parquet")])
