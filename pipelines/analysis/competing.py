"""Cumulative incidence of competing exits with late entry (Aalen–Johansen), exact with ties.

Written here because no kept library has both: lifelines breaks ties at random, and statsmodels' `CumIncidenceRight`
knows no entry times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.analysis.survival import Z_95, Days, Floats, Observed, kaplan_meier


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
