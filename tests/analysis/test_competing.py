"""Competing exits: the known answer of estimators.md, and what must always hold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.analysis.competing import aalen_johansen, retention_competing
from pipelines.analysis.survival import Observed, kaplan_meier
from tests.analysis.observations import history

KNOWN = ((0, 2, 1), (0, 2, 2), (0, 3, 0), (1, 4, 1), (2, 5, 2), (0, 5, 0), (3, 6, 1), (0, 7, 0))
"""Entry, exit and cause (0: censored)."""


def units(rows: tuple[tuple[int, int, int], ...], cause: int | None = None) -> Observed:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Observed(table[:, 0], table[:, 1], table[:, 2] > 0 if cause is None else table[:, 2] == cause)


@pytest.mark.parametrize(
    ("cause", "incidence", "error", "low", "high"),
    [(1, 0.5, 0.206828, 0.193621, 0.892747), (2, 0.3, 0.177326, 0.084842, 0.761863)],
)
def test_the_known_answer_with_late_entry_and_ties(
    cause: int, incidence: float, error: float, low: float, high: float
) -> None:
    found = aalen_johansen(units(KNOWN), units(KNOWN, cause))

    assert found.days[-1] == 6
    figures = (found.incidence[-1], found.standard_error[-1], found.ci_low[-1], found.ci_high[-1])
    assert figures == pytest.approx((incidence, error, low, high), abs=1e-6)


CASES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 8), st.integers(0, 3)).map(lambda t: (t[0], t[0] + t[1], t[2])),
    min_size=1,
    max_size=25,
).map(tuple)


@given(CASES)
def test_survival_and_all_incidences_add_up_to_one(rows: tuple[tuple[int, int, int], ...]) -> None:
    total = sum(aalen_johansen(units(rows), units(rows, cause)).incidence for cause in (1, 2, 3))

    np.testing.assert_allclose(total + kaplan_meier(units(rows)).survival, 1.0, atol=1e-12)


@given(CASES)
def test_with_one_cause_the_incidence_and_its_variance_are_those_of_the_curve(
    rows: tuple[tuple[int, int, int], ...],
) -> None:
    one = tuple((entry, exit_, min(cause, 1)) for entry, exit_, cause in rows)
    found, curve = aalen_johansen(units(one), units(one, 1)), kaplan_meier(units(one))

    np.testing.assert_allclose(found.incidence, 1 - curve.survival, atol=1e-12)
    alive = curve.survival > 0  # Greenwood's formula says nothing where nobody is left
    expected = curve.survival * np.sqrt(curve.greenwood)
    np.testing.assert_allclose(found.standard_error[alive], expected[alive], atol=1e-9)


@given(CASES)
def test_an_incidence_is_never_more_than_one_minus_the_curve_of_that_cause_alone(
    rows: tuple[tuple[int, int, int], ...],
) -> None:
    alone = kaplan_meier(units(rows, 1))
    found = aalen_johansen(units(rows), units(rows, 1))
    at = np.searchsorted(alone.days, found.days, side="right") - 1
    naive = np.where(at >= 0, 1 - alone.survival[np.maximum(at, 0)] if len(alone.days) else 0.0, 0.0)

    assert (found.incidence <= naive + 1e-12).all()


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant_also_with_ties(rows: tuple[tuple[int, int, int], ...], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = (
        aalen_johansen(units(rows), units(rows, 1)),
        aalen_johansen(units(tuple(shuffled)), units(tuple(shuffled), 1)),
    )

    np.testing.assert_array_equal(one.incidence, other.incidence)


REASONS = {"exit_reason": ["volledig_naar_school", None, "overig", "volledig_naar_school"]}
FOUR = ((0, 10, 1), (0, 15, 0), (0, 20, 1), (0, 30, 1))


def test_the_mart_has_a_row_a_reason_and_day_with_an_exit_of_any_reason() -> None:
    placements = history(*FOUR).with_columns(pl.Series("exit_reason", REASONS["exit_reason"]))

    found = retention_competing(placements).filter(pl.col("stratum_by") == "alle")

    columns = ("exit_reason", "days", "cumulative_incidence")
    # S: 1 → 3/4 (day 10) → 3/8 (day 20, two at risk) → 0 (day 30)
    assert found.select(columns).rows() == [
        ("overig", 0, 0.0),
        ("overig", 10, 0.0),
        ("overig", 20, 0.375),
        ("overig", 30, 0.375),
        ("volledig_naar_school", 0, 0.0),
        ("volledig_naar_school", 10, 0.25),
        ("volledig_naar_school", 20, 0.25),
        ("volledig_naar_school", 30, 0.625),
    ]


def test_an_incidence_without_interval_says_why() -> None:
    placements = history((0, 10, 1), (0, 10, 1)).with_columns(pl.lit("overig").alias("exit_reason"))

    found = retention_competing(placements).filter(pl.col("stratum_by") == "alle")

    assert found.select("days", "cumulative_incidence", "ci_low", "reason").rows() == [
        (0, 0.0, None, "geen_uitstroom_tot_hier"),
        (10, 1.0, None, "niemand_over"),
    ]


def test_after_a_zero_by_late_entry_there_is_no_interval_and_before_it_the_reason_is_its_own() -> None:
    # day 3: one of three leaves for a; day 5: the other two, for a and b, so S = 0; those of day 10 count for nothing
    placements = history((0, 3, 1), (0, 5, 1), (0, 5, 1), (10, 20, 1), (10, 30, 0)).with_columns(
        pl.Series("exit_reason", ["a", "a", "b", "b", None])
    )

    found = retention_competing(placements).filter(pl.col("stratum_by") == "alle")

    columns = ("exit_reason", "days", "cumulative_incidence", "reason")
    assert found.select(columns).rows() == [
        ("a", 0, 0.0, "geen_uitstroom_tot_hier"),
        ("a", 3, pytest.approx(1 / 3), None),
        ("a", 5, pytest.approx(2 / 3), "nul_door_late_instroom"),
        ("a", 20, pytest.approx(2 / 3), "nul_door_late_instroom"),
        ("b", 0, 0.0, "geen_uitstroom_tot_hier"),
        ("b", 3, 0.0, "geen_uitstroom_tot_hier"),
        ("b", 5, pytest.approx(1 / 3), "nul_door_late_instroom"),
        ("b", 20, pytest.approx(1 / 3), "nul_door_late_instroom"),
    ]
    assert found["ci_low"].is_not_null().to_list() == [False, True, *[False] * 6]


def test_where_nobody_is_left_a_reason_with_some_of_the_exits_keeps_its_interval() -> None:
    placements = history((0, 3, 1), (0, 5, 1)).with_columns(pl.Series("exit_reason", ["a", "b"]))

    found = retention_competing(placements).filter(pl.col("stratum_by") == "alle", pl.col("days") == 5)

    assert found.select("exit_reason", "cumulative_incidence", "reason").rows() == [("a", 0.5, None), ("b", 0.5, None)]
    assert found["ci_low"].null_count() == 0
