"""Placements that are active on the reference date (30 June 2026), and what they are composed of."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

HISTORY = {
    "mart.placement_history": """
        placement_id | professional_id | pilot_id | school_id | company_id | start_date | ended_on   | school_sector
        begins-today | hp1             | p1       | s1        | c1         | 2026-06-30 | -          | mbo
        ends-later   | hp2             | p1       | s1        | c2         | 2025-01-01 | 2026-07-01 | mbo
        same-person  | hp2             | p2       | s2        | c2         | 2025-01-01 | -          | hbo
        ends-today   | hp3             | p1       | s3        | c1         | 2025-01-01 | 2026-06-30 | mbo
        tomorrow     | hp4             | p2       | s3        | c1         | 2026-07-01 | -          | mbo
        elsewhere    | hp5             | p2       | s2        | c3         | 2024-01-01 | -          | hbo
    """
}
ACTIVE = {
    "mart.placements_active": """
        professional_id | pilot_id | school_id | company_id | school_sector | function   | contract_school | size_class | fte_school
        hp1             | p1       | s1        | c1         | mbo           | docent     | loondienst      | mkb        | 0.4
        hp2             | p1       | s1        | c2         | mbo           | docent     | zzp             | zzp        | 0.2
        hp2             | p2       | s2        | c2         | hbo           | gastdocent | zzp             | zzp        | -
        hp5             | p2       | s2        | c3         | hbo           | docent     | loondienst      | groot      | 0.6
    """  # noqa: E501
}


def test_a_placement_is_active_from_its_first_day_up_to_the_day_before_its_end(catalogue: Catalogue) -> None:
    expected = """
        placement_id | pilot_id
        begins-today | p1
        elsewhere    | p2
        ends-later   | p1
        same-person  | p2
    """
    assert_mart(catalogue, "placements_active", HISTORY, expected)


def test_people_schools_and_companies_count_once_in_the_programme(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | placements | professionals | schools | companies | fte_school | without_fte
        p1        | 2          | 2             | 1       | 2         | 0.6        | 0
        p2        | 2          | 2             | 1       | 2         | 0.6        | 1
        programma | 4          | 3             | 2       | 3         | 1.2        | 1
    """
    assert_mart(catalogue, "placements_now", ACTIVE, expected)


def test_each_attribute_counts_every_active_placement_once(catalogue: Catalogue) -> None:
    expected = """
        pilot_id | school_sector | attribute       | code       | placements | fte_school
        p1       | mbo           | contract_school | loondienst | 1          | 0.4
        p1       | mbo           | contract_school | zzp        | 1          | 0.2
        p1       | mbo           | function        | docent     | 2          | 0.6
        p1       | mbo           | school_sector   | mbo        | 2          | 0.6
        p1       | mbo           | size_class      | mkb        | 1          | 0.4
        p1       | mbo           | size_class      | zzp        | 1          | 0.2
        p2       | hbo           | contract_school | loondienst | 1          | 0.6
        p2       | hbo           | contract_school | zzp        | 1          | 0
        p2       | hbo           | function        | docent     | 1          | 0.6
        p2       | hbo           | function        | gastdocent | 1          | 0
        p2       | hbo           | school_sector   | hbo        | 2          | 0.6
        p2       | hbo           | size_class      | groot      | 1          | 0.6
        p2       | hbo           | size_class      | zzp        | 1          | 0
    """
    assert_mart(catalogue, "placements_composition", ACTIVE, expected)
