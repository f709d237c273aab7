"""Who is counted in a figure of outcomes or surveys: what disclosure control must know before one is published."""

from __future__ import annotations

import polars as pl

from pipelines.analysis.outcome_groups import (
    COUNTED,
    EVERYBODY,
    GROUP,
    SCALE,
    compared,
    group_means,
    on_most_used_scale,
)
from pipelines.analysis.surveys import respondents

PUBLISHED_STRATA = (EVERYBODY, "school_sector", "school_year")
HYBRID, COMPARISON = "hybride", "vergelijking"
MEMBERS = {
    "population": pl.String,
    "dimension": pl.String,
    "code": pl.String,
    "person_id": pl.String,
    "school_id": pl.String,
    "group": pl.String,
}


def outcome_population(outcome: str, side: str) -> str:
    """What the pupils of one side of a comparison are called, as a population."""
    return f"outcome.{outcome}.{side}"


def survey_population(scale: str, role: str, context: str, wave: str) -> str:
    """What those are called who answered a scale in a wave."""
    return f"survey.{scale}.{role}.{context}.{wave}"


def outcome_members(pupils: pl.DataFrame) -> pl.DataFrame:
    """The pupils behind each figure of ``outcome_effects``: of everybody, a school sector, a school year; as `MEMBERS`.

    Those whom a contrast leaves out (another scale, one measurement) are not among them.

    Args:
        pupils: one row per pupil-year and outcome, as ``mart.outcome_pupils``.
    """
    groups = group_means(pupils)
    counted = pupils.filter(pl.col("status") == COUNTED)
    strata = groups.select("outcome", *(pl.col(by).cast(pl.String) for by in PUBLISHED_STRATA[1:]))
    parts = [pl.DataFrame(schema=MEMBERS)]
    for by in PUBLISHED_STRATA:
        keys = ["outcome"] if by == EVERYBODY else ["outcome", by]
        for key in strata.select(keys).unique().drop_nulls().sort(keys).iter_rows():
            outcome, name = str(key[0]), str(key[-1]) if by != EVERYBODY else EVERYBODY
            own = on_most_used_scale(compared(groups, outcome, by, name))
            parts.append(_of_groups(counted, own, outcome).select(_labelled(by, name)))
    return pl.concat(parts).sort(list(MEMBERS))


def _of_groups(counted: pl.DataFrame, groups: pl.DataFrame, outcome: str) -> pl.DataFrame:
    of_outcome = counted.filter(pl.col("outcome") == outcome)
    keys = [*SCALE, *GROUP]
    return of_outcome.join(groups.select(*keys, "is_hybrid"), on=keys, how="inner").with_columns(
        side=pl.when("is_hybrid").then(pl.lit(HYBRID)).otherwise(pl.lit(COMPARISON))
    )


def _labelled(by: str, name: str) -> list[pl.Expr]:
    return [
        pl.format("outcome.{}.{}", "outcome", "side").alias("population"),
        pl.lit(by).alias("dimension"),
        pl.lit(name).alias("code"),
        pl.col("student_id").alias("person_id"),
        pl.col("school_id"),
        pl.concat_str([pl.col(name).cast(pl.String) for name in GROUP], separator="|").alias("group"),
    ]


def survey_members(answers: pl.DataFrame) -> pl.DataFrame:
    """Who is counted in each mean of ``survey_scales``, and at which organisation; as `MEMBERS` without a group.

    Args:
        answers: one row per respondent and item, as ``mart.survey_answers``.
    """
    scored = respondents(answers).drop_nulls("score")
    homes = answers.select("respondent_id", "organisation_id").unique()
    names = [pl.col(name) for name in ("scale", "respondent_role", "context", "wave")]
    return (
        scored.join(homes, on="respondent_id", how="left")
        .select(
            pl.format("survey.{}.{}.{}.{}", *names).alias("population"),
            pl.lit(EVERYBODY).alias("dimension"),
            pl.lit(EVERYBODY).alias("code"),
            pl.col("respondent_id").alias("person_id"),
            pl.col("organisation_id").alias("school_id"),
            pl.lit(None, pl.String).alias("group"),
        )
        .sort("population", "person_id")
    )
