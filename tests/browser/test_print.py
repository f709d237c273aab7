"""A page on paper: all of it, over several pages, with what was chosen and of when the data are."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_prints_whole_with_its_choices_and_its_date(look: Look, theme: str) -> None:
    page = look("indicatoren?thema=partnerschap", theme)
    last = page.locator("h2.gg-section").last.inner_text()
    page.emulate_media(media="print")
    charts = page.locator("svg.marks")
    background = "e => getComputedStyle(e).backgroundColor"
    assert {charts.nth(i).evaluate(background) for i in range(charts.count())} == {"rgb(255, 255, 255)"}
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert page.get_by_role("button", name="Herkomst", exact=False).filter(visible=True).count() == 0

    printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) > 1
    said = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert "Indicatoren · Peildatum 16 oktober 2026" in said
    assert "Thema: Partnerschap" in said
    assert last in said
    assert "Waterstof leren aan de kust" in said.split(last, 1)[1], "the last row of the last table is there, too"
    assert "Herkomst" not in said
    assert "English" not in said, "what stands beside a page is not printed"


@pytest.mark.parametrize("name", ["financien", "plaatsingen"])
def test_no_chart_or_table_is_wider_than_the_paper(look: Look, name: str) -> None:
    page = look(name)
    page.set_viewport_size({"width": 703, "height": 900})  # A4 less its margins, at 96 dots an inch
    page.emulate_media(media="print")
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('svg.marks, .gg-table, .gg-track')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"""
    )
    assert beyond == 0
