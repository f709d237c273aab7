"""The way of one scope through the phases: each stay with its decisions, and what was still open when it left."""

from __future__ import annotations

from typing import Any

from dashboard.components.criterion import criterion_name
from dashboard.components.decisions import decision_item
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.track import steps
from dashboard.components.view import View

Row = dict[str, Any]
_DAYS_A_MONTH = 365.25 / 12
_SHORT = 60  # days; a longer stay is told in months
_CLOSED = ("behaald", "nvt")


def phase_history(view: View, stays: list[Row], decisions: list[Row], open_then: list[Row]) -> Markup:
    """A list of stays, the latest first; above them what was decided for later, or after a stop."""
    beside = [decision_item(view, d, None, bool(stays)) for d in decisions if d["stay"] is None]
    around = element("ul", *beside, cls="gg-decisions") if beside else Markup("")
    items = [
        _stay(
            view,
            stay,
            [d for d in decisions if d["stay"] == stay["stay"]],
            [c for c in open_then if c["stay"] == stay["stay"]],
        )
        for stay in stays
    ]
    return joined([around, element("ol", *items, cls="gg-history", reversed="")])


def _stay(view: View, stay: Row, decisions: list[Row], open_then: list[Row]) -> Markup:
    position = next(p["position"] for p in view.ask("phases").to_dicts() if p["phase"] == stay["phase"])
    name = element("strong", view.labels.of("phase", stay["phase"]))
    title = element("h3", span("gg-phase-number", str(position)), name, cls="gg-stay-name")
    taken = [decision_item(view, d, stay["phase"]) for d in decisions]
    said = element("ul", *taken, cls="gg-decisions") if taken else Markup("")
    kind = "gg-stay" if stay["left_on"] else "gg-stay gg-now"
    style = f"--phase:var(--gg-phase-{stay['phase']})"
    parts = (title, element("p", _period(view, stay), cls="gg-when"), _counted(view, stay), said)
    return element("li", *parts, _open_then(view, stay, open_then), cls=kind, style=style)


def _period(view: View, stay: Row) -> str:
    language, t = view.language, view.language.text
    entered, lasted = language.day(stay["entered_on"]), _duration(view, stay["lasted_days"])
    if stay["left_on"] is None:
        return t("verloop.sinds", begin=entered, duur=lasted)
    return t("verloop.van_tot", begin=entered, einde=language.day(stay["left_on"]), duur=lasted)


def _duration(view: View, days: int) -> str:
    if days <= _SHORT:
        return view.language.plural("verloop.dagen", days)
    return view.language.plural("verloop.maanden", round(days / _DAYS_A_MONTH))


def _counted(view: View, stay: Row) -> Markup:
    met, total = stay["criteria_met"], stay["criteria_total"]
    words = view.language.text("verloop.toen" if stay["left_on"] else "verloop.nu", behaald=str(met), totaal=str(total))
    return div("gg-progress", steps(met, total), span("gg-met", words))


def _open_then(view: View, stay: Row, criteria: list[Row]) -> Markup:
    """Which criteria were open when the scope left, and how they stand now; of where it is now the page says enough."""
    if stay["left_on"] is None or not criteria:
        return Markup("")
    items = [
        element(
            "li",
            criterion_name(view, c["criterion_id"]),
            span("gg-under", _since(view, c)),
        )
        for c in criteria
    ]
    title = element("p", view.language.plural("verloop.open", len(items)), cls="gg-open-title")
    return div("gg-open", title, element("ul", *items))


def _since(view: View, criterion: Row) -> str:
    t, status = view.language.text, view.labels.of("criterion_status", criterion["status"])
    if criterion["status_now"] in _CLOSED:
        now = view.labels.of("criterion_status", criterion["status_now"])
        day = view.language.short_day(criterion["assessed_now"])
        return t("verloop.sindsdien", toen=status, nu=now, datum=day)
    return t("verloop.nog_open", toen=status)
