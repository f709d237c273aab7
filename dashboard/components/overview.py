"""The parts of the overview, and in which order each role has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.access import current_viewer
from dashboard.components.asked import asked_figure, asked_list, asked_matters, asked_rows
from dashboard.components.attention import attention_figure, attention_list
from dashboard.components.figures import (
    figure_row,
    placement_figures,
    placement_passport,
    retention_figure,
    retention_passport,
)
from dashboard.components.filters import unstated
from dashboard.components.findings import draw_findings, draw_response
from dashboard.components.frame import definition, empty, section
from dashboard.components.freshness import freshness_figure, freshness_note, freshness_table
from dashboard.components.links import linked
from dashboard.components.markup import element
from dashboard.components.own import draw_latest, own_organisation
from dashboard.components.passport import passport
from dashboard.components.reach import draw_money, draw_reach
from dashboard.components.scopes import positions_of
from dashboard.components.targets import draw_targets
from dashboard.components.track import phase_passport, phase_track
from dashboard.components.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: the key of its title, the questions without which it is not there, and what draws it.

    A region may be chosen: what is not ``of_region`` is then of the whole partnership, and says so.
    """

    title: str
    asks: tuple[str, ...]
    draw: Callable[[View, str | None], None]
    of_region: bool = False


def draw_parts(view: View, role: str, region: str | None) -> None:
    """Draws what the edition holds, in the order of the role, and says what it does not hold."""
    left_out: list[Part] = []
    for row in _PARTS[role]:
        held = [part for part in row if all(view.holds(question) for question in part.asks)]
        left_out += [part for part in row if part not in held]
        if not held:
            continue
        for place, part in zip(st.columns(len(held), gap="large"), held, strict=True):
            with place:
                _draw(view, part, region)
    if left_out:
        t = view.language.text
        titles = [t(part.title) for part in left_out]
        said = t("overzicht.weggelaten", delen=view.language.listed([f"‘{title}’" for title in titles]))
        view.html(element("p", f"{said} {t(f'overzicht.weggelaten.{role}')}", cls="gg-note gg-left-out"))


def _draw(view: View, part: Part, region: str | None) -> None:
    if part.of_region or not region:
        part.draw(view, region)
        return
    view.html(element("p", view.language.text("overzicht.zonder_regio"), cls="gg-note"))
    with unstated("regio"):
        part.draw(view, None)


def _figures(view: View, region: str | None) -> None:  # noqa: ARG001 of the whole partnership
    now: dict[str, Any] | None = next(iter(view.ask("placements_now", pilot=None).to_dicts()), None)
    if now:
        view.html(figure_row(placement_figures(view, now, _after_year(view))))
        passport(view, placement_passport(view, now, _after_year(view)))


def _retention(view: View, region: str | None) -> None:  # noqa: ARG001 of the whole partnership
    view.html(figure_row([retention_figure(view, _after_year(view))]))
    passport(view, retention_passport(view))
    view.html(element("p", linked(view, view.language.text("behoud.titel"), "behoud"), cls="gg-note"))


def _after_year(view: View) -> dict[str, Any] | None:
    return next(iter(view.ask_if_held("after_year")), None)


def _phases(view: View, region: str | None) -> None:
    t = view.language.text
    section(t("overzicht.fasen"), t("overzicht.fasen.uitleg"))
    view.html(phase_track(view, positions_of(view, region)))
    passport(view, phase_passport(view, positions_of(view, region)))
    definition(t("overzicht.fasen.begrip"), t("overzicht.fasen.begrip.uitleg"))


def _attention(view: View, region: str | None) -> None:
    t, matters = view.language.text, view.ask("attention", regio=region).to_dicts()
    section(t("aandacht.titel"))
    if matters:
        view.html(attention_list(view, matters))
        passport(view, attention_figure(view, matters))
    else:
        empty(t("aandacht.leeg"))


def _targets(view: View, region: str | None) -> None:  # noqa: ARG001 of the whole partnership
    draw_targets(view, current_viewer().role)


def _freshness(view: View, region: str | None) -> None:  # noqa: ARG001 of the whole partnership
    t = view.language.text
    section(t("actueel.titel"), freshness_note(view))
    partners = view.ask("freshness", today=view.judged_on, stale_after=view.threshold("freshness_days")).to_dicts()
    if partners:
        view.html(freshness_table(view, partners))
        passport(view, freshness_figure(view, partners))
    else:
        empty(t("actueel.leeg"), t("opdracht.inlezen"))


def _asked(view: View, region: str | None) -> None:  # noqa: ARG001 of one organisation
    section(view.language.text("onze.gevraagd"))
    asked, matters = asked_rows(view), asked_matters(view)
    view.html(asked_list(view, asked, matters))
    passport(view, asked_figure(view, [*asked, *matters]))
    view.html(element("p", linked(view, view.language.text("overzicht.naar_eigen"), "onze_organisatie"), cls="gg-note"))


def _deliveries(view: View, region: str | None) -> None:  # noqa: ARG001 of one organisation
    section(view.language.text("onze.leveringen"))
    deliveries = view.ask("own_deliveries", organisatie=own_organisation(), today=view.judged_on).to_dicts()
    if deliveries:
        draw_latest(view, deliveries)
    else:
        empty(view.language.text("actueel.leeg"))


_FIGURES = Part("cijfer.samen", ("placements_now",), _figures)
_RETENTION = Part("cijfer.behoud", ("after_year",), _retention)
_PHASES = Part("overzicht.fasen", ("positions",), _phases, of_region=True)
_ATTENTION = Part("aandacht.titel", ("attention",), _attention, of_region=True)
_TARGETS = Part("kern.titel", ("indicators_of_theme", "indicator_series"), _targets)
_FRESHNESS = Part("actueel.titel", ("freshness",), _freshness)
_ASKED = Part("onze.gevraagd", ("agenda", "attention"), _asked)
_DELIVERIES = Part("onze.leveringen", ("own_deliveries",), _deliveries)
_FINDINGS = Part("bevinding.titel", ("outcome_effects",), lambda view, _: draw_findings(view))
_RESPONSE = Part("respons.titel", ("latest_response", "outcome_missing"), lambda view, _: draw_response(view))
_REACH = Part("bereik.titel", ("reach",), lambda view, _: draw_reach(view))
_MONEY = Part("geld.kort.titel", ("public_money", "rules_met"), lambda view, _: draw_money(view))

# Parts beside each other stand in one row.
_PARTS: dict[str, tuple[tuple[Part, ...], ...]] = {
    "kernteam": ((_FIGURES,), (_PHASES,), (_ATTENTION, _FRESHNESS), (_TARGETS,)),
    "lectoraat": ((_FINDINGS, _RESPONSE), (_RETENTION,), (_PHASES,), (_ATTENTION, _TARGETS, _FRESHNESS)),
    "funder": ((_PHASES,), (_MONEY,), (_REACH,), (_TARGETS,), (_FRESHNESS,), (_ATTENTION,)),
    "partner": ((_ASKED,), (_DELIVERIES,), (_PHASES,), (_TARGETS,)),
}
