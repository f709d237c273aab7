"""Every page opens, in both languages, filled and empty, and says with which data."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.dashboard.conftest import Open, elements_of, texts_of

PAGES = ["overzicht", "vergadering", "fasen", "plaatsingen", "behoud", "datakwaliteit"]
PAGES += ["leeropbrengsten", "werk_en_cultuur"]
PAGES += ["begrippen", "privacy"]
PAGES += ["indicatoren", "peerreviews", "financien"]


def headline(markup: str) -> str:
    found = re.search(r'<h1 class="gg-sentence">(.*?)</h1>', markup)
    assert found, markup[:2000]
    return found[1]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_the_example_data(open_page: Open, demo_home: Path, page: str, language: str) -> None:
    app = open_page(demo_home, page, taal=language)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    assert re.search(r"\d", headline(texts_of(app))), "the sentence at the head has a number in it"
    assert ("Voorbeelddata:" if language == "nl" else "Example data:") in texts_of(app)
    assert ("Peildatum" if language == "nl" else "Reference date") in texts_of(app)
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
    assert re.search(r'href="plaatsingen\?pilot=[a-z-]+&amp;taal=en"', markup)


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


def test_every_chart_tells_in_words_what_it_shows(open_page: Open, demo_home: Path) -> None:
    counts = {"plaatsingen": 6, "behoud": 2, "datakwaliteit": 1, "peerreviews": 4, "financien": 2}
    for page, charts in (counts | {"leeropbrengsten": 2, "werk_en_cultuur": 4}).items():
        drawn = open_page(demo_home, page).get("vega_lite_chart") or open_page(demo_home, page).get(
            "arrow_vega_lite_chart"
        )
        assert len(drawn) == charts
        assert all(re.search(r"grafiek.*\d", chart.proto.alt) for chart in drawn)
