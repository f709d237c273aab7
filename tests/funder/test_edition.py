"""What funders get of the example programme, table by table and column by column; T = 5."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import story
from pipelines.catalogue import Catalogue
from pipelines.contracts import Privacy
from pipelines.editions.funder import KEYS
from pipelines.editions.rounds import read_rounds
from pipelines.reports.suppression import suppression_report, total
from pipelines.settings import Home


@pytest.fixture(scope="module")
def edition(demo_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_home / "published" / "funder.duckdb"), read_only=True) as con:
        yield con


@pytest.fixture(scope="module")
def kernteam(demo_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_home / "published" / "kernteam.duckdb"), read_only=True) as con:
        yield con


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.cursor().sql(query).fetchall()


def columns_of(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    query = "select table_schema, table_name, column_name from information_schema.columns order by all"
    return [(schema, table, column) for schema, table, column in rows(con, query)]


def values_of(con: duckdb.DuckDBPyConnection, schema: str, table: str, column: str) -> set[str]:
    found = rows(
        con, f'select distinct cast("{column}" as varchar) from {schema}."{table}" where "{column}" is not null'
    )
    return {value for (value,) in found}


def test_every_mart_is_of_class_openbaar_or_went_through_disclosure_control(
    edition: duckdb.DuckDBPyConnection, kernteam: duckdb.DuckDBPyConnection
) -> None:
    classes = dict(rows(kernteam, "select mart, disclosure from meta.marts"))
    marts = {table for schema, table, _ in columns_of(edition) if schema == "mart"}

    assert {mart for mart in marts if classes.get(mart) != "openbaar"} == set(KEYS)
    assert {mart for mart, disclosure in classes.items() if disclosure == "openbaar"} <= marts


def test_no_column_holds_a_person_or_what_is_confidential(
    edition: duckdb.DuckDBPyConnection, kernteam: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    """Values of every identifying and confidential field, and of what is known of companies of one person only."""
    forbidden: set[str] = set()
    held = {(table, column) for schema, table, column in columns_of(kernteam) if schema == "core"}
    for contract in catalogue.contracts.values():
        for field in contract.fields:
            if field.privacy in (Privacy.ID, Privacy.CONF) and (contract.dataset, field.name) in held:
                forbidden |= values_of(kernteam, "core", contract.dataset, field.name)
    alone = "from core.organisations where size_class = 'zzp'"
    forbidden |= {v for row in rows(kernteam, f"select organisation_id, name, kvk_number {alone}") for v in row if v}
    forbidden |= values_of(kernteam, "core", "placements", "placement_id")
    forbidden |= values_of(kernteam, "core", "peer_reviews", "finding_id")
    forbidden |= values_of(kernteam, "core", "student_outcomes", "group_id")
    assert len(forbidden) > 1000

    # what a contract gives as an example of a field is nobody's
    for schema, table, column in set(columns_of(edition)) - {("meta", "fields", "example")}:
        assert not values_of(edition, schema, table, column) & forbidden, f"{schema}.{table}.{column}"


def test_no_table_has_a_row_a_person(edition: duckdb.DuckDBPyConnection) -> None:
    assert {table for schema, table, _ in columns_of(edition) if schema == "core"} == {
        "organisations",
        "phase_decisions",
        "pilot_partners",
        "pilots",
        "targets",
    }


def test_how_many_rows_somebody_delivered_is_not_told(edition: duckdb.DuckDBPyConnection) -> None:
    """Of a school with three professionals that would be three."""
    told = {column for _, _, column in columns_of(edition)}
    assert not told & {"rows_delivered", "rows_accepted", "rows_rejected", "file_name", "file_sha256"}
    of_rejected = "from mart.indicator_values where indicator_id = 'rows_rejected'"
    assert rows(edition, f"select distinct numerator, denominator, shortfall {of_rejected}") == [(None, None, None)]
    # in all its decimals a share is a fraction of small numbers: 0.113208 is 6 of 53
    shares = {share for (share,) in rows(edition, f"select distinct value {of_rejected} and value is not null")}
    assert len(shares) > 2
    assert all(round(share, 2) == share for share in shares)


def test_every_count_of_persons_is_none_at_least_the_threshold_or_withheld(edition: duckdb.DuckDBPyConnection) -> None:
    counts = {n for (n,) in rows(edition, "select distinct persons from mart.person_counts") if n is not None}
    assert min(counts) == 0
    assert not counts & {1, 2, 3, 4}


def test_persons_are_never_crossed_by_two_attributes(edition: duckdb.DuckDBPyConnection) -> None:
    """A code within another is a pilot of its region, or what somebody without a qualification does about it."""
    query = "select distinct dimension, within_dimension from mart.person_counts where within_dimension is not null"
    assert sorted(rows(edition, query)) == [
        ("in_training", "qualified"),
        ("long_unqualified", "qualified"),
        ("pilot_id", "region"),
    ]


def test_of_a_pilot_only_how_many_are_active(edition: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    classes = {i.name: i.disclosure for i in catalogue.indicators}
    of_pilots = rows(
        edition,
        """
        select distinct indicators.indicator
        from mart.indicator_values inner join meta.indicators using (indicator_id)
        where scope_id <> 'programma'
        """,
    )
    of_persons = {name for (name,) in of_pilots if classes[name] in ("personen", "gevoelig")}
    # companies of more than one person are organisations
    assert of_persons == {"active_placements", "companies"}
    sizes = "select distinct indicator_id from mart.indicator_values where indicator_id like 'companies%' order by 1"
    assert rows(edition, sizes) == [("companies_groot",), ("companies_mkb",)]


def test_a_withheld_value_is_null_and_named_with_all_that_follows_from_it(edition: duckdb.DuckDBPyConnection) -> None:
    key = "concat_ws('|', peildatum, population, dimension, code)"
    hidden = rows(edition, f"select {key} from mart.person_counts where persons is null order by 1")
    told = "select row_key from meta.suppressed where mart = 'person_counts' and \"column\" = 'persons' order by 1"
    assert hidden == rows(edition, told)
    assert len(hidden) >= 10
    half_hidden = """
        select indicator_id, scope_id, period
        from mart.indicator_values inner join meta.indicators using (indicator_id)
        where
            disclosure in ('personen', 'gevoelig') and value is null
            and (numerator is not null or denominator is not null or path is not null or status <> 'geen_doel')
    """
    assert rows(edition, half_hidden) == []


def test_by_which_rule_is_told_of_a_table_and_never_of_a_cell(edition: duckdb.DuckDBPyConnection) -> None:
    """Else what is withheld for another's sake could be told from what is small itself."""
    of_cells = """
        select mart, "column", counts.counts_as, count(distinct rule)
        from meta.suppressed
        left join mart.person_counts as counts
            on mart = 'person_counts' and row_key = concat_ws('|', peildatum, population, dimension, code)
        where rule <> 'niet_gepubliceerd'
        group by all having count(distinct rule) <> 1
    """
    assert rows(edition, of_cells) == []
    counted = "select distinct rule from meta.suppressed where mart = 'person_counts' order by rule"
    assert rows(edition, counted) == [("aantal_personen",), ("gevoelige_verdeling",)]
    # never given: null in every row, so that it says nothing of one
    assert rows(edition, "select * from meta.suppressed where rule is null") == []
    given = "select count(*) from mart.survey_scales where invited is not null or n_incomplete is not null"
    assert rows(edition, given) == [(0,)]


