"""Retention as it is published: points on fixed days with their intervals, and nothing drawn between them."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, finished, telling
from dashboard.charts.survival import Stratum, survival_tooltip
from dashboard.language import Language
from dashboard.theme import SERIES

_HEIGHT, _AXIS, _LINE, _YEAR = 240, 46, 16, 365
_ASIDE = 9  # days between the points of strata on the same day


def published_points(curve: pl.DataFrame, strata: list[Stratum], until: int, language: Language) -> Spec:
    """Points with their intervals, with under the axis how many placements were followed on each of those days.

    A dotted line leads the eye from one point to the next; how the curve runs there is not published.

    Args:
        curve: ``stratum, days, survival, ci_low, ci_high, at_risk``, only what is published.
        strata: what to draw, each with a colour.
        until: the last day of the axis.
        language: of labels, numbers and tooltips.
    """
    names = pl.DataFrame({"stratum": [s.stratum for s in strata], "name": [s.name for s in strata]})
    order = pl.DataFrame({"stratum": [s.stratum for s in strata], "turn": list(range(len(strata)))})
    aside = (pl.col("turn") - (len(strata) - 1) / 2) * _ASIDE
    data = (
        curve.join(names, on="stratum")
        .join(order, on="stratum")
        .sort("turn", "days")
        .with_columns(years=(pl.when(pl.col("days") == 0).then(0).otherwise(pl.col("days") + aside)) / _YEAR)
    )
    x, y, colour = _x(until), _y("survival"), _colour(strata)
    lead = alt.Chart(data).mark_line(strokeWidth=1, strokeDash=[2, 4]).encode(x=x, y=y, color=colour)
    known = data.filter(pl.col("ci_low").is_not_null())
    spans = alt.Chart(known).mark_rule(strokeWidth=2).encode(x=x, y=_y("ci_low"), y2="ci_high:Q", color=colour)
    tooltip = survival_tooltip(language, language.text("grafiek.gevolgd_rond"), 0)
    points = [
        alt.Chart(rows).mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=colour, tooltip=own)
        for rows, own in telling(data, tooltip)
    ]
    layers = [lead, spans, *points]
    layers.append(_shares(data, x, language) if len(strata) == 1 else _names(data, x))
    return finished(alt.layer(*layers, *_numbers(data, strata, x, language)), language, _HEIGHT)


def _x(until: int) -> alt.X:
    years = until / _YEAR
    values = list(range(int(years) + 1))
    axis = alt.Axis(values=values, format="~g")
    return alt.X("years:Q", title=None, scale=alt.Scale(domain=[0, years * 1.05], nice=False), axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(domain=[0, 1], nice=False)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]))


def _colour(strata: list[Stratum]) -> alt.Color:
    colours = [s.colour if s.position is not None else SERIES[-1] for s in strata]
    scale = alt.Scale(domain=[s.stratum for s in strata], range=colours)
    return alt.Color("stratum:N", scale=scale, legend=None)


def _shares(data: pl.DataFrame, x: alt.X, language: Language) -> alt.Chart:
    """The share under the interval of each point."""
    later = data.filter(pl.col("days") > 0)
    said = later.with_columns(
        pl.Series("share", [language.percent(s) for s in later["survival"]], dtype=pl.String),
        foot=pl.coalesce("ci_low", "survival"),
    )
    mark = alt.Chart(said).mark_text(dy=14, color=INK, fontWeight=600, fontSize=12)
    written: alt.Chart = mark.encode(x=x, y=_y("foot"), text="share:N")
    return written


def _names(data: pl.DataFrame, x: alt.X) -> alt.Chart:
    """The name of each stratum above its last point."""
    ends = data.group_by("stratum", maintain_order=True).last().with_columns(head=pl.coalesce("ci_high", "survival"))
    mark = alt.Chart(ends).mark_text(dy=-10, color=INK, fontWeight=600)
    written: alt.Chart = mark.encode(x=x, y=_y("head"), text="name:N")
    return written


def _numbers(data: pl.DataFrame, strata: list[Stratum], x: alt.X, language: Language) -> list[alt.Chart]:
    """Under the axis: what the axis is, then of each stratum how many were followed on its own days."""
    title = pl.DataFrame({"years": [0.0], "text": [language.text("grafiek.jaren_na_begin")]})
    layers = [_text(title, x, _HEIGHT + 34, align="left")]
    for row, stratum in enumerate(strata):
        top = _HEIGHT + _AXIS + 14 + row * 2 * _LINE
        start = pl.DataFrame({"years": [0.0], "text": [language.text("grafiek.rond_gevolgd", naam=stratum.name)]})
        mark = alt.Chart(start).mark_point(
            shape="square", filled=True, size=80, color=stratum.colour, opacity=1, xOffset=5
        )
        layers.append(mark.encode(x=x, y=alt.value(top)))
        layers.append(_text(start, x, top, align="left", indent=14, bold=True))
        own = data.filter(pl.col("stratum") == stratum.stratum)
        written = own.select(
            years=pl.col("days") / _YEAR, text=pl.col("at_risk").map_elements(language.number, return_dtype=pl.String)
        )
        layers.append(_text(written.filter(pl.col("years") == 0), x, top + _LINE, align="left"))
        layers.append(_text(written.filter(pl.col("years") > 0), x, top + _LINE))
    return layers


def _text(
    rows: pl.DataFrame, x: alt.X, y: float, align: str = "center", indent: int = 0, bold: bool = False
) -> alt.Chart:
    weight = 600 if bold else 400
    mark = alt.Chart(rows).mark_text(align=align, dx=indent, fontWeight=weight, color=INK, fontSize=12)  # type: ignore[arg-type]
    written: alt.Chart = mark.encode(x=x, y=alt.value(y), text="text:N")
    return written
