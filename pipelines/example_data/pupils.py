"""The invented pupils and students: what was measured of them before and after, in groups of about twenty."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, cycle

from pipelines.example_data.organisations import MEASURED_BY_LECTORAAT, sector_of_school
from pipelines.example_data.pilots import all_pilots
from pipelines.example_data.rows import Row, days, drawn, stream

# Groups a school year. With sizes of twenty on average and 67, 67 and 66 groups these are 4,000 pupils.
_GROUPS = {
    "roc-vechtstroom": 12,
    "roc-terpenland": 11,
    "vakcollege-zandrug": 7,
    "hogeschool-oosterlanden": 11,
    "hogeschool-waddenrijk": 8,
    "techniekschool-esdoorn": 6,
    "vmbo-het-aambeeld": 3,
    "roc-drentse-wouden": 5,
    "vmbo-beekdal-oost": 4,
}
_SCHOOL_YEARS = (2023, 2024, 2025)
_ONE_GROUP_LESS = ("roc-vechtstroom", 2025)
_SIZES = (20, 18, 22, 21, 19)
_PREFIX = {
    "roc-vechtstroom": "VS",
    "roc-terpenland": "TL",
    "vakcollege-zandrug": "ZR",
    "hogeschool-oosterlanden": "OL",
    "hogeschool-waddenrijk": "WR",
    "techniekschool-esdoorn": "ES",
    "vmbo-het-aambeeld": "AB",
    "roc-drentse-wouden": "DW",
    "vmbo-beekdal-oost": "BO",
}
_OTHER_SCALE = ("techniekschool-esdoorn", 2024)  # this vmbo school measured on 1–5 for one year
_PROGRAMMES = {"vmbo": ("1320", "1410", "1571"), "mbo": ("25297", "25743", "25332"), "hbo": ("34275", "34280", "34279")}
_LETTERS = {"vmbo": ("BB", "KB", "GL"), "mbo": ("MT", "WB", "EL"), "hbo": ("WTB", "MEC", "ELT")}
# Gain in points on the scale 1–10: of everybody, and on top of that in groups with hybrid professionals.
_GAINS = {
    "vakkennis": (0.90, 0.03),
    "praktijkvaardigheid": (0.75, 0.18),
    "beroepshouding": (0.35, 0.42),
    "motivatie_techniek": (0.05, 0.38),
    "beroepsbeeld": (0.40, 0.15),
}
_SPREAD_PUPIL, _SPREAD_GROUP, _SPREAD_GAIN, _SPREAD_GROUP_GAIN = 1.15, 0.22, 0.8, 0.16
_ONLY_BEFORE, _CHANGED_GROUP = 0.04, 0.012


@dataclass(frozen=True, slots=True)
class Group:
    """A class in one school year, with the two outcomes that were measured of it."""

    school_id: str
    school_year: int
    group_id: str
    programme_code: str
    pilot_id: str | None
    hybrid_share: float
    outcomes: tuple[str, str]
    measured_on: dict[str, dt.date]
    size: int


def outcome_rows(seed: int) -> dict[str, list[Row]]:
    """All rows of student outcomes, by school."""
    rng = stream(seed, "pupils")
    rows: dict[str, list[Row]] = {school: [] for school in _GROUPS}
    numbers: dict[tuple[str, int], int] = {}
    for group in _groups(rng):
        cohort = (group.school_id, group.school_year)
        first = numbers.get(cohort, 0) + 1
        numbers[cohort] = first + group.size - 1
        rows[group.school_id] += _rows_of(group, first, rng)
    return rows


def _groups(rng: random.Random) -> Iterator[Group]:
    pairs = cycle(combinations(_GAINS, 2))
    sizes = cycle(_SIZES)
    for school_year in _SCHOOL_YEARS:
        for school_id, count in _GROUPS.items():
            less = (school_id, school_year) == _ONE_GROUP_LESS
            for number in range(1, count + 1 - less):
                yield _group(school_id, school_year, number, next(pairs), next(sizes), rng)


def _group(
    school_id: str, school_year: int, number: int, outcomes: tuple[str, ...], size: int, rng: random.Random
) -> Group:
    sector = sector_of_school()[school_id]
    place = (number - 1) % 3
    share = _hybrid_share(school_id, rng)
    return Group(
        school_id=school_id,
        school_year=school_year,
        group_id=f"{_LETTERS[sector][place]}{1 + number % 2}{chr(ord('A') + (number - 1) // 3)}",
        programme_code=_PROGRAMMES[sector][place],
        pilot_id=_pilot_of(school_id, school_year, rng) if share else None,
        hybrid_share=share,
        outcomes=(outcomes[0], outcomes[1]),
        measured_on={
            "voor": dt.date(school_year, 9, 9) + days(rng.randint(0, 24)),
            "na": dt.date(school_year + 1, 6, 1) + days(rng.randint(0, 25)),
        },
        size=size,
    )


def _hybrid_share(school_id: str, rng: random.Random) -> float:
    chance = 0.2 if school_id in MEASURED_BY_LECTORAAT else 0.52
    if rng.random() > chance:
        return 0.0
    return drawn(rng, ((0.05, 1), (0.1, 2), (0.2, 3), (0.25, 4), (0.3, 4), (0.4, 4), (0.5, 3), (0.75, 2), (1.0, 1)))


def _pilot_of(school_id: str, school_year: int, rng: random.Random) -> str | None:
    """A pilot of the school that ran during the school year."""
    begin, end = dt.date(school_year, 10, 1), dt.date(school_year + 1, 6, 1)
    running = [
        p.pilot_id
        for p in all_pilots()
        if school_id in p.schools and p.start_date <= begin and (p.stopped_on is None or p.stopped_on >= end)
    ]
    return rng.choice(running) if running else None


def _rows_of(group: Group, first_number: int, rng: random.Random) -> list[Row]:
    levels = {outcome: rng.gauss(5.8, _SPREAD_GROUP) for outcome in group.outcomes}
    gains = {outcome: rng.gauss(_expected_gain(group, outcome), _SPREAD_GROUP_GAIN) for outcome in group.outcomes}
    rows = []
    for number in range(first_number, first_number + group.size):
        student_id = f"{_PREFIX[group.school_id]}{group.school_year % 100}-{number:03d}"
        waves = ("voor",) if rng.random() < _ONLY_BEFORE else ("voor", "na")
        moved_to = f"{group.group_id[:-1]}Z" if rng.random() < _CHANGED_GROUP else group.group_id
        for outcome in group.outcomes:
            before = rng.gauss(levels[outcome], _SPREAD_PUPIL)
            score = {"voor": before, "na": before + rng.gauss(gains[outcome], _SPREAD_GAIN)}
            for wave in waves:
                row = _row(group, student_id, outcome, wave, score[wave])
                rows.append(row | {"group_id": moved_to if wave == "na" else group.group_id})
    return rows


def _expected_gain(group: Group, outcome: str) -> float:
    everybody, with_hybrid = _GAINS[outcome]
    return everybody + (with_hybrid if group.hybrid_share >= 0.2 else 0)


def _row(group: Group, student_id: str, outcome: str, wave: str, score: float) -> Row:
    scale_max = 5 if (group.school_id, group.school_year) == _OTHER_SCALE else 10
    on_scale = 1 + (min(10.0, max(1.0, score)) - 1) / 9 * (scale_max - 1)
    return {
        "student_id": student_id,
        "school_id": group.school_id,
        "pilot_id": group.pilot_id,
        "school_year": group.school_year,
        "programme_code": group.programme_code,
        "hybrid_share": group.hybrid_share,
        "outcome": outcome,
        "wave": wave,
        "measured_on": group.measured_on[wave],
        "score": round(on_scale, 1),
        "scale_min": 1,
        "scale_max": scale_max,
    }
