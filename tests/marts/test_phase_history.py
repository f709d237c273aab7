"""When a scope entered and left each phase, by which decision, and what was known to be open then."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS
from tests.marts.text_tables import assert_mart, warehouse

CATALOGUE = load_catalogue(DATA_CONTRACTS)

CRITERIA = {
    "meta.criteria": """
        position | criterion_id | phase
        1        | S1           | starten
        2        | S2           | starten
        3        | O1           | ontwikkelen
    """
}
SMALL = CRITERIA | {"core.pilots": "pilot_id | start_date\n p1 | 2025-01-01\n p2 | 2025-02-01"}
PHASES = ("starten", "ontwikkelen", "valideren", "verduurzamen", "doorontwikkelen")


def assessments(text: str) -> dict[str, str]:
    return {"core.phase_assessments": "scope_id | criterion_id | assessed_on | status\n" + text}


def decisions(text: str) -> dict[str, str]:
    return {"core.phase_decisions": "scope_id | decided_on | decision | reason\n" + text}


def test_a_stay_ends_with_the_decision_that_left_the_phase(catalogue: Catalogue) -> None:
    taken = decisions("""
        p1 | 2025-03-02 | door      | visie klaar
        p1 | 2025-05-01 | aanhouden | eerst een rondvraag
        p1 | 2025-06-01 | door      | pilots lopen
        p1 | 2025-09-01 | terug     | opleiding past niet
        p2 | 2025-04-01 | terug     | kan niet verder terug
        p2 | 2025-05-02 | stop      | partners trekken zich terug
        p2 | 2025-06-01 | door      | na de stop
    """)
    expected = """
        scope_id | stay | phase       | entered_on | left_on    | lasted_days | decision | reason
        p1       | 1    | starten     | 2025-01-01 | 2025-03-02 | 60   | door     | visie klaar
        p1       | 2    | ontwikkelen | 2025-03-02 | 2025-06-01 | 91   | door     | pilots lopen
        p1       | 3    | valideren   | 2025-06-01 | 2025-09-01 | 92   | terug    | opleiding past niet
        p1       | 4    | ontwikkelen | 2025-09-01 | -          | 302  | -        | -
        p2       | 1    | starten     | 2025-02-01 | 2025-05-02 | 90   | stop     | partners trekken zich terug
    """
    assert_mart(catalogue, "phase_history", SMALL | taken, expected)


def test_going_on_from_the_last_phase_ends_no_stay(catalogue: Catalogue) -> None:
    doors = "\n".join(f"p1 | 2025-0{month}-01 | door | verder" for month in range(2, 8))
    expected = """
        stay | phase           | entered_on | left_on    | decision
        4    | verduurzamen    | 2025-04-01 | 2025-05-01 | door
        5    | doorontwikkelen | 2025-05-01 | -          | -
    """
    assert_mart(catalogue, "phase_history", SMALL | decisions(doors), expected, "scope_id = 'p1' and stay > 3")


def test_what_is_decided_after_the_reference_date_has_not_ended_a_stay_yet(catalogue: Catalogue) -> None:
    taken = decisions("p1 | 2026-06-30 | door | vandaag\n p2 | 2026-07-01 | door | morgen")
    expected = """
        scope_id | stay | phase       | entered_on | left_on    | lasted_days
        p1       | 1    | starten     | 2025-01-01 | 2026-06-30 | 545
        p1       | 2    | ontwikkelen | 2026-06-30 | -          | 0
        p2       | 1    | starten     | 2025-02-01 | -          | 514
    """
    assert_mart(catalogue, "phase_history", SMALL | taken, expected)


def test_a_decision_before_its_pilot_began_says_that_it_had_begun(catalogue: Catalogue) -> None:
    taken = decisions("p1 | 2024-12-20 | door | eerder begonnen\n p2 | 2025-02-01 | door | op de dag zelf")
    expected = """
        scope_id | stay | phase       | entered_on | left_on    | lasted_days
        p1       | 1    | starten     | 2024-12-20 | 2024-12-20 | 0
        p1       | 2    | ontwikkelen | 2024-12-20 | -          | 557
        p2       | 1    | starten     | 2025-02-01 | 2025-02-01 | 0
        p2       | 2    | ontwikkelen | 2025-02-01 | -          | 514
    """
    assert_mart(catalogue, "phase_history", SMALL | taken, expected)


def test_the_partnership_begins_with_its_first_assessment_or_decision(catalogue: Catalogue) -> None:
    signs = assessments("programma | S1 | 2025-03-01 | behaald\n programma | S2 | 2025-04-01 | behaald")
    taken = decisions("programma | 2025-05-01 | door | klaar\n programma | 2025-06-01 | aanhouden | wacht")
    expected = """
        stay | phase       | entered_on | left_on    | decision | criteria_met | criteria_total | criteria_open
        1    | starten     | 2025-03-01 | 2025-05-01 | door     | 2            | 2              | 0
        2    | ontwikkelen | 2025-05-01 | -          | -        | 0            | 1              | 1
    """
    assert_mart(catalogue, "phase_history", SMALL | signs | taken, expected, "scope_id = 'programma'")


WENT_ON = decisions("""
    p1 | 2025-06-01 | door | wil niet wachten
    p2 | 2025-06-01 | door | visie volgt
