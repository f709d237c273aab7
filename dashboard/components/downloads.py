"""The only way to take a file along: who takes it is written down before there is anything to take."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st
import xlsxwriter

from dashboard.access import current_viewer
from dashboard.access_log import DOWNLOAD, note
from dashboard.components.filters import stated_choices
from dashboard.components.view import View
from dashboard.language import LOCAL_ZONE

_FORMULA = r"^([=+\-@\t])"  # how a cell begins that a spreadsheet would calculate
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY = "dd-mm-yyyy"
_SHEET_NAME = 31  # characters, as spreadsheets allow
_FORBIDDEN = r"[]:*?/\\"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to take along: what it is called, what is said above it (label and text), and its rows.

    The columns of ``rows`` have the names that the reader sees.
    """

    name: str
    title: str
    said: tuple[tuple[str, str], ...]
    rows: pl.DataFrame


def offer(view: View, name: str, title: str, rows: pl.DataFrame) -> None:
    """Two buttons that give a table as csv, as Dutch spreadsheets open it, and as a workbook.

    Args:
        name: names the files.
        rows: with columns as the reader calls them (`told`).
    """
    if rows.is_empty():
        return
    t = view.language.text
    day = f"_{view.reference_date:%Y-%m-%d}" if view.reference_date else ""
    sheet = Sheet(name, title, said_above(view), rows)
    for label, ending, kind, content in (
        (t("meenemen.csv"), "csv", "text/csv", csv_bytes),
        (t("meenemen.xlsx"), "xlsx", _XLSX, xlsx_bytes),
    ):
        _button(label, f"grensganger_{name}{day}.{ending}", kind, content, sheet)


def _button(label: str, file_name: str, kind: str, content: Callable[[Sheet], bytes], sheet: Sheet) -> None:
    viewer = current_viewer()

    def taken() -> bytes:
        """Asked only when somebody presses the button, and before the browser gets an address."""
        note(viewer, DOWNLOAD, file_name)
        return content(sheet)

    st.download_button(label, taken, file_name, kind, key=f"meenemen.{file_name}", on_click="ignore")


def said_above(view: View) -> tuple[tuple[str, str], ...]:
    """What stands above the rows: the choices of the reader, of when the data are, and from where."""
    t, publication = view.language.text, view.ask("publication").row(0, named=True)
    said = [*stated_choices()]
    if view.reference_date:
        said.append((t("meenemen.peildatum"), view.language.short_day(view.reference_date)))
    if publication["as_of"]:
        said.append((t("herkomst.stand"), view.language.moment(publication["as_of"])))
    source = t("meenemen.bron.tekst", editie=t(f"editie.{current_viewer().role}"), kenmerk=publication["mark"])
    said.append((t("meenemen.bron"), source))
    return (*said, *([(t("meenemen.let_op"), t("algemeen.voorbeelddata"))] if view.example_data else []))


def told(view: View, frame: pl.DataFrame, **columns: str) -> pl.DataFrame:
    """Those columns of a frame that a reader wants, each under the text of its key; of decimals six."""
    named = frame.select(pl.col(name).alias(view.language.text(key)) for name, key in columns.items())
    return named.with_columns(pl.selectors.float().round(6))


def csv_bytes(sheet: Sheet) -> bytes:
    """The table with semicolons, in UTF-8 with a mark; a text that looks like a formula stays text."""
    safe = _by_the_clock(sheet.rows).with_columns(pl.selectors.string().str.replace(_FORMULA, "'$1"))
    above = pl.DataFrame([(sheet.title, None), *sheet.said, (None, None)], schema=["label", "text"], orient="row")
    above = above.with_columns(pl.all().str.replace(_FORMULA, "'$1"))
    head = above.write_csv(separator=";", include_header=False, include_bom=True)
    return (head + safe.write_csv(separator=";", datetime_format="%Y-%m-%d %H:%M", decimal_comma=True)).encode()


def xlsx_bytes(sheet: Sheet) -> bytes:
    """The table as a workbook of one sheet: numbers are numbers, days are days, and no formula comes to life."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        page = book.add_worksheet(_sheet_name(sheet.title))
        strong, day = book.add_format({"bold": True}), book.add_format({"num_format": _DAY})
        moment = book.add_format({"num_format": f"{_DAY} hh:mm"})
        page.write_string(0, 0, sheet.title, strong)
        for row, (label, text) in enumerate(sheet.said, 1):
            page.write_string(row, 0, label)
            page.write_string(row, 1, text)
        first = len(sheet.said) + 2
        page.write_row(first, 0, sheet.rows.columns, book.add_format({"bold": True, "bottom": 1}))
        for row, cells in enumerate(_by_the_clock(sheet.rows).iter_rows(), first + 1):
            for column, cell in enumerate(cells):
                _write(page, row, column, cell, moment if isinstance(cell, dt.datetime) else day)
        page.set_column(0, max(len(sheet.rows.columns), 2) - 1, 22)
    return content.getvalue()


def _by_the_clock(rows: pl.DataFrame) -> pl.DataFrame:
    """Instants, in UTC in the warehouse, as the clock stood in the Netherlands."""
    here = pl.selectors.datetime().dt.replace_time_zone("UTC").dt.convert_time_zone(LOCAL_ZONE.key)
    return rows.with_columns(here.dt.replace_time_zone(None))


def _write(page: Any, row: int, column: int, cell: Any, dated: Any) -> None:
    if isinstance(cell, bool | int | float):
        page.write(row, column, cell)
    elif isinstance(cell, dt.date):
        page.write_datetime(row, column, cell, dated)
    elif cell is not None:
        page.write_string(row, column, str(cell))


def _sheet_name(title: str) -> str:
    """A name that spreadsheets accept."""
    name = "".join(c for c in title if c not in _FORBIDDEN)
    return textwrap.shorten(name, _SHEET_NAME, placeholder="").strip("' ") or name[:_SHEET_NAME].strip("' ")
