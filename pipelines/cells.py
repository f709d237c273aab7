"""How the text of a cell is read as a date, a number, a yes or no: what people write in Dutch spreadsheets.

Each reader has two ways that agree: one for whole columns in the usual writing, which is fast, and one for single
texts, which knows every writing that is accepted and sees each remaining distinct text once.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Any

import polars as pl

from pipelines.contracts import Code, Kind, folded

STORED_AS: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.SLUG: pl.String(),
    Kind.NUMBER: pl.Float64(),
    Kind.INTEGER: pl.Int64(),
    Kind.DATE: pl.Date(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.SCHOOL_YEAR: pl.Int64(),
}
_YES = frozenset({"ja", "j", "true", "waar", "yes", "y", "1", "1.0"})
_NO = frozenset({"nee", "n", "false", "onwaar", "no", "0", "0.0"})
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SERIALS = range(18_264, 73_416)  # Excel's numbers of the days from 1950 to 2100
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_COMMA_DECIMAL = re.compile(r"[-+]?(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+),\d+")
_POINT_DECIMAL = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d{1,3})?")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+")
_SPACED = re.compile(r"^[-+]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)")  # never a line break: that is two numbers
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:[-/ ]+(\d{4}|\d{2}))?")


def read_cells(cells: pl.Series, kind: Kind) -> pl.Series:
    """A column of texts as values of a kind; null where a text is none or cannot be read as one."""
    if kind is Kind.TEXT:
        return cells
    if kind is Kind.SLUG:
        return cells.str.to_lowercase()
    distinct = cells.drop_nulls().unique()
    if len(distinct) > len(cells) / 2:
        return _values_of(cells, kind)
    values = _values_of(distinct, kind)
    return cells.replace_strict(distinct, values, default=None, return_dtype=STORED_AS[kind])


def _values_of(texts: pl.Series, kind: Kind) -> pl.Series:
    """The values of texts: by the fast reader where it can, else each remaining distinct text by itself."""
    quick = _QUICK[kind](texts) if kind in _QUICK else pl.Series(texts.name, [None] * len(texts), STORED_AS[kind])
    rest = texts.filter(quick.is_null() & texts.is_not_null()).unique()
    if rest.is_empty():
        return quick
    values = pl.Series([READERS[kind](text) for text in rest], dtype=STORED_AS[kind])
    return quick.fill_null(texts.replace_strict(rest, values, default=None, return_dtype=STORED_AS[kind]))


def read_codes(cells: pl.Series, codes: tuple[Code, ...]) -> pl.Series:
    """Codes for the codes and labels that a column holds; what is neither stays as it was written."""
    known = {folded(name): code.code for code in codes for name in (code.label.en, code.label.nl, code.code)}
    distinct = cells.drop_nulls().unique()
    found = pl.Series([known.get(folded(text), text) for text in distinct], dtype=pl.String)
    return cells.replace_strict(distinct, found, default=None, return_dtype=pl.String)


def read_date(text: str) -> dt.date | None:
    """``1-9-2023``, ``01/09/23``, ``2023-09-01``, ``2023-09-01 00:00:00`` and Excel's day numbers; day before month."""
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        year += 0 if len(match[3]) == 4 else 2000 if year < 70 else 1900
    elif match := _YEAR_MONTH_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif re.fullmatch(r"\d{5}(?:\.0+)?", text) and int(text[:5]) in _SERIALS:
        return _EXCEL_EPOCH + dt.timedelta(days=int(text[:5]))
    else:
        return None
    try:
        return dt.date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """``0,4``, ``0.4``, ``1.234,50``, ``€ 1.234,-`` and ``€ 1.234.567``; ``1.234`` is two numbers at once, so none."""
    bare = _bare_number(text)
    if _COMMA_DECIMAL.fullmatch(bare):
        return _finite(bare.replace(".", "").replace(",", "."))
    if _THOUSANDS.fullmatch(bare):
        return _finite(bare.replace(".", "")) if bare.count(".") > 1 else None
    return _finite(bare) if _POINT_DECIMAL.fullmatch(bare) else None


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _bare_number(text: str) -> str:
    text = re.sub(r",[-\u2013\u2014]{1,2}$", ",00", text.strip())  # € 12.500,-
    bare = re.sub(r"^(€|EUR)\s*|\s*(€|EUR)$", "", text.strip(), flags=re.IGNORECASE)
    return _SPACED.sub(lambda found: re.sub(r"\s", "", found[0]), bare.replace("\u2212", "-"))


def read_integer(text: str) -> int | None:
    """``1200``, ``1.200``, ``1 200`` and ``1200,0``: a whole number in any writing of a number."""
    bare = _bare_number(text)
    return _whole(_finite(bare.replace(".", "")) if _THOUSANDS.fullmatch(bare) else read_number(text))


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None and value.is_integer() and abs(value) < 2**53 else None


def read_boolean(text: str) -> bool | None:
    """``ja`` and ``nee``, their initials, and the words and numbers that software writes for them."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


def read_school_year(text: str) -> int | None:
    """The first year of ``2025-2026``, ``2025/26`` or ``2025``; the second must follow the first."""
    match = _SCHOOL_YEAR.fullmatch(text.removesuffix(".0"))
    if not match:
        return None
    first, second = int(match[1]), match[2]
    if second is not None and int(second) != (first + 1) % (10_000 if len(second) == 4 else 100):
        return None
    return first if _FIRST_YEAR <= first <= _LAST_YEAR else None


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DATE: read_date,
    Kind.NUMBER: read_number,
    Kind.INTEGER: read_integer,
    Kind.BOOLEAN: read_boolean,
    Kind.SCHOOL_YEAR: read_school_year,
}


def _quick_dates(cells: pl.Series) -> pl.Series:
    plain = cells.set(cells.str.contains(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}$").not_(), None)
    dates = plain.str.to_date("%d-%m-%Y", strict=False)
    return dates.set(dates.dt.year().is_between(_FIRST_YEAR, _LAST_YEAR).not_(), None)


def _quick_numbers(cells: pl.Series) -> pl.Series:
    """Plain decimal-comma numbers only: letters (1e5, inf, nan), points and signs are for `read_number`."""
    plain = cells.set(cells.str.contains(r"^[0-9]{1,15}(,[0-9]{1,15})?$").not_(), None)
    return plain.str.replace(",", ".", literal=True).cast(pl.Float64)


def _quick_integers(cells: pl.Series) -> pl.Series:
    return cells.set(cells.str.contains(r"^[0-9]{1,15}$").not_(), None).cast(pl.Int64)


_QUICK: dict[Kind, Callable[[pl.Series], pl.Series]] = {
    Kind.DATE: _quick_dates,
    Kind.NUMBER: _quick_numbers,
    Kind.INTEGER: _quick_integers,
}
