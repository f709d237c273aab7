"""The mistakes that partners make, planted where the checks can find them. What is rejected is delivered again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.example_data.rows import Cell, Row, days

Spoiled = tuple[list[Row], list[Row]]
"""Rows as they are written, and of those the right ones that will be rejected."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What goes wrong in one file; ``headers`` are columns with another name than the contract's."""

    partner_id: str
    round_name: str
    dataset: str
    spoil: Callable[[list[Row]], Spoiled]
    headers: dict[str, str] = field(default_factory=dict)


def mistakes_in(partner_id: str, round_name: str, dataset: str) -> list[Mistake]:
    place = (partner_id, round_name, dataset)
    return [m for m in _MISTAKES if (m.partner_id, m.round_name, m.dataset) == place]


def spoiled(rows: Sequence[Row], mistakes: Sequence[Mistake]) -> Spoiled:
    """The rows with every mistake made in them; the given ones are left as they are."""
    written, rejected = list(rows), []
    for mistake in mistakes:
        written, wrong = mistake.spoil(written)
        rejected += wrong
    return written, rejected


def _cell(index: int, column: str, value: Cell) -> Callable[[list[Row]], Spoiled]:
    """One wrong cell; a negative index counts from the end."""

    def spoil(rows: list[Row]) -> Spoiled:
        place = index % len(rows)
        changed = [row | {column: value} if i == place else row for i, row in enumerate(rows)]
        return changed, [rows[place]]

    return spoil


def _cells(wrong: Callable[[Row], bool], column: str, value: Cell) -> Callable[[list[Row]], Spoiled]:
    """The same wrong value in every row for which the condition holds."""

    def spoil(rows: list[Row]) -> Spoiled:
        changed = [row | {column: value} if wrong(row) else row for row in rows]
        return changed, [row for row in rows if wrong(row)]

    return spoil


def _twice(index: int) -> Callable[[list[Row]], Spoiled]:
    """A row that was pasted once too often."""

    def spoil(rows: list[Row]) -> Spoiled:
        place = index % len(rows)
        return [*rows, rows[place]], [rows[place]]

    return spoil


def _end_ten_years_early(rows: list[Row]) -> Spoiled:
    """The first end that is reported, with a slip in its year."""
    place = next((i for i, row in enumerate(rows) if row["ended_on"]), None)
    if place is None:
        return rows, []
    ended_on = rows[place]["ended_on"]
    assert isinstance(ended_on, dt.date)
    return _cell(place, "ended_on", ended_on - days(3653))(rows)


def _remarks(rows: list[Row]) -> Spoiled:
    """A column of the partner's own."""
    remarks = ("Rooster rond", "", "Lokaal gewijzigd", "", "")
    return [row | {"Opmerking": remarks[i % len(remarks)]} for i, row in enumerate(rows)], []


def _all(rows: list[Row]) -> Spoiled:
    """The whole file is refused, whatever its rows."""
    return rows, list(rows)


def _scale_too_short(rows: list[Row]) -> Spoiled:
    """Scores on 1–10 beside the scale of another year: most are above it, so that the file is refused."""
    return [row | {"scale_max": 5} for row in rows], list(rows)


def _in_group(group_id: str, wave: str) -> Callable[[Row], bool]:
    return lambda row: row["group_id"] == group_id and row["wave"] == wave


_MISTAKES = (
    Mistake("roc-terpenland", "2024-1", "placements", _cell(4, "function", "docnet")),
    Mistake("roc-vechtstroom", "2024-2", "placements", _cell(-1, "fte_school", "0,4 fte")),
    Mistake("roc-vechtstroom", "2025-1", "placements", _cell(3, "last_alignment_on", "31-02-2025")),
    Mistake("hogeschool-waddenrijk", "2024-2", "placements", _twice(1)),
    Mistake("hogeschool-oosterlanden", "2025-1", "placements", _cell(2, "pilot_id", "pilot-docentenpol-twente")),
    Mistake("roc-terpenland", "2025-1", "placements", _remarks),
    Mistake("roc-terpenland", "2025-2", "placements", _cell(0, "planned_end_date", dt.date(2015, 7, 31))),
    Mistake("hogeschool-oosterlanden", "2025-2", "retention", _end_ten_years_early),
    Mistake("netbeheer-hoogveld", "2025-2", "retention", _cell(2, "placement_id", "PL9999")),
    Mistake("roc-vechtstroom", "2025-2", "retention", _all, headers={"checked_on": "Datum meting"}),
    Mistake("vakcollege-zandrug", "2024-2", "student_outcomes", _cells(_in_group("MT2A", "voor"), "group_id", None)),
    Mistake(
        "hogeschool-oosterlanden", "2024-2", "student_outcomes", _cells(_in_group("MEC1A", "na"), "hybrid_share", 30)
    ),
    Mistake("techniekschool-esdoorn", "2025-2", "student_outcomes", _cell(7, "score", 65)),
    Mistake("techniekschool-esdoorn", "2025-2", "student_outcomes", _cell(8, "measured_on", "31-02-2025")),
    Mistake("vmbo-het-aambeeld", "2025-2", "student_outcomes", _scale_too_short),
    Mistake("programma", "2026-1", "phase_assessments", _cell(5, "status", "half behaald")),
    Mistake("roc-terpenland", "2024-2", "contributions", _cell(3, "committed_eur", -4500)),
    Mistake("hogeschool-waddenrijk", "2025-2", "contributions", _cell(5, "realised_eur", "ca. 3000")),
    Mistake("roc-vechtstroom", "2025-2", "expenditures", _cell(2, "category", "huur")),
)
