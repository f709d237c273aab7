"""The agenda of the next meeting: what changed, what to decide, what is to be done, what deviates, what did not come.

The reference date is 2026-06-30. The programme decided last, before that, on 2026-05-21: that was the last meeting.
"""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import REFERENCE_DATE, assert_mart

MEETING = {
    "meta.deliveries": """
        delivery_id | partner_id | dataset         | received_at      | received_on | outcome
        by-us       | programma  | phase_decisions | 2026-05-22 10:00 | 2026-05-22  | geladen
        by-roc      | roc-a      | phase_decisions | 2026-06-10 10:00 | 2026-06-10  | geladen
    """,
    "core.phase_decisions": """
        scope_id  | decided_on | phase   | decision  | reason      | delivery_id
        programma | 2026-03-12 | starten | aanhouden | vroeger     | by-us
        p1        | 2026-05-21 | starten | door      | de vorige   | by-us
    """,
}
HELD = "held_on\n2026-05-21"
NEVER = "held_on | held_on is null\n- | true"
PILOTS = "pilot_id | start_date\n p1 | 2025-01-01\n p2 | 2025-02-01"
CRITERIA = "position | criterion_id | phase\n 1 | S1 | starten\n 2 | S2 | starten\n 3 | O1 | ontwikkelen"


def decisions(text: str) -> dict[str, str]:
    return {"core.phase_decisions": "scope_id | decided_on | delivery_id\n" + text}


def test_the_last_meeting_is_the_day_of_the_programmes_last_decision_before_the_reference_date(
    catalogue: Catalogue,
) -> None:
    assert REFERENCE_DATE == "2026-06-30"
    assert_mart(catalogue, "last_meeting", MEETING, HELD)
    today_and_later = decisions("p1 | 2026-06-30 | by-us\n p2 | 2026-07-01 | by-us")
    assert_mart(catalogue, "last_meeting", MEETING | today_and_later, NEVER)


def test_a_decision_that_a_partner_delivered_is_no_meeting_of_the_kernteam(catalogue: Catalogue) -> None:
    decided = decisions("p1 | 2026-05-21 | by-us\n p2 | 2026-06-09 | by-roc")
    assert_mart(catalogue, "last_meeting", MEETING | decided, HELD)


def test_without_a_decision_the_last_new_action_of_a_meeting_tells_when_it_was(catalogue: Catalogue) -> None:
    given = {
        "meta.deliveries": """
            delivery_id | partner_id | received_on
            by-us  | programma | 2026-06-20
            by-roc | roc-a     | 2026-06-25
        """,
        "core.actions": """
            action_id | source      | delivery_id
            A-1       | vergadering | by-us
            A-2       | vergadering | by-us
            review    | peerreview  | by-us
            of-roc    | vergadering | by-roc
            today     | vergadering | by-us
        """,
        "meta.first_received": """
            dataset    | key    | received_on
            actions    | A-1    | 2026-03-12
            actions    | A-2    | 2026-04-16
            actions    | review | 2026-05-01
            actions    | of-roc | 2026-05-02
            actions    | today  | 2026-06-30
            placements | A-1    | 2026-06-01
        """,
    }
    assert_mart(catalogue, "last_meeting", given, "held_on\n2026-04-16")
    assert_mart(catalogue, "last_meeting", given | MEETING, HELD)


def test_without_anything_there_was_no_meeting(catalogue: Catalogue) -> None:
    assert_mart(catalogue, "last_meeting", {}, NEVER)


