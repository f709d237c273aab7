"""Two invented rounds of peer reviews: every organisation is visited by another of the circle."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from pipelines.example_data.pilots import all_pilots
from pipelines.example_data.review_texts import FindingText, finding_texts
from pipelines.example_data.rows import Row, days, drawn, stream

_ROUNDS = {"2024-2": dt.date(2024, 11, 4), "2025-2": dt.date(2025, 11, 3)}
_CIRCLE = (
    "roc-vechtstroom",
    "hogeschool-oosterlanden",
    "machinefabriek-ijzerlo",
    "techniekschool-esdoorn",
    "roc-terpenland",
    "netbeheer-hoogveld",
    "hogeschool-waddenrijk",
    "vakcollege-zandrug",
    "technohub-het-werkveld",
    "lerarenopleiding-de-brug",
)
_FINDINGS = ((2, 3), (3, 5), (4, 2))
_KINDS = (("werkzaam_element", 3), ("succesverhaal", 2), ("valkuil", 3), ("aanbeveling", 4))
_LEVELS = ((1, 1), (2, 4), (3, 5), (4, 2), (5, 1))
_CLOSED_SHARE = {"2024-2": 0.7, "2025-2": 0.3}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, and the later day on which its action was finished."""

    row: Row
    reviewed_on: dt.date
    closed: Row
    closed_on: dt.date | None

    def row_on(self, day: dt.date) -> Row:
        """The finding as it is reported on a day."""
        return self.row | (self.closed if self.closed_on and self.closed_on <= day else {})


def all_findings(seed: int) -> list[Finding]:
    rng = stream(seed, "reviews")
    return [finding for name in _ROUNDS for finding in _round(name, rng)]


def _round(name: str, rng: random.Random) -> list[Finding]:
    """One round. Whom an organisation visits shifts by a place each year; no text occurs twice in a round."""
    shift = 1 + list(_ROUNDS).index(name)
    unused = finding_texts()
    rng.shuffle(unused)
    findings = []
    for place, reviewed_id in enumerate(_CIRCLE):
        reviewer_id = _CIRCLE[(place + shift) % len(_CIRCLE)]
        review_id = f"PR-{name}-{place + 1:02d}"
        reviewed_on = _ROUNDS[name] + days(place * 3)
        for number in range(1, drawn(rng, _FINDINGS) + 1):
            text = _taken(unused, drawn(rng, _KINDS))
            head = _head(f"B{number}", review_id, reviewed_id, reviewer_id, reviewed_on, rng)
            findings.append(_finding(head, text, reviewed_id, reviewed_on, _CLOSED_SHARE[name], rng))
    return findings


def _taken(unused: list[FindingText], kind: str) -> FindingText:
    """A text of the kind, or of another when those are used up; it is taken out of the list."""
    index = next((i for i, text in enumerate(unused) if text.kind == kind), 0)
    return unused.pop(index)


def _head(
    finding_id: str, review_id: str, reviewed_id: str, reviewer_id: str, reviewed_on: dt.date, rng: random.Random
) -> Row:
    return {
        "review_id": review_id,
        "finding_id": finding_id,
        "pilot_id": _pilot_of(reviewed_id, reviewed_on, rng),
        "reviewed_id": reviewed_id,
        "reviewer_id": reviewer_id,
        "reviewed_on": reviewed_on,
    }


def _pilot_of(organisation_id: str, day: dt.date, rng: random.Random) -> str | None:
    taking_part = [
        p.pilot_id
        for p in all_pilots()
        if p.start_date <= day
        and organisation_id in (p.lead_id, *p.schools, *p.companies, *p.others)
        and (p.stopped_on is None or p.stopped_on > day)
    ]
    return rng.choice(taking_part) if taking_part and rng.random() < 0.8 else None


def _finding(
    head: Row, text: FindingText, reviewed_id: str, reviewed_on: dt.date, closed_share: float, rng: random.Random
) -> Finding:
    row: Row = head | {
        "theme": text.theme,
        "level": drawn(rng, _LEVELS),
        "kind": text.kind,
        "finding": text.finding,
        "public_summary": text.public_summary or None,
        "action": text.action or None,
    }
    if not text.action:
        return Finding(row, reviewed_on, {}, None)
    due_on = reviewed_on + days(rng.choice((120, 180, 240, 365)))
    row |= {"action_owner": reviewed_id if rng.random() < 0.8 else "programma", "due_on": due_on}
    if rng.random() > closed_share:
        return Finding(row, reviewed_on, {}, None)
    closed_on = due_on + days(rng.randint(-90, 40))
    secured_in = drawn(rng, (("instrument", 4), ("beleid", 4), ("scholing", 3), (None, 2)))
    return Finding(row, reviewed_on, {"closed_on": closed_on, "secured_in": secured_in}, closed_on)
