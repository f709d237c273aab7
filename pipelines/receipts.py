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


class Reason(StrEnum):
    """Why rows were taken out of the archive: a person asked for it, or their retention period is over."""

    FORGOTTEN = "vergeten"
    EXPIRED = "verlopen"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What remains of a delivery after rows were taken out of it. It says when and why, and of nobody.

    ``content_sha256`` names the Parquet file of the accepted rows that are left; None when the file is gone.
    """

    at: dt.datetime
    reason: Reason
    content_sha256: str | None
    accepted_left: int
    rejected_left: int

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Erasure:
        at, reason = dt.datetime.fromisoformat(plain["at"]), Reason(plain["reason"])
        return cls(at, reason, plain["content_sha256"], plain["accepted_left"], plain["rejected_left"])

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"at": instant_text(self.at)}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A delivery as the archive remembers it.

    ``run`` names all deliveries of the same command: they count together or, after a crash, not at all.
    ``content_sha256`` names the Parquet file of its accepted rows; None when it has none. ``null_shares`` are shares
    of empty cells a field, for comparison with the next delivery. ``notes`` are Dutch remarks about the delivery as
    a whole; they hold no values of rows. ``vanished`` are keys that the partner delivered before and now leaves out.

    All of this is what was delivered, and stays so when rows are erased: ``erased`` then tells what is left.
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
    erased: tuple[Erasure, ...] = ()
    withdrawn_at: dt.datetime | None = None

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Later receipts win; of those at one instant the one with the greatest file hash."""
        return (self.received_at, self.file_sha256)

    @property
    def counts(self) -> bool:
        """True when its rows are among the current ones."""
        is_there = self.withdrawn_at is None and not self.is_expired
        return self.outcome in (Outcome.LOADED, Outcome.PARTLY) and is_there

    @property
    def is_expired(self) -> bool:
        """True when its rows are gone because their retention period is over."""
        return any(erasure.reason is Reason.EXPIRED for erasure in self.erased)

    @property
    def stored_sha256(self) -> str | None:
        """What the Parquet file of its accepted rows is called now."""
        return self.erased[-1].content_sha256 if self.erased else self.content_sha256

    @property
    def accepted_left(self) -> int:
        """How many accepted rows the archive still holds of it."""
        return self.erased[-1].accepted_left if self.erased else self.rows_accepted if self.content_sha256 else 0

    @property
    def rejected_left(self) -> int:
        return self.erased[-1].rejected_left if self.erased else self.rows_rejected

    @property
    def rows_erased(self) -> int:
        """How many of its rows were taken out of the archive, rejected ones included."""
        if not self.erased:
            return 0
        accepted = self.rows_accepted if self.content_sha256 else 0
        return accepted - self.accepted_left + self.rows_rejected - self.rejected_left

    def to_json(self) -> str:
        plain = asdict(self) | {"received_at": instant_text(self.received_at)}
        plain["erased"] = [erasure.to_plain() for erasure in self.erased]
        del plain["withdrawn_at"]  # stands in a file of its own: only erasure writes a receipt anew
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str, withdrawn_at: dt.datetime | None = None) -> Receipt:
        plain: dict[str, Any] = json.loads(text)
        plain["received_at"] = dt.datetime.fromisoformat(plain["received_at"])
        plain["outcome"] = Outcome(plain["outcome"])
        plain["checks"] = tuple(CheckResult(**check) for check in plain["checks"])
        plain |= {name: tuple(plain[name]) for name in ("run", "notes", "vanished")}
        plain["erased"] = tuple(map(Erasure.from_plain, plain.get("erased", ())))
        return cls(**plain, withdrawn_at=withdrawn_at)


def delivery_id(partner_id: str, dataset: str, received_at: dt.datetime, file_sha256: str) -> str:
    """First 16 hex digits of the SHA-256 of what makes a delivery this one."""
    identity = "\x1f".join((partner_id, dataset, instant_text(received_at), file_sha256))
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def instant_text(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")
