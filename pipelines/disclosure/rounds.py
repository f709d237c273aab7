"""When the tables of persons move on to a new date, and which cells too few persons changed (disclosure.md, Rounds)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

LEAST_DAYS = 365
FEW_CHANGED = "weinig_wijzigingen"


def next_peildatum(current: dt.date | None, candidate: dt.date, changed: int, threshold: int) -> dt.date:
    """The date that all tables of persons share: the candidate once they may move, else the current one.

    They move when 365 days have passed and at least 2T distinct persons joined, left or changed category.

    Args:
        current: the date of the tables as published; None when nothing was.
        changed: how many distinct persons changed, see ``changed_persons``.
    """
    if current is None:
        return candidate
    may_move = (candidate - current).days >= LEAST_DAYS and changed >= 2 * threshold
    return candidate if may_move else current


def changed_persons(before: pl.DataFrame, after: pl.DataFrame, person: str = "professional_id") -> set[str]:
    """Who joined, left or changed category between two dates; who changed and changed back did not.

    Args:
        before, after: one row a person and placement counted, with the person and the same columns of categories.
    """
    was, is_now = _memberships(before, person), _memberships(after, person)
    return {one for one in was.keys() | is_now.keys() if was.get(one) != is_now.get(one)}


def few_changed(
    before: pl.DataFrame, after: pl.DataFrame, by: str | None, threshold: int, person: str = "professional_id"
) -> set[str | None]:
    """The codes of a dimension of which 1 to T−1 distinct persons came or went: primary when the tables move on.

    Gross, on persons: one who comes and one who goes are two, though the count stays as it was.

    Args:
        by: the dimension; None for the total, whose code is None.
    """
    changes: dict[str | None, set[str]] = {}
    for frame, other in ((before, after), (after, before)):
        own, others = _cells(frame, by, person), _cells(other, by, person)
        for code, persons in own.items():
            changes.setdefault(code, set()).update(persons - others.get(code, set()))
    return {code for code, persons in changes.items() if 0 < len(persons) < threshold}


def _memberships(frame: pl.DataFrame, person: str) -> dict[str, set[tuple[Any, ...]]]:
    categories = sorted(column for column in frame.columns if column != person)
    found: dict[str, set[tuple[Any, ...]]] = {}
    for one, *codes in frame.select(person, *categories).iter_rows():
        found.setdefault(one, set()).add(tuple(codes))
    return found


def _cells(frame: pl.DataFrame, by: str | None, person: str) -> dict[str | None, set[str]]:
    if by is None:
        return {None: set(frame[person])}
    found: dict[str | None, set[str]] = {}
    for code, one in frame.select(by, person).iter_rows():
        found.setdefault(code, set()).add(one)
    return found
