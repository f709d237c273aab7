"""How long somebody stays signed in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.sessions import Session, Sessions, SignedOut

SECRET = "een geheim van de test"
SIGNED_IN_AT = 1_780_000_000.0
KERN = Session("https://aanbieder.example", "kern", SIGNED_IN_AT)


class Clock:
    at = SIGNED_IN_AT

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(SECRET, expires_after=8 * 3600, idle_after=3600, now=clock)


def cookies_of(monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], secret: str = SECRET) -> dict[str, str]:
    """The cookies that Streamlit sets, as many as these claims need."""
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: int(SIGNED_IN_AT))
    found: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    set_cookie_with_chunks(
        lambda name, value: found.update({name: sign(name, value).decode()}),
        sign,
        "_streamlit_user",
        claims,
        cookie_attr_size=80,
    )
    return found


def test_a_session_is_who_and_when_also_in_cookies_in_pieces(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims: dict[str, object] = {"iss": KERN.issuer, "sub": KERN.subject}
    whole = cookies_of(monkeypatch, claims)
    pieces = cookies_of(monkeypatch, claims | {"groups": [f"{n:x}" for n in range(70_000, 74_000)]})
    assert len(whole) == 1
    assert len(pieces) > 2
    assert sessions.of(whole) == KERN
    assert sessions.of(pieces) == KERN


def test_nobody_is_somebody_without_a_cookie_signed_here_that_names_them(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims: dict[str, object] = {"iss": KERN.issuer, "sub": KERN.subject}
    whole = cookies_of(monkeypatch, claims)
    assert sessions.of({}) is None
    assert sessions.of({"_streamlit_user": "x"}) is None
    assert sessions.of({"_streamlit_user": whole["_streamlit_user"] + "x"}) is None
    assert sessions.of(cookies_of(monkeypatch, claims, "een ander geheim")) is None
    assert sessions.of(cookies_of(monkeypatch, {"iss": KERN.issuer})) is None
    assert (
        sessions.of({"_streamlit_user": create_signed_value(SECRET, "_streamlit_user", "geen json").decode()}) is None
    )


def test_a_session_lasts_as_long_as_it_may_or_until_nothing_is_done(sessions: Sessions, clock: Clock) -> None:
    assert sessions.seconds_left(KERN) == 3600
    clock.at += 3599
    sessions.seen(KERN)
    assert sessions.seconds_left(KERN) == 3600
    clock.at += 3600
    sessions.seen(KERN)
    assert sessions.seconds_left(KERN) == 0
    assert not sessions.is_live(KERN)


def test_the_hours_since_signing_in_count_whatever_is_done(sessions: Sessions, clock: Clock) -> None:
    for _ in range(15):
        clock.at += 1800
        sessions.seen(KERN)
    clock.at += 1799
    assert sessions.seconds_left(KERN) == 1
    clock.at += 1
    assert not sessions.is_live(KERN)


def test_who_signed_out_stays_out(sessions: Sessions) -> None:
    sessions.end(KERN)
    sessions.seen(KERN)
    assert not sessions.is_live(KERN)
    again = Session(KERN.issuer, KERN.subject, SIGNED_IN_AT + 5)
    assert sessions.is_live(again)


def restarted(file: Path, clock: Clock) -> Sessions:
    """A server that starts on the home in which this file stands."""
    return Sessions(SECRET, 8 * 3600, 3600, clock, SignedOut(file, SECRET, clock))


def test_who_signed_out_stays_out_when_the_server_starts_anew(tmp_path: Path, clock: Clock) -> None:
    file, other = tmp_path / "signed_out.json", Session(KERN.issuer, "fonds", SIGNED_IN_AT)
    restarted(file, clock).end(KERN)
    clock.at += 60

    anew = restarted(file, clock)
    assert not anew.is_live(KERN)
    assert anew.is_live(other)
    assert anew.is_live(Session(KERN.issuer, KERN.subject, SIGNED_IN_AT + 5))
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_file_names_nobody_and_keeps_no_session_that_is_over(tmp_path: Path, clock: Clock) -> None:
    file, later = tmp_path / "signed_out.json", Session(KERN.issuer, "later", SIGNED_IN_AT + 8 * 3600)
    restarted(file, clock).end(KERN)
    assert KERN.subject not in file.read_text()
    assert list(json.loads(file.read_text()).values()) == [SIGNED_IN_AT + 8 * 3600]

    clock.at = later.signed_in_at + 1
    restarted(file, clock).end(later)
    assert list(json.loads(file.read_text()).values()) == [SIGNED_IN_AT + 16 * 3600]


@pytest.mark.parametrize("content", ["{", "[]", '{"a": "b"}'])
def test_a_file_that_cannot_be_read_lets_nobody_go_on(content: str, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "signed_out.json").write_text(content)
    clock.at += 1
    sessions = restarted(tmp_path / "signed_out.json", clock)
    assert not sessions.is_live(KERN)
    assert sessions.is_live(Session(KERN.issuer, KERN.subject, SIGNED_IN_AT + 1))


def test_a_disk_that_is_full_does_not_keep_anybody_signed_in(tmp_path: Path, clock: Clock) -> None:
    sessions = restarted(tmp_path / "nergens" / "signed_out.json", clock)
    sessions.end(KERN)
    assert not sessions.is_live(KERN)
