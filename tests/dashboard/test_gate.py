"""Nobody comes in under another name, from another page, with too much, or in a session that is over."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from dashboard.gate import MAX_BODY_MB, Doors, Gate, guarded_cookie
from dashboard.sessions import Sessions
from tests.dashboard.asking import ask, run, scope_of

SECRET = "een geheim van de test"
SIGNED_IN_AT = 1_780_000_000.0
TOKEN = generate_xsrf_token_string(b"0123456789abcdef", 1_780_000_000)
KERN = {"iss": "https://aanbieder.example", "sub": "kern", "is_logged_in": True}
ORIGIN = "http://localhost:8501"


class Clock:
    at = SIGNED_IN_AT

    def __call__(self) -> float:
        return self.at


def user_cookie(monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], at: float = SIGNED_IN_AT) -> str:
    """Streamlit's cookie of somebody who signed in at that instant."""
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: int(at))
    return create_signed_value(SECRET, "_streamlit_user", json.dumps(claims)).decode()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(SECRET, expires_after=8 * 3600, idle_after=3600, now=clock)


@pytest.fixture
def cookie(monkeypatch: pytest.MonkeyPatch) -> str:
    return f"a=1; _streamlit_user={user_cookie(monkeypatch, KERN)}; _streamlit_xsrf={TOKEN}"


def doors(sessions: Sessions | None = None, is_https: bool = False) -> Doors:
    return Doors(frozenset({"localhost"}), ORIGIN, is_https, sessions)


async def _body(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _signed_in(_: Request) -> Response:
    answer = RedirectResponse("/", 302)
    for name in ("_streamlit_user", "_streamlit_user_1", "_streamlit_user_tokens", "_streamlit_user_tokens_1"):
        answer.set_cookie(name, "x", max_age=30 * 24 * 3600, httponly=True, samesite="lax")
    return answer


def streamlit() -> ASGIApp:
    """Stands in for Streamlit."""
    paths = ("/", "/fasen", "/media/x.csv", "/_stcore/health", "/auth/logout", "/_stcore/upload_file/a/b")
    routes = [Route(path, _body, methods=["GET", "PUT"]) for path in paths]
    return Starlette(routes=[*routes, Route("/oauth2callback", _signed_in)])


def connect(
    gate: Gate, sends: Iterable[bytes] = (), **headers: str
) -> tuple[Scope | None, list[Message], list[Message]]:
    """A websocket: the scope that got through, what the page's server received, and what was sent to the browser."""
    named = {"host": "localhost:8501", "origin": ORIGIN, "sec-websocket-protocol": f"streamlit, {TOKEN}"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    through: list[Scope] = []
    received: list[Message] = []
    sent: list[Message] = []
    waiting = iter(sends)

    async def server(scope: Scope, receive: Receive, send: Send) -> None:
        through.append(scope)
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())
        await send({"type": "websocket.send", "bytes": b"te laat"})

    async def receive() -> Message:
        found = next(waiting, None)
        if found is None:
            return {"type": "websocket.disconnect"}
        if found == b"niets":
            await asyncio.Event().wait()
        return {"type": "websocket.receive", "bytes": found}

    async def send(message: Message) -> None:
        sent.append(message)

    gate.app = server
    run(gate(scope_of("websocket", "/_stcore/stream", {k: v for k, v in named.items() if v}), receive, send))
    return (through[0] if through else None), received, sent


def headers_of(scope: Scope | None) -> dict[bytes, bytes]:
    assert scope is not None
    return dict(scope["headers"])


# Meant for us


@pytest.mark.parametrize("host", ["elders.example", "localhost.elders.example", "127.0.0.1:8501", "", "localhost@x"])
def test_another_host_is_refused(host: str) -> None:
    assert ask(Gate(streamlit(), doors()), "/", host=host).status == 403
    through, _, sent = connect(Gate(streamlit(), doors()), host=host)
    assert (through, sent) == (None, [{"type": "websocket.close", "code": 1008}])


def test_who_watches_over_the_server_may_ask_for_its_health_by_number() -> None:
    assert ask(Gate(streamlit(), doors()), "/_stcore/health", host="10.0.0.7").status == 200


@pytest.mark.parametrize(
    "origin", ["https://elders.example", "http://localhost:3000", "http://127.0.0.1:8501", "null", ""]
)
def test_a_page_from_elsewhere_cannot_connect_also_from_another_port(origin: str, cookie: str) -> None:
    through, _, sent = connect(Gate(streamlit(), doors()), origin=origin, cookie=cookie)
    assert (through, sent) == (None, [{"type": "websocket.close", "code": 1008}])


def test_on_ones_own_computer_another_port_may_lead_here_but_no_other_page(cookie: str) -> None:
    gate = Gate(streamlit(), Doors(frozenset({"localhost"})))
    forwarded = "http://localhost:9000"
    assert connect(gate, host="localhost:9000", origin=forwarded, cookie=cookie)[0] is not None
    assert connect(gate, host="localhost:8501", origin=forwarded, cookie=cookie)[0] is None
    assert connect(gate, host="elders.example", origin="http://elders.example", cookie=cookie)[0] is None


@pytest.mark.parametrize("protocols", ["", "streamlit", "streamlit, ", "streamlit, 2|00000000|00|1", "streamlit, x, y"])
def test_a_page_that_does_not_repeat_the_token_cannot_connect(protocols: str, cookie: str) -> None:
    through, _, _ = connect(Gate(streamlit(), doors()), cookie=cookie, sec_websocket_protocol=protocols)
    assert through is None


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b", "/_stcore/script-health-check"],
)
def test_what_nobody_here_needs_is_closed(path: str) -> None:
    assert ask(Gate(streamlit(), doors()), path).status == 404


