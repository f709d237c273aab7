"""The verdict on each file of a dataset: which rows break which rule, and what could not be validated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery, Severity, Text
from pipelines.prepare import RAW, Prepared
from pipelines.receipts import CheckResult, Receipt
from pipelines.stray_data import rows_with_personal_data
from pipelines.validation.checks import Check, CheckKind, Outcome, checks_of, delivery_checks, key_check

_FILE_STRIDE = 1 << 32  # keeps row numbers of the files of one dataset apart while their keys are compared
_UNREADABLE_ROW = Check("unreadable_row", CheckKind.BROKEN, (), Severity.ERROR)

Place = tuple[int, int]
"""Index of the file in its group, and row number in that file."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The rows (by number) that break a check; ``others`` names for a repeated key where else it stands."""

    check: Check
    rows: Sequence[int]
    others: Mapping[int, Sequence[Place]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found in one file. ``not_validated`` maps rules that could not be carried out to the cause."""

    broken: tuple[Broken, ...]
    results: tuple[CheckResult, ...]
    notes: tuple[Text, ...]
    not_validated: Mapping[str, str]


def verdicts_of(files: Sequence[Prepared], before: Sequence[Receipt], catalogue: Catalogue) -> list[Verdict]:
    """A verdict a file. Keys must be unique over all files together; the rest is judged file by file.

    Args:
        files: files of one dataset, with the columns that references and row rules look at.
        before: the partner's previous receipts of the dataset.
    """
    if not files:
        return []
    contract = files[0].contract
    readable = [prepared.frame.filter(~pl.col("broken")) for prepared in files]
    key = _key_outcome(readable, contract)
    repeated = _repeated_keys(readable, contract, key.rows)
    compared = _compared_with(before, readable, contract, catalogue)
    notes = tuple(_note(outcome, contract, before, files, catalogue) for outcome in compared if not outcome.succeeded)
    row_checks = checks_of(contract)
    verdicts = []
    for index, (prepared, frame) in enumerate(zip(files, readable, strict=True)):
        outcomes = _carried_out(row_checks, frame)
        others = {row: places for (file, row), places in repeated.items() if file == index}
        key_here = Outcome(key.check, frame.height, tuple(others), not others, key.cause)
        unreadable = prepared.frame.filter("broken")["row"].to_list()
        broken = [Broken(o.check, o.rows) for o in outcomes if o.rows]
        broken += [Broken(key.check, list(others), others)] if others else []
        broken += [Broken(_UNREADABLE_ROW, unreadable)] if unreadable else []
        personal = rows_with_personal_data(frame, contract)
        broken += [Broken(_personal_check(name), rows) for name, rows in personal.items()]
        results = [*map(_result, [*outcomes, key_here, *compared])]
        results.append(CheckResult("unreadable_row", Severity.ERROR, prepared.rows_delivered, len(unreadable)))
        telling = {row for rows in personal.values() for row in rows}
        results.append(CheckResult(CheckKind.PERSONAL, Severity.ERROR, frame.height, len(telling)))
        causes = {o.check.rule: _told(o.cause) for o in [*outcomes, key, *compared] if o.cause}
        verdicts.append(Verdict(tuple(broken), tuple(results), notes, causes))
    return verdicts


def _personal_check(field: str) -> Check:
    """What people write themselves tells nobody's BSN, address, number or birth date; no column has a rule for it."""
    return Check(CheckKind.PERSONAL, CheckKind.PERSONAL, (field,), Severity.ERROR)


def _carried_out(checks: Iterable[Check], frame: pl.DataFrame) -> list[Outcome]:
    """Great Expectations takes seconds to load: only a command that checks a delivery waits for it."""
    from pipelines.validation.suite import carried_out

    return carried_out(checks, frame)


def _told(cause: str) -> str:
    """The first words of a cause. What follows a colon, a quote or a bracket may be a value of a row."""
    return re.split(r"[:\"'\[(`]", cause.strip(), maxsplit=1)[0].strip()[:80] or "onbekende oorzaak"


def _key_outcome(frames: Sequence[pl.DataFrame], contract: Contract) -> Outcome:
    """The key over all files; a row of which a part of the key cannot be read is left to the rule `type`."""
    unread = pl.any_horizontal(pl.col(k).is_null() & pl.col(k + RAW).is_not_null() for k in contract.key)
    keys = [
        frame.filter(~unread).select(pl.col("row") + index * _FILE_STRIDE, *contract.key)
        for index, frame in enumerate(frames)
    ]
    return _carried_out([key_check(contract)], pl.concat(keys))[0]


def _repeated_keys(
    frames: Sequence[pl.DataFrame], contract: Contract, rows: Sequence[int]
) -> dict[Place, Sequence[Place]]:
    """For each row with a repeated key: the places of the other rows that have it."""
    if not rows:
        return {}
    wanted = pl.Series(rows, dtype=pl.Int64).implode()
    keys = pl.concat(
        frame.select(*contract.key, place=pl.col("row") + index * _FILE_STRIDE) for index, frame in enumerate(frames)
    ).filter(pl.col("place").is_in(wanted))
    groups = keys.group_by(contract.key, maintain_order=True).agg("place")["place"].to_list()
    places = [[divmod(place, _FILE_STRIDE) for place in group] for group in groups]
    return {own: [p for p in group if p != own] for group in places for own in group}


def _compared_with(
    before: Sequence[Receipt], frames: Sequence[pl.DataFrame], contract: Contract, catalogue: Catalogue
) -> list[Outcome]:
    """How unlike the partner's previous delivery this one is; a few rows that are added say nothing."""
    thresholds = catalogue.programme.thresholds
    loaded, delivered = [r for r in before if r.counts], sum(frame.height for frame in frames)
    is_addition = contract.delivery is Delivery.INCREMENT and delivered < thresholds["comparison_rows"]
    if not loaded or is_addition:
        return []
    rows = sum(r.rows_delivered for r in loaded)
    shares = {
        f.name: sum(r.null_shares.get(f.name, 0.0) * r.rows_delivered for r in loaded) / rows for f in contract.fields
    }
    together = pl.concat(frame.select("row", *(f.name + RAW for f in contract.fields)) for frame in frames)
    return _carried_out(delivery_checks(contract, rows, shares, thresholds), together)


def _result(outcome: Outcome) -> CheckResult:
    failed = len(outcome.rows)
    if outcome.check.kind is CheckKind.ROW_COUNT:
        failed = 0 if outcome.succeeded else 1
        return CheckResult(outcome.check.rule, outcome.check.severity, 1, failed)
    if outcome.check.kind is CheckKind.NULL_SHARE and outcome.succeeded:
        failed = 0  # empty cells of an optional field are no fault until there are many more than before
    return CheckResult(outcome.check.rule, outcome.check.severity, outcome.evaluated, failed)


def _note(
    outcome: Outcome,
    contract: Contract,
    before: Sequence[Receipt],
    files: Sequence[Prepared],
    catalogue: Catalogue,
) -> Text:
    """A warning about the delivery as a whole, in words."""
    loaded = [r for r in before if r.counts]
    delivered = sum(prepared.rows_delivered for prepared in files)
    earlier = sum(r.rows_delivered for r in loaded)
    if outcome.check.kind is CheckKind.ROW_COUNT:
        return catalogue.messages["row_count"].format(found=delivered, previous=earlier)
    label = contract.field(outcome.check.columns[0]).label
    share = sum(r.null_shares.get(outcome.check.columns[0], 0.0) * r.rows_delivered for r in loaded) / earlier
    found, previous = f"{len(outcome.rows) / delivered:.0%}", f"{share:.0%}"
    text = catalogue.messages["null_share"]
    return Text(
        text.nl.format(label=label.nl, found=found, previous=previous),
        text.en.format(label=label.en, found=found, previous=previous),
    )
