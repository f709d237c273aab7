"""Cumulative incidence of competing exits with late entry (Aalen–Johansen), exact with ties.

Written here because no kept library has both: lifelines breaks ties at random, and statsmodels' `CumIncidenceRight`
knows no entry times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.placement_strata import exposed, observed, strata_of
from pipelines.analysis.retention import ZERO_BY_LATE_ENTRY
from pipelines.analysis.survival import Z_95, Days, Floats, Observed, kaplan_meier, zero_before_later_entries

NONE_YET = "geen_uitstroom_tot_hier"
COMPETING = {
    "stratum_by": pl.String,
    "stratum": pl.String,
    "exit_reason": pl.String,
    "days": pl.Int64,
    "cumulative_incidence": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "reason": pl.String,
}


def retention_competing(history: pl.DataFrame) -> pl.DataFrame:
    """Cumulative incidence of every exit reason, of everybody and every stratum, as `COMPETING`.

    A row for day 0 and for each day with an exit of any reason, so that on each of them the reasons and the survival
    of ``retention_curve`` add up to 1.

    Args:
        history: one row per placement, as ``mart.placement_history``.
    """
    rows = [row for by, name, part in strata_of(history) for row in _incidence_rows(by, name, exposed(part))]
    return pl.DataFrame(rows, schema=COMPETING, orient="row")


def _incidence_rows(by: str, name: str, placements: pl.DataFrame) -> Iterator[dict[str, Any]]:
    units = observed(placements)
    curve = kaplan_meier(units)
    is_zeroed = (curve.survival == 0) & zero_before_later_entries(units, curve)
    for cause in placements.filter("is_exit")["exit_reason"].unique().sort():
        one = {"stratum_by": by, "stratum": name, "exit_reason": cause}
        yield {**one, "days": 0, "cumulative_incidence": 0.0, "reason": NONE_YET}
        is_own = (placements["is_exit"] & (placements["exit_reason"] == cause)).to_numpy()
        found = aalen_johansen(units, Observed(units.entry, units.exit, is_own))
        for i, day in enumerate(found.days):
            row = {**one, "days": int(day), "cumulative_incidence": float(found.incidence[i])}
            yield row | ({"reason": ZERO_BY_LATE_ENTRY} if is_zeroed[i] else _interval(found, i))


def _interval(found: Incidence, i: int) -> dict[str, Any]:
    """Limits on the i-th day, or the reason why there are none."""
    if found.incidence[i] == 0:
        return {"reason": NONE_YET}
    low, high = float(found.ci_low[i]), float(found.ci_high[i])
    return {"reason": "niemand_over"} if np.isnan(low) else {"ci_low": low, "ci_high": high}


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of one cause just after each day with an exit of any cause (nan: no interval)."""

    days: Days
    incidence: Floats
    standard_error: Floats
    ci_low: Floats
    ci_high: Floats


def aalen_johansen(observed: Observed, of_cause: Observed) -> Incidence:
    """Share that has left by one cause, others competing.

    The increment on a day is S(t−)·d_k/n. Variance by Aalen (1978), with d exits of any cause, d_k of this one and n at
    risk on day s: Var F(t) = Σ_{s≤t} {[F(t)−F(s)]²·d/(n(n−d)) + S(s−)²·d_k(n−d_k)/n³ − 2[F(t)−F(s)]·S(s−)·d_k/n²}, the
    first term 0 where n = d. With one cause it is Greenwood's. Limits on the scale log(−log(1−F)).

    Args:
        observed: all units, an exit of any cause being one.
        of_cause: the same units, only exits of this cause being one.
    """
    curve = kaplan_meier(observed)
    n, d = curve.at_risk.astype(np.float64), curve.exits.astype(np.float64)
    d_k = of_cause.exits_on(curve.days).astype(np.float64)
    before = np.concatenate(([1.0], curve.survival[:-1])) if len(curve.days) else np.empty(0)
    incidence = np.cumsum(before * d_k / n)
    # the sum over s ≤ t, its squares written out, so that one pass gives all t
    leaving = np.where(n > d, d / (n * np.maximum(n - d, 1)), 0.0)
    own, shared = before**2 * d_k * (n - d_k) / n**3, before * d_k / n**2
    variance = (
        incidence**2 * np.cumsum(leaving)
        - 2 * incidence * np.cumsum(incidence * leaving)
        + np.cumsum(incidence**2 * leaving)
        + np.cumsum(own)
        - 2 * incidence * np.cumsum(shared)
        + 2 * np.cumsum(incidence * shared)
    )
    error = np.sqrt(np.maximum(variance, 0.0))
    low, high = _limits(incidence, error)
    return Incidence(curve.days, incidence, error, low, high)


def _limits(incidence: Floats, error: Floats) -> tuple[Floats, Floats]:
    bounded = (incidence > 0) & (incidence < 1 - 1e-12)
    rest = np.where(bounded, 1 - incidence, 0.5)
    spread = Z_95 * error / (rest * np.log(rest))
    one, other = 1 - rest ** np.exp(spread), 1 - rest ** np.exp(-spread)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(bounded, low, np.nan), np.where(bounded, high, np.nan)
