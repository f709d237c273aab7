"""Decisions about a scope in words: what was decided and when, why, and what it did not change."""

from __future__ import annotations

from typing import Any

from dashboard.components.markup import Markup, element, joined, span
from dashboard.components.tables import dutch
from dashboard.components.view import View

Row = dict[str, Any]
_HOLD = "aanhouden"


def decision_item(view: View, decision: Row, phase: str | None, has_begun: bool = True) -> Markup:
    """A decision as an item of a list.

    Args:
        phase: where the scope stood; None when it had stopped already, or has not begun.
    """
    language = view.language
    label = element("strong", view.labels.of("decision", decision["decision"]))
    head = joined([label, language.text("besluit.op", datum=language.day(decision["decided_on"]))], " ")
    reason = [span("gg-reason", dutch(language.code, decision["reason"]))] if decision["reason"] else []
    notes = [span("gg-under", note) for note in _notes(view, decision, phase, has_begun)]
    return element("li", head, *reason, *notes, cls="gg-decision")


def _notes(view: View, decision: Row, phase: str | None, has_begun: bool) -> list[str]:
    """What a reader would wonder about: a decision that does not count yet, changed nothing or names another phase."""
    t = view.language.text
    if decision["is_upcoming"]:
        return [t("besluit.later")]
    if phase is None:
        return [t("besluit.na_stop" if has_begun else "besluit.voor_begin")]
    notes = []
    if not decision["ends_stay"] and decision["decision"] != _HOLD:
        notes.append(t("besluit.zonder_gevolg"))
    if decision["phase"] != phase:
        notes.append(t("besluit.andere_fase", fase=view.labels.of("phase", decision["phase"])))
    return notes
