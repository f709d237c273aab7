"""From files taken in to what the archive keeps of them: receipts, accepted rows and findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from pipelines.archive import Filed, content_sha256
from pipelines.catalogue import Catalogue
from pipelines.contracts import Severity
from pipelines.receipts import Receipt, delivery_id
from pipelines.runs import Run
from pipelines.settings import LOCAL_ZONE
from pipelines.subjects import LINKS, with_links
from pipelines.taken import Taken
from pipelines.withheld import kept, kept_file_name

REJECTED = ("row_number", "columns", "rule", "message", "value")
"""What is kept of a rejected row: a row per broken rule, without values of persons and confidential fields.

Beside these stands ``links``, by which a person's rejected rows are found again.
"""


def filed(taken: Sequence[Taken], run: Run, catalogue: Catalogue) -> list[Filed]:
    """What to archive of a run, a file each."""
    fresh = [t for t in taken if not t.is_filed]
    ids = tuple(delivery_id(run.partner_id, t.dataset, run.received_at, t.file.sha256) for t in fresh)
    return [
        Filed(_receipt(item, own, ids, run, catalogue), item.accepted_parquet, _rejected(item))
        for own, item in zip(ids, fresh, strict=True)
    ]


def _receipt(item: Taken, own: str, run_ids: tuple[str, ...], run: Run, catalogue: Catalogue) -> Receipt:
    contract = catalogue.contracts.get(item.dataset)
    return Receipt(
        delivery_id=own,
        partner_id=run.partner_id,
        dataset=item.dataset,
        file_name=kept_file_name(item.file.name, catalogue, run.received_at.astimezone(LOCAL_ZONE).date()),
        file_sha256=item.file.sha256,
        received_at=run.received_at.astimezone(dt.UTC),
        contract_version=contract.version if contract else "",
        rows_delivered=item.rows_delivered,
        rows_accepted=item.rows_accepted,
        rows_rejected=item.rows_rejected,
        outcome=item.outcome,
        run=run_ids,
        content_sha256=content_sha256(item.accepted_parquet) if item.accepted_parquet else None,
        checks=item.checks,
        null_shares=item.null_shares,
        notes=tuple(map(kept, item.notes)),
        vanished=item.vanished,
        example=run.example,
    )


def _rejected(item: Taken) -> pl.DataFrame:
    errors = item.findings.filter(pl.col("severity") == Severity.ERROR)
    stored = errors.with_columns(message="kept_message", value="kept_value").select(REJECTED)
    return with_links(stored, item.links).select(*REJECTED, LINKS)