def test_decisions_and_pilots_dated_after_the_last_meeting_are_changes(catalogue: Catalogue) -> None:
    given = {
        "mart.last_meeting": HELD,
        "core.pilots": """
            pilot_id | start_date
            p1       | 2026-05-21
            p2       | 2026-05-22
            p3       | 2026-06-30
            p4       | 2026-07-01
        """,
        "core.phase_decisions": """
            scope_id  | decided_on | decision  | reason
            p1        | 2026-05-21 | door      | in de vorige vergadering
            p1        | 2026-06-30 | terug     | vandaag
            programma | 2026-05-22 | aanhouden | een dag later
            p2        | 2026-07-01 | door      | nog niet
        """,
    }
    expected = """
        kind            | scope_id  | subject_id | dated_on   | wording
        besluit_genomen | p1        | terug      | 2026-06-30 | vandaag
        besluit_genomen | programma | aanhouden  | 2026-05-22 | een dag later
        pilot_begonnen  | p2        | -          | 2026-05-22 | -
        pilot_begonnen  | p3        | -          | 2026-06-30 | -
    """
    assert_mart(catalogue, "changes", given, expected)


def test_a_criterion_changed_when_it_is_achieved_now_and_was_not_in_the_last_meeting_or_the_other_way_round(
    catalogue: Catalogue,
) -> None:
    given = {
        "mart.last_meeting": HELD,
        "core.pilots": PILOTS,
        "meta.criteria": CRITERIA,
        "core.phase_assessments": """
            scope_id | criterion_id | assessed_on | status
            p1       | S1           | 2026-05-21  | in_uitvoering
            p1       | S1           | 2026-06-01  | behaald
            p1       | S2           | 2026-06-02  | behaald
            p1       | O1           | 2026-04-01  | in_uitvoering
            p1       | O1           | 2026-05-01  | behaald
            p1       | O1           | 2026-06-02  | behaald
            p2       | S1           | 2026-05-01  | behaald
            p2       | S1           | 2026-06-03  | in_uitvoering
            p2       | S2           | 2026-04-01  | behaald
            p2       | S2           | 2026-05-01  | behaald
            p2       | S2           | 2026-06-29  | niet_gestart
            p2       | O1           | 2026-05-01  | behaald
            p2       | O1           | 2026-06-29  | nvt
            programma | S1          | 2026-05-21  | behaald
            programma | S1          | 2026-06-05  | behaald
            programma | S2          | 2026-06-10  | in_uitvoering
            programma | O1          | 2026-07-01  | behaald
        """,
    }
    expected = """
        kind               | scope_id | subject_id | dated_on
        criterium_behaald  | p1       | S1         | 2026-06-01
        criterium_behaald  | p1       | S2         | 2026-06-02
        criterium_heropend | p2       | S1         | 2026-06-03
        criterium_heropend | p2       | S2         | 2026-06-29
    """
    assert_mart(catalogue, "changes", given, expected, "kind like 'criterium%'")


def test_actions_closed_and_peer_reviews_held_after_the_last_meeting_are_changes(catalogue: Catalogue) -> None:
    given = {
        "mart.last_meeting": HELD,
        "core.actions": """
            action_id | scope_id  | text           | owner  | due_on     | closed_on
            A-1       | p1        | al besproken   | roc-a  | -          | 2026-05-21
            A-2       | p1        | net klaar      | roc-a  | 2026-06-01 | 2026-05-22
            A-3       | programma | vandaag klaar  | -      | -          | 2026-06-30
            A-4       | programma | pas morgen     | -      | -          | 2026-07-01
            A-5       | programma | loopt nog      | -      | -          | -
        """,
        "core.peer_reviews": """
            review_id | finding_id | reviewed_id | reviewed_on | finding | action | due_on     | closed_on
            R1        | B1         | roc-a       | 2026-05-21  | f       | -      | -          | -
            R1        | B2         | roc-a       | 2026-05-20  | f       | buddy  | 2026-06-10 | 2026-06-12
            R2        | B1         | school-c    | 2026-06-01  | f       | -      | -          | -
            R2        | B2         | school-c    | 2026-06-02  | f       | -      | 2026-06-04 | 2026-06-03
        """,
    }
    expected = """
        kind                | scope_id  | partner_id | subject_id | number | dated_on   | due_on     | wording
        actie_afgerond      | p1        | roc-a      | A-2        | -      | 2026-05-22 | 2026-06-01 | net klaar
        actie_afgerond      | programma | roc-a      | R1         | -      | 2026-06-12 | 2026-06-10 | buddy
        actie_afgerond      | programma | school-c   | R2         | -      | 2026-06-03 | 2026-06-04 | f
        actie_afgerond      | programma | -          | A-3        | -      | 2026-06-30 | -          | vandaag klaar
        peerreview_gehouden | -         | school-c   | R2         | 2      | 2026-06-02 | -          | -
    """
    assert_mart(catalogue, "changes", given, expected)


