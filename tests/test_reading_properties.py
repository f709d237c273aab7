"""Whatever valid values are written in whatever supported way: they are read back identical, and a fault is named."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import duckdb
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.cells import STORED_AS
from pipelines.contract_files import load_catalogue
from pipelines.contracts import Bounds, Contract, Field, Kind, RowRule
from pipelines.prepare import prepare
from pipelines.pseudonyms import Pseudonymiser
from pipelines.settings import DATA_CONTRACTS
from pipelines.sources import DeliveredFile, read_table
from pipelines.validation.checks import CheckKind, checks_of
from pipelines.validation.suite import carried_out

CATALOGUE = load_catalogue(DATA_CONTRACTS)
PSEUDONYMISER = Pseudonymiser(bytes(32))
RECEIVED_ON = dt.date(2026, 6, 30)
Row = dict[str, Any]


# Valid values, from what a contract says of its fields


def mistakable(text: str) -> bool:
    """True of texts like Â¡, of which the bytes in Windows-1252 are those of another text in UTF-8."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeDecodeError:
        return False


LETTERS = st.characters(codec="cp1252", categories=["L", "N", "P"], exclude_characters="\x7f")
WORDS = st.text(LETTERS | st.sampled_from(" ;,\"'€–é\n"), min_size=1, max_size=12).map(str.strip)
TEXTS = WORDS.filter(lambda text: bool(text) and not mistakable(text))
IDS = st.from_regex(r"[A-Z]{2}[0-9]{1,4}", fullmatch=True)
SLUGS = st.from_regex(r"[a-z]{2,6}-[a-z]{2,6}", fullmatch=True)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that a field may have, as they are stored; for a person the number that the deliverer writes."""
    if field.codes:
        return st.sampled_from([code.code for code in field.codes])
    if field.pattern:
        return st.from_regex(field.pattern.regex.removeprefix("^").removesuffix("$"), fullmatch=True, alphabet=ASCII)
    if field.kind is Kind.TEXT:
        return IDS if field.reference or field.pseudonym or field.key_position else TEXTS
    return {
        Kind.SLUG: SLUGS,
        Kind.NUMBER: _numbers(field),
        Kind.INTEGER: _numbers(field).map(int),
        Kind.DATE: st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)),
        Kind.BOOLEAN: st.booleans(),
        Kind.SCHOOL_YEAR: st.integers(2000, 2040),
    }[field.kind]


ASCII = st.characters(codec="ascii")


def _numbers(field: Field) -> st.SearchStrategy[float]:
    low = 0 if field.bounds.low is None else field.bounds.low
    high = low + 2000 if field.bounds.high is None else field.bounds.high
    inside = st.integers(int(low * 100) + 1, int(high * 100) - 1).map(lambda hundredths: hundredths / 100)
    if field.kind is Kind.INTEGER:
        return st.integers(int(low), int(high)).map(float)
    return inside if field.bounds.exclusive_maximum is not None else inside | st.just(float(high))


def rows_of(contract: Contract) -> st.SearchStrategy[Row]:
    fields = {f.name: values_of(f) if f.required else st.none() | values_of(f) for f in contract.fields}
    return st.fixed_dictionaries(fields)


# The ways in which they may be written


@dataclass(frozen=True)
class Writing:
    """One way to write a table."""

    form: str
    separator: str
    decimal: str
    date: str
    language: str
    code: str
    yes: str
    no: str
    title: bool
    quoting: Literal[0, 1]


WRITINGS = st.builds(
    Writing,
    form=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "xlsx", "xlsx with numbers and dates"]),
    separator=st.sampled_from([";", ",", "\t"]),
    decimal=st.sampled_from([",", "."]),
    date=st.sampled_from(["{d:%d-%m-%Y}", "{d.day}-{d.month}-{d.year}", "{d:%d/%m/%y}", "{d:%Y-%m-%d}"]),
    language=st.sampled_from(["nl", "en", "name"]),
    code=st.sampled_from(["code", "label", "CODE"]),
    yes=st.sampled_from(["ja", "Ja", "J", "WAAR", "1"]),
    no=st.sampled_from(["nee", "Nee", "N", "ONWAAR", "0"]),
    title=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)


def header_of(field: Field, writing: Writing) -> str:
    return {"nl": field.label.nl, "en": field.label.en, "name": field.name}[writing.language]


def written(value: Any, field: Field, writing: Writing) -> Any:
    """A value as a cell of the file."""
    if value is None:
        return None
    if field.codes:
        label = next(code.label.nl for code in field.codes if code.code == value)
        return {"code": value, "label": label, "CODE": value.upper().replace("_", " ")}[writing.code]
    if isinstance(value, bool):
        return writing.yes if value else writing.no
    if field.kind is Kind.SCHOOL_YEAR:
        return f"{value}/{(value + 1) % 100:02}" if writing.decimal == "," else f"{value}-{value + 1}"
    if isinstance(value, dt.date):
        return value if writing.form == "xlsx with numbers and dates" else writing.date.format(d=value)
    if isinstance(value, float):
        return value if writing.form == "xlsx with numbers and dates" else f"{value:.2f}".replace(".", writing.decimal)
    return str(value)


def cells_of(table: list[Row], contract: Contract, writing: Writing) -> list[list[Any]]:
    header = [header_of(field, writing) for field in contract.fields]
    return [header, *([written(row[f.name], f, writing) for f in contract.fields] for row in table)]


def file_of(cells: Sequence[Sequence[Any]], writing: Writing) -> DeliveredFile:
    lines = [["Opgave aan het kernteam"], [], *cells] if writing.title else list(cells)
    if writing.form.startswith("xlsx"):
        return DeliveredFile.of("levering.xlsx", _workbook(lines))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=writing.separator, quoting=writing.quoting, lineterminator="\r\n").writerows(lines)
    return DeliveredFile.of("levering.csv", text.getvalue().encode(writing.form))


def _workbook(lines: Sequence[Sequence[Any]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as b:
        sheet, date = b.add_worksheet(), b.add_format({"num_format": "d-m-yyyy"})
        for i, line in enumerate(lines):
            for j, cell in enumerate(line):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(i, j, cell, date)
                elif isinstance(cell, str):
                    sheet.write_string(i, j, cell)
                elif cell is not None:
                    sheet.write(i, j, cell)
    return content.getvalue()


def prepared_from(file: DeliveredFile, contract: Contract) -> pl.DataFrame:
    known = {name for field in contract.fields for name in field.names}
    table = read_table(file, known, CATALOGUE.messages)
    return prepare(table, contract, PSEUDONYMISER, CATALOGUE.messages).frame


def stored(row: Row, contract: Contract) -> Row:
    """A row as it is kept: persons by their pseudonym."""
    kept = dict(row)
    for field in contract.fields:
        if field.pseudonym and row[field.name] is not None:
            issuer = row.get(field.pseudonym.issuer, field.pseudonym.issuer) or ""
            kept[field.name] = PSEUDONYMISER.of_one(field.pseudonym.kind, issuer, row[field.name])
    return kept


MODEST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("dataset", sorted(CATALOGUE.contracts))
@settings(MODEST, max_examples=25)
@given(data=st.data())
def test_valid_values_in_any_supported_writing_read_back_identical(dataset: str, data: st.DataObject) -> None:
    contract = CATALOGUE[dataset]
    table, writing = data.draw(st.lists(rows_of(contract), min_size=1, max_size=6)), data.draw(WRITINGS)
    frame = prepared_from(file_of(cells_of(table, contract, writing), writing), contract)
    assert not frame["broken"].any()
    assert frame["row"].to_list() == list(range(4 if writing.title else 2, len(table) + (4 if writing.title else 2)))
    assert frame.select(f.name for f in contract.fields).to_dicts() == [stored(row, contract) for row in table]


# A spoilt cell, and what its text says: judged here without the code under test

SPOILT: dict[str, list[str]] = {
    "text": ["#N/A", "=1+1", "'"],
    "slug": ["ROC A", "roc_a", "-", "roc--a", "ROC-Voorbeeld", "../roc"],
    "number": ["veel", "1.234", "0,4 fte", "inf", "NaN", "1,2,3", "-7", "99999", "€ 1.234,50", "1E3"],
    "integer": ["veel", "1,5", "0x10", "-7", "99999", "1.200", "2,0"],
    "date": ["31-02-2025", "32-1-2024", "morgen", "2024-13-01", "12", "1-1-1800", "45657", "1/9/23"],
    "boolean": ["misschien", "2", "x", "JA", "onwaar"],
    "school_year": ["2025-2027", "vorig jaar", "25/26", "2025", "1999/00"],
    "code": ["?", "iets anders", "docenten", "123"],
    "pattern": ["?", "12 AB", "abc", "12345678", "AM04", "2025-2"],
}
MARKS = ";,\t.:-_/ \"'’|=+%€$\n\u00a0"
LOOSE = st.text(LETTERS | st.sampled_from("0123456789" + MARKS), max_size=10)


def text_of(cell: Any) -> str:
    """What a person sees in a cell."""
    if isinstance(cell, dt.date):
        return f"{cell:%d-%m-%Y}"
    return "" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text of which one character is left out, added or another."""
    at, new = draw(st.integers(0, len(text))), draw(LETTERS | st.sampled_from("0123456789" + MARKS))
    return text[:at] + draw(st.sampled_from(["", new])) + text[at + draw(st.integers(0, 1)) :]


