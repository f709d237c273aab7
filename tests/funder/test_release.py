"""An edition from which somebody can be recognised is not released; the one before stays, and it is said."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from pipelines import story
from pipelines.catalogue import Catalogue
from pipelines.disclosure.protection import Protection
from pipelines.disclosure.tables import LinkedTables, Standing
from pipelines.editions import person_counts, release
from pipelines.editions.freezing import Moment
from pipelines.editions.rounds import read_rounds
from pipelines.notices import read_notices
from pipelines.settings import SQL, Home
from tests.command_line import Done, grensganger


@pytest.fixture
def copy_of_demo(demo_home: Path, tmp_path: Path) -> Home:
    shutil.copytree(demo_home, tmp_path / "home")
    return Home.at(tmp_path / "home")


def audited(home: Home) -> Done:
    return grensganger(home.path, "audit", "--json")


def test_the_example_edition_withstands_the_attack(demo_home: Path) -> None:
    done = audited(Home.at(demo_home))
    told = json.loads(done.stdout)

    assert done.returncode == 0, done.stdout + done.stderr
    assert told["safe"]
    assert len(told["narrowest"]) == 10
    assert not any(one["too_narrow"] for one in told["narrowest"])


def test_the_audit_finds_a_cell_that_a_published_one_gives_away(copy_of_demo: Home) -> None:
    """The one that was suppressed for the other's sake is published after all: exit status 5, and the cell is named."""
    withheld = read_rounds(copy_of_demo.rounds)[-1].tables["person_counts"]
    for_the_other = withheld.filter(withheld["reason"] == "secundair").row(0, named=True)
    with duckdb.connect(str(copy_of_demo.published / "funder.duckdb")) as con:
        con.execute(
            "update mart.person_counts set persons = ? where population = ? and dimension = ? and code = ?",
            [for_the_other[name] for name in ("persons", "population", "dimension", "code")],
        )
    done = audited(copy_of_demo)
    told = json.loads(done.stdout)

    assert done.returncode == 5
    assert not told["safe"]
    first = told["narrowest"][0]
    assert first["too_narrow"]
    assert first["low"] == first["high"]
    assert for_the_other["population"] in first["what"]


def test_the_audit_finds_a_small_count_that_is_published(copy_of_demo: Home) -> None:
    small = read_rounds(copy_of_demo.rounds)[-1].tables["person_counts"]
    cell = small.filter(small["reason"] == "klein_aantal", small["persons"] > 0).row(0, named=True)
    with duckdb.connect(str(copy_of_demo.published / "funder.duckdb")) as con:
        con.execute(
            "update mart.person_counts set persons = ? where population = ? and dimension = ? and code = ?",
            [cell[name] for name in ("persons", "population", "dimension", "code")],
        )
    done = audited(copy_of_demo)

    assert done.returncode == 5
    assert any(cell["code"] in name for name in json.loads(done.stdout)["published_below_threshold"])


def test_an_edition_that_contradicts_itself_is_not_safe_and_a_round_of_older_rules_is_told(copy_of_demo: Home) -> None:
    with duckdb.connect(str(copy_of_demo.published / "funder.duckdb")) as con:
        con.execute("update mart.retention_curve set survival = 0.95 where stratum_by = 'alle' and days = 182")
    [sheet] = copy_of_demo.rounds.glob("*/round.json")
    sheet.write_text(json.dumps(json.loads(sheet.read_text()) | {"version": "0.0.1"}))
    done = audited(copy_of_demo)
    told = json.loads(done.stdout)

    assert done.returncode == 5
    assert told["published_against_the_rules"][0].startswith("wat zichzelf tegenspreekt: a curve rises")
    assert told["rounds_of_older_rules"] == ["16-10-2026"]


def only_primary(tables: LinkedTables) -> Protection:
    """What a careless publisher does: suppress what is small, and nothing for its sake."""
    reasons: Mapping[str, str] = {
        key: cell.primary for key, cell in tables.cells.items() if cell.primary and cell.standing is Standing.OPEN
    }
    return Protection(reasons, is_fewest=True)


def test_a_weak_edition_is_not_released_and_the_one_before_stays(
    copy_of_demo: Home, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = copy_of_demo.published / "funder.duckdb"
    before = edition.read_bytes()
    shutil.rmtree(copy_of_demo.rounds)  # so that this build begins a round
    monkeypatch.setattr(person_counts, "protect", only_primary)

    story.build(copy_of_demo, catalogue)

    assert edition.read_bytes() == before
    assert read_rounds(copy_of_demo.rounds) == []
    [notice] = [one for one in read_notices(copy_of_demo.published) if one.edition == "funder"]
    assert notice.text.nl.startswith("De editie voor financiers is niet vernieuwd: er zouden personen uit te herleiden")
    assert notice.text.nl.endswith("De vorige editie blijft staan.")
    told = grensganger(copy_of_demo.path, "status")
    assert told.returncode == 0
    assert "De editie voor financiers is niet vernieuwd" in told.stdout


def test_a_pilot_whose_answers_tell_an_amount_is_not_answered_and_the_edition_goes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of p1 first, and then of p2, which the silence about p1 leaves."""
    asked: list[frozenset[str]] = []
    told = iter([("te nauw", frozenset({"p1"})), ("te nauw", frozenset({"p1", "p2"})), (None, frozenset[str]())])
    moment = Moment(dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.date(2025, 1, 1), 91, 5)
    monkeypatch.setattr(release, "moment_of", lambda _: moment)
    monkeypatch.setattr(release, "make_funder", lambda *given: asked.append(given[-1]))
    monkeypatch.setattr(release, "read_shares", lambda *_: [])
    monkeypatch.setattr(release, "write_edition", lambda _, file, __: file.touch())
    monkeypatch.setattr(release, "_weakness", lambda *_: next(told))

    with duckdb.connect() as con:
        released = release.release_funder(con, tmp_path, [], tmp_path, may_begin=False)

    assert asked == [frozenset(), {"p1"}, {"p1", "p2"}]
    assert released.file is not None
    assert released.held_back is None


def test_a_pilot_without_answer_is_told_as_not_published() -> None:
    with duckdb.connect() as con:
        con.execute("create schema mart; create schema funder")
        con.execute("""
            create table mart.cofinancing_met as
            from (values
                ('rif', 'p1', 'toegezegd', 2025, true, 0.67, false, null),
                ('sto', 'p1', 'toegezegd', 2025, true, 0.10, null, 'geen_kosten'),
                ('rif', 'p2', 'toegezegd', 2025, true, 0.67, true, null)
            ) as t (rule_id, scope_id, basis, year, is_closed, required_share, is_met, reason)
        """)
        con.execute("create table funder.pilots_without_answer as select 'p1' as pilot_id")
        query = (SQL / "editions" / "funder" / "cofinancing_met.sql").read_text(encoding="utf-8")
        found = con.sql(query).select("rule_id, scope_id, is_met, reason, withheld").fetchall()
    assert found == [
        ("rif", "p1", None, "niet_gepubliceerd", ["is_met"]),
        ("rif", "p2", True, None, []),
        ("sto", "p1", None, "geen_kosten", []),
    ]


def test_without_an_edition_the_audit_says_what_to_do(tmp_path: Path) -> None:
    done = audited(Home.at(tmp_path / "home"))
    assert done.returncode == 1
    assert "Er is nog geen editie voor financiers" in done.stderr
