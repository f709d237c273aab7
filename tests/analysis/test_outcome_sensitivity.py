"""The contrast of student outcomes under other choices: by hand, and beside statsmodels."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_ind
from statsmodels.regression.mixed_linear_model import MixedLM

from pipelines.analysis.outcome_sensitivity import outcome_sensitivity
from pipelines.analysis.outcomes import outcome_effects
from tests.analysis.test_outcomes import HYBRID, OTHERS, pupils

NOTHING = {"difference": None, "hedges_g": None, "ci_low": None, "ci_high": None, "p_value": None}


def variants(frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["variant"]: row for row in outcome_sensitivity(frame).to_dicts()}


def drawn(seed: int, groups: int, size: int, between: float) -> pl.DataFrame:
    """Groups of unequal size, every second one hybrid, with a spread of their own beside that of the pupils."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(groups):
        before = random.normal(6, 1, random.integers(max(1, size - 3), size + 4)) + random.normal(0, 0.4)
        after = 2 + 0.6 * before + 0.3 * (number % 2) + random.normal(0, between) + random.normal(0, 0.8, len(before))
        scores = list(zip(before, after, strict=True))
        made.append({"group_id": f"g{number}", "hybrid_share": 0.5 * (number % 2), "scores": scores})
    return pupils(*made)


def regressors(frame: pl.DataFrame) -> Any:
    hybrid = (frame["hybrid_share"] >= 0.2).cast(pl.Float64)
    return np.column_stack([np.ones(frame.height), hybrid.to_numpy(), frame["score_before"].to_numpy()])


def j_over_s(frame: pl.DataFrame) -> float:
    arms = [
        frame.filter(side)["score_before"].to_numpy()
        for side in (pl.col("hybrid_share") >= 0.2, pl.col("hybrid_share") < 0.2)
    ]
    s = math.sqrt(sum(((arm - arm.mean()) ** 2).sum() for arm in arms) / (frame.height - 2))
    return (1 - 3 / (4 * (frame.height - 2) - 1)) / s


@pytest.mark.parametrize(
    ("seed", "groups", "size", "between"), [(3, 12, 4, 1.0), (5, 40, 3, 0.9), (6, 20, 8, 0.6), (8, 26, 10, 0.4)]
)
def test_mixed_model_agrees_with_statsmodels(seed: int, groups: int, size: int, between: float) -> None:
    frame = drawn(seed, groups, size, between)
    oracle = MixedLM(frame["score_after"].to_numpy(), regressors(frame), groups=frame["group_id"].to_numpy()).fit()
    assert oracle.converged
    (low, high), factor = oracle.conf_int()[1], j_over_s(frame)

    row = variants(frame)["gemengd_model"]

    assert row["difference"] == pytest.approx(oracle.fe_params[1], abs=1e-5)
    assert row["hedges_g"] == pytest.approx(oracle.fe_params[1] * factor, abs=1e-5)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low * factor, high * factor), abs=1e-4)
    assert row["p_value"] == pytest.approx(oracle.pvalues[1], abs=1e-5)
    assert row["note"] is None


@pytest.mark.parametrize("seed", [5, 6, 7, 8])
def test_mixed_model_finds_the_maximum_where_groups_hardly_differ(seed: int) -> None:
    # statsmodels does not converge on these; the restricted likelihood written out with whole matrices is the oracle
    frame = drawn(seed, 10, 6, 0.0)
    x, y, group = regressors(frame), frame["score_after"].to_numpy(), frame["group_id"].to_numpy()
    same_group = (group[:, None] == group[None, :]).astype(float)

    def fitted(ratio: float) -> tuple[float, float]:
        covariance = np.eye(len(y)) + ratio * same_group
        information = x.T @ np.linalg.solve(covariance, x)
        estimates = np.linalg.solve(information, x.T @ np.linalg.solve(covariance, y))
        residuals = y - x @ estimates
        squares = residuals @ np.linalg.solve(covariance, residuals)
        determinants = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]
        return (len(y) - 3) * math.log(squares) + determinants, estimates[1]

    _, best = min(fitted(ratio) for ratio in np.linspace(0, 0.3, 1501))

    assert variants(frame)["gemengd_model"]["difference"] == pytest.approx(best, abs=1e-4)


