"""Rows as the content of a file: text or workbook, the same bytes each time and on each machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.contracts import Contract, Field, Kind
from pipelines.example_data.file_forms import FileForm
from pipelines.example_data.rows import Cell, Row

_MADE_ON = dt.datetime(2023, 11, 1, tzinfo=dt.UTC)
_ZIPPED_ON = (2023, 11, 1, 0, 0, 0)
_TITLES = ("Levering aan de monitor", "Fictief voorbeeld", "")
_BYTE_ORDER_MARK = "\ufeff"


def file_content(rows: Sequence[Row], contract: Contract, form: FileForm, headers: Mapping[str, str]) -> bytes:
    """A file with all fields of the contract, in its order, then the columns that it does not know.

    Args:
        headers: what a partner calls some fields instead of the name that the contract gives.
    """
    known = {field.name: field for field in contract.fields}
    others = dict.fromkeys(name for row in rows for name in row if name not in known)
    columns = [*known, *others]
    head = [headers.get(name) or (_header(known[name], form) if name in known else name) for name in columns]
    body = [[_cell(row.get(name), known.get(name), form) for name in columns] for row in rows]
    return _workbook(head, body, form) if form.is_workbook else _text(head, body, form)


def _header(field: Field, form: FileForm) -> str:
    return field.name if form.headers == "english" else field.label.nl


def _cell(value: Cell, field: Field | None, form: FileForm) -> Cell:
    """The value as the partner writes it; a text stays as it is, unless it is a code."""
    if field is None or value is None:
        return value
    if isinstance(value, bool):
        return _yes_or_no(value, form)
    if field.kind is Kind.SCHOOL_YEAR and isinstance(value, int):
        second = value + 1
        return form.school_year.format(first=value, second=second, short=f"{second % 100:02d}")
    labels = {code.code: code.label.nl for code in field.codes}
    return _code(str(value), labels[str(value)], form) if value in labels else value


def _yes_or_no(value: bool, form: FileForm) -> str:
    if form.headers == "english":
        return "true" if value else "false"
    word = "ja" if value else "nee"
    return word.capitalize() if form.codes == "label" else word


def _code(code: str, label: str, form: FileForm) -> str:
    """The code, its Dutch label, or the code with a capital where it is long and in capitals where it is short."""
    if form.codes == "label":
        return label
    if form.codes == "mixed":
        return code.upper() if len(code) <= 4 else code.capitalize()
    return code


def _text(head: list[str], body: list[list[Cell]], form: FileForm) -> bytes:
    out = io.StringIO(newline="")
    if form.names_separator:
        out.write(f"sep={form.separator}\r\n")
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_as_text(cell, form) for cell in record] for record in body)
    if form.encoding == "utf-16":  # without the name of a byte order Python takes that of the machine
        return (_BYTE_ORDER_MARK + out.getvalue()).encode("utf-16-le")
    return out.getvalue().encode(form.encoding)


def _as_text(cell: Cell, form: FileForm) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.strftime(form.date_format)
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", form.decimal)
    return str(cell)


def _workbook(head: list[str], body: list[list[Cell]], form: FileForm) -> bytes:
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    workbook.set_properties({"created": _MADE_ON, "comments": "Fictief voorbeeld"})
    sheet = workbook.add_worksheet("Gegevens")
    for number, title in enumerate(_TITLES[: form.title_rows]):
        sheet.write_string(number, 0, title)
    sheet.write_row(form.title_rows, 0, head, workbook.add_format({"bold": True}))
    for number, record in enumerate(body, start=form.title_rows + 1):
        _write_record(sheet, number, record)
    workbook.close()
    return _packed_again(out.getvalue())


def _write_record(sheet: Worksheet, number: int, record: list[Cell]) -> None:
    for place, cell in enumerate(record):
        if isinstance(cell, dt.date):
            sheet.write_datetime(number, place, cell)
        elif isinstance(cell, str):
            sheet.write_string(number, place, cell)
        elif cell is not None:
            sheet.write_number(number, place, cell)


def _packed_again(content: bytes) -> bytes:
    """The same workbook without compression, of which the bytes differ between versions of zlib."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as again:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED_ON)
            entry.create_system = 3
            again.writestr(entry, packed.read(name))
    return out.getvalue()
