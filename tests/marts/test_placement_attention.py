"""What asks for attention in one placement: each fact on both sides of its threshold. Today is 30-06-2026."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

OBSERVED = "placement_id | checked_on | status | ended_on | exit_reason"


def placements(columns: str, text: str) -> dict[str, str]:
    """Placements that, but for the columns named, raise nothing: new, talked about and with an end far away."""
    return {"core.placements": f"placement_id | professional_id | start_date | {columns}\n{text}"}


def test_a_placement_without_observation_for_more_than_200_days(catalogue: Catalogue) -> None:
    given = placements(
        "last_alignment_on",
        """
        seen-200        | R1 | 2025-01-01 | 2026-06-01
        seen-201        | R2 | 2025-01-01 | 2026-06-01
        seen-long-ago   | R3 | 2025-01-01 | 2026-06-01
        never-seen-200  | R4 | 2025-12-12 | 2026-06-01
        never-seen-201  | R5 | 2025-12-11 | 2026-06-01
        """,
    )
    given["core.retention"] = f"""
        {OBSERVED}
        seen-200      | 2025-12-12 | actief | - | -
        seen-201      | 2025-12-11 | actief | - | -
        seen-long-ago | 2025-02-01 | actief | - | -
        seen-long-ago | 2025-03-05 | actief | - | -
    """
    expected = """
        number | dated_on   | reason_nl
        201    | 2025-12-11 | Nog geen waarneming sinds de start op 11-12-2025 (201 dagen)
        201    | 2025-12-11 | Geen waarneming sinds 11-12-2025 (201 dagen)
        482    | 2025-03-05 | Geen waarneming sinds 05-03-2025 (482 dagen)
    """
    assert_mart(catalogue, "placement_attention", given, expected)
    keys = "placement_id\n never-seen-201\n seen-201\n seen-long-ago"
    assert_mart(catalogue, "placement_attention", given, keys, "kind = 'lang_niet_gezien'")


def test_a_planned_end_within_90_days(catalogue: Catalogue) -> None:
    given = placements(
        "planned_end_date",
        """
        ended-yesterday | R1 | 2026-06-01 | 2026-06-29
        ends-in-90      | R2 | 2026-06-01 | 2026-09-28
        ends-in-91      | R3 | 2026-06-01 | 2026-09-29
        ends-today      | R4 | 2026-06-01 | 2026-06-30
        ends-tomorrow   | R5 | 2026-06-01 | 2026-07-01
        without-end     | R6 | 2026-06-01 | -
        """,
    )
    expected = """
        placement_id  | kind                | number | dated_on   | reason_nl
        ends-in-90    | loopt_binnenkort_af | 90     | 2026-09-28 | Geplande einddatum is 28-09-2026 (over 90 dagen)
        ends-today    | loopt_binnenkort_af | 0      | 2026-06-30 | Geplande einddatum is 30-06-2026 (de peildatum)
        ends-tomorrow | loopt_binnenkort_af | 1      | 2026-07-01 | Geplande einddatum is 01-07-2026 (over 1 dag)
    """
    assert_mart(catalogue, "placement_attention", given, expected)


def test_no_coach_when_that_is_known(catalogue: Catalogue) -> None:
    given = placements(
        "coach",
        """
        no-1    | R1 | 2026-06-01 | false
        no-2    | R2 | 2026-06-01 | false
        unknown | R3 | 2026-06-01 | -
        yes     | R4 | 2026-06-01 | true
        """,
    )
    expected = """
        placement_id | kind       | number | dated_on | reason_nl
        no-1         | geen_coach | -      | -        | Geen coach of buddy bij de school
        no-2         | geen_coach | -      | -        | Geen coach of buddy bij de school
    """
    assert_mart(catalogue, "placement_attention", given, expected)


def test_fte_of_school_and_company_above_one(catalogue: Catalogue) -> None:
    given = placements(
        "fte_school | fte_company",
        """
        above       | R1 | 2026-06-01 | 0.4 | 0.8
        double      | R2 | 2026-06-01 | 1   | 1
        hours       | R3 | 2026-06-01 | -   | 1
        just-above  | R4 | 2026-06-01 | 0.5 | 0.505
        one         | R5 | 2026-06-01 | 0.4 | 0.6
        rounding    | R6 | 2026-06-01 | 0.7 | 0.30000000001
        """,
    )
    expected = """
        placement_id | kind        | number | dated_on | reason_nl
        above        | fte_boven_1 | 1.2    | -        | FTE bij school en bedrijf is samen 1,2
        double       | fte_boven_1 | 2      | -        | FTE bij school en bedrijf is samen 2
        just-above   | fte_boven_1 | 1.005  | -        | FTE bij school en bedrijf is samen 1,005
    """
    assert_mart(catalogue, "placement_attention", given, expected)


def test_no_alignment_between_school_and_company_for_more_than_183_days(catalogue: Catalogue) -> None:
    given = placements(
        "last_alignment_on",
        """
        never-183  | R1 | 2025-12-29 | -
        never-184  | R2 | 2025-12-28 | -
        talked-183 | R3 | 2025-12-20 | 2025-12-29
        talked-184 | R4 | 2025-12-20 | 2025-12-28
        """,
    )
    expected = """
        number | dated_on   | reason_nl
        184    | 2025-12-28 | Nog geen afstemming tussen school en bedrijf sinds de start op 28-12-2025 (184 dagen)
        184    | 2025-12-28 | Geen afstemming tussen school en bedrijf sinds 28-12-2025 (184 dagen)
    """
    assert_mart(catalogue, "placement_attention", given, expected)
    keys = "placement_id\n never-184\n talked-184"
    assert_mart(catalogue, "placement_attention", given, keys, "kind = 'geen_afstemming'")


def test_a_trial_period_that_ends_within_30_days(catalogue: Catalogue) -> None:
    given = placements(
        "trial_until",
        """
        in-30     | R1 | 2026-06-01 | 2026-07-30
        in-31     | R2 | 2026-06-01 | 2026-07-31
        over      | R3 | 2026-06-01 | 2026-06-29
        today     | R4 | 2026-06-01 | 2026-06-30
        """,
    )
    expected = """
        placement_id | number | dated_on   | reason_nl
        in-30        | 30     | 2026-07-30 | Proefperiode loopt tot en met 30-07-2026 (over 30 dagen)
        today        | 0      | 2026-06-30 | Proefperiode loopt tot en met 30-06-2026 (de peildatum)
    """
    assert_mart(catalogue, "placement_attention", given, expected, "kind = 'proefperiode_loopt_af'")


def test_teaching_unqualified_for_more_than_730_days_since_the_first_placement(catalogue: Catalogue) -> None:
    given = placements(
        "function",
        """
        a-first   | R1 | 2024-06-29 | gastdocent
        a-now     | R1 | 2026-06-01 | docent
        b-day-730 | R2 | 2024-06-30 | instructeur
        c-trained | R3 | 2024-06-29 | seniordocent
        """,
    )
    given["core.retention"] = f"""
        {OBSERVED}
        a-first   | 2026-06-01 | gestopt | 2026-05-31 | overig
        b-day-730 | 2026-06-01 | actief  | -          | -
        c-trained | 2026-06-01 | actief  | -          | -
    """
    given["core.professionals"] = "professional_id | qualification\n R1 | geen\n R2 | geen\n R3 | in_opleiding"
    expected = """
        number | dated_on   | reason_nl
        731    | 2024-06-29 | Nog geen bevoegdheid, 731 dagen na de eerste plaatsing op 29-06-2024
        731    | 2024-06-29 | Nog in opleiding voor een bevoegdheid, 731 dagen na de eerste plaatsing op 29-06-2024
    """
    assert_mart(catalogue, "placement_attention", given, expected, "kind = 'lang_onbevoegd'")
    keys = "placement_id\n a-now\n c-trained"
    assert_mart(catalogue, "placement_attention", given, keys, "kind = 'lang_onbevoegd'")


def test_days_are_told_as_numbers_are_written(catalogue: Catalogue) -> None:
    given = placements("function", "a | R1 | 2023-09-29 | docent")
    given["core.retention"] = f"{OBSERVED}\n a | 2026-06-01 | actief | - | -"
    given["core.professionals"] = "professional_id | qualification\n R1 | geen"
    expected = """
        number | reason_nl                                                              | reason_en
        1005   | Nog geen bevoegdheid, 1.005 dagen na de eerste plaatsing op 29-09-2023 | \
