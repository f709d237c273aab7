"""The invented placements: who works where, under what conditions, and until when."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.example_data.conditions import conditions, job_sizes
from pipelines.example_data.departures import Departure, departure
from pipelines.example_data.organisations import (
    DELIVERING_SCHOOLS,
    ONCE_A_YEAR,
    SILENT_SCHOOL,
    SILENT_SINCE,
    companies_of_size,
    sector_of_school,
)
from pipelines.example_data.pilots import Pilot, all_pilots
from pipelines.example_data.professionals import Professional, all_professionals
from pipelines.example_data.rows import HORIZON, Row, date_of, days, drawn, stream

_RETURNS = 0.68  # share of those who stop that take up another placement
_NO_FOLLOWED_FROM = ("HP001", "HP002")  # an old start without the date from which it was followed
_VANISHING_SCHOOL, VANISHES_ON = "roc-terpenland", dt.date(2025, 6, 1)


@dataclass(frozen=True, slots=True)
class Placement:
    """One professional in one school and company, from the first day on which the placement is followed.

    ``row`` holds what does not change over time; ``aligned_every`` is the number of days between talks of school and
    company, None when they never talk.
    """

    placement_id: str
    entry: dt.date
    departure: Departure | None
    aligned_every: int | None
    row: Row
    vanishes_on: dt.date | None = None

    @property
    def start_date(self) -> dt.date:
        return date_of(self.row, "start_date")

    @property
    def school_id(self) -> str:
        return str(self.row["school_id"])

    @property
    def company_id(self) -> str:
        return str(self.row["company_id"])

    @property
    def professional_id(self) -> str:
        return str(self.row["professional_id"])

    def row_on(self, day: dt.date) -> Row:
        """The placement as its school lists it on a day."""
        return {"placement_id": self.placement_id, **self.row, "last_alignment_on": self._last_alignment(day)}

    def _last_alignment(self, day: dt.date) -> dt.date | None:
        until = min(day, self.departure.ended_on) if self.departure else day
        if self.aligned_every is None or (until - self.entry).days < self.aligned_every:
            return None
        return self.entry + days((until - self.entry).days // self.aligned_every * self.aligned_every)


def all_placements(seed: int) -> list[Placement]:
    """Every placement in order of its start, with ids in that order."""
    rng = stream(seed, "placements")
    sizes = job_sizes(rng)
    drafts: list[Placement] = []
    for professional in all_professionals(seed):
        drafts += _placements_of(professional, sizes, rng)
    ordered = sorted(drafts, key=lambda p: (p.start_date, p.professional_id))
    numbered = [replace(placement, placement_id=f"PL{number:04d}") for number, placement in enumerate(ordered, start=1)]
    return _with_one_vanishing(numbered)


def _placements_of(professional: Professional, sizes: Iterator[float], rng: random.Random) -> list[Placement]:
    """The followed placement and, for some whose placement ends, the one that comes after it."""
    returns = rng.random() < _RETURNS
    start = _first_day(professional.first_start, rng)
    first = _placement(professional, start, sizes, rng, _old_start(professional, rng), returns)
    if not (first.departure and returns):
        return [first]
    term = _next_term(first.departure.ended_on, professional)
    if term is None:
        return [first]
    second = _placement(professional, term, sizes, rng)
    return [first, second] if _end_is_reported(first) else [first]


def _end_is_reported(placement: Placement) -> bool:
    """False when the school fell silent before it could tell that the placement ended: then it seems to last."""
    ended = placement.departure
    return ended is not None and (placement.school_id != SILENT_SCHOOL or ended.ended_on < SILENT_SINCE)


def _placement(
    professional: Professional,
    followed_from: dt.date,
    sizes: Iterator[float],
    rng: random.Random,
    old_start: dt.date | None = None,
    returns: bool = False,
) -> Placement:
    pilot, school_id = _pilot_and_school(professional.school_sector, followed_from, rng)
    start = old_start or followed_from
    terms = conditions(professional.school_sector, professional.company_size, start, sizes, rng)
    fte = terms["fte_school"]
    fte_school = fte if isinstance(fte, float) else None
    coached = terms["coach"] is True
    ended = departure(followed_from, start, fte_school, coached, pilot.stopped_on, returns, rng)
    row: Row = {
        "professional_id": professional.professional_id,
        "pilot_id": pilot.pilot_id,
        "school_id": school_id,
        "company_id": professional.own_company or _company(pilot, professional.company_size, rng),
        "start_date": start,
        "followed_from": followed_from if old_start and professional.professional_id not in _NO_FOLLOWED_FROM else None,
        **terms,
    }
    aligned_every = drawn(rng, ((60, 2), (91, 4), (150, 3), (240, 2), (None, 1)))
    return Placement("", followed_from, ended, aligned_every, row)


def _pilot_and_school(sector: str, start: dt.date, rng: random.Random) -> tuple[Pilot, str]:
    sectors = sector_of_school()
    places = [
        (pilot, school)
        for pilot in all_pilots()
        if pilot.is_open_on(start)
        for school in pilot.schools
        if school in DELIVERING_SCHOOLS
        and sectors[school] == sector
        and (start.month >= 8 or school not in ONCE_A_YEAR)
    ]
    return rng.choice(places)


def _company(pilot: Pilot, size_class: str, rng: random.Random) -> str:
    """A company of the size, preferably a partner of the pilot."""
    of_size: Sequence[str] = companies_of_size(size_class)
    partners = [company for company in of_size if company in pilot.companies]
    return rng.choice(partners or of_size)


def _first_day(term: dt.date, rng: random.Random) -> dt.date:
    if term.month == 9:
        shift = drawn(rng, ((0, 7), (-7, 1), (14, 1), (30, 2))) if term.year < HORIZON.year else 0
        return term + days(shift)
    return term + days(drawn(rng, ((0, 4), (14, 1), (28, 1))))


def _old_start(professional: Professional, rng: random.Random) -> dt.date | None:
    """A September after the professional became hybrid and before anybody was followed; None for who begins now."""
    if not professional.was_placed_before:
        return None
    first = date_of(professional.row, "hybrid_since").year + 1
    return dt.date(rng.randint(min(first, 2022), 2022), 9, 1)


def _next_term(ended_on: dt.date, professional: Professional) -> dt.date | None:
    """First day of the next term at least a day after the end; None when that is still to come."""
    months = (9,) if professional.school_sector == "vmbo" else (2, 9)
    terms = [dt.date(year, month, 1) for year in range(2023, 2027) for month in months]
    return next((term for term in terms if term > ended_on), None)


def _with_one_vanishing(placements: list[Placement]) -> list[Placement]:
    """One placement that lasts disappears from its school's list, and nobody says why."""
    known_by = VANISHES_ON - days(365)
    lasting = (
        p.placement_id
        for p in placements
        if p.school_id == _VANISHING_SCHOOL and p.departure is None and p.start_date == p.entry < known_by
    )
    chosen = next(lasting, None)
    return [replace(p, vanishes_on=VANISHES_ON) if p.placement_id == chosen else p for p in placements]