def test_of_placements_it_is_told_how_many_began_and_ended_since(catalogue: Catalogue) -> None:
    given = {
        "mart.last_meeting": HELD,
        "mart.placement_history": """
            placement_id | start_date | ended_on
            a            | 2026-05-21 | -
            b            | 2026-05-22 | -
            c            | 2026-06-30 | -
            d            | 2026-07-01 | -
            e            | 2025-01-01 | 2026-05-21
            f            | 2025-01-01 | 2026-05-22
            g            | 2025-01-01 | 2026-06-01
            h            | 2025-01-01 | 2026-06-15
        """,
    }
    expected = """
        kind                  | scope_id  | number | dated_on
        plaatsingen_beeindigd | programma | 3      | 2026-06-15
        plaatsingen_begonnen  | programma | 2      | 2026-06-30
    """
    assert_mart(catalogue, "changes", given, expected)


LATE = {
    "mart.last_meeting": HELD,
    "mart.placement_history": """
        placement_id | start_date | first_received_on | ended_on   | end_received_on
        known        | 2026-04-01 | 2026-05-21        | 2026-05-01 | 2026-05-21
        told-later   | 2026-04-01 | 2026-05-22        | 2026-05-01 | 2026-05-22
        since        | 2026-05-22 | 2026-06-10        | -          | -
        ahead        | 2026-09-01 | 2026-06-10        | -          | -
    """,
    "core.peer_reviews": """
        review_id | finding_id | reviewed_id | reviewed_on | kind        | finding
        R1        | B1         | roc-a       | 2026-05-10  | aanbeveling | bekend
        R1        | B2         | roc-a       | 2026-05-10  | valkuil     | aangevuld
        R2        | B1         | school-c    | 2026-05-11  | aanbeveling | later geleverd
        R2        | B2         | school-c    | 2026-05-11  | valkuil     | later geleverd
    """,
    "meta.first_received": """
        dataset      | key   | received_on
        peer_reviews | R1/B1 | 2026-05-21
        peer_reviews | R1/B2 | 2026-06-01
        peer_reviews | R2/B1 | 2026-05-22
        peer_reviews | R2/B2 | 2026-05-23
        placements   | R1/B1 | 2026-06-01
    """,
}


def test_what_partners_delivered_only_after_the_last_meeting_is_a_change_though_it_is_older(
    catalogue: Catalogue,
) -> None:
    delivering = {"meta.deliveries": "delivery_id | received_on\n first | 2026-05-21\n second | 2026-05-22"}
    expected = """
        kind                  | partner_id | subject_id | number | dated_on
        peerreview_gehouden   | school-c   | R2         | 2      | 2026-05-11
        plaatsingen_beeindigd | -          | -          | 1      | 2026-05-01
        plaatsingen_begonnen  | -          | -          | 2      | 2026-05-22
    """
    assert_mart(catalogue, "changes", LATE | delivering, expected)
    new = "subject_id | dated_on | is_new\n R2 | 2026-05-22 | true\n R1 | 2026-05-21 | false"
    assert_mart(catalogue, "agenda", LATE | delivering, new, "section = 'acties' order by subject_id desc")


def test_where_nothing_had_been_delivered_by_the_last_meeting_only_dates_tell_what_changed(
    catalogue: Catalogue,
) -> None:
    """Who loads years of history on one day has not begun all of it since."""
    loaded_later = {"meta.deliveries": "delivery_id | received_on\n first | 2026-05-22\n second | 2026-06-10"}
    expected = "kind | number | dated_on\n plaatsingen_begonnen | 1 | 2026-05-22"
    assert_mart(catalogue, "changes", LATE | loaded_later, expected)


