"""Indicators of retention, student outcomes and surveys: estimates and responses a year."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart

PILOTS = {"core.pilots": "pilot_id | start_date\n p1 | 2024-01-01\n p2 | 2025-01-01"}
PLACED = "placement_id | pilot_id | start_date | followed_from"
OBSERVED = "placement_id | checked_on | status | ended_on | exit_reason"


# Retention

FOUR = PILOTS | {
    "core.placements": f"""
        {PLACED}
        a | p1 | 2024-01-01 | 2024-01-01
        b | p1 | 2024-01-01 | 2024-01-01
        c | p1 | 2024-01-01 | 2024-01-01
        d | p2 | 2025-01-01 | 2025-01-01
    """,
    "core.retention": f"""
        {OBSERVED}
        a | 2024-12-31 | gestopt | 2024-07-19 | overig
        b | 2026-06-01 | actief  | -          | -
        c | 2025-06-01 | gestopt | 2025-01-10 | beide_verlaten
        d | 2026-06-01 | gestopt | 2025-07-20 | overig
    """,
}


def test_retention_after_a_year_is_estimated_from_what_was_observed_by_then(catalogue: Catalogue) -> None:
    # days: a leaves on 200, c on 375, d on 200; 2024-12-31 is day 365 of p1 and 2025-12-31 day 364 of p2.
    # By the end of 2024 two of three are left on day 365, and so they are later: c leaves after it. The programme by
    # 2026: four at risk on day 200, two leave, so a half is left.
    expected = """
        scope_id  | period | n | exits | survival | reason
        p1        | 2024   | 3 | 1     | 0.666667 | -
        p1        | 2025   | 3 | 2     | 0.666667 | -
        p1        | 2026   | 3 | 2     | 0.666667 | -
        p2        | 2025   | 1 | 1     | 0        | niemand_over
        p2        | 2026   | 1 | 1     | 0        | niemand_over
        programma | 2024   | 3 | 1     | 0.666667 | -
        programma | 2025   | 4 | 3     | 0.5      | -
        programma | 2026   | 4 | 3     | 0.5      | -
    """
    assert_mart(catalogue, "retention_by_year", FOUR, expected)


def test_what_was_observed_by_the_day_of_counting_is_cut_off_on_it(catalogue: Catalogue) -> None:
    # entry and exit in days since the start; 2024-12-31 is day 365 of p1, 2025-12-31 day 364 of p2
    expected = """
        scope_id  | period | placement_id | entry_days | exit_days | is_exit
        p1        | 2024   | a            | 0          | 200       | true
        p1        | 2024   | b            | 0          | 365       | false
        p1        | 2024   | c            | 0          | 365       | false
        p1        | 2025   | a            | 0          | 200       | true
        p1        | 2025   | b            | 0          | 730       | false
        p1        | 2025   | c            | 0          | 375       | true
        p2        | 2025   | d            | 0          | 200       | true
        programma | 2024   | a            | 0          | 200       | true
        programma | 2024   | b            | 0          | 365       | false
        programma | 2024   | c            | 0          | 365       | false
    """
    where = "period = 2024 or (period = 2025 and scope_id <> 'programma')"
    assert_mart(catalogue, "follow_up_by_year", FOUR, expected, where)


def test_an_estimate_of_fewer_than_ten_is_no_value_and_not_judged(catalogue: Catalogue) -> None:
    aims = "indicator_id | scope_id | period | target\n retention_one_year | p1 | 2026 | 0.8\n"
    estimated = """
        scope_id  | period | n  | survival
        p1        | 2025   | 10 | 0.9
        p1        | 2026   | 9  | 0.9
        p2        | 2025   | 3  | 1
        p2        | 2026   | 11 | -
        programma | 2025   | 13 | 0.92
        programma | 2026   | 20 | 0.85
    """
    expected = """
        scope_id  | period | numerator | denominator | value | status
        p1        | 2025   | 0.9       | -           | 0.9   | op_koers
        p1        | 2026   | -         | 0           | -     | onvoldoende_data
        p2        | 2025   | -         | 0           | -     | geen_doel
        p2        | 2026   | -         | 0           | -     | geen_doel
        programma | 2025   | 0.92      | -           | 0.92  | geen_doel
        programma | 2026   | 0.85      | -           | 0.85  | geen_doel
    """
    given = PILOTS | {"mart.retention_by_year": estimated, "core.targets": aims}
    assert_indicator(catalogue, "retention_one_year", given, expected, "period > 2024")
    gained = """
        outcome   | scope_id  | period | pupils | gain
        vakkennis | p1        | 2026   | 9      | 2
        vakkennis | p2        | 2026   | 10     | 1.5
        vakkennis | programma | 2026   | 19     | 1.75
    """
    expected = """
        scope_id  | numerator | denominator | value
        p1        | -         | 0           | -
        p2        | 1.5       | -           | 1.5
        programma | 1.75      | -           | 1.75
    """
    where = "period = 2026 and indicator_id = 'mean_gain_vakkennis'"
    assert_indicator(catalogue, "mean_gain", PILOTS | {"mart.gain_by_year": gained}, expected, where)


def test_retention_is_not_given_when_nobody_was_followed_for_a_year(catalogue: Catalogue) -> None:
    given = PILOTS | {
        "core.placements": f"{PLACED}\n a | p1 | 2025-09-01 | 2025-09-01\n b | p2 | 2025-01-01 | 2025-01-01",
        "core.retention": f"{OBSERVED}\n a | 2026-06-01 | actief | - | -\n b | 2026-06-30 | actief | - | -",
    }
    expected = """
        scope_id  | period | survival | reason
        p1        | 2025   | -        | volgduur_te_kort
        p1        | 2026   | -        | volgduur_te_kort
        p2        | 2025   | -        | volgduur_te_kort
        p2        | 2026   | 1        | geen_uitstroom_tot_hier
        programma | 2025   | -        | volgduur_te_kort
        programma | 2026   | 1        | geen_uitstroom_tot_hier
    """
    assert_mart(catalogue, "retention_by_year", given, expected)


def test_retention_is_not_given_when_late_entry_brings_the_curve_to_zero(catalogue: Catalogue) -> None:
    # known example of estimators.md: (0,5,1), (10,20,1), (10,30,0) gives S = 0 from day 5
    given = PILOTS | {
        "core.placements": f"""
            {PLACED}
            a | p1 | 2024-01-01 | 2024-01-01
            b | p1 | 2024-01-01 | 2024-01-11
            c | p1 | 2024-01-01 | 2024-01-11
            d | p2 | 2025-01-01 | 2025-01-01
            e | p2 | 2025-01-01 | 2025-01-01
        """,
        "core.retention": f"""
            {OBSERVED}
            a | 2024-02-01 | gestopt | 2024-01-06 | overig
            b | 2024-02-01 | gestopt | 2024-01-21 | overig
            c | 2024-01-31 | actief  | -          | -
            d | 2025-02-01 | gestopt | 2025-01-06 | overig
            e | 2026-02-01 | actief  | -          | -
        """,
    }
    expected = """
        scope_id | survival | reason
        p1       | -        | nul_door_late_instroom
        p2       | 0.5      | een_in_risicogroep
    """
    assert_mart(catalogue, "retention_by_year", given, expected, "period = 2026 and scope_id <> 'programma'")


def test_exits_count_in_the_year_of_their_end_date_by_reason(catalogue: Catalogue) -> None:
    given = PILOTS | {
        "core.placements": f"""
            {PLACED}
            a | p1  | 2024-01-01 | -
            b | p1  | 2024-01-01 | -
            c | p1  | 2024-01-01 | -
            d | p2  | 2025-01-01 | -
            e | weg | 2024-01-01 | -
            f | p2  | 2025-01-01 | -
        """,
        "core.retention": f"""
            {OBSERVED}
            a | 2025-02-01 | gestopt | 2024-12-31 | overig
            b | 2025-03-01 | gestopt | 2025-01-01 | overig
            c | 2026-03-01 | gestopt | 2026-06-30 | pilot_beeindigd
            d | 2026-03-01 | gestopt | 2026-01-01 | overig
            e | 2026-03-01 | gestopt | 2026-02-01 | overig
            f | 2026-03-01 | gestopt | 2026-07-01 | overig
        """,
    }
    expected = """
        indicator_id          | scope_id  | period | value
        exits_overig          | p1        | 2024   | 1
        exits_overig          | p1        | 2025   | 1
        exits_overig          | p1        | 2026   | 0
        exits_overig          | p2        | 2025   | 0
        exits_overig          | p2        | 2026   | 1
        exits_overig          | programma | 2024   | 1
        exits_overig          | programma | 2025   | 1
        exits_overig          | programma | 2026   | 2
        exits_pilot_beeindigd | p1        | 2024   | 0
        exits_pilot_beeindigd | p1        | 2025   | 0
        exits_pilot_beeindigd | p1        | 2026   | 1
        exits_pilot_beeindigd | p2        | 2025   | 0
        exits_pilot_beeindigd | p2        | 2026   | 0
        exits_pilot_beeindigd | programma | 2024   | 0
        exits_pilot_beeindigd | programma | 2025   | 0
        exits_pilot_beeindigd | programma | 2026   | 1
    """
    where = "indicator_id in ('exits_overig', 'exits_pilot_beeindigd')"
    assert_indicator(catalogue, "exits", given, expected, where)


# Student outcomes

MEASURED = (
    "student_id | school_id | pilot_id | school_year | group_id | hybrid_share | outcome | wave | measured_on | score"
    " | scale_min | scale_max"
)


def measured(*pupils: str) -> dict[str, str]:
    """Pupils as ``student | pilot | group | share | before | after | day of before | day of after``, one school."""
    lines = []
    for pupil in pupils:
        student, pilot, group, share, before, after, first, last = (cell.strip() for cell in pupil.split("|"))
        year = first[:4]
        for wave, score, day in (("voor", before, first), ("na", after, last)):
            lines.append(f"{student}|s|{pilot}|{year}|{group}|{share}|vakkennis|{wave}|{day}|{score}|1|10")
    return PILOTS | {"core.student_outcomes": "\n".join([MEASURED, *lines])}


GROUPS = measured(
    "1 | p1 | A | 0.2 | 4 | 6   | 2024-10-01 | 2025-06-01",
    "2 | p1 | A | 0.2 | 5 | 6   | 2024-10-01 | 2025-06-01",
    "3 | p1 | B | 0.5 | 4 | 8.5 | 2024-10-01 | 2025-06-01",
    "4 | -  | C | 0.1 | 4 | 5   | 2024-10-01 | 2025-06-01",
    "5 | -  | D | 0.9 | 4 | 4   | 2024-10-01 | 2025-06-01",
    "6 | p2 | E | 0.3 | 5 | 6   | 2025-10-01 | 2026-06-01",
    "7 | p2 | F | 0.3 | 5 | 8   | 2025-10-01 | 2026-06-30",
    "8 | p2 | G | 0.3 | 5 | 9   | 2025-10-01 | 2026-07-01",
)


def test_the_mean_gain_is_that_of_hybrid_groups_each_counting_once(catalogue: Catalogue) -> None:
    # A gains 1.5, B 4.5, D 0, and C is no hybrid group; E gains 1, F 3, and G's `na` is of after the reference date
    expected = """
        outcome   | scope_id  | period | groups | pupils | gain
        vakkennis | p1        | 2025   | 2      | 3      | 3
        vakkennis | p2        | 2026   | 2      | 2      | 2
        vakkennis | programma | 2025   | 3      | 4      | 2
        vakkennis | programma | 2026   | 2      | 2      | 2
    """
    assert_mart(catalogue, "gain_by_year", GROUPS, expected)


def test_pupils_reached_are_those_of_hybrid_groups_each_counting_once(catalogue: Catalogue) -> None:
    # 2025: the `na` of groups A, B and D, and the `voor` of E, F and G; C is no hybrid group
    expected = """
        scope_id  | period | value
        p1        | 2024   | 3
        p1        | 2025   | 3
        p1        | 2026   | -
        p2        | 2025   | 3
        p2        | 2026   | 2
        programma | 2024   | 4
        programma | 2025   | 7
        programma | 2026   | 2
    """
    assert_indicator(catalogue, "pupils_reached", GROUPS, expected)


def test_a_group_is_hybrid_by_the_mean_share_of_its_pupils(catalogue: Catalogue) -> None:
    given = measured(
        "1 | p1 | A | 0.1 | 4 | 6 | 2025-02-01 | 2025-06-01",
        "2 | p1 | A | 0.3 | 4 | 6 | 2025-02-01 | 2025-06-01",
        "3 | p1 | B | 0.1 | 4 | 6 | 2025-02-01 | 2025-06-01",
        "4 | p1 | B | 0.2 | 4 | 6 | 2025-02-01 | 2025-06-01",
        "5 | p2 | C | 0.1 | 4 | 6 | 2025-02-01 | 2025-06-01",
    )
    expected = "scope_id | value\n p1 | 2\n p2 | 0\n programma | 2"
    assert_indicator(catalogue, "pupils_reached", given, expected, "period = 2025")


# Surveys


def test_survey_response_is_of_the_rounds_of_the_year_by_role(catalogue: Catalogue) -> None:
    given = PILOTS | {
        "core.pilot_partners": "pilot_id | organisation_id\n p1 | roc-a\n p2 | roc-a\n p2 | bouw",
        "core.survey_invitations": """
            organisation_id | role    | context | wave   | invited
            roc-a           | hp      | school  | 2025-1 | 4
            roc-a           | hp      | school  | 2025-2 | 6
            bouw            | hp      | bedrijf | 2025-1 | 10
            elders          | hp      | bedrijf | 2025-1 | 20
            roc-a           | hp      | school  | voor   | 9
            bouw            | collega | bedrijf | 2025-1 | 1
            roc-a           | collega | school  | 2025-1 | 3
        """,
        "core.surveys": """
            respondent_id | organisation_id | respondent_role | context | wave   | scale     | item | score
            r1            | roc-a           | hp              | school  | 2025-1 | autonomie | 1    | 4
            r1            | roc-a           | hp              | school  | 2025-1 | autonomie | 2    | 4
            r2            | roc-a           | hp              | school  | 2025-1 | autonomie | 1    | 4
            r1            | roc-a           | hp              | school  | 2025-2 | autonomie | 1    | 4
            r3            | bouw            | hp              | bedrijf | 2025-1 | autonomie | 1    | 4
            r9            | roc-a           | hp              | school  | voor   | autonomie | 1    | 4
            r4            | bouw            | collega         | bedrijf | 2025-1 | autonomie | 1    | 4
            r5            | bouw            | collega         | bedrijf | 2025-1 | autonomie | 1    | 4
            r6            | geenaantal      | collega         | bedrijf | 2025-1 | autonomie | 1    | 4
        """,
    }
    # two colleagues answered where one was invited: that organisation says nothing of the response
    expected = """
        indicator_id            | scope_id  | numerator | denominator | value
        survey_response_collega | p1        | 0         | 3           | 0
        survey_response_collega | p2        | 0         | 3           | 0
        survey_response_collega | programma | 0         | 3           | 0
        survey_response_hp      | p1        | 3         | 10          | 0.3
        survey_response_hp      | p2        | 4         | 20          | 0.2
        survey_response_hp      | programma | 4         | 40          | 0.1
    """
    where = "period = 2025 and indicator_id in ('survey_response_hp', 'survey_response_collega')"
    assert_indicator(catalogue, "survey_response", given, expected, where)


def test_a_round_answered_by_everybody_or_nobody_counts_and_contexts_stand_apart(catalogue: Catalogue) -> None:
    # roc-a asked its professionals about the school and about the company; `na` is a measurement without a year
    given = PILOTS | {
        "core.survey_invitations": """
            organisation_id | role | context | wave   | invited
            roc-a           | hp   | school  | 2025-1 | 2
            roc-a           | hp   | bedrijf | 2025-1 | 1
            roc-a           | hp   | school  | na     | 5
            bouw            | hp   | bedrijf | 2025-1 | 0
        """,
        "core.surveys": """
            respondent_id | organisation_id | respondent_role | context | wave   | scale     | item | score
            r1            | roc-a           | hp              | school  | 2025-1 | autonomie | 1    | 4
            r2            | roc-a           | hp              | school  | 2025-1 | autonomie | 1    | 4
            r1            | roc-a           | hp              | school  | na     | autonomie | 1    | 4
        """,
    }
    expected = "scope_id | period | numerator | denominator\n p1 | 2025 | - | 0\n programma | 2025 | 2 | 3"
    where = "period = 2025 and indicator_id = 'survey_response_hp' and scope_id <> 'p2'"
    assert_indicator(catalogue, "survey_response", given, expected, where)


def test_a_group_of_the_same_name_in_another_year_is_another_group(catalogue: Catalogue) -> None:
    # A was taught by hybrid professionals in 2024 and hardly in 2025; together they would be hybrid
    given = measured(
        "1 | p1 | A | 0.9 | 4 | 6 | 2024-10-01 | 2025-06-01",
        "2 | p1 | A | 0.1 | 4 | 6 | 2025-10-01 | 2026-06-01",
        "3 | p2 | B | 0.2 | 4 | 6 | 2025-10-01 | 2026-06-01",
    )
    expected = "scope_id | value\n p1 | 0\n p2 | 1\n programma | 1"
    assert_indicator(catalogue, "pupils_reached", given, expected, "period = 2026")
