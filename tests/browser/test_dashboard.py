"""The dashboard in Chromium: it opens, a link shows the same again, everybody can read it, nothing leaves the machine.

The fixture `look` fails a test whose page logs an error or asks another host for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Look, drawn, looking

pytestmark = pytest.mark.browser

PAGES = ["", "vergadering", "fasen", "plaatsingen", "behoud", "datakwaliteit"]
STEERING = ["indicatoren", "peerreviews", "financien"]
RESEARCH = ["leeropbrengsten", "werk_en_cultuur"]
PAGES += [*STEERING, *RESEARCH, "begrippen", "privacy"]
CHOICES = [
    "peerreviews?zoek=buddy",
    "begrippen?woord=coach",
    "begrippen?begrip=dataset.placements",
    "leeropbrengsten?verdeling=school_sector&uitkomst=beroepshouding",
    "financien?onderdeel=pilot-vmbo-techniek-salland",
    "behoud?verdeling=fte_class",
    "behoud?verdeling=function&groep=docent",
    "fasen?onderdeel=pilot-metaal-vechtdal",
]


def headline(page: Page) -> str:
    return page.locator("h1.gg-sentence").inner_text()


@pytest.fixture(scope="module", params=[*PAGES, *CHOICES])
def wide(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """Each page once, on a wide screen."""
    with looking(chromium, server) as look:
        yield look(request.param)


@pytest.fixture(scope="module", params=[*PAGES, *CHOICES])
def narrow(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """Each page once, on a phone."""
    with looking(chromium, server) as look:
        yield look(request.param, width=390, height=844)


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_a_wide_screen(wide: Page) -> None:
    assert_accessible(wide)


def test_axe_finds_nothing_in_the_dark(wide: Page) -> None:
    wide.emulate_media(color_scheme="dark")
    expect(wide.locator(".stApp")).to_have_css("color-scheme", "dark")
    assert_accessible(wide)
    wide.emulate_media(color_scheme="light")


def test_axe_finds_nothing_on_a_phone(narrow: Page) -> None:
    assert_accessible(narrow)


def test_nothing_is_wider_than_a_phone(narrow: Page) -> None:
    beyond = narrow.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')]
            .filter(e => !e.closest('.gg-tall, .gg-wide, caption, thead, svg'))
            .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().right > window.innerWidth + 1)
            .map(e => e.className || e.tagName)"""
    )
    assert beyond == []
    assert narrow.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def cut_off(page: Page) -> list[str]:
    """The texts of charts that do not stand within them whole."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('svg.marks')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => t.textContent && t.getAttribute('opacity') !== '0')
                .filter(t => { const b = t.getBoundingClientRect();
                    return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1 })
                .map(t => t.textContent);
        })"""
    )
    return found


def test_no_text_of_a_chart_is_cut_off_on_a_wide_screen(wide: Page) -> None:
    assert cut_off(wide) == []


def test_no_text_of_a_chart_is_cut_off_on_a_phone(narrow: Page) -> None:
    assert cut_off(narrow) == []


def test_the_page_says_its_language(wide: Page) -> None:
    assert wide.locator("html").get_attribute("lang") == "nl"


def test_english_is_one_click_away_and_stays(look: Look) -> None:
    page = look("behoud?verdeling=fte_class")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile("taal=en"))
    drawn(page)
    assert "verdeling=fte_class" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_test_id("stSidebar").get_by_role("link", name="Placements").click()
    expect(page.locator("h1.gg-sentence")).to_contain_text("active placements")
    assert "taal=en" in page.url


def test_a_choice_in_the_link_shows_the_same_to_a_colleague(look: Look) -> None:
    page = look("plaatsingen")
    before = headline(page)
    page.get_by_role("combobox", name="Onderwijssector").click()
    page.get_by_role("option", name="Mbo", exact=True).click()
    page.wait_for_url(re.compile("sector=mbo"))
    expect(page.locator("h1.gg-sentence")).not_to_have_text(before)
    drawn(page)
    colleague = look(page.url.split("/", 3)[3])
    assert headline(colleague) == headline(page)
    expect(colleague.get_by_role("combobox", name="Onderwijssector")).to_be_visible()


def test_from_attention_to_where_it_is_dealt_with(look: Look) -> None:
    page = look()
    matter = page.locator(".gg-matters a").first
    name = matter.inner_text()
    matter.click()
    page.wait_for_url(re.compile("onderdeel="))
    drawn(page)
    assert headline(page).startswith(name)


def test_every_page_is_reached_from_the_sidebar(look: Look) -> None:
    page = look()
    steering = ("Indicatoren", "Peerreviews", "Financiën", "Leeropbrengsten", "Werk en cultuur", "Begrippen", "Privacy")
    for name in ("Vergadering", "Fasen", *steering, "Plaatsingen", "Behoud", "Datakwaliteit", "Overzicht"):
        page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
        expect(page.locator(".gg-kicker strong")).to_have_text(name)
        expect(page).to_have_title(f"{name} · Grensganger")
    drawn(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_take_their_text_colour_from_the_page(look: Look, theme: str) -> None:
    page = look("plaatsingen", theme)
    colour = "text => getComputedStyle(text).fill"
    label = page.locator("svg.marks .mark-text.role-mark text").first.evaluate(colour)
    assert label == page.locator("h1.gg-sentence").evaluate("h => getComputedStyle(h).color")


def test_numbers_in_charts_are_dutch(look: Look) -> None:
    texts = look("datakwaliteit").locator("svg.marks text").all_text_contents()
    assert [text for text in texts if re.fullmatch(r"\d\.000", text)]
    assert not [text for text in texts if re.search(r"\d,\d{3}", text)]
