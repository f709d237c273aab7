"""Each role has the pages that its edition can fill, and each of them opens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.components.view import current_pages
from tests.dashboard.conftest import Open, elements_of, texts_of, told_of_charts

OF_EVERYBODY = ["overzicht", "behoud", "leeropbrengsten", "werk_en_cultuur", "begrippen", "privacy"]
OF_FUNDERS = [*OF_EVERYBODY, "fasen", "indicatoren", "financien"]
OF_PARTNERS = [*OF_FUNDERS, "onze_organisatie", "vergadering", "datakwaliteit"]
PAGES = {"lectoraat": OF_EVERYBODY, "funder": OF_FUNDERS, "partner": OF_PARTNERS}
PARTNER = "roc-vechtstroom"
CHARTS = {
    "lectoraat": {"overzicht": 1, "behoud": 2, "leeropbrengsten": 2, "werk_en_cultuur": 4},
    "funder": {"behoud": 1, "leeropbrengsten": 2, "werk_en_cultuur": 4, "indicatoren": 5, "financien": 1},
}
CHARTS["partner"] = CHARTS["funder"] | {"onze_organisatie": 2, "datakwaliteit": 1}


@pytest.mark.parametrize(
    ("role", "page"),
    [(role, page) for role, pages in PAGES.items() for page in pages],
)
def test_a_page_of_a_role_opens_on_its_own_edition(
    demo_home: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch, role: str, page: str
) -> None:
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", PARTNER)
    app = open_page(demo_home, page, role=role)

    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    assert "andere versie" not in texts_of(app)
    assert len(texts_of(app)) > 300
    told = told_of_charts(app)
    assert len(told) == CHARTS[role].get(page, 0)
    assert [words for words in told if not re.search(r"grafiek.*\d", words)] == [], "of a chart its numbers are told"
    first = elements_of(app)
    assert elements_of(app.run()) == first, "what was made at the first run is handed over at the next"


@pytest.mark.parametrize("theme", ["plaatsingen", "bevoegdheid", "behoud", "financien", "fasen"])
def test_every_theme_of_indicators_opens_for_funders(demo_home: Path, open_page: Open, theme: str) -> None:
    assert not open_page(demo_home, "indicatoren", role="funder", thema=theme).exception


@pytest.mark.parametrize("role", PAGES)
def test_a_role_has_no_page_that_its_edition_cannot_fill(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("GRENSGANGER_HOME", str(demo_home))
    monkeypatch.setenv("GRENSGANGER_ROLE", role)
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", PARTNER)

    assert sorted(current_pages()) == sorted(PAGES[role])
