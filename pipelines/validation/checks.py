"""From a contract to the list of its checks. A check knows everything of a rule but how it is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pipelines.contracts import Contract, Delivery, Field, Kind, RowRule, Severity, Text
from pipelines.prepare import RAW

REFERENCE = ".reference"  # suffix of the column that says what became of a reference
KNOWN = "bekend"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an organisation may be called: it names a file of its own edition."""


class CheckKind(StrEnum):
    """What a check looks at; `data_contracts/messages.yaml` has a text for the kinds that follow from a field."""

    TYPE = "type"
    REQUIRED = "required"
    CODES = "codes"
    BOUNDS = "bounds"
    PATTERN = "pattern"
    SLUG = "slug"
    REFERENCE = "reference"
    ROW_RULE = "row_rule"
    KEY = "key"
    BROKEN = "unreadable_row"
    PERSONAL = "personal_data"
    ROW_COUNT = "row_count"
    NULL_SHARE = "null_share"
    VANISHED = "verdwenen_zonder_einde"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of a dataset.

    ``columns`` are the fields that it is about, the one to mend first. ``expectation`` and ``arguments`` are for
    Great Expectations; a check without them is answered before the rows reach it. ``message`` is the rule's own
    text; None when the text follows from the kind.
    """

    rule: str
    kind: CheckKind
    columns: tuple[str, ...]
    severity: Severity
    expectation: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    message: Text | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: how many rows it looked at, and the numbers of the rows that break it.

    ``cause`` says why the check could not be carried out; then nothing is known of the rows. ``succeeded`` is
    Great Expectations' own verdict, which for a check about the delivery as a whole is all there is.
    """

    check: Check
    evaluated: int
    rows: tuple[int, ...]
    succeeded: bool
    cause: str | None = None
    observed: float | None = None


def checks_of(contract: Contract) -> tuple[Check, ...]:
    """Every row check that follows from a contract, in the order of its fields, then its row rules."""
    checks = [check for f in contract.fields for check in _field_checks(f)]
    return (*checks, *(_row_rule_check(rule, contract) for rule in contract.row_rules))


def key_check(contract: Contract) -> Check:
    """The key is unique. An empty part of a key is a value of its own."""
    arguments: dict[str, Any]
    if len(contract.key) == 1:
        expectation, arguments = "ExpectColumnValuesToBeUnique", {"column": contract.key[0]}
    else:
        expectation = "ExpectCompoundColumnsToBeUnique"
        arguments = {"column_list": list(contract.key), "ignore_row_if": "never"}
    return Check("key", CheckKind.KEY, contract.key, Severity.ERROR, expectation, arguments)


def delivery_checks(
    contract: Contract, previous_rows: int, previous_null_shares: dict[str, float], thresholds: Any
) -> tuple[Check, ...]:
    """Warnings when a delivery is very unlike the partner's previous one: its size, or what it leaves empty."""
    if previous_rows < thresholds["comparison_rows"]:
        return ()
    if contract.delivery is Delivery.SNAPSHOT:
        drop, growth = thresholds["row_count_drop"], thresholds["row_count_growth"]
    else:  # an increment may well be small after a large one; what is told then must be worth telling
        drop, growth = 1 / thresholds["increment_factor"], thresholds["increment_factor"]
    arguments = {"min_value": int(previous_rows * drop), "max_value": int(previous_rows * growth) + 1}
    count = Check("row_count", CheckKind.ROW_COUNT, (), Severity.WARNING, "ExpectTableRowCountToBeBetween", arguments)
    rise = thresholds["null_share_rise"]
    shares = (
        _column_check(f, CheckKind.NULL_SHARE, "NotBeNull", {"column": f.name + RAW, "mostly": 1 - share - rise})
        for f in contract.fields
        if not f.required and (share := previous_null_shares.get(f.name)) is not None and share + rise < 1
    )
    return (count, *shares)


def _field_checks(field: Field) -> Iterator[Check]:
    name = field.name
    if field.required:
        yield _column_check(field, CheckKind.REQUIRED, "NotBeNull", {"column": name + RAW})
    if field.kind not in (Kind.TEXT, Kind.SLUG):
        condition = f'case when "{name + RAW}" is not null then "{name}" is not null end'
        yield _sql_check(f"{name}.type", CheckKind.TYPE, (name,), (name, name + RAW), condition)
    if field.kind is Kind.SLUG and not field.reference:
        slug = {"column": name, "regex": SLUG}
        yield Check(f"{name}.slug", CheckKind.SLUG, (name,), Severity.ERROR, "ExpectColumnValuesToMatchRegex", slug)
    if field.codes:
        allowed = [code.code for code in field.codes]
        yield _column_check(field, CheckKind.CODES, "BeInSet", {"column": name, "value_set": allowed})
    if field.bounds:
        yield _column_check(field, CheckKind.BOUNDS, "BeBetween", {"column": name, **_limits(field)})
    if field.pattern:
        regex = {"column": name, "regex": field.pattern.regex}
        severity, message = field.pattern.severity, field.pattern.message
        expectation = "ExpectColumnValuesToMatchRegex"
        yield Check(f"{name}.pattern", CheckKind.PATTERN, (name,), severity, expectation, regex, message)
    if field.reference:
        yield _column_check(field, CheckKind.REFERENCE, "BeInSet", {"column": name + REFERENCE, "value_set": [KNOWN]})


def _limits(field: Field) -> dict[str, Any]:
    limits = field.bounds
    return {
        "min_value": limits.low,
        "max_value": limits.high,
        "strict_min": limits.exclusive_minimum is not None,
        "strict_max": limits.exclusive_maximum is not None,
    }


def _column_check(field: Field, kind: CheckKind, expectation: str, arguments: dict[str, Any]) -> Check:
    severity = Severity.WARNING if kind is CheckKind.NULL_SHARE else Severity.ERROR
    rule = f"{field.name}.{kind}"
    return Check(rule, kind, (field.name,), severity, f"ExpectColumnValuesTo{expectation}", arguments)


def _row_rule_check(rule: RowRule, contract: Contract) -> Check:
    """The rule's own condition, silent on rows with a cell that could not be read or is no known code.

    Those are reported already, by `type` and `codes`: what the rule would say of such a cell is beside the point.
    """
    fields_used = [f for f in contract.fields if f.name in rule.columns]
    own = [f.name for f in sorted(fields_used, key=lambda f: rule.columns.index(f.name))]
    readable = [f'("{c}" is not null or "{c + RAW}" is null)' for c in own]
    readable += [_is_known_code(f) for f in fields_used if f.codes]
    looked_at = " and ".join([*readable, f"({rule.when})" if rule.when else "true"])
    condition = f"case when {looked_at} then ({rule.condition}) end"
    used = (*rule.columns, *(c + RAW for c in own))
    fields = tuple(own)
    return _sql_check(rule.rule_id, CheckKind.ROW_RULE, fields, used, condition, rule.severity, rule.message)


def _is_known_code(field: Field) -> str:
    codes = ", ".join(f"'{code.code}'" for code in field.codes)
    return f'("{field.name}" is null or "{field.name}" in ({codes}))'


def _sql_check(
    rule: str,
    kind: CheckKind,
    fields: tuple[str, ...],
    used: tuple[str, ...],
    condition: str,
    severity: Severity = Severity.ERROR,
    message: Text | None = None,
) -> Check:
    arguments = {"column_list": [*used, "row"], "condition": condition}
    return Check(rule, kind, fields, severity, "ExpectRowsToSatisfy", arguments, message)
