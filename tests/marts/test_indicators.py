"""Values of indicators: kinds, the whole grid, the path to a target, statuses and versions (estimators.md)."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart

# p1 exists from 2024, p2 from 2025, and so the programme from 2024; the reference date is in 2026
PILOTS = {"core.pilots": "pilot_id | start_date\n p1 | 2024-03-01\n p2 | 2025-02-01"}
HEADER = "indicator_id | indicator | variant | version | since | kind | direction | denominator_nl"
COUNTED = "indicator | variant | version | scope_id | period | numerator | denominator"
AIMED = "indicator_id | scope_id | period | baseline | target"


def indicators(text: str) -> dict[str, str]:
    return PILOTS | {"meta.indicators": f"{HEADER}\n{text}"}


def counts(text: str) -> dict[str, str]:
    return {"mart.indicator_counts": f"{COUNTED}\n{text}"}


def targets(text: str) -> dict[str, str]:
    return {"core.targets": f"{AIMED}\n{text}"}


NUMBER = indicators("n | n | - | 1 | 2020 | additive | hoger | -")
SHARE = indicators("s | s | - | 1 | 2020 | ratio | hoger | noemer")
BURDEN = indicators("n | n | - | 1 | 2020 | additive | lager | -")
NOTHING = counts("")


# Scopes and periods


def test_a_scope_has_a_row_for_each_year_from_its_first_to_that_of_the_reference_date(catalogue: Catalogue) -> None:
    expected = """
        scope_id  | period | first_day  | counted_on
        p1        | 2024   | 2024-01-01 | 2024-12-31
        p1        | 2025   | 2025-01-01 | 2025-12-31
        p1        | 2026   | 2026-01-01 | 2026-06-30
        p2        | 2025   | 2025-01-01 | 2025-12-31
        p2        | 2026   | 2026-01-01 | 2026-06-30
        programma | 2024   | 2024-01-01 | 2024-12-31
        programma | 2025   | 2025-01-01 | 2025-12-31
        programma | 2026   | 2026-01-01 | 2026-06-30
    """
    assert_mart(catalogue, "scope_periods", PILOTS, expected)


def test_the_programme_begins_with_its_first_sign_when_that_is_before_its_first_pilot(catalogue: Catalogue) -> None:
    given = {
        "core.pilots": "pilot_id | start_date\n p1 | 2026-03-01\n p2 | 2026-07-01",
        "core.phase_assessments": "scope_id | criterion_id | assessed_on | status\n programma | S1 | 2025-05-01 | nvt",
        "core.phase_decisions": "scope_id | decided_on | decision\n p1 | 2024-01-01 | door",
    }
    expected = "scope_id | period\n p1 | 2026\n programma | 2025\n programma | 2026"
    assert_mart(catalogue, "scope_periods", given, expected)


def test_every_indicator_has_a_row_for_every_scope_and_year(catalogue: Catalogue) -> None:
    given = indicators("""
        n   | n | -  | 1 | 2020 | additive | hoger | -
        r_a | r | a  | 1 | 2020 | ratio    | hoger | noemer
        r_b | r | b  | 1 | 2020 | ratio    | hoger | noemer
    """)
    expected = """
        indicator_id | scope_id  | period | numerator | denominator | value | status
        n            | p1        | 2026   | -         | 0           | -     | geen_doel
        n            | p2        | 2026   | -         | 0           | -     | geen_doel
        n            | programma | 2026   | -         | 0           | -     | geen_doel
        r_a          | p1        | 2026   | -         | 0           | -     | geen_doel
        r_a          | p2        | 2026   | -         | 0           | -     | geen_doel
        r_a          | programma | 2026   | -         | 0           | -     | geen_doel
        r_b          | p1        | 2026   | -         | 0           | -     | geen_doel
        r_b          | p2        | 2026   | -         | 0           | -     | geen_doel
        r_b          | programma | 2026   | -         | 0           | -     | geen_doel
    """
    assert_mart(catalogue, "indicator_values", given | NOTHING, expected, "period = 2026")


# Kinds


def test_an_additive_programme_is_the_sum_with_what_belongs_to_no_pilot(catalogue: Catalogue) -> None:
    given = counts("""
        n | - | 1 | p1        | 2025 | 3 | -
        n | - | 1 | p2        | 2025 | 4 | -
        n | - | 1 | programma | 2025 | 2 | -
        n | - | 1 | p1        | 2026 | 5 | -
        n | - | 1 | p2        | 2026 | 0 | -
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | 3         | -           | 3
        p1        | 2026   | 5         | -           | 5
        p2        | 2025   | 4         | -           | 4
        p2        | 2026   | 0         | -           | 0
        programma | 2025   | 9         | -           | 9
        programma | 2026   | 5         | -           | 5
    """
    assert_mart(catalogue, "indicator_values", NUMBER | given, expected, "period > 2024")


def test_a_ratio_of_the_programme_is_the_sum_over_the_sum_never_a_mean_of_ratios(catalogue: Catalogue) -> None:
    given = counts("s | - | 1 | p1 | 2026 | 9 | 10\n s | - | 1 | p2 | 2026 | 10 | 90")
    expected = """
        scope_id  | numerator | denominator | value
        p1        | 9         | 10          | 0.9
        p2        | 10        | 90          | 0.111111
        programma | 19        | 100         | 0.19
    """
    assert_mart(catalogue, "indicator_values", SHARE | given, expected, "period = 2026")


def test_a_ratio_leaves_a_pilot_without_denominator_out_of_the_programme(catalogue: Catalogue) -> None:
    given = counts("s | - | 1 | p1 | 2026 | 9 | 10\n s | - | 1 | p2 | 2026 | 7 | -\n s | - | 1 | p1 | 2025 | 0 | 0")
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | 0         | 0           | -
        p1        | 2026   | 9         | 10          | 0.9
        p2        | 2025   | -         | 0           | -
        p2        | 2026   | -         | 0           | -
        programma | 2025   | 0         | 0           | -
        programma | 2026   | 9         | 10          | 0.9
    """
    assert_mart(catalogue, "indicator_values", SHARE | given, expected, "period > 2024")


