"""Placements that a partner delivered before and now leaves out, without having said that they ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipelines.catalogue import Catalogue
from pipelines.contracts import Severity
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
    named = ", ".join(vanished[:_MOST_NAMED]) + (" …" if len(vanished) > _MOST_NAMED else "")
    notes = (catalogue.messages[CheckKind.VANISHED].format(keys=named),) if vanished else ()

    def marked(item: Taken) -> Taken:
        return replace(item, checks=(*item.checks, result), notes=(*item.notes, *notes), vanished=vanished)

    return [marked(item) if item in fresh else item for item in taken]
