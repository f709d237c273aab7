"""Every page opens, in both languages, filled and empty, and says with which data."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.components.view import current_pages
from tests.dashboard.conftest import APP, Open, elements_of, texts_of, told_of_charts

OF_PARTNERS_ONLY = "onze_organisatie"  # see test_roles
PAGES = sorted({file.stem for file in APP.parent.glob("app_pages/[a-z]*.py")} - {OF_PARTNERS_ONLY})
CHARTS = {"indicatoren": 7, "plaatsingen": 6, "behoud": 2, "leeropbrengsten": 2, "werk_en_cultuur": 4}
CHARTS |= {"peerreviews": 4, "financien": 2, "datakwaliteit": 1}


def headline(markup: str) -> str:
    found = re.search(r'<h1 class="gg-sentence">(.*?)</h1>', markup)
    assert found, markup[:2000]
    return found[1]


def test_every_page_of_the_product_is_opened_here(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRENSGANGER_HOME", str(demo_home))
    monkeypatch.setenv("GRENSGANGER_ROLE", "kernteam")
    assert sorted(current_pages()) == PAGES


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_the_example_data(open_page: Open, demo_home: Path, page: str, language: str) -> None:
    app = open_page(demo_home, page, taal=language)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    assert re.search(r"\d", headline(texts_of(app))), "the sentence at the head has a number in it"
    assert ("Voorbeelddata:" if language == "nl" else "Example data:") in texts_of(app)
    assert ("Peildatum" if language == "nl" else "Reference date") in texts_of(app)
    told, kind = told_of_charts(app), "grafiek" if language == "nl" else "chart"
    assert len(told) == CHARTS.get(page, 0)
    assert [words for words in told if not re.search(rf"{kind}.*\d", words)] == [], "of a chart its numbers are told"
    first = elements_of(app)
    assert elements_of(app.run()) == first, "what was made at the first run is handed over at the next"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_where_nothing_was_delivered(open_page: Open, empty_home: Path, page: str, language: str) -> None:
    app = open_page(empty_home, page, taal=language)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    assert 'class="gg-banner"' not in texts_of(app), "no banner on data that are not example data"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_after_the_first_delivery(open_page: Open, one_delivery_home: Path, page: str) -> None:
    app = open_page(one_delivery_home, page)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    assert headline(texts_of(app))


@pytest.mark.parametrize("page", sorted({*PAGES} - {"vergadering", "fasen", "begrippen", "privacy"}))
def test_an_empty_page_says_what_to_do(open_page: Open, empty_home: Path, page: str) -> None:
    assert "grensganger ingest" in texts_of(open_page(empty_home, page))


def test_without_an_edition_the_page_says_which_command_makes_one(open_page: Open, tmp_path: Path) -> None:
    app = open_page(tmp_path)
    assert [e.value for e in app.exception] == []
    assert "grensganger demo" in texts_of(app)
    assert "kernteam.duckdb" in texts_of(app)


def test_an_edition_of_another_version_says_which_command_makes_it_anew(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    with duckdb.connect(tmp_path / "published" / "kernteam.duckdb") as connection:
        connection.execute("create schema meta")
    app = open_page(tmp_path)
    assert [e.value for e in app.exception] == []
    assert "grensganger build" in texts_of(app)


def test_the_overview_has_every_scope_in_one_phase(open_page: Open, demo_home: Path) -> None:
    markup = texts_of(open_page(demo_home))
    assert markup.count('class="gg-phase"') == 5
    assert markup.count("gg-programme") >= 1
    assert markup.count('<li class="gg-member') == 13


def test_what_asks_for_attention_links_to_where_it_is_dealt_with(open_page: Open, demo_home: Path) -> None:
    markup = texts_of(open_page(demo_home, taal="en"))
    assert re.search(r'href="fasen\?onderdeel=[a-z-]+&amp;taal=en"', markup)
    assert re.search(r'href="plaatsingen\?pilot=[a-z-]+&amp;aandacht=[a-z_]+&amp;taal=en"', markup)


@pytest.mark.parametrize(
    ("page", "parameters", "expected"),
    [
        ("fasen", {"onderdeel": "pilot-metaal-vechtdal"}, "Hybride in de metaal Vechtdal zit sinds"),
        ("behoud", {"verdeling": "fte_class"}, "Minder dan 0,5 fte"),
        ("behoud", {"verdeling": "onzin"}, "Alle plaatsingen"),
        ("datakwaliteit", {"partner": "roc-vechtstroom"}, "ROC Vechtstroom"),
    ],
)
def test_a_choice_in_the_link_is_shown(
    open_page: Open, demo_home: Path, page: str, parameters: dict[str, str], expected: str
) -> None:
    assert expected in texts_of(open_page(demo_home, page, **parameters))


def test_choosing_writes_the_link(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "behoud")
    app.selectbox(key="keuze.verdeling").select("coach").run()
    assert app.query_params["verdeling"] == "coach"
    app.selectbox(key="keuze.verdeling").select("alle").run()
    assert "verdeling" not in app.query_params
