"""A person taken out of the archive: every version of every row, rejected ones too, and what refers to them.

Nothing remains by which the person could be known again, so the archive cannot tell that an erased number is delivered
anew: that is a decision of the one who delivers it. What remains says when rows were taken out of which delivery, and
how many.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.archive import Archive, content_sha256, parquet_of
from pipelines.catalogue import Catalogue
from pipelines.holdings import HeldRejections, HeldRows, Holdings
from pipelines.receipts import Erasure, Reason, Receipt
from pipelines.withheld import WITHHELD


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: rows a dataset (all versions), cells emptied, rejected rows, and the deliveries touched.

    ``counted`` is in how many cells of frozen tables the person was counted: they stay, and no longer say of whom.
    """

    rows: Mapping[str, int]
    emptied: Mapping[str, int]
    rejected: int
    deliveries: int
    counted: int

    @property
    def is_nothing(self) -> bool:
        return not self.deliveries and not self.counted

    def to_plain(self) -> dict[str, Any]:
        counts = {"rows": dict(self.rows), "references_emptied": dict(self.emptied)}
        return counts | {"rejected_rows": self.rejected, "deliveries": self.deliveries, "frozen_cells": self.counted}


def what_erasing_takes(held: Holdings) -> Erased:
    """What `erase` would take out."""
    rows, emptied = Counter[str](), Counter[str]()
    for part in held.accepted:
        rows[part.receipt.dataset] += int(part.is_theirs.sum())
        emptied[part.receipt.dataset] += sum(int(mention.sum()) for mention in part.mentions.values())
    rejected = sum(part.stored.filter(part.is_theirs)["row_number"].n_unique() for part in held.rejected)
    return Erased(+rows, +emptied, rejected, len(held.receipts), len(held.counted))


def erase(held: Holdings, archive: Archive, catalogue: Catalogue, at: dt.datetime) -> Erased:
    """Take a person out of the archive.

    What refers goes before what it refers to: a command that is killed half-way leaves what is left to be found again
    by the next. So rejected rows and remarks first, then rows, those of referring datasets before their targets.
    """
    there = {receipt.delivery_id: receipt for receipt in archive.every_receipt()}
    for receipt in there.values():
        rejections = next((r for r in held.rejected if r.receipt.delivery_id == receipt.delivery_id), None)
        cleaned = _without_keys(receipt, held.keys)
        if rejections or cleaned != receipt:
            cleaned, rejected = _without_rejections(cleaned, rejections, at)
            archive.replace(cleaned, None, rejected)
            there[receipt.delivery_id] = cleaned
    for part in reversed(held.accepted):
        stored = archive.stored_rows(part.receipt)
        assert stored is not None
        left = _without_rows(stored, part)
        receipt = _erased(there[part.receipt.delivery_id], at, accepted=left)
        archive.replace(receipt, left, None)
    archive.remove_unreferenced(catalogue.contracts)
    return what_erasing_takes(held)


def _without_rejections(
    receipt: Receipt, part: HeldRejections | None, at: dt.datetime
) -> tuple[Receipt, pl.DataFrame | None]:
    if part is None:
        return receipt, None
    left = part.stored.filter(~part.is_theirs)
    return _erased(receipt, at, rejected=left), left


def _without_rows(stored: pl.DataFrame, part: HeldRows) -> pl.DataFrame:
    """What is stored without the rows of the person, and without mentions of the person in the others."""
    emptied = [
        pl.when(pl.lit(mention)).then(None).otherwise(pl.col(name)).alias(name)
        for name, mention in part.mentions.items()
    ]
    return stored.with_columns(emptied).filter(~part.is_theirs)


def _erased(
    receipt: Receipt, at: dt.datetime, *, accepted: pl.DataFrame | None = None, rejected: pl.DataFrame | None = None
) -> Receipt:
    """The receipt with what is left; one command writes one line, however many steps it takes."""
    earlier = tuple(e for e in receipt.erased if e.at != at)
    content = receipt.stored_sha256 if accepted is None else content_sha256(parquet_of(accepted))
    accepted_left = receipt.accepted_left if accepted is None else accepted.height
    rejected_left = receipt.rejected_left if rejected is None else rejected["row_number"].n_unique()
    return replace(receipt, erased=(*earlier, Erasure(at, Reason.FORGOTTEN, content, accepted_left, rejected_left)))


def _without_keys(receipt: Receipt, keys: Collection[str]) -> Receipt:
    """The receipt without the numbers of rows that are gone: what a delivery left out was named in it."""
    notes = tuple(_without_words(note, keys) for note in receipt.notes)
    return replace(receipt, vanished=tuple(k for k in receipt.vanished if k not in keys), notes=notes)


def _without_words(text: str, words: Collection[str]) -> str:
    found: Sequence[str] = [re.escape(word) for word in words if word in text]
    return re.sub(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])", WITHHELD, text) if found else text
