"""What the invented partners contribute and what the invented pilots cost: every amount is made up."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.example_data.organisations import (
    DELIVERING_COMPANIES,
    PROGRAMME,
    TWICE_A_YEAR,
    companies_of_size,
)
from pipelines.example_data.pilots import FUND, HUB, Pilot, all_pilots
from pipelines.example_data.rows import Row, drawn, stream, table_cells

_YEARS = range(2023, 2027)
_REPORT_THEMSELVES = (*TWICE_A_YEAR, *DELIVERING_COMPANIES)  # of all others the kernteam reports it
# A full year: budget in euro; which part of it partners pay, which part private partners; which part of it is spent.
_PLANS = """
metaal-vechtdal         | 240000 | 0.74 | 0.34 | 1.02
docentenpool-twente     | 180000 | 0.71 | 0.30 | 0.96
installatie-friesland   | 160000 | 0.70 | 0.33 | 0.92
bouw-achterhoek         | 150000 | 0.69 | 0.28 | 0.97
elektro-groningen       | 170000 | 0.72 | 0.32 | 0.94
maakindustrie-salland   | 190000 | 0.76 | 0.42 | 1.08
slimme-techniek-emmen   | 210000 | 0.55 | 0.20 | 0.88
vmbo-techniek-salland   | 120000 | 0.45 | 0.10 | 0.95
mechatronica-noord      | 130000 | 0.60 | 0.18 | 0.70
watertechniek-friesland | 140000 | 0.70 | 0.31 | 0.90
waterstof-eemskust      | 220000 | 0.50 | 0.16 | 0.80
circulair-veluwe        | 160000 | 0.68 | 0.34 | 0.85
"""
_CATEGORIES = (
    ("personeel", 0.5),
    ("materieel", 0.14),
    ("scholing", 0.12),
    ("projectmanagement", 0.1),
    ("externe_inhuur", 0.07),
    ("huisvesting", 0.05),
    ("overig", 0.02),
)
_KINDS = {
    "school": (("uren_natura", 0.75), ("geld", 0.25)),
    "groot": (("uren_natura", 0.5), ("geld", 0.3), ("materieel", 0.2)),
    "mkb": (("uren_natura", 0.7), ("materieel", 0.3)),
    "zzp": (("uren_natura", 1.0),),
    FUND: (("geld", 1.0),),
    HUB: (("uren_natura", 1.0),),
}
_WEIGHTS = {"school": 4.0, "groot": 5.0, "mkb": 2.0, "zzp": 0.25, FUND: 1.5, HUB: 0.5}
_PRIVATE = ("groot", "mkb", "zzp", FUND)
_OWN_BUDGET = (("personeel", 62000), ("projectmanagement", 18000), ("overig", 6000))
_OWN_CONTRIBUTIONS = ((FUND, 30000), (HUB, 8000), ("hogeschool-oosterlanden", 14000), ("roc-vechtstroom", 12000))
_STRUCTURAL_SINCE = {"metaal-vechtdal": 2024, "docentenpool-twente": 2025, "installatie-friesland": 2026}
"""From when schools and large companies go on paying for a pilot, whatever becomes of the subsidy."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A promised or budgeted amount of a year, and what becomes of it; ``owner_id`` is who reports it."""

    owner_id: str
    row: Row
    year: int
    known_from: dt.date
    realised_eur: int

    def row_on(self, day: dt.date) -> Row:
        """The row as it is reported on a day: of a year under way what was realised so far."""
        return self.row | {"realised_eur": self._realised_on(day)}

    def _realised_on(self, day: dt.date) -> int:
        if day.year > self.year:
            return self.realised_eur
        return _rounded(self.realised_eur * day.timetuple().tm_yday / 365, 100)


def all_contributions(seed: int) -> list[Amount]:
    """Of every organisation to every pilot and year, and to the partnership as a whole."""
    rng = stream(seed, "contributions")
    to_pilots = [amount for plan in _plans() for year in _YEARS for amount in _contributed(plan, year, rng)]
    own = [
        _contribution(organisation_id, None, year, ("uren_natura" if eur < 20000 else "geld"), eur, rng)
        for year in _YEARS
        for organisation_id, eur in _OWN_CONTRIBUTIONS
    ]
    return to_pilots + own


def all_expenditures(seed: int) -> list[Amount]:
    """Of every pilot and year, and of the partnership itself."""
    rng = stream(seed, "expenditures")
    of_pilots = [
        _cost_of_pilot(plan, year, category, share, rng)
        for plan in _plans()
        for year in _YEARS
        if plan.budget_in(year)
        for category, share in _CATEGORIES
    ]
    own = [
        _cost(PROGRAMME, PROGRAMME, year, category, eur, rng.uniform(0.9, 1.0), dt.date(year, 1, 1))
        for year in _YEARS
        for category, eur in _OWN_BUDGET
    ]
    return of_pilots + own


