"""The tables of student outcomes, each with where it comes from."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import Any

from dashboard.components import outcome_tables as tables
from dashboard.components.counted import comparison_facts, sides_text
from dashboard.components.made_once import made_once
from dashboard.components.outcome_tables import row_heading, row_name
from dashboard.components.outcomes import EVERYBODY, Comparison, verdict_words
from dashboard.components.passport import Passport, passport
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_EFFECT = {
    "gain_hybrid": "kolom.groei_hybride",
    "n_hybrid": "kolom.leerlingen_hybride",
    "groups_hybrid": "kolom.groepen_hybride",
    "gain_comparison": "kolom.groei_andere",
    "n_comparison": "kolom.leerlingen_andere",
    "groups_comparison": "kolom.groepen_andere",
    "hedges_g": "kolom.verschil",
    "ci_low": "kolom.laag",
    "ci_high": "kolom.hoog",
    "p_adjusted": "kolom.p_holm",
}
_MAIN = "hoofdanalyse"
_COUNTS = ("n_only_before", "n_only_after", "n_other_group", "n_other_scale")


@made_once
def draw_gains_table(view: View, found: list[Comparison], division: str) -> None:
    """Both gains of each comparison, with of how many they are and what may be said; as a fact how many are judged."""
    view.html(tables.gains_table(view, found, division))
    t = view.language.text
    columns = {row_heading(view, division): lambda one: one.name}
    for name, key in _EFFECT.items():
        columns[t(key)] = partial(_number, name)
    columns[t("groei.tabel.oordeel")] = lambda one: verdict_words(view, one)
    title, meaning = t("groei.tabel.titel"), t("groei.verschil.uitleg")
    rows, facts = taken(found, columns), comparison_facts(view, found)
    passport(view, Passport("groei_tabel", title, meaning, ("outcome_effects",), rows, facts))


@made_once
def draw_sensitivity(view: View, found: list[Row]) -> None:
    """The differences under other choices."""
    view.html(tables.sensitivity_table(view, found))
    t = view.language.text
    columns = {
        row_heading(view, EVERYBODY): lambda row: view.labels.of("outcome", row["outcome"]),
        t("kolom.keuze"): lambda row: t(f"gevoeligheid.{row['variant']}"),
        t("kolom.verschil"): lambda row: row["hedges_g"],
        t("kolom.laag"): lambda row: row["ci_low"],
        t("kolom.hoog"): lambda row: row["ci_high"],
        t("kolom.leerlingen_hybride"): lambda row: row["n_hybrid"],
        t("kolom.leerlingen_andere"): lambda row: row["n_comparison"],
    }
    title, meaning = t("gevoeligheid.titel"), t("gevoeligheid.uitleg")
    facts = tuple(
        (view.labels.of("outcome", row["outcome"]), sides_text(view, row)) for row in found if row["variant"] == _MAIN
    )
    passport(view, Passport("gevoeligheid", title, meaning, ("outcome_sensitivity",), taken(found, columns), facts))


@made_once
def draw_response(view: View, missing: list[Row], division: str) -> None:
    """Of how many pupils each comparison is; as facts how many that is of each outcome or part."""
    view.html(tables.response_table(view, missing, division))
    t, number = view.language.text, view.language.number
    columns = {
        row_heading(view, division): lambda row: row_name(view, row, division),
        t("meetelt.leerlingen"): lambda row: row["pupils"],
        t("meetelt.telt_mee"): lambda row: row["n_both"],
    }
    for name in _COUNTS:
        columns[t(f"meetelt.{name}")] = itemgetter(name)
    facts = tuple(
        (
            row_name(view, row, division),
            t("indicator.van", teller=number(row["n_both"]), noemer=number(row["pupils"])),
        )
        for row in missing
        if division == EVERYBODY
    )
    title, meaning = t("meetelt.titel"), t("meetelt.uitleg")
    passport(view, Passport("meetelt", title, meaning, ("outcome_missing",), taken(missing, columns), facts))


def _number(name: str, one: Comparison) -> float | None:
    """A number of a comparison; a gain of few pupils is none."""
    if name.startswith("gain_"):
        return one.gain(name.removeprefix("gain_"))
    found: float | None = one.effect[name]
    return found