def test_what_is_not_told_of_a_median_does_not_tell_whether_it_was_reached(edition: duckdb.DuckDBPyConnection) -> None:
    """Too few left in vmbo; in mbo half left while too few were followed; the mean of mbo still stands."""
    query = "select stratum, median_days, rmst_730, reason from mart.retention_summary order by stratum"
    assert rows(edition, query) == [
        ("alle", None, 570.0, "mediaan_niet_bereikt"),
        ("hbo", None, 570.0, "mediaan_niet_bereikt"),
        ("mbo", None, 570.0, None),
        ("vmbo", None, None, None),
    ]
    told = """
        select row_key, "column" from meta.suppressed
        where mart = 'retention_summary' and "column" in ('median_days', 'rmst_730', 'reason') order by all
    """
    assert rows(edition, told) == [
        ("school_sector|mbo", "median_days"),
        ("school_sector|mbo", "reason"),
        ("school_sector|vmbo", "median_days"),
        ("school_sector|vmbo", "reason"),
        ("school_sector|vmbo", "rmst_730"),
    ]


def test_of_codes_without_a_number_nothing_else_is_told(edition: duckdb.DuckDBPyConnection) -> None:
    """That somebody left twice, for two reasons, follows from the numbers where they stand, and from nothing else."""
    query = """
        select distinct population, bool_and(is_overlapping is null) from mart.person_counts
        where dimension = 'exit_reason' group by population order by 1
    """
    assert rows(edition, query) == [
        ("exits_2021", False),
        ("exits_2022", False),
        ("exits_2023", True),
        ("exits_2024", True),
        ("exits_2025", False),
    ]
    told = "select count(*) from meta.suppressed where \"column\" = 'is_overlapping' and row_key like '%|exit_reason|%'"
    assert rows(edition, told) == [(12,)]