def amounts_on(amounts: Sequence[Amount], partner_id: str, day: dt.date) -> list[Row]:
    """What a partner reports of them on a day."""
    return [a.row_on(day) for a in amounts if a.owner_id == partner_id and a.known_from <= day]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The money of one pilot; shares are of its budget."""

    pilot: Pilot
    full_year_eur: int
    paid_by_partners: float
    paid_privately: float
    spent: float

    def budget_in(self, year: int) -> int:
        """In proportion to the months in which the pilot runs."""
        last = self.pilot.stopped_on or self.pilot.planned_end_date
        months = [
            m for m in range(1, 13) if self.pilot.start_date <= _last_day(year, m) and dt.date(year, m, 1) <= last
        ]
        return _rounded(self.full_year_eur * len(months) / 12, 500)


def _plans() -> list[_Plan]:
    pilots = {p.pilot_id.removeprefix("pilot-"): p for p in all_pilots()}
    return [
        _Plan(pilots[name], int(budget), float(partners), float(private), float(spent))
        for name, budget, partners, private, spent in table_cells(_PLANS)
    ]


def _contributed(plan: _Plan, year: int, rng: random.Random) -> Iterator[Amount]:
    """Everybody pays in proportion to what one of its kind can bear; the shares of the plan are kept."""
    budget, kinds = plan.budget_in(year), _payers(plan.pilot)
    for is_private, share in (
        (False, plan.paid_by_partners - plan.paid_privately),
        (True, plan.paid_privately),
    ):
        payers = {o: kind for o, kind in kinds.items() if (kind in _PRIVATE) == is_private}
        weight = sum(_WEIGHTS[kind] for kind in payers.values())
        for organisation_id, payer in payers.items():
            for kind, part in _KINDS[payer]:
                eur = _rounded(budget * share * part * _WEIGHTS[payer] / weight, 100)
                if eur:
                    yield _contribution(organisation_id, plan, year, kind, eur, rng)


def _payers(pilot: Pilot) -> dict[str, str]:
    """The organisations that contribute to a pilot, with what kind of payer each is."""
    sizes = {company: size for size in ("groot", "mkb", "zzp") for company in companies_of_size(size)}
    return (
        dict.fromkeys(pilot.schools, "school")
        | {company: sizes[company] for company in pilot.companies}
        | {FUND: FUND, HUB: HUB}
    )


def _contribution(
    organisation_id: str, plan: _Plan | None, year: int, kind: str, eur: int, rng: random.Random
) -> Amount:
    payer = _payers(plan.pilot)[organisation_id] if plan else organisation_id
    row: Row = {
        "organisation_id": organisation_id,
        "pilot_id": plan.pilot.pilot_id if plan else None,
        "year": year,
        "kind": kind,
        "funding_source": "privaat" if payer in _PRIVATE else "publiek",
        "structural": _is_structural(plan, payer, year),
        "committed_eur": eur,
    }
    kept = (plan.spent if plan else 1.0) * drawn(rng, ((rng.uniform(0.85, 1.05), 9), (0.5, 1)))
    return Amount(_owner(organisation_id), row, year, _known_from(plan, year), _rounded(eur * kept, 50))


def _is_structural(plan: _Plan | None, payer: str, year: int) -> bool | None:
    if payer == "zzp":
        return None
    since = _STRUCTURAL_SINCE.get(plan.pilot.pilot_id.removeprefix("pilot-")) if plan else None
    return since is not None and since <= year and payer in ("school", "groot")


def _cost_of_pilot(plan: _Plan, year: int, category: str, share: float, rng: random.Random) -> Amount:
    owner_id = _owner(plan.pilot.lead_id)
    eur, spent = _rounded(plan.budget_in(year) * share, 100), plan.spent * rng.uniform(0.9, 1.1)
    return _cost(owner_id, plan.pilot.pilot_id, year, category, eur, spent, _known_from(plan, year))


def _cost(
    owner_id: str, pilot_id: str, year: int, category: str, eur: int, spent: float, known_from: dt.date
) -> Amount:
    row: Row = {"pilot_id": pilot_id, "year": year, "category": category, "budget_eur": eur}
    return Amount(owner_id, row, year, known_from, _rounded(eur * spent, 50))


def _owner(organisation_id: str) -> str:
    return organisation_id if organisation_id in _REPORT_THEMSELVES else PROGRAMME


def _known_from(plan: _Plan | None, year: int) -> dt.date:
    return max(dt.date(year, 1, 1), plan.pilot.start_date if plan else dt.date.min)


def _rounded(eur: float, step: int) -> int:
    return round(eur / step) * step


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
