"""What a delivered row points at, and what was current before it: joined to the row, so that rules can look at it."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.contracts import Contract, Field
from pipelines.validation.checks import KNOWN, REFERENCE

UNKNOWN, OTHER_KIND, REJECTED = "onbekend", "andere soort", "afgekeurd"
EARLIER, STANDING = "earlier.", "standing."
KnownRows = Callable[[str], pl.DataFrame]
"""From the name of a dataset to its known rows, with the contract's fields and ``partner_id``."""


def with_references(frame: pl.DataFrame, contract: Contract, known: KnownRows, rejected: KnownRows) -> pl.DataFrame:
    """Add ``<field>.reference`` for each reference, and the columns of the target that row rules use.

    Args:
        known: current rows of a dataset, with those accepted earlier in this run.
        rejected: rows of a dataset that were rejected in this run, under the names of its key.
    """
    for field in contract.references:
        frame = _with_reference(frame, field, _target_columns(contract, field), known, rejected)
    return frame


def with_earlier(frame: pl.DataFrame, contract: Contract, known: KnownRows) -> pl.DataFrame:
    """Add ``earlier.<field>``: what is current for the same key, as far as row rules of the contract use it."""
    used = {c.removeprefix(EARLIER) for rule in contract.row_rules for c in rule.columns if c.startswith(EARLIER)}
    if not used:
        return frame
    wanted = [pl.col(name).alias(EARLIER + name) for name in sorted(used)]
    earlier = known(contract.dataset).select(*contract.key, *wanted)
    return frame.join(earlier, on=list(contract.key), how="left", maintain_order="left")


def with_standing(frame: pl.DataFrame, contract: Contract, known: KnownRows) -> pl.DataFrame:
    """Add ``standing.<field>``: what most current rows have that share some fields with the row, as far as rules ask.

    Rows that this delivery replaces do not count: a delivery may mend its own. Values of several fields are taken
    together, so that they are of one row; on a tie the lowest.
    """
    for rule in contract.row_rules:
        used = sorted(c.removeprefix(STANDING) for c in rule.columns if c.startswith(STANDING))
        if not used:
            continue
        shared, named = list(rule.standing), [STANDING + name for name in used]
        standing = (
            known(contract.dataset)
            .join(frame, on=list(contract.key), how="anti")
            .group_by(*shared, *(pl.col(name).alias(STANDING + name) for name in used))
            .len("rows")
            .sort("rows", *named, descending=[True, *[False] * len(named)])
            .unique(shared, keep="first", maintain_order=True)
        )
        frame = frame.join(standing.drop("rows"), on=shared, how="left", maintain_order="left")
    return frame


def _target_columns(contract: Contract, field: Field) -> list[str]:
    prefix = field.name + "."
    return sorted({c.removeprefix(prefix) for r in contract.row_rules for c in r.columns if c.startswith(prefix)})


def _with_reference(
    frame: pl.DataFrame, field: Field, wanted: list[str], known: KnownRows, rejected: KnownRows
) -> pl.DataFrame:
    reference = field.reference
    assert reference
    on = reference.field
    fits = pl.all_horizontal(pl.lit(True), *(pl.col(c).is_in(list(v)) for c, v in reference.where.items()))
    status = pl.when(fits.fill_null(False)).then(pl.lit(KNOWN)).otherwise(pl.lit(OTHER_KIND))
    targets = known(reference.dataset).select(
        pl.col(on).alias(field.name),
        status.alias(field.name + REFERENCE),
        *(pl.col(c).alias(f"{field.name}.{c}") for c in wanted),
    )
    joined = frame.join(targets, on=field.name, how="left", maintain_order="left")
    bad = rejected(reference.dataset)[on].drop_nulls().unique().to_list()
    value, found = pl.col(field.name), pl.col(field.name + REFERENCE)
    return joined.with_columns(
        pl.when(value.is_null())
        .then(None)
        .when(value.is_in(list(reference.also_allowed)))
        .then(pl.lit(KNOWN))
        .when(found.is_null() & value.is_in(bad))
        .then(pl.lit(REJECTED))
        .otherwise(found.fill_null(UNKNOWN))
        .alias(field.name + REFERENCE)
    )
