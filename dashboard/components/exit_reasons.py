"""Why placements ended: a chart and a table for each part of a division, in counts as long as they are few."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.exits import REST, exit_areas, highest_share
from dashboard.charts.survival import Stratum, followed_until
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, nothing
from dashboard.components.passport import Passport, passport
from dashboard.components.retention import EVERYBODY
from dashboard.components.tables import Layout, lines, table
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_OTHER = "overig"
_MOMENTS = ((365, "een_jaar"), (730, "twee_jaar"))


def draw_exits(view: View, division: str, strata: list[Stratum], until: int) -> None:
    """Of each stratum in front what its exits were, on one scale; of a small one in counts only."""
    incidence = view.ask("retention_competing", stratum_by=division)
    at_risk = view.ask("retention_at_risk", stratum_by=division)
    reasons = view.ask("exit_reasons", stratum_by=division).to_dicts()
    front = [s for s in strata if s.position is not None]
    drawn = pl.col("stratum").is_in([s.stratum for s in front if not s.is_small])
    top = highest_share(incidence.filter(drawn, pl.col("days") <= until))
    for stratum in front:
        own = [row for row in reasons if row["stratum"] == stratum.stratum]
        if division != EVERYBODY:
            subsection(stratum.name)
        view.html(element("p", exits_sentence(view, stratum, own), cls="gg-note"))
        left, right = st.columns(2, gap="large")
        if stratum.is_small or not exits_of(own):
            with left:
                _draw_counts(view, stratum, own)
            continue
        with left:
            end = min(until, followed_until(at_risk.filter(pl.col("stratum") == stratum.stratum)))
            _draw_areas(view, stratum, incidence.filter(pl.col("stratum") == stratum.stratum), own, end, until, top)
        with right:
            view.html(reasons_table(view, stratum, own))


def exits_of(own: list[Row]) -> list[Row]:
    """The reasons that are exits: the end of a pilot is none."""
    return [row for row in own if row["is_exit"]]


def exits_sentence(view: View, stratum: Stratum, own: list[Row]) -> str:
    """How many of the placements ended and what for, and how many ended with their pilot."""
    language, exits = view.language, exits_of(own)
    ended, followed = sum(row["placements"] for row in exits), language.number(stratum.n)
    said = [language.plural("behoud.redenen.zin", ended, van=followed)]
    if exits:
        most = [row for row in exits if row["placements"] == exits[0]["placements"]]
        names = language.listed([_name(view, row["exit_reason"]).lower() for row in most])
        said.append(language.plural("behoud.redenen.meest", len(most), reden=names, aantal=_part(view, most[0], ended)))
    with_pilot = sum(row["placements"] for row in own if not row["is_exit"])
    if with_pilot:
        said.append(language.plural("behoud.redenen.pilot", with_pilot))
    return " ".join(said)


def reasons_table(view: View, stratum: Stratum, own: list[Row]) -> Markup:
    """A row a reason: how many of those that ended, and which share of all had by one and by two years."""
    t, exits = view.language.text, exits_of(own)
    if not exits:
        return nothing(t("behoud.redenen.geen"))
    ended = sum(row["placements"] for row in exits)
    moments = [] if stratum.is_small else _MOMENTS
    headings = [t("behoud.redenen.reden"), t("behoud.redenen.aantal"), *(t(f"behoud.{name}") for _, name in moments)]
    rows = [
        [
            _name(view, row["exit_reason"]),
            _part(view, row, ended),
            *(_share(view, row, days) for days, _ in moments),
        ]
        for row in exits
    ]
    title = f"{t('behoud.redenen.titel')}: {stratum.name}"
    return div("gg-slim", table(headings, rows, title, Layout(whole=(1, 2, 3))))


def stacked_reasons(view: View, incidence: pl.DataFrame) -> pl.DataFrame:
    """With ``name`` and ``position``, by which a reason has the same place and colour in every chart."""
    known = [code for code in view.labels.codes("exit_reason") if code != _OTHER]
    position = {code: i for i, code in enumerate(known)}
    codes = incidence["exit_reason"].to_list()
    return incidence.with_columns(
        pl.Series("name", [_name(view, code) for code in codes], dtype=pl.String),
        pl.Series("position", [position.get(code, REST) for code in codes], dtype=pl.Int64),
    )


def exits_description(view: View, stacked: pl.DataFrame, end: int) -> str:
    """Of each reason the share at the end of the chart, the largest first."""
    language = view.language
    inside = stacked.filter(pl.col("days") <= end).sort("days")
    ends = inside.group_by("name", maintain_order=True).last().sort("cumulative_incidence", descending=True)
    shares = ends.select("name", "cumulative_incidence").iter_rows()
    parts = [f"{name} {language.percent(share)}" for name, share in shares]
    return language.text(
        "beschrijving.uitstroom", delen=language.listed(parts), jaren=language.number(end / _MOMENTS[0][0], 1)
    )


@made_once
def _draw_counts(view: View, stratum: Stratum, own: list[Row]) -> None:
    """Of few placements, or none that ended, only the table."""
    view.html(reasons_table(view, stratum, own))
    t, exits = view.language.text, exits_of(own)
    columns = {
        t("behoud.redenen.reden"): lambda row: _name(view, row["exit_reason"]),
        t("behoud.redenen.aantal"): lambda row: row["placements"],
    }
    if exits:
        passport(view, _figure(view, stratum, own, taken(exits, columns)))


@made_once
def _draw_areas(
    view: View, stratum: Stratum, incidence: pl.DataFrame, own: list[Row], end: int, until: int, top: float
) -> None:
    stacked = stacked_reasons(view, incidence)
    columns = {"name": "behoud.redenen.reden", "days": "kolom.dagen", "cumulative_incidence": "kolom.geeindigd"}
    rows = told(view, stacked, **columns, ci_low="kolom.laag", ci_high="kolom.hoog")
    figure, alt = _figure(view, stratum, own, rows), exits_description(view, stacked, end)
    draw(view, figure, exit_areas, stacked, end, until, top, view.language, alt=alt)


def _figure(view: View, stratum: Stratum, own: list[Row], rows: pl.DataFrame) -> Passport:
    """Where the exits of one part come from; as a fact how many of how many placements ended."""
    t = view.language.text
    ended = view.language.number(sum(row["placements"] for row in exits_of(own)))
    counted = t("indicator.van", teller=ended, noemer=view.language.number(stratum.n))
    title = f"{t('behoud.redenen.titel')}: {stratum.name}"
    questions = ("retention_competing", "exit_reasons")
    facts = ((t("behoud.redenen.geeindigd"), counted),)
    return Passport(f"uitstroom_{stratum.stratum}", title, t("behoud.redenen.begrip"), questions, rows, facts)


def _name(view: View, reason: str) -> str:
    return view.labels.of("exit_reason", reason)


def _part(view: View, row: Row, ended: int) -> str:
    number = view.language.number
    return view.language.text("indicator.van", teller=number(row["placements"]), noemer=number(ended))


def _share(view: View, row: Row, days: int) -> str:
    share, low, high = (row[f"{name}_{days}"] for name in ("share", "low", "high"))
    if share is None:
        return view.language.text("algemeen.geen")
    percent = view.language.percent
    limits = "" if low is None else view.language.text("algemeen.van_tot", laag=percent(low), hoog=percent(high))
    return lines(percent(share), limits)
