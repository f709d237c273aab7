"""The page of one partner in Chromium, served with that role: readable for everybody, on a phone too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Look, drawn, looking, serving
from tests.dashboard.homes import demo_home

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard of one school."""
    home = demo_home(tmp_path_factory.getbasetemp())
    viewer = ("--role", "partner", "--organisation", "roc-vechtstroom")
    with serving(home, tmp_path_factory.mktemp("partner") / "log", viewer=viewer) as address:
        yield address


@pytest.fixture
def look(chromium: Browser, partner: str) -> Iterator[Look]:
    with looking(chromium, partner) as opened:
        yield opened


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(look: Look, theme: str, width: int) -> None:
    page = look("onze_organisatie", theme, width=width)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_from_a_figure_to_what_it_means_and_back(look: Look) -> None:
    page = look("onze_organisatie")
    page.get_by_role("link", name="Plaatsingen met coach of buddy").click()
    page.wait_for_url("**/begrippen?begrip=indicator.with_coach")
    drawn(page)
    expect(page.locator(".gg-concept h2")).to_have_text("Plaatsingen met coach of buddy")
    page.get_by_role("textbox", name="Zoek een begrip").fill("xyzzy")
    page.get_by_role("textbox", name="Zoek een begrip").press("Enter")
    expect(page.get_by_text("Niets gevonden voor ‘xyzzy’.")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Onze organisatie").click()
    expect(page.locator("h1.gg-sentence")).to_contain_text("ROC Vechtstroom (fictief) heeft 17 lopende plaatsingen")
