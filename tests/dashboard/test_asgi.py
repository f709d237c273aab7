"""The page's language and headers; nothing of it points outside this machine."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.asgi import Guard, in_language, inline_scripts, policy
from dashboard.serve import options

PAGE = b'<html lang="en"><head><title>Streamlit</title><script>x = 1</script></head></html>'


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands in for Streamlit: its page in two parts, or a script."""
    is_page = not scope["path"].endswith(".js")
    kind = b"text/html; charset=utf-8" if is_page else b"text/javascript"
    assert not is_page or b"accept-encoding" not in dict(scope["headers"])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind), (b"etag", b"1")]})
    await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[20:]})


def get(path: str, query: str = "", accept: str = "text/html") -> tuple[int, dict[str, str], bytes]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept", accept.encode()), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": headers}
    with pytest.raises(
        StopIteration
    ):  # nothing in it waits; no event loop is needed, and Playwright may be running one
        Guard(streamlit)(scope, receive, send).__await__().__next__()
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.mark.parametrize(("query", "language"), [("", "nl"), ("taal=en", "en"), ("taal=nl", "nl"), ("taal=xx", "nl")])
def test_the_page_says_its_language(query: str, language: str) -> None:
    _, headers, body = get("/fasen", query)
    assert f'<html lang="{language}">'.encode() in body
    assert headers["content-language"] == language
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


@pytest.mark.parametrize(("path", "accept"), [("/", "text/html"), ("/static/x.js", "*/*")])
def test_every_answer_is_hardened(path: str, accept: str) -> None:
    _, headers, _ = get(path, accept=accept)
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert "server" not in headers


def test_only_the_inline_scripts_of_the_page_itself_may_run() -> None:
    body = in_language(PAGE, "nl")
    hashes = inline_scripts(body)
    digest = base64.b64encode(hashlib.sha256(b"x = 1").digest()).decode()
    assert len(hashes) == 2
    assert f"'sha256-{digest}'" in hashes
    rule = next(r for r in policy(hashes).split("; ") if r.startswith("script-src"))
    assert "unsafe" not in rule


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/x"])
def test_what_nobody_here_needs_is_closed(path: str) -> None:
    assert get(path)[0] == 404


def test_the_server_keeps_to_this_machine() -> None:
    found = options(8501)
    assert found["server.address"] == "127.0.0.1"
    assert found["server.allowedHosts"] == ["localhost", "127.0.0.1"]
    assert found["browser.gatherUsageStats"] is False
    assert found["client.showErrorDetails"] == "none"
    assert found["client.showErrorLinks"] is False
    assert found["server.enableXsrfProtection"] is True
