"""Who delivers when: about sixty deliveries, from mid November 2023 to mid October 2026."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.example_data.organisations import (
    DELIVERING_COMPANIES,
    LECTORAAT,
    PROGRAMME,
    SILENT_SCHOOL,
    SILENT_SINCE,
    TWICE_A_YEAR,
)
from pipelines.example_data.reported import datasets_of

_OPENED_ON = {
    "2023-2": dt.date(2023, 11, 13),
    "2024-1": dt.date(2024, 4, 8),
    "2024-2": dt.date(2024, 10, 7),
    "2025-1": dt.date(2025, 4, 7),
    "2025-2": dt.date(2025, 10, 6),
    "2026-1": dt.date(2026, 4, 7),
    "2026-2": dt.date(2026, 10, 5),
}
_DAY_IN_ROUND = {
    PROGRAMME: 0,
    "roc-vechtstroom": 1,
    "roc-terpenland": 2,
    "hogeschool-oosterlanden": 3,
    "hogeschool-waddenrijk": 3,
    "vakcollege-zandrug": 4,
    "techniekschool-esdoorn": 7,
    "vmbo-het-aambeeld": 8,
    "machinefabriek-ijzerlo": 9,
    "netbeheer-hoogveld": 9,
}
_COMPANY_ROUNDS = ("2024-2", "2025-2", "2026-2")
_MONEY = ("contributions", "expenditures")  # once a year, in autumn


@dataclass(frozen=True, slots=True)
class Visit:
    """One delivery to make. ``round_name`` goes into the names of its files."""

    partner_id: str
    round_name: str
    received_at: dt.datetime
    datasets: tuple[str, ...]

    @property
    def day(self) -> dt.date:
        return self.received_at.date()


def all_visits() -> list[Visit]:
    """Every delivery in the order in which they are received."""
    regular = [_regular(partner, name) for name in _OPENED_ON for partner in _DAY_IN_ROUND if _delivers(partner, name)]
    return sorted([*regular, *_SPECIAL], key=lambda visit: visit.received_at)


def _delivers(partner_id: str, round_name: str) -> bool:
    if partner_id == SILENT_SCHOOL and _OPENED_ON[round_name] >= SILENT_SINCE:
        return False
    if partner_id in DELIVERING_COMPANIES:
        return round_name in _COMPANY_ROUNDS
    return round_name.endswith("-2") or partner_id in (PROGRAMME, *TWICE_A_YEAR)


def _regular(partner_id: str, round_name: str) -> Visit:
    day = _OPENED_ON[round_name] + dt.timedelta(days=_DAY_IN_ROUND[partner_id])
    minutes = 8 * 60 + 17 + 23 * list(_DAY_IN_ROUND).index(partner_id)
    money = _MONEY if round_name.endswith("-2") else ()
    return _visit(partner_id, round_name, day, minutes, (*datasets_of(partner_id), *money))


def _visit(partner_id: str, round_name: str, day: dt.date, minutes: int, datasets: tuple[str, ...]) -> Visit:
    at = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    return Visit(partner_id, round_name, at, datasets)


_SPECIAL = (
    # The organisations first and alone: whoever is not in them cannot deliver.
    _visit(PROGRAMME, "2023-2", dt.date(2023, 11, 13), 8 * 60, ("organisations",)),
    _visit(PROGRAMME, "2024-2 aanvulling", dt.date(2025, 1, 27), 600, datasets_of(PROGRAMME)),
    _visit(PROGRAMME, "2025-2 aanvulling", dt.date(2026, 1, 26), 600, datasets_of(PROGRAMME)),
    _visit(SILENT_SCHOOL, "2026-1", dt.date(2026, 1, 29), 905, datasets_of(SILENT_SCHOOL)),
    # Refused the first time: delivered again, in order.
    _visit("roc-vechtstroom", "2025-2 hersteld", dt.date(2025, 10, 21), 540, ("retention",)),
    _visit("vmbo-het-aambeeld", "2025-2 hersteld", dt.date(2025, 10, 21), 615, ("student_outcomes",)),
    _visit(LECTORAAT, "2024-2", dt.date(2024, 12, 12), 780, datasets_of(LECTORAAT)),
    _visit(LECTORAAT, "2025-2", dt.date(2025, 12, 11), 780, datasets_of(LECTORAAT)),
    _visit(LECTORAAT, "2026-1", dt.date(2026, 4, 20), 780, datasets_of(LECTORAAT)),
    _visit(LECTORAAT, "2026-2", dt.date(2026, 10, 16), 780, datasets_of(LECTORAAT)),
)
