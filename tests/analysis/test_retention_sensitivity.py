"""Retention figures under other choices, and how long after the last exit a share is still known."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.retention import retention_curve
from pipelines.analysis.sensitivity import retention_sensitivity
from tests.analysis.observations import history


def main_of(*units: tuple[int, int | None, int]) -> dict[str, Any]:
    (row,) = retention_sensitivity(history(*units)).filter(pl.col("variant") == "hoofdanalyse").to_dicts()
    return row


@pytest.mark.parametrize(
    ("units", "one_year", "two_years", "reason"),
    [
        pytest.param(((0, 100, 1), (0, 300, 1)), 0.0, 0.0, None, id="everybody left earlier"),
        pytest.param(((0, 100, 1), (0, 364, 0)), None, None, "volgduur_te_kort", id="followed for 364 days"),
        pytest.param(((0, 100, 1), (0, 365, 0)), 0.5, None, "volgduur_te_kort", id="followed for 365 days"),
        pytest.param(((0, 100, 1), (0, 366, 0)), 0.5, None, "volgduur_te_kort", id="followed for 366 days"),
        pytest.param(((0, 100, 1), (0, 730, 0)), 0.5, 0.5, None, id="followed for two years"),
        pytest.param(((0, 365, 1), (0, 900, 0)), 0.5, 0.5, None, id="an exit on day 365"),
        pytest.param(((0, 366, 1), (0, 900, 0)), 1.0, 0.5, None, id="an exit on day 366"),
        pytest.param(
            ((0, 5, 1), (10, 20, 1), (10, 30, 0)), None, None, "nul_door_late_instroom", id="zero by late entry"
        ),
        pytest.param(
            ((0, 100, 1), (0, 500, 1), (600, 900, 0)),
            0.5,
            None,
            "nul_door_late_instroom",
            id="zero by late entry after the first year",
        ),
        pytest.param(
            ((0, 100, 0), (200, 300, 0)),
            None,
            None,
            "mediaan_niet_bereikt, gat_in_risicogroep, volgduur_te_kort",
            id="a gap, and then too short",
        ),
        pytest.param(
            ((365, 900, 0), (400, 900, 0)),
            None,
            1.0,
            "mediaan_niet_bereikt, begin_niet_waargenomen",
            id="nobody at risk in the first year",
        ),
        pytest.param(((0, 0, 1),), None, None, "geen_waarneming", id="nobody at risk at all"),
    ],
)
def test_a_share_is_known_until_the_last_day_observed_and_stays_zero_when_everybody_has_left(
    units: tuple[tuple[int, int, int], ...], one_year: float | None, two_years: float | None, reason: str | None
) -> None:
    row = main_of(*units)

    assert (row["survival_365"], row["survival_730"]) == (one_year, two_years)
    assert row["reason"] == reason


def test_each_figure_that_is_missing_has_a_reason() -> None:
    for units in (((0, 100, 1), (0, 300, 1)), ((0, 0, 1),), ((0, 900, 0),), ((0, 5, 1), (10, 20, 0))):
        found = retention_sensitivity(history(*units))
        figures = pl.col("survival_365", "survival_730", "median_days", "rmst_730", "rmst_730_se")
        missing = pl.any_horizontal(figures.is_null())
        assert found.filter(missing != pl.col("reason").is_not_null()).is_empty()


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
