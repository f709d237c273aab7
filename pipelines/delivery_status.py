"""What has been delivered by whom, how recent it is, and what is worth a warning: judged against today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from pipelines.archive import Archive, counting_receipts
from pipelines.catalogue import Catalogue
from pipelines.expiry import NOTICE, Due, due_by, judged_on, months_due_by
from pipelines.notices import read_notices
from pipelines.receipts import Outcome, Receipt, instant_text
from pipelines.settings import LOCAL_ZONE, Home

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """The deliveries of one dataset by one partner.

    ``counting`` are the numbers of those whose rows count today; ``is_stale`` when nothing was loaded for too long;
    ``filled_share`` is the share of cells, 0–1, that the latest delivery has filled in.
    """

    partner_id: str
    dataset: str
    deliveries: int
    latest: Receipt
    counting: tuple[str, ...]
    loaded_at: dt.datetime | None
    days_since: int | None
    is_stale: bool
    filled_share: float | None


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """The state of a home's deliveries. ``due``: those of which the retention period is over, or nearly so.

    ``access_log_due``: months of the access log that have been kept for long enough.
    """

    datasets: tuple[DatasetStatus, ...]
    warnings: tuple[str, ...]
    due: tuple[Due, ...] = ()
    access_log_due: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        plain = {"datasets": [_plain(d) for d in self.datasets], "warnings": list(self.warnings)}
        due = [due.to_plain() for due in self.due]
        return plain | {"retention_due": due, "access_log_due": list(self.access_log_due)}


def delivery_status(home: Home, catalogue: Catalogue, now: dt.datetime) -> DeliveryStatus:
    """The latest delivery of every partner and dataset, and whether it has become too old."""
    receipts = [r for r in Archive(home).receipts() if r.withdrawn_at is None]
    limit = catalogue.programme.thresholds["freshness_days"]
    groups: dict[tuple[str, str], list[Receipt]] = {}
    for receipt in receipts:
        groups.setdefault((receipt.partner_id, receipt.dataset), []).append(receipt)
    counting = {r.delivery_id for c in catalogue.contracts.values() for r in counting_receipts(c, receipts)}
    found = tuple(_status(key, group, counting, now, limit) for key, group in sorted(groups.items()))
    everything = Archive(home).every_receipt()
    today = judged_on(everything, now)
    due = tuple(due_by(today + NOTICE, everything, catalogue))
    months = months_due_by(now.date(), home.access_log, int(catalogue.programme.thresholds["access_log_months"]))
    warnings = (*_warnings(home, receipts), *_due_in_words(due, today), *_months_in_words(months))
    return DeliveryStatus(found, warnings, due, tuple(month.stem for month in months))


def as_table(status: DeliveryStatus, catalogue: Catalogue) -> Group:
    """The status for a terminal, under the Dutch names of the datasets."""
    columns = ("Partner", "Dataset", "Leveringen", "Laatste", "Rijen", "Afgekeurd", "Gevuld", "Uitkomst", "Telt mee")
    table = _table(*columns, "")
    for d in status.datasets:
        contract = catalogue.contracts.get(d.dataset)
        counts = str(d.latest.rows_delivered), str(d.latest.rows_rejected)
        filled = "" if d.filled_share is None else f"{d.filled_share:.0%}".replace("%", " %")
        late = "te lang geleden" if d.is_stale else ""
        counting = ", ".join(d.counting[-_MOST_NAMED:]) + (" …" if len(d.counting) > _MOST_NAMED else "")
        name = contract.label.nl if contract else d.dataset
        fared = (*counts, filled, d.latest.outcome, counting, late)
        table.add_row(d.partner_id, name, str(d.deliveries), _day(d.latest), *fared)
    lines = [Line(warning, style="yellow") for warning in status.warnings]
    return Group(table if status.datasets else Line("Nog geen leveringen."), *lines)


def every_delivery(home: Home, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every delivery of a home as plain values, the latest last, and whether its rows count today."""
    receipts = Archive(home).receipts()
    counting = {r.delivery_id for c in catalogue.contracts.values() for r in counting_receipts(c, receipts)}
    named = ("delivery_id", "partner_id", "dataset", "file_name", "rows_delivered", "rows_accepted", "rows_rejected")
    return [
        {name: getattr(r, name) for name in named}
        | {"received_at": instant_text(r.received_at), "outcome": str(r.outcome)}
        | {"counts": r.delivery_id in counting, "is_withdrawn": r.withdrawn_at is not None}
        for r in receipts
    ]


def deliveries_table(deliveries: list[dict[str, Any]]) -> Table:
    """Every delivery for a terminal."""
    table = _table("Nummer", "Partner", "Bestand", "Ontvangen", "Rijen", "Afgekeurd", "Uitkomst", "")
    for d in deliveries:
        state = "ingetrokken" if d["is_withdrawn"] else "telt mee" if d["counts"] else ""
        received = dt.datetime.fromisoformat(d["received_at"]).astimezone(LOCAL_ZONE)
        counts = f"{received:%d-%m-%Y %H:%M}", str(d["rows_delivered"]), str(d["rows_rejected"])
        table.add_row(d["delivery_id"], d["partner_id"], d["file_name"], *counts, d["outcome"], state)
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
        filled_share=_filled(max(receipts, key=lambda r: r.order)),
    )


def _filled(receipt: Receipt) -> float | None:
    empty = receipt.null_shares.values()
    return round(1 - fmean(empty), 6) if empty else None


def _warnings(home: Home, receipts: list[Receipt]) -> list[str]:
    is_example = any(r.example for r in receipts)
    # a warning that is always there is not read: that a home has no research purpose is told by `build`
    found = [notice.text.nl for notice in read_notices(home.published) if notice.edition == "funder"]
    if receipts and not is_example and home.key.resolve().is_relative_to(home.path):
        found.append(
            f"De sleutel van de pseudoniemen staat in de home zelf ({home.key}). Bewaar hem elders en wijs hem aan met "
            "GRENSGANGER_KEY_FILE: wie de home krijgt, heeft anders ook de sleutel."
        )
    return found


def _due_in_words(due: Sequence[Due], today: dt.date) -> Iterator[str]:
    """What to do about retention periods: the overdue in one line, those that end soon in another."""
    over, soon = [d for d in due if d.due_on <= today], [d for d in due if d.due_on > today]
    if over:
        yield f"Bewaartermijn voorbij: {_counted(over)}. `grensganger expire` verwijdert ze."
    if soon:
        last = max(d.due_on for d in soon)
        yield (
            f"Bewaartermijn loopt af, uiterlijk op {last:%d-%m-%Y}: {_counted(soon)}. Lever opnieuw wat nog nodig is."
        )


def _months_in_words(months: Sequence[Path]) -> Iterator[str]:
    if months:
        yield (
            f"Bewaartermijn van het toegangslogboek voorbij: de maanden {months[0].stem} tot en met {months[-1].stem}. "
            "`grensganger expire` verwijdert ze."
        )


def _counted(due: Sequence[Due]) -> str:
    named = [f"{d.receipt.delivery_id} ({d.receipt.dataset} van {d.receipt.partner_id})" for d in due[:_MOST_NAMED]]
    more = f" en nog {len(due) - _MOST_NAMED}" if len(due) > _MOST_NAMED else ""
    return f"{sum(d.rows for d in due)} rijen van levering {', '.join(named)}{more}"


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
        "filled_share": status.filled_share,
        "rows_delivered": status.latest.rows_delivered,
        "rows_accepted": status.latest.rows_accepted,
        "rows_rejected": status.latest.rows_rejected,
        "outcome": str(status.latest.outcome),
    }
