"""What has been delivered by whom, how recent it is, and what is worth a warning: judged against today."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.receipts import Outcome, Receipt, instant_text
from pipelines.settings import LOCAL_ZONE, Home


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """The latest delivery of one dataset by one partner; ``is_stale`` when nothing was loaded for too long."""

    partner_id: str
    dataset: str
    deliveries: int
    latest: Receipt
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
    found = tuple(_status(partner, dataset, rs, now, limit) for (partner, dataset), rs in sorted(groups.items()))
    return DeliveryStatus(found, tuple(_warnings(home, receipts)))


def as_table(status: DeliveryStatus) -> Group:
    """The status for a terminal."""
    table = Table(box=None, pad_edge=False)
    for name in ("Partner", "Dataset", "Leveringen", "Laatste", "Rijen", "Afgekeurd", "Uitkomst", "Nummer", ""):
        table.add_column(name)
    for d in status.datasets:
        day = d.latest.received_at.astimezone(LOCAL_ZONE).strftime("%d-%m-%Y")
        counts = str(d.latest.rows_delivered), str(d.latest.rows_rejected)
        late = "te lang geleden" if d.is_stale else ""
        table.add_row(
            d.partner_id, d.dataset, str(d.deliveries), day, *counts, d.latest.outcome, d.latest.delivery_id, late
        )
    lines = [Line(warning, style="yellow") for warning in status.warnings]
    return Group(table if status.datasets else Line("Nog geen leveringen."), *lines)


def _status(partner_id: str, dataset: str, receipts: list[Receipt], now: dt.datetime, limit: float) -> DatasetStatus:
    loaded = [r.received_at for r in receipts if r.outcome is not Outcome.REFUSED]
    days = (now - max(loaded)).days if loaded else None
    latest = max(receipts, key=lambda r: r.order)
    is_stale = days is None or days > limit
    return DatasetStatus(partner_id, dataset, len(receipts), latest, max(loaded, default=None), days, is_stale)


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
        "received_at": instant_text(status.latest.received_at),
        "loaded_at": instant_text(status.loaded_at) if status.loaded_at else None,
        "days_since": status.days_since,
        "is_stale": status.is_stale,
        "rows_delivered": status.latest.rows_delivered,
        "rows_accepted": status.latest.rows_accepted,
        "rows_rejected": status.latest.rows_rejected,
        "outcome": str(status.latest.outcome),
    }
