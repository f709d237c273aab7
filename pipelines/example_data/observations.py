"""What is observed of placements at the end of each quarter: still there, or gone and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pipelines.example_data.placements import Placement
from pipelines.example_data.rows import Row, date_of

QUARTER_ENDS = tuple(
    dt.date(year, month, 31 if month in (3, 12) else 30) for year in range(2023, 2027) for month in (3, 6, 9, 12)
)


def observations(
    placements: Iterable[Placement], as_of: dt.date, still_active: frozenset[str] = frozenset()
) -> list[Row]:
    """Observations up to a day, in order of placement and date; after an end nothing more is observed.

    Args:
        still_active: placements of which somebody who did not hear of the end says a quarter longer that they last.
    """
    return [
        row
        for placement in placements
        for row in (_contradicting(placement) if placement.placement_id in still_active else _observed(placement))
        if date_of(row, "checked_on") <= as_of
    ]


def _observed(placement: Placement) -> list[Row]:
    rows = []
    for day in _quarter_ends_after(placement):
        ended = placement.departure
        if ended and ended.ended_on <= day:
            rows.append(_row(placement, day, "gestopt", ended.ended_on, ended.exit_reason, ended.ended_by))
            break
        if placement.vanishes_on and day >= placement.vanishes_on:
            break
        rows.append(_row(placement, day, "actief"))
    return rows


def _contradicting(placement: Placement) -> list[Row]:
    """One observation, after the end: that the placement still lasts."""
    ended = placement.departure
    after = [day for day in _quarter_ends_after(placement) if ended and day >= ended.ended_on]
    return [_row(placement, day, "actief") for day in after[1:2]]


def _quarter_ends_after(placement: Placement) -> list[dt.date]:
    return [day for day in QUARTER_ENDS if day >= placement.entry]


def _row(
    placement: Placement,
    day: dt.date,
    status: str,
    ended_on: dt.date | None = None,
    exit_reason: str | None = None,
    ended_by: str | None = None,
) -> Row:
    return {
        "placement_id": placement.placement_id,
        "checked_on": day,
        "status": status,
        "ended_on": ended_on,
        "exit_reason": exit_reason,
        "ended_by": ended_by,
    }
