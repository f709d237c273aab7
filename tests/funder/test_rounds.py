"""What is kept of a round, and what becomes of it when somebody is erased."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.editions.rounds import Round, forget_persons, program_version, read_rounds, write_round

MEMBERS = pl.DataFrame(
    {
        "population": ["professionals"] * 4,
        "dimension": ["alle", "alle", "coach", "coach"],
        "code": ["alle", "alle", "ja", "nee"],
        "person_id": ["p1", "p2", "p1", "p2"],
    }
)


def round_of(year: int) -> Round:
    tables = {"person_counts": pl.DataFrame({"persons": [2], "reason": ["klein_aantal"]})}
    return Round(dt.date(year, 11, 1), dt.datetime(year, 11, 1, 12, tzinfo=dt.UTC), 5, True, tables, MEMBERS)


def test_a_round_is_read_as_it_was_kept(tmp_path: Path) -> None:
    for year in (2026, 2025):
        write_round(tmp_path / "rounds", round_of(year))

    found = read_rounds(tmp_path / "rounds")
    assert [one.peildatum for one in found] == [dt.date(2025, 11, 1), dt.date(2026, 11, 1)]
    assert found[1].frozen_at == dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    assert found[1].tables["person_counts"].rows() == [(2, "klein_aantal")]
    assert found[1].members.equals(MEMBERS)


def test_a_round_says_by_which_version_it_was_decided(tmp_path: Path) -> None:
    """One from before that was kept does not say, and so is of other rules."""
    write_round(tmp_path, replace(round_of(2026), version=program_version()))
    assert read_rounds(tmp_path)[0].is_of_these_rules

    sheet = tmp_path / "2026-11-01" / "round.json"
    sheet.write_text(re.sub(r',\s*"version": "[^"]*"', "", sheet.read_text()))
    [found] = read_rounds(tmp_path)
    assert (found.version, found.is_of_these_rules) == ("", False)


def test_an_earlier_instant_knows_the_rounds_of_then(tmp_path: Path) -> None:
    for year in (2025, 2026):
        write_round(tmp_path, round_of(year))
    known = read_rounds(tmp_path, dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert [one.peildatum.year for one in known] == [2025]


def test_a_round_that_was_not_finished_is_no_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the rename: nothing is there, and the next attempt writes it whole."""

    def killed(*_: object) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_round(tmp_path, round_of(2026))
    assert read_rounds(tmp_path) == []

    write_round(tmp_path, round_of(2026))
    assert len(read_rounds(tmp_path)) == 1


def test_who_is_erased_is_nobody_in_a_round_but_still_counted(tmp_path: Path) -> None:
    """The next round would tell by subtraction who was erased, if the count of those who changed forgot them."""
    write_round(tmp_path, round_of(2026))

    assert forget_persons(tmp_path, ["p1", "p9"]) == 2

    members = read_rounds(tmp_path)[0].members
    assert "p1" not in set(members["person_id"])
    assert members.filter(pl.col("dimension") == "alle")["person_id"].n_unique() == 2
    mark = members.filter(pl.col("code") == "ja")["person_id"].item()
    assert mark in set(members.filter(pl.col("dimension") == "alle")["person_id"])
    assert members.filter(pl.col("code") == "nee")["person_id"].item() == "p2"
