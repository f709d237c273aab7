"""The dashboard sees what is published now, and every question can be answered."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest

from dashboard import warehouse

VALUES = {"today": dt.date(2026, 11, 1), "limit": 120.0, "scope": "programma", "stratum_by": "alle"}


def publish(file: Path, reference_date: str) -> None:
    beside = file.with_suffix(".new")
    with duckdb.connect(beside) as connection:
        connection.execute("create schema meta")
        connection.execute(
            "create table meta.publication as select timestamp '2026-01-01' as as_of, '0123abcd' as built_from, "
            f"date '{reference_date}' as reference_date, false as example_data"
        )
    beside.replace(file)


def test_a_swapped_edition_is_seen_at_once(tmp_path: Path) -> None:
    file = tmp_path / "kernteam.duckdb"
    seen = []
    for day in ("2026-01-31", "2026-02-28", "2026-03-31"):
        publish(file, day)
        edition = warehouse.edition_at(file)
        assert edition is not None
        seen.append(warehouse.rows(edition, "publication")["reference_date"].item())
    assert seen == [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)]


def test_an_absent_edition_is_none(tmp_path: Path) -> None:
    assert warehouse.edition_at(tmp_path / "kernteam.duckdb") is None


def test_an_edition_is_opened_read_only(tmp_path: Path) -> None:
    file = tmp_path / "kernteam.duckdb"
    publish(file, "2026-01-31")
    file.chmod(0o400)
    edition = warehouse.edition_at(file)
    assert edition is not None
    before = file.stat().st_mtime_ns
    warehouse.rows(edition, "publication")
    assert file.stat().st_mtime_ns == before
    assert not file.with_suffix(".duckdb.wal").exists()


@pytest.mark.parametrize("question", sorted(warehouse.questions()))
@pytest.mark.parametrize("home", ["demo_home", "empty_home"])
def test_a_question_has_an_answer(question: str, home: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(home)
    named = [folder / "published" / f"{role}.duckdb" for role in ("kernteam", "funder")]
    files = [*named, *sorted((folder / "published" / "partners").glob("*.duckdb"))]
    having = [found for found in map(warehouse.edition_at, files) if found and warehouse.holds(found, question)]
    edition = having[0]
    asked = re.findall(r"\$(\w+)", warehouse.questions()[question])
    answer = warehouse.rows(edition, question, {name: VALUES.get(name) for name in asked})
    assert answer.width > 0


def test_a_month_without_placements_counts_as_none_up_to_the_reference_date(demo_home: Path) -> None:
    edition = warehouse.edition_at(demo_home / "published" / "kernteam.duckdb")
    assert edition is not None
    everything = {"pilot": None, "regio": None, "sector": None}
    last = warehouse.rows(edition, "placements_by_month", everything)["month"].max()
    stopped = warehouse.rows(edition, "placements_by_month", everything | {"pilot": "pilot-mechatronica-noord"})
    assert stopped["month"].max() == last
    assert stopped.filter(month=last)["placements"].sum() == 0
    assert stopped["placements"].max() != 0
