"""The two secrets of a dashboard with sign-in, each in a file for its owner only; never in settings.toml or git.

``dashboard.key`` (made on the first start) signs the cookies and makes the pseudonyms of the access log;
``client.secret`` is what the provider gave out. Environment variables name other places for them.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from dashboard.settings import SettingsError

_KEY_FILE: Final = "GRENSGANGER_DASHBOARD_KEY_FILE"
_CLIENT_FILE: Final = "GRENSGANGER_CLIENT_SECRET_FILE"
_LEAST: Final = 32  # bytes as written; less can be guessed


def client_secret(home: Path) -> str:
    """The secret by which the provider knows this dashboard.

    Raises:
        SettingsError: the file is not there, is empty, or others may read it.
    """
    file = _place(home, _CLIENT_FILE, "client.secret")
    return _secret_in(file, "het client secret dat de aanbieder van de aanmelding gaf", 1).decode()


def dashboard_key(home: Path) -> bytes:
    """The dashboard's own key.

    Raises:
        SettingsError: the file is not there, is too short, or others may read it.
    """
    return _secret_in(_place(home, _KEY_FILE, "dashboard.key"), f"ten minste {_LEAST} tekens", _LEAST)


def make_dashboard_key(home: Path) -> None:
    """Make the dashboard's own key on its first start; one that exists is left alone."""
    file = _place(home, _KEY_FILE, "dashboard.key")
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise SettingsError(f"{file} is niet te maken: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="ascii") as written:
        written.write(secrets.token_hex(32) + "\n")


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from which neither the key nor that of another purpose follows (HMAC-SHA-256)."""
    return hmac.digest(key, purpose.encode(), "sha256")


def _place(home: Path, variable: str, name: str) -> Path:
    elsewhere = os.environ.get(variable)
    return Path(elsewhere).expanduser() if elsewhere else home / name


def _secret_in(file: Path, expected: str, least: int) -> bytes:
    try:
        if file.stat().st_mode & 0o077:
            raise SettingsError(f"{file}: anderen kunnen dit geheim lezen. Verhelp dat met: chmod 600 {file}")
        found = file.read_bytes().strip()
    except OSError as error:
        raise SettingsError(f"{file}: verwacht {expected}; gevonden niets ({error.strerror}).") from error
    if len(found) < least:
        raise SettingsError(f"{file}: verwacht {expected}; gevonden {len(found)} tekens.")
    return found
