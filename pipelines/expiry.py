"""Retention periods: which deliveries have been kept for as long as their contract says, and what then goes.

Months of the access log go as well, once they have been kept for as long as the programme says.

A period begins when a delivery is received, and anew when the same is delivered again. When it is over, all of the
delivery's rows go, rejected ones too; its receipt stays, with the counts and the day. What is still needed was
delivered again in the meantime and stands in a younger delivery.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.receipts import Erasure, Outcome, Reason, Receipt
from pipelines.settings import LOCAL_ZONE

NOTICE = dt.timedelta(days=90)
"""How long ahead `status` tells that a period ends: time to deliver again what is still needed."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\.jsonl")


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery of which the retention period ends on ``due_on``; ``rows`` counts what is held of it."""

    receipt: Receipt
    rows: int
    due_on: dt.date

    def to_plain(self) -> dict[str, Any]:
        named = ("delivery_id", "partner_id", "dataset")
        plain = {name: getattr(self.receipt, name) for name in named}
        return plain | {"rows": self.rows, "due_on": self.due_on.isoformat()}


@dataclass(frozen=True, slots=True)
class Over:
    """What has been kept for as long as it may: deliveries, and files of the access log, a month each."""

    deliveries: tuple[Due, ...]
    access_log: tuple[Path, ...]

    def to_plain(self) -> dict[str, Any]:
        deliveries = [due.to_plain() for due in self.deliveries]
        return {"deliveries": deliveries, "access_log": [file.stem for file in self.access_log]}


def judged_on(receipts: Iterable[Receipt], now: dt.datetime) -> dt.date:
    """The day on which periods are judged: today, but for example data, which stands still, its own last day."""
    receipts = list(receipts)
    last = max((r.received_at for r in receipts), default=now)
    return _day(min(now, last)) if any(r.example for r in receipts) else _day(now)


def due_by(day: dt.date, receipts: Iterable[Receipt], catalogue: Catalogue) -> list[Due]:
    """Deliveries of which the retention period is over on a day, the longest overdue first.

    A file that no dataset recognised holds nothing, so it is never due.
    """
    receipts = list(receipts)
    renewed = _last_delivered(receipts)
    due = []
    for receipt in receipts:
        contract, rows = catalogue.contracts.get(receipt.dataset), receipt.accepted_left + receipt.rejected_left
        if contract and not receipt.is_expired and (rows or receipt.vanished):
            due_on = _years_after(_day(renewed[_origin(receipt)]), contract.retention_years)
            due += [Due(receipt, rows, due_on)] if due_on <= day else []
    return sorted(due, key=lambda d: (d.due_on, d.receipt.order))


def months_due_by(day: dt.date, folder: Path, months: int) -> tuple[Path, ...]:
    """Files of the access log of which the last day is so many months ago or more, the oldest first.

    The day is today, also beside example data: people look at that when they do. Other files are left alone.
    """
    first_kept = 12 * day.year + day.month - 1 - months
    found = {file: _MONTH.fullmatch(file.name) for file in sorted(folder.glob("*.jsonl"))}
    return tuple(file for file, name in found.items() if name and 12 * int(name[1]) + int(name[2]) - 1 < first_kept)


def expire(due: Iterable[Due], archive: Archive, catalogue: Catalogue, at: dt.datetime) -> None:
    """Take the rows of deliveries out of the archive, with what their receipts quote.

    Receipts first: what no receipt names is removed after, also by the next command when this one is killed.
    """
    for item in due:
        erasure = Erasure(at, Reason.EXPIRED, None, accepted_left=0, rejected_left=0)
        receipt = replace(item.receipt, erased=(*item.receipt.erased, erasure), vanished=(), notes=())
        archive.replace(receipt, None, None)
    archive.remove_unreferenced(catalogue.contracts)


def _last_delivered(receipts: Iterable[Receipt]) -> Mapping[tuple[str, ...], dt.datetime]:
    """When each file was last delivered; ``ongewijzigd`` is the same again, and renews what it repeats."""
    latest: dict[tuple[str, ...], dt.datetime] = {}
    for receipt in sorted(receipts, key=lambda r: r.order):
        if receipt.withdrawn_at is None or _origin(receipt) not in latest:
            latest[_origin(receipt)] = receipt.received_at
    return latest


def _origin(receipt: Receipt) -> tuple[str, ...]:
    """What a repetition has in common with what it repeats; a delivery that was not repeated is its own."""
    same = (receipt.partner_id, receipt.dataset, receipt.file_sha256)
    return same if receipt.outcome is not Outcome.REFUSED else (receipt.delivery_id,)


def _day(instant: dt.datetime) -> dt.date:
    return instant.astimezone(LOCAL_ZONE).date()


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
