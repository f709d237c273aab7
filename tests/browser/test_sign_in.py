"""Signing in with a provider, in a real browser: each role opens its own edition, and nobody gets round it."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from dashboard.keys import dashboard_key, derived
from dashboard.language import Language
from tests.browser.conftest import free_port, is_local, serving
from tests.browser.opened_files import opened_files
from tests.browser.provider import EDITIONS, PEOPLE, ROLE_OF, home_with_sign_in, providing
from tests.dashboard.homes import demo_home

pytestmark = pytest.mark.browser
SIGN_IN = "Meld u aan om de monitor te zien."
OVER = "Uw sessie is verlopen."
TOKEN = generate_xsrf_token_string()


@dataclass(frozen=True)
class Served:
    address: str
    provider: str
    home: Path
    dates: dict[str, dt.date]

    @property
    def published(self) -> tuple[Path, Path]:
        return self.home / "published", self.home / "published" / "partners"

    def log(self) -> list[dict[str, str]]:
        files = sorted((self.home / "access").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One dashboard with sign-in, for all roles."""
    scratch = tmp_path_factory.mktemp("sign_in")
    home, port = scratch / "home", free_port()
    shutil.copytree(demo_home(tmp_path_factory.getbasetemp()), home)
    address = f"http://localhost:{port}"
    with providing(scratch / "provider.log") as provider:
        dates = home_with_sign_in(home, address, provider)
        with serving(home, scratch / "server.log", port):
            yield Served(address, provider, home, dates)
    said = (scratch / "server.log").read_text(encoding="utf-8")
    assert not [name for name in PEOPLE if name in said], "the log of the server names somebody"
    assert "Traceback" not in said


@pytest.fixture
def context(chromium: Browser, served: Served) -> Iterator[BrowserContext]:
    """A browser of its own; the provider's page wants a style from elsewhere, our pages may want nothing."""
    context = chromium.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    elsewhere: list[str] = []

    def stop(route, request) -> None:  # type: ignore[no-untyped-def]
        if request.frame.url.startswith(served.address):
            elsewhere.append(request.url)
        route.abort()

    context.route(lambda url: not is_local(url), stop)
    yield context
    context.close()
    assert elsewhere == []


def headline(page: Page) -> str:
    page.wait_for_selector("h1.gg-sentence")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return page.locator("h1.gg-sentence").inner_text()


def sign_in(context: BrowserContext, served: Served, person: str, at: str = "") -> Page:
    """Asks for a page, signs in where that leads, and is back."""
    page = context.new_page()
    page.goto(f"{served.address}/{at}")
    assert headline(page) == SIGN_IN
    page.get_by_role("button", name="Aanmelden").click()
    page.wait_for_url(f"{served.provider}/**")
    page.get_by_role("button", name=person, exact=True).click()
    page.wait_for_url(f"{served.address}/**")
    expect(page.locator("h1.gg-sentence")).not_to_have_text(SIGN_IN, timeout=20_000)
    return page


def user_cookie(served: Served, signed_in_at: float, person: str = "Kees Kern") -> str:
    """The cookie of somebody who signed in at that instant, signed as the server does."""
    signature = URLSafeTimedSerializer(derived(dashboard_key(served.home), "cookies").hex(), salt="_streamlit_user")
    assert signature.default_signer is not None
    claims: dict[str, object] = {"iss": served.provider, "sub": person, "origin": served.address}
    claims |= {"provider": "oidc", "is_logged_in": True} | PEOPLE[person]

    class ThatInstant(signature.default_signer):  # type: ignore[misc, name-defined]
        def get_timestamp(self) -> int:
            return int(signed_in_at)

    signature.signer = ThatInstant
    return str(signature.dumps(json.dumps(claims)))


def carry(context: BrowserContext, served: Served, cookie: str, at: str = "plaatsingen") -> Page:
    """A browser with this cookie looks at a page with data."""
    context.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": served.address, "httpOnly": True}])
    page = context.new_page()
    page.goto(f"{served.address}/{at}")
    return page