""")
ASSESSED = assessments("""
    p1 | S1 | 2025-04-01 | in_uitvoering
    p1 | S1 | 2025-06-01 | behaald
    p1 | S2 | 2025-04-01 | behaald
    p1 | S2 | 2025-06-02 | in_uitvoering
    p2 | S1 | 2025-04-01 | nvt
    p2 | S2 | 2025-05-01 | in_uitvoering
    p2 | S2 | 2025-07-01 | behaald
    p2 | O1 | 2025-07-01 | behaald
""")


def test_criteria_count_as_they_were_known_when_the_decision_was_taken(catalogue: Catalogue) -> None:
    expected = """
        scope_id | stay | phase       | criteria_met | criteria_total | criteria_open
        p1       | 1    | starten     | 2            | 2              | 0
        p1       | 2    | ontwikkelen | 0            | 1              | 1
        p2       | 1    | starten     | 0            | 1              | 1
        p2       | 2    | ontwikkelen | 1            | 1              | 0
    """
    assert_mart(catalogue, "phase_history", SMALL | ASSESSED | WENT_ON, expected)


def test_each_criterion_of_a_stay_stands_as_it_was_known_then(catalogue: Catalogue) -> None:
    expected = """
        scope_id | stay | phase       | criterion_id | status        | assessed_on | is_open
        p1       | 1    | starten     | S1           | behaald       | 2025-06-01  | false
        p1       | 1    | starten     | S2           | behaald       | 2025-04-01  | false
        p1       | 2    | ontwikkelen | O1           | niet_gestart  | -           | true
        p2       | 1    | starten     | S1           | nvt           | 2025-04-01  | false
        p2       | 1    | starten     | S2           | in_uitvoering | 2025-05-01  | true
        p2       | 2    | ontwikkelen | O1           | behaald       | 2025-07-01  | false
    """
    assert_mart(catalogue, "phase_stay_criteria", SMALL | ASSESSED | WENT_ON, expected)


def test_points_that_were_open_then_ask_for_attention_while_the_scope_is_where_it_went(catalogue: Catalogue) -> None:
    facts = SMALL | ASSESSED | WENT_ON
    open_then = "kind = 'door_met_open_punten'"
    expected = "scope_id | number | dated_on\n p2 | 1 | 2025-06-01"
    assert_mart(catalogue, "attention", facts, expected, open_then)
    for back in ("terug", "door"):
        gone = f"{WENT_ON['core.phase_decisions']}\n p2 | 2025-09-01 | {back} | verder"
        assert_mart(catalogue, "attention", facts | {"core.phase_decisions": gone}, "scope_id | number", open_then)


def test_of_a_phase_without_criteria_none_are_counted(catalogue: Catalogue) -> None:
    doors = decisions("p1 | 2025-03-01 | door | x\n p1 | 2025-04-01 | door | x\n p2 | 2025-03-01 | door | x")
    expected = """
        scope_id | phase       | criteria_met | criteria_total | criteria_open
        p1       | starten     | 0            | 2              | 2
        p1       | ontwikkelen | 0            | 1              | 1
        p1       | valideren   | 0            | 0              | 0
        p2       | starten     | 0            | 2              | 2
        p2       | ontwikkelen | 0            | 1              | 1
    """
    assert_mart(catalogue, "phase_history", SMALL | doors, expected)


BEGIN, NOW = dt.date(2025, 1, 1), dt.date(2026, 6, 30)
TAKEN = st.dictionaries(
    st.dates(BEGIN, NOW + dt.timedelta(days=40)),
    st.sampled_from(["door", "door", "door", "aanhouden", "terug", "terug", "stop"]),
    max_size=12,
)


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])  # a build each: never shrink
@given(st.lists(TAKEN, min_size=10, max_size=20))
def test_stays_follow_each_other_without_gaps_up_to_the_position(taken: list[dict[dt.date, str]]) -> None:
    scopes = {f"p{i}": decided for i, decided in enumerate(taken)}
    rows = [f"{p} | {day} | {decision}" for p, decided in scopes.items() for day, decision in decided.items()]
    tables = {
        "core.pilots": "pilot_id | start_date\n" + "\n".join(f"{p} | {BEGIN}" for p in scopes),
        "core.phase_decisions": "scope_id | decided_on | decision\n" + "\n".join(rows),
    }
    with warehouse(CATALOGUE, "phase_conflicts", tables) as con:
        stays = con.sql("select scope_id, phase, entered_on, left_on, decision from mart.phase_history").fetchall()
        positions = con.sql("select scope_id, phase, since, stopped_on from mart.phase_position").fetchall()
    assert {scope for scope, *_ in positions} == scopes.keys()
    for scope, *position in positions:
        own = [stay for name, *stay in stays if name == scope]
        check_tiling(own, scopes[scope])
        phase, entered_on, left_on, decision = own[-1]
        assert position == [phase, entered_on, left_on if decision == "stop" else None]


def check_tiling(stays: list[list[Any]], decided: dict[dt.date, str]) -> None:
    """Each stay begins when and where the one before it ended; only the last may last, or end with a stop."""
    phase, entered_on, _, _ = stays[0]
    assert (phase, entered_on) == ("starten", BEGIN)
    for (before, _, left_on, decision), (after, entered_on, _, _) in pairwise(stays):
        assert left_on == entered_on
        assert left_on <= NOW
        assert decided[left_on] == decision
        assert PHASES.index(after) - PHASES.index(before) == {"door": 1, "terug": -1}[decision]
    _, _, left_on, decision = stays[-1]
    assert (left_on, decision) == (None, None) or decided[left_on] == decision == "stop"


BACK_AND_FORTH = decisions("""
    p1 | 2025-03-02 | door      | visie klaar
    p1 | 2025-05-01 | aanhouden | eerst een rondvraag
    p2 | 2025-04-01 | terug     | kan niet verder terug
    p2 | 2025-05-02 | stop      | partners trekken zich terug
    p2 | 2025-06-01 | door      | na de stop
    p2 | 2025-07-01 | stop      | nog eens
