"""Gains of two kinds of groups, and the difference between them with its interval: a row each, its name above it."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, finished, largest
from dashboard.language import Language
from dashboard.theme import ACCENT, QUIET

_ROW: Final = 62
_NAME, _MARK, _SECOND = -20, 6, 22  # where in a row its name, its mark and a second mark stand
_ROOM: Final = 0.2  # of the width, on either side for the numbers
_SIZE: Final = 80


def gain_pairs(frame: pl.DataFrame, language: Language, hybrid: str, comparison: str) -> Spec:
    """Two points a row, connected: filled for hybrid groups, open for the others, each with its number outside.

    Args:
        frame: ``row`` (its place), ``name``, ``hybrid``, ``comparison`` (gains in points, null where not shown),
            ``hybrid_label``, ``comparison_label``, ``said`` (instead of what is not shown).
        hybrid: what the filled points are called, for the tooltip; ``comparison`` likewise the open ones.
    """
    x = _x(frame, ["hybrid", "comparison"], ",.1f")
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("hybrid_label:N", title=hybrid),
        alt.Tooltip("comparison_label:N", title=comparison),
    ]
    both = frame.filter(pl.col("hybrid").is_not_null(), pl.col("comparison").is_not_null())
    link = alt.Chart(both).mark_rule(color=QUIET, strokeWidth=1.4, yOffset=_MARK)
    is_right = (pl.col("hybrid") >= pl.col("comparison")).fill_null(value=True)
    layers = [
        *_rows(frame),
        link.encode(x=x("comparison"), x2="hybrid:Q", y=_y(frame)),
        _points(frame, "comparison", x, QUIET, filled=False, tooltip=tooltip),
        _points(frame, "hybrid", x, ACCENT, filled=True, tooltip=tooltip),
        *_numbers(frame, "hybrid", x, is_right),
        *_numbers(frame, "comparison", x, ~is_right),
    ]
    return finished(alt.layer(*layers), language, _height(frame))


def difference_intervals(frame: pl.DataFrame, language: Language) -> Spec:
    """The difference of each row with its interval; under it, open, the same after correction.

    Args:
        frame: ``row``, ``name``, ``difference, low, high, label`` and ``corrected, corrected_low, corrected_high,
            corrected_label`` (null where not shown), ``said`` (instead of what is not shown).
    """
    t = language.text
    x = _x(frame, ["low", "high", "corrected_low", "corrected_high"], ",.1f")
    layers = [
        *_zero(frame, x),
        *_rows(frame),
        *_interval(frame, x, ("difference", "low", "high", "label"), _MARK, t("grafiek.verschil")),
        *_interval(
            frame,
            x,
            ("corrected", "corrected_low", "corrected_high", "corrected_label"),
            _SECOND,
            t("grafiek.verschil_gecorrigeerd"),
        ),
        _direction(t("grafiek.minder_groei"), frame, 0, "left"),
        _direction(t("grafiek.meer_groei"), frame, "width", "right"),
    ]
    return finished(alt.layer(*layers), language, _height(frame))


def _height(frame: pl.DataFrame) -> int:
    return max(1, frame.height) * _ROW


def _y(frame: pl.DataFrame) -> alt.Y:
    scale = alt.Scale(type="band", domain=frame["row"].to_list(), padding=0)
    return alt.Y("row:O", title=None, axis=None, scale=scale)


def _x(frame: pl.DataFrame, columns: list[str], shape: str) -> Any:
    """An x-encoding of any column, on one domain: all of these columns and 0, with room for the numbers beside."""
    values = pl.concat([frame[column].cast(pl.Float64) for column in columns]).drop_nulls()
    low, high = min(0.0, -largest(-values)), max(0.0, largest(values))
    room = ((high - low) or 1.0) * _ROOM
    scale = alt.Scale(domain=[low - room, high + room], nice=False)
    axis = alt.Axis(format=shape, tickCount=5, grid=True)
    return lambda column: alt.X(f"{column}:Q", title=None, scale=scale, axis=axis)


def _rows(frame: pl.DataFrame) -> list[alt.Chart]:
    """The name of each row, and what stands there instead of marks."""
    y = _y(frame)
    names: alt.Chart = (
        alt.Chart(frame)
        .mark_text(align="left", dy=_NAME, color=INK, fontWeight=600)
        .encode(x=alt.value(0), y=y, text="name:N")
    )
    said = frame.filter(pl.col("said").is_not_null())
    if said.is_empty():
        return [names]
    words: alt.Chart = (
        alt.Chart(said).mark_text(align="left", dy=_MARK, color=INK).encode(x=alt.value(0), y=y, text="said:N")
    )
    return [names, words]


def _zero(frame: pl.DataFrame, x: Any) -> list[alt.Chart]:
    """No difference, along the rows that have one: words stand in the others."""
    rows = frame.filter(pl.col("difference").is_not_null()).with_columns(zero=pl.lit(0.0))
    top = _y(frame)
    top.bandPosition = 0  # type: ignore[assignment]
    mark = alt.Chart(rows).mark_rule(color=QUIET, strokeWidth=1.2)
    return [mark.encode(x=x("zero"), y=top, y2=alt.Y2("row", bandPosition=1))] if rows.height else []


def _points(frame: pl.DataFrame, column: str, x: Any, colour: str, *, filled: bool, tooltip: Any) -> alt.Chart:
    shown = frame.filter(pl.col(column).is_not_null())
    mark = alt.Chart(shown).mark_point(filled=filled, color=colour, strokeWidth=2, size=_SIZE, opacity=1, yOffset=_MARK)
    drawn: alt.Chart = mark.encode(x=x(column), y=_y(frame), tooltip=tooltip)
    return drawn


def _numbers(frame: pl.DataFrame, column: str, x: Any, is_right: pl.Expr) -> list[alt.Chart]:
    """The numbers of the points of one column: right of those that lie right of the other, else left."""
    shown = frame.with_columns(is_right=is_right).filter(pl.col(column).is_not_null())
    sides = ((shown.filter("is_right"), "left", 9), (shown.filter(~pl.col("is_right")), "right", -9))
    return [
        alt.Chart(rows)
        .mark_text(align=align, dx=dx, dy=_MARK, color=INK)  # type: ignore[arg-type]
        .encode(x=x(column), y=_y(frame), text=f"{column}_label:N")
        for rows, align, dx in sides
        if rows.height
    ]


def _interval(frame: pl.DataFrame, x: Any, columns: tuple[str, ...], offset: int, title: str) -> list[alt.Chart]:
    """A line from limit to limit with the estimate on it, and its number behind; a second one of a row is open."""
    estimate, low, high, label = columns
    rows = frame.filter(pl.col(estimate).is_not_null())
    if rows.is_empty():
        return []
    y, is_second = _y(frame), offset == _SECOND
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip(f"{label}_long:N", title=title)]
    rule = alt.Chart(rows).mark_rule(color=ACCENT, strokeWidth=1.4 if is_second else 2.4, yOffset=offset)
    point = alt.Chart(rows).mark_point(
        filled=not is_second, color=ACCENT, strokeWidth=2, size=_SIZE * 0.7, opacity=1, yOffset=offset
    )
    return [
        rule.encode(x=x(low), x2=f"{high}:Q", y=y),
        point.encode(x=x(estimate), y=y, tooltip=tooltip),
        *_beside(rows, (low, high), (x, y), label, offset),
    ]


def _beside(
    rows: pl.DataFrame, limits: tuple[str, str], axes: tuple[Any, alt.Y], label: str, offset: int
) -> list[alt.Chart]:
    """The number of each interval on the side that points away from 0, so that it never stands on its line."""
    (low, high), (x, y) = limits, axes
    is_left = pl.col(high) <= 0
    sides = ((rows.filter(~is_left), high, "left", 7), (rows.filter(is_left), low, "right", -7))
    size = 11.5 if offset == _SECOND else 12.5
    return [
        alt.Chart(own)
        .mark_text(align=align, dx=dx, dy=offset, color=INK, fontSize=size)  # type: ignore[arg-type]
        .encode(x=x(limit), y=y, text=f"{label}:N")
        for own, limit, align, dx in sides
        if own.height
    ]


def _direction(words: str, frame: pl.DataFrame, x: Any, align: Any) -> alt.Chart:
    """What lies to either side of 0, under the axis."""
    mark = alt.Chart(pl.DataFrame({"said": [words]})).mark_text(align=align, color=INK, fontSize=12)
    drawn: alt.Chart = mark.encode(x=alt.value(x), y=alt.value(_height(frame) + 36), text="said:N")
    return drawn