@st.composite
def spoilt(draw: st.DrawFn, cell: Any, field: Field) -> list[str]:
    """What may come to stand in a cell: known mistakes, white space, slips of the pen, and anything."""
    kind = "code" if field.codes else "pattern" if field.pattern else str(field.kind)
    text = text_of(cell)
    drawn = [draw(edited(text)), draw(edited(text)), draw(LOOSE)]
    return ["", "\u00a0", f"\u00a0{text} ", *SPOILT[kind], *drawn]


UNCLEAR = object()
"""Of a text on which people may differ: then it is a value, or it is named as none, and no more is claimed."""


def number_said(text: str) -> Any:
    sign, bare = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    whole, comma, decimals = bare.partition(",")
    groups = whole.split(".")
    if not any("0" <= c <= "9" for c in text) or set(text) - set("0123456789.,+-−eE€URur \t\n\u00a0"):
        return None
    if "".join(groups).isdecimal() and (decimals.isdecimal() if comma else len(groups) == 1):
        if len(groups) > 1 and bare.startswith("0"):
            return UNCLEAR
        grouped = 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
        return float(f"{sign}{''.join(groups)}.{decimals or 0}") if len(groups) == 1 or grouped else None
    if not comma and len(groups) == 2 and len(groups[0]) <= 3 and len(groups[1]) == 3 and bare[0] in "123456789":
        return None  # 1.234 is two numbers at once
    if text.count(",") > 1 or (comma and "." in decimals) or set(text[-1:]) & set(".,+-"):
        return None
    return UNCLEAR