""")


def test_each_decision_says_where_the_scope_stood_before_and_after_it(catalogue: Catalogue) -> None:
    expected = """
        scope_id | turn | decided_on | phase_before | phase       | since      | stopped_on
        p1       | 0    | -          | -            | starten     | 2025-01-01 | -
        p1       | 1    | 2025-03-02 | starten      | ontwikkelen | 2025-03-02 | -
        p1       | 2    | 2025-05-01 | ontwikkelen  | ontwikkelen | 2025-03-02 | -
        p2       | 0    | -          | -            | starten     | 2025-02-01 | -
        p2       | 1    | 2025-04-01 | starten      | starten     | 2025-02-01 | -
        p2       | 2    | 2025-05-02 | starten      | starten     | 2025-02-01 | 2025-05-02
        p2       | 3    | 2025-06-01 | starten      | starten     | 2025-02-01 | 2025-05-02
        p2       | 4    | 2025-07-01 | starten      | starten     | 2025-02-01 | 2025-05-02
    """
    assert_mart(catalogue, "phase_steps", SMALL | BACK_AND_FORTH, expected)


def test_a_stop_ends_the_last_stay_whatever_is_decided_after_it(catalogue: Catalogue) -> None:
    expected = """
        scope_id | stay | phase       | entered_on | left_on    | lasted_days | decision | reason
        p1       | 1    | starten     | 2025-01-01 | 2025-03-02 | 60          | door     | visie klaar
        p1       | 2    | ontwikkelen | 2025-03-02 | -          | 485         | -        | -
        p2       | 1    | starten     | 2025-02-01 | 2025-05-02 | 90          | stop     | partners trekken zich terug
    """
    assert_mart(catalogue, "phase_stays", SMALL | BACK_AND_FORTH, expected)
