"""Decisions on a time axis: a dashed rule, and above it in a circle the number of the phase that it led to."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import altair as alt
import polars as pl

from dashboard.charts.look import INK
from dashboard.theme import QUIET

EVENTS_SCHEMA: Final = {"date": pl.Date, "mark": pl.String, "phase": pl.String, "said": pl.String}
_ROOM = 0.075  # of the time shown, between two circles in one row: on a phone that is as wide as one
_CIRCLE, _CLOSE = 250, 11


def none_decided() -> pl.DataFrame:
    """A frame of events without any."""
    return pl.DataFrame(schema=EVENTS_SCHEMA)


def within(events: pl.DataFrame, first: dt.date, last: dt.date) -> pl.DataFrame:
    """The events between two days, each with its ``row``: 0, or the first in which no circle is too near."""
    shown = events.filter(pl.col("date").is_between(first, last)).sort("date")
    least = (last - first).days * _ROOM
    ends: list[dt.date] = []  # of each row the last circle
    rows = []
    for date in shown["date"]:
        row = next((i for i, end in enumerate(ends) if (date - end).days >= least), len(ends))
        ends[row : row + 1] = [date]
        rows.append(row)
    return shown.with_columns(pl.Series("row", rows, dtype=pl.Int64))


def event_rules(events: pl.DataFrame, x: alt.X) -> alt.Chart:
    """A rule through the chart at each event."""
    chart: alt.Chart = alt.Chart(events).mark_rule(color=QUIET, strokeDash=[2, 3], strokeWidth=1).encode(x=x)
    return chart


def event_circles(events: pl.DataFrame, x: alt.X, y: Any, title: str) -> list[alt.Chart]:
    """The circles with their numbers; the tooltip says what was decided.

    Args:
        events: with ``mark``, ``phase`` and ``said``.
        title: what an event is, for the tooltip.
    """
    edges = events.with_columns(edge=pl.format("var(--gg-phase-{})", pl.col("phase")))
    tooltip: Any = [alt.Tooltip("said:N", title=title)]
    stroke = alt.Stroke("edge:N", scale=None)
    # The chart is drawn as SVG, so that it takes the colours of the theme that the reader has.
    circles = alt.Chart(edges).mark_point(size=_CIRCLE, fill="var(--gg-page)", opacity=1, strokeWidth=2)
    numbers = alt.Chart(edges).mark_text(color=INK, fontSize=_CLOSE, fontWeight=600, dy=0.5)
    return [
        circles.encode(x=x, y=y, stroke=stroke, tooltip=tooltip),
        numbers.encode(x=x, y=y, text="mark:N", tooltip=tooltip),
    ]
