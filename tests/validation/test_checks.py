"""From a contract to checks, and what they find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.contracts import (
    Bounds,
    Code,
    Contract,
    Delivery,
    Field,
    Kind,
    Pattern,
    Privacy,
    Reference,
    RowRule,
    Severity,
    Text,
)
from pipelines.validation.checks import Check, CheckKind, checks_of, delivery_checks, key_check
from pipelines.validation.suite import carried_out

MESSAGE = Text("Nederlands", "English")
THRESHOLDS = {
    "comparison_rows": 1,
    "row_count_drop": 0.5,
    "row_count_growth": 2.0,
    "increment_factor": 5.0,
    "null_share_rise": 0.2,
}


def field(name: str, kind: Kind = Kind.TEXT, **facts: Any) -> Field:
    given = {"required": False, "privacy": Privacy.INTERN, **facts}
    return Field(name, Text(name, name), Text(name, name), kind, **given)


def rule(rule_id: str, columns: tuple[str, ...], condition: str, when: str | None = None) -> RowRule:
    return RowRule(rule_id, columns, condition, when, Severity.ERROR, MESSAGE)


def contract(*fields: Field, rules: tuple[RowRule, ...] = (), delivery: Delivery = Delivery.SNAPSHOT) -> Contract:
    text = Text("Proef", "Trial")
    return Contract("trial", "1.0.0", text, text, text, delivery, 1, fields, rules, Path("trial.odcs.yaml"))


TRIAL = contract(
    field("trial_id", required=True, key_position=1),
    field("kind", codes=(Code("a", Text("Aa", "Ay")), Code("b", Text("Bee", "Bee")))),
    field("share", Kind.NUMBER, bounds=Bounds(maximum=1, exclusive_minimum=0)),
    field("brin", pattern=Pattern("brin_pattern", r"^\d{2}[A-Z]{2}$", Severity.WARNING, MESSAGE)),
    field("school_id", Kind.SLUG, reference=Reference("organisations", "organisation_id")),
    field("start", Kind.DATE, required=True),
    field("end", Kind.DATE),
    rules=(
        rule("end_after_start", ("end", "start"), '"end" >= "start"'),
        rule("end_when_b", ("end", "kind"), '"end" is not null', when="kind = 'b'"),
    ),
)


def as_facts(check: Check) -> tuple[str, str, tuple[str, ...], str, str, dict[str, Any]]:
    return check.rule, str(check.kind), check.columns, str(check.severity), check.expectation, check.arguments


def test_every_fact_of_a_field_and_every_rule_of_a_row_becomes_one_check() -> None:
    not_null, in_set = "ExpectColumnValuesToNotBeNull", "ExpectColumnValuesToBeInSet"
    assert [as_facts(check)[:5] for check in checks_of(TRIAL)] == [
        ("trial_id.required", "required", ("trial_id",), "error", not_null),
        ("kind.codes", "codes", ("kind",), "error", in_set),
        ("share.type", "type", ("share",), "error", "ExpectRowsToSatisfy"),
        ("share.bounds", "bounds", ("share",), "error", "ExpectColumnValuesToBeBetween"),
        ("brin.pattern", "pattern", ("brin",), "warning", "ExpectColumnValuesToMatchRegex"),
        ("school_id.reference", "reference", ("school_id",), "error", in_set),
        ("start.required", "required", ("start",), "error", not_null),
        ("start.type", "type", ("start",), "error", "ExpectRowsToSatisfy"),
        ("end.type", "type", ("end",), "error", "ExpectRowsToSatisfy"),
        ("end_after_start", "row_rule", ("end", "start"), "error", "ExpectRowsToSatisfy"),
        ("end_when_b", "row_rule", ("end", "kind"), "error", "ExpectRowsToSatisfy"),
    ]


def test_a_check_hands_great_expectations_what_the_contract_says() -> None:
    arguments = {check.rule: check.arguments for check in checks_of(TRIAL)}
    assert arguments["trial_id.required"] == {"column": "trial_id.raw"}
    assert arguments["kind.codes"] == {"column": "kind", "value_set": ["a", "b"]}
    limits = {"min_value": 0.0, "max_value": 1.0, "strict_min": True, "strict_max": False}
    assert arguments["share.bounds"] == {"column": "share", **limits}
    assert arguments["brin.pattern"] == {"column": "brin", "regex": r"^\d{2}[A-Z]{2}$"}
    assert arguments["school_id.reference"] == {"column": "school_id.reference", "value_set": ["bekend"]}


def test_a_rule_with_a_text_of_its_own_keeps_it() -> None:
    messages = {check.rule: check.message for check in checks_of(TRIAL)}
    assert messages["brin.pattern"] == messages["end_after_start"] == MESSAGE
    assert messages["kind.codes"] is None


def test_a_key_of_one_field_and_a_key_of_several_have_each_their_expectation() -> None:
    several = contract(field("b", key_position=2), field("a", key_position=1))
    assert as_facts(key_check(TRIAL)) == (
        "key",
        "key",
        ("trial_id",),
        "error",
        "ExpectColumnValuesToBeUnique",
        {"column": "trial_id"},
    )
    assert as_facts(key_check(several)) == (
        "key",
        "key",
        ("a", "b"),
        "error",
        "ExpectCompoundColumnsToBeUnique",
        {"column_list": ["a", "b"], "ignore_row_if": "never"},
    )


def test_a_delivery_is_compared_with_the_previous_one_by_rows_and_empty_cells() -> None:
    """At most 0.5 times fewer and 2 times more rows; an optional field at most 20 points emptier."""
    shares = {"trial_id": 0.0, "kind": 0.25, "share": 0.9}
    count, kind = delivery_checks(TRIAL, 100, shares, THRESHOLDS)
    assert as_facts(count) == (
        "row_count",
        "row_count",
        (),
        "warning",
        "ExpectTableRowCountToBeBetween",
        {"min_value": 50, "max_value": 201},
    )
    assert (kind.rule, kind.severity, kind.arguments["column"]) == ("kind.null_share", Severity.WARNING, "kind.raw")
    assert kind.arguments["mostly"] == pytest.approx(0.55)


def test_an_increment_may_differ_more_in_size_than_a_snapshot() -> None:
    increment = contract(*TRIAL.fields, delivery=Delivery.INCREMENT)
    (count,) = delivery_checks(increment, 100, {}, THRESHOLDS)
    assert count.arguments == {"min_value": 20, "max_value": 501}


def test_a_small_previous_delivery_is_no_measure_of_this_one() -> None:
    assert delivery_checks(TRIAL, 9, {"kind": 0.0}, THRESHOLDS | {"comparison_rows": 10}) == ()
    assert len(delivery_checks(TRIAL, 10, {"kind": 0.0}, THRESHOLDS | {"comparison_rows": 10})) == 2


# What they find. A row is: trial_id, kind, share, brin, reference, start, end; `?` is a text that could not be read.

Row = tuple[str | None, str | None, float | str | None, str | None, str | None, str | None, str | None]
FINE: Row = ("T1", "a", 0.5, "12AB", "bekend", "2024-01-01", "2024-12-31")


def frame(*rows: Row) -> pl.DataFrame:
    """Rows as `prepare` and `with_references` would hand them over, numbered from 2."""
    names = ["trial_id", "kind", "share", "brin", "school_id", "start", "end"]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    raw = {f"{n}.raw": [None if v is None else str(v) for v in values] for n, values in columns.items()}
    read = {n: [None if v == "?" else v for v in values] for n, values in columns.items()}
    types: dict[str, Any] = (
        dict.fromkeys(raw, pl.String()) | dict.fromkeys(names, pl.String()) | {"share": pl.Float64()}
    )
    return pl.DataFrame({**read, **raw}, schema_overrides=types).with_columns(
        pl.int_range(2, len(rows) + 2).alias("row"),
        pl.col("start", "end").str.to_date(),
        pl.col("school_id").alias("school_id.reference"),
    )


def broken(*rows: Row) -> dict[str, tuple[int, ...]]:
    """Rule → numbers of the rows that break it."""
    outcomes = carried_out(checks_of(TRIAL), frame(*rows))
    assert [outcome.cause for outcome in outcomes if outcome.cause] == []
    return {outcome.check.rule: outcome.rows for outcome in outcomes if outcome.rows}


def test_a_row_that_is_right_breaks_nothing() -> None:
    assert broken(FINE) == {}


def test_optional_cells_may_be_empty() -> None:
    assert broken(("T1", None, None, None, None, "2024-01-01", None)) == {}


def test_each_fault_is_found_by_its_own_rule() -> None:
    assert broken(
        FINE,
        (None, "a", 0.5, "12AB", "bekend", "2024-01-01", None),
        ("T3", "c", 0.5, "12AB", "bekend", "2024-01-01", None),
        ("T4", "a", 0.0, "12AB", "bekend", "2024-01-01", None),
        ("T5", "a", 1.5, "12AB", "bekend", "2024-01-01", None),
        ("T6", "a", 1.0, "12ab", "bekend", "2024-01-01", None),
        ("T7", "a", 0.5, "12AB", "onbekend", "2024-01-01", None),
        ("T8", "a", 0.5, "12AB", "bekend", None, None),
        ("T9", "a", 0.5, "12AB", "bekend", "2024-01-02", "2024-01-01"),
        ("T10", "a", 0.5, "12AB", "bekend", "2024-01-01", "2024-01-01"),
    ) == {
        "trial_id.required": (3,),
        "kind.codes": (4,),
        "share.bounds": (5, 6),
        "brin.pattern": (7,),
        "school_id.reference": (8,),
        "start.required": (9,),
        "end_after_start": (10,),
    }


def test_a_cell_that_cannot_be_read_is_reported_by_type_only() -> None:
    unread: Row = ("T1", "b", "?", "12AB", "bekend", "?", "?")
    assert broken(unread) == {"share.type": (2,), "start.type": (2,), "end.type": (2,)}


def test_a_rule_that_needs_a_cell_is_silent_when_that_cell_cannot_be_read() -> None:
    """Without this `end_when_b` would say that the end is empty, while something stands there."""
    assert broken(("T1", "b", 0.5, None, "bekend", "2024-01-01", "?")) == {"end.type": (2,)}
    assert broken(("T1", "b", 0.5, None, "bekend", "?", "2024-12-31")) == {"start.type": (2,)}


def test_a_rule_looks_only_at_rows_for_which_its_when_holds() -> None:
    assert broken(
        ("T1", "a", 0.5, None, None, "2024-01-01", None),
        ("T2", "b", 0.5, None, None, "2024-01-01", None),
        ("T3", None, 0.5, None, None, "2024-01-01", None),
        ("T4", "b", 0.5, None, None, "2024-01-01", "2024-01-01"),
    ) == {"end_when_b": (3,)}


def test_a_rule_counts_the_rows_that_it_looked_at() -> None:
    rows = [
        FINE,
        ("T2", "b", "?", None, None, "2024-01-01", None),
        (None, None, None, None, None, "?", "2024-01-01"),
    ]
    outcomes = carried_out(checks_of(TRIAL), frame(*rows))
    assert {outcome.check.rule: outcome.evaluated for outcome in outcomes} == {
        "trial_id.required": 3,
        "kind.codes": 2,
        "share.type": 2,
        "share.bounds": 1,
        "brin.pattern": 1,
        "school_id.reference": 1,
        "start.required": 3,
        "start.type": 3,
        "end.type": 2,
        "end_after_start": 1,  # an end and a start that can both be read
        "end_when_b": 1,
    }


def test_a_repeated_key_names_every_row_and_an_empty_part_is_a_value_of_its_own() -> None:
    several = contract(field("a", key_position=1), field("b", key_position=2))
    keys = [("x", None), ("x", "1"), ("x", None), ("x", "2"), (None, None), (None, None), ("x", "1")]
    data = pl.DataFrame(keys, schema={"a": pl.String, "b": pl.String}, orient="row").with_row_index("row", 2)
    (outcome,) = carried_out([key_check(several)], data)
    assert outcome.rows == (2, 3, 4, 6, 7, 8)
    assert outcome.evaluated == 7


def test_checks_keep_their_order_and_no_checks_give_no_outcomes() -> None:
    data = frame(FINE)
    checks = checks_of(TRIAL)
    assert [outcome.check for outcome in carried_out(checks, data)] == list(checks)
    assert [outcome.check for outcome in carried_out(checks[::-1], data)] == list(checks[::-1])
    assert carried_out([], data) == []


def test_a_check_of_the_delivery_as_a_whole_gives_a_verdict() -> None:
    empty: Row = ("T1", None, 0.5, None, None, "2024-01-01", None)
    for rows, previous, expected in (([FINE], 2, True), ([FINE], 4, False), ([FINE] * 5, 1, False)):
        count, _ = carried_out(delivery_checks(TRIAL, previous, {"kind": 0.0}, THRESHOLDS), frame(*rows))
        assert (count.succeeded, count.observed) == (expected, len(rows))
    _, kind = carried_out(delivery_checks(TRIAL, 5, {"kind": 0.0}, THRESHOLDS), frame(*[FINE] * 4, empty))
    assert kind.succeeded
    assert kind.check.kind is CheckKind.NULL_SHARE
    _, kind = carried_out(delivery_checks(TRIAL, 5, {"kind": 0.0}, THRESHOLDS), frame(*[FINE] * 3, empty, empty))
    assert (kind.succeeded, kind.rows) == (False, (5, 6))
