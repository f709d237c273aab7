"""When person tables move to a new date, and what is primary then."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from pipelines.disclosure.rounds import changed_persons, few_changed, next_peildatum

LAST = dt.date(2025, 8, 1)


@pytest.mark.parametrize(
    ("candidate", "changed", "moves"),
    [
        (dt.date(2026, 8, 1), 10, True),
        (dt.date(2026, 7, 31), 10, False),
        (dt.date(2026, 8, 1), 9, False),
        (dt.date(2028, 8, 1), 9, False),
    ],
)
def test_tables_move_after_a_year_and_two_t_changes(candidate: dt.date, changed: int, moves: bool) -> None:
    assert next_peildatum(LAST, candidate, changed, 5) == (candidate if moves else LAST)


def test_the_first_tables_have_the_date_that_they_are_made_for() -> None:
    assert next_peildatum(None, LAST, 0, 5) == LAST


def persons(**sectors: str) -> pl.DataFrame:
    """Professionals and the sectors that they work in: ``p1="vmbo"``, or ``p1="vmbo mbo"`` for two placements."""
    rows = [(person, sector) for person, codes in sectors.items() for sector in codes.split()]
    return pl.DataFrame(rows, schema=["professional_id", "sector"], orient="row")


def test_who_joined_left_or_moved_changed() -> None:
    before = persons(p1="vmbo", p2="mbo", p3="mbo", p4="vmbo mbo")
    after = persons(p1="vmbo", p3="hbo", p4="mbo vmbo", p5="mbo")

    assert changed_persons(before, after) == {"p2", "p3", "p5"}


def test_a_count_that_stayed_may_hide_who_came_and_who_went() -> None:
    """mbo stays at five: p5 went, p6 came. Both sides of vmbo are the same persons."""
    before = persons(p1="mbo", p2="mbo", p3="mbo", p4="mbo", p5="mbo", p7="vmbo")
    after = persons(p1="mbo", p2="mbo", p3="mbo", p4="mbo", p6="mbo", p7="vmbo")

    assert few_changed(before, after, "sector", 5) == {"mbo"}
    assert few_changed(before, after, None, 5) == {None}


def test_a_cell_that_many_changed_may_be_published() -> None:
    before = persons(**{f"p{i}": "mbo" for i in range(8)})
    after = persons(**{f"p{i}": "mbo" for i in range(5, 12)}, p20="vmbo")

    assert few_changed(before, after, "sector", 5) == {"vmbo"}
    assert few_changed(before, after, None, 5) == set()
