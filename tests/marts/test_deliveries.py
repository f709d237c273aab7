"""Freshness of deliveries, and the matters that ask for attention."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

DELIVERIES = """
    partner_id | dataset    | received_at      | received_on | rows_delivered | rows_rejected | outcome   | withdrawn_at
    roc-a      | placements | 2026-01-05 10:00 | 2026-01-05  | 40             | 0             | geladen     | -
    roc-a      | placements | 2026-04-05 10:00 | 2026-04-05  | 30             | 2             | deels       | -
    roc-a      | placements | 2026-04-05 10:00 | 2026-04-05  | 12             | 1             | deels       | -
    roc-a      | retention  | 2026-04-05 10:00 | 2026-04-05  | 50             | 50            | geweigerd   | -
    roc-a      | retention  | 2026-01-05 10:00 | 2026-01-05  | 45             | 0             | geladen     | -
    school-b   | placements | 2026-04-05 10:00 | 2026-04-05  | 20             | 20            | geweigerd   | -
    school-b   | retention  | 2026-03-05 10:00 | 2026-03-05  | 20             | 0             | ongewijzigd | -
    school-b   | retention  | 2026-04-05 10:00 | 2026-04-05  | 20             | 3             | deels       | 2026-05-01
"""


def test_the_latest_run_that_stands_says_how_good_a_partners_dataset_is(catalogue: Catalogue) -> None:
    expected = """
        partner_id | dataset    | files | rows_delivered | rows_rejected | is_refused
        roc-a      | placements | 2     | 42             | 3             | false
        roc-a      | retention  | 1     | 50             | 50            | true
        school-b   | placements | 1     | 20             | 20            | true
        school-b   | retention  | 1     | 20             | 0             | false
    """
    assert_mart(catalogue, "freshness", {"meta.deliveries": DELIVERIES}, expected)


def test_a_refused_delivery_is_received_but_not_loaded(catalogue: Catalogue) -> None:
    expected = """
        partner_id | dataset    | received_at         | loaded_at
        roc-a      | placements | 2026-04-05 10:00:00 | 2026-04-05 10:00:00
        roc-a      | retention  | 2026-04-05 10:00:00 | 2026-01-05 10:00:00
        school-b   | placements | 2026-04-05 10:00:00 | -
        school-b   | retention  | 2026-03-05 10:00:00 | 2026-03-05 10:00:00
    """
    assert_mart(catalogue, "freshness", {"meta.deliveries": DELIVERIES}, expected)


def test_refused_and_rejected_deliveries_ask_for_attention(catalogue: Catalogue) -> None:
    expected = """
        kind               | scope_id | partner_id | dataset    | number | dated_on
        levering_geweigerd | -        | roc-a      | retention  | 50     | 2026-04-05
        levering_geweigerd | -        | school-b   | placements | 20     | 2026-04-05
        rijen_afgekeurd    | -        | roc-a      | placements | 3      | 2026-04-05
    """
    assert_mart(catalogue, "attention", {"meta.deliveries": DELIVERIES}, expected)


PHASES = {
    "core.pilots": "pilot_id | start_date\n p1 | 2025-01-01\n p2 | 2025-02-01\n p3 | 2025-03-01",
    "meta.criteria": "position | criterion_id | phase\n 1 | S1 | starten\n 2 | S2 | starten\n 3 | O1 | ontwikkelen",
}
ASSESSED = "scope_id | criterion_id | assessed_on | status | evidence"
DECIDED = "scope_id | decided_on | phase | decision"


def test_a_scope_that_is_ready_waits_for_a_decision(catalogue: Catalogue) -> None:
    given = PHASES | {
        "core.phase_assessments": f"""
            {ASSESSED}
            p1 | S1 | 2025-05-01 | behaald | x
            p1 | S2 | 2025-05-01 | behaald | x
            p2 | O1 | 2025-05-01 | behaald | x
            p3 | S1 | 2025-05-01 | behaald | x
        """,
        "core.phase_decisions": f"{DECIDED}\n p2 | 2025-06-01 | starten | terug\n p3 | 2025-07-01 | starten | terug",
    }
    expected = "kind | scope_id | number | dated_on\n klaar_voor_besluit | p1 | 2 | 2025-01-01"
    assert_mart(catalogue, "attention", given, expected)


def test_in_the_last_phase_nothing_waits_for_a_decision(catalogue: Catalogue) -> None:
    doors = "\n".join(f"p1 | 2025-0{month}-01 | starten | door" for month in range(2, 6))
    criteria = "position | criterion_id | phase\n 1 | X1 | doorontwikkelen\n 2 | X2 | doorontwikkelen"
    met = f"{ASSESSED}\n p1 | X1 | 2025-08-01 | behaald | x\n p1 | X2 | 2025-08-01 | behaald | x"
    given = PHASES | {"meta.criteria": criteria, "core.phase_decisions": f"{DECIDED}\n{doors}"}
    waiting = "kind = 'klaar_voor_besluit' and scope_id = 'p1'"
    assert_mart(catalogue, "attention", given | {"core.phase_assessments": met}, "kind | scope_id", waiting)


def test_a_scope_that_went_on_too_early_has_open_points(catalogue: Catalogue) -> None:
    given = PHASES | {
        "core.phase_assessments": f"{ASSESSED}\n p1 | S1 | 2025-05-01 | behaald | x\n p2 | S1 | 2025-05-01 | nvt | -",
        "core.phase_decisions": f"""
            {DECIDED}
            p1 | 2025-06-01 | starten | door
            p2 | 2025-07-01 | starten | door
            p3 | 2026-07-01 | starten | door
        """,
    }
    expected = """
        kind                 | scope_id | number | dated_on
        door_met_open_punten | p1       | 1      | 2025-06-01
        door_met_open_punten | p2       | 1      | 2025-07-01
    """
    assert_mart(catalogue, "attention", given, expected)


def test_placements_long_unseen_or_ending_soon_ask_for_attention_a_pilot(catalogue: Catalogue) -> None:
    given = {
        "mart.placement_attention": """
            placement_id | pilot_id | kind                | dated_on
            unseen       | p1       | lang_niet_gezien    | 2025-12-11
            never-seen   | p1       | lang_niet_gezien    | 2025-12-01
            unseen-too   | p2       | lang_niet_gezien    | 2025-11-01
            ends-today   | p2       | loopt_binnenkort_af | 2026-06-30
            ends-in-90   | p2       | loopt_binnenkort_af | 2026-09-28
            no-coach     | p3       | geen_coach          | -
        """
    }
    expected = """
        kind                | scope_id | number | dated_on
        lang_niet_gezien    | p1       | 2      | 2025-12-01
        lang_niet_gezien    | p2       | 1      | 2025-11-01
        loopt_binnenkort_af | p2       | 2      | 2026-06-30
    """
    assert_mart(catalogue, "attention", given, expected)


def test_vanished_placements_ask_for_attention(catalogue: Catalogue) -> None:
    given = {
        "mart.placement_history": """
            placement_id | pilot_id | start_date | last_active_on | has_ended | is_vanished
            gone         | p3       | 2026-01-01 | 2026-06-01     | false     | true
            gone-too     | p3       | 2026-01-01 | 2026-06-01     | false     | true
            gone-here    | p4       | 2026-01-01 | 2026-06-01     | false     | true
            ended        | p4       | 2026-01-01 | 2026-06-01     | true      | true
        """
    }
    expected = """
        kind                   | scope_id | number | dated_on
        verdwenen_zonder_einde | p3       | 2      | -
        verdwenen_zonder_einde | p4       | 1      | -
    """
    assert_mart(catalogue, "attention", given, expected)


def test_a_decision_in_another_phase_than_the_scopes_own_asks_for_attention(catalogue: Catalogue) -> None:
    given = PHASES | {
        "core.phase_decisions": f"""
            {DECIDED}
            p1 | 2025-05-01 | starten     | door
            p1 | 2025-06-01 | ontwikkelen | aanhouden
            p2 | 2025-05-01 | valideren   | door
            p2 | 2025-06-01 | starten     | aanhouden
            p3 | 2025-05-01 | ontwikkelen | aanhouden
        """
    }
    expected = """
        kind                   | scope_id | number | dated_on
        besluit_in_andere_fase | p2       | 2      | 2025-06-01
        besluit_in_andere_fase | p3       | 1      | 2025-05-01
    """
    assert_mart(catalogue, "attention", given, expected, "kind = 'besluit_in_andere_fase'")


def test_a_placement_reported_active_after_its_end_asks_for_attention(catalogue: Catalogue) -> None:
    columns = "placement_id | pilot_id | start_date | has_ended | ended_on | last_active_on | is_vanished"
    given = {
        "mart.placement_history": f"""
            {columns}
            a | p1 | 2025-01-01 | true  | 2026-03-01 | 2026-06-01 | false
            b | p1 | 2025-01-01 | true  | 2026-03-01 | 2026-04-01 | false
            c | p2 | 2025-01-01 | true  | 2026-03-01 | 2026-03-02 | false
            d | p2 | 2025-01-01 | true  | 2026-03-01 | 2026-03-01 | false
            e | p2 | 2025-01-01 | false | -          | 2026-06-01 | false
        """
    }
    expected = """
        kind                | scope_id | number | dated_on
        tegenstrijdig_einde | p1       | 2      | 2026-06-01
        tegenstrijdig_einde | p2       | 1      | 2026-03-02
    """
    assert_mart(catalogue, "attention", given, expected, "kind = 'tegenstrijdig_einde'")


def test_rows_whose_target_is_gone_are_told_a_partner_and_dataset_and_the_programme_is_always_there(
    catalogue: Catalogue,
) -> None:
    given = {
        "meta.deliveries": """
            delivery_id | partner_id | dataset    | received_at      | received_on | rows_rejected | outcome
            d1          | roc-a      | placements | 2026-01-05 10:00 | 2026-01-05  | 0             | geladen
            d2          | roc-a      | placements | 2026-04-05 10:00 | 2026-04-05  | 0             | geladen
            d3          | programma  | phase_decisions | 2026-04-05 10:00 | 2026-04-05  | 0        | geladen
        """,
        "core.organisations": "organisation_id\n roc-a\n firma-a",
        "core.pilots": "pilot_id | lead_organisation_id\n p1 | programma",
        "core.professionals": "professional_id\n hp1",
        "core.placements": """
            placement_id | professional_id | pilot_id | school_id | company_id | delivery_id
            stands       | hp1             | p1       | roc-a     | firma-a    | d1
            two-gone     | hp2             | p2       | roc-a     | firma-a    | d1
            one-gone     | hp1             | p1       | roc-a     | firma-b    | d2
            no-pilot     | hp1             | -        | roc-a     | firma-a    | d2
        """,
        "core.phase_decisions": """
            scope_id  | decided_on | phase   | decision  | delivery_id
            programma | 2026-04-01 | starten | aanhouden | d3
            p9        | 2026-04-01 | starten | aanhouden | d3
        """,
    }
    expected = """
        kind                | scope_id | partner_id | dataset         | number | dated_on
        verwijst_naar_niets | -        | programma  | phase_decisions | 1      | 2026-04-05
        verwijst_naar_niets | -        | roc-a      | placements      | 3      | 2026-04-05
    """
    assert_mart(catalogue, "attention", given, expected, "kind = 'verwijst_naar_niets'")
