"""What looks as if it tells who somebody is: a BSN, an e-mail address, a telephone number, a birth date.

Pure: texts in, answers out. A name cannot be recognised; `withheld.py` deals with that by keeping what cannot be one.
Forms are looked for, not meanings, so a number that is none of these may look like one; the docstrings say how likely.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

import polars as pl

from pipelines.cells import read_date
from pipelines.contracts import folded

BSN_SHARE = 0.3
"""A column holds BSNs when more than this share of its distinct 8–9-digit values pass the elfproef (disclosure.md)."""
_COLUMN_SHARE = 0.3  # of the distinct values that must be telephone numbers
_BIRTH_SHARE, _FIRST_OF_MONTH_SHARE, _FEWEST_DATES = 0.8, 0.2, 3
_OLDEST, _YOUNGEST = 1920, 12  # year of birth, and age in years: pupils in vmbo are twelve and over

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_DATE_NEXT = r"(?!\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d)"
_EMAIL = re.compile(r"[^\s@<>(),;:\"'‘’|]+@[^\s@<>(),;:\"'‘’|]+\.[^\W\d_]{2,}")
_PHONE = re.compile(
    rf"(?<![\w/+.,-]){_DATE_NEXT}(?:(?:\+|00)\s?31[\s-]*(?:\(0\)[\s-]*)?|\(?0)[1-9](?:[\s().-]{{0,2}}\d){{8}}"
    r"(?![\w:]|[-/.,]\d)|(?<![\w/])\+[1-9](?:[\s().-]{0,2}\d){7,13}(?!\w)"
)
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:\d{9}|\d{8}|\d{4}\.\d{2}\.\d{3}|\d{3}([ .])\d{3}\1\d{3})(?!\w|[.,/-]\d|[ .]\d{3}(?!\d))"
)
_ANY_NUMBER = re.compile(r"(?<!\d)(?:\d{9}|\d{8}|\d{4}\.\d{2}\.\d{3}|\d{3}([ .])\d{3}\1\d{3})(?!\d)")
_BORN = re.compile(
    r"\b(?:geb(?:oren|oortedatum|\.)?|born|birth\s?date)\b\D{0,15}(\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4})", re.IGNORECASE
)
_YEAR_FIRST = r"(?:(?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DAY = rf"^(?:{_YEAR_FIRST}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{{2}})$"  # written as 8 digits
# What the forms above cannot be without, for a first look at whole columns; Polars knows no look-around.
_MAY_BE_PHONE = r"(?:\+|0)[\s()-]*[1-9](?:[\s().-]{0,2}\d){7}"
_MAY_TELL = (
    rf"[@＠]|\d{{8}}|\d{{3}}[ .]\d{{3}}[ .]\d{{3}}|\d{{4}}\.\d{{2}}\.\d{{3}}|(?i:geb|born|birth)|{_MAY_BE_PHONE}"
)
_MAY_BE_DATE = r"^\s*(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}|\d{8})"


class Looks(StrEnum):
    """What a text looks like; `data_contracts/messages.yaml` has a text for each."""

    BSN = "bsn"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"


_NAMED_IN_HEADER = {
    Looks.BSN: ("bsn", "burgerservice", "sofinummer", "sofinr", "persoonsgebondennummer", "pgn", "onderwijsnummer"),
    Looks.PHONE: ("telefoon", "telnr", "mobiel", "phone", "gsm"),
    Looks.BIRTH_DATE: ("geboorte", "geboren", "gebdat", "birth"),
}
_WORDS_OF_HEADER = {Looks.PHONE: {"tel", "mob"}, Looks.BIRTH_DATE: {"geb", "dob"}}  # too short to look for within words


def passes_elfproef(number: str) -> bool:
    """Whether 8 or 9 digits can be a BSN: 9·d1 + 8·d2 + … + 2·d8 − d9 is a multiple of 11, and they are not all 0.

    One in eleven numbers passes by chance. Source: Logisch Ontwerp BSN, "elfproef".
    """
    digits = [int(digit) for digit in number.zfill(9)]
    return any(digits) and sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def holds_bsns(values: pl.Series) -> bool:
    """Whether more than 30 % of the distinct 8–9-digit values of a column, and at least one, pass the elfproef."""
    numbers = _numbers_among(values)
    return len(_passing(numbers)) > BSN_SHARE * len(numbers)


def kind_of_column(header: str, values: pl.Series, on: dt.date) -> Looks | None:
    """What a column that no contract knows holds of persons, judged by its header and its distinct values.

    An e-mail address has a form of its own, so one is enough. Telephone numbers: more than 30 % of the values, or a
    header that says so with a value of at least 8 digits. BSNs: as `holds_bsns`, days written as 8 digits left out, or
    a header that says so with a value of 8–9 digits. Birth dates: a header that says so with a date; else at least
    three dates and nothing but dates, of which four in five make somebody twelve or older at ``on`` while at most one
    in five is the first of a month, as days on which contracts begin are.
    """
    distinct = values.drop_nulls().unique()
    if distinct.is_empty():
        return None
    if any(_EMAIL.search(text) for text in distinct.filter(distinct.str.contains("@", literal=True))):
        return Looks.EMAIL
    named = _named_in(header)
    found: dict[Looks, Callable[[], bool]] = {
        Looks.BSN: lambda: _are_bsns(distinct, is_named=named is Looks.BSN),
        Looks.PHONE: lambda: _are_phones(distinct, is_named=named is Looks.PHONE),
        Looks.BIRTH_DATE: lambda: _are_birth_dates(distinct, on, is_named=named is Looks.BIRTH_DATE),
    }
    return next((looks for looks, is_so in found.items() if is_so()), None)


def is_named_in(header: str) -> bool:
    """Whether a header says that its column holds one of these: then the header itself is nobody's name."""
    return _named_in(header) is not None or "mail" in folded(header)


