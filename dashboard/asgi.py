"""What the server adds to every answer: the language of the page, and headers that keep everything on this machine."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.components.markup import element, joined
from dashboard.components.view import CHOICES, START
from dashboard.language import PARAMETER, Language, language_of
from dashboard.style_sheet import ADDRESS, style_link, styled

_INLINE_SCRIPT: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SERVICE_LINK: Final = re.compile(rb'<link rel="service-desc"[^>]*>')
# The page may be asked for at any address; without this its script first tries each folder of that address.
_BASE: Final = b"<script>window.__streamlit = {BACKEND_BASE_URL: location.origin}</script>"
_POLICY: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS: Final = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HTTPS_ONLY: Final = {"Strict-Transport-Security": "max-age=31536000"}


class Guard:
    """ASGI middleware around everything else, so that refusals and errors get the headers too."""

    def __init__(self, app: ASGIApp, is_https: bool = False) -> None:
        self.app = app
        self.headers = _HEADERS | (_HTTPS_ONLY if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == f"/{START}":  # Streamlit knows its first page at no other address than the root
            query = scope["query_string"].decode("latin-1")
            elsewhere = RedirectResponse(f"./?{query}" if query else "./")
            await elsewhere(scope, receive, _with_headers(send, self.headers))
        elif scope["path"] == ADDRESS:
            await styled()(scope, receive, _with_headers(send, self.headers))
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(_uncompressed(scope), receive, _Page(send, scope, self.headers))
        else:
            await self.app(scope, receive, _with_headers(send, self.headers))


class _Page:
    """Sends an HTML answer whole, in the language asked for; any other answer as it comes."""

    def __init__(self, send: Send, scope: Scope, headers: Mapping[str, str]) -> None:
        self.send, self.language, self.headers = send, _asked_language(scope), headers
        self.is_page = scope["path"].strip("/") in ("", *CHOICES)
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                self.start = message
                return
            _secure(message, self.headers)
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            await self._send_whole(self.start)

    async def _send_whole(self, start: Message) -> None:
        body = in_language(self.body, self.language.code)
        if not self.is_page and start["status"] == HTTPStatus.OK:  # Streamlit gives its page at any address
            start["status"], body = HTTPStatus.NOT_FOUND.value, no_such_page(self.language)
        _secure(start, self.headers, inline_scripts(body))
        headers = MutableHeaders(raw=start["headers"])
        headers["content-length"] = str(len(body))
        headers["content-language"] = self.language.code
        headers["cache-control"] = "no-store"
        for name in ("etag", "last-modified"):
            del headers[name]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def in_language(page: bytes, language: str) -> bytes:
    """Streamlit's page with our language, name and icon, without its pointer to the agent API."""
    page = page.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
    page = page.replace(b"<title>Streamlit</title>", b"<title>Grensganger</title>", 1)
    page = page.replace(b"./favicon.png", b"/app/static/icon.png", 1)
    page = page.replace(b"<head>", b"<head>" + _BASE, 1)
    page = page.replace(b"</body>", style_link().encode() + b"</body>", 1)  # after Streamlit's own styles
    return _SERVICE_LINK.sub(b"", page)


def no_such_page(language: Language) -> bytes:
    """The answer to a mistyped address: where to go on."""
    t = language.text
    kept = f"?{PARAMETER}={language.code}" if language != language_of(None) else ""
    onward = element("p", element("a", t("geen_pagina.verder"), href=f"/{kept}"))
    parts = [element("h1", t("geen_pagina.titel"), cls="gg-sentence"), element("p", t("geen_pagina.uitleg")), onward]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{t("geen_pagina.titel")}'
    body = f'</title>{style_link()}<body class="gg-alone"><main>{joined(parts)}</main>'
    return f'<!doctype html><html lang="{language.code}">{head}{body}'.encode()


def inline_scripts(page: bytes) -> list[str]:
    """The hashes by which the policy lets the page's own inline scripts run."""
    digests = [hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(page)]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(scripts: list[str]) -> str:
    """The content security policy: nothing from elsewhere, no inline script but those named."""
    rules = _POLICY | {"script-src": " ".join([_POLICY["script-src"], *scripts])}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _secure(start: Message, hardening: Mapping[str, str], scripts: list[str] | None = None) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name, value in hardening.items():
        headers[name] = value
    headers["Content-Security-Policy"] = policy(scripts or [])
    start["headers"] = headers.raw


def _with_headers(send: Send, hardening: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            _secure(message, hardening)
        await send(message)

    return sending


def _asked_language(scope: Scope) -> Language:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [None])
    return language_of(asked[0])


def _uncompressed(scope: Scope) -> Scope:
    """The same request without accept-encoding: the page is changed on its way."""
    kept: list[Any] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}