# Size


def test_a_body_that_announces_too_much_is_refused_unread() -> None:
    gate = Gate(streamlit(), doors())
    assert ask(gate, "/_stcore/upload_file/a/b", content_length=str(MAX_BODY_MB * 1024 * 1024 + 1)).status == 413
    assert ask(gate, "/fasen", content_length=str(MAX_BODY_MB * 1024 * 1024)).status == 200


def test_a_body_that_turns_out_too_long_is_refused_on_the_way() -> None:
    half = b"x" * (MAX_BODY_MB * 1024 * 512)
    assert ask(Gate(streamlit(), doors()), "/fasen", body=(half, half)).body == str(MAX_BODY_MB * 1024 * 1024).encode()
    assert ask(Gate(streamlit(), doors()), "/fasen", body=(half, half, b"x")).status == 413


# Sessions


def test_who_is_signed_in_gets_through_as_such(sessions: Sessions, cookie: str) -> None:
    through, received, sent = connect(Gate(streamlit(), doors(sessions)), [b"a"], cookie=cookie)
    assert headers_of(through)[b"cookie"].decode() == cookie
    assert [m["type"] for m in received] == ["websocket.receive", "websocket.disconnect"]
    assert sent == [{"type": "websocket.send", "bytes": b"te laat"}]


@pytest.mark.parametrize("later", [8 * 3600, 3600], ids=["too long ago", "idle"])
def test_a_session_that_is_over_comes_in_as_a_stranger(
    later: float, sessions: Sessions, clock: Clock, cookie: str
) -> None:
    clock.at += later
    through, _, _ = connect(Gate(streamlit(), doors(sessions)), cookie=cookie)
    assert headers_of(through)[b"cookie"].decode() == f"a=1; _streamlit_xsrf={TOKEN}"
    assert headers_of(through)[b"x-grensganger-session"] == b"expired"


