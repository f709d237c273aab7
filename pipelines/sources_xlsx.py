"""Workbooks, read through calamine.

Every cell arrives as text that can be read in one way: a number with a decimal comma, whatever else stands in its
column; a date as ``2024-12-31 00:00:00``; an error of Excel as Excel writes it (``#N/A``), never as nothing.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import fastexcel
import polars as pl

from pipelines.contracts import folded
from pipelines.tables import SeveralSheets, Table, UnreadableFile, header_index, trimmed

_HEADER_WITHIN = 50  # rows in which the header must stand
_FRACTION = r"^-?[0-9]+\.[0-9]+$"
_ROUNDED = r"\.[0-9]{9}$"  # calamine writes no more decimals in a text
_DIGITS = 15  # of a number that Excel itself counts with
_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_OTHER_ERROR = "#FOUT"
logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it reports columns without values, which is no news


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of a sheet from its first row on, and where its header stands: None when the sheet is empty."""

    name: str
    visible: bool
    cells: pl.DataFrame
    header: int | None
    known: frozenset[str]

    @property
    def body(self) -> pl.DataFrame:
        return trimmed(self.cells.slice(0 if self.header is None else self.header + 1))

    @property
    def has_rows(self) -> bool:
        return any(column.null_count() < len(column) for column in self.body.iter_columns())

    def resembles(self, other: _Sheet) -> bool:
        """Names at least two, and at least half, of the known columns that the other names."""
        return len(self.known & other.known) >= max(2, len(other.known) / 2)


def read_xlsx(content: bytes, known_headers: Collection[str]) -> Table:
    """Cells of the sheet whose first rows name most known columns.

    Raises:
        UnreadableFile: the content is no workbook.
        SeveralSheets: more than one sheet holds such rows.
    """
    try:
        workbook = fastexcel.read_excel(content) if content else None
        sheets = [_sheet(workbook, name, known_headers) for name in workbook.sheet_names] if workbook else []
        chosen = _chosen([sheet for sheet in sheets if sheet.header is not None])
        if chosen is None:
            return Table((), pl.DataFrame(schema={"row": pl.Int64, "broken": pl.Boolean}))
        return _table(chosen, _with_exact_numbers(workbook, chosen))
    except fastexcel.FastExcelError as error:
        raise UnreadableFile("de werkmap is beschadigd of beveiligd met een wachtwoord") from error


def _sheet(workbook: fastexcel.ExcelReader, name: str, known_headers: Collection[str]) -> _Sheet:
    loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = loaded.to_arrow_with_errors()
    cells = pl.DataFrame(batch)
    cells.columns = [f"c{i}" for i in range(cells.width)]
    cells = _with_errors(cells, errors.errors if errors else ())
    header = header_index(cells.head(_HEADER_WITHIN).rows(), known_headers)
    named = () if header is None else cells.row(header)
    known = frozenset(folded(cell) for cell in named if cell) & frozenset(known_headers)
    return _Sheet(name, loaded.visible == "visible", cells, header, known)


def _with_errors(cells: pl.DataFrame, errors: Sequence[Any]) -> pl.DataFrame:
    """The cells with the texts of those that calamine could only give as an error of Excel."""
    texts: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for error in errors:
        row, column = error.position
        texts[column][row] = next(
            (text for kind, text in _ERRORS.items() if f"Error({kind})" in error.detail), _OTHER_ERROR
        )
    return cells.with_columns(cells[f"c{i}"].scatter(list(found), list(found.values())) for i, found in texts.items())


def _chosen(sheets: Sequence[_Sheet]) -> _Sheet | None:
    """The sheet that names most known columns, a visible one before a hidden one; None when there is no sheet."""
    if not sheets:
        return None
    best = max(sheets, key=lambda sheet: (len(sheet.known), sheet.visible))
    alike = [sheet for sheet in sheets if sheet is best or (sheet.visible and sheet.resembles(best))]
    if len(alike) > 1:
        alike = [sheet for sheet in alike if sheet.has_rows] or [best]
    if len(alike) > 1:
        raise SeveralSheets([sheet.name for sheet in alike])
    return alike[0]


def _with_exact_numbers(workbook: fastexcel.ExcelReader, sheet: _Sheet) -> pl.DataFrame:
    """The cells, those that are a broken number for Excel itself with a decimal comma and in fifteen digits.

    A text that looks like a number is left as it was typed: calamine gives it no truth value, while it does a number.
    """
    broken = sheet.cells.select(pl.all().str.contains(_FRACTION).fill_null(False))
    places = [i for i, column in enumerate(broken.iter_columns()) if column.any()]
    numeric = _loaded(workbook, sheet, places, "boolean").select(pl.all().is_not_null())
    numbers = sheet.cells.select(
        pl.when(broken[column] & numeric[column]).then(pl.col(column)) for column in numeric.columns
    )
    rounded = [i for i in places if numbers[f"c{i}"].str.contains(_ROUNDED).any()]
    exact = _loaded(workbook, sheet, rounded, "float").select(pl.all().round_sig_figs(_DIGITS).cast(pl.String))
    numbers = numbers.with_columns(
        pl.when(pl.col(column).str.contains(_ROUNDED)).then(exact[column]).otherwise(pl.col(column)).alias(column)
        for column in exact.columns
    )
    return sheet.cells.with_columns(
        _with_comma(numbers[column]).fill_null(sheet.cells[column]) for column in numbers.columns
    )


def _loaded(workbook: fastexcel.ExcelReader, sheet: _Sheet, places: Sequence[int], kind: str) -> pl.DataFrame:
    """Columns of the sheet as calamine converts them to a kind; null where it cannot."""
    if not places:
        return pl.DataFrame()
    batch = workbook.load_sheet(
        sheet.name,
        header_row=None,
        skip_rows=0,
        dtypes=kind,
        use_columns=lambda column: column.index in places,  # a number would count from column A, which may be empty
        eager=True,
    )
    loaded = pl.DataFrame(batch)
    loaded.columns = [f"c{i}" for i in places]
    return loaded


def _with_comma(numbers: pl.Series) -> pl.Series:
    """Decimal commas; ``1.5e-7`` keeps its point, which there can be nothing else."""
    small = numbers.str.contains("e", literal=True)
    return numbers.str.strip_suffix(".0").str.replace(".", ",", literal=True).zip_with(~small, numbers)


def _table(sheet: _Sheet, cells: pl.DataFrame) -> Table:
    assert sheet.header is not None
    header = [(cell or "").strip() for cell in sheet.cells.row(sheet.header)]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    body = trimmed(cells.slice(sheet.header + 1))
    beside = any(column.null_count() < len(column) for column in body.iter_columns() if int(column.name[1:]) >= width)
    rows = body.with_row_index("row", sheet.header + 2).select(
        pl.col("row").cast(pl.Int64), *[f"c{i}" for i in range(width)], broken=pl.lit(False)
    )
    return Table(tuple(header), rows, notes=("text_beside_table",) if beside else ())
