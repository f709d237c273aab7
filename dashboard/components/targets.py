"""The indicators that say most: each with its target, how it stands against the path to it, and how it went."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.components.changes import change_words
from dashboard.components.counted import missing_fact, number_fact
from dashboard.components.downloads import told
from dashboard.components.frame import section
from dashboard.components.indicators import indicators_of, reading, status_words
from dashboard.components.links import linked
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport, passport
from dashboard.components.quantities import Unit
from dashboard.components.sparks import spark
from dashboard.components.tables import Layout, lines, table
from dashboard.components.view import View
from dashboard.components.withheld import nothing_yet, round_note
from dashboard.labels import PROGRAMME

Row = dict[str, Any]
_MOST = 10
# What is behind comes first, what cannot be judged last.
_STATUSES = ("achter", "aandacht", "op_koers", "te_klein", "onvoldoende_data", None)  # None: withheld
# Of which themes an audience hears first, among those of equal standing; the others in the order of the code list.
_THEMES = {
    "funder": ("plaatsingen", "leeropbrengsten", "partnerschap", "behoud", "financien"),
    "partner": ("plaatsingen", "behoud", "bevoegdheid"),
}


@made_once
def draw_targets(view: View, role: str) -> None:
    """The partnership's indicators with a target, worst first; where none has one, those that the role hears of."""
    t, found = view.language.text, indicators_of(view, PROGRAMME)
    chosen = chosen_indicators(found, role, view.labels.codes("indicator_theme"))
    section(t("kern.titel"), f"{t('kern.uitleg')} {round_note(view)}".strip())
    if not chosen:
        nothing_yet(view, t("indicatoren.leeg"))
        return
    series = view.ask("indicator_series", onderdeel=PROGRAMME, thema=None)
    view.html(targets_table(view, chosen[:_MOST], series))
    view.html(_rest(view, len(chosen)))
    passport(view, _figure(view, chosen[:_MOST]))


def chosen_indicators(found: list[Row], role: str, themes: list[str]) -> list[Row]:
    """Those with a target by standing and theme; where there is none, those of the role's themes that have a value."""
    first = [*_THEMES.get(role, ()), *themes]
    with_target = [row for row in found if row["target"] is not None and row["status"] in _STATUSES]
    if with_target:
        return sorted(with_target, key=lambda row: (_STATUSES.index(row["status"]), first.index(row["theme"])))
    told_of = _THEMES.get(role, tuple(themes))
    known = [row for row in found if row["value"] is not None and row["theme"] in told_of]
    return sorted(known, key=lambda row: first.index(row["theme"]))


def targets_table(view: View, indicators: list[Row], series: pl.DataFrame) -> Markup:
    """A row an indicator: its value, where it goes and should be, its standing, and how it went."""
    t = view.language.text
    names = ("indicator", "waarde", "doel", "stand", "verloop")
    rows = [
        [
            _name(view, row),
            reading(view, row),
            _aim(view, row),
            view.language.text("algemeen.geen") if row["is_withheld"] else status_words(view, row),
            _trend(view, row, series.filter(pl.col("indicator_id") == row["indicator_id"])),
        ]
        for row in indicators
    ]
    return table([t(f"kern.{name}") for name in names], rows, t("kern.titel"), Layout(numeric=(1,)))


def _name(view: View, row: Row) -> Markup:
    return linked(view, row[f"label_{view.language.code}"], "indicatoren", thema=row["theme"])


def _aim(view: View, row: Row) -> str:
    """The target with its year; under it where the path to it is by now, as far as the edition tells."""
    t, unit = view.language.text, Unit(view, row["unit"])
    if row["target"] is None:
        return t("algemeen.geen")
    said = t("kern.doel.tekst", doel=unit.text(row["target"]), jaar=str(row["target_period"]))
    if row["path"] is None or row["target_period"] == row["period"]:
        return lines(said)
    return lines(said, t("kern.pad", pad=unit.text(row["path"])))


def _trend(view: View, row: Row, series: pl.DataFrame) -> Markup:
    """The line of the years under the definition that holds now, and what became of it since the year before."""
    since = series.filter(pl.col("is_break"))["period"].max()
    same = series if since is None else series.filter(pl.col("period") >= since)
    drawn = spark(same["value"].to_list(), same["path"].to_list())
    said = change_words(view, row)
    if not (drawn or said):
        return Markup("")
    return element("div", drawn, element("span", said) if said else Markup(""), cls="gg-trend")


def _rest(view: View, count: int) -> Markup:
    """How many more there are, and where."""
    link = linked(view, view.language.text("kern.alle"), "indicatoren")
    more = [view.language.plural("kern.meer", count - _MOST)] if count > _MOST else []
    return element("p", joined([*more, link], " "), cls="gg-note")


def _figure(view: View, indicators: list[Row]) -> Passport:
    t, code = view.language.text, view.language.code
    columns = {
        f"label_{code}": "kern.indicator",
        "value": "kern.waarde",
        "numerator": "herkomst.teller",
        "denominator": "herkomst.noemer",
        "target": "kern.doel",
        "path": "kern.pad.kort",
    }
    rows = told(view, pl.DataFrame(indicators, infer_schema_length=None), **columns)
    asked = ("indicators_of_theme", "indicator_series")
    counted = number_fact(view, view.language.plural("herkomst.indicatoren", len(indicators)))
    without = sum(row["value"] is None and not row["is_withheld"] for row in indicators)
    facts = counted, missing_fact(view, without, "herkomst.indicatoren_zonder")
    return Passport("kernindicatoren", t("kern.titel"), t("kern.begrip"), asked, rows, facts)
