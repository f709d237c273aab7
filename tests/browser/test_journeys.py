"""The ways that readers go: from what needs attention to its cause, to where a number comes from, and home with it."""

from __future__ import annotations

import re

import fastexcel
import pytest
from playwright.sync_api import Download, Locator, Page, expect

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


def taken_along(page: Page, button: str) -> Download:
    """What a button in an opened passport gives."""
    with page.expect_download() as waiting:
        page.get_by_role("dialog").get_by_role("button", name=button).click()
    return waiting.value


def test_what_is_taken_along_as_text_or_workbook_holds_what_the_page_shows_with_its_date_and_source(look: Look) -> None:
    page = look("plaatsingen?sector=mbo")
    number = str(number_at_the_head(page))
    open_passport(page)

    text = taken_along(page, "Gegevens als csv")
    assert re.fullmatch(r"grensganger_\w+_\d{4}-\d\d-\d\d\.csv", text.suggested_filename)
    lines = [line.split(";") for line in text.path().read_text(encoding="utf-8-sig").splitlines()]
    book = taken_along(page, "Gegevens als Excel")
    assert book.suggested_filename == text.suggested_filename.replace(".csv", ".xlsx")
    cells = fastexcel.read_excel(book.path()).load_sheet(0, header_row=None, dtypes="string").to_polars()

    for rows in (lines, [[cell or "" for cell in row] for row in cells.rows()]):
        assert rows[0][0] == "Lopende plaatsingen"
        said = {row[0]: row[1] for row in rows[1:] if row[0]}
        assert said["Onderwijssector"] == "Mbo"
        assert said["Peildatum"] == "16-10-2026"
        assert re.fullmatch(r"Grensganger, editie Kernteam, kenmerk \w+", said["Bron"])
        assert said["Let op"] == "Voorbeelddata: organisaties, personen en cijfers op deze pagina zijn verzonnen."
        assert rows[-1][1:] == ["Mbo", number]


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until something has the focus; no more often than a reader would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            break
    expect(wanted).to_be_focused()


def test_the_keyboard_alone_opens_a_page_a_passport_and_closes_it(look: Look) -> None:
    page = look("begrippen")
    assert page.evaluate("document.activeElement === document.body"), "the reader is at the top of the page"
    tab_to(page, page.get_by_test_id("stSidebar").get_by_role("link", name="Plaatsingen"))
    page.keyboard.press("Enter")
    expect(page.locator(".gg-kicker strong")).to_have_text("Plaatsingen")
    drawn(page)
    tab_to(page, page.get_by_role("button", name="Herkomst", exact=True).first)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Definitie")
    assert dialog.evaluate("d => d.contains(document.activeElement)"), "the focus is in what was opened"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
