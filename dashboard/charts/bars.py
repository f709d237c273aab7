"""How many of each kind, as bars with the number beside them."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, finished, largest
from dashboard.language import Language
from dashboard.theme import ACCENT

_ROW, _BAR = 30, 14


def count_bars(frame: pl.DataFrame, language: Language, value_title: str) -> Spec:
    """Horizontal bars, in the order of the frame; every bar has its name above it and its number behind it.

    Args:
        frame: ``name``, ``value``.
        value_title: what is counted, for the tooltip.
    """
    top = max(largest(frame["value"]), 1) * 1.18
    data = frame.with_columns(pl.Series("label", [language.number(value) for value in frame["value"]], dtype=pl.String))
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=0, grid=False))
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=None)
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("value:Q", title=value_title, format=",.0f")]
    bars = alt.Chart(data).mark_bar(color=ACCENT, height=_BAR).encode(x=x, y=y, tooltip=tooltip)
    numbers = alt.Chart(data).mark_text(align="left", dx=6, color=INK).encode(x=x, y=y, text="label:N")
    return finished(alt.layer(bars, numbers), language, max(1, frame.height) * _ROW)
