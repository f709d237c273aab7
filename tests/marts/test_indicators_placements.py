"""Indicators of placements, qualifications and partners: what each of them counts, and on which day."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart

# two pilots; the reference date is 2026-06-30
PILOTS = {
    "core.pilots": """
        pilot_id | start_date | lead_organisation_id
        p1       | 2024-03-01 | roc-a
        p2       | 2025-02-01 | roc-a
    """
}
PLACED = "placement_id | professional_id | pilot_id | school_id | company_id | start_date"
ENDED = "placement_id | checked_on | status | ended_on | exit_reason"
ORGANISATIONS = {
    "core.organisations": """
        organisation_id | organisation_type | size_class
        roc-a           | mbo               | -
        roc-d           | mbo               | -
        vmbo-b          | vmbo              | -
        bouw            | bedrijf           | mkb
        metaal          | bedrijf           | groot
        solo            | bedrijf           | zzp
    """
}


def placements(columns: str, text: str) -> dict[str, str]:
    return PILOTS | {"core.placements": f"{PLACED}{columns}\n{text}"}


def ends(text: str) -> dict[str, str]:
    return {"core.retention": f"{ENDED}\n{text}"}


FIVE = placements(
    " | fte_school | coach | last_alignment_on",
    """
    a | h1 | p1 | roc-a  | bouw   | 2024-09-01 | 0.4 | true  | 2026-01-01
    b | h2 | p1 | roc-a  | metaal | 2024-10-01 | 0.2 | false | 2025-12-28
    c | h3 | p2 | vmbo-b | bouw   | 2025-03-01 | 0.5 | true  | 2026-07-01
    d | h1 | p2 | roc-a  | bouw   | 2025-03-01 | -   | -     | 2025-12-29
    e | h4 | p2 | vmbo-b | bouw   | 2026-07-01 | 0.8 | true  | -
    """,
) | ends("b | 2026-02-01 | gestopt | 2025-12-31 | overig")


def test_active_are_placements_begun_and_not_ended_on_the_day_of_counting(catalogue: Catalogue) -> None:
    # b ended on the last day of 2025, e begins a day after the reference date
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 2         | -           | 2
        p1        | 2025   | 1         | -           | 1
        p1        | 2026   | 1         | -           | 1
        p2        | 2025   | 2         | -           | 2
        p2        | 2026   | 2         | -           | 2
        programma | 2024   | 2         | -           | 2
        programma | 2025   | 3         | -           | 3
        programma | 2026   | 3         | -           | 3
    """
    assert_indicator(catalogue, "active_placements", FIVE, expected)


def test_a_placement_older_than_its_pilot_or_without_one_counts_for_the_programme_only(catalogue: Catalogue) -> None:
    given = placements(
        "",
        """
        a | h1 | p2  | roc-a | bouw | 2023-09-01
        b | h2 | weg | roc-a | bouw | 2024-01-01
        c | h3 | p1  | roc-a | bouw | 2024-05-01
        """,
    )
    expected = """
        scope_id  | period | value
        p1        | 2024   | 1
        p1        | 2025   | 1
        p1        | 2026   | 1
        p2        | 2025   | 1
        p2        | 2026   | 1
        programma | 2024   | 3
        programma | 2025   | 3
        programma | 2026   | 3
    """
    assert_indicator(catalogue, "active_placements", given, expected)


