"""The share of placements that lasts after a year, and on any other day (estimators.md, "Retention")."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.placement_strata import exposed, observed, strata_of
from pipelines.analysis.retention import (
    BEGIN_NOT_OBSERVED,
    NOTHING_OBSERVED,
    TOO_SHORT,
    ZERO_BY_LATE_ENTRY,
    estimate_since,
)
from pipelines.analysis.survival import Observed, exits_until, kaplan_meier, zero_before_later_entries

YEAR_DAYS = 365

AFTER_YEAR = {
    "stratum_by": pl.String,
    "stratum": pl.String,
    "n": pl.Int64,
    "survival": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "reason": pl.String,
}


def retention_after_year(history: pl.DataFrame) -> pl.DataFrame:
    """The share of placements that lasts after a year of 365 days, of everybody and every stratum, as `AFTER_YEAR`.

    Args:
        history: one row per placement, as ``mart.placement_history``.
    """
    rows = [
        {"stratum_by": by, "stratum": name, **after_year(observed(exposed(part)))}
        for by, name, part in strata_of(history)
    ]
    return pl.DataFrame(rows, schema=AFTER_YEAR, orient="row")


def after_year(units: Observed) -> dict[str, Any]:
    """``n, exits, survival, ci_low, ci_high, reason``: S(365) with its 95 % interval, or why one of them is missing."""
    survival, reason = survival_on(units, YEAR_DAYS)
    row = {"n": len(units.exit), "exits": int(units.is_exit.sum()), "reason": reason}
    if survival is None:
        return row
    curve = kaplan_meier(units)
    at_risk = int(units.at_risk(np.array([YEAR_DAYS]))[0])
    return row | estimate_since(curve, exits_until(curve, YEAR_DAYS) - 1, at_risk, "niemand_over")


def survival_on(units: Observed, day: int) -> tuple[float | None, str | None]:
    """The share that lasts on a day, exits of that day included, or the reason why it is not known.

    Once everybody has left it stays 0, however early the last one did.
    """
    if not len(units.exit):
        return None, NOTHING_OBSERVED
    if units.entry.min() >= day:
        return None, BEGIN_NOT_OBSERVED
    curve = kaplan_meier(units)
    count = exits_until(curve, day)
    survival = float(curve.survival[count - 1]) if count else 1.0
    if survival == 0 and zero_before_later_entries(units, curve):
        return None, ZERO_BY_LATE_ENTRY
    if survival > 0 and units.exit.max() < day:
        return None, TOO_SHORT
    return survival, None