def test_values_of_persons_follow_from_distinct_persons(
    edition: duckdb.DuckDBPyConnection, kernteam: duckdb.DuckDBPyConnection
) -> None:
    """Reckoned anew from the rows of the kernteam: HPs with a placement, with a coach, and with a qualification."""
    active = rows(kernteam, "select count(distinct professional_id) from mart.placements_active")[0][0]
    [(coached, known)] = rows(
        kernteam,
        """
        select
            count(distinct professional_id) filter (coach),
            count(distinct professional_id) filter (coach is not null)
        from core.placements semi join mart.placements_active using (placement_id)
        """,
    )
    [(qualified, teaching)] = rows(
        kernteam,
        """
        select count(distinct professional_id) filter (is_qualified), count(distinct professional_id)
        from mart.teaching_professionals
        """,
    )
    published = """
        select indicator_id, numerator, denominator, value from mart.indicator_values
        where scope_id = 'programma' and period = (select extract(year from max(peildatum)) from meta.rounds)
    """
    found = {name: tuple(values) for name, *values in rows(edition, published)}
    assert found["active_placements"] == (active, None, active)
    assert found["with_coach"] == (coached, known, round(coached / known, 2))
    assert found["qualified_professionals"] == (qualified, teaching, round(qualified / teaching, 2))


def test_the_curve_is_on_its_grid_and_rounded(edition: duckdb.DuckDBPyConnection) -> None:
    points = rows(edition, "select days, at_risk, exits, survival from mart.retention_curve")
    assert {days for days, *_ in points} <= {0, 91, 182, 273, 365, 456, 547, 638, 730}
    assert all(at_risk % 5 == 0 and at_risk >= 10 and exits is None for _, at_risk, exits, _ in points)
    assert all(round(survival, 2) == survival for *_, survival in points)
    strata = {by for (by,) in rows(edition, "select distinct stratum_by from mart.retention_curve")}
    assert strata == {"alle", "school_sector"}


def test_most_of_what_the_classes_admit_stays_published(demo_home: Path) -> None:
    """At least 70 % of the cells: disclosure.md asks for no pattern that hides everything."""
    latest = read_rounds(Home.at(demo_home).rounds)[-1]
    assert total(suppression_report(latest)).share >= 0.7
    assert latest.is_fewest


def test_tables_of_persons_stay_as_they_were_published(demo_home: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    """A delivery of many placements is withdrawn; to funders nothing of persons moves."""
    home = Home.at(tmp_path / "home")
    shutil.copytree(demo_home, home.path)
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        gone = rows(con, "select any_value(delivery_id), count(*) from core.placements group by delivery_id order by 2")
    story.withdraw(home, gone[-1][0], catalogue)

    assert gone[-1][1] >= 10
    assert [one.peildatum for one in read_rounds(home.rounds)] == [read_rounds(Home.at(demo_home).rounds)[-1].peildatum]
    for table in sorted(KEYS.keys() - {"indicator_values"}):
        before, after = (
            rows_of_edition(place / "published" / "funder.duckdb", table) for place in (demo_home, home.path)
        )
        assert before == after, table


def rows_of_edition(file: Path, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as con:
        return rows(con, f"from mart.{table} order by all")
