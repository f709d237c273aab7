"""What has been delivered by whom, how recent it is, and what is worth a warning: judged against today."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from pipelines.archive import Archive, counting_receipts
from pipelines.catalogue import Catalogue
from pipelines.receipts import Outcome, Receipt, instant_text
from pipelines.settings import LOCAL_ZONE, Home

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """The deliveries of one dataset by one partner.

    ``counting`` are the numbers of those whose rows count today; ``is_stale`` when nothing was loaded for too long.
    """

    partner_id: str
    dataset: str
    deliveries: int
    latest: Receipt
    counting: tuple[str, ...]
    loaded_at: dt.datetime | None
    days_since: int | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """The state of a home's deliveries."""

    datasets: tuple[DatasetStatus, ...]
    warnings: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        return {"datasets": [_plain(d) for d in self.datasets], "warnings": list(self.warnings)}


def delivery_status(home: Home, catalogue: Catalogue, now: dt.datetime) -> DeliveryStatus:
    """The latest delivery of every partner and dataset, and whether it has become too old."""
    receipts = [r for r in Archive(home).receipts() if r.withdrawn_at is None]
    limit = catalogue.programme.thresholds["freshness_days"]
    groups: dict[tuple[str, str], list[Receipt]] = {}
    for receipt in receipts:
        groups.setdefault((receipt.partner_id, receipt.dataset), []).append(receipt)
    counting = {r.delivery_id for c in catalogue.contracts.values() for r in counting_receipts(c, receipts)}
    found = tuple(_status(key, group, counting, now, limit) for key, group in sorted(groups.items()))
    return DeliveryStatus(found, tuple(_warnings(home, receipts)))


def as_table(status: DeliveryStatus) -> Group:
    """The status for a terminal."""
    table = _table("Partner", "Dataset", "Leveringen", "Laatste", "Rijen", "Afgekeurd", "Uitkomst", "Telt mee", "")
    for d in status.datasets:
        counts = str(d.latest.rows_delivered), str(d.latest.rows_rejected)
        late = "te lang geleden" if d.is_stale else ""
        counting = ", ".join(d.counting[-_MOST_NAMED:]) + (" …" if len(d.counting) > _MOST_NAMED else "")
        day = _day(d.latest)
        table.add_row(d.partner_id, d.dataset, str(d.deliveries), day, *counts, d.latest.outcome, counting, late)
    lines = [Line(warning, style="yellow") for warning in status.warnings]
    return Group(table if status.datasets else Line("Nog geen leveringen."), *lines)


def deliveries_table(home: Home, catalogue: Catalogue) -> Table:
    """Every delivery of a home, the latest last, and whether its rows count today."""
    receipts = Archive(home).receipts()
    counting = {r.delivery_id for c in catalogue.contracts.values() for r in counting_receipts(c, receipts)}
    table = _table("Nummer", "Partner", "Bestand", "Ontvangen", "Rijen", "Afgekeurd", "Uitkomst", "")
    for r in receipts:
        state = "ingetrokken" if r.withdrawn_at else "telt mee" if r.delivery_id in counting else ""
        counts = str(r.rows_delivered), str(r.rows_rejected)
        table.add_row(r.delivery_id, r.partner_id, r.file_name, _day(r), *counts, r.outcome, state)
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name)
    return table


def _day(receipt: Receipt) -> str:
    return receipt.received_at.astimezone(LOCAL_ZONE).strftime("%d-%m-%Y")


def _status(
    key: tuple[str, str], receipts: list[Receipt], counting: set[str], now: dt.datetime, limit: float
) -> DatasetStatus:
    loaded = [r.received_at for r in receipts if r.outcome is not Outcome.REFUSED]
    days = (now - max(loaded)).days if loaded else None
    return DatasetStatus(
        partner_id=key[0],
        dataset=key[1],
        deliveries=len(receipts),
        latest=max(receipts, key=lambda r: r.order),
        counting=tuple(r.delivery_id for r in receipts if r.delivery_id in counting),
        loaded_at=max(loaded, default=None),
        days_since=days,
        is_stale=days is None or days > limit,
    )


def _warnings(home: Home, receipts: list[Receipt]) -> list[str]:
    is_example = any(r.example for r in receipts)
    if receipts and not is_example and "GRENSGANGER_KEY_FILE" not in os.environ:
        return [
            f"De sleutel van de pseudoniemen staat in de home zelf ({home.key}). Bewaar hem elders en wijs hem aan met "
            "GRENSGANGER_KEY_FILE: wie de home krijgt, heeft anders ook de sleutel."
        ]
    return []


def _plain(status: DatasetStatus) -> dict[str, Any]:
    return {
        "partner_id": status.partner_id,
        "dataset": status.dataset,
        "deliveries": status.deliveries,
        "delivery_id": status.latest.delivery_id,
        "counting": list(status.counting),
        "received_at": instant_text(status.latest.received_at),
        "loaded_at": instant_text(status.loaded_at) if status.loaded_at else None,
        "days_since": status.days_since,
        "is_stale": status.is_stale,
        "rows_delivered": status.latest.rows_delivered,
        "rows_accepted": status.latest.rows_accepted,
        "rows_rejected": status.latest.rows_rejected,
        "outcome": str(status.latest.outcome),
    }
