"""The indicator of criteria achieved: a figure a phase, by the latest assessment on the day of counting."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator

GIVEN = {
    "core.pilots": "pilot_id | start_date\n p1 | 2025-03-01\n p2 | 2026-02-01\n p3 | 2026-07-01",
    "core.phase_assessments": """
        scope_id  | criterion_id | assessed_on | status
        p1        | S1           | 2025-05-01  | behaald
        p1        | S2a          | 2025-12-31  | behaald
        p1        | S3           | 2025-06-01  | in_uitvoering
        p1        | S2a          | 2026-01-01  | niet_gestart
        p1        | O1           | 2026-06-30  | behaald
        p1        | O2           | 2026-07-01  | behaald
        p2        | S1           | 2026-03-01  | behaald
        p2        | S4           | 2026-03-01  | nvt
        programma | S1           | 2025-01-10  | behaald
        programma | S3           | 2025-01-10  | behaald
        programma | V1           | 2026-01-10  | behaald
    """,
}


def test_criteria_achieved_are_counted_a_phase_on_the_day_of_counting(catalogue: Catalogue) -> None:
    expected = """
        indicator_id             | scope_id  | period | numerator | denominator | value | status
        criteria_met_ontwikkelen | p1        | 2025   | 0         | -           | 0     | geen_doel
        criteria_met_ontwikkelen | p1        | 2026   | 1         | -           | 1     | geen_doel
        criteria_met_ontwikkelen | p2        | 2026   | 0         | -           | 0     | geen_doel
        criteria_met_ontwikkelen | programma | 2025   | 0         | -           | 0     | geen_doel
        criteria_met_ontwikkelen | programma | 2026   | 0         | -           | 0     | geen_doel
        criteria_met_starten     | p1        | 2025   | 2         | -           | 2     | geen_doel
        criteria_met_starten     | p1        | 2026   | 1         | -           | 1     | geen_doel
        criteria_met_starten     | p2        | 2026   | 1         | -           | 1     | geen_doel
        criteria_met_starten     | programma | 2025   | 2         | -           | 2     | geen_doel
        criteria_met_starten     | programma | 2026   | 2         | -           | 2     | geen_doel
    """
    where = "indicator_id in ('criteria_met_starten', 'criteria_met_ontwikkelen')"
    assert_indicator(catalogue, "criteria_met", GIVEN, expected, where)


def test_the_partnership_has_its_own_criteria_and_not_the_sum_of_the_pilots(catalogue: Catalogue) -> None:
    expected = """
        indicator_id                 | scope_id  | period | value
        criteria_met_doorontwikkelen | programma | 2026   | 0
        criteria_met_ontwikkelen     | programma | 2026   | 0
        criteria_met_starten         | programma | 2026   | 2
        criteria_met_valideren       | programma | 2026   | 1
        criteria_met_verduurzamen    | programma | 2026   | 0
    """
    assert_indicator(catalogue, "criteria_met", GIVEN, expected, "scope_id = 'programma' and period = 2026")