@pytest.mark.parametrize("kind", ["distinct", "estimate"])
def test_distinct_and_estimated_programmes_are_what_the_query_says(catalogue: Catalogue, kind: str) -> None:
    given = indicators(f"n | n | - | 1 | 2020 | {kind} | hoger | -") | counts("""
        n | - | 1 | p1        | 2026 | 3 | -
        n | - | 1 | p2        | 2026 | 4 | -
        n | - | 1 | programma | 2026 | 5 | -
        n | - | 1 | p1        | 2025 | 2 | -
        n | - | 1 | programma | 2025 | - | -
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2025   | 2         | -           | 2
        p1        | 2026   | 3         | -           | 3
        p2        | 2025   | -         | 0           | -
        p2        | 2026   | 4         | -           | 4
        programma | 2025   | -         | 0           | -
        programma | 2026   | 5         | -           | 5
    """
    assert_mart(catalogue, "indicator_values", given, expected, "period > 2024")


# The path to a target


def test_the_path_runs_from_the_baseline_in_the_first_year_straight_to_the_target(catalogue: Catalogue) -> None:
    given = targets("n | p1 | 2028 | 10 | 30\n n | p2 | 2026 | 4 | 8\n n | programma | 2025 | 0 | 5")
    expected = """
        scope_id  | period | baseline | target | path
        p1        | 2024   | 10       | 30     | 10
        p1        | 2025   | 10       | 30     | 15
        p1        | 2026   | 10       | 30     | 20
        p2        | 2025   | 4        | 8      | 4
        p2        | 2026   | 4        | 8      | 8
        programma | 2024   | 0        | 5      | 0
        programma | 2025   | 0        | 5      | 5
        programma | 2026   | -        | -      | -
    """
    assert_mart(catalogue, "indicator_values", NUMBER | NOTHING | given, expected)


def test_the_path_goes_on_from_target_to_target_and_has_the_first_baseline_that_is_given(catalogue: Catalogue) -> None:
    given = targets("""
        n | p1 | 2025 | -  | 12
        n | p1 | 2027 | 2  | 20
        n | p2 | 2027 | -  | 30
        n | p2 | 2028 | 99 | 40
    """)
    expected = """
        scope_id | period | baseline | target | path
        p1       | 2024   | 2        | 12     | 2
        p1       | 2025   | 2        | 12     | 12
        p1       | 2026   | 2        | 20     | 16
        p2       | 2025   | 99       | 30     | 99
        p2       | 2026   | 99       | 30     | 64.5
    """
    assert_mart(catalogue, "indicator_values", NUMBER | NOTHING | given, expected, "scope_id <> 'programma'")


def test_without_a_baseline_the_path_is_the_target_itself_until_its_year(catalogue: Catalogue) -> None:
    given = targets("n | p1 | 2025 | - | 12\n n | p1 | 2027 | - | 20\n n | p2 | 2027 | - | 30")
    expected = """
        scope_id | period | baseline | target | path
        p1       | 2024   | -        | 12     | 12
        p1       | 2025   | -        | 12     | 12
        p1       | 2026   | -        | 20     | 16
        p2       | 2025   | -        | 30     | 30
        p2       | 2026   | -        | 30     | 30
    """
    assert_mart(catalogue, "indicator_values", NUMBER | NOTHING | given, expected, "scope_id <> 'programma'")


def test_a_target_in_or_before_the_first_year_counts_before_the_baseline(catalogue: Catalogue) -> None:
    given = targets("n | p1 | 2024 | 2 | 10\n n | p1 | 2026 | 2 | 30\n n | p2 | 2023 | 2 | 10\n n | p2 | 2027 | 2 | 30")
    expected = """
        scope_id | period | baseline | target | path
        p1       | 2024   | 2        | 10     | 10
        p1       | 2025   | 2        | 30     | 20
        p1       | 2026   | 2        | 30     | 30
        p2       | 2025   | 2        | 30     | 20
        p2       | 2026   | 2        | 30     | 25
    """
    assert_mart(catalogue, "indicator_values", NUMBER | NOTHING | given, expected, "scope_id <> 'programma'")


# How a value stands to its target


@pytest.mark.parametrize(
    ("value", "status", "shortfall"),
    [
        ("20", "op_koers", "0"),
        ("25", "op_koers", "-5"),
        ("18.5", "aandacht", "1.5"),  # tolerance 0.15 · |20 − 10|
        ("18.4", "achter", "1.6"),
        ("-", "onvoldoende_data", "-"),
    ],
)
def test_higher_is_better(catalogue: Catalogue, value: str, status: str, shortfall: str) -> None:
    given = counts(f"n | - | 1 | p1 | 2026 | {value} | -\n n | - | 1 | p2 | 2026 | 1 | -")
    aims = targets("n | p1 | 2026 | 10 | 20\n n | p2 | 2025 | 0 | 1")
    expected = f"""
        scope_id | path | shortfall   | status
        p1       | 20   | {shortfall} | {status}
        p2       | -    | -           | geen_doel
    """
    where = "period = 2026 and scope_id <> 'programma'"
    assert_mart(catalogue, "indicator_values", NUMBER | given | aims, expected, where)


@pytest.mark.parametrize(
    ("value", "status", "shortfall"),
    [
        ("10", "op_koers", "0"),
        ("8", "op_koers", "-2"),
        ("11.5", "aandacht", "1.5"),
        ("11.6", "achter", "1.6"),
        ("-", "onvoldoende_data", "-"),
    ],
)
def test_lower_is_better(catalogue: Catalogue, value: str, status: str, shortfall: str) -> None:
    given = counts(f"n | - | 1 | p1 | 2026 | {value} | -\n n | - | 1 | p2 | 2026 | 7 | -")
    aims = targets("n | p1 | 2026 | 20 | 10\n n | p2 | 2026 | 9 | 6.5")
    expected = f"""
        scope_id | path | shortfall   | status
        p1       | 10   | {shortfall} | {status}
        p2       | 6.5  | 0.5         | achter
    """
    where = "period = 2026 and scope_id <> 'programma'"
    assert_mart(catalogue, "indicator_values", BURDEN | given | aims, expected, where)


@pytest.mark.parametrize(
    ("baseline", "target", "just_within", "beyond"),
    [
        ("20", "20", "17", "16.9"),  # no distance: 0.15 · |target|
        ("-", "20", "17", "16.9"),  # no baseline: the same
        ("-", "-20", "-23", "-23.1"),
        ("10", "20", "18.5", "18.4"),
        ("0", "0", "0", "-0.1"),  # no tolerance at all: on course or behind
    ],
)
def test_the_tolerance_is_a_share_of_the_distance_from_baseline_to_target(
    catalogue: Catalogue, baseline: str, target: str, just_within: str, beyond: str
) -> None:
    given = counts(f"n | - | 1 | p1 | 2026 | {just_within} | -\n n | - | 1 | p2 | 2026 | {beyond} | -")
    aims = targets(f"n | p1 | 2026 | {baseline} | {target}\n n | p2 | 2026 | {baseline} | {target}")
    within = "op_koers" if just_within == target else "aandacht"
    expected = f"scope_id | status\n p1 | {within}\n p2 | achter"
    where = "period = 2026 and scope_id <> 'programma'"
    assert_mart(catalogue, "indicator_values", NUMBER | given | aims, expected, where)


def test_a_rounding_error_is_no_shortfall(catalogue: Catalogue) -> None:
    given = counts("n | - | 1 | p1 | 2026 | 0.9999999995 | -\n n | - | 1 | p2 | 2026 | 0.99999999 | -")
    aims = targets("n | p1 | 2026 | 1 | 1\n n | p2 | 2026 | 1 | 1")
    expected = "scope_id | status\n p1 | op_koers\n p2 | aandacht"
    where = "period = 2026 and scope_id <> 'programma'"
    assert_mart(catalogue, "indicator_values", NUMBER | given | aims, expected, where)


def test_below_ten_in_the_denominator_there_is_no_judgement(catalogue: Catalogue) -> None:
    given = counts("s | - | 1 | p1 | 2025 | 0 | 0\n s | - | 1 | p1 | 2026 | 9 | 9\n s | - | 1 | p2 | 2026 | 1 | 10")
    aims = targets("s | p1 | 2026 | - | 0.5\n s | p2 | 2026 | - | 0.5\n s | programma | 2026 | - | 0.5")
    expected = """
        scope_id  | period | numerator | denominator | value    | status
        p1        | 2025   | 0         | 0           | -        | onvoldoende_data
        p1        | 2026   | 9         | 9           | 1        | te_klein
        p2        | 2025   | -         | 0           | -        | onvoldoende_data
        p2        | 2026   | 1         | 10          | 0.1      | achter
        programma | 2025   | 0         | 0           | -        | onvoldoende_data
        programma | 2026   | 10        | 19          | 0.526316 | op_koers
    """
    assert_mart(catalogue, "indicator_values", SHARE | given | aims, expected, "period > 2024")


def test_a_number_without_denominator_is_never_too_small(catalogue: Catalogue) -> None:
    given = counts("n | - | 1 | p1 | 2026 | 2 | -\n n | - | 1 | p2 | 2026 | 0 | -")
    aims = targets("n | p1 | 2026 | - | 2\n n | p2 | 2026 | - | 2")
    expected = "scope_id | status\n p1 | op_koers\n p2 | achter"
    where = "period = 2026 and scope_id <> 'programma'"
    assert_mart(catalogue, "indicator_values", NUMBER | given | aims, expected, where)


# Versions


def test_a_changed_definition_counts_from_its_first_period_and_breaks_the_series(catalogue: Catalogue) -> None:
    given = indicators("""
        n | n | - | 1 | 2020 | additive | hoger | -
        n | n | - | 2 | 2026 | ratio    | hoger | noemer
    """) | counts("""
        n | - | 1 | p1 | 2025 | 3 | -
        n | - | 1 | p1 | 2026 | 4 | -
        n | - | 2 | p1 | 2025 | 5 | 20
        n | - | 2 | p1 | 2026 | 6 | 20
        n | - | 1 | p2 | 2025 | 1 | -
        n | - | 2 | p2 | 2026 | 2 | 20
    """)
    expected = """
        scope_id  | period | version | numerator | denominator | value | is_break
        p1        | 2024   | 1       | -         | 0           | -     | false
        p1        | 2025   | 1       | 3         | -           | 3     | false
        p1        | 2026   | 2       | 6         | 20          | 0.3   | true
        p2        | 2025   | 1       | 1         | -           | 1     | false
        p2        | 2026   | 2       | 2         | 20          | 0.1   | true
        programma | 2024   | 1       | -         | 0           | -     | false
        programma | 2025   | 1       | 4         | -           | 4     | false
        programma | 2026   | 2       | 8         | 40          | 0.2   | true
    """
    assert_mart(catalogue, "indicator_values", given, expected)


def test_before_the_first_definition_there_are_no_data_and_no_break(catalogue: Catalogue) -> None:
    given = indicators("n | n | - | 1 | 2025 | additive | hoger | -") | counts("""
        n | - | 1 | p1 | 2024 | 3 | -
        n | - | 1 | p1 | 2025 | 4 | -
        n | - | 1 | p1 | 2026 | 5 | -
    """)
    expected = """
        scope_id | period | version | numerator | denominator | value | status           | is_break
        p1       | 2024   | -       | -         | 0           | -     | onvoldoende_data | false
        p1       | 2025   | 1       | 4         | -           | 4     | achter           | false
        p1       | 2026   | 1       | 5         | -           | 5     | op_koers         | false
    """
    aims = targets("n | p1 | 2026 | - | 5\n n | p2 | 2026 | - | 5")
    assert_mart(catalogue, "indicator_values", given | aims, expected, "scope_id = 'p1'")


def test_a_variant_is_an_indicator_of_its_own(catalogue: Catalogue) -> None:
    given = indicators("""
        exits_a | exits | a | 1 | 2020 | additive | lager | -
        exits_b | exits | b | 1 | 2020 | additive | lager | -
    """) | counts("""
        exits | a | 1 | p1 | 2026 | 3 | -
        exits | b | 1 | p1 | 2026 | 4 | -
        exits | a | 1 | p2 | 2026 | 5 | -
    """)
    expected = """
        indicator_id | scope_id  | value
        exits_a      | p1        | 3
        exits_a      | p2        | 5
        exits_a      | programma | 8
        exits_b      | p1        | 4
        exits_b      | p2        | -
        exits_b      | programma | 4
    """
    assert_mart(catalogue, "indicator_values", given, expected, "period = 2026")


# What aims and periods are made of


def test_the_baseline_of_a_series_is_that_of_the_earliest_target_that_gives_one(catalogue: Catalogue) -> None:
    given = targets("n | p1 | 2025 | 4 | 12\n n | p1 | 2027 | 99 | 20\n n | p2 | 2026 | 1 | 5\n n | p2 | 2028 | 2 | 9")
    expected = """
        indicator_id | scope_id | period | baseline | target | path
        n            | p1       | 2024   | 4        | 12     | 4
        n            | p1       | 2025   | 4        | 12     | 12
        n            | p1       | 2026   | 4        | 20     | 16
        n            | p2       | 2025   | 1        | 5      | 1
        n            | p2       | 2026   | 1        | 5      | 5
    """
    assert_mart(catalogue, "indicator_targets", PILOTS | given, expected)


def test_a_pilot_begins_on_its_start_date_the_reference_date_included_and_the_programme_with_a_decision(
    catalogue: Catalogue,
) -> None:
    given = {
        "core.pilots": "pilot_id | start_date\n p1 | 2026-06-30\n p2 | 2026-01-01",
        "core.phase_assessments": "scope_id | criterion_id | assessed_on\n p1 | S1 | 2023-05-01\n p2 | S1 | 2023-05-01",
        "core.phase_decisions": "scope_id | decided_on\n programma | 2025-01-01\n p2 | 2022-05-01",
    }
    expected = "scope_id | period\n p1 | 2026\n p2 | 2026\n programma | 2025\n programma | 2026"
    assert_mart(catalogue, "scope_periods", given, expected)
