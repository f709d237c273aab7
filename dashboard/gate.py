"""Who may come in: only requests meant for this server, from its own pages, of a size that it expects, in a session
that still lasts. Streamlit's own checks stand behind it; it leaves some open (see DECISIONS.md, "The gate").
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token

from dashboard.access import EXPIRED, SESSION_HEADER
from dashboard.return_address import asked_for, brought_back, remembered
from dashboard.sessions import USER_COOKIE, Session, Sessions

MAX_BODY_MB: Final = 1
"""How much anything that is sent to the server may hold, in megabytes; forms hold text."""
_MAX_BODY: Final = MAX_BODY_MB * 1024 * 1024
_SESSION_HEADER: Final = SESSION_HEADER.lower().encode()
_TOKENS_COOKIE: Final = b"_streamlit_user_tokens"
_XSRF_COOKIE: Final = "_streamlit_xsrf"
_HEALTH: Final = "/_stcore/health"  # asked by its number by who watches over the server; it tells nothing
_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file", "/_stcore/script-health-check")
_MEDIA: Final = "/media/"  # downloads
_LOGOUT, _CALLBACK = "/auth/logout", "/oauth2callback"
_POLICY_VIOLATION: Final = 1008
# Streamlit's message that leads to another address, here the same: a page whose connection is only cut connects again,
# as a stranger, but goes on showing what it showed.
_LOAD_AGAIN: Final = ForwardMsg(auth_redirect=AuthRedirect(url="")).SerializeToString()
_LOOK_AGAIN: Final = 15  # seconds after which a page notices at the latest that another one signed out


@dataclass(frozen=True, slots=True)
class Doors:
    """Under which names people find the server, and with sign-in their sessions.

    ``origin`` is where our pages come from; None is the very name and port asked for, over http (a forwarded port).
    """

    hosts: frozenset[str]
    origin: str | None = None
    is_https: bool = False
    sessions: Sessions | None = None


class Gate:
    """ASGI middleware around Streamlit's own application."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app, self.doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = HTTPConnection(scope)
        session = self._session(asked)
        refusal = self._refusal(asked, session)
        if refusal:
            await _answer(send, refusal)
            return
        if self.doors.sessions and session and scope["path"] == _LOGOUT:
            self.doors.sessions.end(session)
        await self.app(scope, _limited(receive), self._answering(asked, session, send))

    def _refusal(self, asked: HTTPConnection, session: Session | None) -> int | None:
        """The status with which a request is refused."""
        path, sessions = asked.scope["path"], self.doors.sessions
        if path != _HEALTH and not self._is_meant_for_us(asked):
            return 403
        if _announced_size(asked.headers) > _MAX_BODY:
            return 413
        if path.startswith(_CLOSED):
            return 404
        if path.startswith(_MEDIA) and sessions and not sessions.is_live(session):
            return 403
        return None

    def _answering(self, asked: HTTPConnection, session: Session | None, send: Send) -> Send:
        """Sends on an answer, with its cookies guarded and people brought back to the page that they asked for."""
        path, sessions = asked.scope["path"], self.doors.sessions

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                if sessions and not sessions.is_live(session) and asked_for(asked):
                    headers.append("set-cookie", remembered(asked))
                if path == _CALLBACK:
                    brought_back(asked, headers)
                if path.startswith(_MEDIA):
                    headers["cache-control"] = "no-store"
                message = {**message, "headers": self._guarded(headers)}
            await send(message)

        return sending

    def _guarded(self, headers: MutableHeaders) -> list[tuple[bytes, bytes]]:
        """The headers with cookies that go over https only, where there is https, and last as long as a session.

        Without the cookie that holds the provider's tokens: nothing here needs them, and signing out would write the
        identity token into an address.
        """
        sessions = self.doors.sessions
        lifetime = int(sessions.expires_after) if sessions else None
        return [
            (name, guarded_cookie(value.decode("latin-1"), self.doors.is_https, lifetime).encode("latin-1"))
            if name.lower() == b"set-cookie"
            else (name, value)
            for name, value in headers.raw
            if not (name.lower() == b"set-cookie" and value.startswith(_TOKENS_COOKIE))
        ]

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = HTTPConnection(scope)
        if not (self._is_meant_for_us(asked) and self._is_from_our_page(asked)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        sessions, session = self.doors.sessions, self._session(asked)
        if sessions and session and sessions.is_live(session):
            line = _Line(sessions, session, receive, send)
            await self.app(_without(scope, _SESSION_HEADER), line.receive, line.send)
        else:
            await self.app(_as_stranger(scope, was_known=session is not None), receive, send)

    def _is_meant_for_us(self, asked: HTTPConnection) -> bool:
        """Against names of others that lead here (DNS rebinding)."""
        return (asked.headers.get("host") or "").rsplit(":", 1)[0].lower() in self.doors.hosts

    def _is_from_our_page(self, asked: HTTPConnection) -> bool:
        """A browser says which page connects, and our own page repeats the token of its cookie."""
        _, _, rest = asked.headers.get("sec-websocket-protocol", "").partition(",")
        token = rest.split(",")[0].strip()
        ours = self.doors.origin or f"http://{asked.headers.get('host')}"
        return asked.headers.get("origin") == ours and validate_xsrf_token(token, asked.cookies.get(_XSRF_COOKIE))

    def _session(self, asked: HTTPConnection) -> Session | None:
        return self.doors.sessions.of(asked.cookies) if self.doors.sessions else None


class _Line:
    """The connection of a page in a session: cut when the session is over, so that the page asks anew who looks."""

    def __init__(self, sessions: Sessions, session: Session, receive: Receive, send: Send) -> None:
        self.sessions, self.session = sessions, session
        self._receive, self._send = receive, send
        self._is_cut = False

    async def receive(self) -> Message:
        """What the page sends next, or that it is gone."""
        while (left := self.sessions.seconds_left(self.session)) > 0:
            try:
                message = await asyncio.wait_for(self._receive(), min(left, _LOOK_AGAIN))
            except TimeoutError:
                continue  # another page of the same session may have been used, or signed out
            if message["type"] != "websocket.receive":
                return message
            if self.sessions.is_live(self.session):
                self.sessions.seen(self.session)
                return message
        self._is_cut = True
        await self._send({"type": "websocket.send", "bytes": _LOAD_AGAIN})
        await self._send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}

    async def send(self, message: Message) -> None:
        if not self._is_cut:
            await self._send(message)


