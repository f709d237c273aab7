"""Reliability of survey scales: Cronbach's alpha with Feldt's interval (estimators.md, "Surveys")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import f as fisher_f

from pipelines.analysis.surveys import GROUP, TOO_FEW, directed, with_used_range

SHORT_SCALE = 3  # with fewer items alpha says little

RELIABILITY = {
    "scale": pl.String,
    "respondent_role": pl.String,
    "context": pl.String,
    "wave": pl.String,
    "items": pl.Int64,
    "n": pl.Int64,
    "alpha": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "few_items": pl.Boolean,
    "reason": pl.String,
}


def survey_reliability(answers: pl.DataFrame) -> pl.DataFrame:
    """Cronbach's alpha of every scale, role, context and wave over complete cases, as `RELIABILITY`.

    Args:
        answers: one row per respondent and item, as ``mart.survey_answers``.
    """
    return pl.DataFrame(list(_rows_of(answers)), schema=RELIABILITY, orient="row")


def cronbach_alpha(scores: NDArray[np.float64]) -> tuple[dict[str, float], str | None]:
    """``alpha``, ``ci_low`` and ``ci_high``, or the reason why there is none.

    α = k/(k−1) · (1 − Σ item variances / variance of the sum) (Cronbach 1951); limits 1 − (1−α)·F.975 and
    1 − (1−α)·F.025 with n−1 and (n−1)(k−1) degrees of freedom (Feldt 1965). Alpha may be negative.

    Args:
        scores: one row per respondent, one column per item, all in one direction.
    """
    n, k = scores.shape
    if k < 2:
        return {}, "minder_dan_twee_vragen"
    if n < 3:
        return {}, "minder_dan_drie_respondenten"
    of_sum = float(np.var(scores.sum(axis=1), ddof=1))
    if of_sum < 1e-12:
        return {}, "geen_spreiding"
    alpha = k / (k - 1) * (1 - float(np.var(scores, axis=0, ddof=1).sum()) / of_sum)
    low, high = (1 - (1 - alpha) * float(fisher_f.ppf(q, n - 1, (n - 1) * (k - 1))) for q in (0.975, 0.025))
    return {"alpha": alpha, "ci_low": low, "ci_high": high}, None


def _rows_of(answers: pl.DataFrame) -> Iterator[dict[str, Any]]:
    used = directed(with_used_range(answers)).sort(*GROUP, "respondent_id", "item")
    for key, part in used.group_by(GROUP, maintain_order=True):
        items, threshold = part["items"][0], part["persons_threshold"][0]
        row = {**dict(zip(GROUP, key, strict=True)), "items": items, "few_items": items < SHORT_SCALE}
        complete = part.filter("is_used").filter(pl.len().over("respondent_id") == items)
        n = complete["respondent_id"].n_unique()
        if n < threshold:
            yield row | {"reason": TOO_FEW}
            continue
        alpha, reason = cronbach_alpha(complete["score"].to_numpy().reshape(n, items))
        yield row | {"n": n, **alpha, "reason": reason}
