"""Contributions, costs and co-financing: who counts where, what is met, and what cannot be said."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart, mart_rows, warehouse

SCOPES = {
    "core.organisations": """
        organisation_id | organisation_type
        roc-a           | mbo
        school-b        | vmbo
        firma-c         | bedrijf
        firma-d         | bedrijf
        fonds-e         | training_fund
    """,
    "core.pilots": """
        pilot_id | lead_organisation_id | start_date
        p1       | roc-a                | 2023-09-01
        p2       | school-b             | 2024-09-01
        p3       | firma-c              | 2024-09-01
        p4       | firma-d              | 2024-09-01
    """,
}


def contributions(text: str) -> dict[str, str]:
    head = "organisation_id | pilot_id | year | kind | funding_source | structural | committed_eur | realised_eur\n"
    return {"core.contributions": head + text}


def expenditures(text: str) -> dict[str, str]:
    return {"core.expenditures": "pilot_id | year | category | budget_eur | realised_eur\n" + text}


def rules(text: str) -> dict[str, str]:
    """Rules of the test's own in the place of those of programme.yaml."""
    head = "rule_id | valid_from | valid_until | required_share | applies_to | "
    return {"meta.cofinancing_rules": head + text}


# Contributions


def test_contributions_add_up_by_kind_source_and_structure_for_their_pilot_and_the_programme(
    catalogue: Catalogue,
) -> None:
    money = contributions("""
        roc-a   | p1 | 2025 | uren_natura | publiek | true  | 4000 | 3000
        roc-a   | p2 | 2025 | uren_natura | publiek | true  | 1000 | 1500
        firma-c | p1 | 2025 | uren_natura | privaat | false | 2000 | 2000
        firma-d | p1 | 2025 | uren_natura | privaat | false | 500  | -
        firma-d | p1 | 2025 | geld        | privaat | false | 700  | 700
        fonds-e | -  | 2025 | geld        | privaat | false | 900  | 0
    """)
    expected = """
        scope_id  | year | kind        | funding_source | structural | committed_eur | realised_eur | contributors
        p1        | 2025 | geld        | privaat        | nee        | 700           | 700          | 1
        p1        | 2025 | uren_natura | privaat        | nee        | 2500          | 2000         | 2
        p1        | 2025 | uren_natura | publiek        | ja         | 4000          | 3000         | 1
        p2        | 2025 | uren_natura | publiek        | ja         | 1000          | 1500         | 1
        programma | 2025 | geld        | privaat        | nee        | 1600          | 700          | 2
        programma | 2025 | uren_natura | privaat        | nee        | 2500          | 2000         | 2
        programma | 2025 | uren_natura | publiek        | ja         | 5000          | 4500         | 1
    """
    assert_mart(catalogue, "contributions_by_year", SCOPES | money, expected)


def test_of_a_year_that_has_yet_to_begin_only_what_was_committed_counts(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a | p1 | 2026 | geld | publiek | true | 100 | 40
        roc-a | p1 | 2027 | geld | publiek | true | 100 | 60
    """)
    expected = """
        scope_id  | year | committed_eur | realised_eur
        p1        | 2026 | 100           | 40
        p1        | 2027 | 100           | -
        programma | 2026 | 100           | 40
        programma | 2027 | 100           | -
    """
    assert_mart(catalogue, "contributions_by_year", SCOPES | money, expected)


def test_a_contribution_of_which_it_is_not_told_whether_it_is_structural_stands_apart(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a   | p1 | 2025 | geld | publiek | true  | 1 | 1
        firma-c | p1 | 2025 | geld | publiek | -     | 2 | 2
        firma-d | p1 | 2025 | geld | publiek | false | 4 | 4
    """)
    expected = "structural | committed_eur\n ja | 1\n nee | 4\n onbekend | 2"
    assert_mart(catalogue, "contributions_by_year", SCOPES | money, expected, "scope_id = 'p1'")


