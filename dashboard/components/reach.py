"""What a funder asks first after the phases: how many are reached, and what it costs whom."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboard.components.figures import Figure, figure_row
from dashboard.components.frame import section
from dashboard.components.links import linked
from dashboard.components.markup import Markup, div, element, joined, nothing, span
from dashboard.components.passport import Passport, passport
from dashboard.components.quantities import plain
from dashboard.components.tables import Layout, table
from dashboard.components.view import View
from dashboard.components.withheld import withheld_from, withheld_meaning, withheld_word

Row = dict[str, Any]
_MONEY = ("public_committed", "public_realised", "private_committed", "private_realised")


def draw_reach(view: View) -> None:
    """How many professionals, pupils, schools and companies."""
    t, rows = view.language.text, view.ask("reach").to_dicts()
    section(t("bereik.titel"))
    if not rows:
        view.html(nothing(t("bereik.leeg")))
        return
    view.html(figure_row(reach_figures(view, rows)))
    meanings = {row[f"title_{view.language.code}"]: row[f"definition_{view.language.code}"] for row in rows}
    passport(view, Passport("bereik", t("bereik.titel"), t("bereik.begrip"), ("reach",), facts=(*meanings.items(),)))


def reach_figures(view: View, rows: list[Row]) -> list[Figure]:
    """A figure an indicator: the sum of its parts, and under it the parts and of when they are.

    A part that is withheld leaves the sum out; one that has no value is named as not counted.
    """
    withheld = withheld_from(view, "indicator_values", "indicator_id", "scope_id", "period")
    grouped = groupby(rows, key=lambda row: str(row["indicator"]))
    return [_figure(view, list(parts), [row for row in rows if withheld.has(row, "value")]) for _, parts in grouped]


def _figure(view: View, parts: list[Row], withheld: list[Row]) -> Figure:
    known = [part for part in parts if part["value"] is not None]
    kept = [part for part in parts if part in withheld]
    value = plain(view, sum(part["value"] for part in known)) if known else view.language.text("algemeen.geen")
    if kept:
        value = withheld_word(view)
    return value, parts[0][f"title_{view.language.code}"], _remark(view, parts, known, kept)


def _remark(view: View, parts: list[Row], known: list[Row], kept: list[Row]) -> str:
    t, first = view.language.text, (known or kept or parts)[0]
    when = t("bereik.op", datum=view.language.day(first["counted_on"]))
    if first["grows_within_year"] and not first["is_under_way"]:
        when = t("indicator.jaar", jaar=str(first["period"]))
    if first["variant"] is None:
        return when
    counted = view.language.listed([f"{plain(view, part['value'])} {_variant(view, part)}" for part in known])
    without = [part for part in parts if part["value"] is None]
    rest = t("bereik.zonder", delen=view.language.listed([_variant(view, part) for part in without]))
    return "; ".join([counted, *([rest] if without else []), when] if counted else [when])


def _variant(view: View, part: Row) -> str:
    """What a part is called within a sentence."""
    name = view.labels.of(part["variants"], part["variant"])
    return name.split(" (")[0].lower()


def draw_money(view: View) -> None:
    """Public and private contributions of the last years, and whether the co-financing rules are met."""
    t, rows = view.language.text, view.ask("public_money").to_dicts()
    section(t("geld.kort.titel"), t("geld.kort.uitleg"))
    if not rows:
        view.html(nothing(t("geld.geen_bijdragen")))
        return
    view.html(money_table(view, rows))
    view.html(_rules(view, view.ask("rules_met").to_dicts()))
    view.html(element("p", linked(view, t("geld.kort.alle"), "financien"), cls="gg-note"))
    passport(view, Passport("bijdragen", t("geld.kort.titel"), t("geld.kort.begrip"), ("public_money", "rules_met")))
    if any(row["is_private_withheld"] for row in rows):
        withheld_meaning(view)


def money_table(view: View, rows: list[Row]) -> Markup:
    """A row a year; what of the private part is withheld has the one word for that."""
    t = view.language.text
    cells = [[str(row["year"]), *(_amount(view, row, name) for name in _MONEY)] for row in rows]
    headings = [t("filter.jaar"), *(t(f"geld.kort.{name}") for name in _MONEY)]
    return table(headings, cells, t("geld.kort.titel"), Layout(numeric=(1, 2, 3, 4)))


def _amount(view: View, row: Row, name: str) -> str:
    if row[name] is not None:
        return view.language.euro(row[name])
    is_withheld = name.startswith("private") and row["is_private_withheld"]
    return withheld_word(view) if is_withheld else view.language.text("algemeen.geen")


def _rules(view: View, rules: list[Row]) -> Markup:
    """Each rule over its years together, on what was realised."""
    items = [
        element("li", element("span", rule[f"label_{view.language.code}"]), span("gg-matter", _met(view, rule)))
        for rule in rules
    ]
    return element("ul", *items, cls="gg-matters") if items else Markup("")


def _met(view: View, rule: Row) -> Markup:
    t = view.language.text
    if rule["is_met"] is None:
        sign, said = "none", joined([t("geld.kort.niet_beoordeeld")])
    elif rule["is_met"]:
        sign, said = "full", joined([t("regeling.voldaan")])
    else:
        sign, said = "empty", span("gg-alert", t("geld.kort.niet_voldaan"))
    return div("", span(f"gg-sign gg-sign-{sign}", ""), said)
