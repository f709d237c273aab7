"""Indicators of data quality, and the three axes on which a scope stands: performance, evidence and data quality."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart, mart_rows

# roc-a and school-b take part in p1, school-b in p2 too; the reference date is 2026-06-30
PARTNERS = {
    "core.pilots": "pilot_id | start_date\n p1 | 2025-03-01\n p2 | 2026-01-15",
    "core.pilot_partners": "pilot_id | organisation_id\n p1 | roc-a\n p1 | school-b\n p2 | school-b",
}
DELIVERED = (
    "partner_id | dataset | received_at | received_on | rows_delivered | rows_rejected | outcome | withdrawn_at\n"
)


def deliveries(text: str) -> dict[str, str]:
    """Deliveries as ``partner | dataset | day | rows delivered | rows rejected | outcome | withdrawn``."""
    lines = []
    for line in text.strip().splitlines():
        partner, dataset, day, delivered, rejected, outcome, withdrawn = (cell.strip() for cell in line.split("|"))
        lines.append(f"{partner}|{dataset}|{day} 12:00|{day}|{delivered}|{rejected}|{outcome}|{withdrawn}")
    return PARTNERS | {"meta.deliveries": DELIVERED + "\n".join(lines)}


# 120 days before 2026-06-30 is 2026-03-02, 120 days before 2025-12-31 is 2025-09-02
SIX = deliveries("""
    roc-a     | placements | 2025-10-01 | 40 | 4  | deels       | -
    roc-a     | placements | 2026-03-02 | 50 | 0  | geladen     | -
    roc-a     | retention  | 2025-09-01 | 20 | 2  | deels       | -
    roc-a     | retention  | 2026-05-01 | 30 | 30 | geweigerd   | -
    school-b  | placements | 2026-03-01 | 10 | 1  | deels       | -
    school-b  | placements | 2026-05-01 | 10 | 5  | deels       | 2026-05-02
    programma | pilots     | 2026-01-10 | 2  | 0  | geladen     | -
    programma | pilots     | 2026-06-10 | 2  | 0  | ongewijzigd | -
""")


def test_deliveries_on_time_are_datasets_loaded_recently_enough_on_the_day_of_counting(catalogue: Catalogue) -> None:
    # 2026: roc-a's retention was refused since, school-b's later delivery was withdrawn; that of the programme came
    # again unchanged, so it is still what it should be
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | 1         | 2           | 0.5
        p1        | 2026   | 1         | 3           | 0.333333
        p2        | 2026   | 0         | 1           | 0
        programma | 2025   | 1         | 2           | 0.5
        programma | 2026   | 2         | 4           | 0.5
    """
    assert_indicator(catalogue, "deliveries_on_time", SIX, expected)


