"""Tables and figures of money, each with where it comes from."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import polars as pl

from dashboard.components.cofinancing import over_the_years, rule_list
from dashboard.components.downloads import told
from dashboard.components.figures import figure_row
from dashboard.components.made_once import made_once
from dashboard.components.money import amount, contribution_figures, costs_table, division_name, part_name, parts_table
from dashboard.components.passport import Fact, Passport, passport
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_PARTS = (("geld.privaat", "funding_source", "privaat"), ("geld.structureel", "structural", "ja"))
_YEARS = {
    "year": "filter.jaar",
    "committed_eur": "geld.toegezegd",
    "contributed_eur": "geld.gerealiseerd",
    "private_share": "geld.privaat",
    "structural_share": "geld.structureel",
}


@made_once
def draw_key_figures(view: View, years: pl.DataFrame, found: Row, parts: list[Row]) -> None:
    """The key figures of a year; with what the shares are made of."""
    view.html(figure_row(contribution_figures(view, found)))
    if not parts:
        return
    t = view.language.text
    facts = tuple(fact for label, attribute, code in _PARTS for fact in _share_of(view, parts, label, attribute, code))
    title, meaning = t("geld.kern", jaar=found["year"]), t("geld.kern.begrip")
    passport(view, Passport("geld_kern", title, meaning, ("money_years",), told(view, years, **_YEARS), facts))


@made_once
def draw_parts(view: View, parts: list[Row], title: str, question: str) -> None:
    """What the contributions of a year are made of; ``parts`` as the question answers."""
    view.html(parts_table(view, parts))
    if not parts:
        return
    t = view.language.text
    columns = {
        t("geld.tabel.indeling"): lambda part: division_name(view, part["attribute"]),
        t("geld.tabel.deel"): lambda part: part_name(view, part["attribute"], part["code"]),
        t("geld.toegezegd"): lambda part: part["committed_eur"],
        t("geld.tabel.aandeel"): lambda part: part["share"],
        t("geld.gerealiseerd"): lambda part: part["realised_eur"],
    }
    passport(view, Passport("geld_delen", title, t("geld.delen.begrip"), (question,), taken(parts, columns)))


@made_once
def draw_cost_kinds(view: View, costs: list[Row], is_under_way: bool) -> None:
    """The costs of a year by category against their budget; as facts what all of them are."""
    view.html(costs_table(view, costs, is_under_way))
    if not costs:
        return
    t = view.language.text
    columns = {
        t("geld.tabel.kostensoort"): lambda cost: _category(view, cost),
        t("geld.begroot"): lambda cost: cost["budget_eur"],
        t("geld.gerealiseerd"): lambda cost: cost["realised_eur"],
        t("geld.tabel.verschil"): lambda cost: cost["deviation_eur"],
    }
    total = costs[-1]
    said = t("geld.van_begroting", deel=amount(view, total["realised_eur"]), geheel=amount(view, total["budget_eur"]))
    title, meaning, facts = t("geld.soorten"), t("geld.soorten.begrip"), ((_category(view, total), said),)
    passport(view, Passport("geld_soorten", title, meaning, ("costs_of_year",), taken(costs, columns), facts))


@made_once
def draw_rules(view: View, rules: list[Row], question: str) -> None:
    """The co-financing rules; of each its years together as a fact, with what is divided by what where that is told."""
    view.html(rule_list(view, rules))
    if not rules:
        return
    t, code = view.language.text, view.language.code
    columns = {
        t("regeling.regel"): lambda rule: rule[f"label_{code}"],
        t("regeling.periode"): lambda rule: str(rule["year"]) if rule["year"] else _years(view, rule),
        t("regeling.grondslag"): lambda rule: view.labels.of("cofinancing_basis", rule["basis"]),
        t("regeling.voldaan"): lambda rule: _met(view, rule),
        t("regeling.nodig_deel"): lambda rule: rule["required_share"],
    }
    for name, key in (("reached_share", "bereikt"), ("numerator_eur", "ingebracht"), ("denominator_eur", "kosten")):
        if name in rules[0]:
            columns[t(f"regeling.{key}")] = itemgetter(name)
    facts = tuple((rule[f"label_{code}"], _reached(view, rule)) for rule in over_the_years(rules))
    meaning = t("regeling.begrip.uitleg")
    passport(view, Passport("regelingen", t("regeling.titel"), meaning, (question,), taken(rules, columns), facts))


def _share_of(view: View, parts: list[Row], label: str, attribute: str, code: str) -> list[Fact]:
    """Of a share in the key figures what is divided by what; nothing where nothing of the kind was promised."""
    whole = [part["committed_eur"] for part in parts if part["attribute"] == attribute]
    found = next((part for part in parts if (part["attribute"], part["code"]) == (attribute, code)), None)
    if found is None or found["committed_eur"] is None:
        return []
    part, of = amount(view, found["committed_eur"]), amount(view, sum(euros for euros in whole if euros is not None))
    return [(view.language.text(label), view.language.text("geld.van_toezegging", deel=part, geheel=of))]


def _category(view: View, cost: Row) -> str:
    total = cost["category"] is None
    return view.language.text("geld.totaal") if total else view.labels.of("cost_category", cost["category"])


def _years(view: View, rule: Row) -> str:
    return view.language.text("regeling.samen", van=str(rule["first_year"]), tot=str(rule["last_year"]))


def _met(view: View, rule: Row) -> str:
    if rule["is_met"] is None:
        return view.labels.of("cofinancing_reason", rule["reason"])
    return view.language.text("regeling.voldaan" if rule["is_met"] else "regeling.niet_voldaan")


def _reached(view: View, rule: Row) -> str:
    """Whether it is met and, where amounts are told, what is divided by what."""
    said, language = f"{_met(view, rule)} ({_years(view, rule)})", view.language
    if rule.get("reached_share") is None:
        return said
    part, whole = (language.euro(rule[name]) for name in ("numerator_eur", "denominator_eur"))
    reached, needed = (language.percent(rule[name], 1) for name in ("reached_share", "required_share"))
    return f"{said}: {language.text('regeling.bereikt.van', deel=part, geheel=whole, aandeel=reached, nodig=needed)}"
