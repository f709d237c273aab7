"""The criteria of one scope by phase: the assessor's status and what the data say, in words and in a sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.components.answers import answer_words
from dashboard.components.criterion import criterion_name, given_evidence, meaning
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.view import View

Row = dict[str, Any]
_SIGNS = {"behaald": "full", "in_uitvoering": "half", "niet_gestart": "empty", "nvt": "none"}
_DIFFERS = ("behaald_zonder_cijfers", "cijfers_zonder_behaald")
_OLD = "bewijs_verouderd"


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion of a scope with its assessments (the latest first), the data's answer and the conflicts about it."""

    criterion: Row
    assessments: list[Row]
    answer: Row | None
    conflicts: frozenset[str]


def judged_criteria(view: View, scope: str) -> list[Judged]:
    """Every criterion of a scope, in order."""
    assessments, answers, conflicts = (
        view.ask_if_held(question, scope=scope)
        for question in ("assessments_of_scope", "answers_of_scope", "conflicts_of_scope")
    )
    return [
        Judged(
            criterion,
            [a for a in assessments if a["criterion_id"] == criterion["criterion_id"]],
            next((a for a in answers if a["criterion_id"] == criterion["criterion_id"]), None),
            frozenset(c["kind"] for c in conflicts if c["criterion_id"] == criterion["criterion_id"]),
        )
        for criterion in view.ask("criteria_of_scope", scope=scope).to_dicts()
    ]


def criteria_by_phase(view: View, judged: list[Judged], position: Row | None) -> Markup:
    """Every phase with its criteria; the phase in which the scope is stands open, the others fold out."""
    return joined(
        _phase(
            view,
            phase,
            [j for j in judged if j.criterion["phase"] == phase["phase"]],
            position if position and position["phase"] == phase["phase"] else None,
        )
        for phase in view.ask("phases").to_dicts()
    )


def status_sign(view: View, status: str) -> Markup:
    """A status in a sign and in words."""
    sign = element("span", "", cls=f"gg-sign gg-sign-{_SIGNS.get(status, 'none')}", aria_hidden="true")
    return span("gg-status", sign, view.labels.of("criterion_status", status))


def _phase(view: View, phase: Row, judged: list[Judged], here: Row | None) -> Markup:
    code, t = view.language.code, view.language.text
    counting = [j for j in judged if j.criterion["status"] != "nvt"]
    met = sum(j.criterion["status"] == "behaald" for j in counting)
    counted = t("fasen.van", behaald=str(met), totaal=str(len(counting)))
    title = joined([span("gg-phase-number", str(phase["position"])), element("strong", phase[f"label_{code}"])])
    now = span("gg-here", t("fasen.hier_gestopt" if here["stopped_on"] else "fasen.hier")) if here else Markup("")
    summary = element("summary", title, now, span("gg-met", counted))
    about = element("p", phase[f"description_{code}"], cls="gg-note")
    items = element("ul", *(_criterion(view, j) for j in judged), cls="gg-criteria")
    style = f"--phase:var(--gg-phase-{phase['phase']})"
    return element("details", summary, about, items, cls="gg-fold", style=style, open="" if here else None)


def _criterion(view: View, judged: Judged) -> Markup:
    criterion_id = judged.criterion["criterion_id"]
    detail = joined([meaning(view, criterion_id), given_evidence(view, judged.assessments)])
    folded = element("details", element("summary", criterion_name(view, criterion_id)), detail, cls="gg-criterion")
    said = element("div", folded, _data(view, judged))
    return element("li", status_sign(view, judged.criterion["status"]), said, span("gg-when", _when(view, judged)))


def _data(view: View, judged: Judged) -> Markup:
    """What the data say beside the assessor, and whether the two differ; empty where the data cannot tell."""
    if judged.answer is None:
        return Markup("")
    t = view.language.text
    differs = span("gg-alert", t("fasen.cijfers.anders")) if judged.conflicts.intersection(_DIFFERS) else Markup("")
    words = joined([element("strong", t("fasen.cijfers")), answer_words(view, judged.answer)], " ")
    return div("gg-data", joined([words, differs], " ") if differs else words)


def _when(view: View, judged: Judged) -> Markup:
    """When and by whom the criterion was assessed, and on how much evidence."""
    t, assessed_on = view.language.text, judged.criterion["assessed_on"]
    if assessed_on is None:
        return joined([t("fasen.niet_beoordeeld")])
    assessed = t("fasen.beoordeeld_op", datum=view.language.short_day(assessed_on))
    evidence = view.language.plural("fasen.bewijs", judged.criterion["evidence_count"])
    parts = [f"{assessed} · {evidence}"]
    latest: Row = next(iter(judged.assessments), {})  # by whom is not in every edition
    if latest.get("assessor"):
        parts.append(span("gg-under", t("fasen.beoordeeld_door", wie=view.labels.partner(latest["assessor"]))))
    if _OLD in judged.conflicts:
        parts.append(span("gg-under gg-alert", t("fasen.bewijs.oud")))
    return joined(parts)
