"""Student outcomes: gains of hybrid and other groups a stratum (estimators.md, "Student outcomes").

The unit is a group: pupils of one school, school year and group. Pupils were not assigned at random, so a difference is
never by itself an effect of hybrid professionals; `evidence_class` says how far the groups were alike beforehand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import t as student_t

EVERYBODY = "alle"
STRATA = ("school_id", "school_year", "school_sector")
EXPLORATORY_PILOT = "pilot_id"
METHOD = "welch_groepen"
GROUP = ("school_id", "school_year", "group_id")
SCALE = ("scale_min", "scale_max")

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

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    groups = group_means(pupils)
    rows = [row for by, name, part in _strata(groups) for row in _effects(by, name, part)]
    effects = pl.DataFrame(rows, schema=EFFECTS, orient="row")
    return effects.with_columns(p_adjusted=_holm(effects))


def group_means(pupils: pl.DataFrame) -> pl.DataFrame:
    """Per outcome, scale and group: counted pupils, means of ``voor``, ``na`` and gain, and their spread in the group.

    Counted are pupils with both measurements in the same group on one scale. ``before_squares``, ``after_squares`` and
    ``before_after`` are sums of squares and products of deviations from the group's means.
    """
    counted = pupils.filter(pl.col("status") == "beide")
    before, after = pl.col("score_before"), pl.col("score_after")
    groups = counted.group_by("outcome", *SCALE, *GROUP, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("n"),
        before.mean().alias("before"),
        after.mean().alias("after"),
        ((before - before.mean()) ** 2).sum().alias("before_squares"),
        ((after - after.mean()) ** 2).sum().alias("after_squares"),
        ((before - before.mean()) * (after - after.mean())).sum().alias("before_after"),
        (after - before).mean().alias("gain"),
        pl.col("hybrid_share").mean().round(6).alias("share"),
        pl.col("hybrid_threshold").first(),
        pl.col("pilot_id").drop_nulls().sort().mode().sort().first().alias("pilot_id"),
        pl.col("school_sector").first(),
    )
    return groups.with_columns(is_hybrid=pl.col("share") >= pl.col("hybrid_threshold"))


def _strata(groups: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    if groups.height:
        yield EVERYBODY, EVERYBODY, groups
    for by in STRATA:
        for (name,), part in groups.sort(by).group_by(by, maintain_order=True):
            yield by, str(name), part
    for pilot in groups["pilot_id"].drop_nulls().unique().sort():
        yield EXPLORATORY_PILOT, str(pilot), _of_pilot(groups, pilot)


def _of_pilot(groups: pl.DataFrame, pilot: str) -> pl.DataFrame:
    """A pilot's hybrid groups, beside groups without a pilot of the same schools and school years."""
    hybrid = groups.filter((pl.col("pilot_id") == pilot) & pl.col("is_hybrid"))
    beside = groups.filter(pl.col("pilot_id").is_null()).join(
        hybrid.select("outcome", "school_id", "school_year").unique(),
        on=["outcome", "school_id", "school_year"],
        how="semi",
    )
    return pl.concat([hybrid, beside.with_columns(is_hybrid=pl.lit(False))])


def _effects(by: str, name: str, part: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for (outcome,), of_outcome in part.sort("outcome").group_by("outcome", maintain_order=True):
        on_one_scale = on_most_used_scale(of_outcome)
        yield {"outcome": outcome, "stratum_by": by, "stratum": name, **contrast(*arms(on_one_scale))}


def on_most_used_scale(groups: pl.DataFrame) -> pl.DataFrame:
    """Groups on the scale with most counted pupils: points of different scales are never averaged."""
    scales = groups.group_by(SCALE).agg(pl.col("n").sum()).sort("n", *SCALE, descending=[True, False, False])
    return groups.join(scales.head(1).drop("n"), on=list(SCALE), how="semi")


def arms(groups: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Hybrid groups, and the others."""
    return groups.filter("is_hybrid"), groups.filter(~pl.col("is_hybrid"))


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
    if not hybrid.height or not other.height:
        return row | {"reason": "geen_groep_aan_een_kant"}
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