def test_before_the_first_meeting_everything_is_a_change(catalogue: Catalogue) -> None:
    given = {"core.pilots": PILOTS}
    assert_mart(catalogue, "changes", given, "scope_id | dated_on\n p1 | 2025-01-01\n p2 | 2025-02-01")


def test_open_are_the_actions_that_are_not_closed_by_the_reference_date_from_whatever_source(
    catalogue: Catalogue,
) -> None:
    given = {
        "core.actions": """
            action_id | scope_id  | source      | text        | owner     | due_on     | closed_on
            A-1       | p1        | vergadering | bellen      | roc-a     | 2026-06-01 | -
            A-2       | programma | -           | schrijven   | programma | -          | 2026-07-01
            A-3       | programma | fasebesluit | is klaar    | programma | 2026-06-01 | 2026-06-30
        """,
        "meta.first_received": "dataset | key | received_on\n actions | A-1 | 2026-05-22\n actions | A-2 | 2026-06-20",
        "core.pilots": PILOTS,
        "core.peer_reviews": """
            review_id | finding_id | pilot_id | reviewed_id | reviewed_on | kind        | finding | action
            R1        | B1         | p2       | roc-a       | 2026-03-01  | aanbeveling | zonder  | -
            R1        | B2         | p2       | roc-a       | 2026-03-01  | aanbeveling | met     | buddy
            R1        | B4         | p2       | roc-a       | 2026-03-01  | valkuil     | niets   | -
        """,
    }
    expected = """
        dataset      | action_id | review_id | scope_id  | origin      | due_on     | known_since | has_action
        actions      | A-1       | -         | p1        | vergadering | 2026-06-01 | 2026-05-22  | true
        actions      | A-2       | -         | programma | -           | -          | 2026-06-20  | true
        peer_reviews | -         | R1        | p2        | peerreview  | -          | 2026-03-01  | false
        peer_reviews | -         | R1        | p2        | peerreview  | -          | 2026-03-01  | true
    """
    assert_mart(catalogue, "open_actions", given, expected)
    said = """
        action_id | finding_id | wording   | action_owner
        A-1       | -          | bellen    | roc-a
        A-2       | -          | schrijven | programma
        -         | B1         | zonder    | roc-a
        -         | B2         | buddy     | roc-a
    """
    assert_mart(catalogue, "open_actions", given, said)


def test_what_is_due_first_comes_first_and_a_closed_recommendation_is_open_no_more(catalogue: Catalogue) -> None:
    given = {
        "core.actions": "action_id | due_on\n A-1 | 2026-06-01\n A-2 | -",
        "core.peer_reviews": """
            review_id | finding_id | reviewed_id | reviewed_on | kind        | action | due_on     | closed_on
            R1        | B1         | roc-a       | 2026-03-01  | aanbeveling | a      | 2026-05-01 | -
            R1        | B2         | roc-a       | 2026-03-01  | aanbeveling | a      | 2026-07-01 | 2026-07-01
            R1        | B3         | roc-a       | 2026-03-01  | aanbeveling | a      | 2026-05-01 | 2026-06-30
        """,
    }
    expected = """
        action_id | finding_id | due_on
        -         | B1         | 2026-05-01
        A-1       | -          | 2026-06-01
        -         | B2         | 2026-07-01
        A-2       | -          | -
    """
    assert_mart(catalogue, "open_actions", given, expected)


