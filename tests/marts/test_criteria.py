"""What the data say of a criterion, and where the record of a scope disagrees with itself."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

PILOTS = """
    pilot_id | lead_organisation_id | start_date
    p1       | roc-a                | 2025-01-01
    p2       | roc-a                | 2026-01-01
    p3       | vmbo-b               | 2026-07-01
"""
ORGANISATIONS = """
    organisation_id | organisation_type | member_since
    roc-a           | mbo               | -
    roc-b           | mbo               | -
    vmbo-b          | vmbo              | -
    hs-c            | hbo               | -
    bedrijf-d       | bedrijf           | -
    fonds-e         | training_fund     | -
    lectoraat-f     | lectoraat         | -
"""
PARTNERS = "pilot_id | organisation_id | from_date | until_date"


def partners(text: str, organisations: str = ORGANISATIONS) -> dict[str, str]:
    return {"core.pilots": PILOTS, "core.organisations": organisations, "core.pilot_partners": f"{PARTNERS}\n{text}"}


def test_s4_counts_the_kinds_of_partners_that_take_part_now(catalogue: Catalogue) -> None:
    given = partners("""
        p1 | roc-b       | -          | -
        p1 | vmbo-b      | 2025-03-01 | 2026-06-30
        p1 | hs-c        | 2025-03-01 | 2026-06-29
        p1 | bedrijf-d   | 2026-07-01 | -
        p1 | lectoraat-f | -          | -
        p1 | verdwenen   | -          | -
        p2 | fonds-e     | 2026-06-30 | -
        p2 | bedrijf-d   | -          | -
        weg | hs-c       | -          | -
    """)
    expected = """
        scope_id  | found | needed
        p1        | 2     | 5
        p2        | 3     | 5
        p3        | 0     | 5
        programma | 4     | 5
    """
    assert_mart(catalogue, "criterion_answers", given, expected, "criterion_id = 'S4' order by scope_id")


def test_s4_counts_members_of_the_partnership_before_there_are_pilots(catalogue: Catalogue) -> None:
    members = """
        organisation_id | organisation_type | member_since
        roc-a           | mbo               | 2024-01-01
        hs-c            | hbo               | 2026-06-30
        bedrijf-d       | bedrijf           | 2026-07-01
        fonds-e         | training_fund     | -
    """
    none_yet = {"core.pilots": "pilot_id", "core.organisations": members}
    expected = "scope_id | found | needed\n programma | 2 | 5"
    assert_mart(catalogue, "criterion_answers", none_yet, expected, "criterion_id = 'S4'")


STARTED = """
    placement_id | pilot_id  | start_date
    PL1          | p1        | 2025-09-01
    PL2          | p1        | 2026-06-30
    PL3          | p2        | 2026-07-01
    PL4          | p3        | 2026-06-01
    PL5          | verdwenen | 2026-06-01
"""


def test_o2_counts_placements_that_started_and_pilots_that_began_with_them(catalogue: Catalogue) -> None:
    given = {"core.pilots": PILOTS, "core.placements": STARTED}
    expected = """
        scope_id  | found | needed
        p1        | 2     | 1
        p2        | 0     | 1
        p3        | 1     | 1
        programma | 2     | 2
    """
    assert_mart(catalogue, "criterion_answers", given, expected, "criterion_id = 'O2' order by scope_id")


def test_o2_asks_as_many_as_the_thresholds_of_the_programme_say(catalogue: Catalogue) -> None:
    limits = "threshold | value\n started_placements | 2\n started_pilots | 3"
    given = {"core.pilots": PILOTS, "core.placements": STARTED, "meta.thresholds": limits}
    expected = """
        scope_id  | found | needed
        p1        | 2     | 2
        p2        | 0     | 2
        p3        | 1     | 2
        programma | 1     | 3
    """
    assert_mart(catalogue, "criterion_answers", given, expected, "criterion_id = 'O2' order by scope_id")


def test_d8_counts_each_peer_review_of_the_last_eighteen_months_once(catalogue: Catalogue) -> None:
    given = {
        "core.pilots": PILOTS,
        "core.peer_reviews": """
            review_id | finding_id | pilot_id | reviewed_on
            R1        | 1          | p1       | 2026-06-30
            R1        | 2          | p1       | 2026-06-30
            R2        | 1          | p1       | 2024-12-31
            R3        | 1          | p1       | 2024-12-30
            R4        | 1          | p2       | 2026-07-01
            R5        | 1          | p2       | 2025-05-01
            R6        | 1          | -        | 2025-05-01
        """,
    }
    expected = """
        scope_id  | found | needed
        p1        | 2     | 2
        p2        | 1     | 2
        p3        | 0     | 2
        programma | 4     | 2
    """
    assert_mart(catalogue, "criterion_answers", given, expected, "criterion_id = 'D8' order by scope_id")


BEGUN = {"core.pilots": "pilot_id | start_date\n p1 | 2024-01-01\n p2 | 2024-01-01\n p3 | 2024-01-01"}
ANSWERS = """
    scope_id | criterion_id | found | needed
    p1       | S4           | 3     | 5
    p1       | O2           | 4     | 1
    p1       | D8           | 2     | 2
    p2       | S4           | 5     | 5
    p2       | O2           | 1     | 1
    p2       | D8           | 0     | 2
    p3       | S4           | 2     | 5
