"""What assessors thought of each criterion: halfway a phase and before the decision that ended it."""

from __future__ import annotations

import datetime as dt
import random

from pipelines.catalogue import Criterion, Programme
from pipelines.example_data.courses import NOT_APPLICABLE, OPEN_AT_DECISION, READY, Stay, all_decisions, stays
from pipelines.example_data.evidence_texts import evidence_of
from pipelines.example_data.rows import HORIZON, Row, date_of, days, stream

_HALFWAY = days(75)
_BEFORE_DECISION = days(16)
_LATEST = HORIZON - days(20)
_LOOKED_AT_AGAIN = 0.8
_SELF = "programma"
_LECTORAAT, _PRACTORAAT = "lectoraat-hybride-vakmanschap", "practoraat-samen-opleiden"
_UNIVERSITY, _HUB = "universiteit-noorderdijk", "technohub-het-werkveld"
_ASSESSORS = {
    "O3": _HUB,
    "O6": _HUB,
    "V1": _LECTORAAT,
    "V2a": _PRACTORAAT,
    "V2b": _PRACTORAAT,
    "V2c": _LECTORAAT,
    "V3": _HUB,
    "V5": _UNIVERSITY,
    "D2": _UNIVERSITY,
    "D3b": _LECTORAAT,
    "D5": _HUB,
    "D6a": _LECTORAAT,
    "D6b": _LECTORAAT,
    "D6c": _PRACTORAAT,
    "D6d": _LECTORAAT,
    "D7": _UNIVERSITY,
    "X2": _UNIVERSITY,
    "X3": _UNIVERSITY,
    "X4": _UNIVERSITY,
    "X5": _UNIVERSITY,
}


def assessment_rows(programme: Programme, seed: int) -> list[Row]:
    """Every assessment, in order of its date, then scope and criterion."""
    rng = stream(seed, "assessments")
    order = {criterion.criterion_id: place for place, criterion in enumerate(programme.criteria)}
    rows = [
        row
        for stay in stays([phase.phase_id for phase in programme.phases])
        for criterion in programme.criteria
        if criterion.phase == stay.phase
        for row in _of_criterion(stay, criterion, rng)
    ]
    again = stream(seed, "assessments again")
    latest = {(row["scope_id"], row["criterion_id"]): row for row in sorted(rows, key=lambda r: str(r["assessed_on"]))}
    rows += [renewed for row in latest.values() for renewed in _renewed(row, again)]
    return sorted(rows, key=lambda r: (str(r["assessed_on"]), str(r["scope_id"]), order[str(r["criterion_id"])]))


def _of_criterion(stay: Stay, criterion: Criterion, rng: random.Random) -> list[Row]:
    """An assessment halfway, and one at the end of the stay, or lately when it lasts."""
    last = (stay.left_on - _BEFORE_DECISION) if stay.left_on else _LATEST
    halfway = min(stay.entered_on + _HALFWAY, last - days(30))
    rows = []
    if halfway > stay.entered_on:
        rows.append(_row(stay, criterion, halfway, _status_halfway(stay, criterion, rng), rng))
    if last > stay.entered_on:
        rows.append(_row(stay, criterion, last, _status_at_last(stay, criterion, rng), rng))
    return rows


def _renewed(row: Row, rng: random.Random) -> list[Row]:
    """What was achieved is looked at again each year, mostly: what is left is evidence that has grown old."""
    day, renewed = date_of(row, "assessed_on") + days(350), list[Row]()
    stopped = {taken.scope_id for taken in all_decisions() if taken.decision == "stop"}
    if row["status"] != "behaald" or row["scope_id"] in stopped:
        return renewed
    while day <= _LATEST:
        if rng.random() < _LOOKED_AT_AGAIN:
            renewed.append(row | {"assessed_on": day, "evidence_on": day - days(rng.randint(3, 60))})
        day += days(350)
    return renewed


def _status_halfway(stay: Stay, criterion: Criterion, rng: random.Random) -> str:
    if criterion.criterion_id in NOT_APPLICABLE.get(stay.scope_id, ()):
        return "nvt"
    return rng.choice(("niet_gestart", "in_uitvoering", "in_uitvoering", "behaald"))


def _status_at_last(stay: Stay, criterion: Criterion, rng: random.Random) -> str:
    identifier = criterion.criterion_id
    if identifier in NOT_APPLICABLE.get(stay.scope_id, ()):
        return "nvt"
    if stay.decision == "door":
        phase, still_open = OPEN_AT_DECISION.get(stay.scope_id, ("", ()))
        return "in_uitvoering" if stay.phase == phase and identifier in still_open else "behaald"
    if stay.decision is None and stay.scope_id in READY:
        return "behaald"
    if identifier.rstrip("abcd")[1:] == "5":  # left open in each phase, so that nobody is ready by chance
        return "in_uitvoering"
    return rng.choice(("niet_gestart", "in_uitvoering", "behaald", "behaald", "behaald"))


def _row(stay: Stay, criterion: Criterion, day: dt.date, status: str, rng: random.Random) -> Row:
    evidence = evidence_of(criterion)
    concept = status == "in_uitvoering" and rng.random() < 0.5
    return {
        "scope_id": stay.scope_id,
        "criterion_id": criterion.criterion_id,
        "assessed_on": day,
        "status": status,
        "evidence": evidence if status == "behaald" else f"Concept: {evidence}" if concept else None,
        "evidence_on": day - days(rng.randint(3, 60)) if status == "behaald" or concept else None,
        "assessor": _ASSESSORS.get(criterion.criterion_id, _SELF),
    }
