"""Retention after a year, a scope and calendar year (estimators.md, "Indicators": an estimate)."""

from __future__ import annotations

import polars as pl

from pipelines.analysis.after_year import after_year
from pipelines.analysis.placement_strata import observed

BY_YEAR = {
    "scope_id": pl.String,
    "period": pl.Int64,
    "n": pl.Int64,
    "exits": pl.Int64,
    "survival": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "reason": pl.String,
}


def retention_by_year(follow_up: pl.DataFrame) -> pl.DataFrame:
    """S(365) of every scope and calendar year by Kaplan and Meier (1958) with its interval, as `BY_YEAR`.

    Args:
        follow_up: one row per scope, year and placement with exposure, as ``mart.follow_up_by_year``.
    """
    keys = ["scope_id", "period"]
    rows = [
        dict(zip(keys, key, strict=True)) | after_year(observed(part))
        for key, part in follow_up.sort(keys).group_by(keys, maintain_order=True)
    ]
    return pl.DataFrame(rows, schema=BY_YEAR, orient="row")
