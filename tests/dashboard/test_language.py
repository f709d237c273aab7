"""Numbers and dates are written as the reader writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.language import Language, language_of

DUTCH, ENGLISH = Language("nl"), Language("en")


@pytest.mark.parametrize(
    ("written", "dutch", "english"),
    [
        (lambda x: x.number(1234.5, 1), "1.234,5", "1,234.5"),
        (lambda x: x.number(1234567), "1.234.567", "1,234,567"),
        (lambda x: x.percent(0.756), "76%", "76%"),
        (lambda x: x.percent(0.7561, 1), "75,6%", "75.6%"),
        (lambda x: x.day(dt.date(2026, 12, 31)), "31 december 2026", "31 December 2026"),
        (lambda x: x.short_day(dt.date(2026, 12, 31)), "31-12-2026", "31/12/2026"),
        (lambda x: x.month(dt.date(2026, 3, 1)), "maart 2026", "March 2026"),
        (lambda x: x.moment(dt.datetime(2026, 7, 1, 22, 30)), "02-07-2026 00:30", "02/07/2026 00:30"),
        (lambda x: x.moment(dt.datetime(2026, 12, 1, 22, 30)), "01-12-2026 23:30", "01/12/2026 23:30"),
        (lambda x: x.listed(["a", "b", "c"]), "a, b en c", "a, b and c"),
        (lambda x: x.plural("cijfer.scholen", 1), "bij 1 school", "at 1 school"),
        (lambda x: x.plural("cijfer.scholen", 1200), "bij 1.200 scholen", "at 1,200 schools"),
    ],
)
def test_values_are_written_in_the_language(written: object, dutch: str, english: str) -> None:
    assert callable(written)
    assert written(DUTCH) == dutch
    assert written(ENGLISH) == english


def test_an_unknown_language_is_dutch() -> None:
    assert [language_of(code).code for code in (None, "", "de", "en", "nl")] == ["nl", "nl", "nl", "en", "nl"]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        DUTCH.text("bestaat.niet")


def test_charts_write_numbers_and_months_in_dutch() -> None:
    locale = DUTCH.vega_locale()
    assert (locale["number"]["decimal"], locale["number"]["thousands"]) == (",", ".")
    assert locale["time"]["months"][2] == "maart"
    assert locale["time"]["days"][0] == "zondag"
    assert locale["time"]["date"] == "%d-%m-%Y"
