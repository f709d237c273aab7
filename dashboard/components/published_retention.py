"""Retention for who has published figures only: what stands in the edition, and the word where it is withheld.

Nothing is calculated from these figures: what a round does not publish cannot be had from what it does.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.published_curve import published_points
from dashboard.charts.survival import Stratum
from dashboard.components.counted import number_fact
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import section
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element
from dashboard.components.passport import Fact, Passport, passport
from dashboard.components.tables import Layout, table
from dashboard.components.taken import taken
from dashboard.components.view import View
from dashboard.components.withheld import (
    Withheld,
    frozen_note,
    not_in_edition,
    withheld_from,
    withheld_meaning,
    withheld_word,
)

Row = dict[str, Any]
_YEAR, _UNTIL, _MONTH = 365, 730, 30
_EVERYBODY = "alle"
_NOT_REACHED = "mediaan_niet_bereikt"


def published_after_year(view: View) -> Row:
    """The point after a year of everybody; without survival where the edition has none."""
    curve = view.ask("retention_curve", stratum_by=_EVERYBODY)
    point = next(iter(curve.filter(pl.col("days") == _YEAR).to_dicts()), None)
    return point or {"survival": None, "peildatum": None}


def published_strata(view: View, division: str, curve: pl.DataFrame) -> list[Stratum]:
    """Those of which more than the beginning is published, in the order and with the colour of the code list."""
    found = set(curve.filter(pl.col("days") > 0)["stratum"])
    codes = view.labels.codes(division)
    order = [*codes, *sorted(found - set(codes))]
    return [Stratum(name, view.labels.stratum(division, name), 0, i) for i, name in enumerate(order) if name in found]


def draw_retention(view: View, division: str, curve: pl.DataFrame, summary: list[Row]) -> None:
    """All that is published of one division, of when it is, and what is not in it."""
    t = view.language.text
    section(t("behoud.curve"), f"{t('behoud.punten.uitleg')} {frozen_note(view, curve)}")
    draw_points(view, division, curve)
    withheld_meaning(view)
    section(t("behoud.tabel.titel"))
    draw_published_summary(view, summary)
    section(t("behoud.redenen.titel"), t("behoud.redenen.samen"))
    draw_published_reasons(view)
    section(t("behoud.let_op"))
    view.html(not_in_edition(view))


@made_once
def draw_points(view: View, division: str, curve: pl.DataFrame) -> None:
    """The published points; of parts without any, that they are withheld."""
    t, strata = view.language.text, published_strata(view, division, curve)
    without = [s for s in sorted(set(curve["stratum"])) if s not in {one.stratum for one in strata}]
    if strata:
        shown = curve.filter(pl.col("stratum").is_in([s.stratum for s in strata]))
        labels = pl.Series("part", [view.labels.stratum(division, s) for s in shown["stratum"]], dtype=pl.String)
        columns = {"part": "kolom.deel", "days": "kolom.dagen", "survival": "kolom.blijft"}
        columns |= {"ci_low": "kolom.laag", "ci_high": "kolom.hoog", "at_risk": "kolom.gevolgd_rond"}
        rows = told(view, shown.with_columns(labels), **columns, peildatum="meenemen.peildatum")
        facts = ((t("behoud.stand"), view.language.day(shown["peildatum"].max())),)  # type: ignore[arg-type] # a day
        figure = Passport("behoud", t("behoud.curve"), t("behoud.punten.begrip"), ("retention_curve",), rows, facts)
        alt = points_description(view, shown, strata)
        draw(view, figure, published_points, shown, strata, _UNTIL, view.language, alt=alt)
    if without:
        names = view.language.listed([view.labels.stratum(division, name) for name in without])
        view.html(element("p", t("behoud.punten.zonder", delen=names), cls="gg-note"))


def points_description(view: View, curve: pl.DataFrame, strata: list[Stratum]) -> str:
    """Of each part every published point."""
    t, percent = view.language.text, view.language.percent
    parts = []
    for stratum in strata:
        own = curve.filter(pl.col("stratum") == stratum.stratum, pl.col("days") > 0).sort("days")
        points = [
            t("beschrijving.punt", dagen=view.language.number(days), deel=percent(share))
            for days, share in own.select("days", "survival").iter_rows()
        ]
        parts.append(f"{stratum.name}: {', '.join(points)}")
    return t("beschrijving.punten", delen="; ".join(parts))


@made_once
def draw_published_summary(view: View, summary: list[Row]) -> None:
    """The summary, and where it comes from; what is withheld has no number in the rows either."""
    view.html(published_summary(view, summary))
    t = view.language.text
    columns = {
        t("behoud.tabel.deel"): lambda row: view.labels.stratum(row["stratum_by"], row["stratum"]),
        t("kolom.mediaan"): lambda row: row["median_days"],
        t("kolom.rmst"): lambda row: row["rmst_730"],
        t("meenemen.peildatum"): lambda row: row["peildatum"],
    }
    title, meaning, asked = t("behoud.tabel.titel"), t("behoud.tabel.begrip"), ("retention_summary",)
    passport(view, Passport("behoud_samenvatting", title, meaning, asked, taken(summary, columns), _of_how_many(view)))


@made_once
def draw_published_reasons(view: View) -> None:
    """The reasons, and where they come from."""
    view.html(published_reasons(view))
    t, found = view.language.text, view.ask("retention_competing", stratum_by=_EVERYBODY)
    columns = {
        t("behoud.redenen.reden"): lambda row: _reason(view, row["exit_reason"]),
        t("kolom.dagen"): lambda row: row["days"],
        t("kolom.geeindigd"): lambda row: row["cumulative_incidence"],
        t("kolom.laag"): lambda row: row["ci_low"],
        t("kolom.hoog"): lambda row: row["ci_high"],
    }
    title, meaning, asked = t("behoud.redenen.titel"), t("behoud.redenen.begrip"), ("retention_competing",)
    passport(view, Passport("uitstroom", title, meaning, asked, taken(found.to_dicts(), columns), _of_how_many(view)))


def _of_how_many(view: View) -> tuple[Fact, ...]:
    """That an edition with figures only does not give."""
    return (number_fact(view, withheld_word(view)),)


def published_summary(view: View, summary: list[Row]) -> Markup:
    """A row a part: median and restricted mean in whole months."""
    t = view.language.text
    withheld = withheld_from(view, "retention_summary", "stratum_by", "stratum")
    headings = [t(f"behoud.tabel.{name}") for name in ("deel", "mediaan", "gemiddeld")]
    rows = [
        [
            view.labels.stratum(row["stratum_by"], row["stratum"]),
            _median(view, row, withheld),
            _months(view, row, "rmst_730", withheld),
        ]
        for row in summary
    ]
    return table(headings, rows, t("behoud.tabel.titel"), Layout())


def published_reasons(view: View) -> Markup:
    """A row a reason and day, for everybody; the word where the edition has none."""
    t, percent = view.language.text, view.language.percent
    found = view.ask("retention_competing", stratum_by=_EVERYBODY)
    is_merged = ~pl.col("exit_reason").is_in(view.labels.codes("exit_reason"))
    found = found.sort("days", is_merged, "cumulative_incidence", descending=[False, False, True])
    if found.is_empty():
        return element("p", withheld_word(view), cls="gg-note")
    rows = [
        [
            t("behoud.een_jaar" if row["days"] == _YEAR else "behoud.twee_jaar"),
            _reason(view, row["exit_reason"]),
            percent(row["cumulative_incidence"]),
            ""
            if row["ci_low"] is None
            else t("algemeen.van_tot", laag=percent(row["ci_low"]), hoog=percent(row["ci_high"])),
        ]
        for row in found.to_dicts()
    ]
    headings = [t(f"behoud.redenen.{name}") for name in ("wanneer", "reden", "deel", "interval")]
    return table(headings, rows, t("behoud.redenen.titel"), Layout((2,), whole=(0, 3)))


def _reason(view: View, code: str) -> str:
    """A reason; those that are too few to name are one together."""
    merged = code not in view.labels.codes("exit_reason")
    return view.language.text("behoud.redenen.overige") if merged else view.labels.of("exit_reason", code)


def _median(view: View, row: Row, withheld: Withheld) -> str:
    if row["reason"] == _NOT_REACHED:
        return view.language.text(f"reden.{_NOT_REACHED}")
    return _months(view, row, "median_days", withheld)


def _months(view: View, row: Row, column: str, withheld: Withheld) -> str:
    """Whole months of thirty days, as they are published."""
    if row[column] is None:
        return withheld_word(view) if withheld.has(row, column) else view.language.text("algemeen.geen")
    return view.language.plural("behoud.maanden", int(row[column] // _MONTH))
