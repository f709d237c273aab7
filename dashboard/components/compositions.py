"""Frames of active placements as the charts want them, with names in the reader's language."""

from __future__ import annotations

import polars as pl

from dashboard.charts.bars import count_bars
from dashboard.charts.months import month_lines
from dashboard.components.counted import missing_fact, number_fact
from dashboard.components.descriptions import bars_description, months_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.events import decision_events, event_key, events_in_words
from dashboard.components.frame import subsection
from dashboard.components.made_once import made_once
from dashboard.components.passport import Fact, Passport
from dashboard.components.view import View, chosen
from dashboard.labels import UNKNOWN

ATTRIBUTES = ("function", "contract_school", "size_class", "school_sector")

_COLUMNS = {"placements": "cijfer.plaatsingen", "fte_school": "cijfer.fte"}


@made_once
def draw_months(
    view: View, months: pl.DataFrame, value: str, title: str, digits: int = 0, question: str = "placements_by_month"
) -> None:
    """Draws one value of active placements month by month, by sector of the school."""
    drawn = sector_months(view, months, value)
    columns = {"month": "kolom.geteld_op", "series": "kolom.sector", "value": _COLUMNS[value]}
    meaning = view.language.text(f"{_COLUMNS[value]}.begrip")
    rows, facts = told(view, drawn, **columns), _month_facts(view, months, value)
    figure = Passport(f"{value}_per_maand", title, meaning, (question,), rows, facts)
    events = decision_events(view, chosen("pilot"))
    view.html(event_key(view, events, chosen("pilot")))
    alt = months_description(view, drawn, title, digits) + events_in_words(view, events)
    draw(view, figure, month_lines, drawn, view.language, title, digits, events, alt=alt)


@made_once
def draw_attribute(view: View, composition: pl.DataFrame, attribute: str) -> None:
    """Draws how active placements are spread over one attribute, under its name."""
    name, t = view.labels.stratum_by(attribute), view.language.text
    subsection(name)
    bars = attribute_counts(view, composition, attribute)
    rows = told(view, bars, name="kolom.deel", value="cijfer.plaatsingen")
    meaning, facts = t("cijfer.plaatsingen.begrip"), _attribute_facts(view, composition, attribute)
    figure = Passport(f"plaatsingen_{attribute}", name, meaning, ("composition",), rows, facts)
    alt = bars_description(view, bars, name)
    draw(view, figure, count_bars, bars, view.language, t("cijfer.plaatsingen"), alt=alt)


def _month_facts(view: View, months: pl.DataFrame, value: str) -> tuple[Fact, ...]:
    """Of how many placements the last month is; of hours also how many placements then have none."""
    last = months.filter(pl.col("counted_on") == pl.col("counted_on").max())
    if last.is_empty():
        return ()
    day = view.language.day(last["counted_on"][0])
    counted = view.language.plural("herkomst.plaatsingen", int(last["placements"].sum()), dag=day)
    if value != "fte_school":
        return (number_fact(view, counted),)
    return number_fact(view, counted), missing_fact(view, int(last["without_fte"].sum()), "cijfer.zonder_fte")


def _attribute_facts(view: View, composition: pl.DataFrame, attribute: str) -> tuple[Fact, ...]:
    """Of how many placements it is, and of how many of these it is not known."""
    own = composition.filter(pl.col("attribute") == attribute)
    unknown = int(own.filter(pl.col("code") == UNKNOWN)["placements"].sum())
    counted = number_fact(view, view.language.plural("herkomst.actief", int(own["placements"].sum())))
    return counted, missing_fact(view, unknown, "herkomst.plaatsingen_onbekend")


def sector_months(view: View, frame: pl.DataFrame, value: str) -> pl.DataFrame:
    """``month, series, position, value`` by school sector; the day counted on stands for its month."""
    codes = view.ask("codes").filter(pl.col("code_list") == "school_sector")["code"].to_list()
    order = {code: i for i, code in enumerate([*codes, "onbekend"])}
    return frame.select(
        month=pl.col("counted_on"),
        series=pl.col("school_sector").replace_strict(
            {code: view.labels.of("school_sector", code).split(" (")[0] for code in order}, default="?"
        ),
        position=pl.col("school_sector").replace_strict(order, default=len(order)),
        value=pl.col(value),
    )


def attribute_counts(view: View, frame: pl.DataFrame, attribute: str) -> pl.DataFrame:
    """``name, value`` of one attribute, the largest first and unknown last."""
    found = frame.filter(pl.col("attribute") == attribute)
    names = [view.labels.stratum(attribute, code) for code in found["code"]]
    ordered = found.with_columns(pl.Series("name", names, dtype=pl.String)).sort(
        pl.col("code") == "onbekend", pl.col("placements"), descending=[False, True]
    )
    return ordered.select("name", value=pl.col("placements"))
