"""An edition from which somebody can be recognised is not released; the one before stays, and it is said."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from pipelines import story
from pipelines.catalogue import Catalogue
from pipelines.disclosure.protection import Protection
from pipelines.disclosure.tables import LinkedTables, Standing
from pipelines.editions import person_counts
from pipelines.editions.rounds import read_rounds
from pipelines.notices import read_notices
from pipelines.settings import Home
from tests.dashboard.homes import GRENSGANGER


@pytest.fixture
def copy_of_demo(demo_home: Path, tmp_path: Path) -> Home:
    shutil.copytree(demo_home, tmp_path / "home")
    return Home.at(tmp_path / "home")


def audited(home: Home) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GRENSGANGER, "--home", home.path, "audit", "--json"], capture_output=True, text=True, check=False
    )


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
    told = subprocess.run(
        [GRENSGANGER, "--home", copy_of_demo.path, "status"], capture_output=True, text=True, check=True
    )
    assert "De editie voor financiers is niet vernieuwd" in told.stdout


def test_without_an_edition_the_audit_says_what_to_do(tmp_path: Path) -> None:
    done = audited(Home.at(tmp_path / "home"))
    assert done.returncode == 1
    assert "Er is nog geen editie voor financiers" in done.stderr
