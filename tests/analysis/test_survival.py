"""Kaplan–Meier, restricted mean and log-rank against published tables, statsmodels and calculations by hand."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from pipelines.analysis.survival import (
    Observed,
    first_day_at_half,
    has_gap,
    kaplan_meier,
    log_rank,
    restricted_mean,
    zero_before_later_entries,
)
from tests.analysis.observations import Unit, observed


def units(exits: str) -> list[Unit]:
    """Days without late entry; a plus marks a censoring, as tables of this field have it."""
    return [(0, int(day.rstrip("+")), 0 if day.endswith("+") else 1) for day in exits.split()]


# Miller (1997), Survival Analysis: leukaemia patients with and without maintained chemotherapy (R: survival::aml)
MAINTAINED = units("9 13 13+ 18 23 28+ 31 34 45+ 48 161+")
NOT_MAINTAINED = units("5 5 8 8 12 16+ 23 27 30 33 43 45")
# Freireich et al. (1963): weeks of remission with 6-MP and with placebo
TREATED = units("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
PLACEBO = units("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")


def test_survival_of_maintained_aml_is_as_r_prints_it() -> None:
    curve = kaplan_meier(observed(*MAINTAINED))
    assert curve.days.tolist() == [9, 13, 18, 23, 31, 34, 48]
    assert curve.at_risk.tolist() == [11, 10, 8, 7, 5, 4, 2]
    expected = [0.909091, 0.818182, 0.715909, 0.613636, 0.490909, 0.368182, 0.184091]
    assert curve.survival.tolist() == pytest.approx(expected, abs=5e-7)
    errors = curve.survival * np.sqrt(curve.greenwood)
    assert errors.tolist() == pytest.approx([0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535], abs=5e-5)


def test_log_log_interval_of_freireich_is_as_stata_prints_it() -> None:
    curve = kaplan_meier(observed(*TREATED))
    assert curve.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.survival.tolist() == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert curve.ci_low.tolist() == pytest.approx([0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881], abs=5e-5)
    assert curve.ci_high.tolist() == pytest.approx([0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801], abs=5e-5)
    assert first_day_at_half(curve.days, curve.survival) == 23
    assert first_day_at_half(curve.days, curve.ci_low) == 13
    assert first_day_at_half(curve.days, curve.ci_high) is None


def test_log_rank_of_freireich_is_16_79() -> None:
    test = log_rank([observed(*TREATED), observed(*PLACEBO)])
    assert test is not None
    assert test.chi2 == pytest.approx(16.79, abs=5e-3)
    assert (test.df, test.is_thin) == (1, False)
    assert test.p == pytest.approx(0.00004, abs=5e-6)


def test_log_rank_of_aml_is_as_r_prints_it() -> None:
    test = log_rank([observed(*MAINTAINED), observed(*NOT_MAINTAINED)])
    assert test is not None
    assert (round(test.chi2, 1), test.df, round(test.p, 2)) == (3.4, 1, 0.07)


def test_late_entries_and_ties_by_hand() -> None:
    # day 2: 3 of the 4 that entered before leave; day 5: entered on 2 and on 4, beside the one that stayed
    curve = kaplan_meier(observed((0, 2, 1), (0, 2, 1), (1, 2, 1), (0, 9, 0), (2, 5, 1), (4, 5, 0), (5, 9, 0)))
    assert curve.days.tolist() == [2, 5]
    assert curve.at_risk.tolist() == [4, 3]
    assert curve.exits.tolist() == [3, 1]
    assert curve.survival.tolist() == pytest.approx([1 / 4, 1 / 4 * 2 / 3], abs=1e-12)
    assert curve.greenwood.tolist() == pytest.approx([3 / (4 * 1), 3 / 4 + 1 / (3 * 2)], abs=1e-12)


def test_an_exit_precedes_a_censoring_of_the_same_day() -> None:
    curve = kaplan_meier(observed((0, 5, 1), (0, 5, 0), (0, 5, 0), (0, 6, 0)))
    assert curve.at_risk.tolist() == [4]
    assert curve.survival.tolist() == [0.75]


def test_who_enters_on_a_day_is_not_yet_at_risk_on_it() -> None:
    assert observed((0, 9, 0), (5, 9, 0)).at_risk(np.array([5, 6])).tolist() == [1, 2]


def test_who_leaves_on_a_day_is_still_at_risk_on_it() -> None:
    assert observed((0, 5, 0), (0, 9, 0)).at_risk(np.array([5, 6])).tolist() == [2, 1]


def test_no_interval_where_survival_is_zero_or_one_is_at_risk() -> None:
    curve = kaplan_meier(observed((0, 5, 1), (0, 7, 1)))
    assert curve.survival.tolist() == [0.5, 0.0]
    assert np.isnan(curve.ci_low).tolist() == [False, True]
    assert np.isnan(curve.ci_high).tolist() == [False, True]


def test_survival_stays_zero_once_it_is() -> None:
    curve = kaplan_meier(observed((0, 5, 1), (10, 20, 1), (10, 30, 0)))
    assert curve.survival.tolist() == [0.0, 0.0]


def test_nobody_leaves_means_no_days() -> None:
    assert kaplan_meier(observed((0, 5, 0), (2, 7, 0))).days.tolist() == []


def test_half_is_reached_in_spite_of_rounding() -> None:
    # ten placements, one exit a day: after five days exactly half is left, in floating point a hair more or less
    curve = kaplan_meier(observed(*((0, day, 1) for day in range(1, 11))))
    assert first_day_at_half(curve.days, curve.survival) == 5
    assert first_day_at_half(np.array([3, 8]), np.array([0.5 + 1e-12, 0.2])) == 3
    assert first_day_at_half(np.array([3, 8]), np.array([0.5 + 1e-6, 0.2])) == 8


def test_restricted_mean_by_hand() -> None:
    # 1 until day 100, 3/4 until 300, 1/2 until 730: 100 + 150 + 215; A(100) = 365, A(300) = 215
    mean, error = restricted_mean(kaplan_meier(observed((0, 100, 1), (0, 300, 1), (0, 800, 0), (0, 900, 0))), 730)
    assert mean == pytest.approx(465, abs=1e-9)
    assert error == pytest.approx((365**2 * 1 / (4 * 3) + 215**2 * 1 / (3 * 2)) ** 0.5, abs=1e-9)
    assert error == pytest.approx(137.135882, abs=5e-7)


@pytest.mark.parametrize(("group", "mean", "error"), [(MAINTAINED, 52.6, 19.83), (NOT_MAINTAINED, 22.7, 4.18)])
def test_restricted_mean_of_aml_is_as_r_prints_it(group: list[Unit], mean: float, error: float) -> None:
    # R: print(survfit(Surv(time, status) ~ x, aml), print.rmean = TRUE), "restricted mean with upper limit = 161": the
    # greatest time of both curves (https://rdrr.io/pkg/survival/man/print.survfit.html, option "common")
    found = restricted_mean(kaplan_meier(observed(*group)), 161)
    assert (round(found[0], 1), round(found[1], 2)) == (mean, error)


def test_restricted_mean_has_no_term_where_everybody_leaves() -> None:
    # 1 until 100, 1/2 until 300, then 0: 100 + 100; A(100) = 100, and the last term is 0
    mean, error = restricted_mean(kaplan_meier(observed((0, 100, 1), (0, 300, 1))), 730)
    assert mean == pytest.approx(200, abs=1e-9)
    assert error == pytest.approx(70.710678, abs=5e-7)


def test_restricted_mean_without_exits_is_the_horizon() -> None:
    assert restricted_mean(kaplan_meier(observed((0, 800, 0), (0, 900, 0))), 730) == (730.0, 0.0)


def test_restricted_mean_looks_no_further_than_the_horizon() -> None:
    within = observed((0, 100, 1), (0, 900, 0))
    beyond = observed((0, 100, 1), (0, 731, 1))
    assert restricted_mean(kaplan_meier(within), 730) == restricted_mean(kaplan_meier(beyond), 730)
    # an exit on day 730 leaves the area as it was
    assert restricted_mean(kaplan_meier(observed((0, 100, 1), (0, 730, 1))), 730)[0] == pytest.approx(415, abs=1e-9)


@pytest.mark.parametrize(
    ("given_units", "is_zero_early"),
    [
        ([(0, 5, 1), (10, 20, 1), (10, 30, 0)], True),
        ([(0, 5, 1), (5, 20, 1)], True),  # enters on that very day
        ([(0, 5, 1), (4, 20, 1)], False),
        ([(0, 5, 1), (0, 5, 1)], False),  # zero, and nobody enters later
    ],
)
def test_zero_while_others_still_enter(given_units: list[Unit], is_zero_early: bool) -> None:
    everybody = observed(*given_units)
    assert zero_before_later_entries(everybody, kaplan_meier(everybody)) is is_zero_early


@pytest.mark.parametrize(
    ("given_units", "gap"),
    [
        ([(0, 5, 0), (10, 900, 0)], True),
        ([(0, 5, 0), (5, 900, 0)], False),  # at risk until 5, and from 5 on: no day without
        ([(0, 5, 0), (10, 20, 0), (0, 12, 0)], False),  # somebody else bridges it
        ([(0, 800, 0), (850, 900, 0)], False),  # beyond the horizon
        ([(3, 5, 0)], False),
    ],
)
def test_a_gap_is_a_time_in_which_nobody_is_at_risk(given_units: list[Unit], gap: bool) -> None:
    assert has_gap(observed(*given_units), 730) is gap


def test_log_rank_by_hand() -> None:
    # day 1: a 2 at risk, b 2, one exit in a; day 2: a 1, b 2, one exit in b
    test = log_rank([observed((0, 1, 1), (0, 9, 0)), observed((0, 2, 1), (0, 9, 0))])
    assert test is not None
    difference = 1 - (2 / 4 + 1 / 3)  # observed − expected exits in a
    variance = 2 / 4 * 2 / 4 + 1 / 3 * 2 / 3
    assert test.chi2 == pytest.approx(difference**2 / variance, abs=1e-12)
    assert test.is_thin


def test_log_rank_leaves_out_a_stratum_that_is_never_at_risk_on_a_day_with_an_exit() -> None:
    pair = [observed(*MAINTAINED), observed(*NOT_MAINTAINED)]
    assert log_rank([*pair, observed((0, 4, 0), (200, 300, 0))]) == log_rank(pair)


def test_log_rank_needs_two_strata() -> None:
    assert log_rank([]) is None
    assert log_rank([observed(*MAINTAINED)]) is None
    assert log_rank([observed(*MAINTAINED), observed((0, 4, 0))]) is None
    assert log_rank([observed((0, 5, 0)), observed((0, 6, 0))]) is None


def test_log_rank_is_none_where_strata_never_meet() -> None:
    assert log_rank([observed((0, 5, 1), (0, 6, 1)), observed((10, 15, 1), (10, 16, 1))]) is None


def test_degrees_of_freedom_are_the_rank_of_the_covariance() -> None:
    # two pairs of strata, years apart: four strata, but only two comparisons
    early = [observed(*MAINTAINED), observed(*NOT_MAINTAINED)]
    late = [observed(*((1000, 1000 + end, is_exit) for _, end, is_exit in part)) for part in (TREATED, PLACEBO)]
    apart = [log_rank(early), log_rank(late)]
    together = log_rank([*early, *late])
    assert together is not None
    assert together.df == 2
    assert together.chi2 == pytest.approx(sum(test.chi2 for test in apart if test), abs=1e-9)


def test_rounding_over_many_days_adds_no_degree_of_freedom() -> None:
    # thousands of days with exits: rounding leaves a second eigenvalue of 1e-14 times the first
    random = np.random.default_rng(1)
    for _ in range(200):
        count = int(random.integers(500, 4000))
        entry = random.integers(0, 500, count)
        end, is_exit = entry + random.integers(1, 3000, count), random.random(count) < 0.7
        group = random.integers(0, 2, count)
        test = log_rank([Observed(entry[group == g], end[group == g], is_exit[group == g]) for g in (0, 1)])
        assert test is not None
        assert test.df == 1


@pytest.mark.parametrize(
    ("first", "second", "is_thin"),
    [
        (units("1 2 3 4 5 9+"), units("1 2 3 4 5 9+"), False),  # ten exits, five expected in each
        (units("1 2 3 4 5 9+"), units("1 2 3 4 5+ 9+"), True),  # nine exits
        (units("1 2 3 4 5 6 7 8 9 10"), units("1+"), True),  # less than one expected in the second
    ],
)
def test_few_exits_make_a_thin_test(first: list[Unit], second: list[Unit], is_thin: bool) -> None:
    test = log_rank([observed(*first), observed(*second)])
    assert test is not None
    assert test.is_thin is is_thin


def random_observations(seed: int, count: int = 60) -> Observed:
    """Late entries and many ties, with ten at risk from the start so that survival does not fall to zero early."""
    random = np.random.default_rng(seed)
    entry = np.where(np.arange(count) < 10, 0, random.integers(0, 15, count))
    return Observed(entry, entry + random.integers(1, 25, count), random.random(count) < 0.6)


@pytest.mark.parametrize("seed", range(40))
def test_survival_and_its_error_agree_with_statsmodels(seed: int) -> None:
    data = random_observations(seed)
    curve = kaplan_meier(data)
    oracle = SurvfuncRight(data.exit.astype(float), data.is_exit.astype(int), entry=data.entry.astype(float))
    assert curve.days.tolist() == oracle.surv_times.tolist()
    assert curve.at_risk.tolist() == oracle.n_risk.tolist()
    assert curve.exits.tolist() == oracle.n_events.tolist()
    assert curve.survival == pytest.approx(oracle.surv_prob, abs=1e-10)
    above = curve.survival > 0  # at zero statsmodels gives nan
    errors = curve.survival * np.sqrt(curve.greenwood)
    assert errors[above] == pytest.approx(oracle.surv_prob_se[above], abs=1e-10)


@pytest.mark.parametrize("groups", [2, 3, 4])
@pytest.mark.parametrize("seed", range(12))
def test_log_rank_agrees_with_statsmodels(seed: int, groups: int) -> None:
    data = random_observations(seed, 120)
    group = np.random.default_rng(seed + 1000).integers(0, groups, 120)
    test = log_rank(
        [Observed(data.entry[group == g], data.exit[group == g], data.is_exit[group == g]) for g in range(groups)]
    )
    chi2, p = survdiff(data.exit.astype(float), data.is_exit.astype(int), group, entry=data.entry.astype(float))
    assert test is not None
    assert (test.chi2, test.p) == pytest.approx((chi2, p), abs=1e-9)
    assert test.df == groups - 1


placements = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30), st.integers(0, 1)).map(lambda u: (u[0], u[0] + u[1], u[2])),
    min_size=1,
    max_size=40,
)


@given(placements)
def test_survival_never_rises_and_stays_within_zero_and_one(given_units: list[Unit]) -> None:
    survival = kaplan_meier(observed(*given_units)).survival
    assert (np.diff(survival) <= 0).all()
    assert ((survival >= 0) & (survival <= 1)).all()


@given(placements)
def test_the_interval_holds_the_estimate(given_units: list[Unit]) -> None:
    curve = kaplan_meier(observed(*given_units))
    there = ~np.isnan(curve.ci_low)
    assert (curve.ci_low[there] <= curve.survival[there]).all()
    assert (curve.survival[there] <= curve.ci_high[there]).all()
    assert (np.isnan(curve.ci_low) == np.isnan(curve.ci_high)).all()


@given(placements)
def test_at_risk_is_never_below_the_exits(given_units: list[Unit]) -> None:
    curve = kaplan_meier(observed(*given_units))
    assert (curve.at_risk >= curve.exits).all()
    assert (curve.exits >= 1).all()


@given(placements)
def test_without_exits_survival_is_one(given_units: list[Unit]) -> None:
    censored = observed(*((entry, end, 0) for entry, end, _ in given_units))
    assert kaplan_meier(censored).survival.tolist() == []
    assert restricted_mean(kaplan_meier(censored), 730) == (730.0, 0.0)


@given(placements)
def test_everybody_twice_leaves_survival_and_halves_its_variance(given_units: list[Unit]) -> None:
    once, twice = kaplan_meier(observed(*given_units)), kaplan_meier(observed(*given_units, *given_units))
    assert twice.survival == pytest.approx(once.survival, abs=1e-12)
    assert twice.greenwood == pytest.approx(once.greenwood / 2, abs=1e-12)


@given(placements, st.randoms())
def test_the_order_of_rows_is_irrelevant(given_units: list[Unit], random: Random) -> None:
    shuffled = random.sample(given_units, len(given_units))
    once, again = kaplan_meier(observed(*given_units)), kaplan_meier(observed(*shuffled))
    assert (once.days.tolist(), once.survival.tolist()) == (again.days.tolist(), again.survival.tolist())


@given(placements)
def test_late_entry_shrinks_the_risk_set_and_never_the_exits(given_units: list[Unit]) -> None:
    late = observed(*given_units)
    from_start = observed(*((0, end, is_exit) for _, end, is_exit in given_units))
    days = late.exit_days
    assert (late.at_risk(days) <= from_start.at_risk(days)).all()
    assert late.exits_on(days).tolist() == from_start.exits_on(days).tolist()


@given(placements)
def test_log_rank_does_not_care_which_stratum_comes_first(given_units: list[Unit]) -> None:
    parts = [[u for u in given_units if u[1] % 3 == third] for third in range(3)]
    groups = [observed(*part) for part in parts if part]
    one, other = log_rank(groups), log_rank(groups[::-1])
    assert (one is None) == (other is None)
    if one and other:
        assert one.chi2 == pytest.approx(other.chi2, abs=1e-6)
        assert one.df == other.df
