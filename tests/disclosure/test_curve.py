"""The funder's curve: on a grid, of enough persons, and nothing to be had by subtraction; T = 5."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.disclosure.curve import GRID, Followed, shown_curve, shown_curves, shown_incidences

UNITS = {"professional_id": pl.String, "entry_days": pl.Int64, "exit_days": pl.Int64, "is_exit": pl.Boolean}


def units(*groups: tuple[int, int, int, bool], prefix: str = "p") -> pl.DataFrame:
    """Groups of (persons, entry, exit, whether that was one), all of different persons."""
    rows = [
        (f"{prefix}{g}-{i}", entry, last, is_exit)
        for g, (n, entry, last, is_exit) in enumerate(groups)
        for i in range(n)
    ]
    return pl.DataFrame(rows, schema=UNITS, orient="row")


def curve(*points: tuple[int, float, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(points, schema=["days", "survival", "ci_low", "ci_high"], orient="row")


def followed(own: pl.DataFrame) -> Followed:
    """With their own curve (Kaplan–Meier), and some interval."""
    points, survival = [(0, 1.0, 0.1, 0.9)], 1.0
    for day in sorted(set(own.filter("is_exit")["exit_days"])):
        at_risk = own.filter(pl.col("entry_days") < day, pl.col("exit_days") >= day).height
        survival *= 1 - own.filter("is_exit", pl.col("exit_days") == day).height / at_risk
        points.append((day, survival, 0.1, 0.9))
    return Followed(own, curve(*points))


FOLLOWED = units((3, 0, 50, True), (4, 0, 150, True), (2, 0, 200, True), (4, 0, 300, True), (27, 0, 400, False))
STEPS = curve(
    (0, 1.0, None, None),
    (50, 0.925, 0.785, 0.9751),
    (150, 0.8251, 0.668, 0.9123),
    (200, 0.775, 0.612, 0.876),
    (300, 0.6749, 0.5071, 0.797),
    (400, 0.6749, 0.5071, 0.797),
)


def test_a_point_is_left_out_until_five_more_persons_left() -> None:
    """3 left by day 91, 7 by 182, 9 by 273, 13 by 365; nobody is followed beyond day 400."""
    assert shown_curve(Followed(FOLLOWED, STEPS), 5).rows() == [
        (0, 40, 1.0, None, None),
        (182, 35, 0.83, 0.67, 0.91),
        (365, 25, 0.67, 0.51, 0.8),
    ]


def test_a_point_needs_ten_persons_at_risk() -> None:
    nine_left = units((12, 0, 80, True), (9, 0, 500, False))
    ten_left = units((12, 0, 80, True), (10, 0, 500, False))

    assert shown_curve(followed(nine_left), 5)["days"].to_list() == [0]
    assert shown_curve(followed(ten_left), 5)["days"].to_list() == [0, 91]


def test_persons_count_and_not_their_placements() -> None:
    """Five placements of two persons ended by day 91."""
    twice = pl.concat([units((12, 0, 500, False)), *[units((2, 0, 40 + i, True), prefix="q") for i in range(3)]])

    assert shown_curve(Followed(twice, STEPS), 5).rows() == [(0, 15, 1.0, None, None)]


def test_late_entries_are_at_risk_from_the_day_after() -> None:
    rest = [(5, 0, 60, True), (5, 0, 500, False)]

    assert shown_curve(followed(units((10, 90, 500, False), *rest)), 5)["days"].to_list() == [0, 91]
    assert shown_curve(followed(units((10, 91, 500, False), *rest)), 5)["days"].to_list() == [0, 182]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 300), st.integers(1, 500), st.booleans()), max_size=30))
def test_between_two_points_at_least_five_persons_left(groups: list[tuple[int, int, int, bool]]) -> None:
    everybody = units(*((n, entry, entry + days, is_exit) for n, entry, days, is_exit in groups))
    shown = shown_curve(followed(everybody), 5)

    assert set(shown["days"]) <= set(GRID)
    assert (shown["at_risk"] >= 10).all()
    for before, after in pairwise(shown["days"]):
        left = everybody.filter("is_exit", pl.col("exit_days") > before, pl.col("exit_days") <= after)
        assert left["professional_id"].n_unique() >= 5


def strata(**exits_by_91: int) -> dict[str, Followed]:
    """Sectors of which so many left by day 91, and 12 stayed."""
    return {
        name: followed(units((n, 0, 60, True), (12, 0, 100, False), prefix=name)) for name, n in exits_by_91.items()
    }


@pytest.mark.parametrize(
    ("exits", "shown"),
    [
        ({"vmbo": 6, "mbo": 7, "hbo": 8}, {"vmbo", "mbo", "hbo"}),
        ({"vmbo": 6, "mbo": 7, "hbo": 0}, {"vmbo", "mbo"}),
        ({"vmbo": 6, "mbo": 7, "hbo": 3}, {"mbo"}),
        ({"mbo": 7, "hbo": 3}, set()),
        ({"vmbo": 2, "mbo": 7, "hbo": 3}, {"mbo"}),
    ],
)
def test_a_stratum_without_a_point_cannot_be_had_by_subtraction(exits: dict[str, int], shown: set[str]) -> None:
    found = shown_curves(strata(**exits), 5)

    assert {name for name, points in found.items() if 91 in points["days"]} == shown


def test_between_two_points_of_one_stratum_the_others_are_of_five_or_of_nobody() -> None:
    """By day 91 three left of mbo and five of hbo, of which nine are left; by 182 two more of mbo, five in all. But of
    the programme without vmbo, which has a point on both days, those two are all that left in between.
    """
    strata = {
        "vmbo": followed(units((6, 0, 60, True), (6, 0, 150, True), (12, 0, 200, False))),
        "mbo": followed(units((3, 0, 60, True), (2, 0, 150, True), (12, 0, 200, False), prefix="m")),
        "hbo": followed(units((5, 0, 60, True), (9, 0, 200, False), prefix="h")),
    }
    days = {name: points["days"].to_list() for name, points in shown_curves(strata, 5).items()}

    assert days == {"hbo": [0], "mbo": [0], "vmbo": [0, 91]}


def test_a_point_is_left_out_where_the_figures_would_say_that_few_left() -> None:
    """Six persons of twenty-six left, each with one of their three placements: 0.93 of at most 25 is not even two."""
    once = units((6, 0, 60, True), (20, 0, 500, False))

    assert shown_curve(followed(once), 5)["days"].to_list() == [0, 91]
    assert shown_curve(Followed(once, curve((0, 1.0, None, None), (60, 0.93, 0.8, 0.98))), 5)["days"].to_list() == [0]


def test_nothing_is_shown_on_a_day_on_which_too_few_changed_since_the_round_before() -> None:
    """Without a point on day 182, day 273 shows all nine who left by then."""
    assert shown_curve(Followed(FOLLOWED, STEPS, barred={182}), 5)["days"].to_list() == [0, 273]


def test_a_stratum_that_is_barred_on_a_day_is_not_to_be_had_by_subtraction() -> None:
    """Without the three of hbo a point of vmbo would leave hbo and mbo, of which ten left: enough."""
    given_strata = strata(vmbo=6, mbo=7, hbo=3)
    given_strata["mbo"].barred = {91}

    assert {name for name, points in shown_curves(given_strata, 5).items() if 91 in points["days"]} == {"vmbo"}


REASONS = ("bedrijf", "school", "beide")


def exits(early: Sequence[int], late: Sequence[int] = (0, 0, 0)) -> pl.DataFrame:
    """So many persons that left for each of `REASONS`, by day 365 and after it."""
    rows = [
        (f"{reason}{day}{i}", reason, day)
        for day, counts in ((300, early), (600, late))
        for reason, n in zip(REASONS, counts, strict=True)
        for i in range(n)
    ]
    return pl.DataFrame(
        rows, schema={"professional_id": pl.String, "exit_reason": pl.String, "exit_days": pl.Int64}, orient="row"
    )


INCIDENCES = pl.DataFrame(
    [
        (reason, day, value, value - 0.05, value + 0.05)
        for reason, values in zip(REASONS, ((0.1649, 0.25), (0.081, 0.081), (0.052, 0.052)), strict=True)
        for day, value in zip((300, 600), values, strict=True)
    ],
    schema=["exit_reason", "days", "cumulative_incidence", "ci_low", "ci_high"],
    orient="row",
)


def shown_on(*days: int) -> pl.DataFrame:
    """A curve with points on the first day and on these."""
    points = [(0, 150, 1.0), (273, 110, 0.75), (365, 100, 0.7), (730, 90, 0.62)]
    return pl.DataFrame(
        [one for one in points if one[0] in (0, *days)], schema=["days", "at_risk", "survival"], orient="row"
    )


def incidences(found: pl.DataFrame) -> list[tuple[str, int, float]]:
    return found.select("exit_reason", "days", "cumulative_incidence").rows()


def test_reasons_of_few_are_merged() -> None:
    found = shown_incidences(exits((8, 3, 3)), INCIDENCES, shown_on(365), 5)

    assert found.rows() == [("bedrijf", 365, 0.16, 0.11, 0.21), ("overige_redenen", 365, 0.13, None, None)]


def test_nothing_is_shown_when_the_merged_reason_is_of_few_too() -> None:
    assert shown_incidences(exits((8, 3, 1)), INCIDENCES, shown_on(365), 5).is_empty()


def test_nothing_is_shown_of_a_day_on_which_the_curve_has_no_point() -> None:
    assert shown_incidences(exits((8, 6, 6)), INCIDENCES, shown_on(273), 5).is_empty()


def test_a_reason_for_which_few_would_seem_to_have_left_is_merged() -> None:
    """Six persons left for one reason, but of the placements that was 0.01: at most 0.015 of 102 / 0.695, two."""
    few = INCIDENCES.with_columns(
        cumulative_incidence=pl.when(pl.col("exit_reason") == "beide").then(0.01).otherwise("cumulative_incidence")
    )
    found = shown_incidences(exits((8, 6, 6)), few, shown_on(365), 5)
    assert found.is_empty()

    found = shown_incidences(exits((8, 4, 6)), few, shown_on(365), 5)
    assert incidences(found) == [("bedrijf", 365, 0.16), ("overige_redenen", 365, 0.09)]


@pytest.mark.parametrize(
    ("late", "days"),
    [((6, 0, 0), {365, 730}), ((2, 0, 0), {365}), ((0, 3, 3), {365, 730}), ((0, 2, 2), {365}), ((0, 0, 0), {365, 730})],
)
def test_the_second_year_is_left_out_when_few_left_in_it_for_one_reason(
    late: tuple[int, int, int], days: set[int]
) -> None:
    """By day 365 eight left for the first reason, and six for the two that are merged."""
    found = shown_incidences(exits((8, 3, 3), late), INCIDENCES, shown_on(365, 730), 5)

    assert {day for _, day, _ in incidences(found)} == days


def test_a_reason_that_many_had_by_the_second_year_stands_by_itself() -> None:
    found = shown_incidences(exits((8, 3, 3), (0, 4, 4)), INCIDENCES, shown_on(365, 730), 5)

    assert [(reason, day) for reason, day, _ in incidences(found)] == [
        ("bedrijf", 365),
        ("overige_redenen", 365),
        ("bedrijf", 730),
        ("beide", 730),
        ("school", 730),
    ]


@pytest.mark.parametrize(
    ("came_or_went", "shown"),
    [
        # none changed: each reason of five or more stands by itself
        ({}, {"bedrijf", "school", "beide"}),
        # two changed for one reason: it is merged with none, and so the day is left out
        ({"beide": {"x", "y"}}, set()),
        # two changed for one reason and four for another: six for the two together
        ({"beide": {"x", "y"}, "school": {"a", "b", "c", "d"}}, {"bedrijf", "overige_redenen"}),
        # the same two persons changed for both: two for the two together
        ({"beide": {"x", "y"}, "school": {"x", "y"}}, set()),
        ({"beide": {"v", "w", "x", "y", "z"}}, {"bedrijf", "school", "beide"}),
    ],
)
def test_reasons_for_which_too_few_came_or_went_are_merged(came_or_went: dict[str, set[str]], shown: set[str]) -> None:
    found = shown_incidences(exits((8, 6, 7)), INCIDENCES, shown_on(365), 5, {365: came_or_went})

    assert {reason for reason, _, _ in incidences(found)} == shown
