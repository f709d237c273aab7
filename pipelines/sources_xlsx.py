"""Workbooks, read through calamine."""

from __future__ import annotations

import logging
from collections.abc import Collection

import fastexcel
import polars as pl

from pipelines.contracts import folded
from pipelines.tables import Table, UnreadableFile, header_index, trimmed

_HEADER_WITHIN = 50  # rows in which the header must stand
logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it reports columns without values, which is no news


def read_xlsx(content: bytes, known_headers: Collection[str]) -> Table:
    """Cells of the sheet whose first rows name most known columns.

    Raises:
        UnreadableFile: the content is no workbook.
    """
    if not content:
        return Table((), pl.DataFrame(schema={"row": pl.Int64, "broken": pl.Boolean}))
    try:
        workbook = fastexcel.read_excel(content)
        sheets = [(name, _as_text(workbook, name)) for name in workbook.sheet_names]
    except fastexcel.FastExcelError as error:
        raise UnreadableFile("de werkmap is beschadigd of beveiligd met een wachtwoord") from error
    found = [(name, sheet, header_index(sheet.head(_HEADER_WITHIN).rows(), known_headers)) for name, sheet in sheets]
    filled = [(name, sheet, index) for name, sheet, index in found if index is not None]
    if not filled:
        return Table((), pl.DataFrame(schema={"row": pl.Int64, "broken": pl.Boolean}))
    name, sheet, index = max(filled, key=lambda f: _known_names(f[1].row(f[2]), known_headers))
    return _table(workbook, name, sheet, index)


def _as_text(workbook: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet: pl.DataFrame = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return sheet


def _known_names(record: tuple[str | None, ...], known: Collection[str]) -> int:
    return len({folded(cell) for cell in record if cell} & set(known))


def _table(workbook: fastexcel.ExcelReader, name: str, sheet: pl.DataFrame, index: int) -> Table:
    header = [(cell or "").strip() for cell in sheet.row(index)]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    names = {old: f"c{i}" for i, old in enumerate(sheet.columns)}
    body = trimmed(sheet.rename(names).slice(index + 1))
    beyond = [c for c in body.columns if int(c[1:]) >= width]
    broken = pl.any_horizontal(pl.col(beyond).is_not_null()) if beyond else pl.lit(False)
    cells = body.with_row_index("row", index + 2).select(
        pl.col("row").cast(pl.Int64), *[f"c{i}" for i in range(width)], broken=broken
    )
    return Table(tuple(header), cells, _numeric_columns(workbook, name, index, width))


def _numeric_columns(workbook: fastexcel.ExcelReader, name: str, index: int, width: int) -> frozenset[int]:
    """Columns in which every cell below the header is a number for Excel itself."""
    try:
        body = workbook.load_sheet(name, header_row=None, skip_rows=index + 1, schema_sample_rows=None).to_polars()
    except fastexcel.FastExcelError:
        return frozenset()
    return frozenset(i for i, kind in enumerate(body.dtypes[:width]) if kind.is_numeric())
