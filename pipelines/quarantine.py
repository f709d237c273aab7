"""Rows that are rejected, or kept with a warning: why, in the words of the one who delivered them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import polars as pl

from pipelines.contracts import Contract, Field, Severity
from pipelines.prepare import RAW
from pipelines.reasons import Setting, reason_of
from pipelines.references import REJECTED
from pipelines.validation.checks import REFERENCE, CheckKind
from pipelines.validation.verdicts import Broken
from pipelines.withheld import WITHHELD, kept_value, told_value

FINDINGS = {
    "row_number": pl.Int64,
    "columns": pl.String,
    "rule": pl.String,
    "severity": pl.String,
    "message": pl.String,
    "value": pl.String,
    "follows": pl.Boolean,
    "kept_message": pl.String,
    "kept_value": pl.String,
}
"""One row per delivered row and broken rule. ``follows``: only because a row that it points at was rejected.

``message`` and ``value`` are for the deliverer; ``kept_…`` is what the archive writes down of them (`withheld.py`).
"""
_LONGEST_VALUE = 60


def findings(frame: pl.DataFrame, contract: Contract, broken: Sequence[Broken], setting: Setting) -> pl.DataFrame:
    """Every broken rule of every row, with a Dutch message; values of persons and confidential ones left out."""
    numbers = pl.Series([row for item in broken for row in item.rows], dtype=pl.Int64).unique()
    touched = frame.filter(pl.col("row").is_in(numbers.implode()))
    kept = setting.kept
    parts = [_findings_of(touched, contract, item, setting, kept) for item in broken]
    return pl.concat([pl.DataFrame(schema=FINDINGS), *parts]).sort("row_number", maintain_order=True)


def rejected_numbers(found: pl.DataFrame) -> pl.Series:
    """Numbers of the rows with at least one error, each once."""
    return found.filter(pl.col("severity") == Severity.ERROR)["row_number"].unique().sort()


def counted_for_refusal(found: pl.DataFrame) -> int:
    """How many rows are rejected for a reason of their own."""
    own = found.filter((pl.col("severity") == Severity.ERROR) & ~pl.col("follows"))
    return own["row_number"].n_unique()


def _findings_of(
    frame: pl.DataFrame, contract: Contract, item: Broken, setting: Setting, kept: Setting
) -> pl.DataFrame:
    check = item.check
    fields = [contract.field(name) for name in check.columns]
    state = [check.columns[0] + REFERENCE, check.columns[0]] if check.kind is CheckKind.REFERENCE else []
    rows = frame.filter(pl.col("row").is_in(pl.Series(item.rows, dtype=pl.Int64).implode())).select(
        "row", *(f.name + RAW for f in fields), *state
    )
    told, stored = reason_of(item, fields, setting), reason_of(item, fields, kept)
    on, targets = setting.received_on, {f.name: setting.targets(f) for f in fields if f.reference}
    tell = _shower(lambda value, field: told_value(value, field, on), fields)
    keep = _shower(lambda value, field: kept_value(value, field, on, targets.get(field.name, ())), fields)
    found: dict[str, list[object]] = {name: [] for name in FINDINGS if name.endswith(("message", "value", "follows"))}
    for row in rows.iter_rows():
        values, (status, key) = row[1 : 1 + len(fields)], row[1 + len(fields) :] or (None, None)
        shown, remains = tell(values), keep(values)
        found["message"].append(told(row[0], shown, status, key))
        found["value"].append(shown)
        found["follows"].append(status == REJECTED)
        found["kept_message"].append(stored(row[0], remains, status, key))
        found["kept_value"].append(remains)
    same = {"columns": ", ".join(check.columns), "rule": check.rule, "severity": str(check.severity)}
    return pl.DataFrame({"row_number": rows["row"]} | same | found, schema_overrides=FINDINGS).select(list(FINDINGS))


def _shower(
    show: Callable[[str, Field], str | None], fields: Sequence[Field]
) -> Callable[[tuple[str | None, ...]], str | None]:
    """A function from the cells of a finding to what is shown of them: ``…`` for one withheld, None when all are."""

    @cache
    def shown(values: tuple[str | None, ...]) -> str | None:
        cells = [value and show(value, field) for value, field in zip(values, fields, strict=True)]
        hidden = [value is not None and cell is None for value, cell in zip(values, cells, strict=True)]
        if any(field.is_withheld for field in fields) or (hidden and all(hidden)):
            return None
        texts = (WITHHELD if is_hidden else cell or "" for cell, is_hidden in zip(cells, hidden, strict=True))
        return " | ".join(text[:_LONGEST_VALUE] for text in texts)

    return shown
