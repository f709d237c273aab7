"""How much the student outcomes hang on choices: the contrast of everybody under other choices, beside the main one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.outcome_groups import EVERYBODY, arms, group_means, on_most_used_scale, strata_of, within
from pipelines.analysis.outcomes import NOBODY_COUNTED, contrast, g_per_point
from pipelines.analysis.random_intercept import Array, GroupSums, NotConverged, fitted_coefficient

MAIN = "hoofdanalyse"
MIXED_MODEL = "gemengd_model"
WITHOUT_SHARE = "vergelijking_zonder_aandeel"
MIXED_WITHOUT_SHARE = "gemengd_model_zonder_aandeel"

OUTCOME_SENSITIVITY = {
    "outcome": pl.String,
    "variant": pl.String,
    "n_hybrid": pl.Int64,
    "n_comparison": pl.Int64,
    "groups_hybrid": pl.Int64,
    "groups_comparison": pl.Int64,
    "difference": pl.Float64,
    "hedges_g": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "p_value": pl.Float64,
    "note": pl.String,
}


def outcome_sensitivity(pupils: pl.DataFrame) -> pl.DataFrame:
    """The contrast of everybody, per outcome and variant, as `OUTCOME_SENSITIVITY`.

    ``difference`` is in score points (hybrid − comparison), the interval is that of ``hedges_g``, p is not adjusted.
    All variants of an outcome are on the scale (of points) of the main analysis.

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    groups = group_means(pupils)
    everybody = strata_of(pupils).filter(pl.col("stratum_by") == EVERYBODY)
    rows = [
        {"outcome": outcome, **row, **({} if counted else {"note": NOBODY_COUNTED})}
        for outcome, by, name, counted in everybody.iter_rows()
        for row in _variants(within(groups, outcome, by, name))
    ]
    return pl.DataFrame(rows, schema=OUTCOME_SENSITIVITY, orient="row")


def _variants(groups: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Main, the mixed model, comparison groups that no hybrid professional taught, and both of these at once."""
    hybrid, other = arms(on_most_used_scale(groups))
    untaught = other.filter(pl.col("share") == 0)
    main = _welch(hybrid, other)
    yield {"variant": MAIN, **main}
    yield {"variant": MIXED_MODEL, **_compared(_mixed_model(hybrid, other), main)}
    yield {"variant": WITHOUT_SHARE, **_compared(_welch(hybrid, untaught), main)}
    yield {"variant": MIXED_WITHOUT_SHARE, **_compared(_mixed_model(hybrid, untaught), main)}


def _compared(row: dict[str, Any], main: dict[str, Any]) -> dict[str, Any]:
    """With a note when the difference points the other way than the main one."""
    found, expected = row.get("difference"), main.get("difference")
    if found is None or expected is None or found * expected >= 0:
        return row
    return row | {"note": ", ".join(filter(None, ("ander_teken_dan_hoofdanalyse", row.get("note"))))}


def _welch(hybrid: pl.DataFrame, other: pl.DataFrame) -> dict[str, Any]:
    """The contrast of `mart.outcome_effects`, its reason as the note."""
    found = contrast(hybrid, other)
    row = {name: value for name, value in found.items() if name in OUTCOME_SENSITIVITY}
    gains = found["gain_hybrid"], found["gain_comparison"]
    return row | {"difference": None if None in gains else gains[0] - gains[1], "note": found.get("reason")}


def _mixed_model(hybrid: pl.DataFrame, other: pl.DataFrame) -> dict[str, Any]:
    """``na`` on hybrid (0/1) and ``voor`` with a random intercept a group, on the pupils of the main analysis.

    Two groups a side are the least with which variance between groups can be told from the difference.
    """
    row = {
        "n_hybrid": int(hybrid["n"].sum()),
        "n_comparison": int(other["n"].sum()),
        "groups_hybrid": hybrid.height,
        "groups_comparison": other.height,
    }
    if min(hybrid.height, other.height) < 2:
        return row | {"note": "minder_dan_twee_groepen"}
    factor = g_per_point(hybrid, other)
    if factor is None:
        return row | {"note": "geen_spreiding_in_voormeting"}
    if row["n_hybrid"] + row["n_comparison"] == hybrid.height + other.height:
        return row | {"note": "een_leerling_per_groep"}
    try:
        found = fitted_coefficient(_group_sums(pl.concat([hybrid, other])), at=1)
    except NotConverged:
        return row | {"note": "model_niet_geconvergeerd"}
    return row | {
        "difference": found.estimate,
        "hedges_g": found.estimate * factor,
        "ci_low": found.low * factor,
        "ci_high": found.high * factor,
        "p_value": found.p_value,
        "note": None if found.between_share > 0 else "geen_variantie_tussen_groepen",
    }


def _group_sums(groups: pl.DataFrame) -> GroupSums:
    """Columns: constant, hybrid, ``voor``, ``na``; the scores from their mean, so that nothing is lost in rounding."""
    n = groups["n"].cast(pl.Float64).to_numpy()
    scores = groups.select("before", "after").to_numpy()
    means: Array = np.column_stack(
        [
            np.ones(len(n)),
            groups["is_hybrid"].cast(pl.Float64).to_numpy(),
            scores - np.average(scores, axis=0, weights=n),
        ]
    )
    squares, products = (float(groups[name].sum()) for name in ("before_squares", "before_after"))
    within = np.zeros((4, 4))
    within[2:, 2:] = [[squares, products], [products, float(groups["after_squares"].sum())]]
    return GroupSums(n, means, within)
