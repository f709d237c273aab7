"""Three rounds of the example programme: nobody's coming or going can be computed from what was published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.archive import Archive
from pipelines.audit.edition import read_publication
from pipelines.audit.verdict import audit
from pipelines.catalogue import Catalogue
from pipelines.editions.freezing import next_round
from pipelines.editions.release import moment_of, release_funder
from pipelines.editions.rounds import Round
from pipelines.settings import SQL, Home
from pipelines.warehouse import fill_warehouse

YEARS = (2024, 2025, 2026)
THRESHOLD = 5
CELL = ["population", "dimension", "code"]


@dataclass(frozen=True)
class Years:
    """The rounds, what the marts said of persons at each, and the edition that holds all three."""

    rounds: list[Round]
    members: list[pl.DataFrame]
    left: list[pl.DataFrame]
    edition: Path


@pytest.fixture(scope="module")
def years(demo_home: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Years:
    """Built from the deliveries as they had come in by the first of November of each year."""
    archive, folder = Archive(Home.at(demo_home)), tmp_path_factory.mktemp("years")
    rounds: list[Round] = []
    members, left = [], []
    for year in YEARS:
        with duckdb.connect(str(folder / f"{year}.duckdb"), config={"threads": "2"}) as con:
            fill_warehouse(con, archive, catalogue, dt.datetime(year, 11, 1, tzinfo=dt.UTC))
            moment = moment_of(con)
            assert moment is not None
            begun = next_round(con, rounds, moment)
            assert begun is not None, f"no round began in {year}"
            rounds.append(begun)
            members.append(con.cursor().sql("from mart.person_memberships").pl())
            left.append(con.cursor().sql("from mart.placement_history where is_exit").pl())
            if year == YEARS[-1]:
                released = release_funder(con, folder, rounds, SQL / "editions", may_begin=False)
                assert released.file is not None
    return Years(rounds, members, left, folder / "funder.duckdb")


def shown(one: Round) -> pl.DataFrame:
    return one.tables["person_counts"].filter(pl.col("reason").is_null())


def test_each_round_has_a_peildatum_a_year_after_the_one_before(years: Years) -> None:
    dates = [one.peildatum for one in years.rounds]
    assert dates == [dt.date(year, 11, 1) for year in YEARS]


def test_no_published_cell_changed_by_few_persons_between_two_rounds(years: Years) -> None:
    """Gross: one who came and one who went are two. Reckoned from the marts, apart from what decided."""
    compared = 0
    for i in (1, 2):
        both = shown(years.rounds[i - 1]).join(shown(years.rounds[i]), on=CELL, how="inner").select(CELL)
        for cell in both.iter_rows():
            was, now = (
                set(frame.filter(pl.struct(CELL) == dict(zip(CELL, cell, strict=True)))["person_id"])
                for frame in (years.members[i - 1], years.members[i])
            )
            assert len(was ^ now) == 0 or len(was ^ now) >= THRESHOLD, cell
            compared += len(was ^ now) > 0
    assert compared >= 20, "hardly a cell that changed was published twice: nothing was put to the test"


def test_a_year_of_exits_is_published_once(years: Years) -> None:
    flows = [
        set(one.tables["person_counts"].filter(pl.col("population").str.starts_with("exits_"))["population"])
        for one in years.rounds
    ]
    assert flows[1] == {"exits_2024"}
    assert flows[2] == {"exits_2025"}


def test_no_point_of_a_curve_moved_by_the_exits_of_a_few(years: Years) -> None:
    """Who had left by a day of the grid, a round later: nobody more, or five or more."""
    compared = 0
    for i in (1, 2):
        curves = [
            one.tables["retention_curve"].filter(pl.col("stratum_by") == "alle") for one in years.rounds[i - 1 : i + 1]
        ]
        for day in set(curves[0]["days"]) & set(curves[1]["days"]) - {0}:
            was, now = (
                set(
                    frame.filter(pl.col("exit_days") <= day, pl.col("exit_days") > pl.col("entry_days"))[
                        "professional_id"
                    ]
                )
                for frame in years.left[i - 1 : i + 1]
            )
            assert len(was ^ now) == 0 or len(was ^ now) >= THRESHOLD, day
            compared += 1
    assert compared >= 3


def test_the_edition_of_all_three_rounds_withstands_the_auditor(years: Years) -> None:
    publication = read_publication(years.edition)
    found = audit(publication, THRESHOLD)

    assert found.is_safe
    assert {table.population.partition("@")[2] for table in publication.tables if "@" in table.population} == {
        f"{year}-11-01" for year in YEARS
    }


def test_what_is_kept_of_a_round_names_nobody_in_its_tables(years: Years) -> None:
    persons = set(years.members[-1]["person_id"])
    for one in years.rounds:
        for name, rows in one.tables.items():
            texts = {v for c in rows.columns if rows.schema[c] == pl.String for v in rows[c].drop_nulls()}
            assert not texts & persons, name
