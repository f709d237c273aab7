"""The command line as its users meet it: exit statuses, messages without tracebacks, JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import fastexcel
import pytest

from pipelines.settings import Home
from tests.command_line import grensganger

ORGANISATIONS = "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"
WITH_A_FAULT = ORGANISATIONS + "roc-b;ROC B (fictief);mbbo;99BB\n"


def started(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """As a user starts it: a process of its own."""
    command = [sys.executable, "-m", "pipelines.cli", "--home", str(home.path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "organisaties.csv"
    path.write_text(ORGANISATIONS, encoding="utf-8")
    return path


def test_ingest_exits_0_3_or_4_by_what_was_accepted(home: Home, tmp_path: Path, delivery: Path) -> None:
    assert started(home, "ingest", delivery, "--partner", "programma").returncode == 0
    delivery.write_text(WITH_A_FAULT, encoding="utf-8")
    assert started(home, "ingest", delivery, "--partner", "programma").returncode == 3
    delivery.write_text("Organisatie;Naam\nroc-a;ROC A\n", encoding="utf-8")
    assert started(home, "ingest", delivery, "--partner", "programma").returncode == 4


def test_a_report_as_json_names_row_columns_rule_message_and_value(home: Home, delivery: Path) -> None:
    delivery.write_text(WITH_A_FAULT, encoding="utf-8")

    done = grensganger(home.path, "check", delivery, "--partner", "programma", "--json")

    (told,) = json.loads(done.stdout)["deliveries"]
    assert done.returncode == 3
    assert (told["outcome"], told["rows_delivered"], told["rows_accepted"], told["rows_rejected"]) == ("deels", 2, 1, 1)
    assert told["findings"] == [
        {
            "row_number": 3,
            "columns": "organisation_type",
            "rule": "organisation_type.codes",
            "severity": "error",
            "message": "Soort: ‘mbbo’ is geen bekende waarde. Bedoelt u ‘Mbo’? Kies uit: Vmbo, Mbo, Hbo, Universiteit, "
            "Bedrijf, O&O-fonds, Lectoraat, Practoraat, Lerarenopleiding, Technohub, Overheid, Overig.",
            "value": "mbbo",
        }
    ]


def test_the_return_file_holds_the_rows_as_delivered_with_the_reason_beside_them(
    home: Home, tmp_path: Path, delivery: Path
) -> None:
    delivery.write_text(WITH_A_FAULT, encoding="utf-8")

    grensganger(home.path, "check", delivery, "--partner", "programma", "--return-to", tmp_path / "retour")

    sheet = fastexcel.read_excel(tmp_path / "retour" / "organisaties_retour.xlsx").load_sheet(0, dtypes="string")
    (row,) = sheet.to_polars().to_dicts()
    assert row["Regel"] == "3"
    assert row["Wat is er aan de hand"].startswith("Soort: ‘mbbo’ is geen bekende waarde.")
    assert (row["Organisatie"], row["Naam"], row["Soort"]) == ("roc-b", "ROC B (fictief)", "mbbo")


def test_return_files_never_go_into_the_home_and_nothing_is_stored_before_that_is_said(
    home: Home, delivery: Path
) -> None:
    done = grensganger(home.path, "ingest", delivery, "--partner", "programma", "--return-to", home.path / "retour")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Kies voor --return-to een map buiten de home" in done.stderr
    assert not home.path.exists()


def test_an_instant_in_the_future_is_refused(home: Home, delivery: Path) -> None:
    done = grensganger(home.path, "ingest", delivery, "--partner", "programma", "--received-at", "2206-01-02")

    assert done.returncode == 2
    assert "ligt in de toekomst" in done.stderr


def test_a_home_is_used_with_the_key_that_it_began_with(home: Home, delivery: Path) -> None:
    grensganger(home.path, "ingest", delivery, "--partner", "programma")
    home.key.write_text("ab" * 32, encoding="ascii")
    delivery.write_text(WITH_A_FAULT, encoding="utf-8")

    done = grensganger(home.path, "ingest", delivery, "--partner", "programma")

    assert done.returncode == 1
    assert "Dit is een andere sleutel" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ingest", "weg.csv", "--partner", "programma"], "Niet gevonden: weg.csv."),
        (["build", "--as-of", "2026-01-01"], "Geef --as-of en --out samen"),
        (["build", "--as-of", "gisteren", "--out", "elders"], "‘gisteren’ is geen tijdstip"),
        (["withdraw", "0123456789abcdef"], "Er is geen levering 0123456789abcdef."),
        (["dashboard", "--role", "minister"], "Onbekende rol ‘minister’."),
        (["ingest"], "Missing argument"),
    ],
)
def test_a_wrong_call_exits_2_and_says_what_to_do(arguments: list[str], message: str, home: Home) -> None:
    done = grensganger(home.path, *arguments)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_without_its_key_is_told_so_and_gets_no_new_one(home: Home, delivery: Path) -> None:
    grensganger(home.path, "ingest", delivery, "--partner", "programma")
    home.key.unlink()

    done = grensganger(home.path, "ingest", delivery, "--partner", "programma")

    assert done.returncode == 1
    assert "Met een nieuwe sleutel zou iedereen een tweede pseudoniem krijgen." in done.stderr
    assert not home.key.exists()


def test_status_shows_what_was_delivered_and_warns_of_a_key_in_the_home(home: Home, delivery: Path) -> None:
    grensganger(home.path, "ingest", delivery, "--partner", "programma", "--received-at", "2026-01-01T09:00")

    found = json.loads(grensganger(home.path, "status", "--json").stdout)

    (dataset,) = found["datasets"]
    assert (dataset["partner_id"], dataset["dataset"], dataset["outcome"]) == ("programma", "organisations", "geladen")
    assert dataset["received_at"] == "2026-01-01T08:00:00.000000+00:00"
    assert dataset["filled_share"] == 0.363636  # four of eleven fields
    assert len(found["warnings"]) == 1
    assert "GRENSGANGER_KEY_FILE" in found["warnings"][0]


def test_status_lists_every_delivery_also_as_json(home: Home, delivery: Path) -> None:
    grensganger(home.path, "ingest", delivery, "--partner", "programma", "--received-at", "2026-01-01T09:00")

    (listed,) = json.loads(grensganger(home.path, "status", "--all", "--json").stdout)["deliveries"]

    assert (listed["file_name"], listed["outcome"], listed["counts"]) == ("organisaties.csv", "geladen", True)
    told = grensganger(home.path, "status", "--all").stdout
    assert listed["delivery_id"] in told
    assert "01-01-2026 09:00" in told
    assert "36 %" in told
