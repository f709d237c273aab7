"""What people write in Dutch spreadsheets, and what is read from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from polars.testing import assert_series_equal

from pipelines.cells import READERS, STORED_AS, read_cells, read_codes
from pipelines.contracts import Code, Kind, Text


def read(text: str | None, kind: Kind) -> Any:
    """One cell, read by way of a column."""
    return read_cells(pl.Series([text], dtype=pl.String), kind).item()


DATES = [
    ("31-12-2024", dt.date(2024, 12, 31)),
    ("1-9-2023", dt.date(2023, 9, 1)),
    ("01-09-2023", dt.date(2023, 9, 1)),
    ("01/09/23", dt.date(2023, 9, 1)),
    ("1/9/2023", dt.date(2023, 9, 1)),
    ("1.9.2023", dt.date(2023, 9, 1)),
    ("1 9 2023", dt.date(2023, 9, 1)),
    ("2023-09-01", dt.date(2023, 9, 1)),
    ("2023/9/1", dt.date(2023, 9, 1)),
    ("2023.09.01", dt.date(2023, 9, 1)),
    ("2024-12-31 00:00:00", dt.date(2024, 12, 31)),
    ("2024-12-31T00:00:00", dt.date(2024, 12, 31)),
    ("2024-12-31 00:00:00.000", dt.date(2024, 12, 31)),
    ("31-12-2024 00:00", dt.date(2024, 12, 31)),
    ("45657", dt.date(2024, 12, 31)),  # Excel: 45657 is shown as 31-12-2024
    ("45657.0", dt.date(2024, 12, 31)),
    ("18264", dt.date(1950, 1, 1)),
    ("9/1/2023", dt.date(2023, 1, 9)),  # the day comes first, also where the month would be possible
    ("29-02-2024", dt.date(2024, 2, 29)),
    ("1-1-69", dt.date(2069, 1, 1)),
    ("1-1-70", dt.date(1970, 1, 1)),
    ("01-01-1900", dt.date(1900, 1, 1)),
    ("31-12-2100", dt.date(2100, 12, 31)),
]
NO_DATES = [
    "32-1-2024",
    "29-02-2023",
    "31-04-2024",
    "12/31/2024",
    "00-01-2024",
    "1-0-2024",
    "1-13-2024",
    "2024-13-01",
    "31-12-1899",
    "01-01-2101",
    "01-01-0023",
    "1-1-123",
    "1- 9-2023",
    "1-9-+2023",
    "2024-12-31 14:30:00",
    "31-12-2024 00:00:01",
    "12345",
    "2024",
    "1 september 2023",
    "september 2023",
    "n.v.t.",
    "-",
    "20241231",
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_is_read_day_before_month_in_every_usual_writing(text: str, date: dt.date) -> None:
    assert read(text, Kind.DATE) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_day_of_the_calendar_is_not_read_as_a_date(text: str) -> None:
    assert read(text, Kind.DATE) is None


NUMBERS = [
    ("0", 0.0),
    ("0,4", 0.4),
    ("0.4", 0.4),
    (",4", 0.4),
    (".4", 0.4),
    ("40", 40.0),
    ("0,50", 0.5),
    ("-2,5", -2.5),
    ("+2.5", 2.5),
    ("\u22122,5", -2.5),  # a minus sign as word processors write it
    ("1234", 1234.0),
    ("1234,5", 1234.5),
    ("1.234,50", 1234.5),
    ("€ 1.234,50", 1234.5),
    ("€1.234.567", 1234567.0),
    ("1.234,50 €", 1234.5),
    ("€ 12.500,-", 12500.0),
    ("12.500,\u2013", 12500.0),  # a dash as word processors write it
    ("€ 950,--", 950.0),
    ("EUR 12,50", 12.5),
    ("eur 12", 12.0),
    ("1 234,5", 1234.5),
    ("1\u00a0234,5", 1234.5),
    ("1\u202f234\u202f567", 1234567.0),
    ("1.234.567", 1234567.0),
    ("1.23", 1.23),
    ("1.2345", 1.2345),
    ("0.234", 0.234),
    ("1234.567", 1234.567),
    ("1E3", 1000.0),
    ("2.5e-05", 0.000025),
    ("007", 7.0),
]
NO_NUMBERS = [
    "1.234",  # a thousand or a bit more than one: two numbers at once
    "12\n345",  # two lines of one cell
    "1\t200",
    "0.234,5",  # no group of thousands begins with 0
    "0 234",
    "007 234",
    "-1.234",
    "€ 1.234",
    "12.345",
    "123.456",
    "1,234,567",
    "1,234.50",
    "1.23,4",
    "1..2",
    "1,2,3",
    "0,4 fte",
    "40 uur",
    "nul",
    "vier",
    "1O",
    "inf",
    "-inf",
    "Infinity",
    "nan",
    "NaN",
    "1e999",
    "9" * 400,
    "9" * 400 + ",5",
    "1_000",
    "0x10",
    "12%",
    "1/2",
    "€",
    "-",
    ",",
    ".",
    "1,",
    "1.",
    "#N/A",
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_read_with_a_decimal_comma_or_point(text: str, number: float) -> None:
    assert read(text, Kind.NUMBER) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_not_one_clear_number_is_not_read(text: str) -> None:
    assert read(text, Kind.NUMBER) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("1200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1200,0", 1200),
        ("1200.0", 1200),
        ("1.200,00", 1200),
        ("1.234.567", 1234567),
        ("-5", -5),
        ("+5", 5),
        ("5e2", 500),
        ("999999999999999", 999_999_999_999_999),
        ("9007199254740991", 9_007_199_254_740_991),
        ("12,5", None),
        ("12.5", None),
        ("1,234", None),
        ("9007199254740992", None),  # from here on a number of a spreadsheet is no longer exact
        ("veel", None),
        ("1O", None),
        ("inf", None),
        ("nan", None),
        ("9" * 400, None),
    ],
)
def test_a_whole_number_is_read_in_any_writing_of_a_number(text: str, number: int | None) -> None:
    assert read(text, Kind.INTEGER) == number


@pytest.mark.parametrize("text", ["ja", "Ja", "JA", "j", "J", "true", "TRUE", "WAAR", "yes", "y", "1", "1.0"])
def test_yes_is_read_in_every_writing(text: str) -> None:
    assert read(text, Kind.BOOLEAN) is True


@pytest.mark.parametrize("text", ["nee", "Nee", "NEE", "n", "N", "false", "FALSE", "ONWAAR", "no", "0", "0.0"])
def test_no_is_read_in_every_writing(text: str) -> None:
    assert read(text, Kind.BOOLEAN) is False


@pytest.mark.parametrize("text", ["misschien", "x", "2", "ja/nee", "jan", "neen", "onbekend", "-", "?"])
def test_what_is_neither_yes_nor_no_is_not_read(text: str) -> None:
    assert read(text, Kind.BOOLEAN) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025-2026", 2025),
        ("2025/2026", 2025),
        ("2025/26", 2025),
        ("2025-26", 2025),
        ("2025 - 2026", 2025),
        ("2025 2026", 2025),
        ("2025", 2025),
        ("2025.0", 2025),
        ("1999/00", 1999),
        ("2025-2027", None),
        ("2026-2025", None),
        ("2025/25", None),
        ("2025-2025", None),
        ("25/26", None),
        ("25-26", None),
        ("20252026", None),
        ("1899-1900", None),
        ("2101-2102", None),
        ("schooljaar 2025", None),
        ("01-09-2025", None),
    ],
)
def test_a_school_year_is_its_first_year_and_the_second_must_follow_it(text: str, year: int | None) -> None:
    assert read(text, Kind.SCHOOL_YEAR) == year


CODES = (
    Code("volledig_naar_school", Text("Volledig naar de school", "Wholly to the school")),
    Code("pilot_beeindigd", Text("Pilot beëindigd", "Pilot ended")),
    Code("voor", Text("Voormeting", "Before")),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("volledig_naar_school", "volledig_naar_school"),
        ("VOLLEDIG-NAAR-SCHOOL", "volledig_naar_school"),
        ("Volledig naar school", "volledig_naar_school"),
        ("volledignaarschool", "volledig_naar_school"),
        ("Volledig naar de school", "volledig_naar_school"),
        ("wholly to the school", "volledig_naar_school"),
        ("pilot beëindigd", "pilot_beeindigd"),
        ("PILOT BEEINDIGD", "pilot_beeindigd"),
        ("pilot bee\u0308indigd", "pilot_beeindigd"),  # the accent as a letter of its own
        ("voor", "voor"),
        ("Voormeting", "voor"),
        ("voor-meting", "voor"),
    ],
)
def test_a_code_matches_by_code_or_label_without_case_accents_spaces_and_hyphens(text: str, code: str) -> None:
    assert read_codes(pl.Series([text]), CODES).to_list() == [code]


def test_an_unknown_code_stays_as_it_was_written() -> None:
    found = read_codes(pl.Series(["Naar de school", None, "voor"]), CODES)
    assert found.to_list() == ["Naar de school", None, "voor"]


def test_a_column_of_codes_may_be_empty() -> None:
    assert read_codes(pl.Series([None, None], dtype=pl.String), CODES).to_list() == [None, None]
    assert read_codes(pl.Series([], dtype=pl.String), CODES).to_list() == []


def test_ids_are_read_in_lower_case_and_texts_as_they_are() -> None:
    assert read("ROC-Voorbeeld", Kind.SLUG) == "roc-voorbeeld"
    assert read("Één naam", Kind.TEXT) == "Één naam"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#FOUT"])
def test_an_error_of_a_workbook_is_a_value_of_no_kind_and_a_text_as_it_is(error: str) -> None:
    for kind in (Kind.DATE, Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN, Kind.SCHOOL_YEAR):
        assert read(error, kind) is None
    assert read(error, Kind.TEXT) == error
    assert read_codes(pl.Series([error]), CODES).to_list() == [error]


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_cell_is_no_value_of_any_kind(kind: Kind) -> None:
    assert read(None, kind) is None
    empty = read_cells(pl.Series([], dtype=pl.String), kind)
    assert empty.to_list() == []
    assert empty.dtype == STORED_AS[kind]


# What must hold of every text

ALIKE = st.text("0123456789-+/.,: eE€T\u00a0\n", min_size=1, max_size=14)
"""Texts that look much like dates and numbers."""
ANY_TEXT = st.one_of(st.text(min_size=1, max_size=30), ALIKE)


@pytest.mark.parametrize("kind", list(READERS))
@given(texts=st.lists(st.one_of(ANY_TEXT, st.none()), max_size=8))
@example(texts=["1- 9-2023", "1-9-+2023", "+1-9-2023", "01-09-2023\n", "0,4\n", "1\n"])
@example(texts=["9" * 400, "9" * 400 + ",5", "1" * 15, "1" * 16, "0" * 20 + "1"])
def test_a_column_is_read_as_each_of_its_cells_by_itself(kind: Kind, texts: list[str | None]) -> None:
    one_by_one = [None if text is None else READERS[kind](text) for text in texts]
    column = read_cells(pl.Series("x", texts, dtype=pl.String), kind)
    assert_series_equal(column, pl.Series("x", one_by_one, dtype=STORED_AS[kind]), check_exact=True)


DATE_WRITINGS = [
    "{d.day}-{d.month}-{d.year}",
    "{d:%d-%m-%Y}",
    "{d:%d/%m/%Y}",
    "{d:%d.%m.%Y}",
    "{d:%d-%m-%y}",
    "{d:%Y-%m-%d}",
    "{d:%Y-%m-%d} 00:00:00",
    "{d:%d-%m-%Y} 00:00",
]


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(DATE_WRITINGS))
def test_every_date_reads_back_from_every_writing(date: dt.date, writing: str) -> None:
    assert read(writing.format(d=date), Kind.DATE) == date


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))
def test_every_date_reads_back_from_the_day_number_of_excel(date: dt.date) -> None:
    days = (date - dt.date(1900, 1, 1)).days + 2  # Excel's day 1 is 1-1-1900, and it counts a 29 February 1900
    assert read(str(days), Kind.DATE) == date


@given(st.integers(-99_999_999, 99_999_999), st.sampled_from([0, 1, 2, 4]))
def test_every_decimal_number_reads_back_with_comma_or_point(digits: int, places: int) -> None:
    number = digits / 10**places
    plain, grouped = f"{number:.{places}f}", f"{number:,.{places}f}"
    dutch = grouped.replace(",", " ").replace(".", ",").replace(" ", ".")
    assert read(plain.replace(".", ","), Kind.NUMBER) == number
    assert read(grouped.replace(",", " ").replace(".", ","), Kind.NUMBER) == number
    assert read(plain, Kind.NUMBER) == number
    if places:
        assert read(dutch, Kind.NUMBER) == number
        assert read("€ " + dutch, Kind.NUMBER) == number


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_reads_back_with_and_without_thousands(number: int) -> None:
    for text in (str(number), f"{number:,}".replace(",", "."), f"{number:,}".replace(",", " "), f"{number},0"):
        assert read(text, Kind.INTEGER) == number


@given(st.integers(1900, 2099))
def test_every_school_year_reads_back(year: int) -> None:
    for text in (f"{year}-{year + 1}", f"{year}/{year + 1}", f"{year}/{(year + 1) % 100:02}", str(year)):
        assert read(text, Kind.SCHOOL_YEAR) == year
