"""When and why an invented placement ends. No rate for hybrid professionals is known: these are made up."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import dataclass

from pipelines.example_data.rows import HORIZON, days, drawn

_HALF_A_YEAR = 183
_EARLY, _LATER = 0.32, 0.14  # exits a year, in the first half year and after it
_SMALL_JOB, _LARGE_JOB = 1.5, 0.65  # times that, below half a week at school and from there
_WITH_COACH, _WITHOUT_COACH = 0.75, 1.3
_SHORTEST = 14  # days

_REASON_WHO_STOPS = (
    ("volledig_naar_school", 33),
    ("volledig_naar_bedrijf", 37),
    ("beide_verlaten", 18),
    ("overig", 12),
)
_REASON_WHO_RETURNS = (("blijft_hybride_elders", 62), ("overig", 20), ("volledig_naar_bedrijf", 18))
_ENDED_BY = {
    "volledig_naar_school": (("hp", 7), ("bedrijf", 2), ("gezamenlijk", 1)),
    "volledig_naar_bedrijf": (("hp", 4), ("bedrijf", 4), ("school", 2)),
    "beide_verlaten": (("hp", 1),),
    "blijft_hybride_elders": (("hp", 6), ("gezamenlijk", 4)),
    "pilot_beeindigd": (("gezamenlijk", 3), ("school", 1)),
    "overig": (("school", 3), ("gezamenlijk", 3), ("hp", 3)),
}


@dataclass(frozen=True, slots=True)
class Departure:
    """The end of a placement."""

    ended_on: dt.date
    exit_reason: str
    ended_by: str


def departure(
    entry: dt.date,
    start: dt.date,
    fte_school: float | None,
    coach: bool | None,
    pilot_stop: dt.date | None,
    returns: bool,
    rng: random.Random,
) -> Departure | None:
    """The end of a placement followed from ``entry``; None when it still lasts on the last day known.

    Args:
        fte_school: None for a guest teacher, who counts as a small job.
        pilot_stop: day on which every placement of the pilot ends.
        returns: the professional goes on to another placement.
    """
    factor = _LARGE_JOB if fte_school is not None and fte_school >= 0.5 else _SMALL_JOB
    factor *= _WITH_COACH if coach else _WITHOUT_COACH
    lasts = max(_SHORTEST, _days_until_exit(rng.expovariate(1) / factor, (entry - start).days))
    ended_on = _as_administered(entry + days(min(lasts, 4000)), rng)
    reason = drawn(rng, _REASON_WHO_RETURNS if returns else _REASON_WHO_STOPS)
    if pilot_stop is not None and ended_on >= pilot_stop:
        ended_on, reason = pilot_stop, "pilot_beeindigd"
    return Departure(ended_on, reason, drawn(rng, _ENDED_BY[reason])) if ended_on <= HORIZON else None


def _days_until_exit(hazard_to_spend: float, already: int) -> float:
    """Days until the summed hazard of a placement that already lasted some days reaches the amount."""
    early_days = max(0, _HALF_A_YEAR - already)
    spent_early = _EARLY * early_days / 365
    if hazard_to_spend <= spent_early:
        return hazard_to_spend / _EARLY * 365
    return early_days + (hazard_to_spend - spent_early) / _LATER * 365


def _as_administered(day: dt.date, rng: random.Random) -> dt.date:
    """Most contracts end on the last day of a month."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=last) if rng.random() < 0.6 else day
