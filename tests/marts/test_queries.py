"""What is told of a query in sql/ that does not hold: file, line, what was expected and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import ContractError
from pipelines.marts import create_mart, criterion_parts, read_mart, read_marts

ANSWERS = """-- one row per scope
-- disclosure: openbaar
select
    cast(null as varchar) as scope_id,
    cast(null as varchar) as criterion_id,
    cast(null as bigint) as found,
    cast(null as bigint) as needed
where false
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema mart")
        yield connection


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    for folder in ("marts", "criteria"):
        (tmp_path / folder).mkdir()
    (tmp_path / "marts" / "criterion_answers.sql").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def refused(con: duckdb.DuckDBPyConnection, sql: Path) -> str:
    with pytest.raises(ContractError) as told:
        create_mart(con, read_marts(sql, ())["criterion_answers"])
    return str(told.value)


def test_a_file_dropped_into_criteria_answers_its_criterion(con: duckdb.DuckDBPyConnection, sql: Path) -> None:
    query = "-- how many\nselect\n    'p1' as scope_id,\n    2 as found,\n    3 as needed\n-- the end"
    (sql / "criteria" / "D8.sql").write_text(query, encoding="utf-8")
    create_mart(con, read_marts(sql, ())["criterion_answers"])
    assert con.sql("from mart.criterion_answers").fetchall() == [("p1", "D8", 2, 3)]


def test_another_column_is_told_with_its_file_and_line(con: duckdb.DuckDBPyConnection, sql: Path) -> None:
    (sql / "criteria" / "D8.sql").write_text("-- how many\nselect 'p1' as scope_id, 2 as number", encoding="utf-8")
    assert refused(con, sql) == "D8.sql, line 2: expected the columns scope_id, found, needed; found scope_id, number"


def test_what_duckdb_says_is_told_with_its_file_and_line(con: duckdb.DuckDBPyConnection, sql: Path) -> None:
    (sql / "criteria" / "D8.sql").write_text("select\n    'p1' as scope_id\nfrom mart.nowhere", encoding="utf-8")
    assert refused(con, sql).startswith("D8.sql, line 3: expected a query that can be carried out; found Catalog Error")


def test_a_value_of_another_kind_is_told(con: duckdb.DuckDBPyConnection, sql: Path) -> None:
    query = "select 'p1' as scope_id, 'many' as found, 3 as needed"
    (sql / "criteria" / "D8.sql").write_text(query, encoding="utf-8")
    assert "Could not convert string 'many'" in refused(con, sql)


def test_a_gathering_mart_reads_what_its_files_read(sql: Path) -> None:
    (sql / "criteria" / "D8.sql").write_text("select * from mart.freshness", encoding="utf-8")
    assert read_marts(sql, ())["criterion_answers"].reads == {"mart.freshness"}
    assert criterion_parts(sql / "criteria")[0].constants == {"criterion_id": "D8"}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("-- a row\n-- disclosure: intern", "m.sql, line 1: expected the grain ('-- one row per …'); found -- a row"),
        (
            "-- one row per day\n-- disclosure: secret",
            "m.sql, line 2: expected '-- disclosure: ' and one of openbaar, personen, gevoelig, intern; "
            "found -- disclosure: secret",
        ),
        (
            "-- one row per day",
            "m.sql, line 2: expected '-- disclosure: ' and one of openbaar, personen, gevoelig, intern; found select 1",
        ),
    ],
)
def test_a_mart_without_grain_or_disclosure_class_is_refused(header: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "m.sql"
    file.write_text(f"{header}\nselect 1", encoding="utf-8")
    with pytest.raises(ContractError) as error:
        read_mart(file)
    assert str(error.value) == told
