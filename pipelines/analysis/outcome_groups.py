"""Groups of pupils with their means, and the strata by which student outcomes are compared (estimators.md).

A group is the pupils of one school, school year and group. Counted are pupils with both measurements in the same group
on one scale; everybody else stands in ``outcome_missing``.
"""

from __future__ import annotations

import polars as pl

EVERYBODY, PILOT = "alle", "pilot_id"
STRATA = ("school_id", "school_year", "school_sector", PILOT)
STRATUM = ("outcome", "stratum_by", "stratum")
GROUP = ("school_id", "school_year", "group_id")
SCALE = ("scale_min", "scale_max")
COUNTED = "beide"
"""The status of a pupil who counts."""


def group_means(pupils: pl.DataFrame) -> pl.DataFrame:
    """Per outcome, scale and group: counted pupils, means of ``voor``, ``na`` and gain, and their spread in the group.

    ``before_squares``, ``after_squares`` and ``before_after`` are sums of squares and products of deviations from the
    group's means.

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    counted = pupils.filter(pl.col("status") == COUNTED)
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


def strata_of(pupils: pl.DataFrame) -> pl.DataFrame:
    """``outcome``, ``stratum_by``, ``stratum`` and how many are ``counted``, wherever a pupil was delivered at all.

    A stratum in which nobody is counted is among them: that nothing can be said of it must be said, too.
    """
    counted = (pl.col("status") == COUNTED).sum().alias("counted")
    parts = [
        pupils.group_by("outcome", stratum_by=pl.lit(by), stratum=name)
        .agg(counted)
        .drop_nulls("stratum")
        .sort("stratum", "outcome")
        for by, name in names_of_strata().items()
    ]
    return pl.concat(parts)


def names_of_strata() -> dict[str, pl.Expr]:
    """By what pupils are divided, and of which stratum a pupil then is (null: of none)."""
    return {EVERYBODY: pl.lit(EVERYBODY)} | {by: pl.col(by).cast(pl.String) for by in STRATA}


def by_outcome(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows of pupils or of groups, apart for each outcome: strata are looked up a thousand times."""
    return {str(outcome): part for (outcome,), part in rows.partition_by("outcome", as_dict=True).items()}


def within(rows: pl.DataFrame, outcome: str, by: str, name: str) -> pl.DataFrame:
    """The rows of one outcome and stratum, of pupils or of groups."""
    own = rows.filter(pl.col("outcome") == outcome)
    return own if by == EVERYBODY else own.filter(pl.col(by).cast(pl.String) == name)


def compared(groups: pl.DataFrame, outcome: str, by: str, name: str) -> pl.DataFrame:
    """The groups that are compared in a stratum.

    Of a pilot only its hybrid groups, beside the comparison groups without a pilot of the schools and school years in
    which it has one.
    """
    own = within(groups, outcome, by, name)
    if by != PILOT:
        return own
    hybrid = own.filter("is_hybrid")
    beside = groups.filter(pl.col("outcome") == outcome, pl.col("pilot_id").is_null(), ~pl.col("is_hybrid")).join(
        hybrid.select("school_id", "school_year").unique(), on=["school_id", "school_year"], how="semi"
    )
    return pl.concat([hybrid, beside])


def on_most_used_scale(groups: pl.DataFrame) -> pl.DataFrame:
    """Groups on the scale with most counted pupils: points of different scales are never averaged."""
    scales = groups.group_by(SCALE).agg(pl.col("n").sum()).sort("n", *SCALE, descending=[True, False, False])
    return groups.join(scales.head(1).drop("n"), on=list(SCALE), how="semi", maintain_order="left")


def arms(groups: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Hybrid groups, and the others."""
    return groups.filter("is_hybrid"), groups.filter(~pl.col("is_hybrid"))