def look_alikes(text: str, on: dt.date) -> set[Looks]:
    """Everything of these that occurs in a text, for a value that was rejected or a name of a file.

    A number that passes the elfproef is taken for a BSN (by chance one in eleven), a day written as 8 digits is not; a
    text that is a date of twelve or more years before ``on`` is taken for a birth date.
    """
    found, plain = in_prose(text), _plain(text)
    if any(_is_bsn(match[0]) for match in _ANY_NUMBER.finditer(plain)):
        found.add(Looks.BSN)
    if _is_birth_date(plain, on):
        found.add(Looks.BIRTH_DATE)
    return found


def in_prose(text: str) -> set[Looks]:
    """What a running text tells of a person; a date is a birth date there only when it says so."""
    plain = _plain(text)
    found = {looks for looks, form in ((Looks.EMAIL, _EMAIL), (Looks.PHONE, _PHONE)) if form.search(plain)}
    if any(_is_bsn(match[0]) for match in _NUMBER.finditer(plain)):
        found.add(Looks.BSN)
    if any(read_date(match[1]) for match in _BORN.finditer(plain)):
        found.add(Looks.BIRTH_DATE)
    return found


def masked(text: str, on: dt.date) -> str:
    """The text with ``…`` for everything in it that `look_alikes` finds."""
    plain = _plain(text)
    if _is_birth_date(plain, on):
        return "…"
    plain = _PHONE.sub("…", _EMAIL.sub("…", plain))
    plain = _ANY_NUMBER.sub(lambda match: "…" if _is_bsn(match[0]) else match[0], plain)
    hidden = _BORN.sub(lambda match: "…" if read_date(match[1]) else match[0], plain)
    return text if hidden == _plain(text) else hidden


