"""Levels that reviewers gave, round by round: the mean, and from the lowest to the highest."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, finished
from dashboard.language import Language
from dashboard.theme import ACCENT

_HEIGHT, _LOWEST, _HIGHEST = 170, 1, 5


def level_ranges(frame: pl.DataFrame, language: Language) -> Spec:
    """A bar from the lowest to the highest level a round, with the mean in it, connected over the rounds.

    Args:
        frame: ``round``, ``level_mean``, ``level_lowest``, ``level_highest``, ``reviews``; rounds in order.
    """
    t = language.text
    labels = [language.number(level, 1) for level in frame["level_mean"]]
    data = frame.with_columns(pl.Series("label", labels, dtype=pl.String))
    x = alt.X("round:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False, labelOverlap=True))
    scale = alt.Scale(domain=[_LOWEST - 0.5, _HIGHEST + 0.5], nice=False)
    axis = alt.Axis(values=list(range(_LOWEST, _HIGHEST + 1)), format=".0f")
    y = alt.Y("level_mean:Q", title=None, scale=scale, axis=axis)
    tooltip = [
        alt.Tooltip("round:N", title=t("grafiek.ronde")),
        alt.Tooltip("level_mean:Q", title=t("grafiek.gemiddeld"), format=",.1f"),
        alt.Tooltip("level_lowest:Q", title=t("grafiek.laagste"), format=",.1f"),
        alt.Tooltip("level_highest:Q", title=t("grafiek.hoogste"), format=",.1f"),
        alt.Tooltip("reviews:Q", title=t("grafiek.reviews"), format=",.0f"),
    ]
    spread = alt.Chart(data).mark_rule(color=ACCENT, strokeWidth=11, opacity=0.25)
    mean = alt.Chart(data).mark_line(color=ACCENT, strokeWidth=2)
    points = alt.Chart(data).mark_point(color=ACCENT, filled=True, size=64, opacity=1)
    layers = [
        spread.encode(x=x, y=alt.Y("level_lowest:Q", scale=scale, title=None), y2="level_highest:Q"),
        mean.encode(x=x, y=y),
        points.encode(x=x, y=y, tooltip=tooltip),
    ]
    return finished(alt.layer(*layers, *_numbers(data, x, y)), language, _HEIGHT)


def _numbers(data: pl.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The mean of each round right of its point, on the side where the line to the next one does not run."""
    is_next_higher = pl.col("level_mean").shift(-1, fill_value=0) >= pl.col("level_mean")
    sides = ((data.filter(is_next_higher), 12), (data.filter(~is_next_higher), -11))
    return [
        alt.Chart(rows)
        .mark_text(align="left", dx=10, dy=dy, color=INK, fontWeight=600)
        .encode(x=x, y=y, text="label:N")
        for rows, dy in sides
        if rows.height
    ]
