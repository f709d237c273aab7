"""What stands under which scope in which year: placements, organisations, and who teaches without a qualification."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart

# the reference date is 2026-06-30
PLACED = "placement_id | professional_id | pilot_id | school_id | company_id | start_date"
WORLD = {
    "core.pilots": """
        pilot_id | start_date | lead_organisation_id
        p1       | 2024-03-01 | roc-a
        p2       | 2025-02-01 | vmbo-b
    """,
    "core.organisations": """
        organisation_id | organisation_type | size_class
        roc-a           | mbo               | -
        roc-d           | mbo               | groot
        vmbo-b          | vmbo              | -
        bouw            | bedrijf           | mkb
        metaal          | bedrijf           | groot
        solo            | bedrijf           | zzp
    """,
}


def placements(columns: str, text: str) -> dict[str, str]:
    return WORLD | {"core.placements": f"{PLACED}{columns}\n{text}"}


def test_a_placement_stands_under_its_pilot_and_the_programme_and_is_owned_by_one(catalogue: Catalogue) -> None:
    # c is older than its pilot, d has none, e begins a day after the reference date; a begins on a day of counting
    given = placements(
        " | fte_school | coach",
        """
        a | h1 | p1  | roc-a  | bouw | 2024-12-31 | 0.4 | true
        b | h2 | p2  | vmbo-b | solo | 2026-06-30 | -   | -
        c | h3 | p2  | roc-a  | bouw | 2024-05-01 | 0.2 | false
        d | h4 | weg | roc-a  | bouw | 2026-06-30 | 0.2 | false
        e | h5 | p1  | roc-a  | bouw | 2026-07-01 | 0.2 | false
        """,
    )
    expected = """
        scope_id  | period | placement_id | is_own | school_sector | size_class | fte_school | coach
        p1        | 2024   | a            | true   | mbo           | mkb        | 0.4        | ja
        p1        | 2025   | a            | true   | mbo           | mkb        | 0.4        | ja
        p1        | 2026   | a            | true   | mbo           | mkb        | 0.4        | ja
        p2        | 2025   | c            | true   | mbo           | mkb        | 0.2        | nee
        p2        | 2026   | b            | true   | vmbo          | zzp        | -          | onbekend
        p2        | 2026   | c            | true   | mbo           | mkb        | 0.2        | nee
        programma | 2024   | a            | false  | mbo           | mkb        | 0.4        | ja
        programma | 2024   | c            | true   | mbo           | mkb        | 0.2        | nee
        programma | 2025   | a            | false  | mbo           | mkb        | 0.4        | ja
        programma | 2025   | c            | false  | mbo           | mkb        | 0.2        | nee
        programma | 2026   | a            | false  | mbo           | mkb        | 0.4        | ja
        programma | 2026   | b            | false  | vmbo          | zzp        | -          | onbekend
        programma | 2026   | c            | false  | mbo           | mkb        | 0.2        | nee
        programma | 2026   | d            | true   | mbo           | mkb        | 0.2        | nee
    """
    assert_mart(catalogue, "scope_placements", given, expected)


def test_a_scope_without_placements_has_none_rather_than_no_value(catalogue: Catalogue) -> None:
    given = placements(" | fte_school", "a | h1 | p1 | roc-a | bouw | 2025-09-01 | 0.4")
    expected = (
        "scope_id | period | value\n p1 | 2024 | 0\n p1 | 2026 | {one}\n p2 | 2026 | 0\n programma | 2026 | {one}"
    )
    where = "period = 2026 or (period = 2024 and scope_id = 'p1')"
    assert_indicator(catalogue, "active_placements", given, expected.format(one="1"), where)
    assert_indicator(catalogue, "fte_at_schools", given, expected.format(one="0.4"), where)


# bouw is a partner of p1 and has a placement in it; roc-d and solo have one in p2, which goes on after the stop
TAKING_PART = placements("", "a | h1 | p1 | vmbo-b | bouw | 2024-09-01\n e | h2 | p2 | roc-d | solo | 2025-03-01") | {
    "core.pilot_partners": "pilot_id | organisation_id\n p1 | bouw\n p2 | metaal\n p2 | roc-a\n weg | metaal"
}


def stopped(day: str) -> dict[str, str]:
    return {"core.phase_decisions": f"scope_id | decided_on | decision\n p1 | 2025-05-01 | door\n p2 | {day} | stop"}


def test_an_organisation_takes_part_once_whatever_its_parts(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | organisation_id | organisation_type | size_class
        p1        | 2026   | bouw            | bedrijf           | mkb
        p1        | 2026   | roc-a           | mbo               | -
        p1        | 2026   | vmbo-b          | vmbo              | -
        p2        | 2026   | metaal          | bedrijf           | groot
        p2        | 2026   | roc-a           | mbo               | -
        p2        | 2026   | roc-d           | mbo               | groot
        p2        | 2026   | solo            | bedrijf           | zzp
        p2        | 2026   | vmbo-b          | vmbo              | -
        programma | 2026   | bouw            | bedrijf           | mkb
        programma | 2026   | metaal          | bedrijf           | groot
        programma | 2026   | roc-a           | mbo               | -
        programma | 2026   | roc-d           | mbo               | groot
        programma | 2026   | solo            | bedrijf           | zzp
        programma | 2026   | vmbo-b          | vmbo              | -
    """
    assert_mart(catalogue, "scope_organisations", TAKING_PART, expected, "period = 2026")
    expected = """
        indicator_id    | scope_id  | value
        companies_groot | p1        | 0
        companies_groot | p2        | 1
        companies_groot | programma | 1
        companies_mkb   | p1        | 1
        companies_mkb   | p2        | 0
        companies_mkb   | programma | 1
        companies_zzp   | p1        | 0
        companies_zzp   | p2        | 1
        companies_zzp   | programma | 1
    """
    assert_indicator(catalogue, "companies", TAKING_PART, expected, "period = 2026")


