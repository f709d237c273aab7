"""A process killed at any instant at which a file becomes visible leaves the former publication whole."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines import story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.errors import UsageError
from pipelines.example_data import ExampleDelivery
from pipelines.runs import Run
from pipelines.settings import Home
from pipelines.sources import DeliveredFile

BEFORE = {"organisaties.csv": "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"}
AFTER = {
    "organisaties.csv": "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A nieuw (fictief);mbo;99AA\n",
    "professionals.csv": "Professional;Onderwijssector\nHP1;mbo\n",
}
# Files become visible by being renamed into place: two Parquet files, two receipts, the edition of the kernteam; then
# that of funders and what there is to say of the editions.
RENAMES = 5
EDITIONS = ["funder.duckdb", "kernteam.duckdb", "notices.json"]
KILLED_AT = """
import os, pathlib, signal, sys
from pipelines.cli import main
left, rename = [int(sys.argv.pop(1))], pathlib.Path.replace
def replace(self, target):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
pathlib.Path.replace = replace
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("same_instant", [False, True], ids=["later", "same instant"])
@pytest.mark.parametrize("nth", range(1, RENAMES + 1))
def test_a_killed_ingest_leaves_the_former_publication_and_the_next_run_is_right(
    nth: int, same_instant: bool, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    deliver(home, catalogue, BEFORE, "2026-01-01T10:00+00:00")
    former = home.kernteam_edition.read_bytes()
    folder = tmp_path / "levering"
    folder.mkdir()
    for name, content in AFTER.items():
        (folder / name).write_text(content, encoding="utf-8")
    ingest = ["--home", str(home.path), "ingest", str(folder), "--partner", "programma"]
    at = ["--received-at", "2026-01-02T10:00+00:00"]

    killed = subprocess.run([sys.executable, "-c", KILLED_AT, str(nth), *ingest, *at], check=False, timeout=120)

    assert killed.returncode == -signal.SIGKILL
    assert home.kernteam_edition.read_bytes() == former
    archived = {receipt.dataset for receipt in Archive(home).receipts()}
    assert archived == ({"organisations"} if nth < RENAMES else {"organisations", "professionals"})

    again = "2026-01-02T10:00+00:00" if same_instant else "2026-01-03T10:00+00:00"
    deliver(home, catalogue, AFTER, again)

    assert published(home) == (["ROC A nieuw (fictief)"], 1)
    assert sorted(path.name for path in home.published.iterdir()) == EDITIONS


@pytest.mark.slow
@pytest.mark.parametrize("nth", [RENAMES + 1, RENAMES + 2])
def test_killed_between_two_editions_each_is_whole_and_the_next_build_is_right(
    nth: int, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    deliver(home, catalogue, BEFORE, "2026-01-01T10:00+00:00")
    folder = tmp_path / "levering"
    folder.mkdir()
    for name, content in AFTER.items():
        (folder / name).write_text(content, encoding="utf-8")
    ingest = ["--home", str(home.path), "ingest", str(folder), "--partner", "programma"]
    at = ["--received-at", "2026-01-02T10:00+00:00"]

    killed = subprocess.run([sys.executable, "-c", KILLED_AT, str(nth), *ingest, *at], check=False, timeout=120)

    assert killed.returncode == -signal.SIGKILL
    assert published(home) == (["ROC A nieuw (fictief)"], 1)
    expected = "ROC A (fictief)" if nth == RENAMES + 1 else "ROC A nieuw (fictief)"
    assert shown_to_funders(home) == [expected]

    story.build(home, catalogue)

    assert shown_to_funders(home) == ["ROC A nieuw (fictief)"]
    assert sorted(path.name for path in home.published.iterdir()) == EDITIONS


def test_receipts_of_an_incomplete_run_do_not_count(home: Home, catalogue: Catalogue) -> None:
    deliver(home, catalogue, AFTER, "2026-01-02T10:00+00:00")
    next(p for p in home.receipts.glob("*.json") if '"professionals"' in p.read_text(encoding="utf-8")).unlink()

    story.build(home, catalogue)

    assert published(home) == ([], 0)


EXAMPLES = [
    ExampleDelivery("programma", dt.datetime(2026, 1, day, tzinfo=dt.UTC), {n: c.encode() for n, c in files.items()})
    for day, files in ((1, BEFORE), (2, AFTER))
]


@pytest.mark.parametrize("interrupted_at", ["levering 1 van 2", "levering 2 van 2", "warehouse bouwen"])
def test_an_interrupted_demonstration_goes_on_where_it_stopped(
    interrupted_at: str, home: Home, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "example_deliveries", lambda *_: EXAMPLES)

    def interrupt(told: str) -> None:
        if told.startswith(interrupted_at):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        story.demo(home, catalogue, 1, interrupt)
    assert not story.is_published(home)

    assert story.demo(home, catalogue, 1, lambda _: None) == 2

    assert published(home) == (["ROC A nieuw (fictief)"], 1)
    assert len(Archive(home).receipts()) == 3


def test_a_demonstration_does_not_mix_with_other_deliveries(
    home: Home, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(home, catalogue, {"professionals.csv": "Professional;Onderwijssector\nHP9;hbo\n"}, "2026-01-01T10:00+00:00")
    monkeypatch.setattr(story, "example_deliveries", lambda *_: EXAMPLES)

    with pytest.raises(UsageError, match="staan al leveringen"):
        story.demo(home, catalogue, 1, lambda _: None)

    assert published(home) == ([], 1)


def deliver(home: Home, catalogue: Catalogue, files: dict[str, str], at: str) -> None:
    delivered = [DeliveredFile.of(name, content.encode()) for name, content in files.items()]
    assert story.ingest(home, Run("programma", delivered, dt.datetime.fromisoformat(at)), catalogue).exit_status == 0


def shown_to_funders(home: Home) -> list[str]:
    with duckdb.connect(str(home.published / "funder.duckdb"), read_only=True) as con:
        return [name for (name,) in con.cursor().sql("select name from core.organisations").fetchall()]


def published(home: Home) -> tuple[list[str], int]:
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        names = [name for (name,) in con.cursor().sql("select name from core.organisations").fetchall()]
        return names, con.cursor().sql("select count(*) from core.professionals").fetchall()[0][0]
