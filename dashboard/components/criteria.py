"""The criteria of one scope by phase: status in words and in a sign, evidence, and what a criterion means."""

from __future__ import annotations

from typing import Any

from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.tables import dutch
from dashboard.components.view import View

Rows = list[dict[str, Any]]
_SIGNS = {"behaald": "full", "in_uitvoering": "half", "niet_gestart": "empty", "nvt": "none"}


def criteria_by_phase(view: View, criteria: Rows, evidence: Rows, current: str | None) -> Markup:
    """Every phase with its criteria; the current phase stands open, the others fold out."""
    given = {c["criterion_id"]: [e for e in evidence if e["criterion_id"] == c["criterion_id"]] for c in criteria}
    rows = [{**c, "given": given[c["criterion_id"]]} for c in criteria]
    return joined(
        _phase(view, phase, [c for c in rows if c["phase"] == phase["phase"]], phase["phase"] == current)
        for phase in view.ask("phases").to_dicts()
    )


def status_sign(view: View, status: str) -> Markup:
    """A status in a sign and in words."""
    sign = element("span", "", cls=f"gg-sign gg-sign-{_SIGNS.get(status, 'none')}", aria_hidden="true")
    return span("gg-status", sign, view.labels.of("criterion_status", status))


def _phase(view: View, phase: dict[str, Any], criteria: Rows, is_current: bool) -> Markup:
    code, t = view.language.code, view.language.text
    counting = [c for c in criteria if c["status"] != "nvt"]
    met = sum(c["status"] == "behaald" for c in counting)
    counted = t("fasen.van", behaald=str(met), totaal=str(len(counting)))
    title = joined([span("gg-phase-number", str(phase["position"])), element("strong", phase[f"label_{code}"])])
    now = span("gg-here", t("fasen.hier")) if is_current else Markup("")
    summary = element("summary", title, now, span("gg-met", counted))
    about = element("p", phase[f"description_{code}"], cls="gg-note")
    items = element("ul", *(_criterion(view, c) for c in criteria), cls="gg-criteria")
    style = f"--phase:var(--gg-phase-{phase['phase']})"
    return element("details", summary, about, items, cls="gg-fold", style=style, open="" if is_current else None)


def _criterion(view: View, criterion: dict[str, Any]) -> Markup:
    meaning = joined([_meaning(view, criterion["criterion_id"]), _given(view, criterion["given"])])
    label = joined([span("gg-id", criterion["criterion_id"]), view.labels.of("criterion", criterion["criterion_id"])])
    detail = element("details", element("summary", label), meaning, cls="gg-criterion")
    return element("li", status_sign(view, criterion["status"]), detail, span("gg-when", _when(view, criterion)))


def _when(view: View, criterion: dict[str, Any]) -> str:
    if criterion["assessed_on"] is None:
        return view.language.text("fasen.niet_beoordeeld")
    when = view.language.text("fasen.beoordeeld_op", datum=view.language.short_day(criterion["assessed_on"]))
    return f"{when} · {view.language.plural('fasen.bewijs', criterion['evidence_count'])}"


def _given(view: View, evidence: Rows) -> Markup:
    """The evidence that was given, the latest first."""
    items = [
        element(
            "li",
            joined([view.language.short_day(e["assessed_on"]), dutch(view.language.code, e["evidence"])], ": "),
            span("gg-under", view.labels.partner(e["assessor"])) if e["assessor"] else Markup(""),
        )
        for e in evidence
    ]
    if not items:
        return Markup("")
    title = element("p", element("strong", view.language.text("fasen.gegeven_bewijs")))
    return div("gg-definition", title, element("ul", *items))


def _meaning(view: View, criterion_id: str) -> Markup:
    code, t = view.language.code, view.language.text
    found = next(row for row in view.ask("criteria").to_dicts() if row["criterion_id"] == criterion_id)
    terms = [
        joined([element("dt", t(f"fasen.{name}")), element("dd", found[f"{name}_{code}"])])
        for name in ("evidence", "assessor")
    ]
    return div("gg-definition", element("p", found[f"description_{code}"]), element("dl", *terms))
