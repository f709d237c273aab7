"""Retention of placements: curve and summary a stratum (estimators.md, "Retention")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.placement_strata import EVERYBODY, STRATA, UNKNOWN, exposed, observed, strata_of
from pipelines.analysis.survival import (
    Curve,
    LogRank,
    Observed,
    first_day_at_half,
    has_gap,
    kaplan_meier,
    log_rank,
    restricted_mean,
    zero_before_later_entries,
)

HORIZON_DAYS = 730
NOTHING_OBSERVED = "geen_waarneming"
BEGIN_NOT_OBSERVED = "begin_niet_waargenomen"
ZERO_BY_LATE_ENTRY = "nul_door_late_instroom"
GAP = "gat_in_risicogroep"
TOO_SHORT = "volgduur_te_kort"
LIMIT_NOT_REACHED = "grens_mediaan_niet_bereikt"
SEVERAL_A_PERSON = "meer_plaatsingen_per_persoon"

CURVE = {
    "stratum_by": pl.String,
    "stratum": pl.String,
    "days": pl.Int64,
    "at_risk": pl.Int64,
    "exits": pl.Int64,
    "survival": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "reason": pl.String,
}
SUMMARY = {
    "stratum_by": pl.String,
    "stratum": pl.String,
    "n": pl.Int64,
    "exits": pl.Int64,
    "median_days": pl.Int64,
    "median_low": pl.Int64,
    "median_high": pl.Int64,
    "rmst_730": pl.Float64,
    "rmst_730_se": pl.Float64,
    "logrank_chi2": pl.Float64,
    "logrank_df": pl.Int64,
    "logrank_p": pl.Float64,
    "persons": pl.Int64,
    "n_no_exposure": pl.Int64,
    "n_missing_followup": pl.Int64,
    "n_entry_assumed": pl.Int64,
    "n_vanished": pl.Int64,
    "n_continued": pl.Int64,
    "reason": pl.String,
    "note": pl.String,
}


def retention_curve(history: pl.DataFrame) -> pl.DataFrame:
    """Kaplan–Meier curves of everybody and of every stratum, as `CURVE`.

    Args:
        history: one row per placement, as ``mart.placement_history``.
    """
    rows = [row for by, name, part in strata_of(history) for row in _curve_rows(by, name, part)]
    return pl.DataFrame(rows, schema=CURVE, orient="row")


def retention_summary(history: pl.DataFrame) -> pl.DataFrame:
    """Counts, median, restricted mean and log-rank test of everybody and of every stratum, as `SUMMARY`.

    ``reason`` says why a figure is missing or uncertain; ``note``, that intervals and test take placements to be
    independent while some are of one person.

    Args:
        history: one row per placement, as ``mart.placement_history``.
    """
    tests: dict[str, LogRank | None] = {EVERYBODY: None}
    for by in STRATA:
        known = exposed(history).filter(pl.col(by) != UNKNOWN)
        tests[by] = log_rank([observed(part) for _, part in known.group_by(by, maintain_order=True)])
    rows = [_summary_row(by, name, part, tests[by]) for by, name, part in strata_of(history)]
    return pl.DataFrame(rows, schema=SUMMARY, orient="row")


def _curve_rows(by: str, name: str, part: pl.DataFrame) -> Iterator[dict[str, Any]]:
    units = observed(exposed(part))
    if not len(units.exit):
        return
    curve, stratum = kaplan_meier(units), {"stratum_by": by, "stratum": name}
    at_zero = ZERO_BY_LATE_ENTRY if zero_before_later_entries(units, curve) else "niemand_over"
    first = {"days": 0, "at_risk": int((units.entry == 0).sum()), "exits": 0, "survival": 1.0}
    yield {**stratum, **first, "reason": "geen_uitstroom_tot_hier"}
    for i, day in enumerate(curve.days):
        counts = {"days": int(day), "at_risk": int(curve.at_risk[i]), "exits": int(curve.exits[i])}
        yield {**stratum, **counts, **estimate_since(curve, i, counts["at_risk"], at_zero)}
    last = int(units.exit.max())
    if last not in curve.days:
        counts = {"days": last, "at_risk": int(units.at_risk(np.array([last]))[0]), "exits": 0}
        estimate = estimate_since(curve, len(curve.days) - 1, counts["at_risk"], at_zero)
        yield {**stratum, **counts, **estimate}


def estimate_since(curve: Curve, i: int, at_risk: int, at_zero: str) -> dict[str, Any]:
    """Survival since the i-th day with an exit, with its interval or the reason why there is none.

    Args:
        at_risk: how many are at risk on the day of the row, which may be later.
        at_zero: the reason when survival is 0.
    """
    if i < 0:
        return {"survival": 1.0, "reason": "geen_uitstroom_tot_hier"}
    survival, low, high = (float(values[i]) for values in (curve.survival, curve.ci_low, curve.ci_high))
    if survival == 0:
        return {"survival": 0.0, "reason": at_zero}
    if at_risk <= 1:
        return {"survival": survival, "reason": "een_in_risicogroep" if at_risk else GAP}
    return {"survival": survival, "ci_low": low, "ci_high": high}


def _summary_row(by: str, name: str, part: pl.DataFrame, test: LogRank | None) -> dict[str, Any]:
    placements = exposed(part)
    row: dict[str, Any] = {"stratum_by": by, "stratum": name, **_counts(part, placements)}
    found, reasons = estimates(observed(placements))
    row |= found
    if test:
        row |= {"logrank_chi2": test.chi2, "logrank_df": test.df, "logrank_p": test.p}
    if test and test.is_thin:
        reasons.append("weinig_uitstroom")
    if not test and by != EVERYBODY:
        reasons.append("geen_vergelijking")
    note = SEVERAL_A_PERSON if row["persons"] < row["n"] else None
    return row | {"reason": ", ".join(reasons) or None, "note": note}


def _counts(part: pl.DataFrame, placements: pl.DataFrame) -> dict[str, int]:
    unexposed = part.filter((pl.col("exit_days") > pl.col("entry_days")).fill_null(False).not_())
    return {
        "n": placements.height,
        "exits": int(placements["is_exit"].sum()),
        "persons": placements["professional_id"].n_unique(),
        "n_no_exposure": int(unexposed["has_ended"].sum()),
        "n_missing_followup": int((~unexposed["has_ended"]).sum()),
        "n_entry_assumed": int(placements["is_entry_assumed"].sum()),
        "n_vanished": int(placements["is_vanished"].sum()),
        "n_continued": int((placements["is_exit"] & placements["is_continued"]).sum()),
    }


def estimates(units: Observed) -> tuple[dict[str, Any], list[str]]:
    """Median and restricted mean, and the reasons why one of them is not given."""
    if not len(units.exit):
        return {}, [NOTHING_OBSERVED]
    curve = kaplan_meier(units)
    if zero_before_later_entries(units, curve):
        return {}, [ZERO_BY_LATE_ENTRY]
    found, reason = _median(curve)
    reasons = [reason] if reason else []
    if missing := _why_no_restricted_mean(units, curve):
        return found, [*reasons, missing]
    mean, error = restricted_mean(curve, HORIZON_DAYS)
    return found | {"rmst_730": mean, "rmst_730_se": error}, reasons


def _median(curve: Curve) -> tuple[dict[str, int | None], str | None]:
    days = [first_day_at_half(curve.days, values) for values in (curve.survival, curve.ci_low, curve.ci_high)]
    found = dict(zip(("median_days", "median_low", "median_high"), days, strict=True))
    if found["median_days"] is None:
        return found, "mediaan_niet_bereikt"
    return found, LIMIT_NOT_REACHED if None in days else None


def _why_no_restricted_mean(units: Observed, curve: Curve) -> str | None:
    """The area under a curve is known only while somebody is at risk, or after everybody has left."""
    if units.entry.min() > 0:
        return BEGIN_NOT_OBSERVED
    if has_gap(units, HORIZON_DAYS):
        return GAP
    is_zero = bool(len(curve.survival)) and curve.survival[-1] == 0
    return TOO_SHORT if units.exit.max() < HORIZON_DAYS and not is_zero else None
