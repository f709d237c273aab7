"""Kaplan–Meier with late entry, and what is read off it. Plain arrays; days are whole days since the start.

A unit is at risk on day t iff entry < t ≤ exit; exits precede censorings of the same day. Written here because the
kept libraries either lack late entry or warn and return nan where few are at risk; they serve as oracles in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2, norm

Z_95 = float(norm.ppf(0.975))
HALF_TOLERANCE = 1e-9
RANK_TOLERANCE = 1e-9  # of the largest eigenvalue; sums over thousands of days round off more than one operation does
Days = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observed:
    """Units under observation: ``entry`` and ``exit`` in days (entry < exit), and whether the exit was one."""

    entry: Days
    exit: Days
    is_exit: NDArray[np.bool_]

    def at_risk(self, days: Days) -> Days:
        """How many are at risk on each of the days."""
        entered = np.searchsorted(np.sort(self.entry), days, side="left")
        gone = np.searchsorted(np.sort(self.exit), days, side="left")
        return (entered - gone).astype(np.int64)

    def exits_on(self, days: Days) -> Days:
        """How many exit on each of the days, which must be sorted."""
        gone = np.sort(self.exit[self.is_exit])
        until = np.searchsorted(gone, days, side="right") - np.searchsorted(gone, days, side="left")
        return until.astype(np.int64)

    @property
    def exit_days(self) -> Days:
        return np.unique(self.exit[self.is_exit])


@dataclass(frozen=True, slots=True)
class Curve:
    """Survival just after each day with an exit, with Greenwood's sum and the log–log interval (nan: none)."""

    days: Days
    at_risk: Days
    exits: Days
    survival: Floats
    greenwood: Floats
    ci_low: Floats
    ci_high: Floats


def kaplan_meier(observed: Observed) -> Curve:
    """The product-limit estimate (Kaplan & Meier 1958) over risk sets with late entry.

    Variance by Greenwood (1926); interval on the scale log(−log S) (Kalbfleisch & Prentice 1980), none where S is 0
    or 1, or where one unit is at risk.
    """
    days = observed.exit_days
    n, d = observed.at_risk(days), observed.exits_on(days)
    product = np.cumprod(1.0 - d / n, dtype=np.float64)
    survival = np.where(np.cumsum(n == d) > 0, 0.0, product)  # once zero, exactly zero
    with np.errstate(divide="ignore"):
        terms = np.where(n > d, d / (n * np.maximum(n - d, 1)), 0.0)
    greenwood = np.cumsum(terms)
    bounded = (survival > 0) & (survival < 1) & (n > 1)
    log_s = np.log(np.where(bounded, survival, 0.5))
    spread = Z_95 * np.sqrt(greenwood) / log_s
    low = np.where(bounded, np.exp(log_s * np.exp(-spread)), np.nan)
    high = np.where(bounded, np.exp(log_s * np.exp(spread)), np.nan)
    return Curve(days, n, d, survival, greenwood, np.fmin(low, high), np.fmax(low, high))


def first_day_at_half(days: Days, values: Floats) -> int | None:
    """The smallest day on which a falling curve is at most one half; None when it never is."""
    reached = np.flatnonzero(values <= 0.5 + HALF_TOLERANCE)
    return int(days[reached[0]]) if len(reached) else None


def exits_until(curve: Curve, day: int) -> int:
    """How many days with an exit there are up to and including a day."""
    return int(np.searchsorted(curve.days, day, side="right"))


def restricted_mean(curve: Curve, horizon: int) -> tuple[float, float]:
    """Area under the curve from 0 to the horizon (days), and its standard error.

    Variance Σ A(t)² d/(n(n−d)) over exits up to the horizon, with A(t) the area from t to the horizon; a term with
    n = d is 0 (Klein & Moeschberger 2003, section 4.5).
    """
    within = curve.days <= horizon
    days, survival = curve.days[within], curve.survival[within]
    steps = np.diff(np.concatenate(([0], days, [horizon])))
    areas = steps * np.concatenate(([1.0], survival))
    after = np.cumsum(areas[::-1])[::-1][1:]
    n, d = curve.at_risk[within], curve.exits[within]
    terms = np.where(n > d, after**2 * d / (n * np.maximum(n - d, 1)), 0.0)
    return float(areas.sum()), float(np.sqrt(terms.sum()))


def zero_before_later_entries(observed: Observed, curve: Curve) -> bool:
    """Whether the curve falls to 0 while others still enter on that day or later: then it says nothing of them."""
    zero = np.flatnonzero(curve.survival == 0)
    return bool(len(zero)) and bool((observed.entry >= curve.days[zero[0]]).any())


def has_gap(observed: Observed, horizon: int) -> bool:
    """Whether nobody is at risk for a while before the horizon, between those who left and those who enter later."""
    order = np.argsort(observed.entry, kind="stable")
    entries, furthest = observed.entry[order], np.maximum.accumulate(observed.exit[order])
    return bool(((entries[1:] > furthest[:-1]) & (furthest[:-1] < horizon)).any())


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test of equal survival; ``is_thin`` when the approximation rests on few exits."""

    chi2: float
    df: int
    p: float
    is_thin: bool


def log_rank(groups: list[Observed], least_expected: float = 1.0, least_exits: int = 10) -> LogRank | None:
    """Log-rank test over groups with late entry (Mantel 1966; degrees of freedom: rank of the covariance).

    Groups that are never at risk on a day with an exit do not count; None with fewer than two that do.
    """
    if not groups:
        return None
    days = np.unique(np.concatenate([g.exit_days for g in groups]))
    at_risk = np.array([g.at_risk(days) for g in groups], dtype=np.float64)
    exits = np.array([g.exits_on(days) for g in groups], dtype=np.float64)
    counting = at_risk.sum(axis=1) > 0 if len(days) else np.zeros(len(groups), dtype=bool)
    if counting.sum() < 2:
        return None
    at_risk, exits = at_risk[counting], exits[counting]
    n, d = at_risk.sum(axis=0), exits.sum(axis=0)
    share = at_risk / n
    expected = (share * d).sum(axis=1)
    weight = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    covariance = np.diag((share * weight).sum(axis=1)) - (share * weight) @ share.T
    rank = int(np.linalg.matrix_rank(covariance, rtol=RANK_TOLERANCE, hermitian=True))
    if rank == 0:
        return None
    difference = exits.sum(axis=1) - expected
    statistic = float(difference @ np.linalg.pinv(covariance, rtol=RANK_TOLERANCE, hermitian=True) @ difference)
    is_thin = bool(expected.min() < least_expected or d.sum() < least_exits)
    return LogRank(statistic, rank, float(chi2.sf(statistic, rank)), is_thin)
