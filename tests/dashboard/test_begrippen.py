"""The page Begrippen: everything that has a definition is there for every role, and is found by any word of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.components import glossary
from dashboard.components.concepts import CRITERION, FIELD, INDICATOR, TERM, Concept, concept_link, concept_named
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from pipelines.catalogue import Catalogue
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

CONCEPTS = [
    Concept(TERM, ("pilot",), "Pilot", "Een proef, ook met een coach."),
    Concept(INDICATOR, ("schools", "schools_mbo", "schools_hbo"), "Scholen", "Hoeveel er meedoen."),
    Concept(FIELD, ("placements.start_date",), "Startdatum", "Eerste dag.", (("Voorbeeld", "café"),), "Plaatsingen"),
    Concept(FIELD, ("placements.coach",), "Coach of buddy", "Is er een?", (), "Plaatsingen", also="Mentor"),
]


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, {}), None, False)


def page(open_page: Open, home: Path, role: str = "kernteam", **choices: str) -> str:
    app = open_page(home, "begrippen", role, **choices)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    return words(texts_of(app))


@pytest.mark.parametrize(
    ("sought", "kind", "expected"),
    [
        ("", None, ["Pilot", "Scholen", "Startdatum", "Coach of buddy"]),
        ("COACH", None, ["Pilot", "Coach of buddy"]),  # kind after kind
        ("cafe", None, ["Startdatum"]),  # accents do not matter, and an example is searched too
        ("plaatsingen", FIELD, ["Startdatum", "Coach of buddy"]),
        ("plaatsingen coach", None, ["Coach of buddy"]),  # every word
        ("mentor", None, ["Coach of buddy"]),  # the other language
        ("placements.coach", None, ["Coach of buddy"]),  # what a column is called
        ("schools_hbo", None, ["Scholen"]),
        ("coach", CRITERION, []),
    ],
)
def test_a_search_finds_concepts_in_which_every_word_occurs(sought: str, kind: str | None, expected: list[str]) -> None:
    assert [c.title for c in glossary.matching(CONCEPTS, sought, kind)] == expected


def test_within_a_kind_what_is_called_so_comes_first() -> None:
    mentioned, called = Concept(FIELD, ("a",), "Begin", "Niet het einde."), Concept(FIELD, ("b",), "Einde", "Dag.")
    assert [c.title for c in glossary.matching([mentioned, called], "einde", None)] == ["Einde", "Begin"]


def test_as_long_as_nothing_is_asked_the_page_lists_terms() -> None:
    assert [c.title for c in glossary.shown(CONCEPTS, "", None)] == ["Pilot"]
    assert [c.title for c in glossary.shown(CONCEPTS, "", INDICATOR)] == ["Scholen"]
    assert len(glossary.shown(CONCEPTS, "e", None)) == 4


@pytest.mark.parametrize(
    ("sought", "holds_indicators", "expected"),
    [
        ("", True, "4 begrippen staan hier uitgelegd, waaronder 1 indicatoren en 2 velden."),
        ("", False, "4 begrippen staan hier uitgelegd, waaronder 2 velden."),
        ("mentor", True, "1 van de 4 begrippen hoort bij ‘mentor’."),
        ("coach", True, "2 van de 4 begrippen horen bij ‘coach’."),
        ("xyz", True, "0 van de 4 begrippen horen bij ‘xyz’."),
    ],
)
def test_the_sentence(monkeypatch: pytest.MonkeyPatch, sought: str, holds_indicators: bool, expected: str) -> None:
    monkeypatch.setattr(View, "holds", lambda _, _question: holds_indicators)
    assert glossary.concept_sentence(view(), CONCEPTS, sought, None) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("indicator.schools", "Scholen"),
        ("indicator.schools_mbo", "Scholen"),  # a figure leads to its indicator
        ("veld.placements.coach", "Coach of buddy"),
        ("term.schools", None),
        ("onzin", None),
        (None, None),
    ],
)
def test_a_link_names_a_concept_by_its_kind_and_name(address: str | None, expected: str | None) -> None:
    found = concept_named(CONCEPTS, address)
    assert (found and found.title) == expected


def test_other_pages_link_to_a_concept() -> None:
    assert concept_link(view(), INDICATOR, "schools_mbo", "Mbo-scholen") == (
        '<a href="begrippen?begrip=indicator.schools_mbo" target="_self">Mbo-scholen</a>'
    )
    assert "taal=en" in concept_link(view("en"), TERM, "pilot", "Pilot")


@pytest.mark.parametrize("role", ["kernteam", "funder"])
def test_everything_that_contracts_and_headers_define_is_there(
    open_page: Open, demo_home: Path, catalogue: Catalogue, role: str
) -> None:
    fields = sum(len(contract.fields) for contract in catalogue.contracts.values())
    indicators = len({indicator.name for indicator in catalogue.indicators})
    programme = catalogue.programme
    parts = (catalogue.terms, programme.phases, programme.criteria, catalogue.contracts, programme.thresholds)
    every = sum(map(len, parts)) + fields + indicators
    said = page(open_page, demo_home, role)
    assert f"{every} begrippen staan hier uitgelegd, waaronder {indicators} indicatoren en {fields} velden." in said
    assert f"{len(programme.criteria)} criteria · {indicators} indicatoren" in said


@pytest.mark.parametrize("role", ["kernteam", "lectoraat", "funder", "partner"])
def test_every_role_reads_what_a_term_means(
    open_page: Open, demo_home: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", "roc-vechtstroom")
    said = page(open_page, demo_home, role)
    assert "Behoud retention Of de combinatie van school en bedrijf blijft bestaan." in said
    assert ("Indicatoren staan er niet in" in said) == (role == "lectoraat")


def test_a_field_tells_its_form_its_values_and_who_may_see_it(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, begrip="veld.professionals.discipline")
    assert "Veld · Professionals Vakrichting" in said
    assert "Wie dit mag zien Vertrouwelijk: het kernteam, en wie het leverde." in said
    said = page(open_page, demo_home, begrip="veld.professionals.professional_id")
    assert "Niemand: het nummer wordt bij binnenkomst vervangen door een pseudoniem." in said
    assert "Waarden Vmbo, Mbo, Hbo" in page(open_page, demo_home, begrip="veld.professionals.school_sector")
    assert "Vorm getal (fte)" in page(open_page, demo_home, begrip="veld.placements.fte_school")
    assert "Waarden verwijst naar Pilots" in page(open_page, demo_home, begrip="veld.placements.pilot_id")


def test_an_indicator_tells_its_parts_version_and_variants(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, begrip="indicator.schools_mbo")
    assert "Indicator · Partnerschap Deelnemende scholen" in said
    assert "Apart voor Vmbo, Mbo, Hbo" in said
    assert "Versie 1, geldt vanaf 2020" in said


def test_a_phase_stands_with_its_criteria_and_a_dataset_with_its_fields(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, begrip="fase.starten", taal="en")
    assert "Phase 1 Start" in said
    assert "S4 Partners from vmbo, mbo, hbo, companies and O&O-fondsen" in said
    assert "FTE school" in page(open_page, demo_home, begrip="dataset.placements")


def test_what_is_not_found_is_said(open_page: Open, demo_home: Path) -> None:
    assert "Niets gevonden voor ‘xyzzy’." in page(open_page, demo_home, woord="xyzzy")
    assert "staat niet in uw editie" in page(open_page, demo_home, begrip="term.xyzzy")


def test_searched_words_are_text_never_markup(open_page: Open, demo_home: Path) -> None:
    markup = texts_of(open_page(demo_home, "begrippen", woord="<b>x</b>"))
    assert "&lt;b&gt;x&lt;/b&gt;" in markup
    assert "<b>x</b>" not in markup


def test_where_nothing_was_delivered_definitions_are_there_all_the_same(open_page: Open, empty_home: Path) -> None:
    assert "Een code in plaats van een persoonsnummer" in page(open_page, empty_home)