def test_rows_rejected_are_of_the_deliveries_of_the_year(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | 6         | 60          | 0.1
        p1        | 2026   | 31        | 90          | 0.344444
        p2        | 2026   | 1         | 10          | 0.1
        programma | 2025   | 6         | 60          | 0.1
        programma | 2026   | 31        | 92          | 0.336957
    """
    assert_indicator(catalogue, "rows_rejected", SIX, expected)


# The three axes

GOOD = deliveries("""
    roc-a    | placements | 2026-05-01 | 20 | 1 | deels   | -
    roc-a    | retention  | 2026-05-01 | 20 | 1 | deels   | -
    school-b | placements | 2026-05-01 | 10 | 0 | geladen | -
""")
DEFINED = {
    "meta.indicators": """
        indicator_id | indicator | version | since | kind     | direction
        a            | a         | 1       | 2020  | additive | hoger
        b            | b         | 1       | 2020  | additive | hoger
        c            | c         | 1       | 2020  | additive | hoger
    """,
    "meta.criteria": "position | criterion_id | phase\n 1 | S1 | starten\n 2 | S2 | starten\n 3 | O1 | ontwikkelen",
}
VALUES = """
    indicator | version | scope_id | period | numerator
    a         | 1       | p1       | 2026   | 10
    b         | 1       | p1       | 2026   | {b}
    c         | 1       | p1       | 2026   | 10
    a         | 1       | p2       | 2026   | 10
    a         | 1       | p1       | 2025   | 0
"""
AIMS = {
    "core.targets": """
        indicator_id | scope_id | period | target
        a            | p1       | 2026   | 10
        b            | p1       | 2026   | 10
        a            | p2       | 2026   | 11
        b            | p2       | 2026   | 10
    """
}


def assessed(text: str) -> dict[str, str]:
    return {
        "core.phase_assessments": f"scope_id | criterion_id | assessed_on | status | evidence | evidence_on\n{text}"
    }


PROVEN = assessed("p1 | S1 | 2026-02-01 | behaald | plan | 2025-06-30\n p2 | S1 | 2026-02-01 | behaald | plan | -")
OLD = assessed("p1 | S1 | 2026-02-01 | behaald | plan | 2025-06-29\n p2 | S1 | 2025-02-01 | behaald | plan | -")


def axes(given: dict[str, str], b: str = "10") -> dict[str, str]:
    return DEFINED | AIMS | given | {"mart.indicator_counts": VALUES.format(b=b)}


def test_performance_is_the_share_on_course_of_what_is_judged_this_year(catalogue: Catalogue) -> None:
    # c has no target, p2's b has no value; p2's a is behind by one, which asks for attention; of 2025 nothing counts
    expected = """
        scope_id  | indicators_judged | indicators_on_course | performance
        p1        | 2                 | 1                    | 0.5
        p2        | 1                 | 0                    | 0
        programma | 0                 | 0                    | -
    """
    assert_mart(catalogue, "three_axes", axes(GOOD, b="3"), expected)


def test_evidence_counts_claims_up_to_the_present_phase_by_the_age_of_their_evidence(catalogue: Catalogue) -> None:
    given = assessed("""
        p1        | S1 | 2026-02-01 | behaald       | plan | 2025-06-30
        p1        | S2 | 2026-02-01 | behaald       | plan | 2025-06-29
        p1        | O1 | 2026-02-01 | behaald       | plan | 2026-01-01
        p2        | S1 | 2026-02-01 | behaald       | plan | -
        p2        | S2 | 2026-02-01 | in_uitvoering | plan | -
        p2        | O1 | 2025-02-01 | behaald       | plan | -
        programma | S1 | 2025-02-01 | behaald       | plan | -
        programma | S2 | 2026-02-01 | nvt           | -    | -
    """) | {"core.phase_decisions": "scope_id | decided_on | phase | decision\n p2 | 2026-03-01 | starten | door"}
    expected = """
        scope_id  | claims | claims_proven | evidence_share
        p1        | 2      | 1             | 0.5
        p2        | 2      | 1             | 0.5
        programma | 1      | 0             | 0
    """
    assert_mart(catalogue, "three_axes", axes(GOOD | given), expected)


def test_data_quality_is_that_of_the_deliveries_of_who_takes_part(catalogue: Catalogue) -> None:
    # retention of roc-a came last more than 400 days ago (2025-05-26), its pupils too long ago to be on time
    given = deliveries("""
        roc-a    | placements       | 2026-05-01 | 20 | 1 | deels   | -
        roc-a    | retention        | 2025-05-25 | 90 | 9 | deels   | -
        roc-a    | student_outcomes | 2025-05-26 | 30 | 4 | deels   | -
        school-b | placements       | 2026-05-01 | 10 | 0 | geladen | -
    """)
    expected = """
        scope_id  | datasets_expected | completeness | timeliness | rows_delivered | rejected_share
        p1        | 4                 | 0.75         | 0.5        | 60             | 0.0833333
        p2        | 1                 | 1            | 1          | 10             | 0
        programma | 4                 | 0.75         | 0.5        | 60             | 0.0833333
    """
    assert_mart(catalogue, "three_axes", axes(given), expected)


# each of three datasets of p1 may be old (more than 400 days), late (more than 120 days) or full of mistakes
OLD_DAY, LATE_DAY, NEW_DAY = "2025-05-25", "2026-03-01", "2026-05-01"


def three_datasets(days: tuple[str, str, str], rejected: int = 0) -> dict[str, str]:
    names = ("placements", "retention", "student_outcomes")
    rows = (f"roc-a | {name} | {day} | 10 | {rejected} | deels | -" for name, day in zip(names, days, strict=True))
    return deliveries("\n".join(rows))


INCOMPLETE = three_datasets((NEW_DAY, NEW_DAY, OLD_DAY))
LATE = three_datasets((NEW_DAY, LATE_DAY, LATE_DAY))
HALF_LATE = three_datasets((NEW_DAY, NEW_DAY, LATE_DAY), rejected=2)
REJECTED = three_datasets((NEW_DAY, NEW_DAY, NEW_DAY), rejected=3)


@pytest.mark.parametrize(
    ("given", "b", "verdict"),
    [
        (GOOD | PROVEN, "10", "op_koers_en_bewezen"),
        (GOOD | OLD, "10", "op_koers_maar_onbewezen"),
        (GOOD, "10", "op_koers_maar_onbewezen"),
        (GOOD | PROVEN, "3", "achter_maar_bewezen"),
        (GOOD | OLD, "3", "achter_en_onbewezen"),
        (INCOMPLETE | PROVEN, "10", "gegevens_onbetrouwbaar"),
        (LATE | PROVEN, "10", "gegevens_onbetrouwbaar"),
        (REJECTED | PROVEN, "3", "gegevens_onbetrouwbaar"),
        (HALF_LATE | PROVEN, "10", "op_koers_en_bewezen"),
        (PARTNERS | PROVEN, "10", "onvoldoende_gegevens"),
    ],
)
def test_on_course_is_never_said_without_evidence_and_reliable_data(
    catalogue: Catalogue, given: dict[str, str], b: str, verdict: str
) -> None:
    rows = mart_rows(catalogue, "three_axes", axes(given, b), ("scope_id", "verdict"))
    assert ["p1", verdict] in rows
    assert ["programma", "onvoldoende_gegevens"] in rows  # nothing is judged for it


def test_a_delivery_counts_from_the_first_day_of_the_year_up_to_the_day_of_counting_itself(
    catalogue: Catalogue,
) -> None:
    # what came again unchanged was not judged again, and what was refused is not loaded
    given = deliveries("""
        roc-a  | placements | 2026-01-01 | 40 | 4 | deels       | -
        roc-a  | placements | 2026-06-30 | 10 | 3 | ongewijzigd | -
        roc-a  | retention  | 2026-06-30 | 5  | 5 | geweigerd   | -
        elders | pilots     | 2025-12-31 | 2  | 1 | deels       | -
    """)
    expected = """
        scope_id  | period | partner_id | dataset    | days_since_loaded | rows_delivered | rows_rejected
        p1        | 2026   | roc-a      | placements | 0                 | 40             | 4
        p1        | 2026   | roc-a      | retention  | -                 | 5              | 5
        programma | 2025   | elders     | pilots     | 0                 | 2              | 1
        programma | 2026   | elders     | pilots     | 181               | 0              | 0
        programma | 2026   | roc-a      | placements | 0                 | 40             | 4
        programma | 2026   | roc-a      | retention  | -                 | 5              | 5
    """
    assert_mart(catalogue, "scope_deliveries", given, expected)


def test_a_scope_that_was_stopped_is_not_judged_any_more(catalogue: Catalogue) -> None:
    stopped = {
        "core.phase_decisions": "scope_id | decided_on | decision\n p1 | 2026-06-30 | stop\n p2 | 2026-06-01 | door"
    }
    expected = """
        scope_id  | verdict              | datasets_expected
        p1        | gestopt              | 0
        p2        | achter_en_onbewezen  | 1
        programma | onvoldoende_gegevens | 3
    """
    assert_mart(catalogue, "three_axes", axes(GOOD | stopped), expected)


# p1 stands on each threshold, p2 has delivered nothing that was loaded, p3 has no rows of which some could be rejected
ON_THE_EDGE = {
    "core.pilots": "pilot_id | start_date\n p1 | 2025-03-01\n p2 | 2025-03-01\n p3 | 2025-03-01",
    "meta.criteria": "position | criterion_id | phase\n" + "\n".join(f"{i} | S{i} | starten" for i in range(1, 11)),
    "core.phase_assessments": "scope_id | criterion_id | assessed_on | status | evidence | evidence_on\n"
    + "\n".join(f"p1 | S{i} | 2026-02-01 | behaald | plan | 2025-06-{30 if i <= 7 else 29}" for i in range(1, 11))
    + "\np1 | S10 | 2026-01-01 | in_uitvoering | plan | 2026-01-01",
    "mart.indicator_values": "scope_id | period | indicator_id | status\n"
    + "\n".join(f"p1 | 2026 | i{i} | {'op_koers' if i <= 7 else 'achter'}" for i in range(1, 11))
    + "\np1 | 2025 | i1 | achter\n p3 | 2026 | i1 | op_koers",
    "mart.scope_deliveries": "scope_id | period | partner_id | dataset | days_since_loaded\n"
    + "\n".join(f"p1 | 2026 | roc-a | d{i} | {120 if i <= 5 else 400 if i <= 8 else 401}" for i in range(1, 11))
    + "\np1 | 2025 | left-since | d1 | 0\n p2 | 2026 | roc-b | d1 | -\n p3 | 2026 | roc-c | d1 | 0",
    "meta.deliveries": """
        partner_id | received_on | rows_delivered | rows_rejected | outcome
        roc-a      | 2025-05-25  | 100            | 100           | deels
        roc-a      | 2025-05-26  | 5              | 2             | deels
        roc-a      | 2026-06-30  | 5              | 0             | geladen
        roc-a      | 2026-06-01  | 100            | 90            | ongewijzigd
        left-since | 2026-06-01  | 100            | 90            | deels
    """,
}


def test_each_threshold_of_the_three_axes_counts_itself_in(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | indicators_judged | indicators_on_course | performance | claims | claims_proven | evidence_share
        p1        | 10                | 7                    | 0.7         | 10     | 7             | 0.7
        p2        | 0                 | 0                    | -           | 0      | 0             | -
        p3        | 1                 | 1                    | 1           | 0      | 0             | -
        programma | 0                 | 0                    | -           | 0      | 0             | -
    """
    assert_mart(catalogue, "three_axes", ON_THE_EDGE, expected)
    expected = """
        datasets_expected | completeness | timeliness | rows_delivered | rejected_share | verdict
        10                | 0.8          | 0.5        | 10             | 0.2            | op_koers_en_bewezen
        1                 | 0            | 0          | 0              | -              | onvoldoende_gegevens
        1                 | 1            | 1          | 0              | -              | op_koers_maar_onbewezen
        0                 | -            | -          | 0              | -              | onvoldoende_gegevens
    """
    assert_mart(catalogue, "three_axes", ON_THE_EDGE, expected)
