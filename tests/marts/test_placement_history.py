"""The event history of a placement (estimators.md, "Retention"): entry, exit, and what is counted beside them."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

REGISTERS = {
    "core.pilots": "pilot_id | start_date | region_code\n p1 | 2025-01-01 | AM01\n p2 | 2025-06-01 | -",
    "core.organisations": """
        organisation_id | organisation_type | size_class
        vmbo-a          | vmbo              | -
        roc-b           | mbo               | -
        klein           | bedrijf           | zzp
        groot           | bedrijf           | groot
    """,
}


def placements(text: str, columns: str = "placement_id | professional_id | pilot_id | start_date") -> dict[str, str]:
    return REGISTERS | {"core.placements": f"{columns}\n{text}"}


def observed(text: str) -> dict[str, str]:
    return {"core.retention": f"placement_id | checked_on | status | ended_on | exit_reason\n{text}"}


TWO = placements("a | R1 | p1 | 2025-03-01\n b | R2 | p1 | 2025-03-01")


def test_the_exit_is_the_first_end_by_the_day_of_the_check(catalogue: Catalogue) -> None:
    given = TWO | observed("""
        a | 2025-09-01 | gestopt | 2025-08-01 | overig
        a | 2025-12-01 | gestopt | 2025-07-01 | beide_verlaten
        b | 2025-06-01 | actief  | -          | -
        b | 2025-12-01 | gestopt | 2025-11-01 | volledig_naar_school
    """)
    expected = """
        placement_id | ended_on   | exit_reason          | exit_days | is_exit | has_ended
        a            | 2025-08-01 | overig               | 153       | true    | true
        b            | 2025-11-01 | volledig_naar_school | 245       | true    | true
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_without_an_end_the_last_time_seen_active_is_where_observation_stops(catalogue: Catalogue) -> None:
    given = TWO | observed("""
        a | 2025-06-01 | actief | - | -
        a | 2025-12-01 | actief | - | -
        a | 2025-09-01 | actief | - | -
        b | 2025-03-01 | actief | - | -
    """)
    expected = """
        placement_id | last_active_on | exit_days | is_exit | has_ended
        a            | 2025-12-01     | 275       | false   | false
        b            | 2025-03-01     | 0         | false   | false
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_who_was_never_observed_has_no_exit_day(catalogue: Catalogue) -> None:
    expected = "placement_id | exit_days | is_exit | has_ended\n a | - | false | false\n b | - | false | false"
    assert_mart(catalogue, "placement_history", TWO, expected)


def test_an_end_stands_though_the_placement_is_called_active_afterwards(catalogue: Catalogue) -> None:
    given = TWO | observed("""
        a | 2025-06-01 | gestopt | 2025-05-01 | overig
        a | 2025-12-01 | actief  | -          | -
        b | 2025-06-01 | actief  | -          | -
        b | 2025-12-01 | gestopt | 2025-05-01 | overig
    """)
    expected = """
        placement_id | ended_on   | exit_days | is_exit | last_active_on
        a            | 2025-05-01 | 61        | true    | 2025-12-01
        b            | 2025-05-01 | 61        | true    | 2025-06-01
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_the_end_of_a_pilot_is_a_censoring_and_every_other_reason_an_exit(catalogue: Catalogue) -> None:
    reasons = (
        "pilot_beeindigd",
        "volledig_naar_school",
        "volledig_naar_bedrijf",
        "beide_verlaten",
        "blijft_hybride_elders",
        "overig",
    )
    given = placements("\n".join(f"{reason} | R | p1 | 2025-03-01" for reason in reasons))
    given |= observed("\n".join(f"{reason} | 2025-12-01 | gestopt | 2025-11-01 | {reason}" for reason in reasons))
    expected = """
        placement_id          | exit_days | is_exit | has_ended
        beide_verlaten        | 245       | true    | true
        blijft_hybride_elders | 245       | true    | true
        overig                | 245       | true    | true
        pilot_beeindigd       | 245       | false   | true
        volledig_naar_bedrijf | 245       | true    | true
        volledig_naar_school  | 245       | true    | true
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_reaching_the_planned_end_is_an_exit_unless_the_pilot_ended(catalogue: Catalogue) -> None:
    columns = "placement_id | professional_id | pilot_id | start_date | planned_end_date"
    given = placements("a | R1 | p1 | 2025-03-01 | 2025-08-01\n b | R2 | p1 | 2025-03-01 | 2025-08-01", columns)
    given |= observed("""
        a | 2025-09-01 | gestopt | 2025-08-01 | overig
        b | 2025-09-01 | gestopt | 2025-08-01 | pilot_beeindigd
    """)
    expected = "placement_id | exit_days | is_exit\n a | 153 | true\n b | 153 | false"
    assert_mart(catalogue, "placement_history", given, expected)


def test_an_observation_after_the_reference_date_does_not_count_yet(catalogue: Catalogue) -> None:
    given = TWO | observed("""
        a | 2026-06-30 | actief  | -          | -
        a | 2026-07-01 | gestopt | 2026-06-30 | overig
        b | 2026-06-30 | gestopt | 2026-06-29 | overig
    """)
    expected = "placement_id | exit_days | has_ended\n a | 486 | false\n b | 485 | true"
    assert_mart(catalogue, "placement_history", given, expected)


def test_observation_begins_when_followed_or_else_with_placement_and_pilot(catalogue: Catalogue) -> None:
    columns = "placement_id | professional_id | pilot_id | start_date | followed_from"
    given = placements(
        """
        a-followed      | R1 | p1 | 2025-03-01 | 2025-03-11
        b-placement     | R2 | p1 | 2025-03-01 | -
        c-pilot         | R3 | p2 | 2025-05-01 | -
        d-pilot-unknown | R4 | px | 2025-05-01 | -
        e-before-pilot  | R5 | p2 | 2025-05-01 | 2025-05-02
        """,
        columns,
    )
    expected = """
        placement_id    | entry_days
        a-followed      | 10
        b-placement     | 0
        c-pilot         | 31
        d-pilot-unknown | 0
        e-before-pilot  | 1
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_entry_is_assumed_when_delivered_more_than_92_days_after_the_start(catalogue: Catalogue) -> None:
    columns = "placement_id | professional_id | pilot_id | start_date | followed_from"
    given = placements(
        """
        day-92   | R1 | p1 | 2025-03-01 | -
        day-93   | R2 | p1 | 2025-03-01 | -
        followed | R3 | p1 | 2025-03-01 | 2025-06-02
        unknown  | R4 | p1 | 2025-03-01 | -
        """,
        columns,
    )
    given |= {
        "meta.first_received": """
            dataset    | key      | received_on
            placements | day-92   | 2025-06-01
            placements | day-93   | 2025-06-02
            placements | followed | 2025-06-02
            retention  | unknown  | 2025-12-31
        """
    }
    expected = """
        placement_id | is_entry_assumed
        day-92       | false
        day-93       | true
        followed     | false
        unknown      | false
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_vanished_is_who_is_gone_without_an_end(catalogue: Catalogue) -> None:
    given = placements("a | R1 | p1 | 2025-03-01\n b | R2 | p1 | 2025-03-01\n c | R3 | p1 | 2025-03-01")
    given |= observed("""
        a | 2025-06-01 | actief  | -          | -
        b | 2025-06-01 | gestopt | 2025-05-01 | overig
        c | 2025-06-01 | actief  | -          | -
    """)
    given |= {"meta.vanished": "dataset | key\n placements | a\n placements | b\n retention | c"}
    expected = """
        placement_id | is_vanished | exit_days | is_exit
        a            | true        | 92        | false
        b            | false       | 61        | true
        c            | false       | 92        | false
    """
    assert_mart(catalogue, "placement_history", given, expected)


def test_a_placement_that_two_partners_leave_out_is_still_one(catalogue: Catalogue) -> None:
    given = TWO | {"meta.vanished": "dataset | key | delivery_id\n placements | a | d1\n placements | a | d2"}
    assert_mart(catalogue, "placement_history", given, "placement_id | is_vanished\n a | true\n b | false")


def test_who_starts_elsewhere_within_92_days_goes_on(catalogue: Catalogue) -> None:
    given = placements("""
        same-day | R1 | p1 | 2025-03-01
        next-1   | R1 | p1 | 2025-07-01
        day-92   | R2 | p1 | 2025-03-01
        next-2   | R2 | p1 | 2025-10-01
        day-93   | R3 | p1 | 2025-03-01
        next-3   | R3 | p1 | 2025-10-02
        before   | R4 | p1 | 2025-03-01
        next-4   | R4 | p1 | 2025-06-30
        another  | R5 | p1 | 2025-03-01
        next-5   | R6 | p1 | 2025-07-02
    """)
    left = ("same-day", "day-92", "day-93", "before", "another")
    given |= observed("\n".join(f"{key} | 2025-12-01 | gestopt | 2025-07-01 | overig" for key in left))
    expected = """
        placement_id | is_continued
        another      | false
        before       | false
        day-92       | true
        day-93       | false
        same-day     | true
    """
    assert_mart(catalogue, "placement_history", given, expected, "has_ended")


@pytest.mark.parametrize(
    ("fte", "fte_class"),
    [("0.1", "onder_0.5"), ("0.499999", "onder_0.5"), ("0.5", "vanaf_0.5"), ("1", "vanaf_0.5"), ("-", "onbekend")],
)
def test_fte_class_splits_at_one_half(catalogue: Catalogue, fte: str, fte_class: str) -> None:
    columns = "placement_id | professional_id | pilot_id | start_date | fte_school"
    given = placements(f"a | R1 | p1 | 2025-03-01 | {fte}\n b | R2 | p1 | 2025-03-01 | {fte}", columns)
    assert_mart(catalogue, "placement_history", given, f"placement_id | fte_class\n a | {fte_class}\n b | {fte_class}")


def test_strata_come_from_the_placement_its_school_and_its_company(catalogue: Catalogue) -> None:
    columns = "placement_id | pilot_id | school_id | company_id | function | contract_school | coach | start_date"
    given = placements(
        """
        a | p1 | vmbo-a | klein | docent     | loondienst | true  | 2025-03-01
        b | p2 | roc-b  | groot | gastdocent | zzp        | false | 2025-06-01
        c | px | gone   | gone  | docent     | -          | -     | 2025-06-01
        """,
        columns,
    )
    expected = """
        placement_id | pilot_id | school_sector | size_class | function   | contract_school | coach    | region_code
        a            | p1       | vmbo          | zzp        | docent     | loondienst      | ja       | AM01
        b            | p2       | mbo           | groot      | gastdocent | zzp             | nee      | -
        c            | px       | onbekend      | onbekend   | docent     | onbekend        | onbekend | -
    """
    assert_mart(catalogue, "placement_history", given, expected)
