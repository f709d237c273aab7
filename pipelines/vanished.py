"""What a partner delivered before and now leaves out: placements without an end, and rows of a register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery, Severity
from pipelines.known_rows import KnownRows
from pipelines.receipts import CheckResult, Outcome
from pipelines.taken import Taken
from pipelines.validation.checks import CheckKind

_MOST_NAMED = 10


def with_vanished(taken: Sequence[Taken], known: KnownRows, partner_id: str, catalogue: Catalogue) -> list[Taken]:
    """The taken files, those of placements with a warning that names what vanished.

    Judged when the whole run has been taken in: an end may stand in the retention file of the same run.
    """
    fresh = [t for t in taken if t.dataset == "placements" and t.delivered_keys is not None]
    if not fresh or any(t.outcome is Outcome.REFUSED for t in fresh):
        return list(taken)
    earlier = known.before("placements").filter(pl.col("partner_id") == partner_id)["placement_id"]
    delivered = pl.concat([t.delivered_keys["placement_id"] for t in fresh if t.delivered_keys is not None])
    ended = known.of("retention").filter(pl.col("status") == "gestopt")["placement_id"]
    present = pl.concat([delivered, ended]).unique()
    vanished = tuple(earlier.filter(~earlier.is_in(present.implode())).sort())
    result = CheckResult(CheckKind.VANISHED, Severity.WARNING, len(earlier), len(vanished))
    notes = (catalogue.messages[CheckKind.VANISHED].format(keys=_named(vanished)),) if vanished else ()

    def marked(item: Taken) -> Taken:
        return replace(item, checks=(*item.checks, result), notes=(*item.notes, *notes), vanished=vanished)

    return [marked(item) if item in fresh else item for item in taken]


def with_left_out(taken: Sequence[Taken], known: KnownRows, contract: Contract, catalogue: Catalogue) -> list[Taken]:
    """The files of a register, with a note that names what no longer counts because they leave it out.

    A snapshot takes the place of the former one, so a file of corrected rows only would empty the register unnoticed.
    """
    loaded = [t for t in taken if t.accepted is not None]
    if contract.delivery is not Delivery.SNAPSHOT or len(contract.key) > 1 or not loaded:
        return list(taken)
    (key,) = contract.key
    before, now = known.before(contract.dataset)[key], known.of(contract.dataset)[key]
    left_out = before.filter(~before.is_in(now.implode()))
    if contract.field(key).is_withheld or left_out.is_empty():
        return list(taken)
    note = catalogue.messages["left_out_of_snapshot"].format(keys=_named(left_out.sort().to_list()))
    return [replace(t, notes=(*t.notes, note)) if t is loaded[0] else t for t in taken]


def _named(keys: Sequence[str]) -> str:
    return ", ".join(keys[:_MOST_NAMED]) + (" …" if len(keys) > _MOST_NAMED else "")
