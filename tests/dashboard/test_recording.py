"""What is recorded in the dashboard goes through the command line, as one row in a file; its report is the outcome."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import recording
from dashboard.recording import Deliverer, Entry, Finding, Outcome, delivery_text, new_number, outcome_of, record
from pipelines.settings import Home
from pipelines.sources_csv import read_csv
from pipelines.writing_lock import writing
from tests.dashboard.homes import command

DECISION = Entry(
    "phase_decisions",
    "Fasebesluiten (dashboard).csv",
    {
        "Onderdeel": "programma",
        "Datum": dt.date(2026, 11, 20),
        "Fase": "valideren",
        "Besluit": "aanhouden",
        "Reden": "Eerst de evaluatie",
    },
)
Answer = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Stands in for the command line: remembers what it was asked, and answers what the test puts under ``answer``."""
    seen: dict[str, Any] = {"deliverer": Deliverer("programma", tmp_path), "answer": (0, report("geladen"), "")}

    def run(arguments: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        seen.update(arguments=arguments, options=options, file=Path(arguments[6]))
        seen["content"] = seen["file"].read_text(encoding="utf-8")
        if isinstance(seen["answer"], Exception):
            raise seen["answer"]
        return subprocess.CompletedProcess(arguments, *seen["answer"])

    monkeypatch.setattr(subprocess, "run", run)
    return seen


def report(outcome: str, *findings: dict[str, Any], notes: tuple[str, ...] = ()) -> str:
    return json.dumps({"deliveries": [{"outcome": outcome, "findings": list(findings), "notes": list(notes)}]})


def test_a_row_is_delivered_by_who_records_it_through_the_command_line(asked: dict[str, Any]) -> None:
    assert record(asked["deliverer"], DECISION) == Outcome("geladen")
    home = str(asked["deliverer"].home)
    assert asked["arguments"] == [
        *(sys.executable, "-m", "pipelines.cli", "--home", home, "ingest", str(asked["file"])),
        *("--partner=programma", "--dataset=phase_decisions", "--json"),
    ]
    assert asked["options"]["timeout"] > 60
    assert asked["file"].name == "Fasebesluiten (dashboard).csv"
    assert asked["content"].splitlines() == [
        '"Onderdeel";"Datum";"Fase";"Besluit";"Reden"',
        '"programma";"2026-11-20";"valideren";"aanhouden";"Eerst de evaluatie"',
    ]


def test_the_file_is_gone_when_it_has_been_delivered(asked: dict[str, Any]) -> None:
    record(asked["deliverer"], DECISION)
    assert not asked["file"].parent.exists()


def test_what_is_typed_stays_one_cell_whatever_is_in_it() -> None:
    typed = 'a;b "c"\r\n=SOM(1)\tx\x00y'
    text = delivery_text(Entry("actions", "acties.csv", {"Actie": None, "Tekst": f"  {typed}  "}))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows == [["Actie", "Tekst"], ["", 'a;b "c"\n=SOM(1) x y']]


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))
def test_the_pipeline_reads_what_was_typed(first: str, second: str) -> None:
    cells = {"Actie": "A-1", "Tekst": f"x{first}x", "Actiehouder": f"y{second}y"}
    table = read_csv(delivery_text(Entry("actions", "acties.csv", cells)).encode(), {"actie", "tekst", "actiehouder"})
    written = [recording._written(cell) for cell in cells.values()]
    assert table.header == tuple(cells)
    assert table.cells.select("c0", "c1", "c2").rows() == [tuple(written)]


@pytest.mark.parametrize("state", ["geladen", "ongewijzigd"])
def test_a_row_that_is_in_or_was_in_already_is_recorded(state: str) -> None:
    assert outcome_of(json.loads(report(state))).is_recorded


def test_a_rejected_row_comes_back_with_each_reason_and_its_fields(asked: dict[str, Any]) -> None:
    empty = {
        "row_number": 2,
        "columns": "evidence, status",
        "rule": "evidence_when_achieved",
        "severity": "error",
        "message": "Het bewijs is leeg.",
        "value": None,
    }
    later = empty | {"columns": "assessed_on", "rule": "assessed_before_receipt", "severity": "warning"}
    asked["answer"] = 3, report("deels", empty, later), ""
    outcome = record(asked["deliverer"], DECISION)
    assert not outcome.is_recorded
    assert outcome.findings == (
        Finding("evidence_when_achieved", "error", ("evidence", "status"), "Het bewijs is leeg."),
        Finding("assessed_before_receipt", "warning", ("assessed_on",), "Het bewijs is leeg."),
    )


def test_a_refused_delivery_tells_why(asked: dict[str, Any]) -> None:
    asked["answer"] = 4, report("geweigerd", notes=("Partner ‘roc-z’ is niet bekend.",)), ""
    assert record(asked["deliverer"], DECISION) == Outcome("geweigerd", notes=("Partner ‘roc-z’ is niet bekend.",))


def test_when_somebody_else_is_writing_it_says_so_without_telling_where_the_files_are(tmp_path: Path) -> None:
    with writing(Home.at(tmp_path), "demo"):
        outcome = record(Deliverer("programma", tmp_path), DECISION)
    assert outcome.state == "mislukt"
    assert outcome.notes[0].startswith("Er wordt al geschreven: `demo`, proces ")
    assert outcome.notes[0].endswith("Probeer het daarna opnieuw.")
    assert str(tmp_path) not in outcome.notes[0]


def test_who_waits_too_long_is_told(asked: dict[str, Any]) -> None:
    asked["answer"] = subprocess.TimeoutExpired("grensganger", 300)
    assert record(asked["deliverer"], DECISION) == Outcome("te_lang")


def test_a_number_says_its_day_and_is_given_out_once() -> None:
    numbers = {new_number("A") for _ in range(200)}
    assert len(numbers) > 190
    day = f"{recording.today():%Y%m%d}"
    assert all(n.startswith(f"A-{day}-") and len(n) == 15 and not set(n[11:]) & set("aeiou01l") for n in numbers)


@pytest.mark.slow
def test_a_decision_is_in_the_record_once_however_often_it_is_sent(tmp_path: Path) -> None:
    command(tmp_path, "build")
    deliverer = Deliverer("programma", tmp_path)
    first, again = record(deliverer, DECISION), record(deliverer, DECISION)
    other = record(deliverer, Entry(DECISION.dataset, DECISION.file_name, {**DECISION.cells, "Besluit": "misschien"}))
    assert (first.state, again.state, other.state) == ("geladen", "ongewijzigd", "deels")
    assert [finding.columns for finding in other.findings] == [("decision",)]
    with duckdb.connect(str(tmp_path / "published" / "kernteam.duckdb"), read_only=True) as edition:
        recorded = edition.sql("select scope_id, decided_on, decision, reason from core.phase_decisions").fetchall()
        senders = edition.sql("select distinct partner_id, file_name from meta.deliveries").fetchall()
    assert recorded == [("programma", dt.date(2026, 11, 20), "aanhouden", "Eerst de evaluatie")]
    assert senders == [("programma", "Fasebesluiten (dashboard).csv")]
