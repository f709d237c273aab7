"""Who is looking, and which edition that viewer may open.

Without sign-in the role comes from the environment that ``grensganger dashboard`` sets; with it, from what the
provider says of somebody and the rules of the home. Nothing else asks who somebody is.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard.keys import dashboard_key, derived
from dashboard.settings import ROLES, Rule, SettingsError, SignIn, sign_in_of

PROGRAMME: Final = "programma"
BY_SIGN_IN: Final = "aanmelden"
"""What stands in GRENSGANGER_ROLE, in the place of a role, when sign-in says who looks."""
SESSION_HEADER: Final = "X-Grensganger-Session"
EXPIRED: Final = "expired"
"""What the server says in that header of a session that has lasted long enough."""

PROVIDER: Final = "oidc"
"""What the provider is called between ``st.login`` and its settings; there is one."""
SIGNED_OUT, OVER, NO_ROLE, NOT_SET_UP = "afgemeld", "verlopen", "geen_rol", "niet_ingesteld"
"""Why somebody has no access; texts are found by it."""
_HEX_DIGITS: Final = 32  # 128 bits
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A role, and for a partner the organisation; ``home`` is where the editions stand.

    ``person`` is the pseudonym of who signed in; None on one's own computer.
    """

    role: str
    organisation: str | None
    home: Path
    person: str | None = None

    @property
    def edition_file(self) -> Path:
        """The one file that this viewer's session opens."""
        published = self.home / "published"
        if self.role == "partner":
            return published / "partners" / f"{self.organisation}.duckdb"
        return published / f"{self.role}.duckdb"

    @property
    def delivers_as(self) -> str | None:
        """As which partner this viewer records decisions and actions; None for those who only read."""
        return {"kernteam": PROGRAMME, "partner": self.organisation}.get(self.role)


class NoAccess(Exception):
    """Nobody whom we may show anything: ``reason`` says why, ``contact`` whom to ask, ``person`` who it was."""

    def __init__(self, reason: str, home: Path, contact: str = "", person: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.home, self.contact, self.person = reason, home, contact, person


def current_viewer(environment: Mapping[str, str] = os.environ) -> Viewer:
    """Who is looking in this session.

    Raises:
        NoAccess: with sign-in, when nobody has, or somebody without a role.
        ValueError: without sign-in, when the role is unknown, or a partner has no plain organisation id.
    """
    home = Path(environment.get("GRENSGANGER_HOME", "var"))
    role = environment.get("GRENSGANGER_ROLE", "kernteam")
    if role == BY_SIGN_IN:
        return _signed_in(home)
    organisation = environment.get("GRENSGANGER_ORGANISATION") or None
    if role not in ROLES:
        raise ValueError(f"GRENSGANGER_ROLE: expected one of {', '.join(ROLES)}, found {role!r}.")
    if role == "partner" and not _is_organisation(organisation):
        raise ValueError("GRENSGANGER_ORGANISATION: expected the id of an organisation for the role partner.")
    return Viewer(role, organisation, home)


def current_contact(environment: Mapping[str, str] = os.environ) -> str:
    """Whom to ask, where there is sign-in."""
    sign_in = sign_in_of(Path(environment.get("GRENSGANGER_HOME", "var")))
    return sign_in.contact if sign_in else ""


def viewer_of(claims: Mapping[str, Any], rules: tuple[Rule, ...], home: Path, person: str) -> Viewer | None:
    """The viewer that the first rule that applies makes of somebody; None when there is none."""
    for rule in rules:
        if not _applies(rule, claims):
            continue
        if rule.role != "partner":
            return Viewer(rule.role, None, home, person)
        organisation = rule.organisation or claim_of(claims, rule.organisation_claim or "")
        if _is_organisation(organisation):
            return Viewer(rule.role, organisation, home, person)
    return None


def claim_of(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by name; ``realm_access.roles`` is also one within another, as Keycloak has them."""
    if name in claims:
        return claims[name]
    outer, _, inner = name.partition(".")
    within = claims.get(outer)
    return claim_of(within, inner) if inner and isinstance(within, Mapping) else None


def pseudonym(key: bytes, issuer: str, subject: str) -> str:
    """By what the access log knows somebody: 128 bits, hex, of an HMAC that only this dashboard can make."""
    code = hmac.digest(derived(key, "access log"), f"{issuer}\x1f{subject}".encode(), "sha256")
    return code.hex()[:_HEX_DIGITS]


def _signed_in(home: Path) -> Viewer:
    try:
        sign_in, key = sign_in_of(home), dashboard_key(home)
    except SettingsError as error:
        _LOG.error("%s", error)
        raise NoAccess(NOT_SET_UP, home) from error
    if sign_in is None:
        raise NoAccess(NOT_SET_UP, home)
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        is_over = st.context.headers.get(SESSION_HEADER) == EXPIRED
        raise NoAccess(OVER if is_over else SIGNED_OUT, home, sign_in.contact)
    return _known_viewer(claims, sign_in, home, key)


def _known_viewer(claims: Mapping[str, Any], sign_in: SignIn, home: Path, key: bytes) -> Viewer:
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str)):
        raise NoAccess(NO_ROLE, home, sign_in.contact)
    person = pseudonym(key, issuer, subject)
    viewer = viewer_of(claims, sign_in.rules, home, person)
    if viewer is None:
        raise NoAccess(NO_ROLE, home, sign_in.contact, person)
    return viewer


def _applies(rule: Rule, claims: Mapping[str, Any]) -> bool:
    if rule.claim == "email" and claims.get("email_verified") is not True:
        return False  # with some providers people write there what they like
    found = claim_of(claims, rule.claim)
    listed = found if isinstance(found, list) else [found]
    return any(isinstance(value, str) and value in rule.values for value in listed)


def _is_organisation(name: object) -> bool:
    """Whether this can name an organisation, and nothing else: no path, and not the programme itself."""
    return isinstance(name, str) and name.replace("-", "").isalnum() and name != PROGRAMME
