"""Keyed pseudonyms for persons, and the key they hang on (disclosure.md, "Pseudonyms and keys")."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import unicodedata
from pathlib import Path

import polars as pl
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pipelines.errors import HomeError

PSEUDONYM_HEX_DIGITS = 32  # 128 bits
_SEPARATOR = b"\x1f"


class Pseudonymiser:
    """Turns identities into pseudonyms; the same identity of the same issuer always gets the same one."""

    def __init__(self, master_key: bytes) -> None:
        self._master_key = master_key
        self._keyed: dict[str, hmac.HMAC] = {}

    def of_one(self, kind: str, issuer: str, identity: str) -> str:
        """First 128 bits, as hex, of HMAC-SHA-256(HKDF(master, kind), issuer ‖ 0x1F ‖ normalised identity)."""
        normal = unicodedata.normalize("NFKC", identity).strip().upper()
        code = self._keyed_by(kind).copy()
        code.update(issuer.encode() + _SEPARATOR + normal.encode())
        return code.hexdigest()[:PSEUDONYM_HEX_DIGITS]

    def of_all(self, kind: str, issuers: pl.Series, identities: pl.Series) -> pl.Series:
        """Pseudonyms of a column of identities, null where there is none; each distinct pair is computed once."""
        pairs = pl.DataFrame({"issuer": issuers.fill_null(""), "identity": identities})
        distinct = pairs.drop_nulls("identity").unique()
        computed = [self.of_one(kind, issuer, identity) for issuer, identity in distinct.iter_rows()]
        known = distinct.with_columns(pl.Series("pseudonym", computed, dtype=pl.String))
        joined = pairs.join(known, on=["issuer", "identity"], how="left", maintain_order="left")
        return joined["pseudonym"].alias(identities.name)

    def _keyed_by(self, kind: str) -> hmac.HMAC:
        """The code before its message: to copy it is cheaper than to key another one."""
        if kind not in self._keyed:
            self._keyed[kind] = hmac.new(derived_key(self._master_key, kind), digestmod="sha256")
        return self._keyed[kind]


def derived_key(master_key: bytes, info: str) -> bytes:
    """32 bytes that are of use for one thing only: HKDF-SHA-256 without salt (RFC 5869) of the master key."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info.encode()).derive(master_key)


def load_key(path: Path, *, home_is_empty: bool) -> bytes:
    """The master key of a home; made on first use.

    Raises:
        HomeError: the home holds deliveries but its key is gone, or the file holds none. A new key would give
            everybody a second pseudonym, so none is made.
    """
    if path.exists():
        return _key_in(path)
    if not home_is_empty:
        raise HomeError(
            f"De sleutel {path} ontbreekt, terwijl er al leveringen zijn. Zet de bewaarde sleutel daar terug, of wijs "
            "hem aan met GRENSGANGER_KEY_FILE. Met een nieuwe sleutel zou iedereen een tweede pseudoniem krijgen."
        )
    key = secrets.token_bytes(32)
    _write_whole(path, key.hex())
    return key


def _write_whole(path: Path, text: str) -> None:
    """A file for its owner only that is whole or absent, whatever happens: nothing can make a key again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def refuse_other_key(key: bytes, fingerprint: Path) -> None:
    """Make sure that a home is always used with the same key; its fingerprint is kept from the first use on.

    Raises:
        HomeError: the pseudonyms of the home were made with another key.
    """
    own = hmac.digest(key, b"fingerprint", "sha256").hex()
    if not fingerprint.exists():
        _write_whole(fingerprint, own)
    elif fingerprint.read_text(encoding="ascii").strip() != own:
        raise HomeError(
            "Dit is een andere sleutel dan die waarmee de pseudoniemen in deze home zijn gemaakt. Wijs met "
            "GRENSGANGER_KEY_FILE de eerste sleutel aan; met een andere zou iedereen een tweede pseudoniem krijgen."
        )


def _key_in(path: Path) -> bytes:
    written = path.read_bytes().strip()
    if not re.fullmatch(rb"[0-9a-fA-F]{64}", written):
        raise HomeError(
            f"{path} is geen sleutel: verwacht 64 hexadecimale cijfers. Zet de bewaarde sleutel daar terug."
        )
    return bytes.fromhex(written.decode())


def passing_key() -> bytes:
    """A key for one command that stores nothing."""
    return secrets.token_bytes(32)
