"""Draws charts, each with where it comes from under it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.charts.look import Spec
from dashboard.components.made_once import hand, made_once
from dashboard.components.passport import Passport, passport
from dashboard.components.view import View


def draw(view: View, figure: Passport, build: Callable[..., Spec], *arguments: Any, alt: str) -> None:
    """Draws ``build(*arguments)``, and under it where it comes from. ``alt`` tells in words what the chart shows."""
    hand(partial(st.vega_lite_chart, spec=_spec(view, build, *arguments), width="stretch", alt=alt))
    passport(view, figure)


@made_once
def _spec(_view: View, build: Callable[..., Spec], *arguments: Any) -> Spec:
    """Building and checking a spec costs more than everything else on a page."""
    spec = build(*arguments)
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