Still no qualification, 1,005 days after the first placement on 29/09/2023
    """
    assert_mart(catalogue, "placement_attention", given, expected, "kind = 'lang_onbevoegd'")


@pytest.mark.parametrize("qualification", ["geen", "in_opleiding", "niet_vereist", "pdg", "tweedegraads", "-"])
@pytest.mark.parametrize("function", ["docent", "seniordocent", "instructeur", "seniorinstructeur", "gastdocent"])
def test_only_teachers_and_instructors_without_a_required_qualification_are_unqualified(
    catalogue: Catalogue, function: str, qualification: str
) -> None:
    given = placements("function", f"a | R1 | 2024-01-01 | {function}\n b | R2 | 2024-01-01 | {function}")
    given["core.professionals"] = f"professional_id | qualification\n R1 | {qualification}\n R2 | {qualification}"
    raised = function != "gastdocent" and qualification in ("geen", "in_opleiding")
    expected = "placement_id | number" + ("\n a | 911\n b | 911" if raised else "")
    assert_mart(catalogue, "placement_attention", given, expected, "kind = 'lang_onbevoegd'")


def test_only_running_placements_ask_for_attention(catalogue: Catalogue) -> None:
    given = placements(
        "coach | planned_end_date",
        """
        begins-today    | R1 | 2026-06-30 | false | 2026-07-30
        begins-tomorrow | R2 | 2026-07-01 | false | 2026-07-30
        ended           | R3 | 2026-01-01 | false | 2026-07-30
        """,
    )
    given["core.retention"] = f"{OBSERVED}\n ended | 2026-06-15 | gestopt | 2026-06-01 | overig"
    expected = "placement_id | kind\n begins-today | geen_coach\n begins-today | loopt_binnenkort_af"
    assert_mart(catalogue, "placement_attention", given, expected)


def test_every_matter_names_its_placement_and_speaks_english_too(catalogue: Catalogue) -> None:
    given = placements(
        "pilot_id | school_id | company_id | function | planned_end_date | trial_until"
        " | coach | fte_school | fte_company | last_alignment_on",
        """
        a | R1 | 2024-06-01 | p1 | roc-b  | klein | docent | 2026-07-01 | 2026-07-05 | -     | -   | -    | -
        b | R2 | 2024-06-01 | p2 | vmbo-a | groot | docent | -          | -          | false | 0.5 | 0.75 | 2025-07-02
        """,
    )
    given["core.professionals"] = "professional_id | qualification\n R1 | in_opleiding\n R2 | geen"
    given["core.retention"] = f"{OBSERVED}\n b | 2025-07-01 | actief | - | -"
    expected = """
        reason_en
        No alignment yet between school and company since the start on 01/06/2024 (759 days)
        Not observed yet since the start on 01/06/2024 (759 days)
        Still in training for a qualification, 759 days after the first placement on 01/06/2024
        Planned end date is 01/07/2026 (in 1 day)
        Trial period runs until 05/07/2026 (in 5 days)
        FTE at school and company together is 1.25
        No alignment between school and company since 02/07/2025 (363 days)
        No coach or buddy at the school
        Not observed since 01/07/2025 (364 days)
        Still no qualification, 759 days after the first placement on 01/06/2024
    """
    assert_mart(catalogue, "placement_attention", given, expected)
    places = "pilot_id | school_id | company_id\n" + "\n".join(["p1 | roc-b | klein"] * 5 + ["p2 | vmbo-a | groot"] * 5)
    assert_mart(catalogue, "placement_attention", given, places)
