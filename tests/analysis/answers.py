"""Tiny surveys, written as respondents with their answers item by item (None: not answered)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

Answers = Mapping[str, Sequence[float | None]]
ANSWER = {
    "scale": pl.String,
    "respondent_role": pl.String,
    "context": pl.String,
    "wave": pl.String,
    "organisation_id": pl.String,
    "respondent_id": pl.String,
    "item": pl.Int64,
    "score": pl.Float64,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
    "reversed": pl.Boolean,
    "items": pl.Int64,
    "invited": pl.Int64,
    "persons_threshold": pl.Int64,
}


def survey(
    answers: Answers, *, items: int | None = None, turned: Sequence[int] = (), threshold: int = 3, **standing: Any
) -> pl.DataFrame:
    """Rows as ``mart.survey_answers``: one wave (2025-2) of one scale of 1 to 5, unless ``standing`` says otherwise."""
    row = {
        "scale": "autonomie",
        "respondent_role": "hp",
        "context": "school",
        "wave": "2025-2",
        "organisation_id": "school-a",
        "scale_min": 1.0,
        "scale_max": 5.0,
        "invited": None,
        "persons_threshold": threshold,
        **standing,
    }
    rows = [
        {
            **row,
            "respondent_id": respondent,
            "item": item,
            "score": float(score),
            "reversed": item in turned,
            "items": items or len(scores),
        }
        for respondent, scores in answers.items()
        for item, score in enumerate(scores, 1)
        if score is not None
    ]
    return pl.DataFrame(rows, schema=ANSWER)


def each(*scores: float) -> dict[str, list[float]]:
    """Respondents r1, r2, … of a scale of one item."""
    return {f"r{number}": [score] for number, score in enumerate(scores, 1)}
