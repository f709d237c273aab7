"""The page's language and headers; nothing of it points outside this machine."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.asgi import Guard, in_language, inline_scripts, policy
from dashboard.gate import Doors, Gate
from tests.dashboard.asking import Answer, ask

PAGE = (
    b'<html lang="en"><head><title>Streamlit</title><link href="./favicon.png"/><script>x = 1</script></head>'
    b"<body></body></html>"
)


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands in for Streamlit: its page in two parts, a script, or an error."""
    is_page = not scope["path"].endswith(".js")
    kind = b"text/html; charset=utf-8" if is_page else b"text/javascript"
    assert not is_page or b"accept-encoding" not in dict(scope["headers"])
    status = 500 if scope["path"] == "/stuk" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), (b"etag", b"1")]})
    await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[20:]})


def get(path: str, query: str = "", accept: str = "text/html", host: str = "localhost") -> Answer:
    guarded = Guard(Gate(streamlit, Doors(frozenset({"localhost"}))))
    return ask(guarded, path, query, accept=accept, accept_encoding="gzip", host=host)


@pytest.mark.parametrize(("query", "language"), [("", "nl"), ("taal=en", "en"), ("taal=nl", "nl"), ("taal=xx", "nl")])
def test_the_page_says_its_language(query: str, language: str) -> None:
    answer = get("/fasen", query)
    assert f'<html lang="{language}">'.encode() in answer.body
    assert answer.header("content-language") == language
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("etag") is None


def test_the_overview_is_at_the_root_and_a_link_by_its_name_leads_there_with_its_choices() -> None:
    answer = get("/overzicht", "regio=oost&taal=en")
    assert (answer.status, answer.header("location")) == (307, "./?regio=oost&taal=en")
    assert answer.header("x-frame-options") == "DENY"
    assert get("/overzicht").header("location") == "./"


@pytest.mark.parametrize(
    ("query", "title"), [("", "Deze pagina bestaat niet"), ("taal=en", "This page does not exist")]
)
def test_a_mistyped_address_leads_on(query: str, title: str) -> None:
    answer = get("/plaatsinge", query)
    assert answer.status == 404
    assert f'<h1 class="gg-sentence">{title}</h1>'.encode() in answer.body
    assert (b'href="/?taal=en"' if query else b'href="/"') in answer.body
    assert b"streamlit" not in answer.body.lower()


@pytest.mark.parametrize("path", ["/", "/plaatsingen", "/plaatsingen/", "/privacy"])
def test_the_address_of_a_page_is_known(path: str) -> None:
    assert get(path).status == 200


def test_a_page_asks_the_style_sheet_once_a_version() -> None:
    found = re.search(rb'<link rel="stylesheet" href="(/grensganger.css)[?](\w+)"></body>', get("/").body)
    assert found
    sheet = get(found[1].decode(), found[2].decode(), accept="text/css")
    assert (sheet.status, sheet.header("content-type")) == (200, "text/css; charset=utf-8")
    assert sheet.header("cache-control") == "public, max-age=31536000, immutable"
    assert sheet.header("x-content-type-options") == "nosniff"
    assert b"--gg-phase-starten: light-dark(#2b7d6d, #a1ded4);" in sheet.body
    assert b".gg-sentence {" in sheet.body


@pytest.mark.parametrize(
    ("path", "accept", "host", "status"),
    [
        ("/", "text/html", "localhost", 200),
        ("/static/x.js", "*/*", "localhost", 200),
        ("/stuk", "text/html", "localhost", 500),
        ("/_stcore/metrics", "*/*", "localhost", 404),
        ("/", "text/html", "elders.example", 403),
    ],
    ids=["page", "static file", "error", "closed", "refused"],
)
def test_every_answer_is_hardened(path: str, accept: str, host: str, status: int) -> None:
    answer = get(path, accept=accept, host=host)
    assert answer.status == status
    assert answer.header("x-frame-options") == "DENY"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "no-referrer"
    assert "camera=()" in str(answer.header("permissions-policy"))
    assert "frame-ancestors 'none'" in str(answer.header("content-security-policy"))
    assert "http" not in str(answer.header("content-security-policy"))
    assert answer.header("server") is None
    assert answer.header("strict-transport-security") is None


def test_behind_https_browsers_come_back_over_https_only() -> None:
    answer = ask(Guard(streamlit, is_https=True), "/static/x.js")
    assert answer.header("strict-transport-security") == "max-age=31536000"


def test_only_the_inline_scripts_of_the_page_itself_may_run() -> None:
    body = in_language(PAGE, "nl")
    hashes = inline_scripts(body)
    digest = base64.b64encode(hashlib.sha256(b"x = 1").digest()).decode()
    assert len(hashes) == 2
    assert f"'sha256-{digest}'" in hashes
    rule = next(r for r in policy(hashes).split("; ") if r.startswith("script-src"))
    assert "unsafe" not in rule


def test_the_icon_is_our_own() -> None:
    assert b'href="/app/static/icon.png"' in in_language(PAGE, "nl")
