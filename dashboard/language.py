"""The language of a page: its texts, and how it writes numbers and dates."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DUTCH: Final = "nl"
LANGUAGES: Final = (DUTCH, "en")
PARAMETER: Final = "taal"
LOCAL_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_TEXTS: Final = Path(__file__).parent / "texts"
_LOCALES: Final = {DUTCH: "nl_NL", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Language:
    """One of `LANGUAGES`. Texts are looked up by key, e.g. ``overzicht.titel``."""

    code: str

    @property
    def locale(self) -> str:
        return _LOCALES[self.code]

    @property
    def other(self) -> Language:
        return Language(next(code for code in LANGUAGES if code != self.code))

    def text(self, key: str, **values: object) -> str:
        """The text of a key, its placeholders filled.

        Raises:
            KeyError: the catalogue lacks the key.
        """
        found = _catalogue(self.code).gettext(key)
        if found == key:
            raise KeyError(key)
        return found.format(**values) if values else found

    def plural(self, key: str, count: int, **values: object) -> str:
        """The text of a key for one or for several; ``{n}`` is the count, written in this language."""
        found = _catalogue(self.code).ngettext(key, key, count)
        if found == key:
            raise KeyError(key)
        return found.format(n=self.number(count), **values)

    def has(self, key: str) -> bool:
        return _catalogue(self.code).gettext(key) != key

    def number(self, value: float | int, digits: int = 0) -> str:
        """1.234,5 in Dutch."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(numbers.format_decimal(value, format=pattern, locale=self.locale))

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 0 to 1 as 75% or 75,1%."""
        pattern = "0" + ("." + "0" * digits if digits else "") + "%"
        return str(numbers.format_percent(share, format=pattern, locale=self.locale))

    def euro(self, amount: float) -> str:
        """Whole euros: € 1.234.567 in Dutch, €1,234,567 in English."""
        pattern = "¤\u00a0#,##0" if self.code == DUTCH else "¤#,##0"
        return str(numbers.format_currency(amount, "EUR", format=pattern, locale=self.locale, currency_digits=False))

    def day(self, value: dt.date) -> str:
        """A day in full, as 31 december 2026."""
        return str(dates.format_date(value, "d MMMM y", locale=self.locale))

    def short_day(self, value: dt.date) -> str:
        """31-12-2026 in Dutch, 31/12/2026 in English."""
        return str(dates.format_date(value, "dd-MM-y" if self.code == DUTCH else "dd/MM/y", locale=self.locale))

    def month(self, value: dt.date) -> str:
        """Month and year, as december 2026."""
        return str(dates.format_date(value, "MMMM y", locale=self.locale))

    def moment(self, value: dt.datetime) -> str:
        """An instant in UTC as day and time in the Netherlands."""
        here = value.replace(tzinfo=dt.UTC).astimezone(LOCAL_ZONE)
        return f"{self.short_day(here)} {here:%H:%M}"

    def listed(self, parts: list[str]) -> str:
        """a, b en c."""
        if not parts[1:]:
            return "".join(parts)
        return self.text("algemeen.opsomming", eerst=", ".join(parts[:-1]), laatst=parts[-1])

    def vega_locale(self) -> dict[str, Any]:
        """Number and time locale for Vega, from the same source as `number` and `day`."""
        return _vega_locale(self.locale)


def language_of(code: str | None) -> Language:
    """The language asked for; Dutch when it is not ours."""
    return Language(code if code in LANGUAGES else DUTCH)


@cache
def _catalogue(code: str) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    with (_TEXTS / f"{code}.po").open(encoding="utf-8") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _vega_locale(locale: str) -> dict[str, Any]:
    months = dates.get_month_names("wide", locale=locale)
    short_months = dates.get_month_names("abbreviated", locale=locale)
    days = dates.get_day_names("wide", locale=locale)
    short_days = dates.get_day_names("abbreviated", locale=locale)
    week = [6, 0, 1, 2, 3, 4, 5]  # Vega's week begins on Sunday
    day = "%d-%m-%Y" if locale.startswith(DUTCH) else "%d/%m/%Y"
    return {
        "number": {
            "decimal": numbers.get_decimal_symbol(locale),
            "thousands": numbers.get_group_symbol(locale),
            "grouping": [3],
            "currency": ["€ ", ""],
        },
        "time": {
            "dateTime": f"{day} %H:%M",
            "date": day,
            "time": "%H:%M:%S",
            "periods": ["a.m.", "p.m."],
            "days": [str(days[i]) for i in week],
            "shortDays": [str(short_days[i]) for i in week],
            "months": [str(months[i]) for i in range(1, 13)],
            "shortMonths": [str(short_months[i]).rstrip(".") for i in range(1, 13)],
        },
    }
