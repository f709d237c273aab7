"""What only one role has, in Chromium, served as that role sees it: readable for everybody, on a phone too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Look, drawn, looking, serving
from tests.browser.readable import assert_readable
from tests.dashboard.homes import demo_home

pytestmark = pytest.mark.browser

# Findings; reach, the published curve of all and of several, public money; a partner's own figures.
PAGES = {
    "lectoraat": [""],
    "funder": ["", "behoud", "behoud?verdeling=school_sector", "financien"],
    "partner": ["onze_organisatie"],
}


@pytest.fixture(scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard of a role; of a partner that of one school."""
    role: str = request.param
    home, log = demo_home(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp(role) / "log"
    whose = ("--organisation", "roc-vechtstroom") if role == "partner" else ()
    with serving(home, log, viewer=("--role", role, *whose)) as address:
        yield address


@pytest.fixture
def look(chromium: Browser, served: str) -> Iterator[Look]:
    with looking(chromium, served) as opened:
        yield opened


@pytest.mark.parametrize(
    ("served", "address"), [(role, page) for role, pages in PAGES.items() for page in pages], indirect=["served"]
)
def test_what_only_a_role_has_is_readable_for_everybody_on_every_screen(look: Look, address: str) -> None:
    assert_readable(look(address))


@pytest.mark.parametrize("served", ["partner"], indirect=True)
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
