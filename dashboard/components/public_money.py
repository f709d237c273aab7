"""Money for who has published figures only: public contributions, what is published of private ones, and rules."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.components.downloads import told
from dashboard.components.frame import definition, section
from dashboard.components.markup import Markup, element, nothing
from dashboard.components.money import amount
from dashboard.components.money_figures import draw_parts, draw_rules
from dashboard.components.money_years import draw_public_contributions
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, lines, table
from dashboard.components.view import View
from dashboard.components.withheld import (
    Withheld,
    withheld_from,
    withheld_meaning,
    withheld_word,
)
from dashboard.labels import PROGRAMME

Row = dict[str, Any]
_ALL_KINDS = "totaal"
_MART = "contributions_private"


def draw_public_money(view: View, scope: str, years: pl.DataFrame, year: str, rules: list[Row]) -> None:
    """Public contributions with their parts, private ones of the partnership, the rules, and what is not in it."""
    t = view.language.text
    left, right = st.columns(2, gap="large")
    with left:
        section(t("geld.publiek"), t("geld.publiek.uitleg"))
        draw_public_contributions(view, years)
    with right:
        section(t("geld.publiek.delen"), t("geld.delen.uitleg", jaar=year))
        parts = view.ask("public_parts", onderdeel=scope, jaar=year).to_dicts()
        draw_parts(view, parts, t("geld.publiek.delen"), "public_parts")
    draw_private(view, scope)
    section(t("regeling.titel"), f"{t('regeling.uitleg')} {t('regeling.alleen_oordeel')}")
    draw_rules(view, rules, "cofinancing_met")
    definition(t("regeling.begrip"), t("regeling.begrip.uitleg"))
    section(t("geld.kosten"))
    view.html(element("p", t("geld.kosten.niet"), cls="gg-note"))


def draw_private(view: View, scope: str) -> None:
    """Private contributions of closed years; of a single pilot they are not published."""
    t = view.language.text
    found = view.ask("private_years")
    section(t("geld.besloten"), t("geld.besloten.uitleg"))
    if scope != PROGRAMME:
        view.html(element("p", t("geld.besloten.pilot"), cls="gg-note"))
        return
    view.html(private_table(view, found.to_dicts()))
    if found.height:
        passport(view, private_figure(view, found))
        withheld_meaning(view)


def private_table(view: View, found: list[Row]) -> Markup:
    """A row a year, a column a form: what was realised, and under it what was promised."""
    t = view.language.text
    if not found:
        return nothing(t("geld.besloten.leeg"))
    withheld = withheld_from(view, _MART, "year", "basis", "kind")
    kinds = list(dict.fromkeys(row["kind"] for row in found))
    by_place = {(row["year"], row["basis"], row["kind"]): row for row in found}
    rows = [
        [element("strong", str(year)), *(_cell(view, by_place, year, kind, withheld) for kind in kinds)]
        for year in dict.fromkeys(row["year"] for row in found)
    ]
    headings = [t("filter.jaar"), *(_kind(view, kind) for kind in kinds)]
    return table(headings, rows, t("geld.besloten"), Layout(tuple(range(1, len(kinds) + 1))))


def private_figure(view: View, found: pl.DataFrame) -> Passport:
    """Where they come from; of what is withheld a row has no amount."""
    t = view.language.text
    basis = {"committed": t("geld.toegezegd"), "realised": t("geld.gerealiseerd")}
    named = found.with_columns(
        pl.Series("form", [_kind(view, kind) for kind in found["kind"]], dtype=pl.String),
        pl.Series("measure", [basis[name] for name in found["basis"]], dtype=pl.String),
    )
    columns = {"year": "filter.jaar", "form": "kolom.vorm", "measure": "regeling.grondslag", "amount_eur": "kolom.euro"}
    rows = told(view, named, **columns, peildatum="meenemen.peildatum")
    title, meaning = t("geld.besloten"), t("geld.besloten.begrip")
    # what this edition has of them is made after the marts, so no lineage names it
    return Passport("bijdragen_privaat", title, meaning, ("private_years",), rows, sources=("core.contributions",))


def _cell(view: View, by_place: dict[tuple[int, str, str], Row], year: int, kind: str, withheld: Withheld) -> str:
    real, promised = (_amount(view, by_place.get((year, basis, kind)), withheld) for basis in ("realised", "committed"))
    return lines(real, view.language.text("geld.van", bedrag=promised))


def _amount(view: View, row: Row | None, withheld: Withheld) -> str:
    if row is not None and row["amount_eur"] is None and withheld.has(row, "amount_eur"):
        return withheld_word(view)
    return amount(view, row["amount_eur"] if row else None)


def _kind(view: View, kind: str) -> str:
    if kind == _ALL_KINDS:
        return view.language.text("geld.besloten.samen")
    return view.labels.of("contribution_kind", kind)
