"""Under what conditions somebody is placed: function, contracts, size of the two jobs, coach, dates."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from pipelines.example_data.rows import Row, days, drawn

_FUNCTIONS = {
    "vmbo": (("docent", 5), ("instructeur", 4), ("gastdocent", 1)),
    "mbo": (("docent", 9), ("instructeur", 6), ("seniorinstructeur", 2), ("seniordocent", 2), ("gastdocent", 1)),
    "hbo": (("docent", 12), ("seniordocent", 4), ("gastdocent", 2), ("instructeur", 1)),
}
# Of a hundred. The preliminary study found 0.49 fte at school on average, between 0.1 and 1.0.
_FTE_SCHOOL = (
    (0.1, 4),
    (0.2, 12),
    (0.3, 12),
    (0.4, 20),
    (0.5, 14),
    (0.6, 16),
    (0.7, 6),
    (0.8, 12),
    (0.9, 1),
    (1.0, 3),
)
_CONTRACT_SCHOOL = (("loondienst", 60), ("detachering", 24), ("payroll", 6), ("zzp", 4))
_CONTRACT_SCHOOL_ZZP = (("loondienst", 5), ("zzp", 5))
_CONTRACT_COMPANY = (("loondienst", 92), ("payroll", 4), ("geen", 2))
_COACH = ((True, 60), (False, 32), (None, 8))


def job_sizes(rng: random.Random) -> Iterator[float]:
    """Sizes of the job at school without end, so that their distribution hardly depends on chance."""
    while True:
        hundred = [fte for fte, count in _FTE_SCHOOL for _ in range(count)]
        rng.shuffle(hundred)
        yield from hundred


def conditions(sector: str, company_size: str, start: dt.date, sizes: Iterator[float], rng: random.Random) -> Row:
    """Contract fields of a placement that hang on its conditions; ``sizes`` are of the job at school, in fte."""
    function = drawn(rng, _FUNCTIONS[sector])
    by_the_hour = function == "gastdocent" and rng.random() < 0.8
    fte_school = None if by_the_hour else next(sizes)
    is_zzp = company_size == "zzp"
    return {
        "function": function,
        "contract_school": "geen" if by_the_hour else drawn(rng, _CONTRACT_SCHOOL_ZZP if is_zzp else _CONTRACT_SCHOOL),
        "contract_company": "zzp" if is_zzp else drawn(rng, _CONTRACT_COMPANY),
        "fte_school": fte_school,
        "hours_school_year": rng.choice((20, 32, 40, 60, 80)) if by_the_hour else None,
        "fte_company": _fte_company(fte_school, rng),
        "trial_until": start + days(61) if rng.random() < 0.3 else None,
        "planned_end_date": _planned_end(start, rng),
        "coach": drawn(rng, _COACH),
    }


def _fte_company(fte_school: float | None, rng: random.Random) -> float:
    """What is left of the week, sometimes less, and for a few more than there is."""
    if fte_school is None:
        return rng.choice((0.8, 0.9, 1.0))
    change = drawn(rng, ((0.0, 80), (-0.1, 10), (-0.2, 6), (0.1, 3), (0.2, 1)))
    return round(min(1.0, max(0.1 if fte_school == 1.0 else 0.0, 1 - fte_school + change)), 1)


def _planned_end(start: dt.date, rng: random.Random) -> dt.date | None:
    """Last day of the school year, four or five years on, for one in three: beyond what is followed."""
    if rng.random() > 0.35:
        return None
    return dt.date(max(start.year, 2023) + rng.choice((4, 5)), 7, 31)
