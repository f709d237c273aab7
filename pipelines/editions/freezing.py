"""When a round begins, and what its tables are: from marts of persons to what may be published of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.disclosure.rounds import changed_persons, next_peildatum
from pipelines.editions.mean_figures import outcome_figures, small_comparisons, survey_figures
from pipelines.editions.person_counts import CELL, PERSON, Population, person_counts, populations_of
from pipelines.editions.private_money import private_money
from pipelines.editions.retention_figures import RetentionMarts, retention_figures, retention_members
from pipelines.editions.rounds import Round, program_version

PROFESSIONALS = "professionals"
SURVEY_KEY = ["scale", "respondent_role", "context", "wave"]
_STRATA = "stratum_by in ('alle', 'school_sector')"
MEMBERSHIP = ["population", "dimension", "code", PERSON]


@dataclass(frozen=True, slots=True)
class Moment:
    """The build that a round may be frozen in: its reference date, its instant, and since when there are deliveries."""

    reference_date: dt.date
    as_of: dt.datetime
    first_received_on: dt.date
    settling_days: int
    threshold: int


def next_round(con: duckdb.DuckDBPyConnection, rounds: Sequence[Round], moment: Moment) -> Round | None:
    """The round that this build begins, or None while the tables stay as they were published.

    The first waits until a home has settled: a round that froze the first delivery would stand for a year.

    Raises:
        CannotProtect: no pattern of suppressed cells is safe.
    """
    earlier = rounds[-1] if rounds else None
    if earlier is None and (moment.reference_date - moment.first_received_on).days < moment.settling_days:
        return None
    populations = populations_of(_mart(con, "person_cells"), _mart(con, "person_memberships"))
    marts = RetentionMarts(
        _mart(con, "placement_history"),
        *(_mart(con, f"retention_{name}", _STRATA) for name in ("curve", "competing", "summary")),
    )
    own = [one.members.select(MEMBERSHIP) for one in populations if not one.is_flow]
    members = pl.concat([*own, retention_members(marts)]).unique().sort(MEMBERSHIP)
    before = earlier.members if earlier else members.clear()
    changed = changed_persons(_of_professionals(before), _of_professionals(members), PERSON)
    current = earlier.peildatum if earlier else None
    if next_peildatum(current, moment.reference_date, len(changed), moment.threshold) == current:
        return None
    new = [one for one in populations if not (one.is_flow and one.name in _published(rounds))]
    counts, is_fewest = person_counts(new, before, _neutral(con), _barred(con, moment.threshold), moment.threshold)
    tables = {
        "person_counts": counts.join(_attributes(new), on="population", how="left", maintain_order="left"),
        "contributions_private": _private_money(con, rounds, moment),
        **_means(con, counts, _unpublished_waves(con, rounds), moment.threshold),
        **retention_figures(marts, members, before, moment.threshold),
    }
    version = program_version()
    return Round(moment.reference_date, moment.as_of, moment.threshold, is_fewest, tables, members, version)


def _means(
    con: duckdb.DuckDBPyConnection, counts: pl.DataFrame, waves: pl.DataFrame, threshold: int
) -> dict[str, pl.DataFrame]:
    published = counts.filter(pl.col("reason").is_null()).select(*CELL, "persons")
    shown = {(population, dimension, code): n for population, dimension, code, n in published.iter_rows()}
    answered = _query(con, "from analysis.survey_members")
    return {
        "outcome_effects": outcome_figures(_mart(con, "outcome_effects"), shown),
        "survey_scales": survey_figures(waves, answered, shown, threshold),
    }


def _query(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    rows: pl.DataFrame = con.cursor().sql(query).pl()
    return rows


def _mart(con: duckdb.DuckDBPyConnection, name: str, rows: str = "true") -> pl.DataFrame:
    return _query(con, f"from mart.{name} where {rows}")


def _of_professionals(members: pl.DataFrame) -> pl.DataFrame:
    return members.filter(pl.col("population") == PROFESSIONALS).drop("population")


def _published(rounds: Sequence[Round]) -> set[str]:
    return {name for one in rounds for name in one.tables["person_counts"]["population"].unique()}


def _attributes(populations: Collection[Population]) -> pl.DataFrame:
    """What is said of a population beside each of its counts: its class, and in which other it is nested."""
    rows = [(one.name, "gevoelig" if one.is_sensitive else "personen", one.nested_in) for one in populations]
    schema = {"population": pl.String, "counts_as": pl.String, "nested_in": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _neutral(con: duckdb.DuckDBPyConnection) -> dict[str, Collection[str]]:
    """Dimensions that are themselves what is sensitive, with the codes that tell nothing of who is in them."""
    codes = _query(con, "select code from meta.codes where code_list = 'exit_reason' and is_neutral")
    return {"exit_reason": codes["code"].to_list()}


def _barred(con: duckdb.DuckDBPyConnection, threshold: int) -> dict[tuple[str, str, str], str]:
    return small_comparisons(_query(con, "from analysis.outcome_members"), threshold)


def _unpublished_waves(con: duckdb.DuckDBPyConnection, rounds: Sequence[Round]) -> pl.DataFrame:
    """A wave is published once: later answers to it change nothing."""
    scales = _mart(con, "survey_scales")
    for one in rounds:
        scales = scales.join(one.tables["survey_scales"], on=SURVEY_KEY, how="anti", maintain_order="left")
    return scales


def _private_money(con: duckdb.DuckDBPyConnection, rounds: Sequence[Round], moment: Moment) -> pl.DataFrame:
    private = _query(con, "from core.contributions where funding_source = 'privaat'")
    known = {year for one in rounds for year in one.tables["contributions_private"]["year"].unique()}
    closed = {year for year in private["year"].unique() if year < moment.reference_date.year}
    kinds = _query(con, "select code from meta.codes where code_list = 'contribution_kind' order by position")
    return private_money(private, kinds["code"].to_list(), sorted(closed - known), moment.threshold)
