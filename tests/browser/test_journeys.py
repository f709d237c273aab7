"""The ways that readers go: from what needs attention to its cause, to where a number comes from, and home with it."""

from __future__ import annotations

import re

import fastexcel
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Look, drawn

pytestmark = pytest.mark.browser


def open_passport(page: Page, place: int = 0) -> None:
    page.get_by_role("button", name="Herkomst", exact=True).nth(place).click()
    expect(page.get_by_role("dialog")).to_contain_text("Definitie")


def number_at_the_head(page: Page) -> int:
    """Of placements, in the sentence of the page."""
    found = re.search(r"(\d+) lopende plaatsing", page.locator("h1.gg-sentence").inner_text())
    assert found
    return int(found[1])


def test_from_attention_to_its_cause_to_where_the_number_comes_from(look: Look) -> None:
    page = look()
    page.locator('.gg-matters a[href*="plaatsingen"]').first.click()
    expect(page.locator(".gg-kicker strong")).to_have_text("Plaatsingen")
    drawn(page)
    expect(page.locator("h1.gg-sentence")).to_contain_text("lopende plaatsing")
    open_passport(page)
    dialog = page.get_by_role("dialog")
    for said in ("Toetsing", "contract 1.", "Peildatum", "Bron", "Grensganger, editie Kernteam"):
        expect(dialog).to_contain_text(said)
    dialog.locator("summary").filter(has_text="Plaatsingen: ").click()
    expect(dialog.get_by_role("columnheader", name="Rijen in gebruik").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def taken_along(look: Look, button: str) -> tuple[int, Download]:
    """The number at the head of the placements at mbo schools, and what the button gives under their first chart."""
    page = look("plaatsingen?sector=mbo")
    number = number_at_the_head(page)
    open_passport(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return number, waiting.value


def test_a_table_that_is_taken_along_holds_what_the_page_shows(look: Look) -> None:
    number, taken = taken_along(look, "Gegevens als csv")
    assert re.fullmatch(r"grensganger_\w+_\d{4}-\d\d-\d\d\.csv", taken.suggested_filename)
    said = taken.path().read_text(encoding="utf-8-sig").splitlines()
    assert said[0] == "Lopende plaatsingen;"
    assert "Onderwijssector;Mbo" in said
    assert "Let op;Voorbeelddata: organisaties, personen en cijfers op deze pagina zijn verzonnen." in said
    assert said[-1].split(";")[1:] == ["Mbo", str(number)]


def test_a_workbook_that_is_taken_along_holds_the_same(look: Look) -> None:
    number, taken = taken_along(look, "Gegevens als Excel")
    cells = fastexcel.read_excel(taken.path()).load_sheet(0, header_row=None, dtypes="string").to_polars()
    assert cells.row(0)[0] == "Lopende plaatsingen"
    assert ("Onderwijssector", "Mbo", None) in cells.rows()
    assert cells.rows()[-1][1:] == ("Mbo", str(number))


def test_the_keyboard_alone_opens_a_page_a_passport_and_closes_it(look: Look) -> None:
    page = look("begrippen")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Plaatsingen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gg-kicker strong")).to_have_text("Plaatsingen")
    drawn(page)
    button = page.get_by_role("button", name="Herkomst", exact=True).first
    for _ in range(60):
        if button.evaluate("b => b === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Definitie")
    assert dialog.evaluate("d => d.contains(document.activeElement)"), "the focus is in what was opened"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
