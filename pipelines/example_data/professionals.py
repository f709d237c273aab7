"""The 150 invented hybrid professionals, after Table 1 of the preliminary study."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.example_data.organisations import companies_of_size
from pipelines.example_data.rows import Row, days, drawn, stream
from pipelines.example_data.study import TABLE_1

HOW_MANY = 150
_VMBO_SHARE = 0.3  # of those whom Table 1 has in mbo: nobody of its eleven works in vmbo, but vmbo schools take part
_LONG_HYBRID = 9  # this many were placed years before the partnership began to follow them
_FIRST_STARTS = (
    (dt.date(2023, 9, 1), 38),
    (dt.date(2024, 2, 1), 9),
    (dt.date(2024, 9, 1), 22),
    (dt.date(2025, 2, 1), 6),
    (dt.date(2025, 9, 1), 15),
    (dt.date(2026, 2, 1), 4),
    (dt.date(2026, 9, 1), 6),
)
_DISCIPLINES = (
    "Verspaning",
    "Werktuigbouwkunde",
    "Elektrotechniek",
    "Civiele techniek",
    "Metaal",
    "Engineering",
    "Bouw en architectuur",
    "Installatietechniek",
    "Mechatronica",
    "Meubel- en interieurdesign",
)
_QUALIFICATIONS = {
    "vmbo": (("tweedegraads", 4), ("in_opleiding", 3), ("geen", 2), ("didactische_aantekening", 1)),
    "mbo": (("pdg", 4), ("in_opleiding", 3), ("didactische_aantekening", 2), ("tweedegraads", 2), ("niet_vereist", 2)),
    "hbo": (("bdb_bko", 5), ("benoembaar", 3), ("in_opleiding", 2), ("eerstegraads", 1), ("niet_vereist", 2)),
}


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody with two jobs; ``first_start`` is the term in which the first followed placement begins.

    A company of size zzp is one person, so ``own_company`` is nobody else's.
    """

    professional_id: str
    school_sector: str
    company_size: str
    first_start: dt.date
    was_placed_before: bool
    own_company: str | None
    row: Row


def all_professionals(seed: int) -> list[Professional]:
    """Everybody in order of number, each like one of the eleven of Table 1, all of them equally often."""
    rng = stream(seed, "professionals")
    own_companies = iter(companies_of_size("zzp"))
    whole_times, others = divmod(HOW_MANY, len(TABLE_1))
    models = [*TABLE_1 * whole_times, *TABLE_1[:others]]
    rng.shuffle(models)
    return [_professional(number, model, own_companies, rng) for number, model in enumerate(models, start=1)]


def _professional(
    number: int, model: tuple[float, str, str], own_companies: Iterator[str], rng: random.Random
) -> Professional:
    usual_years, sector, size = model
    own_company = next(own_companies) if size == "zzp" else None
    if sector == "mbo" and rng.random() < _VMBO_SHARE:
        sector = "vmbo"
    years = min(10.0, max(2.0, usual_years + rng.choice((-1, -1, -0.5, 0, 0, 0.5))))
    first_start = _first_start(sector, rng)
    was_placed_before = number <= _LONG_HYBRID
    if was_placed_before:
        years, first_start = max(years, 4.0), _FIRST_STARTS[0][0]
    identifier = f"HP{number:03d}"
    row = {"professional_id": identifier, **_traits(sector, size, years, first_start, rng)}
    return Professional(identifier, sector, size, first_start, was_placed_before, own_company, row)


def _traits(sector: str, size: str, years: float, first_start: dt.date, rng: random.Random) -> Row:
    return {
        "school_sector": sector,
        "discipline": rng.choice(_DISCIPLINES),
        "years_hybrid": years,
        "years_company": years + rng.randint(0, 18),
        "years_school": years + rng.choice((0, 0, 0, 1, 2, 4)),
        "hybrid_since": _first_of_month(first_start - days(years * 365.25)),
        "company_size": size,
        "qualification": drawn(rng, _QUALIFICATIONS[sector]) if rng.random() < 0.95 else None,
        "pool_consent": rng.random() < 0.6,
        "research_consent": rng.random() < 0.92,
    }


def _first_start(sector: str, rng: random.Random) -> dt.date:
    """Vmbo schools begin in autumn only."""
    terms = [(day, weight) for day, weight in _FIRST_STARTS if day.month == 9 or sector != "vmbo"]
    return drawn(rng, terms)


def _first_of_month(day: dt.date) -> dt.date:
    return day.replace(day=1)