def date_said(text: str) -> Any:
    if not any("0" <= c <= "9" for c in text) or set(text) - set("0123456789-/. :T"):
        return None
    parts = next((text.split(mark) for mark in "-/." if mark in text), [])
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        sizes = [len(part) for part in parts]
        if sizes[0] in (1, 2) and sizes[1] in (1, 2) and sizes[2] == 4:
            return day(*map(int, reversed(parts)))
        if sizes[0] == 4 and sizes[1] in (1, 2) and sizes[2] in (1, 2):
            return day(*map(int, parts))
    return None if text.isdecimal() and len(text) != 5 else UNCLEAR


def day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def boolean_said(text: str) -> Any:
    words = {"ja": True, "j": True, "waar": True, "true": True, "yes": True, "y": True, "1": True, "1.0": True}
    words |= {"nee": False, "n": False, "onwaar": False, "false": False, "no": False, "0": False, "0.0": False}
    return words.get(alike(text)) if text.isascii() else UNCLEAR


def school_year_said(text: str) -> Any:
    first, second = text[:4], text[5:]
    if not first.isdecimal() or len(first) < 4:
        return None
    year = int(first) if 1900 <= int(first) <= 2100 else None
    if len(text) == 4:
        return year
    if text[4] in "-/" and second.isdecimal() and len(second) in (2, 4):
        return year if str(int(first) + 1).endswith(second) else None
    return None if set(text[4:]) - set("0123456789-/ .\u00a0\t\n") else UNCLEAR


def integer_said(text: str) -> Any:
    if text.isascii() and re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", text):
        return int(text.replace(".", ""))  # 1.200 is one clear whole number
    value = number_said(text)
    if value is None or value is UNCLEAR:
        return value
    return int(value) if value == int(value) and abs(value) < 2**53 else None


SAID: dict[Kind, Callable[[str], Any]] = {
    Kind.NUMBER: number_said,
    Kind.INTEGER: integer_said,
    Kind.DATE: date_said,
    Kind.BOOLEAN: boolean_said,
    Kind.SCHOOL_YEAR: school_year_said,
    Kind.SLUG: str.lower,
    Kind.TEXT: str,
}


