"""The dashboard as it is started by a user, and Chromium as the distribution has it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.dashboard.homes import GRENSGANGER, demo_home

# At least so many charts stand on a page, whoever looks; choices and roles add some.
CHARTS = {"plaatsingen": 6, "behoud": 1, "datakwaliteit": 1, "leeropbrengsten": 2, "werk_en_cultuur": 4}
CHARTS |= {"indicatoren": 5, "peerreviews": 4, "financien": 1, "onze_organisatie": 2}
LOCAL = {"localhost", "127.0.0.1", ""}
Look = Callable[..., Page]
Contexts = dict[tuple[str, str, int, int], BrowserContext]
_CONTEXTS: WeakKeyDictionary[Browser, Contexts] = WeakKeyDictionary()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("The browser tests need Chromium. Install the package 'chromium' (apt-get install chromium).")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--headless", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running dashboard with the example data."""
    home = demo_home(tmp_path_factory.getbasetemp())
    with serving(home, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@contextmanager
def serving(home: Path, log: Path, port: int | None = None, viewer: Sequence[str] = ()) -> Iterator[str]:
    """Runs the dashboard of a home as a user would start it."""
    port = port or free_port()
    command = [str(GRENSGANGER), "--home", str(home), "dashboard", "--port", str(port), *viewer]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(process, f"http://localhost:{port}/_stcore/health", log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def look(chromium: Browser, server: str) -> Iterator[Look]:
    """Opens an address and waits until it is drawn; afterwards nothing may have gone wrong or gone elsewhere."""
    with looking(chromium, server) as opened:
        yield opened


@contextmanager
def looking(chromium: Browser, server: str) -> Iterator[Look]:
    """What the fixture `look` does, for a server of one's own."""
    pages: list[Page] = []
    wrong: list[str] = []

    def opened(address: str = "", theme: str = "light", width: int = 1280, height: int = 900) -> Page:
        page = _context(chromium, server, theme, width, height).new_page()
        pages.append(page)
        page.on("request", lambda r: wrong.append(f"request to {r.url}") if not is_local(r.url) else None)
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{server}/{address}")
        drawn(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert wrong == []


def _context(chromium: Browser, server: str, theme: str, width: int, height: int) -> BrowserContext:
    """One for each server, theme and size: what its pages share they need not load and compile anew."""
    key = (server, theme, width, height)
    kept = _CONTEXTS.setdefault(chromium, {})
    if key not in kept:
        scheme: Literal["dark", "light"] = "dark" if theme == "dark" else "light"
        size: ViewportSize = {"width": width, "height": height}
        kept[key] = chromium.new_context(viewport=size, color_scheme=scheme, locale="nl-NL")
    return kept[key]


def drawn(page: Page) -> None:
    """Waits until Streamlit has run the page to its end and every chart stands."""
    page.wait_for_selector("h1.gg-sentence")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    # Not wait_for_function: between two looks it evaluates text, which the page's security policy forbids.
    if least := CHARTS.get(urlsplit(page.url).path.strip("/")):
        expect(page.locator("svg.marks").nth(least - 1)).to_be_attached(timeout=20_000)
    charts = page.get_by_test_id("stVegaLiteChart").count()
    expect(page.locator("svg.marks")).to_have_count(charts, timeout=20_000)


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or (parts.hostname or "") in LOCAL


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Asks until the server answers; tells its log when it ends instead."""
    for _ in range(900):
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:  # nothing listens yet, or it is too busy starting to answer
            pass
        try:
            process.wait(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(f"The dashboard did not start:\n{log.read_text()}")
