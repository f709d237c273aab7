"""How people sign in: the part ``[sign_in]`` of a home's settings.toml. Without it there is no sign-in.

Secrets do not stand there (keys.py). Messages are for who administers a home: file, key, expected, found.
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

ROLES: Final = ("kernteam", "lectoraat", "funder", "partner")
_FILE: Final = "settings.toml"
_PART: Final = "sign_in"
_METADATA: Final = "/.well-known/openid-configuration"


class SettingsError(Exception):
    """A setting cannot be what it is; the message names file and key, what was expected and what was found."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has one of ``values`` in ``claim`` has ``role``; a partner's organisation stands here or in a claim."""

    claim: str
    values: frozenset[str]
    role: str
    organisation: str | None
    organisation_claim: str | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """Everything about signing in that is no secret.

    ``address`` is where people find the dashboard, ``provider`` the provider's metadata; durations are in seconds.
    """

    contact: str
    address: str
    provider: str
    client_id: str
    scope: str
    ask_for_claims: bool
    expires_after: float
    idle_after: float
    rules: tuple[Rule, ...]

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https:")


def sign_in_of(home: Path) -> SignIn | None:
    """How people sign in to the dashboard of a home; None when its settings do not say. A changed file counts at once.

    Raises:
        SettingsError: the file cannot be read, or a setting is missing, unknown or wrong.
    """
    file = home / _FILE
    try:
        modified = file.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"{file} is niet te lezen: {error.strerror}.") from error
    return _read(file, modified)


@lru_cache(maxsize=4)
def _read(file: Path, modified_ns: int) -> SignIn | None:  # noqa: ARG001 - part of the key under which the answer is kept
    try:
        whole = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} is niet te lezen als TOML: {error}.") from error
    if _PART not in whole:
        return None
    table = _Table(file, _PART, whole[_PART])
    found = SignIn(
        contact=table.string("contact"),
        address=table.url("address", with_path=False),
        provider=table.url("provider").rstrip("/").removesuffix(_METADATA) + _METADATA,
        client_id=table.string("client_id"),
        scope=table.string("scope", "openid"),
        ask_for_claims=table.yes_or_no("ask_for_claims"),
        expires_after=table.number("expires_after_hours", 8, at_most=24) * 3600,
        idle_after=table.number("idle_minutes", 60, at_most=24 * 60) * 60,
        rules=tuple(_rule(part) for part in table.tables("rules")),
    )
    table.refuse_others()
    return found


def _rule(table: _Table) -> Rule:
    role = table.string("role")
    if role not in ROLES:
        raise table.wrong("role", f"een van {', '.join(ROLES)}", f"‘{role}’")
    named = [key for key in ("organisation", "organisation_claim") if key in table.values]
    if role == "partner" and len(named) != 1:
        raise table.wrong("role", "bij partner óf organisation óf organisation_claim", f"{len(named)} daarvan")
    if role != "partner" and named:
        raise table.wrong(named[0], "alleen bij de rol partner", f"rol {role}")
    rule = Rule(
        claim=table.string("claim"),
        values=table.strings("value"),
        role=role,
        organisation=table.string("organisation", "") or None,
        organisation_claim=table.string("organisation_claim", "") or None,
    )
    table.refuse_others()
    return rule


class _Table:
    """A table of the file, with the place of each of its keys for who has to mend it."""

    def __init__(self, file: Path, place: str, values: object) -> None:
        self.file, self.place = file, place
        if not isinstance(values, dict):
            raise SettingsError(f"{file}: {place}: verwacht een tabel; gevonden {_kind(values)}.")
        self.values: dict[str, Any] = values
        self._known: set[str] = set()

    def wrong(self, key: str, expected: str, found: str) -> SettingsError:
        return SettingsError(f"{self.file}: {self.place}.{key}: verwacht {expected}; gevonden {found}.")

    def string(self, key: str, otherwise: str | None = None) -> str:
        found = self._take(key, otherwise)
        if not isinstance(found, str) or (not found.strip() and otherwise is None):
            raise self.wrong(key, "tekst", _kind(found))
        return found.strip()

    def strings(self, key: str) -> frozenset[str]:
        found = self._take(key)
        listed = found if isinstance(found, list) else [found]
        if not listed or not all(isinstance(text, str) and text for text in listed):
            raise self.wrong(key, "tekst of een lijst van teksten", _kind(found))
        return frozenset(listed)

    def number(self, key: str, otherwise: float, at_most: float) -> float:
        found = self._take(key, otherwise)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.wrong(key, "een getal", _kind(found))
        if not 0 < found <= at_most:
            raise self.wrong(key, f"een getal boven 0, hoogstens {at_most:g}", f"{found:g}")
        return float(found)

    def yes_or_no(self, key: str) -> bool:
        found = self._take(key, False)
        if not isinstance(found, bool):
            raise self.wrong(key, "true of false", _kind(found))
        return found

    def url(self, key: str, with_path: bool = True) -> str:
        """An https address; http only on this computer, to try things out."""
        found = self.string(key)
        expected = "een adres dat met https:// begint" + ("" if with_path else ", zonder pad")
        try:
            parts = urlsplit(found)
            is_local = is_loopback(parts.hostname or "")
            _ = parts.port  # raises when it is no number
        except ValueError as error:
            raise self.wrong(key, expected, f"‘{found}’") from error
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_local)
        is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if not (is_safe and is_plain and parts.hostname) or (parts.path.strip("/") and not with_path):
            raise self.wrong(key, expected, f"‘{found}’" if is_plain else "een adres met meer erin")
        return found if with_path else f"{parts.scheme}://{parts.netloc.lower()}"

    def tables(self, key: str) -> list[_Table]:
        found = self._take(key)
        if not isinstance(found, list) or not found:
            raise self.wrong(key, f"ten minste één [[{self.place}.{key}]]", _kind(found))
        return [_Table(self.file, f"{self.place}.{key}[{n}]", part) for n, part in enumerate(found, 1)]

    def refuse_others(self) -> None:
        """What nobody reads is a mistake; its value is not repeated, for it may be a secret in the wrong place."""
        for key in self.values.keys() - self._known:
            raise self.wrong(key, f"een van {', '.join(sorted(self._known))}", "een onbekende sleutel")

    def _take(self, key: str, otherwise: object = None) -> Any:
        self._known.add(key)
        return self.values.get(key, otherwise)


def is_loopback(host: str) -> bool:
    """Whether a name or address can only be this computer."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_KINDS: Final[Mapping[type, str]] = {bool: "true of false", int: "een getal", float: "een getal", list: "een lijst"}


def _kind(found: object) -> str:
    """What somebody wrote, without repeating it."""
    if found is None:
        return "niets"
    if isinstance(found, str):
        return "tekst" if found.strip() else "lege tekst"
    return _KINDS.get(type(found), "een tabel" if isinstance(found, dict) else "iets anders")
