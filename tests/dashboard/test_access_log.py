"""Who opened what and when is written down without a name, line by line, or nothing is shown."""

from __future__ import annotations

import datetime as dt
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard import access_log
from dashboard.access import NO_ROLE, NoAccess, Viewer
from dashboard.access_log import DOWNLOAD, PAGE, NotWrittenDown, append_line, note, note_refusal

NOON = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "_now", lambda: NOON)


def lines(home: Path, month: str = "2026-11") -> list[dict[str, str]]:
    return [json.loads(line) for line in (home / "access" / f"{month}.jsonl").read_text().splitlines()]


def test_a_line_says_who_what_and_when(tmp_path: Path) -> None:
    note(Viewer("partner", "roc-noord", tmp_path, "ab12"), PAGE, "fasen")
    note(Viewer("kernteam", None, tmp_path, "cd34"), DOWNLOAD, "leveringen.csv")
    note_refusal(NoAccess(NO_ROLE, tmp_path, "het secretariaat", "ef56"))
    at = {"at": "2026-11-30T12:00:00+00:00"}
    assert lines(tmp_path) == [
        at
        | {"person": "ab12", "did": "page", "what": "fasen", "role": "partner", "organisation": "roc-noord"}
        | {"edition": "partners/roc-noord.duckdb"},
        at
        | {"person": "cd34", "did": "download", "what": "leveringen.csv", "role": "kernteam"}
        | {"edition": "kernteam.duckdb"},
        at | {"person": "ef56", "did": "refused", "what": "geen_rol"},
    ]


def test_each_month_has_its_file_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = Viewer("funder", None, tmp_path, "ab12")
    note(viewer, PAGE, "fasen")
    monkeypatch.setattr(access_log, "_now", lambda: NOON + dt.timedelta(days=1))
    note(viewer, PAGE, "behoud")
    assert [line["what"] for line in lines(tmp_path)] == ["fasen"]
    assert [line["what"] for line in lines(tmp_path, "2026-12")] == ["behoud"]
    assert (tmp_path / "access").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "access" / "2026-12.jsonl").stat().st_mode & 0o777 == 0o600


def test_on_ones_own_computer_nothing_is_written_down(tmp_path: Path) -> None:
    note(Viewer("kernteam", None, tmp_path), PAGE, "fasen")
    assert list(tmp_path.iterdir()) == []


def test_lines_of_many_at_once_stay_whole(tmp_path: Path) -> None:
    viewer = Viewer("kernteam", None, tmp_path, "ab12")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: note(viewer, PAGE, f"bladzijde-{n}"), range(200)))
    assert {line["what"] for line in lines(tmp_path)} == {f"bladzijde-{n}" for n in range(200)}


def test_what_cannot_be_written_down_is_not_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "access").write_text("in de weg")
    with pytest.raises(NotWrittenDown):
        note(Viewer("kernteam", None, tmp_path, "ab12"), PAGE, "fasen")
    assert "The access log cannot be written" in caplog.text
    assert "ab12" not in caplog.text


def test_a_full_disk_is_told_and_its_half_line_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "access" / "2026-11.jsonl"
    append_line(file, '{"n": 1}')
    whole = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda handle, content: whole(handle, content[:4]))
        with pytest.raises(OSError, match="only a part was written"):
            append_line(file, '{"n": 2}')
    append_line(file, '{"n": 3}')
    assert file.read_text() == '{"n": 1}\n{"n"\n{"n": 3}\n'