def test_what_may_be_public_holds_no_private_contribution(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a    | p1 | 2025 | geld        | publiek | true | 10 | 8
        school-b | p1 | 2025 | geld        | publiek | true | 20 | 9
        firma-c  | p1 | 2025 | geld        | privaat | true | 40 | 40
        fonds-e  | p1 | 2025 | uren_natura | privaat | -    | 50 | 50
    """)
    expected = """
        scope_id  | year | kind | structural | committed_eur | realised_eur | contributors
        p1        | 2025 | geld | ja         | 30            | 17           | 2
        programma | 2025 | geld | ja         | 30            | 17           | 2
    """
    assert_mart(catalogue, "contributions_public", SCOPES | money, expected)


def test_a_partner_in_four_pilots_counts_once_in_the_total(catalogue: Catalogue) -> None:
    money = contributions("""
        firma-c | p1 | 2025 | geld        | privaat | - | 100 | -
        firma-c | p2 | 2025 | uren_natura | privaat | - | 200 | 50
        firma-c | p3 | 2025 | geld        | privaat | - | 300 | -
        firma-c | p4 | 2025 | materieel   | publiek | - | -   | 400
        roc-a   | p1 | 2025 | geld        | publiek | - | 500 | -
        firma-d | -  | 2025 | geld        | privaat | - | 600 | -
    """)
    expected = """
        scope_id  | contributors | public_contributors | private_contributors | committed_eur | realised_eur
        p1        | 2            | 1                   | 1                    | 600           | -
        p2        | 1            | 0                   | 1                    | 200           | 50
        p3        | 1            | 0                   | 1                    | 300           | -
        p4        | 1            | 1                   | 0                    | -             | 400
        programma | 3            | 2                   | 2                    | 1700          | 450
    """
    assert_mart(catalogue, "contributors", SCOPES | money, expected)


def test_who_promised_nothing_and_brought_nothing_is_no_contributor(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a    | p1 | 2025 | geld | publiek | - | 0   | -
        school-b | p1 | 2025 | geld | publiek | - | 100 | 0
        firma-c  | p1 | 2025 | geld | privaat | - | 0   | 20
        firma-d  | p1 | 2027 | geld | privaat | - | 0   | 20
        firma-d  | p1 | 2025 | geld | privaat | - | 0   | 0
        school-b | p1 | 2025 | materieel | publiek | - | 5 | -
    """)
    expected = """
        scope_id | year | contributors | public_contributors | private_contributors
        p1       | 2025 | 2            | 1                   | 1
        p1       | 2027 | 0            | 0                   | 0
    """
    assert_mart(catalogue, "contributors", SCOPES | money, expected, "scope_id = 'p1'")


# Costs


def test_costs_stand_beside_their_budget_and_the_programme_has_its_own_too(catalogue: Catalogue) -> None:
    costs = expenditures("""
        p1        | 2025 | personeel | 1000 | 1200
        p1        | 2025 | scholing  | 400  | 300
        p2        | 2025 | personeel | 2000 | 1900
        programma | 2025 | personeel | 500  | 500
    """)
    expected = """
        scope_id  | year | category  | is_closed | budget_eur | realised_eur | deviation_eur | deviation_share
        p1        | 2025 | personeel | true      | 1000       | 1200         | 200           | 0.2
        p1        | 2025 | scholing  | true      | 400        | 300          | -100          | -0.25
        p2        | 2025 | personeel | true      | 2000       | 1900         | -100          | -0.05
        programma | 2025 | personeel | true      | 3500       | 3600         | 100           | 0.0285714
        programma | 2025 | scholing  | true      | 400        | 300          | -100          | -0.25
    """
    assert_mart(catalogue, "expenditures_by_year", SCOPES | costs, expected)


