"""How much the retention figures hang on choices: the same figures under another choice, beside the main ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from pipelines.analysis.after_year import YEAR_DAYS, survival_on
from pipelines.analysis.placement_strata import exposed, observed
from pipelines.analysis.retention import HORIZON_DAYS, LIMIT_NOT_REACHED, estimates

SENSITIVITY = {
    "variant": pl.String,
    "n": pl.Int64,
    "exits": pl.Int64,
    "survival_365": pl.Float64,
    "survival_730": pl.Float64,
    "median_days": pl.Int64,
    "rmst_730": pl.Float64,
    "rmst_730_se": pl.Float64,
    "reason": pl.String,
}
Variant = Callable[[pl.DataFrame], tuple[pl.DataFrame, str]]
"""From the history to the placements that count, and the column that says which exits count."""


def _as_published(history: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    return history, "is_exit"


def _pilot_end_as_exit(history: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    return history, "has_ended"


def _without_assumed_entry(history: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    return history.filter(~pl.col("is_entry_assumed")), "is_exit"


VARIANTS: dict[str, Variant] = {
    "hoofdanalyse": _as_published,
    "pilot_beeindigd_als_uitstroom": _pilot_end_as_exit,
    "zonder_aangenomen_instroom": _without_assumed_entry,
}


def retention_sensitivity(history: pl.DataFrame) -> pl.DataFrame:
    """Figures of everybody under each choice, as `SENSITIVITY`.

    Args:
        history: one row per placement, as ``mart.placement_history``.
    """
    rows = [_row(name, *choose(history)) for name, choose in VARIANTS.items()] if history.height else []
    return pl.DataFrame(rows, schema=SENSITIVITY, orient="row")


def _row(name: str, history: pl.DataFrame, exits: str) -> dict[str, Any]:
    units = observed(exposed(history), exits)
    found, given = estimates(units)
    reasons = [reason for reason in given if reason != LIMIT_NOT_REACHED]  # limits of the median are not shown here
    shown = {key: value for key, value in found.items() if key in SENSITIVITY}
    row: dict[str, Any] = {"variant": name, "n": len(units.exit), "exits": int(units.is_exit.sum()), **shown}
    for day in (YEAR_DAYS, HORIZON_DAYS):
        row[f"survival_{day}"], reason = survival_on(units, day)
        if reason and reason not in reasons:
            reasons.append(reason)
    return row | {"reason": ", ".join(reasons) or None}