# Roles


@pytest.mark.parametrize("person", ROLE_OF)
def test_a_role_opens_its_own_edition_and_no_other_file(person: str, context: BrowserContext, served: Served) -> None:
    role, before = ROLE_OF[person], len(served.log())
    with opened_files(*served.published) as opened:
        page = sign_in(context, served, person, "begrippen?taal=nl")
        assert page.url == f"{served.address}/begrippen?taal=nl"
        headline(page)
        links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink").get_by_role("link")
        names, places = links.all_inner_texts(), [link.get_attribute("href") for link in links.all()]
        assert len(names) >= 2
        for name, place in zip(names, places, strict=True):
            links.filter(has_text=name).click()
            # the same page in the other language: drawn anew with each page, whatever else is on it
            there = f"{place or './'}?taal=en"
            expect(page.locator(f'.gg-foot a[href="{there}"]')).to_be_visible(timeout=20_000)
            page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    assert opened == {Path(EDITIONS[role]).name}
    expect(page.locator(".gg-foot")).to_contain_text(f"Peildatum {Language('nl').day(served.dates[role])}")

    lines = served.log()[before:]
    assert {line["edition"] for line in lines} == {EDITIONS[role]}
    assert {line["role"] for line in lines} == {role}
    assert len({line["person"] for line in lines}) == 1
    assert lines[0]["what"] == "begrippen"
    assert len({line["what"] for line in lines}) == len(names)
    assert person not in json.dumps(lines)


def test_a_download_is_written_down(context: BrowserContext, served: Served) -> None:
    page = carry(context, served, user_cookie(served, time.time()), "datakwaliteit")
    headline(page)
    expect(page.get_by_role("button", name="Herkomst")).not_to_have_count(0)
    page.get_by_role("button", name="Herkomst").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("editie Kernteam")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Gegevens als csv").click()
    name = waiting.value.suggested_filename
    assert name.startswith("grensganger_")
    assert waiting.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    last = served.log()[-1]
    assert (last["did"], last["what"], last["edition"]) == ("download", name, "kernteam.duckdb")


def test_only_who_records_gets_forms(context: BrowserContext, served: Served) -> None:
    page = carry(context, served, user_cookie(served, time.time(), "Fred Fonds"), "vergadering")
    assert headline(page) == "Deze pagina hoort niet bij uw rol."
    assert page.get_by_role("button", name="Vastleggen").count() == 0


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("Niels Niemand", "U bent aangemeld, maar hebt hier nog geen rol."),
        ("Bas Buiten", "Voor u is er nog niets gepubliceerd."),
    ],
)
def test_without_a_role_or_an_edition_there_is_only_whom_to_ask(
    person: str, told: str, context: BrowserContext, served: Served
) -> None:
    with opened_files(*served.published) as opened:
        page = sign_in(context, served, person)
        assert headline(page) == told
        expect(page.get_by_test_id("stMain")).to_contain_text("het secretariaat (secretariaat@voorbeeld.nl)")
        page.goto(f"{served.address}/plaatsingen")
        assert headline(page) == told
    assert opened == set()
    assert page.get_by_test_id("stSidebar").count() == 0


# Getting round it


def test_a_tampered_cookie_is_worth_nothing(context: BrowserContext, served: Served) -> None:
    whole = user_cookie(served, time.time())
    with opened_files(*served.published) as opened:
        page = carry(context, served, whole[:-2] + ("AA" if whole[-2:] != "AA" else "BB"))
        assert headline(page) == SIGN_IN
    assert opened == set()


@pytest.mark.parametrize("hours_ago", [1.001, 24 * 20])
def test_a_session_that_is_over_asks_to_sign_in_again(
    hours_ago: float, context: BrowserContext, served: Served
) -> None:
    with opened_files(*served.published) as opened:
        page = carry(context, served, user_cookie(served, time.time() - hours_ago * 3600))
        assert headline(page) == OVER
    assert opened == set()
    expect(page.get_by_role("button", name="Aanmelden")).to_be_visible()