def test_a_deviation_is_over_costs_of_which_budget_and_realisation_are_known(catalogue: Catalogue) -> None:
    costs = expenditures("""
        p1        | 2025 | personeel | 1000 | 900
        p2        | 2025 | personeel | 5000 | -
        p3        | 2025 | personeel | -    | 700
        p1        | 2025 | overig    | 0    | 80
        p2        | 2025 | overig    | 90   | -
    """)
    expected = """
        scope_id  | category  | budget_eur | realised_eur | deviation_eur | deviation_share
        p1        | overig    | 0          | 80           | 80            | -
        p1        | personeel | 1000       | 900          | -100          | -0.1
        p2        | overig    | 90         | -            | -             | -
        p2        | personeel | 5000       | -            | -             | -
        p3        | personeel | -          | 700          | -             | -
        programma | overig    | 90         | 80           | 80            | -
        programma | personeel | 6000       | 1600         | -100          | -0.1
    """
    assert_mart(catalogue, "expenditures_by_year", SCOPES | costs, expected)


def test_costs_of_the_year_under_way_are_so_far_and_those_of_a_later_year_a_budget_only(catalogue: Catalogue) -> None:
    costs = expenditures("""
        p1 | 2025 | personeel | 100 | 90
        p1 | 2026 | personeel | 100 | 40
        p1 | 2027 | personeel | 100 | 10
    """)
    expected = """
        year | is_closed | budget_eur | realised_eur | deviation_eur
        2025 | true      | 100        | 90           | -10
        2026 | false     | 100        | 40           | -60
        2027 | false     | 100        | -            | -
    """
    assert_mart(catalogue, "expenditures_by_year", SCOPES | costs, expected, "scope_id = 'p1'")


# Co-financing: the rules of programme.yaml


def test_two_thirds_from_the_region_is_met_to_the_cent_and_a_shortfall_is_told(catalogue: Catalogue) -> None:
    """On 1000 euro of costs 666.67 is enough and 666.66 is not: of a third no cent can be short."""
    money = contributions("""
        roc-a   | p1 | 2024 | uren_natura | publiek | - | 400.00 | 300
        firma-c | p1 | 2024 | geld        | privaat | - | 266.67 | 100
        roc-a   | p1 | 2025 | materieel   | publiek | - | 400.00 | 400
        fonds-e | p1 | 2025 | geld        | privaat | - | 266.66 | 300
    """)
    costs = expenditures("""
        p1 | 2024 | personeel   | 900  | 500
        p1 | 2024 | huisvesting | 100  | 250
        p1 | 2025 | personeel   | 1000 | 1000
    """)
    expected = """
        basis        | year | numerator_eur | denominator_eur | reached_share | is_met | shortfall_eur | reason
        gerealiseerd | 2024 | 400           | 750             | 0.533333      | false  | 100           | -
        gerealiseerd | 2025 | 700           | 1000            | 0.7           | true   | 0             | -
        toegezegd    | 2024 | 666.67        | 1000            | 0.66667       | true   | 0             | -
        toegezegd    | 2025 | 666.66        | 1000            | 0.66666       | false  | 0.01          | -
    """
    of_p1 = "rule_id = 'rif' and scope_id = 'p1' and year is not null"
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, of_p1)


