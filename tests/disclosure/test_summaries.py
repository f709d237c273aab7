"""Shares, means, medians and outcomes: when they may be published, and how exactly; T = 5."""

from __future__ import annotations

import pytest

from pipelines.disclosure.summaries import (
    PupilGroup,
    may_show_outcome,
    may_show_quantile,
    may_show_share,
    shown_mean,
    shown_months,
    whole_percent,
)


@pytest.mark.parametrize(
    ("part", "whole", "may"),
    [(5, 10, True), (0, 10, True), (10, 10, True), (4, 10, False), (6, 10, False), (0, 4, False), (0, 5, True)],
)
def test_a_share_needs_t_persons_on_both_sides_or_none(part: int, whole: int, may: bool) -> None:
    assert may_show_share(part, whole, 5) is may


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(5, 8, 63), (1, 8, 13), (1, 3, 33), (2, 3, 67), (0, 9, 0), (9, 9, 100)]
)
def test_percents_are_whole_and_rounded_half_up(part: int, whole: int, percent: int) -> None:
    assert whole_percent(part, whole) == percent


def test_quantiles_need_two_t() -> None:
    assert (may_show_quantile(9, 5), may_show_quantile(10, 5)) == (False, True)


def test_a_mean_has_one_decimal() -> None:
    assert shown_mean(3.4567) == 3.5


@pytest.mark.parametrize(
    ("days", "exits", "at_risk", "months"),
    [
        (310, 40, 60, 10),
        (315, 40, 60, 11),
        (314.9, 10, 10, 10),
        (310, 9, 60, None),
        (310, 40, 9, None),
        (None, 40, 60, None),
    ],
)
def test_medians_are_whole_months_of_enough_persons(
    days: float | None, exits: int, at_risk: int, months: int | None
) -> None:
    assert shown_months(days, exits, at_risk, 5) == months


THREE = [PupilGroup(False, "school-a", 20), PupilGroup(False, "school-a", 20), PupilGroup(False, "school-b", 20)]


@pytest.mark.parametrize(
    ("hybrid", "may"),
    [
        ((("a", 4), ("a", 4), ("b", 2)), True),
        ((("a", 4), ("a", 4), ("b", 1)), False),
        ((("a", 20), ("b", 20)), False),
        ((("a", 20), ("a", 20), ("a", 20)), False),
    ],
)
def test_outcomes_need_three_groups_of_two_schools_and_two_t_pupils(
    hybrid: tuple[tuple[str, int], ...], may: bool
) -> None:
    groups = [PupilGroup(True, school, pupils) for school, pupils in hybrid]

    assert may_show_outcome([*groups, *THREE], 5) is may
    assert not may_show_outcome(groups, 5)
