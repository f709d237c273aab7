"""Where what the page on phases tells comes from: criteria, what does not agree, and the way so far."""

from __future__ import annotations

from typing import Any

from dashboard.components.criteria import Judged
from dashboard.components.made_once import made_once
from dashboard.components.passport import Fact, Passport
from dashboard.components.sentences import readiness_sentence
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_ASSESSED = ("criteria_of_scope", "assessments_of_scope", "answers_of_scope")
_WENT_ON, _OLD = "door_met_open_punten", "bewijs_verouderd"


@made_once
def criteria_figure(view: View, judged: list[Judged], position: Row | None) -> Passport:
    """The criteria of a scope with their assessments and the data's answers; of its phase how many are met."""
    t, labels = view.language.text, view.labels
    columns = {
        t("kolom.fase"): lambda one: labels.of("phase", one["criterion"]["phase"]),
        t("kolom.criterium"): lambda one: _criterion(view, one["criterion"]["criterion_id"]),
        t("aanbeveling.status"): lambda one: labels.of("criterion_status", one["criterion"]["status"]),
        t("kolom.beoordeeld_op"): lambda one: one["criterion"]["assessed_on"],
        t("fasen.assessor"): lambda one: labels.partner(one["assessor"]) if one["assessor"] else None,
        t("kolom.bewijsstukken"): lambda one: one["criterion"]["evidence_count"],
        t("kolom.gevonden"): lambda one: (one["answer"] or {}).get("found"),
        t("kolom.nodig"): lambda one: (one["answer"] or {}).get("needed"),
    }
    rows = [
        {
            "criterion": one.criterion,
            "answer": one.answer,
            "assessor": one.assessments[0]["assessor"] if one.assessments else None,
        }
        for one in judged
    ]
    meaning = f"{t('fasen.criteria.uitleg')} {t('fasen.begrip.uitleg')}"
    facts = _facts(view, position)
    return Passport("criteria", t("fasen.criteria"), meaning, _ASSESSED, taken(rows, columns), facts)


@made_once
def conflicts_figure(view: View, conflicts: list[Row]) -> Passport:
    """What does not agree, a row each, with of when it is."""
    t, labels = view.language.text, view.labels
    columns = {
        t("strijdig.titel"): lambda one: t(_title(one["kind"])),
        t("kolom.criterium"): lambda one: _criterion(view, one["criterion_id"]) if one["criterion_id"] else None,
        t("kolom.fase"): lambda one: labels.of("phase", one["phase"]) if one["phase"] else None,
        t("kolom.datum"): lambda one: one["dated_on"],
    }
    rows = taken(conflicts, columns)
    return Passport("strijdig", t("strijdig.titel"), t("strijdig.uitleg"), ("conflicts_of_scope",), rows)


@made_once
def history_figure(view: View, stays: list[Row]) -> Passport:
    """The stays of a scope in its phases, with what was met then."""
    t = view.language.text
    columns = {
        t("kolom.fase"): lambda stay: view.labels.of("phase", stay["phase"]),
        t("kolom.vanaf"): lambda stay: stay["entered_on"],
        t("kolom.tot"): lambda stay: stay["left_on"],
        t("kolom.duur"): lambda stay: stay["lasted_days"],
        t("kolom.behaald"): lambda stay: stay["criteria_met"],
        t("kolom.criteria"): lambda stay: stay["criteria_total"],
    }
    asked = ("history_of_scope", "decisions_of_scope", "open_then_of_scope")
    return Passport("verloop", t("verloop.titel"), t("verloop.uitleg"), asked, taken(stays, columns))


def _facts(view: View, position: Row | None) -> tuple[Fact, ...]:
    if position is None:
        return ()
    t, number = view.language.text, view.language.number
    counted = t("fasen.van", behaald=number(position["criteria_met"]), totaal=number(position["criteria_total"]))
    phase = view.labels.of("phase", position["phase"])
    return (t("kolom.behaald"), f"{phase}: {counted}"), (t("fasen.klaar"), readiness_sentence(view, position))


def _criterion(view: View, criterion_id: str) -> str:
    return f"{criterion_id} {view.labels.of('criterion', criterion_id)}"


def _title(kind: str) -> str:
    return f"strijdig.{kind if kind in (_WENT_ON, _OLD) else 'cijfers'}.kop"
