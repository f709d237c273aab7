"""How long somebody stays signed in: so many hours since signing in, and so many minutes since doing something.

Streamlit keeps who signed in in a signed cookie, for thirty days, and looks at it only when a page connects. So the
server looks at it too. When somebody last did something it remembers itself; after a restart only those go on who
signed in less than the idle time ago. Who signed out is kept in a file, so that a restart forgets nobody's signing out.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit.auth_util import get_cookie_with_chunks

USER_COOKIE: Final = "_streamlit_user"
"""Streamlit's cookie of who signed in; a large one goes on in ``_streamlit_user_1`` and so on."""
_ENDED: Final = float("-inf")
_MANY: Final = 10_000
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's having signed in once; ``signed_in_at`` in seconds since 1970, as signed by this server."""

    issuer: str
    subject: str
    signed_in_at: float


class SignedOut:
    """Sessions that were ended by who signed out, in a file: a code of each, and until when its cookies would count.

    From a code nobody learns whose session it was. What cannot be read counts as everybody having signed out.
    """

    def __init__(self, file: Path, secret: str, now: Callable[[], float] = time.time) -> None:
        self._file, self._secret, self._now = file, secret.encode(), now
        self._until: dict[str, float] = {}
        self._everybody_before = float("-inf")
        try:
            known = json.loads(file.read_text(encoding="ascii"))
            self._until = {str(code): float(until) for code, until in known.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, AttributeError, TypeError):
            _LOG.error("%s cannot be read: everybody has to sign in again", file.name)
            self._everybody_before = now()

    def __contains__(self, session: Session) -> bool:
        return session.signed_in_at < self._everybody_before or self._code(session) in self._until

    def add(self, session: Session, until: float) -> None:
        """Somebody signed out of a session that would have lasted until then; those that are over by now are dropped.

        A disk that refuses is told to the log; as long as the server runs, the session is over all the same.
        """
        kept = {code: end for code, end in self._until.items() if end > self._now()}
        self._until = {**kept, self._code(session): until}
        beside = self._file.with_name(f".{self._file.name}.new")
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as written:
                json.dump(self._until, written)
            beside.replace(self._file)
        except OSError as error:
            _LOG.error("%s cannot be written, a restart will forget who signed out: %s", self._file, error.strerror)

    def _code(self, session: Session) -> str:
        told = f"{session.issuer}\x1f{session.subject}\x1f{session.signed_in_at}"
        return hmac.digest(self._secret, told.encode(), "sha256").hex()


class Sessions:
    """Who is signed in, for the whole server."""

    def __init__(
        self,
        cookie_secret: str,
        expires_after: float,
        idle_after: float,
        now: Callable[[], float] = time.time,
        signed_out: SignedOut | None = None,
    ) -> None:
        self.expires_after, self.idle_after, self._now = expires_after, idle_after, now
        self._signature = URLSafeTimedSerializer(cookie_secret, salt=USER_COOKIE)
        self._secret = cookie_secret
        self._last_seen: dict[Session, float] = {}
        self._signed_out = signed_out

    def of(self, cookies: Mapping[str, str]) -> Session | None:
        """The session that these cookies prove, over or not; None when they prove none."""
        try:
            _, signed_at = self._signature.loads(cookies.get(USER_COOKIE, ""), return_timestamp=True)
            claims = json.loads(get_cookie_with_chunks(lambda name: self._signed(name, cookies), USER_COOKIE) or b"{}")
        except (BadData, ValueError):
            return None
        issuer, subject = claims.get("iss"), claims.get("sub")
        if not (isinstance(issuer, str) and isinstance(subject, str)):
            return None
        return Session(issuer, subject, signed_at.timestamp())

    def seconds_left(self, session: Session) -> float:
        """How long the session still lasts when nothing is done; 0 or less when it is over."""
        last = self._last_seen.get(session, session.signed_in_at)
        if self._signed_out is not None and session in self._signed_out:
            last = _ENDED
        return min(session.signed_in_at + self.expires_after, last + self.idle_after) - self._now()

    def is_live(self, session: Session | None) -> bool:
        return session is not None and self.seconds_left(session) > 0

    def seen(self, session: Session) -> None:
        """Something was done in the session just now; one that is over stays over."""
        if self.is_live(session):
            self._forget_old()
            self._last_seen[session] = self._now()

    def end(self, session: Session) -> None:
        """Somebody signed out: no copy of the cookies counts any longer."""
        self._forget_old()
        self._last_seen[session] = _ENDED
        if self._signed_out is not None:
            self._signed_out.add(session, session.signed_in_at + self.expires_after)

    def _forget_old(self) -> None:
        """Drop the sessions whose time is over anyway, so that a server that runs for months stays small."""
        if len(self._last_seen) >= _MANY:
            oldest = self._now() - self.expires_after
            self._last_seen = {s: seen for s, seen in self._last_seen.items() if s.signed_in_at > oldest}

    def _signed(self, name: str, cookies: Mapping[str, str]) -> bytes | None:
        try:
            found = URLSafeTimedSerializer(self._secret, salt=name).loads(cookies.get(name, ""))
        except BadData:
            return None
        return found.encode() if isinstance(found, str) else None
