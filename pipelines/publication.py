"""The tables that explain a publication: deliveries, checks, rejected rows, and what every name in it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.filing import REJECTED
from pipelines.marts import Mart
from pipelines.receipts import Outcome, Receipt
from pipelines.settings import LOCAL_ZONE
from pipelines.validation.checks import checks_of, key_check

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
        "datasets": _datasets(catalogue),
        "fields": _fields(catalogue),
        "codes": _codes(catalogue),
        "rules": _rules(catalogue),
        "phases": _phases(catalogue),
        "criteria": _criteria(catalogue),
        "thresholds": _thresholds(catalogue),
        "survey_items": _survey_items(catalogue),
        "marts": _marts(marts),
    }


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
    """When each placement was delivered for the first time: from then on we can have seen it leave."""
    first = archive.first_received(catalogue["placements"], receipts)
    named = pl.lit("placements").alias("dataset"), pl.col("placement_id").alias("key")
    return first.select(*named, "received_at", received_on=_dutch_day("received_at"))


def _vanished(receipts: Sequence[Receipt]) -> pl.DataFrame:
    """Keys that a partner's latest delivery of a dataset leaves out without an end."""
    counting = [r for r in receipts if r.counts and r.outcome is not Outcome.UNCHANGED]
    latest = {(r.partner_id, r.dataset): r for r in counting}
    rows = [{"dataset": r.dataset, "key": k, "delivery_id": r.delivery_id} for r in latest.values() for k in r.vanished]
    return _frame(rows, {"dataset": pl.String, "key": pl.String, "delivery_id": pl.String})


def _datasets(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "label_nl": c.label.nl,
                "label_en": c.label.en,
                "description_nl": c.description.nl,
                "description_en": c.description.en,
                "delivery": str(c.delivery),
                "version": c.version,
                "retention_years": c.retention_years,
            }
            for c in catalogue.contracts.values()
        ]
    )


def _fields(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "position": i,
                "field": f.name,
                "label_nl": f.label.nl,
                "label_en": f.label.en,
                "description_nl": f.description.nl,
                "description_en": f.description.en,
                "kind": str(f.kind),
                "required": f.required,
                "is_key": f.key_position is not None,
                "privacy": str(f.privacy),
                "code_list": f.code_list or "",
                "refers_to": f"{f.reference.dataset}.{f.reference.field}" if f.reference else "",
                "unit": f.unit,
                "found_in": f.found_in,
                "example": f.example,
            }
            for c in catalogue.contracts.values()
            for i, f in enumerate(c.fields, 1)
        ]
    )


def _codes(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"code_list": name, "position": i, "code": c.code, "label_nl": c.label.nl, "label_en": c.label.en}
            for name, codes in catalogue.code_lists.items()
            for i, c in enumerate(codes, 1)
        ]
    )


def _rules(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "rule": check.rule,
                "kind": str(check.kind),
                "columns": ", ".join(check.columns),
                "severity": str(check.severity),
                "message_nl": check.message.nl if check.message else "",
                "message_en": check.message.en if check.message else "",
            }
            for c in catalogue.contracts.values()
            for check in (*checks_of(c), key_check(c))
        ]
    )


def _phases(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "position": i,
                "phase": p.phase_id,
                "label_nl": p.label.nl,
                "label_en": p.label.en,
                "description_nl": p.description.nl,
                "description_en": p.description.en,
            }
            for i, p in enumerate(catalogue.programme.phases, 1)
        ]
    )


def _criteria(catalogue: Catalogue) -> pl.DataFrame:
    texts = ("label", "description", "evidence", "assessor")
    return pl.DataFrame(
        [
            {"position": i, "criterion_id": c.criterion_id, "phase": c.phase}
            | {f"{name}_{lang}": getattr(getattr(c, name), lang) for name in texts for lang in ("nl", "en")}
            for i, c in enumerate(catalogue.programme.criteria, 1)
        ]
    )


def _thresholds(catalogue: Catalogue) -> pl.DataFrame:
    labels = catalogue.programme.threshold_labels
    return pl.DataFrame(
        [
            {"threshold": name, "value": value, "label_nl": labels[name].nl, "label_en": labels[name].en}
            for name, value in catalogue.programme.thresholds.items()
        ]
    )


def _survey_items(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"scale": name, "item": item, "reversed": item in scale.reversed_items}
            for name, scale in catalogue.survey_scales.items()
            for item in range(1, scale.items + 1)
        ]
    )


def _marts(marts: Mapping[str, Mart]) -> pl.DataFrame:
    rows = [{"mart": m.name, "grain": m.grain, "disclosure": m.disclosure} for m in marts.values()]
    return _frame(rows, dict.fromkeys(("mart", "grain", "disclosure"), pl.String))
