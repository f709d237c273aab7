"""Surveys: scale scores a wave, their response, and their change (estimators.md, "Surveys").

What one person answers is nobody else's business: every figure is about at least as many respondents as the
programme's threshold, and so is every figure that follows from two of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import t as student_t

GROUP = ("scale", "respondent_role", "context", "wave")
RANGE = ("scale_min", "scale_max")
BEFORE_AND_AFTER = ("voor", "na")
TOO_FEW = "te_weinig_respondenten"
WITHHELD = "ingehouden_om_herleidbaarheid"
PAIRED, UNPAIRED = "gepaard", "ongepaard"

SCALES = {
    "scale": pl.String,
    "respondent_role": pl.String,
    "context": pl.String,
    "wave": pl.String,
    "n": pl.Int64,
    "mean": pl.Float64,
    "sd": pl.Float64,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
    "invited": pl.Int64,
    "response": pl.Float64,
    "n_incomplete": pl.Int64,
    "n_other_range": pl.Int64,
    "earlier_wave": pl.String,
    "n_paired": pl.Int64,
    "change": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "method": pl.String,
    "reason": pl.String,
}
Scores = dict[str, float]
"""Scale scores by respondent."""


def survey_scales(answers: pl.DataFrame) -> pl.DataFrame:
    """Mean, spread, response and change of every scale, role, context and wave, as `SCALES`.

    Args:
        answers: one row per respondent and item, as ``mart.survey_answers``.
    """
    rows = [row for _, waves in _series(answers) for row in _rows_of(waves)]
    return pl.DataFrame(rows, schema=SCALES, orient="row")


def directed(answers: pl.DataFrame) -> pl.DataFrame:
    """Answers with reversed items turned round: lowest + highest possible score − score."""
    turned = pl.col("scale_min") + pl.col("scale_max") - pl.col("score")
    return answers.with_columns(score=pl.when("reversed").then(turned).otherwise("score"))


def with_used_range(answers: pl.DataFrame) -> pl.DataFrame:
    """Adds ``is_used``: whether the answer is on the range that most respondents of its scale and wave used.

    Deliveries are each on one range; two of them may differ, and points of different ranges are never averaged. On a
    tie the lower ``scale_min``, then the lower ``scale_max``.
    """
    used = (
        answers.group_by("scale", "wave", *RANGE)
        .agg(pl.col("respondent_id").n_unique().alias("respondents"))
        .sort("respondents", *RANGE, descending=[True, False, False])
        .unique(["scale", "wave"], keep="first", maintain_order=True)
        .select("scale", "wave", *RANGE, is_used=pl.lit(True))
    )
    joined = answers.join(used, on=["scale", "wave", *RANGE], how="left", maintain_order="left")
    return joined.with_columns(pl.col("is_used").fill_null(False))


def respondents(answers: pl.DataFrame) -> pl.DataFrame:
    """One row per respondent and group: ``score``, null when fewer than half of the scale's items are answered.

    Half is rounded up. ``is_other_range`` is true for who answered on another range than the used one only.
    """
    used = pl.col("is_used")
    answered = used.sum()
    enough = answered >= (pl.col("items").first() + 1) // 2
    return (
        directed(with_used_range(answers))
        .group_by(*GROUP, "respondent_id", maintain_order=True)
        .agg(
            score=pl.when(enough).then(pl.col("score").filter(used).mean()),
            is_other_range=~used.any(),
            scale_min=pl.col("scale_min").filter(used).first(),
            scale_max=pl.col("scale_max").filter(used).first(),
            invited=pl.col("invited").first(),
            threshold=pl.col("persons_threshold").first(),
        )
    )


def _series(answers: pl.DataFrame) -> Iterator[tuple[tuple[Any, ...], list[pl.DataFrame]]]:
    """Waves of one scale, role and context in their order; ``voor`` and ``na`` are no rounds, so a series apart."""
    order = pl.when(pl.col("wave") == "voor").then(pl.lit("0")).when(pl.col("wave") == "na").then(pl.lit("1"))
    found = respondents(answers).with_columns(
        is_round=~pl.col("wave").is_in(BEFORE_AND_AFTER), order=order.otherwise("wave")
    )
    keys = ["scale", "respondent_role", "context", "is_round"]
    for key, part in found.sort(*keys, "order", "respondent_id").group_by(keys, maintain_order=True):
        yield key, part.partition_by("wave", maintain_order=True)


def _rows_of(waves: list[pl.DataFrame]) -> Iterator[dict[str, Any]]:
    for earlier, wave in zip([None, *waves], waves, strict=False):
        key = wave.row(0, named=True)
        row = {name: key[name] for name in GROUP}
        scored = wave.drop_nulls("score")
        if scored.height < key["threshold"]:
            yield row | {"reason": TOO_FEW}
            continue
        response, no_response = _response(scored)
        change, no_change = _change(earlier, scored, key["threshold"])
        reasons = [reason for reason in (no_response, no_change) if reason]
        yield row | _described(wave, scored) | response | change | {"reason": ", ".join(reasons) or None}


def _described(wave: pl.DataFrame, scored: pl.DataFrame) -> dict[str, Any]:
    threshold = wave["threshold"][0]
    scores = scored["score"].to_numpy()
    other_range = int(wave["is_other_range"].sum())
    return {
        "n": scored.height,
        "mean": float(np.mean(scores)),
        "sd": float(np.std(scores, ddof=1)),
        "scale_min": scored["scale_min"][0],
        "scale_max": scored["scale_max"][0],
        "n_incomplete": _shown(wave.height - scored.height - other_range, threshold),
        "n_other_range": _shown(other_range, threshold),
    }


def _shown(count: int, threshold: int) -> int | None:
    """A count of persons, unless they are fewer than the threshold; none at all is no person."""
    return None if 0 < count < threshold else count


def _response(scored: pl.DataFrame) -> tuple[dict[str, Any], str | None]:
    """Respondents ÷ invited: never without an invited count, and never above one."""
    invited = scored["invited"][0]
    if invited is None:
        return {}, "uitnodigingen_onbekend"
    if invited < scored.height:
        return {"invited": invited}, "meer_respondenten_dan_uitgenodigd"
    return {"invited": invited, "response": scored.height / invited}, None


def _change(earlier: pl.DataFrame | None, later: pl.DataFrame, threshold: int) -> tuple[dict[str, Any], str | None]:
    """Later − earlier wave with its 95 % interval, or the reason why there is none.

    Paired when at least the threshold of respondents are in both waves, else Welch on everybody. The paired change
    and both means together give away the sum of those without a pair: when there are some, but fewer than the
    threshold, the change is withheld. Welch's would be of respondents who are mostly the same, and so not independent.
    """
    if earlier is None:
        return {}, "geen_eerdere_meting"
    row: dict[str, Any] = {"earlier_wave": earlier["wave"][0]}
    before = earlier.drop_nulls("score")
    if before.height < threshold:
        return row, "eerdere_meting_te_weinig_respondenten"
    if before.select(RANGE).row(0) != later.select(RANGE).row(0):
        return row, "andere_schaal"
    both = before.join(later, on="respondent_id", suffix="_later")
    without_pair = before.height + later.height - 2 * both.height
    if both.height >= threshold and 0 < without_pair < threshold:
        return row, WITHHELD
    if both.height >= threshold:
        found = _paired((both["score_later"] - both["score"]).to_numpy())
        row |= {"method": PAIRED, "n_paired": both.height}
    else:
        found = _welch(before["score"].to_numpy(), later["score"].to_numpy())
        row["method"] = UNPAIRED
    change, low, high = found
    return row | {"change": change, "ci_low": low, "ci_high": high}, None if low is not None else "geen_spreiding"


Interval = tuple[float, float | None, float | None]


def _paired(differences: np.ndarray[Any, np.dtype[np.float64]]) -> Interval:
    """Mean of differences and Student's (1908) interval; no interval where they do not vary."""
    mean = float(np.mean(differences))
    error = float(np.std(differences, ddof=1)) / math.sqrt(len(differences))
    return _with_limits(mean, error, len(differences) - 1)


def _welch(before: np.ndarray[Any, np.dtype[np.float64]], later: np.ndarray[Any, np.dtype[np.float64]]) -> Interval:
    """Difference of two means and Welch's (1947) interval; no interval where neither side varies."""
    parts = [float(np.var(side, ddof=1)) / len(side) for side in (before, later)]
    error, change = math.sqrt(sum(parts)), float(np.mean(later) - np.mean(before))
    weights = sum(p**2 / (len(side) - 1) for p, side in zip(parts, (before, later), strict=True))
    return _with_limits(change, error, error**4 / weights if weights else 0.0)


def _with_limits(change: float, error: float, degrees: float) -> Interval:
    if error < 1e-9:
        return change, None, None
    reach = float(student_t.ppf(0.975, degrees)) * error
    return change, change - reach, change + reach
