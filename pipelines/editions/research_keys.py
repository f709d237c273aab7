"""The new identities of the lectoraat edition: of persons, of organisations and of the rows themselves."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Sequence

import polars as pl

from pipelines.pseudonyms import PSEUDONYM_HEX_DIGITS, derived_key

_SEPARATOR = "\x1f"
_VERSION_HEX_DIGITS = 8


class ResearchKeys:
    """New identities for one registered purpose: with another purpose, or another master key, all of them differ.

    Whoever has neither key can turn none of them back, nor tell which of two purposes' identities are of one person.
    """

    def __init__(self, master_key: bytes, purpose: str) -> None:
        self._keyed = hmac.new(derived_key(master_key, "research" + purpose), digestmod="sha256")

    @property
    def version(self) -> str:
        """What the key is recognised by: identities of two editions go together where it is the same."""
        return self._code("key version")[:_VERSION_HEX_DIGITS]

    def persons(self, pseudonyms: pl.Series) -> pl.Series:
        """Research pseudonym: first 128 bits, hex, of HMAC-SHA-256(HKDF(master, "research" ‖ purpose), pseudonym)."""
        return _replaced(pseudonyms, self._code)

    def rows(self, kind: str, ids: Sequence[pl.Series], kept: Collection[str] = ()) -> pl.Series:
        """New ids of what the old ones identify together, the last of them after those within which it is unique.

        Args:
            kind: what is identified, as ``placements.placement_id``; two kinds share no new id.
            kept: ids that stay as they are, because they identify nothing or are named on purpose.
        """
        parts = [pl.lit(kind), *ids]
        whole = pl.select(pl.concat_str(parts, separator=_SEPARATOR).alias(ids[-1].name)).to_series()
        prefix = kind + _SEPARATOR
        stays = {prefix + one: one for one in kept}
        return _replaced(whole, lambda old: stays.get(old) or self._code(old))

    def _code(self, message: str) -> str:
        code = self._keyed.copy()
        code.update(message.encode())
        return code.hexdigest()[:PSEUDONYM_HEX_DIGITS]


def _replaced(old: pl.Series, new: Callable[[str], str]) -> pl.Series:
    """Each value replaced, null where there is none; each distinct value is computed once."""
    distinct = old.drop_nulls().unique()
    computed = pl.Series([new(one) for one in distinct], dtype=pl.String)
    return old.replace_strict(distinct, computed, default=None, return_dtype=pl.String)