"""
DECIDED = "scope_id | decided_on | decision"
ASSESSED = "scope_id | criterion_id | assessed_on | status | evidence_on"


def test_an_assessor_and_the_data_differ_in_two_directions(catalogue: Catalogue) -> None:
    given = BEGUN | {
        "mart.criterion_answers": ANSWERS,
        "core.phase_decisions": f"{DECIDED}\n p1 | 2026-01-10 | door\n p3 | 2026-03-01 | stop",
        "core.phase_assessments": f"""
            {ASSESSED}
            p1 | S4 | 2026-02-01 | behaald       | 2026-02-01
            p1 | O2 | 2026-02-02 | in_uitvoering | -
            p1 | D8 | 2026-02-03 | niet_gestart  | -
            p2 | S4 | 2026-02-04 | niet_gestart  | -
            p2 | D8 | 2026-02-05 | behaald       | 2026-02-01
            p3 | S4 | 2026-02-06 | behaald       | 2026-02-01
        """,
    }
    # D8 of p1 is of a phase that it has not reached; O2 of p2 nobody assessed; p3 stopped
    expected = """
        scope_id | kind                   | phase        | criterion_id | dated_on   | number | found | needed
        p1       | behaald_zonder_cijfers | starten      | S4           | 2026-02-01 | -      | 3     | 5
        p1       | cijfers_zonder_behaald | ontwikkelen  | O2           | 2026-02-02 | -      | 4     | 1
        p2       | behaald_zonder_cijfers | verduurzamen | D8           | 2026-02-05 | -      | 0     | 2
        p2       | cijfers_zonder_behaald | starten      | S4           | 2026-02-04 | -      | 5     | 5
    """
    assert_mart(catalogue, "phase_conflicts", given, expected, "kind like '%cijfers%'")


def test_where_assessor_and_data_agree_or_a_criterion_does_not_apply_nothing_differs(catalogue: Catalogue) -> None:
    given = BEGUN | {
        "mart.criterion_answers": ANSWERS,
        "core.phase_assessments": f"""
            {ASSESSED}
            p1 | S4 | 2026-02-01 | in_uitvoering | -
            p2 | S4 | 2026-02-01 | behaald       | 2026-02-01
            p3 | S4 | 2026-02-01 | nvt           | -
            p3 | S4 | 2026-07-01 | behaald       | 2026-02-01
        """,
    }
    assert_mart(catalogue, "phase_conflicts", given, "scope_id | kind")


def test_evidence_that_is_older_than_a_year_is_told_of_what_has_been_reached(catalogue: Catalogue) -> None:
    given = BEGUN | {
        "core.phase_decisions": f"{DECIDED}\n p2 | 2025-06-15 | door",
        "core.phase_assessments": f"""
            {ASSESSED}
            p1 | S1  | 2025-07-01 | behaald       | 2025-06-29
            p1 | S2a | 2025-07-01 | behaald       | 2025-06-30
            p1 | S3  | 2025-06-01 | behaald       | -
            p1 | S5  | 2025-06-01 | in_uitvoering | 2025-05-01
            p1 | O1  | 2025-06-01 | behaald       | 2025-05-01
            p2 | S1  | 2025-06-01 | behaald       | 2025-05-01
            p2 | S1  | 2026-06-01 | behaald       | 2026-05-01
            p2 | O1  | 2025-06-20 | behaald       | 2025-06-20
        """,
    }
    expected = """
        scope_id | kind             | phase       | criterion_id | dated_on   | number
        p1       | bewijs_verouderd | starten     | S1           | 2025-06-29 | 366
        p1       | bewijs_verouderd | starten     | S3           | 2025-06-01 | 394
        p2       | bewijs_verouderd | ontwikkelen | O1           | 2025-06-20 | 375
    """
    assert_mart(catalogue, "phase_conflicts", given, expected, "kind = 'bewijs_verouderd'")


def test_going_on_with_open_points_is_told_with_what_was_open_and_still_is(catalogue: Catalogue) -> None:
    given = BEGUN | {
        "meta.criteria": """
            position | criterion_id | phase
            1        | S1           | starten
            2        | S2           | starten
            3        | S3           | starten
            4        | O1           | ontwikkelen
        """,
        "core.phase_decisions": f"""
            {DECIDED}
            p1 | 2025-08-01 | door
            p1 | 2026-01-01 | door
            p2 | 2026-02-01 | door
            p3 | 2026-02-01 | door
            p3 | 2026-03-01 | stop
        """,
        "core.phase_assessments": f"""
            {ASSESSED}
            p1 | S1 | 2025-07-01 | behaald       | 2026-06-01
            p1 | S2 | 2025-07-01 | in_uitvoering | -
            p1 | S2 | 2025-09-01 | behaald       | 2026-06-01
            p1 | O1 | 2025-12-01 | behaald       | 2026-06-01
            p2 | S1 | 2026-01-01 | nvt           | -
            p2 | S2 | 2026-01-01 | behaald       | 2026-06-01
            p2 | S3 | 2026-03-01 | nvt           | -
        """,
    }
    expected = """
        scope_id | phase   | criterion_id | dated_on   | number | found | needed | still_open
        p1       | starten | -            | 2025-08-01 | 2      | 1     | 3      | 1
        p2       | starten | -            | 2026-02-01 | 1      | 1     | 2      | 0
    """
    assert_mart(catalogue, "phase_conflicts", given, expected, "kind = 'door_met_open_punten'")
