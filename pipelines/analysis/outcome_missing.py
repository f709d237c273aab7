"""Which pupils the gains are about, and which they are not (estimators.md, "Student outcomes").

A gain is read beside its response: pupils with one measurement, or two that cannot be compared, are counted here.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.analysis.outcome_groups import (
    COUNTED,
    GROUP,
    PILOT,
    SCALE,
    STRATUM,
    arms,
    by_outcome,
    compared,
    group_means,
    names_of_strata,
    on_most_used_scale,
)

STATUSES = {
    "n_only_before": "alleen_voor",
    "n_only_after": "alleen_na",
    "n_other_group": "andere_groep",
    "n_other_scale": "andere_schaal",
}
MISSING = {
    "outcome": pl.String,
    "stratum_by": pl.String,
    "stratum": pl.String,
    "pupils": pl.Int64,
    "n_both": pl.Int64,
    "n_scale_not_used": pl.Int64,
    **dict.fromkeys(STATUSES, pl.Int64),
    "comparison_pupils": pl.Int64,
    "comparison_both": pl.Int64,
}
OF_PILOTS = dict.fromkeys(STRATUM, pl.String) | dict.fromkeys(
    ("on_contrasts_scale", "comparison_pupils", "comparison_both"), pl.Int64
)
PLACE = ("outcome", "school_id", "school_year")


def outcome_missing(pupils: pl.DataFrame) -> pl.DataFrame:
    """How many pupils are counted in each contrast of ``outcome_effects``, and why the others are not, as `MISSING`.

    ``pupils`` is the sum of the columns ``n_…``: ``n_both`` are those whose gain is used, ``n_scale_not_used`` those
    measured twice on a scale that fewer pupils had, so that ``n_both`` = ``n_hybrid`` + ``n_comparison``. A pilot's
    row counts the pilot's own pupils. Those it is compared with stand beside: ``comparison_pupils``, of whom
    ``comparison_both`` are counted (null elsewhere).

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    counts = _counts(pupils)
    n, status = pl.col("n"), pl.col("status")
    totals = counts.group_by(STRATUM, maintain_order=True).agg(
        pupils=n.sum(),
        both=n.filter(status == COUNTED).sum(),
        on_most_used_scale=n.filter(status == COUNTED).max().fill_null(0),
        **{column: n.filter(status == name).sum() for column, name in STATUSES.items()},
    )
    found = totals.join(_of_pilots(pupils, counts), on=list(STRATUM), how="left", maintain_order="left")
    found = found.with_columns(n_both=pl.coalesce("on_contrasts_scale", "on_most_used_scale"))
    return found.with_columns(n_scale_not_used=pl.col("both") - pl.col("n_both")).select(*MISSING)


def _counts(pupils: pl.DataFrame) -> pl.DataFrame:
    """``n`` pupils of every stratum, a scale and status."""
    parts = [
        pupils.group_by("outcome", *SCALE, "status", stratum_by=pl.lit(by), stratum=name).agg(n=pl.len().cast(pl.Int64))
        for by, name in names_of_strata().items()
    ]
    return pl.concat(parts).drop_nulls("stratum").sort(*STRATUM, *SCALE, "status")


def _of_pilots(pupils: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """What a pilot's row takes from its contrast, which has groups of others in it, as `OF_PILOTS`."""
    groups = group_means(pupils)
    apart, beside = by_outcome(groups), _without_pilot(pupils, groups)
    of_pilots = counts.filter(pl.col("stratum_by") == PILOT).partition_by("outcome", "stratum", as_dict=True)
    rows = [
        {"outcome": outcome, "stratum_by": PILOT, "stratum": pilot}
        | _of_pilot(compared(apart.get(outcome, groups), outcome, PILOT, pilot), own, beside)
        for (outcome, pilot), own in of_pilots.items()
    ]
    return pl.DataFrame(rows, schema=OF_PILOTS, orient="row")


def _of_pilot(contrast: pl.DataFrame, own: pl.DataFrame, beside: pl.DataFrame) -> dict[str, Any]:
    hybrid, _ = arms(contrast)
    used = on_most_used_scale(contrast)
    both = own.filter(pl.col("status") == COUNTED).join(used, on=list(SCALE), how="semi")
    return {
        # without hybrid groups there is no contrast, and so no scale of it
        "on_contrasts_scale": both["n"].sum() if contrast.height else None,
        "comparison_pupils": beside.join(hybrid, on=list(PLACE), how="semi")["n"].sum(),
        "comparison_both": arms(used)[1]["n"].sum(),
    }


def _without_pilot(pupils: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """``n`` pupils of a school and school year that may be compared with a pilot: of no pilot, in no hybrid group."""
    others = groups.filter(pl.col("is_hybrid") | pl.col(PILOT).is_not_null())
    left = pupils.filter(pl.col(PILOT).is_null()).join(others, on=["outcome", *SCALE, *GROUP], how="anti")
    return left.group_by(PLACE).agg(n=pl.len().cast(pl.Int64))
