"""The dashboard in Chromium: it opens, a link shows the same again, everybody can read it, nothing leaves the machine.

The fixture `look` fails a test whose page logs an error or asks another host for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Look, drawn, looking
from tests.browser.readable import (
    PHONE,
    assert_accessible,
    assert_no_chart_is_cut_off,
    assert_nothing_is_wider,
    narrow,
)

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
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """Each page once: first as a wide screen has it, then as a phone does."""
    with looking(chromium, server) as look:
        yield look(request.param)


def test_axe_finds_nothing_on_a_wide_screen_in_either_theme(page: Page) -> None:
    assert_accessible(page)


def test_no_text_of_a_chart_is_cut_off_on_a_wide_screen(page: Page) -> None:
    assert_no_chart_is_cut_off(page)


def test_the_page_says_its_language(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "nl"


def test_axe_finds_nothing_on_a_phone_in_either_theme(page: Page) -> None:
    narrow(page)
    assert_accessible(page)


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    narrow(page)
    assert_nothing_is_wider(page)


def test_no_text_of_a_chart_is_cut_off_on_a_phone(page: Page) -> None:
    narrow(page)
    assert_no_chart_is_cut_off(page)


def test_a_page_opened_on_a_phone_is_as_one_that_became_narrow(look: Look) -> None:
    opened = look("plaatsingen", width=PHONE, height=844)
    expect(opened.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    assert_nothing_is_wider(opened)
    assert_no_chart_is_cut_off(opened)
    opened.set_viewport_size({"width": 1280, "height": 900})
    expect(opened.get_by_test_id("stSidebar")).to_be_in_viewport()
    narrow(opened)
    expect(opened.get_by_test_id("stSidebar")).not_to_be_in_viewport()


def test_what_opens_above_a_page_is_readable_too(look: Look) -> None:
    opened = look("fasen")
    opened.get_by_test_id("stPopover").first.get_by_role("button").click()
    expect(opened.get_by_test_id("stPopoverBody")).to_be_visible()
    assert_accessible(opened)
    opened.keyboard.press("Escape")
    expect(opened.get_by_test_id("stPopoverBody")).to_have_count(0)

    opened.get_by_role("button", name="Herkomst", exact=True).first.click()
    expect(opened.get_by_role("dialog")).to_contain_text("Definitie")
    drawn(opened)
    assert_accessible(opened)
    narrow(opened)
    assert_accessible(opened)
    box = opened.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE


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
