"""The five phases as a track, with every pilot and the partnership itself in its place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from dashboard.components.counted import number_fact
from dashboard.components.downloads import told
from dashboard.components.links import linked
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.passport import Passport
from dashboard.components.view import View
from dashboard.labels import PROGRAMME

Position = dict[str, Any]


@made_once
def phase_track(view: View, positions: list[Position]) -> Markup:
    """An ordered list of phases; within each those that are in it, the partnership first, stopped ones last."""
    phases = view.ask("phases").to_dicts()
    columns = [_column(view, phase, [p for p in positions if p["phase"] == phase["phase"]]) for phase in phases]
    return element("ol", *columns, cls="gg-track")


def phase_passport(view: View, positions: list[Position]) -> Passport:
    """Where the places come from, with a row a scope to take along."""
    t, code = view.language.text, view.language.code
    named = {phase["phase"]: phase[f"label_{code}"] for phase in view.ask("phases").to_dicts()}
    places = pl.DataFrame(
        {
            "scope": [view.labels.scope(position["scope_id"]) for position in positions],
            "phase": [named[position["phase"]] for position in positions],
            "met": [position["criteria_met"] for position in positions],
            "of": [position["criteria_total"] for position in positions],
        },
        schema={"scope": pl.String, "phase": pl.String, "met": pl.Int64, "of": pl.Int64},
    )
    rows = told(view, places, scope="filter.onderdeel", phase="kolom.fase", met="kolom.behaald", of="kolom.criteria")
    title, meaning = t("overzicht.fasen"), t("overzicht.fasen.begrip.uitleg")
    facts = (number_fact(view, view.language.plural("herkomst.onderdelen", places.height)),)
    return Passport("fasen", title, meaning, ("positions",), rows, facts)


def _column(view: View, phase: dict[str, Any], here: list[Position]) -> Markup:
    code = view.language.code
    number = span("gg-phase-number", str(phase["position"]))
    head = element("h3", number, phase[f"label_{code}"], cls="gg-phase-name", title=phase[f"description_{code}"])
    members = [_member(view, position) for position in here]
    body = element("ul", *members) if members else element("p", view.language.text("fasen.niemand"), cls="gg-nobody")
    return element("li", head, body, cls="gg-phase", style=f"--phase:var(--gg-phase-{phase['phase']})")


def _member(view: View, position: Position) -> Markup:
    name = view.labels.scope(position["scope_id"])
    link = linked(view, name, "fasen", onderdeel=position["scope_id"])
    kind = "gg-member" + (" gg-programme" if position["scope_id"] == PROGRAMME else "")
    kind += " gg-stopped" if position["stopped_on"] else ""
    met, total = position["criteria_met"], position["criteria_total"]
    counted = span("gg-met", view.language.text("fasen.van", behaald=str(met), totaal=str(total)))
    return element("li", link, div("gg-progress", steps(met, total), counted), *remarks(view, position), cls=kind)


def steps(met: int, total: int) -> Markup:
    """A step for every criterion, those met filled. The words beside it say the same."""
    filled = [element("i", "", cls="gg-step gg-filled" if i < met else "gg-step") for i in range(total)]
    return element("span", joined(filled), cls="gg-steps", aria_hidden="true")


def remarks(view: View, position: Position) -> list[Markup]:
    """What there is to say of a position: ready, stopped, or gone on with open points."""
    t = view.language.text
    if position["stopped_on"]:
        return [div("gg-remark", _stopped(view, position["stopped_on"]))]
    ready = [div("gg-remark gg-strong", t("fasen.klaar"))] if position["ready"] else []
    return [*ready, open_points(view, position)]


def _stopped(view: View, moment: dt.date | str) -> str:
    """The day on which a scope stopped; for research the quarter, as 2025-Q1."""
    if isinstance(moment, dt.date):
        return view.language.text("fasen.gestopt_op", datum=view.language.day(moment))
    year, quarter = moment.split("-Q")
    return view.language.text("fasen.gestopt_in", jaar=year, kwartaal=quarter)


def open_points(view: View, position: Position) -> Markup:
    """That the last step was taken while points were open; empty when none were."""
    if not position["open_points"] or position["stopped_on"]:
        return Markup("")
    return div("gg-remark", view.language.plural("fasen.open_punten", position["open_points"]))
