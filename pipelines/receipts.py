"""What is written down of each delivery: who, what, when, and how it fared."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a delivery fared: loaded, loaded in part, refused, or the same as the one before."""

    LOADED = "geladen"
    PARTLY = "deels"
    REFUSED = "geweigerd"
    UNCHANGED = "ongewijzigd"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A rule's result on one delivery; ``share`` is failed ÷ evaluated, 0 where nothing was evaluated."""

    rule: str
    severity: str
    evaluated: int
    failed: int

    @property
    def share(self) -> float:
        return self.failed / self.evaluated if self.evaluated else 0.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A delivery as the archive remembers it.

    ``run`` names all deliveries of the same command: they count together or, after a crash, not at all.
    ``content_sha256`` names the Parquet file of its accepted rows; None when it has none. ``null_shares`` are shares
    of empty cells a field, for comparison with the next delivery. ``notes`` are Dutch remarks about the delivery as
    a whole; they hold no values of rows. ``vanished`` are keys that the partner delivered before and now leaves out.
    """

    delivery_id: str
    partner_id: str
    dataset: str
    file_name: str
    file_sha256: str
    received_at: dt.datetime
    contract_version: str
    rows_delivered: int
    rows_accepted: int
    rows_rejected: int
    outcome: Outcome
    run: tuple[str, ...]
    content_sha256: str | None = None
    checks: tuple[CheckResult, ...] = ()
    null_shares: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    example: bool = False
    withdrawn_at: dt.datetime | None = None

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Later receipts win; of those at one instant the one with the greatest file hash."""
        return (self.received_at, self.file_sha256)

    @property
    def counts(self) -> bool:
        """True when its rows are among the current ones."""
        return self.outcome in (Outcome.LOADED, Outcome.PARTLY) and self.withdrawn_at is None

    def to_json(self) -> str:
        plain = asdict(self) | {"received_at": instant_text(self.received_at)}
        del plain["withdrawn_at"]  # stands in a file of its own: a receipt never changes
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str, withdrawn_at: dt.datetime | None = None) -> Receipt:
        plain: dict[str, Any] = json.loads(text)
        plain["received_at"] = dt.datetime.fromisoformat(plain["received_at"])
        plain["outcome"] = Outcome(plain["outcome"])
        plain["checks"] = tuple(CheckResult(**check) for check in plain["checks"])
        plain |= {name: tuple(plain[name]) for name in ("run", "notes", "vanished")}
        return cls(**plain, withdrawn_at=withdrawn_at)


def delivery_id(partner_id: str, dataset: str, received_at: dt.datetime, file_sha256: str) -> str:
    """First 16 hex digits of the SHA-256 of what makes a delivery this one."""
    identity = "\x1f".join((partner_id, dataset, instant_text(received_at), file_sha256))
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def instant_text(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")
