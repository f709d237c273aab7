"""Figures of a funder edition that should not stand there, whatever can be computed from them (disclosure.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from pipelines.audit.rows import Row, named, rows

NEVER: Mapping[str, tuple[str, ...]] = {
    "retention_curve": ("exits",),
    "retention_summary": (
        "n",
        "exits",
        "persons",
        "median_low",
        "median_high",
        "rmst_730_se",
        "logrank_chi2",
        "logrank_df",
        "logrank_p",
        "n_no_exposure",
        "n_missing_followup",
        "n_entry_assumed",
        "n_vanished",
        "n_continued",
    ),
    "survey_scales": ("invited", "n_incomplete", "n_other_range", "n_paired"),
}
"""Columns that tell of persons and are empty for funders, whatever stands beside them."""
RESTS_ON: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "survey_scales": ("n", ("mean", "sd", "response", "change", "ci_low", "ci_high")),
    "outcome_effects": (
        "n_hybrid",
        (
            "n_comparison",
            "groups_hybrid",
            "groups_comparison",
            "gain_hybrid",
            "gain_comparison",
            "hedges_g",
            "ci_low",
            "ci_high",
            "p_value",
            "baseline_smd",
        ),
    ),
}
"""The count without which the other columns of its row may not stand."""
ROUNDED: Mapping[str, tuple[tuple[str, ...], float]] = {
    "retention_curve": (("survival", "ci_low", "ci_high"), 100),
    "retention_competing": (("cumulative_incidence", "ci_low", "ci_high"), 100),
    "survey_scales": (("mean", "sd", "change", "ci_low", "ci_high"), 10),
}
"""In how many parts of one: more decimals give the numbers away behind them."""
STEP, LEAST_GROUPS = 5, 3


def told_in(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Each such figure, as it is named to who has to look for it."""
    for mart in sorted(NEVER.keys() | RESTS_ON.keys() | ROUNDED.keys()):
        for row in rows(con, f"from mart.{mart}"):
            for column in _wrong(mart, row):
                yield f"{mart}.{column} ({', '.join(_key(row))})"
    yield from _all_in_one(con)
    yield from _retention_without_curve(con)


def _wrong(mart: str, row: Row) -> Iterator[str]:
    yield from (column for column in NEVER.get(mart, ()) if row[column] is not None)
    count, resting = RESTS_ON.get(mart, ("", ()))
    if resting and row[count] is None:
        yield from (column for column in resting if row[column] is not None)
    columns, parts = ROUNDED.get(mart, ((), 1.0))
    yield from (column for column in columns if row[column] is not None and not _is_whole(row[column] * parts))
    if mart == "retention_curve" and row["at_risk"] % STEP:
        yield "at_risk"
    if mart == "outcome_effects":
        groups = ("groups_hybrid", "groups_comparison")
        yield from (column for column in groups if row[column] is not None and row[column] < LEAST_GROUPS)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-6


def _key(row: Row) -> list[str]:
    wanted = ("scale", "respondent_role", "context", "wave", "outcome", "stratum_by", "stratum", "exit_reason", "days")
    return [str(row[name]) for name in wanted if name in row]


def _all_in_one(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """That everybody left for one reason tells it of each of them; that nobody left tells nothing of anybody."""
    query = """
        select codes.*, codes.persons = total.persons as are_all
        from mart.person_counts as codes
        inner join mart.person_counts as total
            on codes.population = total.population and codes.peildatum = total.peildatum and total.dimension = 'alle'
        inner join meta.codes as meaning on codes.dimension = meaning.code_list and codes.code = meaning.code
        where
            codes.dimension = 'exit_reason' and codes.persons > 0 and codes.persons = total.persons
            and not meaning.is_neutral
        order by all
    """
    for row in rows(con, query):
        yield f"{named(row)} ({row['dimension']} {row['code']}): iedereen"


def _retention_without_curve(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The indicator of a year's retention is the curve at day 365."""
    query = """
        select shown.period, shown.value
        from mart.indicator_values as shown
        left join mart.retention_curve as curve
            on curve.stratum_by = 'alle' and curve.days = 365 and curve.survival = shown.value
            and extract(year from curve.peildatum) = shown.period
        where shown.indicator_id = 'retention_one_year' and shown.value is not null and curve.days is null
        order by all
    """
    found: list[Mapping[str, Any]] = rows(con, query)
    yield from (f"indicator_values.value (retention_one_year, {row['period']})" for row in found)
