"""Mean gain of groups of hybrid professionals, an outcome, scope and calendar year (estimators.md, "Indicators")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.analysis.outcome_groups import (
    COUNTED,
    EVERYBODY,
    GROUP,
    PILOT,
    SCALE,
    arms,
    compared,
    group_means,
    on_most_used_scale,
)

PROGRAMME = "programma"

BY_YEAR = {
    "outcome": pl.String,
    "scope_id": pl.String,
    "period": pl.Int64,
    "groups": pl.Int64,
    "pupils": pl.Int64,
    "gain": pl.Float64,
}


def gain_by_year(pupils: pl.DataFrame) -> pl.DataFrame:
    """Unweighted mean of the hybrid groups' mean gains, in points of the most used scale, as `BY_YEAR`.

    The year of a group is that of its last ``na``. What is compared in a scope is as in ``outcome_effects``, so that
    the same groups give the same gain. No row where no hybrid group is counted.

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    keys = ["outcome", *SCALE, *GROUP]
    years = (
        pupils.filter(pl.col("status") == COUNTED)
        .group_by(keys)
        .agg(period=pl.col("after_on").max().dt.year().cast(pl.Int64))
    )
    groups = group_means(pupils).join(years, on=keys, maintain_order="left")
    of_years = groups.sort("outcome", "period", *GROUP, *SCALE).group_by("outcome", "period", maintain_order=True)
    rows = [row for (outcome, period), part in of_years for row in _rows(part, str(outcome), period)]
    return pl.DataFrame(rows, schema=BY_YEAR, orient="row")


def _rows(groups: pl.DataFrame, outcome: str, period: object) -> Iterator[dict[str, Any]]:
    pilots = groups.filter("is_hybrid")["pilot_id"].drop_nulls().unique().sort()
    scopes = [(PROGRAMME, EVERYBODY, EVERYBODY), *((pilot, PILOT, pilot) for pilot in pilots)]
    for scope, by, name in scopes:
        hybrid, _ = arms(on_most_used_scale(compared(groups, outcome, by, name)))
        if hybrid.height:
            figures = {"groups": hybrid.height, "pupils": int(hybrid["n"].sum()), "gain": hybrid["gain"].mean()}
            yield {"outcome": outcome, "scope_id": scope, "period": period, **figures}