def test_fte_at_school_is_added_up_and_unknown_fte_adds_nothing(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | value
        p1        | 2024   | 0.6
        p1        | 2025   | 0.4
        p1        | 2026   | 0.4
        p2        | 2025   | 0.5
        p2        | 2026   | 0.5
        programma | 2024   | 0.6
        programma | 2025   | 0.9
        programma | 2026   | 0.9
    """
    assert_indicator(catalogue, "fte_at_schools", FIVE, expected)


def test_the_share_with_a_coach_is_of_placements_of_which_it_is_known(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 1         | 2           | 0.5
        p1        | 2025   | 1         | 1           | 1
        p1        | 2026   | 1         | 1           | 1
        p2        | 2025   | 1         | 1           | 1
        p2        | 2026   | 1         | 1           | 1
        programma | 2024   | 1         | 2           | 0.5
        programma | 2025   | 2         | 2           | 1
        programma | 2026   | 2         | 2           | 1
    """
    assert_indicator(catalogue, "with_coach", FIVE, expected)


def test_alignment_is_recent_within_six_months_before_the_reference_date(catalogue: Catalogue) -> None:
    # 183 days before 2026-06-30 is 2025-12-29; a talk after the reference date is not known yet
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | -         | 0           | -
        p1        | 2025   | -         | 0           | -
        p1        | 2026   | 1         | 1           | 1
        p2        | 2025   | -         | 0           | -
        p2        | 2026   | 1         | 2           | 0.5
        programma | 2024   | -         | 0           | -
        programma | 2025   | -         | 0           | -
        programma | 2026   | 2         | 3           | 0.666667
    """
    assert_indicator(catalogue, "with_recent_alignment", FIVE, expected)


def test_alignment_of_184_days_ago_or_never_is_not_recent(catalogue: Catalogue) -> None:
    given = placements(
        " | last_alignment_on",
        "a | h1 | p1 | s | t | 2024-09-01 | 2025-12-28\n b | h2 | p1 | s | t | 2026-06-01 | -\n"
        "c | h3 | p2 | s | t | 2025-09-01 | 2026-06-30",
    )
    expected = """
        scope_id  | numerator | denominator
        p1        | 0         | 2
        p2        | 1         | 1
        programma | 1         | 3
    """
    assert_indicator(catalogue, "with_recent_alignment", given, expected, "period = 2026")


# Qualifications

TEACHING = placements(
    " | function",
    """
    a | h1 | p1 | s | t | 2024-06-29 | docent
    b | h2 | p1 | s | t | 2024-06-30 | instructeur
    c | h3 | p1 | s | t | 2024-03-01 | gastdocent
    d | h4 | p1 | s | t | 2024-03-01 | seniordocent
    e | h5 | p2 | s | t | 2025-03-01 | docent
    f | h1 | p2 | s | t | 2025-09-01 | seniorinstructeur
    g | h6 | p2 | s | t | 2025-09-01 | docent
    """,
) | {
    "core.professionals": """
        professional_id | qualification
        h1              | in_opleiding
        h2              | geen
        h3              | geen
        h4              | tweedegraads
        h5              | niet_vereist
        h6              | -
    """
}


def test_qualified_is_who_has_a_qualification_of_those_whose_function_takes_one(catalogue: Catalogue) -> None:
    # h1, h2 and h4 teach; h3 is a guest teacher, h5 needs none, of h6 it is not known
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | -         | 0           | -
        p1        | 2026   | 1         | 3           | 0.333333
        p2        | 2025   | -         | 0           | -
        p2        | 2026   | 0         | 1           | 0
        programma | 2025   | -         | 0           | -
        programma | 2026   | 1         | 3           | 0.333333
    """
    assert_indicator(catalogue, "qualified_professionals", TEACHING, expected, "period > 2024")


def test_in_training_are_some_of_those_without_qualification(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | numerator | denominator | value
        p1        | 1         | 2           | 0.5
        p2        | 1         | 1           | 1
        programma | 1         | 2           | 0.5
    """
    assert_indicator(catalogue, "professionals_in_training", TEACHING, expected, "period = 2026")


def test_long_unqualified_counts_from_the_first_placement_whatever_the_pilot(catalogue: Catalogue) -> None:
    # h1 began 731 days before the reference date, h2 730 days; h1 teaches in p2 since nine months only
    expected = """
        scope_id  | numerator | denominator | value
        p1        | 1         | 3           | 0.333333
        p2        | 1         | 1           | 1
        programma | 1         | 3           | 0.333333
    """
    assert_indicator(catalogue, "long_unqualified_professionals", TEACHING, expected, "period = 2026")


def test_a_professional_with_two_placements_in_a_pilot_counts_once(catalogue: Catalogue) -> None:
    given = placements(
        " | function",
        "a | h1 | p1 | s | t | 2024-03-01 | docent\n b | h1 | p1 | s2 | t | 2024-03-01 | docent\n"
        "c | h2 | p1 | s | t | 2024-03-01 | docent\n d | h1 | p2 | s | t | 2025-03-01 | docent",
    ) | {"core.professionals": "professional_id | qualification\n h1 | pdg\n h2 | bdb_bko"}
    expected = """
        scope_id  | numerator | denominator
        p1        | 2         | 2
        p2        | 1         | 1
        programma | 2         | 2
    """
    assert_indicator(catalogue, "qualified_professionals", given, expected, "period = 2026")


# Schools and companies


def test_a_partner_in_four_pilots_counts_once_in_the_total(catalogue: Catalogue) -> None:
    pilots = "pilot_id | start_date | lead_organisation_id\n" + "\n".join(
        f"p{i} | 2025-03-01 | roc-a" for i in range(1, 5)
    )
    partners = "pilot_id | organisation_id\n" + "\n".join(f"p{i} | vmbo-b" for i in range(1, 5)) + "\n p1 | roc-d"
    given = {"core.pilots": pilots, "core.pilot_partners": partners} | ORGANISATIONS
    expected = """
        indicator_id | scope_id  | value
        schools_mbo  | p1        | 2
        schools_mbo  | p2        | 1
        schools_mbo  | p3        | 1
        schools_mbo  | p4        | 1
        schools_mbo  | programma | 2
        schools_vmbo | p1        | 1
        schools_vmbo | p2        | 1
        schools_vmbo | p3        | 1
        schools_vmbo | p4        | 1
        schools_vmbo | programma | 1
    """
    where = "period = 2026 and indicator_id <> 'schools_hbo'"
    assert_indicator(catalogue, "schools", given, expected, where)


def test_taking_part_is_leading_being_a_partner_at_the_time_or_having_an_active_placement(
    catalogue: Catalogue,
) -> None:
    given = (
        placements("", "a | h1 | p1 | vmbo-b | bouw | 2024-09-01\n b | h2 | p2 | roc-a | solo | 2025-09-01")
        | ends("a | 2026-02-01 | gestopt | 2026-01-31 | overig")
        | ORGANISATIONS
        | {
            "core.pilot_partners": """
                pilot_id | organisation_id | from_date  | until_date
                p1       | roc-d           | 2025-06-01 | 2025-12-31
                p1       | metaal          | 2026-01-01 | -
                p2       | bouw            | -          | 2026-06-30
                p2       | metaal          | 2026-07-01 | -
            """
        }
    )
    expected = """
        scope_id  | period | organisation_id | organisation_type
        p1        | 2024   | bouw            | bedrijf
        p1        | 2024   | roc-a           | mbo
        p1        | 2024   | vmbo-b          | vmbo
        p1        | 2025   | bouw            | bedrijf
        p1        | 2025   | roc-a           | mbo
        p1        | 2025   | roc-d           | mbo
        p1        | 2025   | vmbo-b          | vmbo
        p1        | 2026   | metaal          | bedrijf
        p1        | 2026   | roc-a           | mbo
        p2        | 2025   | bouw            | bedrijf
        p2        | 2025   | roc-a           | mbo
        p2        | 2025   | solo            | bedrijf
        p2        | 2026   | bouw            | bedrijf
        p2        | 2026   | roc-a           | mbo
        p2        | 2026   | solo            | bedrijf
        programma | 2026   | bouw            | bedrijf
        programma | 2026   | metaal          | bedrijf
        programma | 2026   | roc-a           | mbo
        programma | 2026   | solo            | bedrijf
    """
    where = "scope_id <> 'programma' or period = 2026"
    assert_mart(catalogue, "scope_organisations", given, expected, where)
    expected = """
        indicator_id    | scope_id  | value
        companies_groot | p1        | 1
        companies_groot | p2        | 0
        companies_groot | programma | 1
        companies_mkb   | p1        | 0
        companies_mkb   | p2        | 1
        companies_mkb   | programma | 1
        companies_zzp   | p1        | 0
        companies_zzp   | p2        | 1
        companies_zzp   | programma | 1
    """
    assert_indicator(catalogue, "companies", given, expected, "period = 2026")


TOGETHER = placements(
    "",
    """
    a | h1 | p1 | roc-a  | bouw   | 2024-09-01
    b | h2 | p1 | roc-a  | metaal | 2024-09-01
    c | h3 | p1 | roc-a  | solo   | 2024-09-01
    d | h4 | p1 | roc-a  | bouw   | 2024-09-01
    e | h5 | p2 | roc-a  | bouw   | 2025-03-01
    f | h6 | p2 | roc-d  | solo   | 2025-03-01
    """,
)


def test_companies_per_school_counts_each_pair_once_also_over_pilots(catalogue: Catalogue) -> None:
    # the programme: roc-a with bouw, metaal and solo, and roc-d with solo
    expected = """
        scope_id  | numerator | denominator | value
        p1        | 3         | 1           | 3
        p2        | 2         | 2           | 1
        programma | 4         | 2           | 2
    """
    assert_indicator(catalogue, "companies_per_school", TOGETHER, expected, "period = 2026")


def test_schools_per_company_counts_each_pair_once_also_over_pilots(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | numerator | denominator | value
        p1        | 3         | 3           | 1
        p2        | 2         | 2           | 1
        programma | 4         | 3           | 1.33333
    """
    assert_indicator(catalogue, "schools_per_company", TOGETHER, expected, "period = 2026")
