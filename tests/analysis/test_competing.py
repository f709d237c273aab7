"""Competing exits: the known answer of estimators.md, and what must always hold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.analysis.competing import aalen_johansen, retention_competing
from pipelines.analysis.retention import retention_curve
from pipelines.analysis.sensitivity import retention_sensitivity
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


def test_the_end_of_a_pilot_counts_as_an_exit_in_the_sensitivity_analysis_only() -> None:
    placements = history((0, 400, 1), (0, 300, 0), (0, 800, 0), (0, 800, 0), has_ended=[True, True, False, False])

    found = {row["variant"]: row for row in retention_sensitivity(placements).to_dicts()}

    assert [found[v]["exits"] for v in ("hoofdanalyse", "pilot_beeindigd_als_uitstroom")] == [1, 2]
    assert found["hoofdanalyse"]["survival_365"] == 1.0
    assert found["hoofdanalyse"]["survival_730"] == pytest.approx(2 / 3)
    assert found["pilot_beeindigd_als_uitstroom"]["survival_365"] == 0.75
    assert found["pilot_beeindigd_als_uitstroom"]["survival_730"] == 0.5


def test_placements_with_an_assumed_entry_are_left_out_in_the_sensitivity_analysis() -> None:
    placements = history((0, 400, 1), (0, 800, 0), is_entry_assumed=[True, False])

    found = {row["variant"]: row for row in retention_sensitivity(placements).to_dicts()}

    assert [found[v]["n"] for v in ("hoofdanalyse", "zonder_aangenomen_instroom")] == [2, 1]
    assert found["zonder_aangenomen_instroom"]["survival_730"] == 1.0


def test_the_main_variant_is_the_published_curve() -> None:
    placements = history((0, 100, 1), (0, 800, 0), (50, 365, 1), (0, 730, 1))

    (main,) = retention_sensitivity(placements).filter(pl.col("variant") == "hoofdanalyse").to_dicts()
    curve = {row["days"]: row["survival"] for row in retention_curve(placements).to_dicts() if row["stratum"] == "alle"}

    assert (main["survival_365"], main["survival_730"]) == (curve[365], curve[730])