def alike(text: str) -> str:
    """As codes are compared: without case, accents, spaces, hyphens and underscores."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain.casefold() if not c.isspace() and c not in "-_‐‑‒–—―")


def said(text: str, field: Field) -> Any:
    """The value that a text is of a field; None when it is none, UNCLEAR when that is not for us to say."""
    named = (*field.codes, *field.spellings)
    if not text or not named:
        return SAID[field.kind](text) if text else None
    if unicodedata.normalize("NFKC", text) != unicodedata.normalize("NFC", text).replace("\u00a0", " "):
        return UNCLEAR  # ½ and ª
    known = {alike(name): c.code for c in named for name in (c.label.en, c.label.nl, c.code)}
    return known.get(alike(text), text if field.codes else SAID[field.kind](text))


def broken_of(field: Field, text: str, value: Any) -> set[tuple[str, str]]:
    """Rule and severity of what a cell breaks by itself."""
    if not text:
        return {(f"{field.name}.required", "error")} if field.required else set()
    if value is None:
        return {(f"{field.name}.type", "error")}
    broken = set()
    if field.codes and value not in {code.code for code in field.codes}:
        broken.add((f"{field.name}.codes", "error"))
    if field.kind is Kind.SLUG and not field.reference:
        words = value.split("-")
        if not all(word and word.isascii() and word.isalnum() for word in words):
            broken.add((f"{field.name}.slug", "error"))
    if field.bounds and not within(value, field.bounds):
        broken.add((f"{field.name}.bounds", "error"))
    if field.pattern and not re.search(field.pattern.regex, value):
        broken.add((f"{field.name}.pattern", str(field.pattern.severity)))
    return broken


def within(value: float, bounds: Bounds) -> bool:
    low = -math.inf if bounds.low is None else bounds.low
    high = math.inf if bounds.high is None else bounds.high
    above = value > low if bounds.exclusive_minimum is not None else value >= low
    return above and (value < high if bounds.exclusive_maximum is not None else value <= high)


# The row rules, answered by DuckDB: another engine than the one under test

Spoilt = tuple[str, str]
"""Name of the field that was spoilt, and what came to stand in it."""


class Finding(NamedTuple):
    """A broken rule of a row, which is known by what was spoilt in it."""

    spoilt: Spoilt
    rule: str
    severity: str
    columns: tuple[str, ...]


def findings_expected(rows: pl.DataFrame, contract: Contract, texts: Sequence[tuple[Field, str]]) -> set[Finding]:
    """What the rows break: each cell that was spoilt by itself, and the row rules.

    A rule says nothing of a row in which it needs a cell that is no value, or no known code.
    """
    expected, no_values = set[Finding](), set[tuple[int, str]]()
    for index, (field, text) in enumerate(texts):
        for rule, severity in broken_of(field, text.strip(), rows[field.name][index]):
            expected.add(Finding((field.name, text), rule, severity, (field.name,)))
            if rule.endswith((".type", ".codes")):
                no_values.add((index, field.name))
    own = {field.name for field in contract.fields}
    for index, broken in rules_broken(rows, contract):
        field, text = texts[index]
        columns = tuple(column for column in broken.columns if column in own)
        if (index, field.name) not in no_values or field.name not in columns:
            expected.add(Finding((field.name, text), broken.rule_id, str(broken.severity), columns))
    return expected


def rules_broken(rows: pl.DataFrame, contract: Contract) -> list[tuple[int, RowRule]]:
    """What DuckDB says of the row rules."""
    asked = [f"({rule.when or 'true'}) and not ({rule.condition})" for rule in contract.row_rules]
    with duckdb.connect() as con:
        con.register("delivered", rows.with_row_index("index"))
        answers = con.execute(f"select {', '.join(['index', *asked])} from delivered").fetchall()
    return [
        (i, rule) for i, *broken in answers for rule, it_is in zip(contract.row_rules, broken, strict=True) if it_is
    ]


def surroundings(contract: Contract) -> st.SearchStrategy[dict[str, Any]]:
    """Values for what rules look at beside the row: the row pointed at, what was known before, and the delivery."""
    looked_at = {c for rule in contract.row_rules for c in rule.columns} - {f.name for f in contract.fields}
    fields = {name: field for name in sorted(looked_at) if (field := field_at(name, contract))}
    drawn = {name: st.none() | values_of(field) for name, field in fields.items()}
    partner = {"partner_id": st.sampled_from(["programma", "roc-a"])}
    before = {"earlier.partner_id": st.sampled_from([None, "programma", "roc-a"])}
    return st.fixed_dictionaries({**drawn, **before, **partner, "received_on": st.just(RECEIVED_ON)})


def field_at(name: str, contract: Contract) -> Field | None:
    """The field that ``reference_field.column``, ``earlier.column`` or ``standing.column`` stands for."""
    prefix, _, column = name.partition(".")
    if not column or name == "earlier.partner_id":
        return None
    reference = None if prefix in ("earlier", "standing") else contract.field(prefix).reference
    return (CATALOGUE[reference.dataset] if reference else contract).field(column)


def beside(rows: pl.DataFrame, facts: dict[str, Any], contract: Contract) -> pl.DataFrame:
    """Rows with what rules look at beside them, in the types of the fields that it comes from."""
    kinds = {name: field.kind for name in facts if (field := field_at(name, contract))}
    types = {name: STORED_AS[kinds[name]] if name in kinds else None for name in facts}
    return rows.with_columns(pl.lit(value, types[name]).alias(name) for name, value in facts.items())


def findings(frame: pl.DataFrame, contract: Contract, spoilt_cells: dict[int, Spoilt]) -> set[Finding]:
    """Every broken rule of every row of a prepared frame; references left out."""
    checks = [check for check in checks_of(contract) if check.kind is not CheckKind.REFERENCE]
    outcomes = carried_out(checks, frame)
    assert [outcome.cause for outcome in outcomes if outcome.cause] == []
    return {
        Finding(spoilt_cells[n], o.check.rule, str(o.check.severity), o.check.columns) for o in outcomes for n in o.rows
    }


@pytest.mark.parametrize("dataset", sorted(CATALOGUE.contracts))
@settings(MODEST, max_examples=10)
@given(data=st.data())
def test_a_spoilt_cell_is_the_value_that_it_says_or_an_error_that_names_its_column(
    dataset: str, data: st.DataObject
) -> None:
    contract = CATALOGUE[dataset]
    row, writing, facts = data.draw(rows_of(contract)), data.draw(WRITINGS), data.draw(surroundings(contract))
    header, line = cells_of([row], contract, writing)
    texts = [(f, text) for f, cell in zip(contract.fields, line, strict=True) for text in data.draw(spoilt(cell, f))]
    assume(writing.form != "cp1252" or not mistakable("\n".join(text for _, text in texts)))
    lines = [
        [text if f is field else cell for f, cell in zip(contract.fields, line, strict=True)] for field, text in texts
    ]

    frame = prepared_from(file_of([header, *lines], writing), contract)

    values = [said(text.strip(), field) for field, text in texts]
    values = [frame[f.name][i] if v is UNCLEAR else v for i, ((f, _), v) in enumerate(zip(texts, values, strict=True))]
    rows = [stored({**row, f.name: value}, contract) for (f, _), value in zip(texts, values, strict=True)]
    assert not frame["broken"].any()
    read = frame.select(f.name for f in contract.fields).to_dicts()
    assert [(text, found, row) for (_, text), found, row in zip(texts, read, rows, strict=True) if found != row] == []

    judged = pl.DataFrame(rows, schema={f.name: STORED_AS[f.kind] for f in contract.fields})
    expected = findings_expected(beside(judged, facts, contract), contract, texts)
    numbers = {n: (field.name, text) for n, (field, text) in enumerate(texts, 4 if writing.title else 2)}
    assert findings(beside(frame, facts, contract), contract, numbers) == expected


def test_what_cannot_be_read_is_named_by_type_only_once_and_never_lost() -> None:
    contract = CATALOGUE["placements"]
    text = (
        "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum;Coach of buddy\n"
        "PL1;HP1;P1;a;b;docent;veel;01-09-2025;ja\n"
        "PL2;HP2;P1;a;b;docent;0,4;31-02-2025;ja\n"
        "PL3;HP3;P1;a;b;piloot;0,4;01-09-2025;misschien\n"
    )
    frame = prepared_from(DeliveredFile.of("plaatsingen.csv", text.encode()), contract)
    facts = dict.fromkeys(("earlier.school_id", "earlier.start_date")) | {"received_on": dt.date(2025, 9, 2)}
    rows = dict(enumerate([("PL1", ""), ("PL2", ""), ("PL3", "")], 2))
    assert findings(beside(frame, facts, contract), contract, rows) == {
        Finding(("PL1", ""), "fte_school.type", "error", ("fte_school",)),
        Finding(("PL2", ""), "start_date.type", "error", ("start_date",)),
        Finding(("PL3", ""), "function.codes", "error", ("function",)),
        Finding(("PL3", ""), "coach.type", "error", ("coach",)),
    }
    assert frame["fte_school.raw"].to_list() == ["veel", "0,4", "0,4"]
    assert frame["start_date.raw"].to_list() == ["01-09-2025", "31-02-2025", "01-09-2025"]
