"""The annotated return file: what a partner delivered, with beside each row what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

from pipelines.contracts import Severity
from pipelines.taken import Taken

_REASON, _ROW = "Wat is er aan de hand", "Regel"
_SHEET_ROWS = 1_048_575


def write_return_file(delivery: Taken, folder: Path, taken_names: Collection[str] = ()) -> Path:
    """Write ``<name>_retour.xlsx``: every row with a fault or a warning, as delivered, with the reason in words.

    It holds raw identities, so it goes where the deliverer asks and is not kept. A name that another return file of the
    run has already is numbered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(delivery.file.name).stem
    names = (f"{stem}_retour{number}.xlsx" for number in ("", *(f"_{i}" for i in range(2, 10_000))))
    path = folder / next(name for name in names if name not in taken_names)
    rows = annotated_rows(delivery)
    # every cell is text: what was delivered comes back letter for letter, and no formula comes to life
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Retour")
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, len(rows.columns), 18)
        sheet.write_row(0, 0, rows.columns, head)
        for number, row in enumerate(rows.head(_SHEET_ROWS).iter_rows(), 1):
            sheet.write_number(number, 0, row[0])
            sheet.write_string(number, 1, row[1], wrapped)
            for column, cell in enumerate(row[2:], 2):
                if cell is not None:
                    sheet.write_string(number, column, cell)
    return path


def annotated_rows(delivery: Taken) -> pl.DataFrame:
    """Row number, reasons (one a line; warnings say so), and the cells as they were delivered."""
    warning = pl.when(pl.col("severity") == Severity.WARNING).then(pl.lit("Let op: ")).otherwise(pl.lit(""))
    told = delivery.findings.select("row_number", pl.concat_str(warning, "message").alias(_REASON))
    reasons = told.group_by("row_number", maintain_order=True).agg(pl.col(_REASON).str.join("\n"))
    if delivery.table is None:
        return reasons.rename({"row_number": _ROW})
    header = delivery.table.header
    cells = delivery.table.cells.select("row", *(f"c{i}" for i in range(len(header))))
    annotated = reasons.join(cells, left_on="row_number", right_on="row", how="left")
    annotated.columns = _names_apart([_ROW, _REASON, *header])
    return annotated


def _names_apart(names: Sequence[str]) -> list[str]:
    """The names, a repeated or empty one with its position: a workbook shows every column that was delivered."""
    apart: list[str] = []
    for position, name in enumerate(names, 1):
        shown = name if name and name not in apart else f"{name} ({position})".strip()
        while shown in apart:
            shown += "*"
        apart.append(shown)
    return apart