def test_without_variance_between_groups_the_mixed_model_is_ordinary_least_squares() -> None:
    frame = drawn(10, 10, 6, 0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that statsmodels finds the variance on its boundary, too
        oracle = MixedLM(frame["score_after"].to_numpy(), regressors(frame), groups=frame["group_id"].to_numpy()).fit()
    assert oracle.cov_re[0, 0] < 1e-6
    plain = sm.OLS(frame["score_after"].to_numpy(), regressors(frame)).fit(use_t=False)
    low, high = plain.conf_int()[1] * j_over_s(frame)

    row = variants(frame)["gemengd_model"]

    assert row["difference"] == pytest.approx(plain.params[1])
    assert (row["ci_low"], row["ci_high"], row["p_value"]) == pytest.approx((low, high, plain.pvalues[1]))
    assert row["note"] == "geen_variantie_tussen_groepen"


def test_a_difference_that_points_the_other_way_than_the_main_one_is_told() -> None:
    # Hybrid pupils start 4 points higher and `na` does not follow `voor` within groups: gains say −0.5, the model 3.5.
    # Group means ±0.5 in an arm: variance 0.5 of an arm's difference; within groups σ² = 0.64/11, slope 0 ± σ/4:
    # standard error √(0.5 + 16 × 0.64/11/16) = 0.7471157; s = √(16/14), J = 1 − 3/55, J/s = 0.8843918
    def group(name: str, share: float, before: float, after: float) -> dict[str, Any]:
        scores = [(before + i, after + j) for i in (-1, 1) for j in (-0.2, 0.2)]
        return {"group_id": name, "hybrid_share": share, "scores": scores}

    hybrid = group("h1", 0.5, 8, 8), group("h2", 0.5, 8, 9)
    found = variants(pupils(*hybrid, group("c1", 0.0, 4, 4.5), group("c2", 0.0, 4, 5.5)))

    assert found["hoofdanalyse"]["difference"] == pytest.approx(-0.5)
    assert found["hoofdanalyse"]["note"] is None
    row = found["gemengd_model"]
    assert (row["difference"], row["hedges_g"]) == pytest.approx((3.5, 3.0953711), abs=1e-6)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((1.8003388, 4.3904040), abs=1e-5)
    assert row["note"] == "ander_teken_dan_hoofdanalyse"
    assert found["vergelijking_zonder_aandeel"]["note"] is None


def test_without_share_only_groups_that_no_hybrid_professional_taught_are_the_comparison() -> None:
    untaught = {"group_id": "c3", "hybrid_share": 0.0, "scores": [(4, 4), (5, 5)]}

    found = variants(pupils(*HYBRID, *OTHERS, untaught))

    # c2 (share 0.19, gain 0.5) goes: gains (2, 1) beside (0.5, 0); s = √(4/6), J = 1 − 3/23
    row = found["vergelijking_zonder_aandeel"]
    counts = row["n_hybrid"], row["n_comparison"], row["groups_hybrid"], row["groups_comparison"]
    assert counts == (4, 4, 2, 2)
    assert (row["difference"], row["hedges_g"]) == pytest.approx((1.25, 1.3312445), abs=1e-6)
    assert row["p_value"] == pytest.approx(ttest_ind([2, 1], [0.5, 0], equal_var=False).pvalue)
    assert found["hoofdanalyse"]["groups_comparison"] == 3
    assert found["hoofdanalyse"]["difference"] == pytest.approx(1.5 - 1 / 3)


def test_the_mixed_model_is_fitted_on_groups_that_no_hybrid_professional_taught_as_well() -> None:
    frame = drawn(3, 12, 4, 1.0)
    taught = drawn(4, 6, 4, 1.0).filter(pl.col("hybrid_share") == 0)
    taught = taught.with_columns(hybrid_share=pl.lit(0.1), group_id=pl.col("group_id") + "x")

    found, plain = variants(pl.concat([frame, taught])), variants(frame)

    assert found["gemengd_model_zonder_aandeel"] == plain["gemengd_model"] | {"variant": "gemengd_model_zonder_aandeel"}
    assert found["gemengd_model"]["groups_comparison"] == 9


def test_an_outcome_in_which_nobody_is_counted_has_its_variants_and_the_reason() -> None:
    lost = pupils({**HYBRID[0], "status": "alleen_voor"})

    found = outcome_sensitivity(lost).select("n_hybrid", "n_comparison", "difference", "note").rows()

    assert found == [(0, 0, None, "geen_leerling_met_beide_metingen")] * 4


def test_main_variant_is_the_published_contrast() -> None:
    frame = drawn(1, 8, 6, 0.5)
    (effect,) = outcome_effects(frame).filter(pl.col("stratum_by") == "alle").to_dicts()

    row = variants(frame)["hoofdanalyse"]

    shared = (
        "n_hybrid",
        "n_comparison",
        "groups_hybrid",
        "groups_comparison",
        "hedges_g",
        "ci_low",
        "ci_high",
        "p_value",
    )
    assert {name: row[name] for name in shared} == {name: effect[name] for name in shared}
    assert row["difference"] == effect["gain_hybrid"] - effect["gain_comparison"]


def test_mixed_model_counts_the_pupils_of_the_main_analysis() -> None:
    lost = [{**HYBRID[0], "status": s} for s in ("alleen_voor", "alleen_na", "andere_groep", "andere_schaal")]
    other_scale = {"group_id": "s1", "hybrid_share": 0.9, "scale_min": 0.0, "scale_max": 100.0, "scores": [(50, 90)]}
    unequal = {"group_id": "c3", "hybrid_share": 0.0, "scores": [(4, 4), (5, 7)]}

    plain, more = (
        outcome_sensitivity(pupils(*HYBRID, *OTHERS, unequal, *extra)) for extra in ([], [*lost, other_scale])
    )

    assert plain.to_dicts() == more.to_dicts()
    assert plain.filter(pl.col("variant") == "gemengd_model")["n_hybrid"].to_list() == [4]


@pytest.mark.parametrize(
    ("groups", "note"),
    [
        pytest.param((HYBRID[0], *OTHERS), "minder_dan_twee_groepen", id="one group on a side"),
        pytest.param(HYBRID, "minder_dan_twee_groepen", id="no comparison"),
        pytest.param(
            tuple({**g, "scores": [(6, after) for _, after in g["scores"]]} for g in (*HYBRID, *OTHERS)),
            "geen_spreiding_in_voormeting",
            id="voor does not vary",
        ),
        pytest.param(
            tuple({**g, "scores": [(x, x + i) for x, _ in g["scores"]]} for i, g in enumerate((*HYBRID, *OTHERS))),
            "model_niet_geconvergeerd",
            id="nothing varies within groups, so all variance lies between them",
        ),
        pytest.param(
            tuple({**g, "scores": [(x, x + 1) for x, _ in g["scores"]]} for g in (*HYBRID, *OTHERS)),
            "model_niet_geconvergeerd",
            id="no variance at all",
        ),
        pytest.param(
            tuple({**g, "scores": g["scores"][:1]} for g in (*HYBRID, *OTHERS)),
            "een_leerling_per_groep",
            id="one pupil a group",
        ),
    ],
)
def test_a_mixed_model_that_cannot_be_fitted_gives_nothing_but_a_note(
    groups: tuple[dict[str, Any], ...], note: str, capfd: pytest.CaptureFixture[str]
) -> None:
    row = variants(pupils(*groups))["gemengd_model"]

    assert {name: row[name] for name in NOTHING} == NOTHING
    assert row["note"] == note
    assert capfd.readouterr() == ("", "")


def test_a_variant_that_cannot_be_tested_says_why_as_the_main_analysis_does() -> None:
    found = variants(pupils(*HYBRID, *OTHERS))

    row = found["vergelijking_zonder_aandeel"]  # c1 alone is left
    assert (row["groups_comparison"], row["p_value"], row["note"]) == (1, None, "minder_dan_twee_groepen")
    assert row["difference"] == pytest.approx(1.0)


def test_every_outcome_has_every_variant_and_no_pupils_give_no_rows() -> None:
    two = pl.concat([pupils(*HYBRID, *OTHERS), pupils(*({**g, "outcome": "beroepsbeeld"} for g in (*HYBRID, *OTHERS)))])

    found = outcome_sensitivity(two).select("outcome", "variant").rows()

    names = ("hoofdanalyse", "gemengd_model", "vergelijking_zonder_aandeel", "gemengd_model_zonder_aandeel")
    assert found == [(outcome, name) for outcome in ("beroepsbeeld", "vakkennis") for name in names]
    assert outcome_sensitivity(pupils()).height == 0
