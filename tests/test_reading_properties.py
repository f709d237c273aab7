"""Whatever valid values are written in whatever supported way: they are read back identical, and a fault is named."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contract_files import load_catalogue
from pipelines.contracts import Contract, Field, Kind
from pipelines.prepare import RAW, prepare
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


def tables_of(contract: Contract) -> st.SearchStrategy[list[Row]]:
    fields = {f.name: values_of(f) if f.required else st.none() | values_of(f) for f in contract.fields}
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=6)


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
            issuer = row.get(field.pseudonym.issuer, field.pseudonym.issuer)
            kept[field.name] = PSEUDONYMISER.of_one(field.pseudonym.kind, issuer, row[field.name])
    return kept


MODEST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("dataset", sorted(CATALOGUE.contracts))
@settings(MODEST, max_examples=40)
@given(data=st.data())
def test_valid_values_in_any_supported_writing_read_back_identical(dataset: str, data: st.DataObject) -> None:
    contract = CATALOGUE[dataset]
    table, writing = data.draw(tables_of(contract)), data.draw(WRITINGS)
    frame = prepared_from(file_of(cells_of(table, contract, writing), writing), contract)
    assert not frame["broken"].any()
    assert frame["row"].to_list() == list(range(4 if writing.title else 2, len(table) + (4 if writing.title else 2)))
    assert frame.select(f.name for f in contract.fields).to_dicts() == [stored(row, contract) for row in table]


# One spoilt cell


def faults(frame: pl.DataFrame, contract: Contract) -> set[tuple[int, str, str]]:
    """Row number, column and rule of every broken rule; references left out, nothing delivered before."""
    absent = [
        pl.lit(
            None, frame[column.removeprefix("earlier.")].dtype if column != "earlier.partner_id" else pl.String
        ).alias(column)
        for column in {c for rule in contract.row_rules for c in rule.columns if c.startswith("earlier.")}
    ]
    pointed_at = [
        pl.lit(None, pl.Date).alias(column)
        for column in {
            c for r in contract.row_rules for c in r.columns if c.split(".")[0] in frame.columns and "." in c
        }
    ]
    facts = [pl.lit(RECEIVED_ON).alias("received_on"), pl.lit("programma").alias("partner_id")]
    checks = [check for check in checks_of(contract) if check.kind is not CheckKind.REFERENCE]
    outcomes = carried_out(checks, frame.with_columns(*absent, *pointed_at, *facts))
    assert [outcome.cause for outcome in outcomes if outcome.cause] == []
    return {(row, column, o.check.rule) for o in outcomes for row in o.rows for column in o.check.columns}


SPOILT: dict[str, list[str]] = {
    "number": ["veel", "1.234", "0,4 fte", "inf", "NaN", "1,2,3", "-7", "99999"],
    "integer": ["veel", "1,5", "0x10", "-7", "99999"],
    "date": ["31-02-2025", "32-1-2024", "morgen", "2024-13-01", "12", "1-1-1800"],
    "boolean": ["misschien", "2", "x"],
    "school_year": ["2025-2027", "vorig jaar", "25/26"],
    "code": ["?", "iets anders", "docenten", "123"],
    "pattern": ["?", "12 AB", "abc"],
}


def spoilt_values(field: Field) -> list[str]:
    if field.codes:
        return SPOILT["code"]
    return SPOILT.get("pattern" if field.pattern else str(field.kind), []) + ([""] if field.required else [])


@pytest.mark.parametrize("dataset", ["placements", "professionals", "student_outcomes", "organisations"])
@settings(MODEST, max_examples=20)
@given(data=st.data())
def test_a_spoilt_cell_is_still_a_value_or_is_named_by_row_and_column(dataset: str, data: st.DataObject) -> None:
    contract = CATALOGUE[dataset]
    table, writing = data.draw(tables_of(contract)), data.draw(WRITINGS.filter(lambda w: not w.form.startswith("xlsx")))
    cells = cells_of(table, contract, writing)
    before = faults(prepared_from(file_of(cells, writing), contract), contract)
    column = data.draw(st.sampled_from([i for i, f in enumerate(contract.fields) if spoilt_values(f)]))
    field, row = contract.fields[column], data.draw(st.integers(1, len(table)))
    cells[row][column] = data.draw(st.sampled_from(spoilt_values(field)))

    frame = prepared_from(file_of(cells, writing), contract)
    number = row + (3 if writing.title else 1)
    new = faults(frame, contract) - before
    assert {found for found, _, _ in new} <= {number}  # no other row suffers
    here = frame.filter(pl.col("row") == number)
    if not any(name == field.name for _, name, _ in new | {f for f in before if f[0] == number}):
        # then it is a value: whatever is written in it reads as one
        assert here[field.name].item() is not None
        assert here[field.name + RAW].item() == cells[row][column]


def test_what_cannot_be_read_is_named_by_type_only_once_and_never_lost() -> None:
    contract = CATALOGUE["placements"]
    text = (
        "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum;Coach of buddy\n"
        "PL1;HP1;P1;a;b;docent;veel;01-09-2025;ja\n"
        "PL2;HP2;P1;a;b;docent;0,4;31-02-2025;ja\n"
        "PL3;HP3;P1;a;b;piloot;0,4;01-09-2025;misschien\n"
    )
    frame = prepared_from(DeliveredFile.of("plaatsingen.csv", text.encode()), contract)
    assert {f for f in faults(frame, contract) if "gevolgd" not in f[2]} == {
        (2, "fte_school", "fte_school.type"),
        (3, "start_date", "start_date.type"),
        (4, "function", "function.codes"),
        (4, "coach", "coach.type"),
    }
    assert frame["fte_school.raw"].to_list() == ["veel", "0,4", "0,4"]
    assert frame["start_date.raw"].to_list() == ["01-09-2025", "31-02-2025", "01-09-2025"]
