"""Files that come again: what changes nothing is said to change nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipelines.archive import content_sha256
from pipelines.contracts import Contract, Delivery, Severity, Text
from pipelines.errors import UsageError
from pipelines.quarantine import FINDINGS
from pipelines.receipts import Outcome, Receipt
from pipelines.sources import DeliveredFile
from pipelines.taken import Taken


def at_this_instant(
    partner_id: str, dataset: str, received_at: dt.datetime, receipts: Sequence[Receipt]
) -> list[Receipt]:
    """What the partner delivered of a dataset at exactly this instant: a command that is given again, after a crash."""
    own = [r for r in receipts if (r.partner_id, r.dataset) == (partner_id, dataset)]
    return [r for r in own if r.received_at == received_at]


def filed_already(
    files: Sequence[DeliveredFile], there: Sequence[Receipt], rejected: Mapping[str, pl.DataFrame]
) -> list[Taken]:
    """The files as they stand in the archive; a receipt never changes, so nothing is written.

    Args:
        rejected: what the archive keeps of rejected rows, by delivery.

    Raises:
        UsageError: one of the files is another one, or was withdrawn: one instant has one run of a dataset.
    """
    known = {r.file_sha256: r for r in there if r.withdrawn_at is None}
    strange = [file.name for file in files if file.sha256 not in known]
    if strange:
        raise UsageError(
            f"Op dit tijdstip zijn al andere bestanden van deze partner ontvangen ({strange[0]} hoort er niet bij). "
            "Lever met een later tijdstip."
        )
    receipts = [known[file.sha256] for file in files]
    return [_as_filed(file, r, rejected.get(r.delivery_id)) for file, r in zip(files, receipts, strict=True)]


def _as_filed(file: DeliveredFile, receipt: Receipt, rejected: pl.DataFrame | None) -> Taken:
    """What was wrong is told again: whoever gives the command again must not read that all is well."""
    outcome = Outcome.UNCHANGED if receipt.outcome is Outcome.LOADED else receipt.outcome
    reasons = pl.DataFrame(schema=FINDINGS)
    if rejected is not None:
        missing = pl.lit(str(Severity.ERROR)).alias("severity"), pl.lit(value=False).alias("follows")
        stored = pl.col("message").alias("kept_message"), pl.col("value").alias("kept_value")
        reasons = rejected.with_columns(*missing, *stored).select(list(FINDINGS))
    notes = tuple(Text(note, note) for note in receipt.notes)
    return Taken(file, receipt.dataset, outcome, receipt.rows_delivered, findings=reasons, notes=notes, is_filed=True)


def can_be_skipped(files: Sequence[DeliveredFile], before: Sequence[Receipt], contract: Contract) -> bool:
    """Whether every file was loaded whole by the partner's previous run, under the same contract.

    One new file makes all of them fresh: their keys are compared with each other. A snapshot must be the same in full.
    """
    loaded = {r.file_sha256 for r in before if r.outcome is Outcome.LOADED and r.contract_version == contract.version}
    delivered = {file.sha256 for file in files}
    if contract.delivery is Delivery.SNAPSHOT:
        return delivered == loaded == {r.file_sha256 for r in before}
    return delivered <= loaded


def unchanged(file: DeliveredFile, before: Sequence[Receipt]) -> Taken:
    """A file that the partner delivered last time as well."""
    earlier = next(r for r in before if r.file_sha256 == file.sha256)
    return Taken(file, earlier.dataset, Outcome.UNCHANGED, earlier.rows_delivered)


def as_before(taken: Sequence[Taken], before: Sequence[Receipt], contract: Contract) -> list[Taken]:
    """Files that came again and of which the same rows were accepted again: they change nothing either."""
    contents = {r.file_sha256: r.content_sha256 for r in before if r.counts}

    def is_same(item: Taken) -> bool:
        accepted = item.accepted_parquet
        return accepted is not None and contents.get(item.file.sha256) == content_sha256(accepted)

    same = [is_same(item) for item in taken]
    if contract.delivery is Delivery.SNAPSHOT and not (all(same) and len(taken) == len(before)):
        return list(taken)
    return [
        replace(item, outcome=Outcome.UNCHANGED, accepted_parquet=None) if is_repeat else item
        for item, is_repeat in zip(taken, same, strict=True)
    ]
