"""Placements over time: the stock on the last day of each month, or on the reference date."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

COLUMNS = "placement_id | professional_id | pilot_id | school_sector | start_date | ended_on | fte_school"


def history(text: str, reference_date: str = "2026-03-15") -> dict[str, str]:
    return {"mart.placement_history": f"{COLUMNS}\n{text}", "meta.publication": f"reference_date\n{reference_date}"}


def test_a_month_counts_who_is_active_on_its_last_day(catalogue: Catalogue) -> None:
    given = history("""
        a | R1 | p1 | mbo | 2026-01-31 | -          | 0.4
        b | R2 | p1 | mbo | 2026-02-01 | -          | 0.2
        c | R3 | p1 | mbo | 2026-01-01 | 2026-01-31 | 0.5
        d | R4 | p1 | mbo | 2026-01-01 | 2026-02-01 | 0.6
    """)
    expected = """
        month      | counted_on | pilot_id | school_sector | placements | professionals | fte_school
        2026-01-01 | 2026-01-31 | p1       | mbo           | 2          | 2             | 1
        2026-02-01 | 2026-02-28 | p1       | mbo           | 2          | 2             | 0.6
        2026-03-01 | 2026-03-15 | p1       | mbo           | 2          | 2             | 0.6
    """
    assert_mart(catalogue, "placements_by_month", given, expected)


def test_the_running_month_is_counted_on_the_reference_date(catalogue: Catalogue) -> None:
    given = history("""
        a | R1 | p1 | mbo | 2026-02-10 | -          | 0.4
        b | R2 | p1 | mbo | 2026-03-15 | -          | 0.4
        c | R3 | p1 | mbo | 2026-03-16 | -          | 0.4
        d | R4 | p1 | mbo | 2026-02-10 | 2026-03-16 | 0.4
    """)
    expected = """
        counted_on | placements
        2026-02-28 | 2
        2026-03-15 | 3
    """
    assert_mart(catalogue, "placements_by_month", given, expected)


def test_pilots_and_sectors_stand_apart_and_a_person_counts_once(catalogue: Catalogue) -> None:
    given = history("""
        a | R1 | p1 | mbo  | 2026-03-01 | - | 0.4
        b | R1 | p1 | mbo  | 2026-03-01 | - | -
        c | R1 | p1 | vmbo | 2026-03-01 | - | 0.1
        d | R2 | p2 | mbo  | 2026-03-01 | - | -
    """)
    expected = """
        pilot_id | school_sector | placements | professionals | fte_school
        p1       | mbo           | 2          | 1             | 0.4
        p1       | vmbo          | 1          | 1             | 0.1
        p2       | mbo           | 1          | 1             | 0
    """
    assert_mart(catalogue, "placements_by_month", given, expected)


def test_without_placements_there_are_no_months(catalogue: Catalogue) -> None:
    assert_mart(catalogue, "placements_by_month", {}, "month | placements")


def test_the_series_begins_with_the_first_pilot(catalogue: Catalogue) -> None:
    given = history("a | R1 | p1 | mbo | 2016-01-01 | - | 0.4")
    given |= {"core.pilots": "pilot_id | start_date\n p1 | 2026-02-10\n p2 | 2026-03-01"}

    assert_mart(catalogue, "placements_by_month", given, "month | placements\n 2026-02-01 | 1\n 2026-03-01 | 1")
