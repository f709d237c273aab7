"""What a deliverer is told of a run: for people, and as plain data for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.receipts import Outcome, instant_text
from pipelines.taken import Taken


@dataclass(frozen=True, slots=True)
class RunReport:
    """How the files of one run fared."""

    partner_id: str
    received_at: dt.datetime
    deliveries: tuple[Taken, ...]
    is_stored: bool = True

    @property
    def exit_status(self) -> int:
        """0 all rows accepted, 3 some rejected, 4 a delivery refused whole."""
        if any(d.outcome is Outcome.REFUSED for d in self.deliveries):
            return 4
        return 3 if any(d.outcome is Outcome.PARTLY for d in self.deliveries) else 0

    def to_plain(self) -> dict[str, Any]:
        """The report as plain values, for ``--json``."""
        return {
            "partner_id": self.partner_id,
            "received_at": instant_text(self.received_at),
            "exit_status": self.exit_status,
            "deliveries": [_plain(delivery) for delivery in self.deliveries],
        }


def findings_by_message(findings: pl.DataFrame) -> Sequence[tuple[str, str, list[int]]]:
    """Severity, message and row numbers of each message, in the order in which the messages first occur."""
    grouped = findings.group_by("severity", "message", maintain_order=True).agg("row_number")
    return [(severity, message, rows) for severity, message, rows in grouped.iter_rows()]


def _plain(delivery: Taken) -> dict[str, Any]:
    return {
        "file_name": delivery.file.name,
        "dataset": delivery.dataset,
        "outcome": str(delivery.outcome),
        "rows_delivered": delivery.rows_delivered,
        "rows_accepted": delivery.rows_accepted,
        "rows_rejected": delivery.rows_rejected,
        "notes": [note.nl for note in delivery.notes],
        "findings": delivery.findings.drop("follows", "kept_message", "kept_value").to_dicts(),
    }