def test_the_programme_is_held_against_all_contributions_and_costs_its_own_included(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a    | p1 | 2025 | geld | publiek | - | 500 | 500
        school-b | p2 | 2025 | geld | publiek | - | 300 | 100
        fonds-e  | -  | 2025 | geld | privaat | - | 200 | 100
    """)
    costs = expenditures("""
        p1        | 2025 | personeel | 600 | 600
        p2        | 2025 | personeel | 600 | 600
        programma | 2025 | overig    | 300 | 300
    """)
    expected = """
        basis        | numerator_eur | denominator_eur | required_share | is_met | shortfall_eur
        gerealiseerd | 700           | 1500            | 0.666667       | false  | 300
        toegezegd    | 1000          | 1500            | 0.666667       | true   | 0
    """
    of_programme = "rule_id = 'rif' and scope_id = 'programma' and year = 2025"
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, of_programme)


def test_a_pilot_of_which_costs_or_contributions_are_unknown_is_left_out_of_the_programme(
    catalogue: Catalogue,
) -> None:
    """Of p2 the costs are unknown, of p3 the contributions, of p4 what was realised; the programme's own stay."""
    money = contributions("""
        roc-a    | p1 | 2025 | geld | publiek | - | 500  | 400
        school-b | p2 | 2025 | geld | publiek | - | 9000 | 9000
        firma-d  | p4 | 2025 | geld | privaat | - | 200  | -
        fonds-e  | -  | 2025 | geld | privaat | - | 60   | 50
        roc-a    | p1 | 2026 | geld | publiek | - | 500  | 200
    """)
    costs = expenditures("""
        p1 | 2025 | personeel | 800  | 600
        p3 | 2025 | personeel | 7000 | 7000
        p4 | 2025 | personeel | 300  | -
        p1 | 2026 | personeel | 600  | 300
    """)
    expected = """
        basis        | year | pilots_left_out | numerator_eur | denominator_eur | is_met | shortfall_eur
        gerealiseerd | 2025 | 2               | 450           | 600             | true   | 0
        gerealiseerd | 2026 | 0               | 200           | 300             | true   | 0
        gerealiseerd | -    | -               | 650           | 900             | true   | 0
        toegezegd    | 2025 | 2               | 760           | 1100            | true   | 0
        toegezegd    | 2026 | 0               | 500           | 600             | true   | 0
        toegezegd    | -    | -               | 1260          | 1700            | true   | 0
    """
    of_programme = "rule_id = 'rif' and scope_id = 'programma'"
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, of_programme)


def test_companies_give_more_from_2025_on(catalogue: Catalogue) -> None:
    """The same 8 % of the costs was enough in 2024 and is not in 2025."""
    money = contributions("""
        firma-c | p2 | 2024 | geld        | privaat | - | 50 | 60
        firma-d | p2 | 2024 | uren_natura | privaat | - | 30 | 20
        firma-c | p2 | 2025 | geld        | privaat | - | 50 | 60
        firma-d | p2 | 2025 | uren_natura | privaat | - | 30 | 40
    """)
    costs = expenditures("p2 | 2024 | personeel | 1000 | 1000\n p2 | 2025 | personeel | 1000 | 1000")
    expected = """
        rule_id  | scope_id | basis        | year | required_share | reached_share | is_met | shortfall_eur
        sto_2020 | p2       | gerealiseerd | 2024 | 0.075          | 0.08          | true   | 0
        sto_2020 | p2       | toegezegd    | 2024 | 0.075          | 0.08          | true   | 0
        sto_2025 | p2       | gerealiseerd | 2025 | 0.1            | 0.1           | true   | 0
        sto_2025 | p2       | toegezegd    | 2025 | 0.1            | 0.08          | false  | 20
    """
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, "rule_id <> 'rif' and year is not null")


def test_of_the_rule_for_companies_only_private_means_of_companies_count(catalogue: Catalogue) -> None:
    """Neither a fund, nor a school, nor public means that a company passes on, nor who is known no more."""
    money = contributions("""
        firma-c  | p2 | 2025 | geld        | privaat | - | 10  | 1
        firma-d  | p2 | 2025 | materieel   | privaat | - | 20  | 2
        firma-d  | p2 | 2025 | geld        | publiek | - | 40  | 4
        fonds-e  | p2 | 2025 | geld        | privaat | - | 80  | 8
        school-b | p2 | 2025 | uren_natura | publiek | - | 160 | 16
        verdwenen| p2 | 2025 | geld        | privaat | - | 320 | 32
    """)
    costs = expenditures("p2 | 2025 | personeel | 300 | 30")
    expected = """
        basis        | numerator_eur | denominator_eur | reached_share | is_met
        gerealiseerd | 3             | 30              | 0.1           | true
        toegezegd    | 30            | 300             | 0.1           | true
    """
    of_2025 = "rule_id = 'sto_2025' and year is not null"
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, of_2025)


