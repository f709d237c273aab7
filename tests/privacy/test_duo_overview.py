"""DUO's registratieoverzicht: recognised by its records, refused with what to do, and nothing of it kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.duo_overview import is_registration_overview
from pipelines.settings import Home
from tests.conftest import Deliver
from tests.privacy.planting import everything_under

OVERVIEW = """VLP|99AA|2025-08-01|2026-07-31|2026-08-03
PER|111222333||2007-11-23|V
ISG|111222333||C3|2025-08-01|2028-07-31||
ISP|111222333||C3|2025-08-01|25297|BOL|4|J
SLR|1|1|1|0|0|0|0|0|0
"""


@pytest.mark.parametrize("name", ["RO_99AA_20250801_20260731.csv", "leeropbrengsten.csv", "overzicht.txt"])
def test_an_overview_is_refused_under_any_name_and_nothing_of_it_is_kept(
    name: str, deliver: Deliver, home: Home
) -> None:
    (taken,) = deliver({name: OVERVIEW}).deliveries

    assert (taken.dataset, taken.outcome, taken.rows_delivered) == ("onbekend", "geweigerd", 0)
    [told] = [note.nl for note in taken.notes]
    assert told.startswith("Dit is een registratieoverzicht (RO) van DUO.")
    assert told.endswith("alleen het bestand leeropbrengsten, met nummers die de school zelf geeft.")
    assert not [place for place, text in everything_under(home.path) if "111222333" in text or "2007-11-23" in text]


def test_the_other_files_of_the_run_are_taken_in(deliver: Deliver) -> None:
    own = "Professional;Onderwijssector\nHP1;mbo\n"
    found = deliver({"professionals.csv": own, "RO_99AA.csv": OVERVIEW, "RO_99AA (1).csv": OVERVIEW}).deliveries

    assert [(taken.dataset, str(taken.outcome)) for taken in found] == [
        ("professionals", "geladen"),
        ("onbekend", "geweigerd"),
    ]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (OVERVIEW, True),
        (OVERVIEW.replace("|", ";"), True),
        ("\n".join(reversed(OVERVIEW.splitlines())), True),
        ("\ufeff" + OVERVIEW.replace("\n", "||||\r\n") + "||||\r\n", True),
        (OVERVIEW.splitlines()[0], False),  # one record is too little to tell by
        ("PER;Naam;Soort\nISG;ROC A;mbo\nroc;ROC B;mbo\n", False),
        ("Student;School\nPER;ISG\n", False),
        ("", False),
    ],
)
def test_an_overview_is_known_by_what_its_lines_begin_with(content: str, is_one: bool) -> None:
    assert is_registration_overview(content.encode()) == is_one


def test_real_overviews_are_recognised(shared: Path) -> None:
    files = sorted((shared / "duo_ro").glob("*.csv"))
    assert len(files) == 3
    assert all(is_registration_overview(file.read_bytes()) for file in files)
