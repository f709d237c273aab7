"""What goes along: the same table as csv and as a workbook, with what it is, of when and from where above it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import fastexcel
import polars as pl
import pytest

from dashboard.components.downloads import Sheet, csv_bytes, told, xlsx_bytes
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition

SAID = (("Pilot", "Zorg; techniek"), ("Peildatum", "31-12-2026"), ("Bron", "Grensganger, editie Kernteam"))


def sheet(rows: pl.DataFrame, title: str = "Lopende plaatsingen") -> Sheet:
    return Sheet("plaatsingen", title, SAID, rows)


def cells(content: bytes) -> list[tuple[object, ...]]:
    """Every cell of the one sheet of a workbook, row by row."""
    book = fastexcel.read_excel(content)
    assert len(book.sheet_names) == 1
    rows: list[tuple[object, ...]] = book.load_sheet(0, header_row=None, dtypes="string").to_polars().rows()
    return rows


def view(code: str) -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, {}), dt.date(2026, 12, 31), False)


def test_a_csv_opens_in_a_dutch_spreadsheet_with_its_title_choices_date_and_source() -> None:
    frame = pl.DataFrame({"Sector": ["mbo", "één"], "Fte": [2.5, None], "Geteld op": [dt.date(2026, 1, 2), None]})
    assert csv_bytes(sheet(frame)).decode() == (
        "\ufeffLopende plaatsingen;\n"
        'Pilot;"Zorg; techniek"\n'
        "Peildatum;31-12-2026\n"
        "Bron;Grensganger, editie Kernteam\n"
        ";\n"
        "Sector;Fte;Geteld op\n"
        "mbo;2,5;2026-01-02\n"
        "één;;\n"
    )


def test_instants_are_told_by_the_clock_of_the_netherlands() -> None:
    summer, winter = dt.datetime(2026, 7, 1, 23, 30), dt.datetime(2026, 1, 1, 13, 5)
    given = sheet(pl.DataFrame({"Ontvangen": [summer, winter]}))
    assert csv_bytes(given).decode().splitlines()[-2:] == ["2026-07-02 01:30", "2026-01-01 14:05"]
    assert cells(xlsx_bytes(given))[-2:] == [("2026-07-02 01:30:00", None), ("2026-01-01 14:05:00", None)]


def test_a_spreadsheet_shows_the_time_of_an_instant_and_of_a_day_none() -> None:
    given = sheet(pl.DataFrame({"Ontvangen": [dt.datetime(2026, 1, 1, 13, 5)], "Einde": [dt.date(2026, 1, 2)]}))
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(given))) as book:
        formats = re.findall(r'formatCode="([^"]+)"', book.read("xl/styles.xml").decode())
        used = re.findall(r'<c r="[AB]7" s="(\d)"', book.read("xl/worksheets/sheet1.xml").decode())
    assert formats == ["dd-mm-yyyy hh:mm", "dd-mm-yyyy"]
    assert len(set(used)) == 2


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Lopende plaatsingen per maand en naar sector", "Lopende plaatsingen per maand"),
        ("Hoe lang blijven [zij]?", "Hoe lang blijven zij"),
        ("Onderwijsleerpakketontwikkelaarsdagen", "Onderwijsleerpakketontwikkelaar"),
    ],
)
def test_the_name_of_a_sheet_ends_at_a_word(title: str, named: str) -> None:
    assert fastexcel.read_excel(xlsx_bytes(sheet(pl.DataFrame({"n": [1]}), title))).sheet_names == [named]


@pytest.mark.parametrize("text", ["=1+1.csv", "+31", "-3 fte", "@SUM(A1)", "\tx"])
def test_no_text_becomes_a_formula_in_a_csv(text: str) -> None:
    frame = pl.DataFrame({"Bestand": [text], "Rijen": [-3]})
    last = csv_bytes(sheet(frame, title=text)).decode().splitlines()
    assert last[0] == f"\ufeff'{text};"
    assert last[-1] == f"'{text};-3"


def test_a_workbook_says_the_same_above_the_same_rows() -> None:
    frame = pl.DataFrame({"Sector": ["mbo", "=1+1"], "Fte": [2.5, None], "Geteld op": [dt.date(2026, 1, 2), None]})
    assert cells(xlsx_bytes(sheet(frame))) == [
        ("Lopende plaatsingen", None, None),
        ("Pilot", "Zorg; techniek", None),
        ("Peildatum", "31-12-2026", None),
        ("Bron", "Grensganger, editie Kernteam", None),
        (None, None, None),
        ("Sector", "Fte", "Geteld op"),
        ("mbo", "2.5", "2026-01-02 00:00:00"),
        ("=1+1", None, None),
    ]


def test_numbers_and_days_stay_numbers_and_days_in_a_workbook() -> None:
    frame = pl.DataFrame({"Fte": [2.5], "Aantal": [3], "Geteld op": [dt.date(2026, 1, 2)]})
    rows = fastexcel.read_excel(xlsx_bytes(sheet(frame))).load_sheet(0, header_row=5).to_polars()
    assert rows.row(0) == (2.5, 3, dt.datetime(2026, 1, 2))


@pytest.mark.parametrize(
    "title", ["Cijfers [2026]: ja/nee?", "'Aangehaald'", "Een naam die langer is dan een blad mag heten"]
)
def test_any_title_names_a_sheet(title: str) -> None:
    content = xlsx_bytes(sheet(pl.DataFrame({"n": [1]}), title=title))
    assert cells(content)[0][0] == title


def test_only_the_columns_asked_for_go_along_under_their_names_in_the_language_of_the_reader() -> None:
    frame = pl.DataFrame({"mean": [1.5], "position": [0], "round": ["2026-1"]})
    assert told(view("nl"), frame, round="kolom.ronde", mean="kolom.gemiddeld").columns == ["Ronde", "Gemiddelde"]
    assert told(view("en"), frame, round="kolom.ronde", mean="kolom.gemiddeld").rows() == [("2026-1", 1.5)]
    assert io.BytesIO(csv_bytes(sheet(told(view("en"), frame, mean="kolom.gemiddeld")))).read().endswith(b"Mean\n1,5\n")
