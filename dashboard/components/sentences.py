"""The one sentence at the head of each page, computed from what the page shows."""

from __future__ import annotations

from typing import Any

from dashboard.components.figures import SMALL
from dashboard.components.view import View
from dashboard.labels import PROGRAMME

Row = dict[str, Any]


def overview_sentence(view: View, positions: list[Row]) -> str:
    """How many pilots run, and how many scopes are ready for a decision."""
    running = [p for p in positions if not p["stopped_on"]]
    pilots = sum(p["scope_id"] != PROGRAMME for p in running)
    if not positions:
        return view.language.text("overzicht.kop.leeg")
    has_programme = any(p["scope_id"] == PROGRAMME for p in running)
    who = view.language.plural("overzicht.kop.met_programma" if has_programme else "overzicht.kop.pilots", pilots)
    ready = sum(p["ready"] and p["phase"] != "doorontwikkelen" for p in running)
    what = view.language.plural("overzicht.kop.klaar", ready) if ready else view.language.text("overzicht.kop.geen")
    return view.language.text("overzicht.kop", wie=who, wat=what)


def phase_sentence(view: View, scope: str, position: Row | None) -> str:
    """Where a scope is, since when, and how many criteria it has met."""
    language, name = view.language, view.labels.scope(scope)
    if position is None:
        return language.text("fasen.kop.niet_begonnen", naam=name)
    phase = view.labels.of("phase", position["phase"])
    if position["stopped_on"]:
        return language.text("fasen.kop.gestopt", naam=name, fase=phase, datum=language.day(position["stopped_on"]))
    met, total = str(position["criteria_met"]), str(position["criteria_total"])
    since = language.day(position["since"])
    return language.text("fasen.kop", naam=name, fase=phase, datum=since, behaald=met, totaal=total)


def readiness_sentence(view: View, position: Row | None) -> str:
    """Whether the next decision can be taken."""
    t = view.language.text
    if position is None or position["stopped_on"]:
        return ""
    if position["ready"]:
        return t("fasen.gereed.laatste" if position["phase"] == "doorontwikkelen" else "fasen.gereed")
    return view.language.plural("fasen.nog_te_gaan", position["criteria_total"] - position["criteria_met"])


def placement_sentence(view: View, totals: Row) -> str:
    """How many placements are active, in how many pilots, for how many fte."""
    language = view.language
    if not totals["placements"] or view.reference_date is None:
        return language.text("plaatsingen.kop.leeg")
    date, pilots = language.day(view.reference_date), language.plural("plaatsingen.kop.pilots", totals["pilots"])
    fte = language.number(totals["fte_school"], 1)
    return language.plural("plaatsingen.kop", totals["placements"], datum=date, pilots=pilots, fte=fte)


def retention_sentence(view: View, after_year: Row | None) -> str:
    """How many placements of a hundred still last after a year, with the interval."""
    t = view.language.text
    if after_year is None or after_year["survival"] is None:
        reason = (after_year or {}).get("reason") or "geen_waarneming"
        return t("behoud.kop.leeg", reden=t(f"reden.{reason}"))
    if after_year["n"] < SMALL:
        return view.language.plural("behoud.kop.klein", after_year["n"])
    of_hundred = view.language.number(100 * after_year["survival"])
    if after_year["ci_low"] is None:
        return t("behoud.kop.zonder_interval", aantal=of_hundred)
    low, high = (view.language.number(100 * after_year[name]) for name in ("ci_low", "ci_high"))
    return t("behoud.kop", aantal=of_hundred, laag=low, hoog=high)


def quality_sentence(view: View, totals: Row) -> str:
    """Which share of the delivered rows was accepted, and how many deliveries were refused."""
    language = view.language
    if not totals["deliveries"]:
        return language.text("datakwaliteit.kop.leeg")
    refused = language.plural(
        "datakwaliteit.kop.geweigerd", totals["refused"], alle=language.number(totals["deliveries"])
    )
    if not totals["rows_delivered"]:
        return language.text("datakwaliteit.kop.geen_rijen", geweigerd=refused)
    share, rows = language.percent(totals["accepted_share"], 1), language.number(totals["rows_delivered"])
    return language.text("datakwaliteit.kop", aandeel=share, rijen=rows, geweigerd=refused)
