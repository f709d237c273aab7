"""The archive: accepted rows as immutable Parquet, and a receipt of every delivery. The only writer of both."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipelines.cells import STORED_AS
from pipelines.contracts import Contract, Delivery
from pipelines.errors import UsageError
from pipelines.receipts import Outcome, Receipt, instant_text
from pipelines.settings import Home

ORIGIN = ("delivery_id", "partner_id")
"""Columns that current rows have beside the contract's fields."""
_KEPT_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Filed:
    """A receipt with what belongs beside it."""

    receipt: Receipt
    accepted: bytes | None
    rejected: pl.DataFrame


class Archive:
    """The deliveries of one home. What it has read of a small delivery it keeps: a run asks for it time and again."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: dict[Path, pl.DataFrame] = {}  # never out of date: content is named after its bytes

    @property
    def is_empty(self) -> bool:
        return not self._home.receipts.is_dir() or not any(self._home.receipts.glob("*.json"))

    def receipts(self, as_of: dt.datetime | None = None) -> list[Receipt]:
        """Receipts of complete runs up to an instant (included), in the order in which they count."""
        found = self.every_receipt()
        there = {receipt.delivery_id for receipt in found}
        complete = [r for r in found if there.issuperset(r.run) and (as_of is None or r.received_at <= as_of)]
        if as_of is not None:
            complete = [_as_it_was(receipt, as_of) for receipt in complete]
        return sorted(complete, key=lambda r: r.order)

    def every_receipt(self) -> list[Receipt]:
        """Receipts of incomplete runs included: their rows do not count, but they are there."""
        return [self._read(path) for path in sorted(self._home.receipts.glob("*.json")) if "." not in path.stem]

    def file(self, run: Sequence[Filed]) -> None:
        """Write a run. Receipts come last, and a run counts only when all of its receipts are there."""
        for filed in run:
            receipt = filed.receipt
            if filed.accepted is not None and receipt.content_sha256:
                content = self._content(receipt.dataset, receipt.content_sha256)
                if not content.exists():
                    _write(content, filed.accepted)
            if filed.rejected.height:
                _write(self._rejected(receipt.delivery_id), parquet_of(filed.rejected))
        for filed in run:
            _write(self._home.receipts / f"{filed.receipt.delivery_id}.json", filed.receipt.to_json().encode())

    def withdraw(self, delivery_id: str, at: dt.datetime) -> Receipt:
        """Take a delivery out of the current rows; it stays in the archive.

        Raises:
            UsageError: there is no such delivery, or it was withdrawn before.
        """
        receipt = next((r for r in self.receipts() if r.delivery_id == delivery_id), None)
        if receipt is None:
            raise UsageError(f"Er is geen levering {delivery_id}. `grensganger status --all` noemt de nummers.")
        if receipt.withdrawn_at:
            raise UsageError(f"Levering {delivery_id} is al ingetrokken.")
        if not receipt.counts:
            raise UsageError(
                f"Levering {delivery_id} is {receipt.outcome}: er is niets van geladen, dus ook niets in te trekken. "
                "`grensganger status --all` noemt de leveringen die meetellen."
            )
        text = json.dumps({"withdrawn_at": instant_text(at)})
        _write(self._home.receipts / f"{delivery_id}.withdrawn.json", text.encode())
        return receipt

    def current_rows(self, contract: Contract, receipts: Iterable[Receipt]) -> pl.DataFrame:
        """Rows that count, one a key: contract fields, ``delivery_id`` and ``partner_id``, sorted by key.

        Each partner's latest snapshot, or all its increments; then per key the latest receipt.
        """
        counting = counting_receipts(contract, receipts)
        frames = [self.rows(contract, receipt) for receipt in sorted(counting, key=lambda r: r.order)]
        rows = pl.concat([_empty(contract), *frames])
        if len(frames) > 1:
            rows = rows.unique(subset=list(contract.key), keep="last")
        return rows.sort(contract.key)

    def first_received(self, contract: Contract, receipts: Iterable[Receipt]) -> pl.DataFrame:
        """Per key of the dataset the instant (``received_at``, UTC) at which a row with it was first accepted."""
        counting = sorted(counting_receipts(contract, receipts), key=lambda r: r.order)
        instant = pl.Datetime("us")
        keys = [
            self.rows(contract, r).select(
                *contract.key, pl.lit(r.received_at.replace(tzinfo=None), instant).alias("received_at")
            )
            for r in counting
        ]
        empty = _empty(contract).select(*contract.key, pl.lit(None, instant).alias("received_at"))
        return pl.concat([empty, *keys]).unique(list(contract.key), keep="first").sort(contract.key)

    def stored_rows(self, receipt: Receipt) -> pl.DataFrame | None:
        """Accepted rows that are left of a delivery, as its contract of that day had them; None when it has no file."""
        if receipt.stored_sha256 is None:
            return None
        path = self._content(receipt.dataset, receipt.stored_sha256)
        if path in self._kept:
            return self._kept[path]
        rows = pl.read_parquet(path)
        if rows.height <= _KEPT_ROWS:
            self._kept[path] = rows
        return rows

    def replace(self, receipt: Receipt, accepted: pl.DataFrame | None, rejected: pl.DataFrame | None) -> None:
        """Write what is left of a delivery, and the receipt that says so, each whole or not at all.

        ``accepted`` is None when its rows stay as they are; ``rejected`` likewise. The former content stays until
        `remove_unreferenced`: whatever happens in between, the receipt names a file that is there.
        """
        if accepted is not None and receipt.stored_sha256:
            _write(self._content(receipt.dataset, receipt.stored_sha256), parquet_of(accepted))
        _write(self._home.receipts / f"{receipt.delivery_id}.json", receipt.to_json().encode())
        if rejected is not None:
            _write(self._rejected(receipt.delivery_id), parquet_of(rejected))

    def remove_unreferenced(self, datasets: Iterable[str]) -> None:
        """Remove what no receipt names: content that was replaced or expired, and what a killed command left behind."""
        there = {receipt.delivery_id: receipt for receipt in self.every_receipt()}
        named = {(r.dataset, r.stored_sha256) for r in there.values()}
        for dataset in datasets:
            for path in (self._home.archive / dataset).glob("*.parquet"):
                if (dataset, path.stem) not in named:
                    path.unlink()
        for path in self._home.receipts.glob("*.rejected.parquet"):
            receipt = there.get(path.name.partition(".")[0])
            if receipt is None or receipt.is_expired:
                path.unlink()
        folders = (self._home.receipts, *(self._home.archive / dataset for dataset in datasets))
        for leftover in (path for folder in folders for path in folder.glob(".*.partial")):
            leftover.unlink()

    def rejected_rows(self, receipts: Iterable[Receipt]) -> list[tuple[str, pl.DataFrame]]:
        """Delivery and findings of each delivery with rejected rows."""
        paths = ((r.delivery_id, self._rejected(r.delivery_id)) for r in receipts)
        return [(delivery_id, pl.read_parquet(path)) for delivery_id, path in paths if path.exists()]

    def rows(self, contract: Contract, receipt: Receipt) -> pl.DataFrame:
        """Accepted rows that are left of a delivery, in its own order: contract fields and `ORIGIN`."""
        stored = self.stored_rows(receipt)
        if stored is None:
            return _empty(contract)
        fields = [
            (pl.col(f.name) if f.name in stored.columns else pl.lit(None)).cast(STORED_AS[f.kind]).alias(f.name)
            for f in contract.fields
        ]
        origin = pl.lit(receipt.delivery_id).alias("delivery_id"), pl.lit(receipt.partner_id).alias("partner_id")
        return stored.select(*fields, *origin)

    def _read(self, path: Path) -> Receipt:
        withdrawn = path.with_suffix(".withdrawn.json")
        at = None
        if withdrawn.exists():
            at = dt.datetime.fromisoformat(json.loads(withdrawn.read_text())["withdrawn_at"])
        return Receipt.from_json(path.read_text(encoding="utf-8"), at)

    def _content(self, dataset: str, sha256: str) -> Path:
        return self._home.archive / dataset / f"{sha256}.parquet"

    def _rejected(self, delivery_id: str) -> Path:
        return self._home.receipts / f"{delivery_id}.rejected.parquet"


def counting_receipts(contract: Contract, receipts: Iterable[Receipt]) -> list[Receipt]:
    """The receipts whose rows are current: all of an increment, a partner's latest run of a snapshot."""
    counting = [r for r in receipts if r.dataset == contract.dataset and r.counts]
    if contract.delivery is Delivery.INCREMENT:
        return counting
    latest = {r.partner_id: r.received_at for r in sorted(counting, key=lambda r: r.received_at)}
    return [r for r in counting if r.received_at == latest[r.partner_id]]


def previous_run(partner_id: str, dataset: str, receipts: Iterable[Receipt]) -> list[Receipt]:
    """The partner's latest deliveries of a dataset that were not merely the same again, withdrawn or expired."""
    own = [r for r in receipts if (r.partner_id, r.dataset) == (partner_id, dataset)]
    changed = [r for r in own if r.outcome is not Outcome.UNCHANGED and r.withdrawn_at is None and not r.is_expired]
    latest = max((r.received_at for r in changed), default=None)
    return [r for r in changed if r.received_at == latest]


def parquet_of(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet; the same frame gives the same bytes."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def content_sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _empty(contract: Contract) -> pl.DataFrame:
    kinds = {f.name: STORED_AS[f.kind] for f in contract.fields}
    return pl.DataFrame(schema=kinds | dict.fromkeys(ORIGIN, pl.String()))


def _as_it_was(receipt: Receipt, as_of: dt.datetime) -> Receipt:
    later = receipt.withdrawn_at is not None and receipt.withdrawn_at > as_of
    return replace(receipt, withdrawn_at=None) if later else receipt


def _write(path: Path, content: bytes) -> None:
    """Put a file in place whole: a reader, or a crash, sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