def guarded_cookie(cookie: str, is_https: bool, lifetime: int | None) -> str:
    """A cookie that goes over https only, where there is https; that of who signed in lasts as long as a session.

    Streamlit makes its cookies HttpOnly and SameSite=Lax, except ``_streamlit_xsrf``: its page has to read that one,
    for it proves that it is ours by repeating it.
    """
    name, *attributes = cookie.split("; ")
    if name.startswith(USER_COOKIE) and lifetime is not None:
        attributes = [a if not _is_long(a, lifetime) else f"Max-Age={lifetime}" for a in attributes]
    if is_https and "secure" not in [a.lower() for a in attributes]:
        attributes.append("Secure")
    return "; ".join([name, *attributes])


def _is_long(attribute: str, lifetime: int) -> bool:
    key, _, value = attribute.partition("=")
    return key.lower() == "max-age" and value.isdigit() and int(value) > lifetime


def _as_stranger(scope: Scope, was_known: bool) -> Scope:
    """The same request by nobody in particular; whether it was somebody, whose session is over, it says."""
    lines = Headers(scope=scope).getlist("cookie")
    cookies = [cookie.strip() for line in lines for cookie in line.split(";")]
    others = "; ".join(cookie for cookie in cookies if not cookie.startswith(USER_COOKIE))
    added = [(b"cookie", others.encode("latin-1"))] + ([(_SESSION_HEADER, EXPIRED.encode())] if was_known else [])
    return {**scope, "headers": [*_without(scope, b"cookie", _SESSION_HEADER)["headers"], *added]}


def _without(scope: Scope, *names: bytes) -> Scope:
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() not in names]}


def _announced_size(headers: Headers) -> int:
    announced = headers.get("content-length", "0")
    return int(announced) if announced.isdigit() else 0


def _limited(receive: Receive) -> Receive:
    """Hands on what is sent, up to the limit, also when its size was not announced."""
    received = 0

    async def receiving() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > _MAX_BODY:
            raise HTTPException(413)
        return message

    return receiving


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