def test_an_open_page_shows_no_data_any_more_when_the_session_ends(context: BrowserContext, served: Served) -> None:
    page = carry(context, served, user_cookie(served, time.time() - 3600 + 15))
    assert "lopende plaatsingen" in headline(page)
    expect(page.locator("h1.gg-sentence")).to_have_text(OVER, timeout=30_000)
    expect(page.locator("svg.marks")).to_have_count(0)
    expect(page.get_by_test_id("stPageLink")).to_have_count(0)


def test_after_signing_out_a_copy_of_the_cookie_is_worth_nothing(context: BrowserContext, served: Served) -> None:
    page = sign_in(context, served, "Kees Kern")
    kept = next(c["value"] for c in context.cookies(served.address) if c["name"] == "_streamlit_user")
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{served.provider}/**")
    assert "id_token" not in page.url
    assert [c["name"] for c in context.cookies(served.address) if "user" in c["name"]] == []
    assert headline(carry(context, served, kept)) == OVER


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(context: BrowserContext, served: Served) -> None:
    sign_in(context, served, "Fred Fonds")
    found = {c["name"]: c for c in context.cookies(served.address)}
    assert {"_streamlit_user", "_streamlit_xsrf"} <= found.keys()
    assert "_streamlit_user_tokens" not in found
    assert all(c["sameSite"] == "Lax" for c in found.values())
    # the page itself reads the token that it repeats; nothing else
    assert [name for name, c in found.items() if not c["httpOnly"]] == ["_streamlit_xsrf"]
    assert found["_streamlit_user"]["expires"] <= time.time() + 3600 + 1


def handshake(served: Served, **changed: str) -> int:
    """The status with which the server answers to a page that connects with a valid cookie of the kernteam."""
    host = urlsplit(served.address).netloc
    cookies = f"_streamlit_xsrf={TOKEN}; _streamlit_user={user_cookie(served, time.time())}"
    headers = {"Host": host, "Origin": served.address, "Cookie": cookies} | {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": f"streamlit, {TOKEN}",
    }
    changes = {name.replace("_", "-"): value for name, value in changed.items()}
    return status_of(served, "GET", "/_stcore/stream", headers | changes)


def status_of(served: Served, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> int:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=20)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_our_own_page_connects(served: Served) -> None:
    assert handshake(served) == 101


@pytest.mark.parametrize(
    "changed",
    [
        {"Host": "elders.example"},
        {"Origin": "https://elders.example"},
        {"Origin": "http://localhost:1"},
        {"Sec_WebSocket_Protocol": "streamlit"},
        {"Sec_WebSocket_Protocol": f"streamlit, {generate_xsrf_token_string()}"},
    ],
    ids=["host", "origin", "other port", "no token", "another token"],
)
def test_another_host_origin_or_token_cannot_connect(changed: dict[str, str], served: Served) -> None:
    assert handshake(served, **changed) == 403


def test_another_host_gets_no_page(served: Served) -> None:
    assert status_of(served, "GET", "/", {"Host": "elders.example"}) == 403
    assert status_of(served, "GET", "/", {"Host": urlsplit(served.address).netloc}) == 200


def test_an_upload_is_refused_and_a_large_one_unread(served: Served) -> None:
    path, host = "/_stcore/upload_file/a/b", {"Host": urlsplit(served.address).netloc}
    assert status_of(served, "PUT", path, host, b"klein") == 404
    assert status_of(served, "PUT", path, host | {"Content-Length": str(2 * 1024 * 1024)}) == 413


# For everybody


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_at_the_entrance(theme: str, width: int, chromium: Browser, served: Served) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844}, locale="nl-NL")
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    try:
        page.goto(f"{served.address}/fasen?taal=en")
        assert headline(page) == "Sign in to see the monitor."
        assert page.locator("html").get_attribute("lang") == "en"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    finally:
        page.close()
