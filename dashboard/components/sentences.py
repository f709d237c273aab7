"""The one sentence at the head of each page, computed from what the page shows."""

from __future__ import annotations

from typing import Any

from dashboard.charts.look import SMALL
from dashboard.components.view import View
from dashboard.components.withheld import is_published
from dashboard.labels import PROGRAMME

Row = dict[str, Any]


def overview_sentence(view: View, positions: list[Row]) -> str:
    """How many pilots run, and how many scopes are ready for a decision."""
    running = [p for p in positions if not p["stopped_on"]]
    pilots = sum(p["scope_id"] != PROGRAMME for p in running)
    language = view.language
    if not positions:
        return language.text("overzicht.kop.leeg")
    if not running:
        return language.text("overzicht.kop.gestopt")
    ready = sum(p["ready"] and p["phase"] != "doorontwikkelen" for p in running)
    if not pilots:
        return language.text("overzicht.kop.programma.klaar" if ready else "overzicht.kop.programma")
    has_programme = pilots < len(running)
    who = language.plural("overzicht.kop.met_programma" if has_programme else "overzicht.kop.pilots", pilots)
    what = language.plural("overzicht.kop.klaar", ready) if ready else language.text("overzicht.kop.geen")
    return language.text("overzicht.kop", wie=who, wat=what)


def phase_sentence(view: View, scope: str, position: Row | None) -> str:
    """Where a scope is, since when, and how many criteria it has met."""
    language, name = view.language, view.labels.scope(scope)
    if position is None:
        return language.text("fasen.kop.niet_begonnen", naam=name)
    phase = view.labels.of("phase", position["phase"])
    if position["stopped_on"]:
        return language.text("fasen.kop.gestopt", naam=name, fase=phase, datum=language.day(position["stopped_on"]))
    since, total = language.day(position["since"]), language.number(position["criteria_total"])
    return language.plural("fasen.kop", position["criteria_met"], naam=name, fase=phase, datum=since, totaal=total)


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
    if after_year is not None and is_published(after_year) and after_year["survival"] is None:
        return t("behoud.kop.afgeschermd")
    if after_year is None or after_year["survival"] is None:
        reason = (after_year or {}).get("reason") or "geen_waarneming"
        return t("behoud.kop.leeg", reden=t(f"reden.{reason}"))
    if not is_published(after_year) and after_year["n"] < SMALL:
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
    refused = _refused(view, totals["refused"], totals["deliveries"])
    if not totals["rows_delivered"]:
        return language.text("datakwaliteit.kop.geen_rijen", geweigerd=refused)
    share, rows = language.percent(totals["accepted_share"], 1), language.number(totals["rows_delivered"])
    return language.text("datakwaliteit.kop", aandeel=share, rijen=rows, geweigerd=refused)


def _refused(view: View, refused: int, deliveries: int) -> str:
    """How many deliveries of how many were refused; none and the only one in words."""
    language = view.language
    if not refused:
        return language.text("datakwaliteit.kop.niets_geweigerd")
    if deliveries == 1:
        return language.text("datakwaliteit.kop.enige_geweigerd")
    return language.plural("datakwaliteit.kop.geweigerd", refused, alle=language.number(deliveries))


def review_sentence(view: View, totals: Row) -> str:
    """How many partners were reviewed within a year, and how many recommendations are overdue."""
    language = view.language
    if not totals["reviews"]:
        return language.text("peerreviews.kop.leeg")
    late = language.plural("peerreviews.kop.laat", totals["late"]) if totals["late"] else ""
    rest = late or language.text("peerreviews.kop.niets_laat")
    if not totals["partners"]:
        return language.plural("peerreviews.kop.zonder_partners", totals["reviews"], aanbevelingen=rest)
    everybody = language.number(totals["partners"])
    return language.plural("peerreviews.kop", totals["within_year"], totaal=everybody, aanbevelingen=rest)


def indicator_sentence(view: View, scope: str, totals: Row | None) -> str:
    """How many of the indicators that can be judged are on course, need attention and are behind."""
    language, name = view.language, view.labels.scope(scope)
    if totals is None:
        return language.text("indicatoren.kop.leeg", naam=name)
    who = language.text("indicatoren.kop.wie", naam=name, jaar=str(totals["period"]))
    if not totals["judged"]:
        key = "indicatoren.kop.zonder_oordeel" if totals["with_target"] else "indicatoren.kop.zonder_doel"
        return language.plural(key, totals["with_target"] or totals["figures"], wie=who)
    said = [language.plural("indicatoren.op_koers", totals["on_course"], totaal=language.number(totals["judged"]))]
    said += [
        language.plural(f"indicatoren.{status}", totals[column])
        for status, column in (("aandacht", "needing_attention"), ("achter", "behind"))
        if totals[column]
    ]
    return language.text("indicatoren.kop", wie=who, wat=language.listed(said))


def money_sentence(view: View, scope: str, year: Row | None, rules: list[Row], *, is_public: bool = False) -> str:
    """What came of the contributions promised for a year, and how many co-financing rules are not met.

    Args:
        is_public: whether it is about public contributions only.
        year: ``year, is_under_way, committed_eur, contributed_eur``; None where there is no money at all.
        rules: the co-financing rules of the scope over their years together, on what was realised.
    """
    language, name = view.language, view.labels.scope(scope)
    if year is None or year["committed_eur"] is None:
        return language.text("financien.kop.leeg", naam=name)
    promised, real = language.euro(year["committed_eur"]), language.euro(year["contributed_eur"] or 0)
    key = "financien.kop.loopt" if year["is_under_way"] else "financien.kop"
    key += ".publiek" if is_public else ""
    said = language.text(key, naam=name, jaar=year["year"], toegezegd=promised, gerealiseerd=real)
    judged = [rule for rule in rules if rule["is_met"] is not None]
    unmet = sum(not rule["is_met"] for rule in judged)
    if not judged:
        return f"{said}."
    if not unmet:
        return f"{said}; {language.plural('financien.kop.voldaan', len(judged))}."
    return f"{said}; {language.plural('financien.kop.niet_voldaan', len(judged), niet=language.number(unmet))}."
