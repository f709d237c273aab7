"""Student outcomes: gains of hybrid and other groups a stratum (estimators.md, "Student outcomes").

The unit is a group: pupils of one school, school year and group. Pupils were not assigned at random, so a difference is
never by itself an effect of hybrid professionals; `evidence_class` says how far the groups were alike beforehand.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import t as student_t

from pipelines.analysis.outcome_groups import arms, by_outcome, compared, group_means, on_most_used_scale, strata_of

METHOD = "welch_groepen"
NOBODY_COUNTED = "geen_leerling_met_beide_metingen"
LEAST_PUPILS = 4
"""With three counted pupils J is 0, with two it is 4: neither says anything of their difference."""

EFFECTS = {
    "outcome": pl.String,
    "stratum_by": pl.String,
    "stratum": pl.String,
    "n_hybrid": pl.Int64,
    "n_comparison": pl.Int64,
    "groups_hybrid": pl.Int64,
    "groups_comparison": pl.Int64,
    "gain_hybrid": pl.Float64,
    "gain_comparison": pl.Float64,
    "hedges_g": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "p_value": pl.Float64,
    "p_adjusted": pl.Float64,
    "baseline_smd": pl.Float64,
    "evidence_class": pl.String,
    "method": pl.String,
    "reason": pl.String,
}


def outcome_effects(pupils: pl.DataFrame) -> pl.DataFrame:
    """Gains of hybrid and comparison groups, their standardised difference and its test, as `EFFECTS`.

    A row for each outcome and stratum in which a pupil was delivered, counted or not.

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    groups = group_means(pupils)
    apart = by_outcome(groups)
    rows = [_effect(apart.get(outcome, groups), outcome, *rest) for outcome, *rest in strata_of(pupils).iter_rows()]
    effects = pl.DataFrame(rows, schema=EFFECTS, orient="row")
    return effects.with_columns(p_adjusted=_holm(effects))


def _effect(groups: pl.DataFrame, outcome: str, by: str, name: str, counted: int) -> dict[str, Any]:
    row = contrast(*arms(on_most_used_scale(compared(groups, outcome, by, name))))
    if not counted:
        row["reason"] = NOBODY_COUNTED
    return {"outcome": outcome, "stratum_by": by, "stratum": name, **row}


def contrast(hybrid: pl.DataFrame, other: pl.DataFrame) -> dict[str, Any]:
    """One contrast. Hedges' g of the difference in mean group gains, in pooled standard deviations of ``voor``.

    The interval is Welch's, of the difference, on the scale of g.
    """
    row: dict[str, Any] = {
        "n_hybrid": int(hybrid["n"].sum()),
        "n_comparison": int(other["n"].sum()),
        "groups_hybrid": hybrid.height,
        "groups_comparison": other.height,
        "gain_hybrid": hybrid["gain"].mean(),
        "gain_comparison": other["gain"].mean(),
        "method": METHOD,
        "evidence_class": "beschrijvend",
    }
    if not hybrid.height:
        return row | {"reason": "geen_hybride_groep"}
    if not other.height:
        return row | {"reason": "geen_vergelijkingsgroep"}
    if row["n_hybrid"] + row["n_comparison"] < LEAST_PUPILS:
        return row | {"reason": "te_weinig_leerlingen"}
    factor = g_per_point(hybrid, other)
    if factor is None:
        return row | {"reason": "geen_spreiding_in_voormeting"}
    row["hedges_g"] = factor * _difference(hybrid, other, "gain")
    row["baseline_smd"] = factor * _difference(hybrid, other, "before")
    if hybrid.height < 2 or other.height < 2:
        return row | {"reason": "minder_dan_twee_groepen"}
    row["evidence_class"] = _evidence_class(row["baseline_smd"])
    test = _welch(hybrid["gain"], other["gain"])
    if test is None:
        return row | {"reason": "geen_spreiding_tussen_groepen"}
    low, high, p_value = test
    return row | {"ci_low": low * factor, "ci_high": high * factor, "p_value": p_value}


def g_per_point(hybrid: pl.DataFrame, other: pl.DataFrame) -> float | None:
    """Hedges' g of a difference of one point, J/s; None where ``voor`` does not vary.

    s pools the two arms' deviations with n − 1 weights; J = 1 − 3/(4(N − 2) − 1) for N pupils (Hedges 1981).
    """
    scale = _standard_deviation_before(hybrid, other)
    pupils = int(hybrid["n"].sum()) + int(other["n"].sum())
    return None if scale is None else (1 - 3 / (4 * (pupils - 2) - 1)) / scale


def _difference(hybrid: pl.DataFrame, other: pl.DataFrame, column: str) -> float:
    """Of the unweighted means of group means."""
    return _mean(hybrid[column]) - _mean(other[column])


def _mean(values: pl.Series) -> float:
    return float(np.mean(values.to_numpy()))


def _standard_deviation_before(hybrid: pl.DataFrame, other: pl.DataFrame) -> float | None:
    """Pooled standard deviation of pupils' ``voor`` over the two arms, groups ignored; None where it is 0 or none."""
    squares, degrees = 0.0, 0
    for arm in (hybrid, other):
        n = int(arm["n"].sum())
        mean = float((arm["n"] * arm["before"]).sum()) / n
        squares += float((arm["before_squares"] + arm["n"] * (arm["before"] - mean) ** 2).sum())
        degrees += n - 1
    return math.sqrt(squares / degrees) if degrees > 0 and squares > 1e-12 else None


def _evidence_class(smd: float) -> str:
    """Baseline equivalence in the bands of the What Works Clearinghouse (Procedures and Standards Handbook 5.0)."""
    if abs(smd) > 0.25:
        return "onvergelijkbaar"
    return "correctie_nodig" if abs(smd) > 0.05 else "vergelijkbaar"


def _welch(one: pl.Series, two: pl.Series) -> tuple[float, float, float] | None:
    """Welch's (1947) interval of the difference of two means, and its p; None where neither side varies."""
    variances = [float(np.var(side.to_numpy(), ddof=1)) / len(side) for side in (one, two)]
    total = sum(variances)
    if total <= 1e-15:
        return None
    degrees = total**2 / sum(v**2 / (len(side) - 1) for v, side in zip(variances, (one, two), strict=True))
    difference, error = _mean(one) - _mean(two), math.sqrt(total)
    reach = float(student_t.ppf(0.975, degrees)) * error
    return difference - reach, difference + reach, float(2 * student_t.sf(abs(difference) / error, degrees))


def _holm(effects: pl.DataFrame) -> pl.Series:
    """Holm's (1979) adjustment over the outcomes that have a p, within one stratum."""
    adjusted: list[float | None] = [None] * effects.height
    keyed = effects.with_row_index("at").filter(pl.col("p_value").is_not_null())
    for _, family in keyed.group_by("stratum_by", "stratum", maintain_order=True):
        highest = 0.0
        for rank, (at, p) in enumerate(family.sort("p_value").select("at", "p_value").iter_rows()):
            highest = max(highest, min(1.0, (family.height - rank) * p))
            adjusted[at] = highest
    return pl.Series("p_adjusted", adjusted, dtype=pl.Float64)
