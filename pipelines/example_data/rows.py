"""What a row of example data is before it is written to a file, and the random numbers it comes from."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import TypeVar

Cell = str | int | float | bool | dt.date | None
Row = dict[str, Cell]
"""Cells by contract field; a name of no field is a column that the contract does not know."""

T = TypeVar("T")

HORIZON = dt.date(2026, 10, 16)
"""Day of the last delivery: nothing later is known."""


def stream(seed: int, name: str) -> random.Random:
    """Random numbers of one subject, so that a change in one leaves the others as they were."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 (the same numbers each time is what is wanted)


def drawn(rng: random.Random, options: Sequence[tuple[T, float]]) -> T:
    """One of the options, with chances in proportion to the number beside each."""
    return rng.choices([option for option, _ in options], weights=[weight for _, weight in options])[0]


def days(count: float) -> dt.timedelta:
    return dt.timedelta(days=round(count))


def date_of(row: Row, field: str) -> dt.date:
    """A date of the row that is always there.

    Raises:
        TypeError: the cell is no date.
    """
    value = row[field]
    if not isinstance(value, dt.date):
        raise TypeError(f"expected a date in {field}, found {value!r}")
    return value


def table_cells(table: str) -> list[list[str]]:
    """Cells of a table written as text: a line a row, a bar between cells."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
