"""The tables that explain a publication: what was delivered, checked and rejected, beside what every name means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.analysis import ANALYSES
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.definitions import definition_tables
from pipelines.filing import REJECTED
from pipelines.lineage import rests_on
from pipelines.marts import Mart
from pipelines.receipts import Outcome, Receipt
from pipelines.settings import LOCAL_ZONE

_INSTANT = pl.Datetime("us")  # without zone: every instant of an edition is UTC


def meta_tables(
    catalogue: Catalogue,
    receipts: Sequence[Receipt],
    archive: Archive,
    marts: Mapping[str, Mart],
    built_from: str,
    as_of: dt.datetime | None,
) -> dict[str, pl.DataFrame]:
    """Every table of the schema ``meta``, by name. A build knows no clock: now is ``as_of``, or the latest receipt."""
    return {
        "publication": _publication(receipts, built_from, as_of),
        "deliveries": _deliveries(receipts),
        "delivery_notes": _delivery_notes(receipts),
        "check_results": _check_results(receipts),
        "rejected_rows": _rejected_rows(archive, receipts),
        "first_received": _first_received(archive, catalogue, receipts),
        "vanished": _vanished(receipts),
        "rests_on": rests_on(marts, ANALYSES),
    } | definition_tables(catalogue, marts)


def _frame(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")


def _utc(value: Any) -> Any:
    return value.astimezone(dt.UTC).replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _dutch_day(instant: str) -> pl.Expr:
    """The day on which an instant (UTC) fell here: a delivery just after midnight is not of the day before."""
    return pl.col(instant).dt.replace_time_zone("UTC").dt.convert_time_zone(str(LOCAL_ZONE)).dt.date()


def _publication(receipts: Sequence[Receipt], built_from: str, as_of: dt.datetime | None) -> pl.DataFrame:
    now = as_of or max((r.received_at for r in receipts), default=None)
    row = {
        "as_of": _utc(now),
        "reference_date": now.astimezone(LOCAL_ZONE).date() if now else None,
        "built_from": built_from,
        "example_data": any(r.example for r in receipts),
    }
    kinds = {"as_of": _INSTANT, "reference_date": pl.Date, "built_from": pl.String, "example_data": pl.Boolean}
    return _frame([row], kinds)


def _deliveries(receipts: Sequence[Receipt]) -> pl.DataFrame:
    kinds = {
        "delivery_id": pl.String,
        "partner_id": pl.String,
        "dataset": pl.String,
        "file_name": pl.String,
        "file_sha256": pl.String,
        "received_at": _INSTANT,
        "contract_version": pl.String,
        "rows_delivered": pl.Int64,
        "rows_accepted": pl.Int64,
        "rows_rejected": pl.Int64,
        "outcome": pl.String,
        "withdrawn_at": _INSTANT,
        "rows_erased": pl.Int64,
    }
    rows = [{name: _utc(getattr(r, name)) for name in kinds} for r in receipts]
    return _frame(rows, kinds).with_columns(received_on=_dutch_day("received_at"))


def _delivery_notes(receipts: Sequence[Receipt]) -> pl.DataFrame:
    rows = [
        {"delivery_id": r.delivery_id, "position": i, "note": note}
        for r in receipts
        for i, note in enumerate(r.notes, 1)
    ]
    return _frame(rows, {"delivery_id": pl.String, "position": pl.Int64, "note": pl.String})


def _check_results(receipts: Sequence[Receipt]) -> pl.DataFrame:
    rows = [
        {
            "delivery_id": r.delivery_id,
            "rule": c.rule,
            "severity": c.severity,
            "evaluated": c.evaluated,
            "failed": c.failed,
            "share": c.share,
        }
        for r in receipts
        for c in r.checks
    ]
    kinds = {"delivery_id": pl.String, "rule": pl.String, "severity": pl.String}
    return _frame(rows, {**kinds, "evaluated": pl.Int64, "failed": pl.Int64, "share": pl.Float64})


def _rejected_rows(archive: Archive, receipts: Sequence[Receipt]) -> pl.DataFrame:
    kinds = {"delivery_id": pl.String, "row_number": pl.Int64} | dict.fromkeys(REJECTED[1:], pl.String)
    parts = [
        rows.select(pl.lit(delivery).alias("delivery_id"), *REJECTED)
        for delivery, rows in archive.rejected_rows(receipts)
    ]
    return pl.concat([pl.DataFrame(schema=kinds), *parts])


def _first_received(archive: Archive, catalogue: Catalogue, receipts: Sequence[Receipt]) -> pl.DataFrame:
    """When each row was delivered for the first time, of the datasets in which that says something.

    Of a placement: from then on we can have seen it leave. Of an action, the end of a placement or a peer review: since
    then the partnership knows of it. ``key`` has a slash between the parts of a key.
    """
    parts = [
        archive.first_received(catalogue[dataset], receipts).select(
            pl.lit(dataset).alias("dataset"),
            pl.concat_str(pl.col(catalogue[dataset].key).cast(pl.String), separator="/").alias("key"),
            "received_at",
        )
        for dataset in ("placements", "retention", "peer_reviews", "actions")
    ]
    return pl.concat(parts).with_columns(received_on=_dutch_day("received_at"))


def _vanished(receipts: Sequence[Receipt]) -> pl.DataFrame:
    """Keys that a partner's latest delivery of a dataset leaves out without an end."""
    counting = [r for r in receipts if r.counts and r.outcome is not Outcome.UNCHANGED]
    latest = {(r.partner_id, r.dataset): r for r in counting}
    rows = [{"dataset": r.dataset, "key": k, "delivery_id": r.delivery_id} for r in latest.values() for k in r.vanished]
    return _frame(rows, {"dataset": pl.String, "key": pl.String, "delivery_id": pl.String})