@pytest.mark.parametrize(
    ("day", "in_2025"), [("2026-01-01", "metaal roc-a roc-d solo vmbo-b"), ("2025-12-31", "roc-d solo")]
)
def test_from_its_stop_on_nobody_leads_a_pilot_or_is_its_partner(catalogue: Catalogue, day: str, in_2025: str) -> None:
    rows = [f"p2 | 2025 | {name}" for name in in_2025.split()] + [f"p2 | 2026 | {name}" for name in ("roc-d", "solo")]
    rows += [f"programma | 2026 | {name}" for name in ("bouw", "roc-a", "roc-d", "solo", "vmbo-b")]
    where = "scope_id = 'p2' or (scope_id = 'programma' and period = 2026)"
    expected = "\n".join(["scope_id | period | organisation_id", *rows])
    assert_mart(catalogue, "scope_organisations", TAKING_PART | stopped(day), expected, where)


def test_schools_are_counted_on_the_day_of_counting_and_none_is_a_number(catalogue: Catalogue) -> None:
    expected = """
        indicator_id | scope_id  | period | value
        schools_hbo  | p2        | 2025   | 0
        schools_hbo  | p2        | 2026   | 0
        schools_hbo  | programma | 2024   | 0
        schools_hbo  | programma | 2025   | 0
        schools_hbo  | programma | 2026   | 0
        schools_mbo  | p2        | 2025   | 2
        schools_mbo  | p2        | 2026   | 1
        schools_mbo  | programma | 2024   | 1
        schools_mbo  | programma | 2025   | 2
        schools_mbo  | programma | 2026   | 2
        schools_vmbo | p2        | 2025   | 1
        schools_vmbo | p2        | 2026   | 0
        schools_vmbo | programma | 2024   | 1
        schools_vmbo | programma | 2025   | 1
        schools_vmbo | programma | 2026   | 1
    """
    given = TAKING_PART | stopped("2026-01-01")
    assert_indicator(catalogue, "schools", given, expected, "scope_id <> 'p1'")


def test_who_teaches_stands_once_under_each_scope_with_what_is_known_of_the_qualification(catalogue: Catalogue) -> None:
    # h2 began 730 days before the reference date, h1 731 days and in p2 since nine months only; h3 is a guest teacher,
    # h5 needs no qualification, of h6 it is not known
    given = placements(
        " | function",
        """
        a | h1 | p1 | roc-a | bouw | 2024-06-29 | docent
        b | h2 | p1 | roc-a | bouw | 2024-06-30 | instructeur
        c | h3 | p1 | roc-a | bouw | 2024-03-01 | gastdocent
        d | h4 | p1 | roc-a | bouw | 2024-03-01 | seniordocent
        e | h5 | p2 | roc-a | bouw | 2025-03-01 | docent
        f | h1 | p2 | roc-a | bouw | 2025-09-01 | seniorinstructeur
        g | h6 | p2 | roc-a | bouw | 2025-09-01 | docent
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
    expected = """
        scope_id  | period | professional_id | is_qualified | is_in_training | is_long_unqualified
        p1        | 2026   | h1              | false        | true           | true
        p1        | 2026   | h2              | false        | false          | false
        p1        | 2026   | h4              | true         | false          | false
        p2        | 2026   | h1              | false        | true           | true
        programma | 2026   | h1              | false        | true           | true
        programma | 2026   | h2              | false        | false          | false
        programma | 2026   | h4              | true         | false          | false
    """
    assert_mart(catalogue, "teaching_professionals", given, expected)
