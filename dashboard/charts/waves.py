"""The mean of a scale over its waves, a line a context, with under each wave how many answered."""

from __future__ import annotations

import json
from typing import Final

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, apart, finished
from dashboard.language import Language
from dashboard.theme import SERIES

_HEIGHT, _AXIS, _LINE = 120, 36, 15
_LEFT, _RIGHT = 0.18, 0.34  # of the width, beside the first wave and beside the last
_LABEL_SPACE: Final = 0.13  # of the axis, between two labels
_FEW: Final = 4  # up to this many waves, how many answered stands under each; else under the first and the last


def scale_waves(frame: pl.DataFrame, language: Language, lowest: float, highest: float) -> Spec:
    """Lines over the waves on the whole scale, their names and latest means at their ends.

    Args:
        frame: ``place`` (of the wave, from 0), ``wave`` (its name), ``context`` (its name), ``position`` (its colour),
            ``series`` (what a line connects), ``mean`` (null where there is none), ``label``, ``counted`` (how many
            answered, or what is said instead).
        lowest: the lowest possible score; ``highest`` likewise.
    """
    x, y = _x(frame), _y("mean", lowest, highest)
    colour = _colour(frame)
    known = frame.filter(pl.col("mean").is_not_null())
    tooltip = [
        alt.Tooltip("context:N", title=" "),
        alt.Tooltip("wave:N", title=language.text("grafiek.meting")),
        alt.Tooltip("label:N", title=language.text("grafiek.gemiddeld")),
        alt.Tooltip("counted:N", title=language.text("grafiek.antwoorden")),
    ]
    lines = alt.Chart(known).mark_line(strokeWidth=2.2).encode(x=x, y=y, color=colour, detail="series:N")
    points = alt.Chart(known).mark_point(filled=True, size=64, opacity=1)
    layers = [
        lines,
        points.encode(x=x, y=y, color=colour, tooltip=tooltip),
        *_ends(known, x, lowest, highest),
        *_counts(frame, x),
    ]
    return finished(alt.layer(*layers), language, _HEIGHT)


def _x(frame: pl.DataFrame) -> alt.X:
    names = dict(frame.select("place", "wave").iter_rows())
    span = max(1, len(names) - 1)
    width = span / (1 - _LEFT - _RIGHT)
    scale = alt.Scale(domain=[-_LEFT * width, span + _RIGHT * width], nice=False)
    said = [names[place] for place in sorted(names)]
    axis = alt.Axis(
        values=sorted(names),
        labelExpr=f"{json.dumps(said, ensure_ascii=False)}[datum.value]",
        labelOverlap=True,
        ticks=False,
    )
    return alt.X("place:Q", title=None, scale=scale, axis=axis)


def _y(column: str, lowest: float, highest: float) -> alt.Y:
    axis = alt.Axis(values=[lowest, (lowest + highest) / 2, highest], format="~g")
    return alt.Y(f"{column}:Q", title=None, scale=alt.Scale(domain=[lowest, highest], nice=False), axis=axis)


def _colour(frame: pl.DataFrame) -> alt.Color:
    positions = frame["position"].unique().sort().to_list()
    scale = alt.Scale(domain=positions, range=[SERIES[p % len(SERIES)] for p in positions])
    return alt.Color("position:O", scale=scale, legend=None)


def _ends(known: pl.DataFrame, x: alt.X, lowest: float, highest: float) -> list[alt.Chart]:
    """Left of each line its first mean, right of it its name and its last mean."""
    drawn = []
    for which, align, dx in (("last", "left", 9), ("first", "right", -9)):
        place = pl.col("place").max() if which == "last" else pl.col("place").min()
        ends = known.filter(pl.col("place") == place.over("context")).sort("position")
        if which == "first":
            ends = ends.filter(pl.col("place") < known["place"].max())
        if ends.is_empty():
            continue
        heights = apart(ends["mean"].to_list(), (highest - lowest) * _LABEL_SPACE)
        said = [f"{c} {m}" if which == "last" else m for c, m in ends.select("context", "label").iter_rows()]
        placed = ends.with_columns(
            pl.Series("height", heights, dtype=pl.Float64), pl.Series("said", said, dtype=pl.String)
        )
        mark = alt.Chart(placed).mark_text(align=align, dx=dx, color=INK, fontWeight=600)  # type: ignore[arg-type]
        drawn.append(mark.encode(x=x, y=_y("height", lowest, highest), text="said:N"))
    return drawn


def _counts(frame: pl.DataFrame, x: alt.X) -> list[alt.Chart]:
    """Under the axis, a line a context: how many answered in each wave."""
    places = frame["place"].unique().sort().to_list()
    shown = places if len(places) <= _FEW else [places[0], places[-1]]
    contexts = frame.select("position", "context").unique().sort("position")["context"].to_list()
    drawn = []
    for line, context in enumerate(contexts):
        rows = frame.filter(pl.col("context") == context, pl.col("place").is_in(shown))
        mark = alt.Chart(rows).mark_text(color=INK, fontSize=12)
        drawn.append(mark.encode(x=x, y=alt.value(_HEIGHT + _AXIS + line * _LINE), text="counted:N"))
    return drawn
