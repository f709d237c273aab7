"""What makes a page readable for everybody, in both themes and on every screen: axe, and what stands where."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import drawn

PHONE: Final = 390
_NARROW: Final[ViewportSize] = {"width": PHONE, "height": 844}
_BY_COLOUR: Final = [
    "color-contrast",
    "link-in-text-block",
]  # what axe judges by colour; in the rest the themes are one


def narrow(page: Page) -> None:
    """Looks at the page on a phone. The server knows no width, so that nothing needs to be loaded anew."""
    if page.viewport_size == _NARROW:
        return
    page.set_viewport_size(_NARROW)
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    drawn(page)


def assert_accessible(page: Page) -> None:
    """Axe finds nothing in the light theme, nor in the dark one, to which the page goes over and back."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    found = Axe().run(page, options={"runOnly": {"type": "rule", "values": _BY_COLOUR}})
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="light")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "light")


def assert_nothing_is_wider(page: Page) -> None:
    """All that a page says stands within the screen; what scrolls aside by itself may be wider."""
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')]
            .filter(e => !e.closest('.gg-wide, caption, thead, svg'))
            .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().right > window.innerWidth + 1)
            .map(e => e.className || e.tagName)"""
    )
    assert beyond == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")


def assert_no_chart_is_cut_off(page: Page) -> None:
    """Every text of a chart stands within it whole."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('svg.marks')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(t => t.textContent && t.getAttribute('opacity') !== '0')
                .filter(t => { const b = t.getBoundingClientRect();
                    return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1 })
                .map(t => t.textContent);
        })"""
    )
    assert found == []


def assert_readable(page: Page) -> None:
    """On a wide screen and on a phone, in both themes."""
    assert_accessible(page)
    assert_no_chart_is_cut_off(page)
    narrow(page)
    assert_accessible(page)
    assert_no_chart_is_cut_off(page)
    assert_nothing_is_wider(page)
