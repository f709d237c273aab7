"""Criteria and positions of scopes: position follows decisions, readiness follows criteria (domain.md, "Phases")."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart, mart_rows

PILOTS = {"core.pilots": "pilot_id | start_date\n p1 | 2025-01-01\n p2 | 2025-02-01"}
CRITERIA = {
    "meta.criteria": """
        position | criterion_id | phase
        1        | S1           | starten
        2        | S2           | starten
        3        | O1           | ontwikkelen
    """
}
SMALL = PILOTS | CRITERIA


def assessments(text: str) -> dict[str, str]:
    return {"core.phase_assessments": "scope_id | criterion_id | assessed_on | status | evidence\n" + text}


def decisions(text: str) -> dict[str, str]:
    return {"core.phase_decisions": "scope_id | decided_on | decision\n" + text}


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


def test_a_scope_begins_in_starten_on_its_start_date(catalogue: Catalogue) -> None:
    expected = """
        scope_id | phase   | since      | criteria_met | criteria_total | ready | stopped_on
        p1       | starten | 2025-01-01 | 0            | 2              | false | -
        p2       | starten | 2025-02-01 | 0            | 2              | false | -
    """
    assert_mart(catalogue, "phase_position", SMALL, expected)


def test_a_pilot_that_starts_after_the_reference_date_has_no_row(catalogue: Catalogue) -> None:
    pilots = "pilot_id | start_date\n p1 | 2026-06-30\n p2 | 2026-07-01\n p3 | 2026-06-29"
    expected = "scope_id | since\n p1 | 2026-06-30\n p3 | 2026-06-29"
    assert_mart(catalogue, "phase_position", CRITERIA | {"core.pilots": pilots}, expected)


@pytest.mark.parametrize(
    ("signs", "since"),
    [
        (
            assessments("programma | S1 | 2025-03-01 | behaald | x\n programma | S2 | 2025-05-01 | nvt | -"),
            "2025-03-01",
        ),
        (decisions("programma | 2025-04-01 | aanhouden\n programma | 2025-06-01 | aanhouden"), "2025-04-01"),
        (
            assessments("programma | S1 | 2025-03-01 | behaald | x") | decisions("programma | 2025-02-01 | aanhouden"),
            "2025-02-01",
        ),
    ],
)
def test_the_programme_begins_with_its_first_assessment_or_decision(
    catalogue: Catalogue, signs: dict[str, str], since: str
) -> None:
    expected = f"scope_id | since\n p1 | 2025-01-01\n p2 | 2025-02-01\n programma | {since}"
    assert_mart(catalogue, "phase_position", SMALL | signs, expected)


def test_before_its_first_sign_the_programme_has_no_row(catalogue: Catalogue) -> None:
    later = assessments("programma | S1 | 2026-07-01 | behaald | x")
    assert_mart(catalogue, "phase_position", SMALL | later, "scope_id\n p1\n p2")


def test_decisions_move_hold_and_stop(catalogue: Catalogue) -> None:
    pilots = "pilot_id | start_date\n" + "\n".join(f" p{i} | 2025-01-01" for i in range(1, 6))
    given = {"core.pilots": pilots} | decisions("""
        p1 | 2025-03-01 | door
        p2 | 2025-03-01 | door
        p2 | 2025-06-01 | door
        p2 | 2025-09-01 | terug
        p3 | 2025-03-01 | door
        p3 | 2025-06-01 | aanhouden
        p4 | 2025-03-01 | door
        p4 | 2025-06-01 | stop
        p5 | 2026-06-30 | door
        p5 | 2026-07-01 | door
    """)
    expected = """
        scope_id | phase       | since      | ready | stopped_on
        p1       | ontwikkelen | 2025-03-01 | false | -
        p2       | ontwikkelen | 2025-09-01 | false | -
        p3       | ontwikkelen | 2025-03-01 | false | -
        p4       | ontwikkelen | 2025-03-01 | false | 2025-06-01
        p5       | ontwikkelen | 2026-06-30 | false | -
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_the_order_of_decisions_is_that_of_their_dates(catalogue: Catalogue) -> None:
    given = SMALL | decisions(
        "p1 | 2025-09-01 | terug\n p1 | 2025-03-01 | door\n p1 | 2025-06-01 | door\n p2 | 2025-04-01 | door"
    )
    expected = "scope_id | phase | since\n p1 | ontwikkelen | 2025-09-01\n p2 | ontwikkelen | 2025-04-01"
    assert_mart(catalogue, "phase_position", given, expected)


def test_on_from_the_last_phase_and_back_from_the_first_change_nothing(catalogue: Catalogue) -> None:
    doors = "\n".join(f"p1 | 2025-0{month}-01 | door" for month in range(2, 8))
    given = PILOTS | decisions(f"{doors}\n p2 | 2025-03-01 | terug")
    expected = """
        scope_id | phase           | since
        p1       | doorontwikkelen | 2025-05-01
        p2       | starten         | 2025-02-01
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_after_the_last_phase_back_leads_to_the_one_before(catalogue: Catalogue) -> None:
    doors = "\n".join(f"p1 | 2025-0{month}-01 | door" for month in range(2, 8))
    given = PILOTS | decisions(f"{doors}\n p1 | 2025-09-01 | terug\n p2 | 2025-03-01 | door\n p2 | 2025-04-01 | terug")
    expected = """
        scope_id | phase        | since
        p1       | verduurzamen | 2025-09-01
        p2       | starten      | 2025-04-01
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_a_scope_is_ready_when_all_criteria_that_apply_are_met(catalogue: Catalogue) -> None:
    given = SMALL | assessments("""
        p1 | S1 | 2025-05-01 | behaald       | plan
        p1 | S2 | 2025-05-01 | nvt           | -
        p2 | S1 | 2025-05-01 | behaald       | plan
        p2 | S2 | 2025-05-01 | in_uitvoering | -
        p2 | O1 | 2025-05-01 | behaald       | telt in starten niet mee
    """)
    expected = """
        scope_id | criteria_met | criteria_total | ready
        p1       | 1            | 1              | true
        p2       | 1            | 2              | false
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_criteria_are_those_of_the_phase_in_which_the_scope_is(catalogue: Catalogue) -> None:
    met = assessments("p1 | S1 | 2025-05-01 | behaald | x\n p2 | O1 | 2025-05-01 | behaald | x")
    given = SMALL | met | decisions("p1 | 2025-06-01 | door\n p2 | 2025-06-01 | door")
    expected = """
        scope_id | phase       | criteria_met | criteria_total | ready
        p1       | ontwikkelen | 0            | 1              | false
        p2       | ontwikkelen | 1            | 1              | true
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_who_stopped_is_never_ready_and_moves_no_more(catalogue: Catalogue) -> None:
    met = assessments("p1 | S1 | 2025-05-01 | behaald | x\n p1 | S2 | 2025-05-01 | behaald | x")
    given = SMALL | met | decisions("p1 | 2025-06-01 | stop\n p1 | 2025-09-01 | door\n p2 | 2026-07-01 | stop")
    expected = """
        scope_id | phase   | since      | criteria_met | criteria_total | ready | stopped_on
        p1       | starten | 2025-01-01 | 2            | 2              | false | 2025-06-01
        p2       | starten | 2025-02-01 | 0            | 2              | false | -
    """
    assert_mart(catalogue, "phase_position", given, expected)
