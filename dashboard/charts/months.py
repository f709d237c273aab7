"""Counts by month: a line a series with its name at its end, or two kinds of rows as bars."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboard.charts.events import event_circles, event_rules, none_decided, within
from dashboard.charts.look import INK, Spec, apart, finished, largest
from dashboard.language import Language
from dashboard.theme import ACCENT, ALERT, SERIES

_HEIGHT = 240
_FEW = 5
_MONTHS_UP_TO_DAYS = 730
_EVENT_SPACE = 0.1  # of the highest value, for a row of circles above it
_LABEL_SPACE = 0.075  # of the axis, between two labels


def month_lines(
    frame: pl.DataFrame, language: Language, value_title: str, digits: int = 0, events: pl.DataFrame | None = None
) -> Spec:
    """Lines over time.

    Args:
        frame: ``month`` (the day counted on), ``series`` (its name), ``position`` (its colour), ``value``.
        value_title: what is counted, for the tooltip.
        digits: decimals shown.
        events: ``date, mark, phase, said``: what was decided meanwhile, in circles above the lines.
    """
    decided = within(none_decided() if events is None else events, frame["month"].min(), frame["month"].max())  # type: ignore[arg-type]
    highest = max(largest(frame["value"]), 3)
    top = highest * (1.12 + _EVENT_SPACE * (largest(decided["row"]) + 1 if decided.height else 0))
    x = alt.X("month:T", title=None, axis=_time_axis(frame))
    ticks = alt.Axis(format=f",.{digits}f" if top < _FEW else ",.0f", tickCount=5, tickMinStep=10**-digits)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=ticks)
    colour = alt.Color("position:O", scale=_colours(frame), legend=None)
    shape = f",.{digits}f"
    tooltip = [
        alt.Tooltip("series:N", title=" "),
        alt.Tooltip("month:T", title=language.text("grafiek.peildag"), format=_day_format(language)),
        alt.Tooltip("value:Q", title=value_title, format=shape),
    ]
    lines = alt.Chart(frame).mark_line(strokeWidth=2.2).encode(x=x, y=y, color=colour)
    points = alt.Chart(frame).mark_point(size=90, opacity=0, filled=True).encode(x=x, y=y, tooltip=tooltip)
    ends = _ends(frame, top, language, digits)
    dots = alt.Chart(ends).mark_point(filled=True, size=42, opacity=1).encode(x=x, y=y, color=colour)
    label_y = alt.Y("label_height:Q", scale=alt.Scale(domain=[0, top], nice=False))
    names = alt.Chart(ends).mark_text(align="left", dx=9, fontWeight=600, color=INK)
    drawn = [lines, dots, points, names.encode(x=x, y=label_y, text="label:N")]
    return finished(alt.layer(*drawn, *_decisions(decided, top, language)), language, _HEIGHT)


def _decisions(events: pl.DataFrame, top: float, language: Language) -> list[alt.Chart]:
    """Circles in rows from the top of the chart down, each above its rule."""
    if events.is_empty():
        return []
    placed = events.with_columns(height=top * (1 - _EVENT_SPACE * (0.5 + pl.col("row"))))
    x = alt.X("date:T")
    y = alt.Y("height:Q", scale=alt.Scale(domain=[0, top], nice=False))
    return [event_rules(placed, x), *event_circles(placed, x, y, language.text("grafiek.besluit"))]


def month_bars(frame: pl.DataFrame, language: Language, accepted: str, rejected: str) -> Spec:
    """Accepted and rejected rows a month, stacked.

    Args:
        frame: ``month``, ``accepted``, ``rejected``.
        accepted: what the lower part is called, for the tooltip; ``rejected`` likewise.
    """
    long = frame.unpivot(index="month", on=["accepted", "rejected"], variable_name="kind", value_name="value")
    names = pl.DataFrame({"kind": ["accepted", "rejected"], "name": [accepted, rejected], "position": [1, 2]})
    data = long.join(names, on="kind")
    x = alt.X("yearmonth(month):T", title=None, axis=_time_axis(frame))
    bars = (
        alt.Chart(data)
        .mark_bar(width={"band": 0.8}, minBandSize=3)
        .encode(
            x=x,
            y=alt.Y("value:Q", title=None, axis=alt.Axis(format=",.0f", tickCount=4)),
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=["accepted", "rejected"], range=[ACCENT, ALERT]), legend=None
            ),
            order=alt.Order("position:O"),
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("yearmonth(month):T", title=language.text("grafiek.maand"), format="%B %Y"),
                alt.Tooltip("value:Q", title=language.text("grafiek.rijen"), format=",.0f"),
            ],
        )
    )
    with_rejected = frame.filter(pl.col("rejected") > 0).with_columns(
        total=pl.col("accepted") + pl.col("rejected"),
        label=pl.col("rejected").map_elements(language.number, return_dtype=pl.String),
    )
    middle = alt.X("yearmonth(month):T", title=None, axis=_time_axis(frame), bandPosition=0.5)
    numbers = alt.Chart(with_rejected).mark_text(dy=-9, color=INK, fontWeight=600)
    return finished(alt.layer(bars, numbers.encode(x=middle, y="total:Q", text="label:N")), language, 180)


def _ends(frame: pl.DataFrame, top: float, language: Language, digits: int) -> pl.DataFrame:
    last = frame.filter(pl.col("month") == pl.col("month").max()).sort("position")
    heights = apart([float(value) for value in last["value"]], top * _LABEL_SPACE)
    label = [f"{row['series']} {language.number(row['value'], digits)}" for row in last.iter_rows(named=True)]
    return last.with_columns(pl.Series("label_height", heights), pl.Series("label", label, dtype=pl.String))


def _time_axis(frame: pl.DataFrame) -> alt.Axis:
    """Years; of a short time months."""
    months = frame["month"].sort()
    if (months[-1] - months[0]).days > _MONTHS_UP_TO_DAYS:
        return alt.Axis(format="%Y", tickCount="year")
    return alt.Axis(format="%b %Y", tickCount=alt.TimeIntervalStep(interval="month", step=3), labelOverlap=True)


def _colours(frame: pl.DataFrame) -> alt.Scale:
    positions = frame["position"].unique().sort().to_list()
    return alt.Scale(domain=positions, range=[SERIES[p % len(SERIES)] for p in positions])


def _day_format(language: Language) -> str:
    return str(language.vega_locale()["time"]["date"])
