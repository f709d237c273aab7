"""The page Privacy: each role reads what is held of whom, in its own edition, with the thresholds as they are set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.components import privacy
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, {}), None, False)


def dataset(persons: str, years: int) -> dict[str, Any]:
    return {"persons": persons, "retention_years": years}


def page(open_page: Open, home: Path, role: str = "kernteam", **choices: str) -> str:
    app = open_page(home, "privacy", role, **choices)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    return words(texts_of(app))


@pytest.mark.parametrize(
    ("datasets", "role", "expected"),
    [
        (
            [dataset("professional", 7), dataset("student", 3), dataset("", 9)],
            "kernteam",
            "2 van de 3 soorten gegevens gaan over personen, zonder namen, en worden ten hoogste 7 jaar bewaard.",
        ),
        (
            [dataset("student", 3), dataset("", 7)],
            "funder",
            "1 van de 2 soorten gegevens gaat over personen, zonder namen, en wordt ten hoogste 3 jaar bewaard.",
        ),
        (
            [dataset("student", 3), dataset("", 7)],
            "lectoraat",
            "1 van de 2 soorten gegevens in uw editie gaat over personen, zonder namen, en wordt ten hoogste 3 jaar "
            "bewaard.",
        ),
        ([dataset("", 7)], "kernteam", "Geen van de gegevens gaat over personen."),
    ],
)
def test_the_sentence(
    monkeypatch: pytest.MonkeyPatch, datasets: list[dict[str, Any]], role: str, expected: str
) -> None:
    monkeypatch.setenv("GRENSGANGER_ROLE", role)
    assert privacy.privacy_sentence(view(), datasets) == expected


def test_a_request_begins_with_who_knows_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = (
        "Een verzoek begint bij de school of het bedrijf dat het nummer van de persoon kent: deze monitor kent geen "
        "namen."
    )
    monkeypatch.setattr(privacy, "current_contact", lambda: "")
    assert privacy.contact_text(view()) == begin
    monkeypatch.setattr(privacy, "current_contact", lambda: "fg@roc.example")
    assert privacy.contact_text(view()) == f"{begin} Vragen? Neem contact op met fg@roc.example."


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("kernteam", "Niet erin Antwoorden van personen op vragenlijsten."),
        ("lectoraat", "Dit is gepseudonimiseerd, niet anoniem."),
        ("funder", "Rijen over personen Geen: uw editie heeft alleen totalen."),
        ("partner", "Niet erin Rijen en leveringen van andere partners"),
    ],
)
def test_a_role_reads_what_its_own_edition_holds_and_leaves_out(
    open_page: Open, demo_home: Path, monkeypatch: pytest.MonkeyPatch, role: str, expected: str
) -> None:
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", "roc-vechtstroom")
    said = page(open_page, demo_home, role)
    assert expected in said
    assert said.count("Hier kijkt u in") == 1
    has_rows = "leerlingen en studenten, onder een pseudoniem." in said
    has_totals = "Totalen over personen zijn van 16 oktober 2026 en staan stil tot de volgende ronde." in said
    assert (has_rows, has_totals) == (role != "funder", role in ("funder", "partner"))


def test_the_register_says_of_whom_for_what_and_how_long(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home)
    assert (
        "Professionals hybride professionals Achtergrond van de hybride professionals: onderwijssector, ervaring, "
        "bevoegdheid en de toestemming die zij gaven. Een pilot van drie jaar plus twee jaar waarin het behoud wordt "
        "gevolgd. Daarna is de achtergrond van een persoon niet meer nodig. 5 jaar vakrichting"
    ) in said
    assert "Leeropbrengsten leerlingen en studenten" in said
    assert "Vragenlijsten invullers van vragenlijsten" in said
    assert "Pilots geen personen" in said


def test_thresholds_are_those_of_the_programme(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home)
    assert "In totalen staat geen aantal van 1 tot en met 4 personen." in said
    assert "scores pas iets vanaf 10 personen, en niet als er buiten één school 1 tot en met 4 overblijven." in said


def test_rights_stand_with_their_commands(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home)
    assert "Inzage artikel 15 AVG" in said
    assert "grensganger show --dataset professionals --id NUMMER" in said
    assert "grensganger forget --dataset professionals --id NUMMER" in said
    english = page(open_page, demo_home, taal="en")
    assert "Totals have no number of 1 to 4 persons." in english
    assert "Access article 15 GDPR" in english


def test_where_nothing_was_delivered_nobody_is_in_it_yet(open_page: Open, empty_home: Path) -> None:
    assert "Rijen over personen Nog geen." in page(open_page, empty_home)
