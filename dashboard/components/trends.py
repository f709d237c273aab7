"""How an indicator went over the years, as a small chart."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.trend import indicator_trend
from dashboard.components.descriptions import trend_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.events import events_in_words
from dashboard.components.indicators import indicator_facts
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, span
from dashboard.components.passport import Passport, passport
from dashboard.components.quantities import Unit
from dashboard.components.view import View
from dashboard.theme import ACCENT

Row = dict[str, Any]


@made_once
def draw_trend(view: View, series: pl.DataFrame, indicator: Row, events: pl.DataFrame) -> None:
    """Draws the values of an indicator, and what was decided meanwhile; says so where there are too few to draw.

    Under it where they come from.
    """
    shown, name = trend(view, series, indicator), indicator[f"label_{view.language.code}"]
    figure = indicator_figure(view, indicator, series, shown)
    if has_trend(shown):
        alt = trend_description(view, shown, name) + events_in_words(view, events)
        draw(view, figure, indicator_trend, shown, view.language, name, events, alt=alt)
    else:
        view.html(element("p", view.language.text("indicatoren.geen_verloop"), cls="gg-note"))
        passport(view, figure)


def indicator_figure(view: View, indicator: Row, series: pl.DataFrame, shown: pl.DataFrame) -> Passport:
    """Where the values of an indicator come from: its definition, and the data that its query reads.

    Its rows are the years that are drawn, with what is divided by what and the verdict; null where these are withheld.
    """
    columns = {"year": "filter.jaar", "value": "kolom.waarde", "path": "indicatoren.sleutel.pad"}
    columns |= {"numerator": "herkomst.teller", "denominator": "herkomst.noemer", "stand": "kern.stand"}
    own = series.filter(pl.col("indicator_id") == indicator["indicator_id"])
    verdicts = [view.labels.of("indicator_status", status) if status else None for status in own["status"]]
    stand = pl.Series("stand", verdicts, dtype=pl.String)
    return Passport(
        indicator["indicator_id"],
        indicator[f"label_{view.language.code}"],
        indicator[f"definition_{view.language.code}"],
        ("indicator_series",),
        told(view, shown.with_columns(own["numerator"], own["denominator"], stand), **columns),
        indicator_facts(view, indicator),
        (f"indicator.{indicator['indicator']}",),
    )


def trend(view: View, series: pl.DataFrame, indicator: Row) -> pl.DataFrame:
    """``year, value, label, path, path_label, is_break, is_under_way`` of one indicator, as `indicator_trend` draws."""
    unit = Unit(view, indicator["unit"])
    own = series.filter(pl.col("indicator_id") == indicator["indicator_id"])
    return own.select(
        pl.col("period").cast(pl.String).alias("year"),
        "value",
        pl.Series("label", [_written(unit, value) for value in own["value"]], dtype=pl.String),
        "path",
        pl.Series("path_label", [_written(unit, value) for value in own["path"]], dtype=pl.String),
        "is_break",
        "is_under_way",
    )


def trend_keys(view: View, indicators: list[Row]) -> Markup:
    """What the lines and points of the charts are; the path only where there is a target."""
    t = view.language.text
    path = span("gg-key", element("span", "", cls="gg-dashes", aria_hidden="true"), t("indicatoren.sleutel.pad"))
    dot = element("span", "", cls="gg-open-point", style=f"border-color:{ACCENT}", aria_hidden="true")
    shown = [span("gg-key", dot, t("indicatoren.sleutel.open"))]
    if any(indicator["target"] is not None for indicator in indicators):
        shown.insert(0, path)
    return div("gg-keys", *shown)


def has_trend(shown: pl.DataFrame) -> bool:
    """Whether there are two values to compare."""
    return shown["value"].count() > 1


def _written(unit: Unit, value: float | None) -> str | None:
    return None if value is None else unit.short(value)
