"""Phases as they are delivered and reported over time: as-of an earlier day, and the same day assessed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import story
from pipelines.catalogue import Catalogue
from pipelines.run_report import RunReport
from pipelines.settings import Home

Deliver = Callable[..., RunReport]
Published = Callable[[str], pl.DataFrame]

ORGANISATIONS = """Organisatie;Naam;Soort;BRIN;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;
bedrijf-c;Bedrijf C (fictief);bedrijf;;mkb
"""
PILOTS = """Pilot;Naam;Penvoerder;Spoor;Startdatum
p1;Pilot een;roc-a;behouden;1-9-2025
p2;Pilot twee;roc-a;opleiden;1-10-2025
"""
ASSESSED = "Onderdeel;Criterium;Datum;Status;Bewijs\n"
DECIDED = "Onderdeel;Datum;Fase;Besluit;Reden\n"


@pytest.fixture
def begun(deliver: Deliver) -> None:
    files = {"organisaties.csv": ORGANISATIONS, "pilots.csv": PILOTS}
    assert deliver(files, at="2026-01-05T10:00").exit_status == 0


def rows(edition: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(edition), read_only=True) as con:
        return con.cursor().sql(query).fetchall()


@pytest.mark.usefixtures("begun")
def test_as_of_an_earlier_day_phases_stand_as_they_did_then(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    # the decision for February is delivered in January already: it counts from its own day on
    first = {
        "fasebeoordelingen.csv": ASSESSED + "p1;S1;10-1-2026;behaald;plan\np1;S3;10-1-2026;in uitvoering;\n",
        "fasebesluiten.csv": DECIDED + "p1;1-2-2026;starten;door;klaar\np2;12-1-2026;starten;aanhouden;wacht\n",
    }
    assert deliver(first, at="2026-01-20T10:00").exit_status == 0
    second = {
        "fasebeoordelingen.csv": ASSESSED + "p1;S3;15-1-2026;behaald;kernteam\np2;S1;1-3-2026;behaald;plan\n",
        "fasebesluiten.csv": DECIDED + "p2;15-3-2026;starten;door;alsnog\n",
    }
    assert deliver(second, at="2026-04-01T10:00").exit_status == 0
    position = "select scope_id, phase, since, criteria_met, ready from mart.phase_position order by all"
    history = "select scope_id, stay, phase, left_on, decision, criteria_met from mart.phase_history order by all"
    then, later = tmp_path / "then", tmp_path / "later"

    story.build(home, catalogue, dt.datetime(2026, 1, 31, 12), then)
    story.build(home, catalogue, dt.datetime(2026, 3, 31, 12), later)
    story.build(home, catalogue)

    day = dt.date
    assert rows(then / "kernteam.duckdb", position) == [
        ("p1", "starten", day(2025, 9, 1), 1, False),
        ("p2", "starten", day(2025, 10, 1), 0, False),
    ]
    # the second delivery had not come in yet, the decision of February had been taken
    assert rows(later / "kernteam.duckdb", history) == [
        ("p1", 1, "starten", day(2026, 2, 1), "door", 1),
        ("p1", 2, "ontwikkelen", None, None, 0),
        ("p2", 1, "starten", None, None, 0),
    ]
    # what was assessed in January but delivered in April is known to have been so when p1 went on
    assert rows(home.kernteam_edition, history) == [
        ("p1", 1, "starten", day(2026, 2, 1), "door", 2),
        ("p1", 2, "ontwikkelen", None, None, 0),
        ("p2", 1, "starten", day(2026, 3, 15), "door", 1),
        ("p2", 2, "ontwikkelen", None, None, 0),
    ]


@pytest.mark.usefixtures("begun")
def test_of_two_assessments_of_one_day_the_one_delivered_last_counts(deliver: Deliver, published: Published) -> None:
    one = ASSESSED + "p1;S1;10-1-2026;behaald;plan\np2;S1;10-1-2026;in uitvoering;\n"
    other = ASSESSED + "p1;S1;10-1-2026;in uitvoering;\np2;S1;10-1-2026;behaald;plan\n"
    assert deliver({"fasebeoordelingen.csv": one}, at="2026-01-20T10:00").exit_status == 0
    report = deliver({"fasebeoordelingen.csv": other}, partner="roc-a", at="2026-01-21T10:00", build=True)
    assert report.exit_status == 0

    found = published(
        "select scope_id, status from mart.phase_criteria where assessed_on is not null order by scope_id"
    ).rows()
    assert found == [("p1", "in_uitvoering"), ("p2", "behaald")]


@pytest.mark.usefixtures("begun")
def test_of_two_decisions_of_one_day_the_one_delivered_last_counts(deliver: Deliver, published: Published) -> None:
    one = DECIDED + "p1;10-1-2026;starten;door;klaar\np2;10-1-2026;starten;aanhouden;wacht\n"
    other = DECIDED + "p1;10-1-2026;starten;aanhouden;toch niet\np2;10-1-2026;starten;door;toch wel\n"
    assert deliver({"fasebesluiten.csv": one}, at="2026-01-20T10:00").exit_status == 0
    assert deliver({"fasebesluiten.csv": other}, at="2026-01-21T10:00", build=True).exit_status == 0

    found = published("select scope_id, phase from mart.phase_position order by scope_id").rows()
    assert found == [("p1", "starten"), ("p2", "ontwikkelen")]


@pytest.mark.usefixtures("begun")
def test_a_stop_that_is_withdrawn_never_was(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    """A stop is final; who stopped by mistake has the delivery withdrawn, and later decisions count again."""
    moves = DECIDED + "p1;10-1-2026;starten;door;klaar\np2;12-1-2026;starten;aanhouden;wacht\n"
    mistake = DECIDED + "p1;1-2-2026;ontwikkelen;stop;vergissing\np2;1-2-2026;starten;stop;echt\n"
    again = DECIDED + "p1;1-3-2026;ontwikkelen;door;pilots lopen\n"
    assert deliver({"fasebesluiten.csv": moves}, at="2026-01-20T10:00").exit_status == 0
    assert deliver({"fasebesluiten.csv": mistake}, at="2026-02-02T10:00").exit_status == 0
    assert deliver({"fasebesluiten.csv": again}, at="2026-03-02T10:00", build=True).exit_status == 0
    position = "select scope_id, phase, stopped_on from mart.phase_position order by scope_id"
    history = "select scope_id, stay, phase, left_on, decision from mart.phase_history order by all"
    conflicts = "select scope_id, dated_on, number from mart.phase_conflicts where kind = 'door_met_open_punten'"
    day = dt.date

    assert rows(home.kernteam_edition, position) == [
        ("p1", "ontwikkelen", day(2026, 2, 1)),
        ("p2", "starten", day(2026, 2, 1)),
    ]
    assert rows(home.kernteam_edition, conflicts) == []

    ((stopping,),) = rows(
        home.kernteam_edition, "select distinct delivery_id from core.phase_decisions where decision = 'stop'"
    )
    story.withdraw(home, str(stopping), catalogue)

    assert rows(home.kernteam_edition, position) == [("p1", "valideren", None), ("p2", "starten", None)]
    assert rows(home.kernteam_edition, history) == [
        ("p1", 1, "starten", day(2026, 1, 10), "door"),
        ("p1", 2, "ontwikkelen", day(2026, 3, 1), "door"),
        ("p1", 3, "valideren", None, None),
        ("p2", 1, "starten", None, None),
    ]
    assert rows(home.kernteam_edition, f"{conflicts} order by dated_on") == [
        ("p1", day(2026, 1, 10), 8),
        ("p1", day(2026, 3, 1), 6),
    ]