def test_a_rule_stands_beside_pilots_with_a_partner_of_its_kind_while_that_takes_part(catalogue: Catalogue) -> None:
    """The lead always takes part; another partner in the years from its first day to its last."""
    taking_part = {
        "core.pilot_partners": """
            pilot_id | organisation_id | from_date  | until_date
            p3       | school-b        | 2024-12-31 | 2025-01-01
            p3       | firma-d         | -          | -
            p4       | roc-a           | -          | 2025-06-30
            p4       | school-b        | 2026-12-31 | -
        """
    }
    costs = expenditures(
        "\n".join(f"p{n} | {year} | overig | 1 | 1" for n in range(1, 5) for year in (2024, 2025, 2026))
    )
    expected = """
        rule_id  | scope_id  | year
        rif      | p1        | 2024
        rif      | p1        | 2025
        rif      | p1        | 2026
        rif      | p4        | 2024
        rif      | p4        | 2025
        rif      | programma | 2024
        rif      | programma | 2025
        rif      | programma | 2026
        sto_2020 | p2        | 2024
        sto_2020 | p3        | 2024
        sto_2025 | p2        | 2025
        sto_2025 | p2        | 2026
        sto_2025 | p3        | 2025
        sto_2025 | p4        | 2026
    """
    assert_mart(catalogue, "cofinancing_scopes", SCOPES | taking_part | costs, expected)


def test_without_one_of_the_two_amounts_nothing_is_met_or_missed(catalogue: Catalogue) -> None:
    money = contributions("""
        roc-a | p1 | 2023 | geld | publiek | - | 70 | 70
        roc-a | p1 | 2024 | geld | publiek | - | 70 | 70
        roc-a | p1 | 2026 | geld | publiek | - | 70 | -
        roc-a | p1 | 2027 | geld | publiek | - | 70 | 70
    """)
    costs = expenditures("""
        p1 | 2024 | personeel | 0   | 0
        p1 | 2025 | personeel | 100 | 100
        p1 | 2026 | personeel | 100 | 30
        p1 | 2027 | personeel | 100 | 10
    """)
    expected = """
        basis        | year | numerator_eur | denominator_eur | reached_share | is_met | reason
        gerealiseerd | 2023 | 70            | -               | -             | -      | geen_kosten
        gerealiseerd | 2024 | 70            | 0               | -             | -      | geen_kosten
        gerealiseerd | 2025 | -             | 100             | -             | -      | geen_bijdragen
        gerealiseerd | 2026 | -             | 30              | -             | -      | geen_bijdragen
        gerealiseerd | 2027 | -             | -               | -             | -      | jaar_niet_begonnen
        gerealiseerd | -    | -             | -               | -             | -      | geen_jaar
        toegezegd    | 2023 | 70            | -               | -             | -      | geen_kosten
        toegezegd    | 2024 | 70            | 0               | -             | -      | geen_kosten
        toegezegd    | 2025 | -             | 100             | -             | -      | geen_bijdragen
        toegezegd    | 2026 | 70            | 100             | 0.7           | true   | -
        toegezegd    | 2027 | 70            | 100             | 0.7           | true   | -
        toegezegd    | -    | 140           | 200             | 0.7           | true   | -
    """
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, "scope_id = 'p1'")


def test_contributions_that_do_not_count_are_a_share_of_zero_not_an_unknown_one(catalogue: Catalogue) -> None:
    money = contributions(
        "school-b | p2 | 2024 | geld | publiek | - | 90 | 80\n fonds-e | p2 | 2025 | geld | privaat | - | 90 | 80"
    )
    costs = expenditures("p2 | 2024 | overig | 1000 | 800\n p2 | 2025 | overig | 1000 | 800")
    expected = """
        rule_id  | basis        | numerator_eur | reached_share | is_met | shortfall_eur
        sto_2020 | gerealiseerd | 0             | 0             | false  | 60
        sto_2020 | toegezegd    | 0             | 0             | false  | 75
        sto_2025 | gerealiseerd | 0             | 0             | false  | 80
        sto_2025 | toegezegd    | 0             | 0             | false  | 100
    """
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, "rule_id <> 'rif' and year is not null")