@pytest.mark.parametrize("part", [1, 2, 3], ids=["claims", "instant", "signature"])
def test_a_tampered_cookie_is_nobody(part: int, sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = user_cookie(monkeypatch, KERN).split(".")  # an empty one, for it is compressed, then these three
    parts[part] = parts[part][:-2] + ("AA" if parts[part][-2:] != "AA" else "BB")
    tampered = f"_streamlit_xsrf={TOKEN}; _streamlit_user={'.'.join(parts)}"
    through, _, _ = connect(Gate(streamlit(), doors(sessions)), cookie=tampered)
    assert headers_of(through)[b"cookie"].decode() == f"_streamlit_xsrf={TOKEN}"
    assert b"x-grensganger-session" not in headers_of(through)


def test_a_browser_cannot_say_itself_what_the_server_says_of_a_session(sessions: Sessions, cookie: str) -> None:
    for given in (cookie, f"_streamlit_xsrf={TOKEN}"):
        through, _, _ = connect(Gate(streamlit(), doors(sessions)), cookie=given, x_grensganger_session="expired")
        assert b"x-grensganger-session" not in headers_of(through)


def test_an_open_page_is_cut_off_when_the_session_is_over(sessions: Sessions, clock: Clock, cookie: str) -> None:
    clock.at = SIGNED_IN_AT + 3599.99

    def sends() -> Iterable[bytes]:
        clock.at += 60
        yield b"niets"

    _, received, sent = connect(Gate(streamlit(), doors(sessions)), sends(), cookie=cookie)
    assert [m["type"] for m in received] == ["websocket.disconnect"]
    assert [m["type"] for m in sent] == ["websocket.send", "websocket.close"]
    assert sent[0]["bytes"] != b"te laat"


def test_what_comes_in_after_the_end_is_not_done(sessions: Sessions, clock: Clock, cookie: str) -> None:
    def sends() -> Iterable[bytes]:
        yield b"op tijd"
        clock.at += 3600
        yield b"te laat"

    _, received, _ = connect(Gate(streamlit(), doors(sessions)), sends(), cookie=cookie)
    assert [m.get("bytes") for m in received] == [b"op tijd", None]


def test_doing_something_keeps_a_session_alive(sessions: Sessions, clock: Clock, cookie: str) -> None:
    def sends() -> Iterable[bytes]:
        for _ in range(7):
            clock.at += 3599
            yield b"klik"
        clock.at = SIGNED_IN_AT + 8 * 3600
        yield b"te laat"

    _, received, _ = connect(Gate(streamlit(), doors(sessions)), sends(), cookie=cookie)
    assert [m.get("bytes") for m in received] == [b"klik"] * 7 + [None]


def test_downloads_are_for_who_is_signed_in_and_stay_in_no_cache(sessions: Sessions, clock: Clock, cookie: str) -> None:
    gate = Gate(streamlit(), doors(sessions))
    assert ask(gate, "/media/x.csv").status == 403
    answer = ask(gate, "/media/x.csv", cookie=cookie)
    assert (answer.status, answer.header("cache-control")) == (200, "no-store")
    clock.at += 3600
    assert ask(gate, "/media/x.csv", cookie=cookie).status == 403


def test_after_signing_out_a_copy_of_the_cookie_is_worth_nothing(sessions: Sessions, cookie: str) -> None:
    gate = Gate(streamlit(), doors(sessions))
    assert ask(gate, "/auth/logout", cookie=cookie).status == 200
    assert ask(gate, "/media/x.csv", cookie=cookie).status == 403


# Cookies


@pytest.mark.parametrize(
    ("cookie", "is_https", "lifetime", "expected"),
    [
        (
            "_streamlit_user=x; HttpOnly; Max-Age=2592000",
            True,
            28800,
            "_streamlit_user=x; HttpOnly; Max-Age=28800; Secure",
        ),
        ("_streamlit_user=x; Max-Age=2592000", False, 28800, "_streamlit_user=x; Max-Age=28800"),
        ("_streamlit_user=; Max-Age=0", False, 28800, "_streamlit_user=; Max-Age=0"),
        ("_streamlit_xsrf=x; Path=/; SameSite=Lax", True, None, "_streamlit_xsrf=x; Path=/; SameSite=Lax; Secure"),
        ("_streamlit_session=x; secure", True, None, "_streamlit_session=x; secure"),
    ],
)
def test_cookies_are_secure_behind_https_and_last_as_long_as_a_session(
    cookie: str, is_https: bool, lifetime: int | None, expected: str
) -> None:
    assert guarded_cookie(cookie, is_https, lifetime) == expected


def test_tokens_of_the_provider_are_not_handed_out(sessions: Sessions) -> None:
    cookies = ask(Gate(streamlit(), doors(sessions, is_https=True)), "/oauth2callback").cookies()
    assert [cookie.split("=")[0] for cookie in cookies] == ["_streamlit_user", "_streamlit_user_1"]
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" in cookie for cookie in cookies)


# Back to the page


def test_signing_in_leads_back_to_the_page_that_was_asked_for(sessions: Sessions) -> None:
    gate = Gate(streamlit(), doors(sessions))
    (remembered,) = ask(gate, "/fasen", "onderdeel=p1&taal=en", accept="text/html").cookies()
    assert remembered.endswith("Max-Age=900; HttpOnly; SameSite=Lax")
    answer = ask(gate, "/oauth2callback", cookie=remembered.split(";")[0])
    assert answer.header("location") == "/fasen?onderdeel=p1&taal=en"
    assert "grensganger_return=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax" in answer.cookies()


@pytest.mark.parametrize(
    "waiting", ["//elders.example", "https://elders.example", "/auth/logout", "/\\elders", "/fasen?\r\nx: y"]
)
def test_signing_in_leads_nowhere_else(waiting: str, sessions: Sessions) -> None:
    given = "grensganger_return=" + "".join(f"%{byte:02x}" for byte in waiting.encode())
    assert ask(Gate(streamlit(), doors(sessions)), "/oauth2callback", cookie=given).header("location") == "/"


def test_nothing_is_remembered_of_who_is_signed_in_or_needs_no_sign_in(sessions: Sessions, cookie: str) -> None:
    assert ask(Gate(streamlit(), doors(sessions)), "/fasen", accept="text/html", cookie=cookie).cookies() == []
    assert ask(Gate(streamlit(), doors()), "/fasen", accept="text/html").cookies() == []
    assert ask(Gate(streamlit(), doors(sessions)), "/", accept="text/html").cookies() == []