def rows_in_prose(cells: pl.Series) -> pl.Series:
    """True for each cell with something of `in_prose`. A cell that is a number by itself is judged with its column.

    A column of own numbers of 9 digits has one in eleven that passes the elfproef, so it takes `holds_bsns` there.
    """
    suspect = cells.filter(cells.str.contains(_MAY_TELL).fill_null(value=False)).unique()
    bare = _bare(suspect)
    is_number = bare.str.contains("^[0-9]{8,9}$")  # of 8: as likely of the Chamber of Commerce as without its nought
    numbers = bare.filter(bare.str.contains("^[0-9]{9}$")).unique()
    bsns = _passing(numbers) if holds_bsns(numbers) else numbers.clear()
    told = [text for text in suspect.filter(~is_number) if in_prose(text)]
    bad = pl.concat([suspect.filter(bare.is_in(bsns.implode())), pl.Series(told, dtype=pl.String)])
    return cells.is_in(bad.implode()).fill_null(value=False)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _bare(texts: pl.Series) -> pl.Series:
    """Numbers without what people write between their digits, nor the decimals that a spreadsheet adds."""
    plain = texts.str.normalize("NFKC").str.strip_chars().str.replace(r"[.,]0{1,2}$", "")
    return plain.str.replace_all(r"[\s.-]", "")


def _numbers_among(values: pl.Series) -> pl.Series:
    """The distinct numbers of 8–9 digits in a column, bare."""
    bare = _bare(values.drop_nulls().unique())
    return bare.filter(bare.str.contains("^[0-9]{8,9}$")).unique()


def _passing(numbers: pl.Series) -> pl.Series:
    """Those of the bare numbers that pass the elfproef, as `passes_elfproef` has it."""
    value = numbers.cast(pl.Int64)
    weighed = sum((value // 10 ** (8 - place) % 10 * weight for place, weight in enumerate(_WEIGHTS)), value * 0)
    return numbers.filter((weighed % 11 == 0) & (value > 0))


def _is_bsn(written: str) -> bool:
    digits = re.sub(r"[ .]", "", written)
    return not re.match(_DAY, digits) and passes_elfproef(digits)


def _is_birth_date(text: str, on: dt.date) -> bool:
    date = _date(text)
    return date is not None and date.year >= _OLDEST and date <= _years_before(on, _YOUNGEST)


def _date(text: str) -> dt.date | None:
    """A date as people write one; never a number of days, which is as likely another number."""
    if re.fullmatch(_YEAR_FIRST, text):
        return read_date(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return None if text.isdecimal() or "," in text else read_date(text)


def _years_before(day: dt.date, years: int) -> dt.date:
    return dt.date(day.year - years, day.month, min(day.day, 28))


def _named_in(header: str) -> Looks | None:
    name, words = folded(header), set(re.findall(r"[^\W\d_]+", header.casefold()))
    for looks, parts in _NAMED_IN_HEADER.items():
        if any(part in name for part in parts) or words & _WORDS_OF_HEADER.get(looks, set()):
            return looks
    return None


def _are_bsns(distinct: pl.Series, *, is_named: bool) -> bool:
    numbers = _numbers_among(distinct)
    return not numbers.is_empty() if is_named else holds_bsns(numbers.filter(~numbers.str.contains(_DAY)))


def _are_phones(distinct: pl.Series, *, is_named: bool) -> bool:
    if is_named:
        return bool((distinct.str.count_matches(r"\d") >= 8).any())
    likely = distinct.filter(distinct.str.contains(_MAY_BE_PHONE))
    return sum(bool(_PHONE.fullmatch(_plain(text))) for text in likely) > _COLUMN_SHARE * len(distinct)


def _are_birth_dates(distinct: pl.Series, on: dt.date, *, is_named: bool) -> bool:
    if not is_named and not distinct.str.contains(_MAY_BE_DATE).all():
        return False
    texts = [_plain(text) for text in distinct]
    dates = [date for date in map(read_date if is_named else _date, texts) if date]
    if is_named:
        return bool(dates)
    if len(dates) < max(len(texts), _FEWEST_DATES):
        return False
    of_age = sum(d.year >= _OLDEST and d <= _years_before(on, _YOUNGEST) for d in dates)
    return of_age >= _BIRTH_SHARE * len(dates) and sum(d.day == 1 for d in dates) <= _FIRST_OF_MONTH_SHARE * len(dates)