def test_a_good_year_makes_up_for_a_bad_one_in_the_years_of_a_rule_together(catalogue: Catalogue) -> None:
    """The years of a rule end with the rule; a year without costs does not count in them."""
    money = contributions("""
        firma-c | p2 | 2022 | geld | privaat | - | 500 | 500
        firma-c | p2 | 2023 | geld | privaat | - | 20  | 10
        firma-c | p2 | 2024 | geld | privaat | - | 140 | 130
        firma-c | p2 | 2025 | geld | privaat | - | 90  | 90
        firma-c | p2 | 2026 | geld | privaat | - | 120 | 40
    """)
    costs = expenditures("\n".join(f"p2 | {year} | personeel | 1000 | 1000" for year in (2023, 2024, 2025, 2026)))
    expected = """
        rule_id  | basis        | year | years | is_closed | numerator_eur | denominator_eur | is_met | shortfall_eur
        sto_2020 | gerealiseerd | 2022 | 0     | true      | 500           | -               | -      | -
        sto_2020 | gerealiseerd | 2023 | 1     | true      | 10            | 1000            | false  | 65
        sto_2020 | gerealiseerd | 2024 | 1     | true      | 130           | 1000            | true   | 0
        sto_2020 | gerealiseerd | -    | 2     | true      | 140           | 2000            | false  | 10
        sto_2020 | toegezegd    | 2022 | 0     | true      | 500           | -               | -      | -
        sto_2020 | toegezegd    | 2023 | 1     | true      | 20            | 1000            | false  | 55
        sto_2020 | toegezegd    | 2024 | 1     | true      | 140           | 1000            | true   | 0
        sto_2020 | toegezegd    | -    | 2     | true      | 160           | 2000            | true   | 0
        sto_2025 | gerealiseerd | 2025 | 1     | true      | 90            | 1000            | false  | 10
        sto_2025 | gerealiseerd | 2026 | 1     | false     | 40            | 1000            | false  | 60
        sto_2025 | gerealiseerd | -    | 2     | false     | 130           | 2000            | false  | 70
        sto_2025 | toegezegd    | 2025 | 1     | true      | 90            | 1000            | false  | 10
        sto_2025 | toegezegd    | 2026 | 1     | false     | 120           | 1000            | true   | 0
        sto_2025 | toegezegd    | -    | 2     | false     | 210           | 2000            | true   | 0
    """
    assert_mart(catalogue, "cofinancing", SCOPES | money | costs, expected, "rule_id <> 'rif'")


def test_what_may_be_public_of_co_financing_is_whether_it_is_met_without_an_amount(catalogue: Catalogue) -> None:
    money = contributions(
        "roc-a | p1 | 2024 | geld | publiek | - | 700 | 100\n roc-a | p1 | 2025 | geld | publiek | - | 5 | 5"
    )
    costs = expenditures("p1 | 2024 | personeel | 1000 | 1000")
    expected = """
        scope_id | basis        | year | is_closed | is_met | reason
        p1       | gerealiseerd | 2024 | true      | false  | -
        p1       | gerealiseerd | 2025 | true      | -      | geen_kosten
        p1       | gerealiseerd | -    | false     | false  | -
        p1       | toegezegd    | 2024 | true      | true   | -
        p1       | toegezegd    | 2025 | true      | -      | geen_kosten
        p1       | toegezegd    | -    | false     | true   | -
    """
    given = SCOPES | money | costs
    assert_mart(catalogue, "cofinancing_met", given, expected, "scope_id = 'p1'")
    with warehouse(catalogue, "cofinancing_met", given) as con:
        assert [name for name, *_ in con.execute("describe mart.cofinancing_met").fetchall()] == [
            *("rule_id", "scope_id", "basis", "year", "is_closed", "required_share", "is_met", "reason")
        ]


# Co-financing: what a rule can lay down


