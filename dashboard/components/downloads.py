"""The only way to take a file along: who takes it is written down before there is anything to take."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.access import current_viewer
from dashboard.access_log import DOWNLOAD, note

_FORMULA = r"^([=+\-@\t])"  # how a cell begins that a spreadsheet would calculate


def download_csv(label: str, file_name: str, frame: pl.DataFrame) -> None:
    """A button that gives a table as csv, as Dutch spreadsheets open it."""
    viewer = current_viewer()

    def content() -> bytes:
        """Asked only when somebody presses the button, and before the browser gets an address."""
        note(viewer, DOWNLOAD, file_name)
        return csv_bytes(frame)

    st.download_button(label, content, file_name, "text/csv", on_click="ignore")


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """The table with semicolons, in UTF-8 with a mark; a text that looks like a formula stays text."""
    safe = frame.with_columns(pl.selectors.string().str.replace(_FORMULA, "'$1"))
    return safe.write_csv(separator=";", include_bom=True, datetime_format="%Y-%m-%d %H:%M:%S").encode()
