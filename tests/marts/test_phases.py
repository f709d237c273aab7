"""Positions of scopes: position follows decisions, readiness follows criteria (domain.md, "Phases")."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

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


def test_a_decision_that_names_another_phase_moves_the_scope_from_where_it_is(catalogue: Catalogue) -> None:
    given = PILOTS | {
        "core.phase_decisions": """
            scope_id | decided_on | phase        | decision
            p1       | 2025-06-01 | verduurzamen | door
            p2       | 2025-06-01 | starten      | door
            p2       | 2025-09-01 | starten      | door
        """
    }
    expected = """
        scope_id | phase       | since
        p1       | ontwikkelen | 2025-06-01
        p2       | valideren   | 2025-09-01
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_where_no_criterion_applies_nothing_stands_in_the_way(catalogue: Catalogue) -> None:
    given = SMALL | assessments("""
        p1 | S1 | 2025-05-01 | nvt           | -
        p1 | S2 | 2025-05-01 | nvt           | -
        p2 | S1 | 2025-05-01 | nvt           | -
        p2 | S2 | 2025-05-01 | in_uitvoering | -
    """)
    expected = """
        scope_id | criteria_met | criteria_total | ready
        p1       | 0            | 0              | true
        p2       | 0            | 1              | false
    """
    assert_mart(catalogue, "phase_position", given, expected)


def test_a_criterion_that_no_longer_holds_or_applies_again_counts_as_it_is_now(catalogue: Catalogue) -> None:
    given = SMALL | assessments("""
        p1 | S1 | 2025-05-01 | behaald       | plan
        p1 | S1 | 2025-06-01 | niet_gestart  | -
        p1 | S2 | 2025-05-01 | behaald       | visie
        p2 | S1 | 2025-05-01 | nvt           | -
        p2 | S1 | 2025-06-01 | behaald       | plan
        p2 | S2 | 2025-05-01 | behaald       | visie
    """)
    expected = """
        scope_id | criteria_met | criteria_total | ready
        p1       | 1            | 2              | false
        p2       | 2            | 2              | true
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


def test_a_phase_without_criteria_is_a_position_too(catalogue: Catalogue) -> None:
    doors = decisions("p1 | 2025-06-01 | door\n p1 | 2025-09-01 | door\n p2 | 2025-06-01 | door")
    expected = """
        scope_id | phase       | criteria_met | criteria_total | ready
        p1       | valideren   | 0            | 0              | true
        p2       | ontwikkelen | 0            | 1              | false
    """
    assert_mart(catalogue, "phase_position", SMALL | doors, expected)
