"""What funders get of persons: the tables of the rounds, with gaps where something is not published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.editions.mean_figures import WITHHELD
from pipelines.editions.person_counts import COUNTS
from pipelines.editions.private_money import AMOUNTS
from pipelines.editions.rounds import Round
from pipelines.editions.table_rules import NOT_PUBLISHED, rule_of
from pipelines.queries import told_with_its_line

SCHEMA = "funder"
KEYS: Mapping[str, tuple[str, ...]] = {
    "cofinancing_met": ("rule_id", "scope_id", "basis", "year"),
    "contributions_private": ("year", "basis", "kind"),
    "indicator_values": ("indicator_id", "scope_id", "period"),
    "outcome_effects": ("outcome", "stratum_by", "stratum"),
    "person_counts": ("peildatum", "population", "dimension", "code"),
    "retention_competing": ("stratum_by", "stratum", "exit_reason", "days"),
    "retention_curve": ("stratum_by", "stratum", "days"),
    "retention_summary": ("stratum_by", "stratum"),
    "survey_scales": ("scale", "respondent_role", "context", "wave"),
}
"""What names a row of each table that funders get in another form than the kernteam."""
_OF_EVERY_ROUND = ("person_counts", "contributions_private", "survey_scales")
_VALUES = {"person_counts": "persons", "contributions_private": "amount_eur"}
_OVERLAPS = "is_overlapping"
_OWN_COLUMNS: Mapping[str, pl.Schema] = {
    "person_counts": pl.Schema({**COUNTS, "counts_as": pl.String, "nested_in": pl.String}),
    "contributions_private": pl.Schema(AMOUNTS),
}
"""Of the tables that are no mart of the build; those of marts have these marts' columns."""
_ONE_PERSON = """
    select organisation_id from core.organisations
    where organisation_type = 'bedrijf' and coalesce(size_class, 'zzp') = 'zzp'
"""
"""A company of one person is a person; one of which the size is not known may be."""
_SUPPRESSED = {"mart": pl.String, "row_key": pl.String, "column": pl.String, "rule": pl.String}
_NEVER = "never_given"
"""Beside `WITHHELD`: columns that are null in every row of their kind, whatever the numbers are."""
_ROUNDS = pl.Schema({"peildatum": pl.Date(), "frozen_at": pl.Datetime("us"), "threshold": pl.Int64()})


def make_funder(
    con: duckdb.DuckDBPyConnection,
    rounds: Sequence[Round],
    sql: Path,
    threshold: int,
    without_answer: Collection[str] = (),
) -> None:
    """Make the schema ``funder`` in a build: the tables of `KEYS`, and what else `sql/editions/funder.sql` names.

    A round that was frozen under a lower threshold than now holds is not published any more.

    Args:
        sql: the folder with the SELECTs of those tables that are made from the others.
        without_answer: pilots of which it is not told whether they meet co-financing rules.

    Raises:
        ContractError: DuckDB cannot carry out one of them.
    """
    con.execute(f"drop schema if exists {SCHEMA} cascade")
    con.execute(f"create schema {SCHEMA}")
    con.execute(f"create table {SCHEMA}.one_person_companies as {_ONE_PERSON}")
    _create(con, "pilots_without_answer", pl.DataFrame({"pilot_id": sorted(without_answer)}, {"pilot_id": pl.String}))
    published = [one for one in rounds if one.threshold >= threshold]
    suppressed = [pl.DataFrame(schema=_SUPPRESSED)]
    for name in sorted(KEYS.keys() - {file.stem for file in sql.glob("*.sql")}):
        rows = _as_mart(con, name, _rows_of(name, published))
        suppressed.append(_told(name, rows))
        _create(con, name, rows.drop(WITHHELD, _NEVER))
    _create(con, "rounds", _sheet(published))
    for file in sorted(sql.glob("*.sql")):
        with told_with_its_line(file):
            rows = con.cursor().sql(file.read_text(encoding="utf-8")).pl()
        suppressed.append(_told(file.stem, rows))
        _create(con, file.stem, rows.drop(WITHHELD, _NEVER))
    _create(con, "suppressed", pl.concat(suppressed))


def _rows_of(name: str, rounds: Sequence[Round]) -> pl.DataFrame:
    """The rows of a table: of the latest round, or of every round where each says something of its own."""
    wanted = rounds if name in _OF_EVERY_ROUND else rounds[-1:]
    rows = [
        _with_gaps(name, one.tables[name]).select(pl.lit(one.peildatum).alias("peildatum"), pl.all()) for one in wanted
    ]
    if rows:
        return pl.concat(rows)
    schema = pl.Schema(_OWN_COLUMNS.get(name, {}))
    schema["peildatum"], schema[WITHHELD] = pl.Date(), pl.List(pl.String)
    return pl.DataFrame(schema=schema)


def _with_gaps(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Null where there is a reason not to publish; the reason itself stays behind."""
    if name not in _VALUES:
        empty = pl.lit([], dtype=pl.List(pl.String))
        return rows if WITHHELD in rows.columns else rows.with_columns(empty.alias(WITHHELD))
    value, is_shown = _VALUES[name], pl.col("reason").is_null()
    named = pl.when(is_shown).then(pl.lit([], dtype=pl.List(pl.String))).otherwise(pl.lit([value]))
    gaps = rows.with_columns(pl.when(is_shown).then(value).alias(value), named.alias(WITHHELD)).drop("reason")
    return _without_overlaps(gaps) if _OVERLAPS in gaps.columns else gaps


def _without_overlaps(counts: pl.DataFrame) -> pl.DataFrame:
    """Of codes of which no number is published, nor whether somebody is counted under several of them."""
    is_told = pl.col("persons").is_not_null().any().over("population", "dimension")
    named = pl.when(is_told).then(WITHHELD).otherwise(pl.col(WITHHELD).list.concat(pl.lit([_OVERLAPS])))
    return counts.with_columns(pl.when(is_told).then(_OVERLAPS).alias(_OVERLAPS), named.alias(WITHHELD))


def _as_mart(con: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """With every column of the mart of that name; those that are never published are null, and named so."""
    marts = con.cursor().sql("select table_name from information_schema.tables where table_schema = 'mart'").fetchall()
    if (name,) not in marts:
        return rows.with_columns(pl.lit([], dtype=pl.List(pl.String)).alias(_NEVER))
    kinds = con.cursor().sql(f"from mart.{name} limit 0").pl().schema
    missing = [column for column in kinds if column not in rows.columns]
    filled = rows.with_columns(pl.lit(None, kinds[column]).alias(column) for column in missing)
    named = filled.with_columns(pl.lit(missing, dtype=pl.List(pl.String)).alias(_NEVER))
    return named.select(*kinds, "peildatum", WITHHELD, _NEVER)


def _told(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """A row per value that is not published, by the table's name, the row's and the column's, with the table's rule."""
    key = pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in KEYS[name]], separator="|")
    parts = [
        rows.select(mart=pl.lit(name), row_key=key, column=pl.col(columns), rule=rule).explode("column")
        for columns, rule in ((WITHHELD, rule_of(name)), (_NEVER, pl.lit(NOT_PUBLISHED)))
    ]
    return pl.concat(parts).drop_nulls("column")


def _sheet(rounds: Sequence[Round]) -> pl.DataFrame:
    rows = [(one.peildatum, one.frozen_at.replace(tzinfo=None), one.threshold) for one in rounds]
    return pl.DataFrame(rows, schema=_ROUNDS, orient="row")


def _create(con: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> None:
    con.register("rows", rows)
    con.execute(f"create table {SCHEMA}.{name} as from rows")
    con.unregister("rows")
