"""Draws charts. Their specs are kept: building and checking one costs more than everything else on a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.charts.look import Spec
from dashboard.components.passport import Passport, passport
from dashboard.components.view import View


def draw(view: View, figure: Passport, build: Callable[..., Spec], *arguments: Any, alt: str) -> None:
    """Draws ``build(*arguments)``, and under it where it comes from. ``alt`` tells in words what the chart shows."""
    st.vega_lite_chart(spec=_spec((build.__module__, build.__name__), build, *arguments), width="stretch", alt=alt)
    passport(view, figure)


@st.cache_data(max_entries=256, show_spinner=False)
def _spec(name: tuple[str, str], _build: Callable[..., Spec], *arguments: Any) -> Spec:  # noqa: ARG001 part of the key
    spec = _build(*arguments)
    # As bytes Streamlit sends data on as they are; as rows it would convert them anew at every rerun.
    spec["datasets"] = {name: _as_arrow(rows) for name, rows in spec["datasets"].items()}
    return spec


def _as_arrow(rows: list[dict[str, Any]]) -> bytes:
    """Rows as an Arrow stream."""
    stream = io.BytesIO()
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return stream.getvalue()
