"""Herkomst van dit getal: every figure says what it means, on which deliveries it rests and how those were checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Open, passports_of, texts_of
from tests.dashboard.steering import words

WITH_FIGURES = {
    "overzicht": 1,
    "indicatoren": 7,
    "plaatsingen": 8,
    "behoud": 4,
    "leeropbrengsten": 6,
    "werk_en_cultuur": 5,
    "peerreviews": 8,
    "financien": 6,
    "fasen": 3,
    "vergadering": 1,
}


def passports(app: AppTest) -> list[str]:
    return [words(markup) for markup in passports_of(app)]


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_every_figure_tells_its_data_their_checks_and_of_when_it_is(
    open_page: Open, demo_home: Path, page: str
) -> None:
    app = open_page(demo_home, page)
    assert [e.value for e in app.exception] == []
    found = passports(app)
    assert len(found) >= WITH_FIGURES[page]
    for passport in found:
        assert re.search(r"Definitie \w+", passport)
        assert re.search(r"Gegevens .*\(contract \d+\.\d+", passport)
        assert re.search(r"Toetsing \d+ regels? getoetst op [\d.]+ rijen\.", passport)
        assert "Afgeschermd Niets: in deze editie staan alle cijfers." in passport
        assert re.search(r"Peildatum \d\d-\d\d-\d{4} Stand van \d\d-\d\d-\d{4} \d\d:\d\d", passport)
        assert re.search(r"Bron Grensganger, editie Kernteam, kenmerk [0-9a-f]{8}", passport)
        assert re.search(r": \d+ leveringen? Partner Wanneer Bestand Rijen in gebruik", passport)


def test_a_funder_reads_how_much_is_withheld_and_who_delivered_when_but_no_file(
    open_page: Open, demo_home: Path
) -> None:
    found = passports(open_page(demo_home, "indicatoren", role="funder", thema="plaatsingen"))
    assert found
    for passport in found:
        assert re.search(r"In deze tabel (is|zijn) \d+ getal(len)? afgeschermd", passport)
        assert "Partner Wanneer" in passport
        assert "Bestand" not in passport
        assert ".csv" not in passport


def test_a_lectoraat_has_figures_without_deliveries(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "behoud", role="lectoraat"))
    assert [p for p in found if "Op welke leveringen dit rust, staat niet in deze editie." in p] == found != []


def test_an_english_reader_gets_it_in_english(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "behoud", taal="en"))
    assert all("Checks" in p and "rules checked on" in p for p in found)
    assert found


def test_what_the_reader_chose_stands_with_the_figure(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "plaatsingen", sector="mbo"))
    assert [p for p in found if "Onderwijssector Mbo" in p] == found != []


def test_a_figure_about_deliveries_rests_on_no_data_of_theirs(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "datakwaliteit"))
    assert len(found) == 5
    assert all("Peildatum" in p and "Toetsing" not in p and "Rijen in gebruik" not in p for p in found)


def test_nothing_of_it_is_made_before_somebody_opens_it(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "plaatsingen")
    assert 'class="gg-passport"' not in texts_of(app)
    assert len(passports_of(app)) == 8