def test_open_actions_and_recommendations_without_one_are_on_the_agenda_new_since_the_last_meeting(
    catalogue: Catalogue,
) -> None:
    given = {
        "mart.last_meeting": HELD,
        "mart.open_actions": """
            dataset      | action_id | review_id | scope_id  | wording | due_on     | known_since | has_action
            actions      | A-2       | -         | p1        | nieuw   | 2026-08-01 | 2026-05-22  | true
            actions      | A-1       | -         | p1        | ouder   | 2026-06-01 | 2026-05-21  | true
            peer_reviews | -         | R1        | programma | zonder  | -          | 2026-06-01  | false
            peer_reviews | -         | R2        | programma | eerder  | -          | 2026-01-01  | false
            peer_reviews | -         | R3        | p2        | buddy   | 2026-06-29 | 2026-01-01  | true
        """,
    }
    expected = """
        kind                     | scope_id  | subject_id | dated_on   | due_on     | is_new | wording
        actie                    | p1        | A-1        | 2026-05-21 | 2026-06-01 | false  | ouder
        actie                    | p1        | A-2        | 2026-05-22 | 2026-08-01 | true   | nieuw
        actie_peerreview         | p2        | R3         | 2026-01-01 | 2026-06-29 | false  | buddy
        aanbeveling_zonder_actie | programma | R2         | 2026-01-01 | -          | false  | eerder
        aanbeveling_zonder_actie | programma | R1         | 2026-06-01 | -          | true   | zonder
    """
    assert_mart(catalogue, "agenda", given, expected)


POSITIONS = """
    scope_id | phase           | since      | criteria_met | criteria_total | ready | stopped_on
    p1       | starten         | 2025-01-01 | 7            | 7              | true  | -
    p2       | ontwikkelen     | 2026-06-01 | 6            | 6              | true  | -
    p3       | doorontwikkelen | 2025-01-01 | 5            | 5              | true  | -
    p4       | valideren       | 2025-01-01 | 3            | 7              | false | -
    p5       | starten         | 2025-01-01 | 7            | 7              | false | 2026-02-01
"""
CONFLICTS = """
    scope_id | kind                   | phase     | criterion_id | dated_on   | number | found | needed | still_open
    p1       | behaald_zonder_cijfers | starten   | S4           | 2026-06-01 | -      | 3     | 5      | -
    p4       | cijfers_zonder_behaald | starten   | S4           | 2026-05-01 | -      | 5     | 5      | -
    p4       | bewijs_verouderd       | starten   | S1           | 2024-01-01 | 911    | -     | -      | -
    p4       | bewijs_verouderd       | valideren | V1           | 2025-01-01 | 545    | -     | -      | -
    p4       | bewijs_verouderd       | valideren | V3           | 2025-02-01 | 514    | -     | -      | -
    p4       | door_met_open_punten   | starten   | -            | 2025-03-01 | 3      | 4     | 7      | 2
    p2       | door_met_open_punten   | starten   | -            | 2026-06-01 | 1      | 6     | 7      | 0
"""


def test_to_decide_are_the_scopes_that_are_ready_and_where_the_record_disagrees_with_itself(
    catalogue: Catalogue,
) -> None:
    given = {
        "mart.last_meeting": HELD,
        "mart.phase_position": POSITIONS,
        "mart.phase_conflicts": CONFLICTS,
    }
    expected = """
        place | section   | kind                   | scope_id | subject_id | number | needed | dated_on   | is_new
        1     | besluiten | klaar_voor_besluit     | p1       | -          | 7      | 7      | 2025-01-01 | false
        2     | besluiten | klaar_voor_besluit     | p2       | -          | 6      | 6      | 2026-06-01 | true
        3     | besluiten | door_met_open_punten   | p4       | -          | 2      | -      | 2025-03-01 | false
        4     | besluiten | behaald_zonder_cijfers | p1       | S4         | 3      | 5      | 2026-06-01 | true
        5     | besluiten | cijfers_zonder_behaald | p4       | S4         | 5      | 5      | 2026-05-01 | false
        6     | besluiten | bewijs_verouderd       | p4       | V1         | 545    | -      | 2025-01-01 | false
        7     | besluiten | bewijs_verouderd       | p4       | V3         | 514    | -      | 2025-02-01 | false
    """
    assert_mart(catalogue, "agenda", given, expected)


