"""Why placements ended: for each reason the share that did, stacked, with its name at its end."""

from __future__ import annotations

import textwrap
from typing import Final

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, apart, finished, largest
from dashboard.language import Language
from dashboard.theme import QUIET, SERIES

_HEIGHT, _YEAR = 240, 365
_RIGHT = 0.4  # of the width, for the names
_LETTERS, _LINE = 17, 14  # of a name on one line, and the height of a line
_STEPS: Final = {0.1: 0.05, 0.2: 0.1, 0.3: 0.1, 0.5: 0.25, 0.75: 0.25, 1.0: 0.25}  # by the end of the axis
_REASONS: Final = SERIES[:4]
REST: Final = -1
"""The position of a reason that is none of its own: grey."""


def highest_share(incidence: pl.DataFrame) -> float:
    """The end of an axis on which all reasons of any stratum fit: ``stratum, days, cumulative_incidence``."""
    together = incidence.group_by("stratum", "days").agg(pl.col("cumulative_incidence").sum())
    found = largest(together["cumulative_incidence"])
    return next((top for top in _STEPS if found <= top), 1.0)


def exit_areas(incidence: pl.DataFrame, end: int, until: int, top: float, language: Language) -> Spec:
    """Areas that grow in steps on the days of exits; together they are what is lacking from the survival curve.

    Args:
        incidence: of one stratum ``position, name, days, cumulative_incidence``, each reason on every day; by position
            they are stacked and coloured, the first below, `REST` on top.
        end: the last day of the areas.
        until: the last day of the axis.
        top: the highest share of the axis (`highest_share`).
        language: of labels and tooltips.
    """
    data = _stacked(incidence, end)
    x, y = _x(until), _y("low", top)
    colour = _colour(data)
    areas = (
        alt.Chart(data).mark_area(interpolate="step-after", opacity=0.55).encode(x=x, y=y, y2="high:Q", color=colour)
    )
    edges = alt.Chart(data).mark_line(interpolate="step-after", strokeWidth=1.4)
    points = alt.Chart(data).mark_point(size=80, opacity=0, filled=True)
    layers = [
        areas.encode(detail="name:N"),
        edges.encode(x=x, y=_y("high", top), color=colour, detail="name:N"),
        points.encode(x=x, y=_y("high", top), tooltip=_tooltip(language)),
        *_names(data, x, top, language),
        _axis_title(x, language),
    ]
    return finished(alt.layer(*layers), language, _HEIGHT)


def _stacked(incidence: pl.DataFrame, end: int) -> pl.DataFrame:
    """Up to ``end``, closed there; ``low`` and ``high`` of each reason on each day."""
    inside = incidence.filter(pl.col("days") <= end).sort("name", "days")
    closing = inside.group_by("name", maintain_order=True).last().with_columns(days=pl.lit(end, pl.Int64))
    rows = pl.concat([inside.with_columns(pl.col("days").cast(pl.Int64)), closing.select(inside.columns)])
    order = pl.when(pl.col("position") == REST).then(len(SERIES)).otherwise(pl.col("position"))
    high = pl.col("cumulative_incidence").cum_sum().over("days", order_by="order")
    return (
        rows.unique(["name", "days"], keep="first", maintain_order=True)
        .with_columns(order=order, years=pl.col("days") / _YEAR)
        .with_columns(high=high)
        .with_columns(low=pl.col("high") - pl.col("cumulative_incidence"))
        .sort("order", "days")
    )


def _x(until: int) -> alt.X:
    years = until / _YEAR
    axis = alt.Axis(values=list(range(int(years) + 1)), format="~g", domain=False)
    return alt.X("years:Q", title=None, scale=alt.Scale(domain=[0, years / (1 - _RIGHT)], nice=False), axis=axis)


def _y(field: str, top: float) -> alt.Y:
    step = _STEPS[top]
    axis = alt.Axis(format=".0%", values=[round(i * step, 2) for i in range(round(top / step) + 1)])
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=axis)


def _colour(data: pl.DataFrame) -> alt.Color:
    found = data.select("name", "position").unique(maintain_order=True)
    colours = [QUIET if p == REST else _REASONS[p % len(_REASONS)] for p in found["position"]]
    scale = alt.Scale(domain=found["name"].to_list(), range=colours)
    return alt.Color("name:N", scale=scale, legend=None)


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("days:Q", title=language.text("grafiek.dagen"), format=",.0f"),
        alt.Tooltip("cumulative_incidence:Q", title=language.text("grafiek.geeindigd"), format=".1%"),
    ]


def _names(data: pl.DataFrame, x: alt.X, top: float, language: Language) -> list[alt.Chart]:
    """Right of each area its name and its share, as high as its middle or as near as names leave room."""
    last = pl.col("days") == pl.col("days").max()
    ends = data.filter(last, pl.col("cumulative_incidence") > 0).sort("order")
    said = [
        textwrap.wrap(f"{name} {language.percent(share)}", _LETTERS)
        for name, share in ends.select("name", "cumulative_incidence").iter_rows()
    ]
    lines = max((len(parts) for parts in said), default=1)
    room = (lines * _LINE + 3) / _HEIGHT * top
    # none hangs over the axis: the lowest stands at least half its own height above it
    middles = [max((low + high) / 2, room / 2) for low, high in ends.select("low", "high").iter_rows()]
    placed = ends.with_columns(
        pl.Series("label_height", apart(middles, room), dtype=pl.Float64),
        pl.Series("label", ["\n".join(parts) for parts in said], dtype=pl.String),
    )
    mark = alt.Chart(placed).mark_text(
        align="left", baseline="middle", dx=8, fontWeight=600, color=INK, lineBreak="\n", lineHeight=_LINE
    )
    swatch = alt.Chart(placed).mark_point(shape="square", filled=True, size=42, opacity=1)
    height = _y("label_height", top)
    return [swatch.encode(x=x, y=height, color=_colour(data)), mark.encode(x=x, y=height, text="label:N")]


def _axis_title(x: alt.X, language: Language) -> alt.Chart:
    rows = pl.DataFrame({"years": [0.0], "text": [language.text("grafiek.jaren_na_begin")]})
    mark = alt.Chart(rows).mark_text(align="left", color=INK, fontSize=12)
    title: alt.Chart = mark.encode(x=x, y=alt.value(_HEIGHT + 34), text="text:N")
    return title
