"""What somebody records in the browser is in the record, and on the agenda, without anybody loading anything."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Look, drawn, looking, serving
from tests.dashboard.homes import demo_home

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_PATIENCE = 120_000  # a delivery is checked, archived and published meanwhile


@pytest.fixture
def look_in_a_home_of_its_own(
    chromium: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Look]:
    """The example data once more: what is recorded here, nobody else sees."""
    home = tmp_path / "home"
    shutil.copytree(demo_home(tmp_path_factory.getbasetemp()), home)
    with serving(home, tmp_path / "log") as address, looking(chromium, address) as look:
        yield look


def desk(page: Page, tab: str) -> Locator:
    """The form in a tab, once nothing on the page moves any more."""
    page.get_by_role("tab", name=tab).click()
    drawn(page)
    return page.get_by_role("tabpanel", name=tab)


def choose(form: Locator, label: str, option: str) -> None:
    form.get_by_role("combobox", name=label).click()
    form.page.get_by_role("option", name=option, exact=True).click()


def record(form: Locator) -> None:
    form.get_by_role("button", name="Vastleggen").click()


def test_from_a_mistake_by_way_of_an_assessment_and_a_decision_to_an_action_that_is_done(
    look_in_a_home_of_its_own: Look,
) -> None:
    page = look_in_a_home_of_its_own("vergadering?onderdeel=pilot-vmbo-techniek-salland")
    here = page.get_by_test_id("stMain")

    form = desk(page, "Fasebeoordelingen")
    choose(form, "Criterium", "O1 · HRM-instrumenten of opleidingen op maat ontwikkeld")
    choose(form, "Status", "Behaald")
    record(form)
    expect(form).to_contain_text("maar het bewijs is leeg", timeout=_PATIENCE)
    form.get_by_label("Bewijs (mag leeg)").fill('Leidraad "versie 2"; vastgesteld\n=SOM(1)')
    record(form)
    expect(form).to_contain_text("Vastgelegd.", timeout=_PATIENCE)

    form = desk(page, "Fasebesluiten")
    choose(form, "Besluit", "Door")
    form.get_by_label("Reden").fill("De pilot is klaar voor de volgende fase.")
    record(form)
    expect(here).to_contain_text("in de fase Valideren", timeout=_PATIENCE)
    expect(page.locator(".gg-agenda").first).to_contain_text("De pilot is klaar voor de volgende fase.")

    form = desk(page, "Acties")
    form.get_by_label("Tekst").fill("Evaluatieplan schrijven")
    record(form)
    new = page.locator(".gg-action", has_text="Evaluatieplan schrijven")
    expect(new).to_have_count(1, timeout=_PATIENCE)

    number = new.locator(".gg-under").inner_text()
    page.get_by_role("button", name=f"{number} afronden").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("button", name=f"{number} afronden")).to_have_count(0, timeout=_PATIENCE)
    done = page.locator(".gg-agenda").first
    expect(done).to_contain_text("Evaluatieplan schrijven")
    drawn(page)
    assert_decided_on_phases(page)


def assert_decided_on_phases(page: Page) -> None:
    """The page on phases tells of the new phase and of the decision that led to it."""
    page.get_by_test_id("stSidebar").get_by_role("link", name="Fasen").click()
    expect(page.locator(".gg-kicker strong")).to_have_text("Fasen")
    drawn(page)
    choose(page.get_by_test_id("stMain"), "Pilot of partnerschap", "Vakmanschap in het vmbo")
    expect(page.locator("h1.gg-sentence")).to_contain_text("Vakmanschap in het vmbo zit sinds ")
    expect(page.locator("h1.gg-sentence")).to_contain_text("in de fase Valideren")
    expect(page.get_by_role("heading", name="Verloop en besluiten")).to_be_visible()
    now, before = page.locator(".gg-history > li").nth(0), page.locator(".gg-history > li").nth(1)
    expect(now.get_by_role("heading")).to_contain_text("Valideren")
    expect(before.get_by_role("heading")).to_contain_text("Ontwikkelen")
    # the decision stands with the phase that it ended, once
    expect(page.locator(".gg-decision", has_text="De pilot is klaar voor de volgende fase.")).to_have_count(1)
    expect(before.locator(".gg-decision")).to_have_text(
        re.compile("Door op .+De pilot is klaar voor de volgende fase.")
    )
    drawn(page)


def test_on_paper_the_page_is_the_agenda(look: Look) -> None:
    page = look("vergadering")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Te besluiten")).to_be_visible()
    for hidden in (".stSidebar", ".stPopover", ".st-key-vastleggen"):
        expect(page.locator(hidden).first).to_be_hidden()