def test_deviations_are_the_indicators_behind_this_year_whose_target_says_neither_why_nor_what_is_done(
    catalogue: Catalogue,
) -> None:
    given = {
        "mart.phase_position": POSITIONS,
        "mart.indicator_values": """
            indicator_id      | scope_id  | period | value | path | status
            active_placements | programma | 2026   | 80    | 100  | achter
            active_placements | p1        | 2026   | 9     | 10   | aandacht
            active_placements | p2        | 2026   | 9     | 10   | aandacht
            active_placements | p3        | 2026   | 2     | 10   | achter
            active_placements | p4        | 2026   | 12    | 10   | op_koers
            active_placements | p5        | 2026   | 0     | 10   | achter
            private_share     | p1        | 2026   | 0.125 | 0.25 | achter
            private_share     | p2        | 2025   | 0.125 | 0.25 | achter
            private_share     | p4        | 2026   | 0.125 | 0.25 | te_klein
        """,
        "core.targets": """
            indicator_id      | scope_id  | period | explanation   | measure
            active_placements | programma | 2026   | -             | -
            active_placements | programma | 2027   | later uitgelegd | -
            active_placements | p1        | 2025   | vorig jaar uitgelegd | -
            active_placements | p1        | 2027   | -             | -
            active_placements | p2        | 2026   | -             | werving
            active_placements | p3        | 2027   | uitgesteld    | -
            active_placements | p4        | 2026   | -             | -
            active_placements | p5        | 2026   | -             | -
            private_share     | p1        | 2026   | -             | -
            private_share     | p2        | 2026   | -             | -
            private_share     | p4        | 2026   | -             | -
        """,
    }
    expected = """
        kind     | scope_id  | subject_id        | number | needed
        achter   | programma | active_placements | 80     | 100
        achter   | p1        | private_share     | 0.125  | 0.25
        aandacht | p1        | active_placements | 9      | 10
    """
    assert_mart(catalogue, "agenda", given, expected, "section = 'afwijkingen'")


def test_a_dataset_is_due_so_many_days_after_it_was_loaded_and_at_once_when_it_was_refused(
    catalogue: Catalogue,
) -> None:
    given = {
        "meta.thresholds": "threshold | value\n freshness_days | 120\n evidence_days | 365",
        "mart.last_meeting": HELD,
        "mart.freshness": """
            partner_id | dataset    | received_on | loaded_at        | is_refused
            roc-a      | placements | 2026-06-01  | 2026-06-01 09:00 | false
            roc-a      | retention  | 2026-01-31  | 2026-01-31 09:00 | false
            school-c   | placements | 2026-06-02  | 2026-01-31 09:00 | true
            school-c   | retention  | 2026-05-01  | -                | true
        """,
    }
    expected = """
        kind               | partner_id | subject_id | dated_on   | due_on     | is_new
        levering_geweigerd | school-c   | retention  | 2026-05-01 | -          | false
        levering_geweigerd | school-c   | placements | 2026-06-02 | -          | true
        levering           | roc-a      | retention  | 2026-01-31 | 2026-05-31 | false
        levering           | roc-a      | placements | 2026-06-01 | 2026-09-29 | true
    """
    assert_mart(catalogue, "agenda", given, expected)


def test_the_sections_come_in_the_order_of_the_code_list(catalogue: Catalogue) -> None:
    given = {
        "mart.last_meeting": HELD,
        "mart.changes": "kind | scope_id\n pilot_begonnen | p1\n besluit_genomen | p2",
        "mart.phase_position": POSITIONS,
        "mart.open_actions": "dataset | action_id | wording | has_action\n actions | A-1 | x | true",
        "mart.freshness": """
            partner_id | dataset | received_on | loaded_at | is_refused
            roc-a | retention | 2026-01-31 | 2026-01-31 09:00 | false
        """,
    }
    expected = """
        place | section    | kind               | scope_id
        1     | gewijzigd  | besluit_genomen    | p2
        2     | gewijzigd  | pilot_begonnen     | p1
        3     | besluiten  | klaar_voor_besluit | p1
        4     | besluiten  | klaar_voor_besluit | p2
        5     | acties     | actie              | -
        6     | leveringen | levering           | -
    """
    assert_mart(catalogue, "agenda", given, expected)
