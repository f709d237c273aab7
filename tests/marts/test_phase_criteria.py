"""The criteria of every scope, as they were last assessed (domain.md, "Phases and gate criteria")."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart, mart_rows

PILOTS = {"core.pilots": "pilot_id | start_date\n p1 | 2025-01-01\n p2 | 2025-02-01"}
SMALL = PILOTS | {
    "meta.criteria": """
        position | criterion_id | phase
        1        | S1           | starten
        2        | S2           | starten
        3        | O1           | ontwikkelen
    """
}


def assessments(text: str) -> dict[str, str]:
    return {"core.phase_assessments": "scope_id | criterion_id | assessed_on | status | evidence\n" + text}


def test_every_scope_has_every_criterion_of_every_phase(catalogue: Catalogue) -> None:
    rows = mart_rows(catalogue, "phase_criteria", PILOTS, ("scope_id", "criterion_id", "phase"))
    expected = [
        [scope, c.criterion_id, c.phase] for scope in ("p1", "p2", "programma") for c in catalogue.programme.criteria
    ]
    assert rows == expected
    ids = [c.criterion_id for c in catalogue.programme.criteria]
    assert len(ids) == len(set(ids))
    # the table of domain.md, group by group
    written = (
        "S1 S2a S2b S2c S2d S3 S4 S5 O1 O2 O3 O4 O5 O6 V1 V2a V2b V2c V3 V4 V5 "
        "D1 D2 D3a D3b D3c D4 D5 D6a D6b D6c D6d D7 D8 X1 X2 X3 X4 X5"
    )
    assert ids == written.split()


def test_without_assessment_a_criterion_has_not_been_started(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | phase       | criterion_id | status       | evidence_count | assessed_on
        p1        | starten     | S1           | niet_gestart | 0              | -
        p1        | starten     | S2           | niet_gestart | 0              | -
        p1        | ontwikkelen | O1           | niet_gestart | 0              | -
        p2        | starten     | S1           | niet_gestart | 0              | -
        p2        | starten     | S2           | niet_gestart | 0              | -
        p2        | ontwikkelen | O1           | niet_gestart | 0              | -
        programma | starten     | S1           | niet_gestart | 0              | -
        programma | starten     | S2           | niet_gestart | 0              | -
        programma | ontwikkelen | O1           | niet_gestart | 0              | -
    """
    assert_mart(catalogue, "phase_criteria", SMALL, expected)


def test_the_latest_assessment_wins_and_all_evidence_counts(catalogue: Catalogue) -> None:
    given = SMALL | assessments("""
        p1        | S1 | 2026-02-01 | behaald        | plan
        p1        | S1 | 2026-05-01 | in_uitvoering  | herzien plan
        p1        | S1 | 2025-03-01 | niet_gestart   | -
        p1        | S2 | 2026-03-01 | behaald        | visie
        p2        | S1 | 2026-01-01 | nvt            | -
        programma | O1 | 2026-04-01 | behaald        | instrument
    """)
    expected = """
        scope_id  | criterion_id | status        | evidence_count | assessed_on
        p1        | S1           | in_uitvoering | 2              | 2026-05-01
        p1        | S2           | behaald       | 1              | 2026-03-01
        p2        | S1           | nvt           | 0              | 2026-01-01
        programma | O1           | behaald       | 1              | 2026-04-01
    """
    assert_mart(catalogue, "phase_criteria", given, expected, "assessed_on is not null")


def test_an_assessment_after_the_reference_date_does_not_count_yet(catalogue: Catalogue) -> None:
    given = SMALL | assessments("""
        p1 | S1 | 2026-06-30 | in_uitvoering | op de dag zelf
        p1 | S1 | 2026-07-01 | behaald       | een dag later
        p1 | S2 | 2026-07-01 | behaald       | een dag later
    """)
    expected = """
        criterion_id | status        | evidence_count | assessed_on
        S1           | in_uitvoering | 1              | 2026-06-30
        S2           | niet_gestart  | 0              | -
    """
    assert_mart(catalogue, "phase_criteria", given, expected, "scope_id = 'p1' and phase = 'starten'")
