"""Indicators of money: what counts above and below the line, and when nothing can be said."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart

PILOTS = {"core.pilots": "pilot_id | start_date\n p1 | 2024-09-01\n p2 | 2025-02-01"}


def contributions(text: str) -> dict[str, str]:
    head = "organisation_id | pilot_id | year | kind | funding_source | structural | committed_eur | realised_eur\n"
    return PILOTS | {"core.contributions": head + text}


def expenditures(text: str) -> dict[str, str]:
    return PILOTS | {"core.expenditures": "pilot_id | year | category | budget_eur | realised_eur\n" + text}


def test_the_private_share_is_over_all_that_was_committed(catalogue: Catalogue) -> None:
    """Also of the partnership itself; not of years before a scope began or yet to come, nor without a commitment."""
    given = contributions("""
        firma-c | p1 | 2024 | geld        | privaat | -     | 300 | 0
        roc-a   | p1 | 2024 | uren_natura | publiek | -     | 700 | 0
        firma-c | p1 | 2025 | geld        | privaat | -     | 500 | 0
        firma-d | p1 | 2025 | materieel   | privaat | false | -   | 900
        roc-a   | p2 | 2025 | geld        | publiek | true  | 250 | 250
        fonds-e | -  | 2025 | geld        | privaat | -     | 40  | 0
        roc-a   | -  | 2025 | geld        | publiek | -     | 60  | 0
        roc-a   | p1 | 2023 | geld        | publiek | -     | 99  | 99
        roc-a   | p1 | 2027 | geld        | publiek | -     | 99  | 99
    """)
    expected = """
        scope_id  | period | numerator | denominator
        p1        | 2024   | 300       | 1000
        p1        | 2025   | 500       | 500
        p2        | 2025   | 0         | 250
        programma | 2025   | 40        | 100
    """
    assert_mart(catalogue, "indicator_counts", given, expected, "indicator = 'private_share'")


def test_of_the_programme_it_is_all_private_euros_over_all_euros(catalogue: Catalogue) -> None:
    """2025: 500 + 0 + 40 of 500 + 250 + 100, not a mean of the pilots' shares."""
    given = contributions("""
        firma-c | p1 | 2024 | geld | privaat | - | 300 | 0
        roc-a   | p1 | 2024 | geld | publiek | - | 700 | 0
        firma-c | p1 | 2025 | geld | privaat | - | 500 | 0
        roc-a   | p2 | 2025 | geld | publiek | - | 250 | 0
        fonds-e | -  | 2025 | geld | privaat | - | 40  | 0
        roc-a   | -  | 2025 | geld | publiek | - | 60  | 0
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 300       | 1000        | 0.3
        p1        | 2025   | 500       | 500         | 1
        p1        | 2026   | -         | 0           | -
        p2        | 2025   | 0         | 250         | 0
        p2        | 2026   | -         | 0           | -
        programma | 2024   | 300       | 1000        | 0.3
        programma | 2025   | 540       | 850         | 0.635294
        programma | 2026   | -         | 0           | -
    """
    assert_mart(catalogue, "indicator_values", given, expected, "indicator_id = 'private_share'")


def test_a_contribution_is_structural_only_when_that_is_told(catalogue: Catalogue) -> None:
    given = contributions("""
        roc-a   | p1 | 2024 | geld | publiek | true  | 200 | 0
        firma-c | p1 | 2024 | geld | privaat | false | 500 | 0
        firma-d | p1 | 2024 | geld | privaat | -     | 300 | 0
        roc-a   | p2 | 2025 | geld | publiek | true  | 80  | 0
        roc-a   | p2 | 2026 | geld | publiek | -     | 80  | 0
        roc-a   | -  | 2026 | geld | publiek | true  | 80  | 0
    """)
    expected = """
        scope_id  | period | numerator | denominator
        p1        | 2024   | 200       | 1000
        p2        | 2025   | 80        | 80
        p2        | 2026   | 0         | 80
        programma | 2026   | 80        | 80
    """
    assert_mart(catalogue, "indicator_counts", given, expected, "indicator = 'structural_share'")


def test_what_was_not_reported_is_not_realised_once_a_scope_has_reported(catalogue: Catalogue) -> None:
    """In 2024 firma-d has reported nothing; of p1 in 2025 nobody has; what was never promised is left out."""
    given = contributions("""
        roc-a   | p1 | 2024 | geld | publiek | - | 600 | 450
        firma-d | p1 | 2024 | geld | privaat | - | 400 | -
        firma-c | p1 | 2024 | geld | privaat | - | -   | 999
        roc-a   | p1 | 2025 | geld | publiek | - | 600 | -
        firma-d | p1 | 2025 | geld | privaat | - | 400 | -
        roc-a   | p2 | 2025 | geld | publiek | - | 100 | 0
        firma-c | -  | 2026 | geld | privaat | - | 100 | 120
    """)
    expected = """
        scope_id  | period | numerator | denominator
        p1        | 2024   | 450       | 1000
        p2        | 2025   | 0         | 100
        programma | 2026   | 120       | 100
    """
    assert_mart(catalogue, "indicator_counts", given, expected, "indicator = 'realised_against_committed'")


def test_costs_realised_are_held_against_the_budget_of_the_same_year(catalogue: Catalogue) -> None:
    given = expenditures("""
        p1        | 2024 | personeel   | 800 | 900
        p1        | 2024 | scholing    | 200 | 150
        p1        | 2024 | huisvesting | 100 | -
        p1        | 2024 | overig      | -   | 70
        p1        | 2025 | personeel   | 800 | -
        p2        | 2025 | personeel   | 500 | 250
        programma | 2025 | overig      | 40  | 50
        p1        | 2027 | personeel   | 800 | 10
    """)
    expected = """
        scope_id  | period | numerator | denominator
        p1        | 2024   | 1050      | 1100
        p2        | 2025   | 250       | 500
        programma | 2025   | 50        | 40
    """
    assert_mart(catalogue, "indicator_counts", given, expected, "indicator = 'realised_against_budget'")


def test_of_the_programme_costs_count_of_who_reported_them(catalogue: Catalogue) -> None:
    """2025: 250 + 50 of 500 + 40; of p1, which has not reported yet, neither costs nor budget."""
    given = expenditures("""
        p1        | 2025 | personeel | 800 | -
        p2        | 2025 | personeel | 500 | 250
        programma | 2025 | overig    | 40  | 50
        p1        | 2026 | personeel | 800 | 200
        p2        | 2026 | personeel | 200 | 100
    """)
    expected = """
        scope_id  | period | value
        p1        | 2024   | -
        p1        | 2025   | -
        p1        | 2026   | 0.25
        p2        | 2025   | 0.5
        p2        | 2026   | 0.5
        programma | 2024   | -
        programma | 2025   | 0.555556
        programma | 2026   | 0.3
    """
    assert_mart(catalogue, "indicator_values", given, expected, "indicator_id = 'realised_against_budget'")


# p2 begins in 2025, of `weg` nobody knows when
OF_NO_PILOT = contributions("""
    firma-c | p1  | 2024 | geld | privaat | true | 300 | 10
    roc-a   | p2  | 2024 | geld | publiek | -    | 50  | -
    fonds-e | -   | 2025 | geld | privaat | -    | 40  | -
    roc-a   | weg | 2025 | geld | publiek | -    | 60  | -
    firma-d | p2  | 2025 | geld | privaat | -    | -   | 90
    roc-a   | p1  | 2023 | geld | publiek | -    | 7   | 7
    roc-a   | p1  | 2027 | geld | publiek | -    | 7   | 7
""")


def test_a_contribution_of_no_pilot_or_of_a_year_before_its_pilot_began_is_the_programmes(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | organisation_id | pilot_id | structural | committed_eur | realised_eur
        p1        | 2024   | firma-c         | p1       | true       | 300           | 10
        programma | 2024   | roc-a           | p2       | -          | 50            | -
        programma | 2025   | fonds-e         | -        | -          | 40            | -
        programma | 2025   | roc-a           | weg      | -          | 60            | -
    """
    assert_mart(catalogue, "scope_contributions", OF_NO_PILOT, expected)
    expected = """
        period | numerator | denominator | value
        2024   | {part}    | 350         | {share}
        2025   | {other}   | 100         | {rest}
    """
    where = "scope_id = 'programma' and period < 2026"
    private = expected.format(part=300, share=0.857143, other=40, rest=0.4)
    assert_indicator(catalogue, "private_share", OF_NO_PILOT, private, where)
    structural = expected.format(part=300, share=0.857143, other=0, rest=0)
    assert_indicator(catalogue, "structural_share", OF_NO_PILOT, structural, where)


def test_of_the_programme_contributions_count_of_who_reported_what_was_realised(catalogue: Catalogue) -> None:
    """2024: 10 of 300, as the programme's own 50 were not reported; 2025: nobody reported."""
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 10        | 300         | 0.0333333
        programma | 2024   | 10        | 300         | 0.0333333
        programma | 2025   | -         | 0           | -
    """
    where = "period < 2026 and (scope_id = 'programma' or period = 2024)"
    assert_indicator(catalogue, "realised_against_committed", OF_NO_PILOT, expected, where)


def test_costs_before_their_pilot_began_are_the_programmes(catalogue: Catalogue) -> None:
    given = expenditures("""
        p1  | 2024 | personeel | 100 | 90
        p2  | 2024 | personeel | 50  | 10
        weg | 2024 | personeel | 50  | 20
        p2  | 2025 | personeel | 80  | 20
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 90        | 100         | 0.9
        p1        | 2025   | -         | 0           | -
        p2        | 2025   | 20        | 80          | 0.25
        programma | 2024   | 120       | 200         | 0.6
        programma | 2025   | 20        | 80          | 0.25
    """
    assert_indicator(catalogue, "realised_against_budget", given, expected, "period < 2026")