def test_a_rule_may_name_kinds_and_cost_categories(catalogue: Catalogue) -> None:
    own = rules("""kinds | cost_categories
        r1 | 2020 | - | 0.5 | [pilots] | [geld]                   | [personeel, scholing]
        r2 | 2020 | - | 0.5 | [pilots] | [uren_natura, materieel] | -
    """)
    money = contributions("""
        roc-a | p1 | 2025 | geld        | publiek | - | 60 | 60
        roc-a | p1 | 2025 | uren_natura | publiek | - | 30 | 10
        roc-a | p1 | 2025 | materieel   | publiek | - | 30 | 10
    """)
    costs = expenditures("""
        p1 | 2025 | personeel   | 100 | 120
        p1 | 2025 | scholing    | 20  | 20
        p1 | 2025 | huisvesting | 80  | 80
    """)
    expected = """
        rule_id | basis        | numerator_eur | denominator_eur | is_met | shortfall_eur
        r1      | gerealiseerd | 60            | 140             | false  | 10
        r1      | toegezegd    | 60            | 120             | true   | 0
        r2      | gerealiseerd | 20            | 220             | false  | 90
        r2      | toegezegd    | 60            | 200             | false  | 40
    """
    assert_mart(catalogue, "cofinancing", SCOPES | own | money | costs, expected, "year = 2025")


def test_a_rule_may_name_its_pilots_and_holds_in_its_years_only(catalogue: Catalogue) -> None:
    own = rules("""partner_types
        r1 | 2024 | 2025 | 0.5 | [p2, p4]    | -
        r2 | 2025 | -    | 0.5 | [p1, p2]    | [mbo]
        r3 | 2025 | 2025 | 0.5 | [programma] | [hbo]
    """)
    costs = expenditures(
        "\n".join(f"p{pilot} | {year} | overig | 1 | 1" for pilot in (1, 2, 3, 4) for year in (2023, 2024, 2025, 2026))
    )
    expected = """
        rule_id | scope_id  | year
        r1      | p2        | 2024
        r1      | p2        | 2025
        r1      | p4        | 2024
        r1      | p4        | 2025
        r2      | p1        | 2025
        r2      | p1        | 2026
        r3      | programma | 2025
    """
    assert_mart(catalogue, "cofinancing_scopes", SCOPES | own | costs, expected)


# What always holds

CENTS = st.integers(0, 10_000_00).map(lambda cents: Fraction(cents, 100))
AMOUNTS = st.lists(st.tuples(CENTS, CENTS.filter(bool)), min_size=10, max_size=40)
"""Contributed and spent, a year each."""


@settings(max_examples=5, deadline=None)
@given(amounts=AMOUNTS)
def test_a_rule_is_met_exactly_when_nothing_is_short(
    catalogue: Catalogue, amounts: list[tuple[Fraction, Fraction]]
) -> None:
    """Against exact fractions: what is short is two thirds of the costs less the contributions, to the nearest cent."""
    years = range(2025, 2025 + len(amounts))
    per_year = list(zip(years, amounts, strict=True))
    money = contributions(
        "\n".join(f"roc-a | p1 | {y} | geld | publiek | - | {float(c)} | -" for y, (c, _) in per_year)
    )
    costs = expenditures("\n".join(f"p1 | {y} | overig | {float(s)} | -" for y, (_, s) in per_year))
    short = [max(round((Fraction(2, 3) * spent - contributed) * 100), 0) for contributed, spent in amounts]

    where = "rule_id = 'rif' and scope_id = 'p1' and basis = 'toegezegd' and year is not null"
    found = mart_rows(catalogue, "cofinancing", SCOPES | money | costs, ("is_met", "shortfall_eur"), where)

    assert [is_met == "true" for is_met, _ in found] == [cents == 0 for cents in short]
    assert [round(float(shortfall) * 100) for _, shortfall in found] == short


@pytest.mark.parametrize("mart", ["contributions_by_year", "contributors", "expenditures_by_year", "cofinancing"])
def test_without_money_there_are_no_rows(catalogue: Catalogue, mart: str) -> None:
    assert mart_rows(catalogue, mart, SCOPES, ("scope_id",)) == []


