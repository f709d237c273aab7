"""A value over the years, with the path to its target: small, its numbers written at the points."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.events import event_circles, none_decided
from dashboard.charts.look import INK, Spec, finished, largest, telling
from dashboard.language import Language
from dashboard.theme import ACCENT, QUIET

_HEIGHT, _ROOM = 92, 1.35  # room above the highest point for its number
_STRIP = 22  # above everything else, for decisions
_FEW, _SHORT = 7, 8  # up to this many years, and letters, every point has its number


def indicator_trend(
    frame: pl.DataFrame, language: Language, value_title: str, events: pl.DataFrame | None = None
) -> Spec:
    """A line that breaks where the definition changes; an open point is a year that is not over.

    Args:
        frame: ``year``, ``value`` (null where there is nothing to show), ``label``, ``path``, ``path_label``,
            ``is_break``, ``is_under_way``; years in order.
        value_title: what is measured, for the tooltip.
        events: ``date, mark, phase, said``: what was decided meanwhile; above each year the last decision in it.
    """
    decided = _by_year(frame, none_decided() if events is None else events)
    strip = _STRIP if decided.height else 0
    data = frame.with_columns(
        segment=pl.col("is_break").cum_sum(),
        shown=pl.Series("shown", _labels(frame), dtype=pl.String),
    )
    known = data.filter(pl.col("value").is_not_null())
    x = alt.X("year:N", sort=None, title=None, scale=alt.Scale(domain=frame["year"].to_list()), axis=_axis(frame))
    scale = alt.Scale(domain=_domain(frame), nice=False, range=[_HEIGHT + strip, strip])
    y = alt.Y("value:Q", title=None, axis=None, scale=scale)
    fill: Any = alt.condition("datum.is_under_way", alt.value("transparent"), alt.value(ACCENT))
    tooltip = [alt.Tooltip("year:N", title=" "), alt.Tooltip("label:N", title=value_title)]
    tooltip.append(alt.Tooltip("path_label:N", title=language.text("grafiek.pad")))
    layers = [
        alt.Chart(data)
        .mark_line(color=QUIET, strokeDash=[4, 4], strokeWidth=1.4)
        .encode(x=x, y=alt.Y("path:Q", title=None, axis=None)),
        alt.Chart(data).mark_line(color=ACCENT, strokeWidth=2).encode(x=x, y=y, detail="segment:N"),
        *(
            alt.Chart(rows).mark_point(stroke=ACCENT, size=46, opacity=1).encode(x=x, y=y, fill=fill, tooltip=own)
            for rows, own in telling(known, tooltip)
        ),
        alt.Chart(known.filter(pl.col("shown").is_not_null()))
        .mark_text(dy=-13, color=INK, fontWeight=600, fontSize=12)
        .encode(x=x, y=y, text="shown:N"),
        *_breaks(data, language, strip),
        *(event_circles(decided, x, alt.value(_STRIP / 2), language.text("grafiek.besluit")) if strip else []),
    ]
    return finished(alt.layer(*layers), language, _HEIGHT + strip)


def _by_year(frame: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """One event a year that the chart has: the mark of its last, and what all of them were."""
    dated = events.sort("date").with_columns(year=pl.col("date").dt.year().cast(pl.String))
    shown = dated.filter(pl.col("year").is_in(frame["year"].to_list()))
    return shown.group_by("year", maintain_order=True).agg(
        pl.col("mark").last(), pl.col("phase").last(), pl.col("said").str.join("; ")
    )


def _axis(frame: pl.DataFrame) -> alt.Axis:
    every = frame["year"].to_list()
    return alt.Axis(labelAngle=0, ticks=False, labelOverlap=True, values=every)


def _domain(frame: pl.DataFrame) -> list[float]:
    """From zero, or from the lowest when that is below, to above the highest."""
    both = pl.concat([frame["value"], frame["path"]]).drop_nulls()
    top, bottom = max(0.0, largest(both)), min(0.0, -largest(-both))
    return [bottom * _ROOM, top * _ROOM or 1.0]


def _labels(frame: pl.DataFrame) -> list[str | None]:
    """The number at each point; of many or long ones only at the first and the last."""
    known = [i for i, value in enumerate(frame["value"]) if value is not None]
    labels = frame["label"].to_list()
    if len(known) <= _FEW and all(len(labels[i]) <= _SHORT for i in known):
        return labels
    ends = {known[0], known[-1]} if known else set()
    return [label if i in ends else None for i, label in enumerate(labels)]


def _breaks(data: pl.DataFrame, language: Language, strip: int) -> list[alt.Chart]:
    """Where another definition begins: a rule before its first year, and what it is."""
    at = data.filter(pl.col("is_break")).with_columns(said=pl.lit(language.text("grafiek.nieuwe_definitie")))
    if at.is_empty():
        return []
    before = alt.X("year:N", sort=None, title=None, bandPosition=0)
    rule: alt.Chart = alt.Chart(at).mark_rule(color=QUIET, strokeWidth=1.4).encode(x=before)
    text: alt.Chart = (
        alt.Chart(at)
        .mark_text(align="left", dx=4, color=INK, fontSize=11)
        .encode(x=before, y=alt.value(strip + 4), text="said:N")
    )
    return [rule, text]
