"""What was decided about a scope, as time axes show it and as words say it."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.events import EVENTS_SCHEMA, none_decided
from dashboard.components.markup import Markup, div, span
from dashboard.components.view import View
from dashboard.labels import PROGRAMME

_STOPPED = "×"


def decision_events(view: View, scope: str | None) -> pl.DataFrame:
    """``date, mark, phase, said`` of every decision that counts about a scope (None: the partnership itself).

    ``mark`` is the number of the phase in which the scope stood after it. Empty where the edition has no decisions.
    """
    if not view.holds("decision_steps"):
        return none_decided()
    steps = view.ask("decision_steps", scope=scope or PROGRAMME).to_dicts()
    rows = [
        {
            "date": step["decided_on"],
            "mark": _STOPPED if step["stopped_on"] else str(step["position"]),
            "phase": step["phase"],
            "said": _said(view, step),
        }
        for step in steps
    ]
    return pl.DataFrame(rows, schema=EVENTS_SCHEMA)


def events_in_words(view: View, events: pl.DataFrame) -> str:
    """The events after each other, for those who cannot see them; empty when there are none."""
    if events.is_empty():
        return ""
    return " " + view.language.text("beschrijving.besluiten", delen="; ".join(events["said"]))


def event_key(view: View, events: pl.DataFrame, scope: str | None) -> Markup:
    """What the circles are; empty when there are none."""
    if events.is_empty():
        return Markup("")
    said = view.language.text("gebeurtenis.sleutel", naam=view.labels.scope(scope or PROGRAMME))
    return div("gg-keys", span("gg-key", span("gg-event", str(events["mark"][0])), said))


def _said(view: View, step: dict[str, Any]) -> str:
    """The day, and where the scope went; a stop as such."""
    date, phase = view.language.day(step["decided_on"]), view.labels.of("phase", step["phase"])
    if step["stopped_on"]:
        key = "gebeurtenis.gestopt"
    else:
        key = "gebeurtenis.naar" if step["phase"] != step["phase_before"] else "gebeurtenis.blijft"
    return view.language.text(key, datum=date, fase=phase)
