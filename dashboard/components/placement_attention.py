"""Placements that ask for attention: which, where, and why in words, the most urgent first."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import polars as pl
import streamlit as st

from dashboard.components.downloads import told
from dashboard.components.filters import choose
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined, nothing
from dashboard.components.passport import Passport, passport
from dashboard.components.view import View

Row = dict[str, Any]
_SHOWN = 12  # placements above the fold
_ENDED = "tegenstrijdig_einde"


@made_once
def draw_attention(view: View, matters: pl.DataFrame, kind: str | None) -> None:
    """The placements with a matter of this kind, or of any; ``matters`` as the question ``placement_attention``."""
    chosen = matters.filter(pl.col("kind") == kind)["placement_id"] if kind else matters["placement_id"]
    shown = matters.filter(pl.col("placement_id").is_in(chosen.unique().to_list()))
    view.html(attention_placements(view, shown.to_dicts()))
    if shown.height:
        passport(view, attention_figure(view, shown))


def choose_kind(view: View, matters: pl.DataFrame) -> str | None:
    """Which kind of matter the link chooses; all when it chooses none."""
    kinds, t = _kinds(view, matters), view.language.text
    if not kinds:
        return None
    with st.columns(2)[0]:
        return choose(t("filter.aandacht"), "aandacht", kinds, lambda k: _kind(view, k), t("filter.aandacht.alle"))


@made_once
def attention_sentence(view: View, matters: pl.DataFrame, active: int) -> str:
    """How many of the active placements ask for attention, and what for; then of how many ended ones reports differ."""
    language = view.language
    running = matters.filter(pl.col("kind") != _ENDED)
    placements, ended = running["placement_id"].n_unique(), matters.height - running.height
    parts = [f"{_kind(view, row['kind']).lower()} {language.number(row['len'])}" for row in _counts(running)]
    total, listed = language.number(active), language.listed(parts)
    said = [
        language.plural("plaatsing_aandacht.zin", placements, totaal=total, delen=listed)
        if parts
        else language.text("plaatsing_aandacht.leeg"),
        *([language.plural("plaatsing_aandacht.beeindigd", ended)] if ended else []),
    ]
    return " ".join(said)


def attention_placements(view: View, matters: list[Row]) -> Markup:
    """A placement an item, in the order given; those after the first few are folded."""
    items = [_placement(view, list(own)) for _, own in groupby(matters, key=lambda row: str(row["placement_id"]))]
    if not items:
        return nothing(view.language.text("plaatsing_aandacht.leeg"))
    first = element("ul", *items[:_SHOWN], cls="gg-matters")
    rest = items[_SHOWN:]
    if not rest:
        return first
    more = element("summary", view.language.plural("plaatsing_aandacht.meer", len(rest)))
    return joined([first, element("details", more, element("ul", *rest, cls="gg-matters"), cls="gg-criterion gg-rest")])


def attention_figure(view: View, matters: pl.DataFrame) -> Passport:
    """Where the list comes from, to take along with a row a matter."""
    t, of = view.language.text, view.labels.of
    reasons = [_reason(view, row) for row in matters.to_dicts()]
    named = matters.with_columns(
        pl.Series("reason", reasons, dtype=pl.String),
        pl.Series("school", [of("organisation", one) for one in matters["school_id"]], dtype=pl.String),
        pl.Series("company", [of("organisation", one) for one in matters["company_id"]], dtype=pl.String),
        pl.Series("pilot", [of("pilot", one) for one in matters["pilot_id"]], dtype=pl.String),
    )
    columns = {"placement_id": "kolom.plaatsing", "school": "kolom.school", "company": "kolom.bedrijf"}
    columns |= {"pilot": "filter.pilot", "reason": "kolom.reden", "dated_on": "kolom.datum"}
    rows, meaning = told(view, named, **columns), t("plaatsing_aandacht.begrip")
    return Passport("aandacht", t("plaatsing_aandacht.titel"), meaning, ("placement_attention",), rows)


def _placement(view: View, own: list[Row]) -> Markup:
    """The placement and where it is, with each reason under the other."""
    first, of = own[0], view.labels.of
    where = f"{of('organisation', first['school_id'])} – {of('organisation', first['company_id'])}"
    who = [element("strong", first["placement_id"]), " ", where]
    reasons = [element("span", _reason(view, row), cls="gg-first") for row in own]
    pilot = element("span", of("pilot", first["pilot_id"]), cls="gg-under")
    return element("li", element("span", *who, pilot), element("span", *reasons))


def _reason(view: View, row: Row) -> str:
    """In the words of the mart, which knows facts of running placements; else in ours."""
    told: str | None = row[f"reason_{view.language.code}"]
    if told is not None:
        return told
    seen, ended = ("" if row[day] is None else view.language.day(row[day]) for day in ("dated_on", "ended_on"))
    return view.language.text(f"plaatsing_aandacht.{row['kind']}.reden", gezien=seen, einde=ended)


@made_once
def _kinds(_view: View, matters: pl.DataFrame) -> list[str]:
    return [row["kind"] for row in _counts(matters)]


def _counts(matters: pl.DataFrame) -> list[Row]:
    """``kind, len``, the most frequent first."""
    return matters.group_by("kind").len().sort("len", "kind", descending=[True, False]).to_dicts()


def _kind(view: View, kind: str) -> str:
    key = f"plaatsing_aandacht.{kind}"
    return view.language.text(key) if view.language.has(key) else kind