# What the figures above are made of


def test_a_contribution_counts_for_its_pilot_and_the_programme(catalogue: Catalogue) -> None:
    money = contributions(
        "roc-a | p1 | 2025 | geld | publiek | true | 10 | 8\n fonds-e | - | 2027 | geld | privaat | - | 5 | 5"
    )
    expected = """
        scope_id  | pilot_id | organisation_id | organisation_type | year | structural | committed_eur | realised_eur
        p1        | p1       | roc-a           | mbo               | 2025 | ja         | 10            | 8
        programma | p1       | roc-a           | mbo               | 2025 | ja         | 10            | 8
        programma | -        | fonds-e         | training_fund     | 2027 | onbekend   | 5             | -
    """
    assert_mart(catalogue, "contribution_scopes", SCOPES | money, expected)


def test_costs_count_for_their_pilot_and_the_programme(catalogue: Catalogue) -> None:
    costs = expenditures("""
        p1        | 2025 | personeel | 10 | 8
        p1        | 2027 | personeel | 3  | 1
        programma | 2026 | overig    | 4  | 2
    """)
    expected = """
        scope_id  | pilot_id | year | category  | budget_eur | realised_eur | is_closed
        p1        | p1       | 2025 | personeel | 10         | 8            | true
        p1        | p1       | 2027 | personeel | 3          | -            | false
        programma | p1       | 2025 | personeel | 10         | 8            | true
        programma | p1       | 2027 | personeel | 3          | -            | false
        programma | -        | 2026 | overig    | 4          | 2            | false
    """
    assert_mart(catalogue, "expenditure_scopes", SCOPES | costs, expected)


def test_a_pilot_is_left_out_on_the_basis_of_which_a_side_is_unknown_and_not_on_the_other(catalogue: Catalogue) -> None:
    """Of p1 nobody has told what it cost, of p2 nobody had promised anything."""
    money = contributions("""
        roc-a    | p1 | 2025 | geld | publiek | - | 500 | 400
        school-b | p2 | 2025 | geld | publiek | - | -   | 100
    """)
    costs = expenditures("p1 | 2025 | personeel | 800 | -\n p2 | 2025 | personeel | 200 | 150")
    expected = """
        scope_id  | basis        | year | numerator_eur | denominator_eur | pilots_left_out | reason
        p1        | gerealiseerd | 2025 | 400           | -               | 0               | geen_kosten
        p1        | toegezegd    | 2025 | 500           | 800             | 0               | -
        programma | gerealiseerd | 2025 | 100           | 150             | 1               | -
        programma | toegezegd    | 2025 | 500           | 800             | 1               | -
    """
    assert_mart(catalogue, "cofinancing_amounts", SCOPES | money | costs, expected, "rule_id = 'rif'")


def test_a_rule_is_closed_when_its_own_last_year_has_passed(catalogue: Catalogue) -> None:
    given = rules(
        "partner_types | funding_sources | kinds | cost_categories | organisation_types\n"
        "past | 2025 | 2025 | 0.5 | [pilots] | - | [publiek] | [geld] | - | -\n"
        "now  | 2025 | 2026 | 0.5 | [pilots] | - | [publiek] | [geld] | - | -"
    )
    money = contributions("roc-a | p1 | 2025 | geld | publiek | - | 4 | 2")
    costs = expenditures("p1 | 2025 | personeel | 6 | 4")
    expected = """
        rule_id | basis        | year | is_closed | shortfall_eur
        now     | gerealiseerd | 2025 | true      | 0
        now     | gerealiseerd | -    | false     | 0
        now     | toegezegd    | 2025 | true      | 0
        now     | toegezegd    | -    | false     | 0
        past    | gerealiseerd | 2025 | true      | 0
        past    | gerealiseerd | -    | true      | 0
        past    | toegezegd    | 2025 | true      | 0
        past    | toegezegd    | -    | true      | 0
    """
    assert_mart(catalogue, "cofinancing", SCOPES | given | money | costs, expected, "scope_id = 'p1'")
