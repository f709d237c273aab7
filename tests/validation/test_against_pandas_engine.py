"""Our Polars engine against Great Expectations' own pandas engine: the same answer to every rule that we use.

This is what tells whether a newer version of Great Expectations may be let in.
"""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
import sys
from functools import cache
from typing import Any

import great_expectations as gx
import pandas as pd
import polars as pl
import pytest
from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from pipelines.contracts import Severity
from pipelines.validation.checks import Check, CheckKind
from pipelines.validation.expectations import ExpectRowsToSatisfy
from pipelines.validation.settled import settled_expectations
from pipelines.validation.suite import carried_out

FORMAT = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]}
Columns = dict[str, list[Any]]


@cache
def asset(engine: str) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = getattr(context.data_sources, f"add_{engine}")(engine)
    return source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("frame")


def as_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """The frame with None for null and Python's own values, so that neither engine is helped by a conversion."""
    columns = {name: pd.Series(frame[name].to_list(), dtype="object") for name in frame.columns}
    return pd.DataFrame(columns)


def validated(engine: str, frame: pl.DataFrame, expectations: list[Any]) -> Any:
    data = frame if engine == "polars" else as_pandas(frame)
    suite = gx.ExpectationSuite("suite", expectations=expectations)
    return asset(engine).get_batch({"dataframe": data}).validate(suite, result_format=FORMAT)


def answer_of(engine: str, frame: pl.DataFrame, expectation: Any) -> dict[str, Any]:
    """What one expectation says on one engine."""
    (result,) = validated(engine, frame, [expectation]).results
    found = result.result
    counts = {name: found.get(name) for name in ("element_count", "unexpected_count", "missing_count")}
    ids = [item["row"] for item in found.get("unexpected_index_list") or []]
    return {"success": result.success, **counts, "rows": ids, "raised": _raised(result.exception_info)}


def _raised(info: dict[str, Any]) -> bool:
    """Whether an expectation could not be evaluated, as a whole or by one of its metrics."""
    return bool(info.get("raised_exception")) or any(
        isinstance(found, dict) and bool(found.get("raised_exception")) for found in info.values()
    )


def numbered(columns: Columns, schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=schema).with_row_index("row", 2).cast({"row": pl.Int64})


# The same rules on the same rows

TEXTS: dict[str, list[str | None]] = {
    "mixed": ["a", None, "z", "b", "a", "A", ""],
    "no rows": [],
    "all null": [None, None, None],
    "all bad": ["x", "y", "z"],
    "all good": ["a", "b", "c"],
    "duplicates": ["x", "x", None, None, "y", "x"],
    "one row": ["a"],
    "one null": [None],
}
NUMBERS: dict[str, list[float | None]] = {
    "mixed": [0.0, 0.5, 1.0, 1.5, None, -0.5, 0.5],
    "no rows": [],
    "all null": [None, None],
    "all bad": [2.0, -1.0, 1.0000001],
    "all good": [0.25, 0.5],
    "on the limits": [0.0, 1.0],
}
TEXT_RULES = {
    "not null": gxe.ExpectColumnValuesToNotBeNull(column="x"),
    "not null, mostly": gxe.ExpectColumnValuesToNotBeNull(column="x", mostly=0.6),
    "in set": gxe.ExpectColumnValuesToBeInSet(column="x", value_set=["a", "b", "c"]),
    "in set of one": gxe.ExpectColumnValuesToBeInSet(column="x", value_set=["a"]),
    "in set, mostly": gxe.ExpectColumnValuesToBeInSet(column="x", value_set=["a", "b", "c"], mostly=0.5),
    "regex": gxe.ExpectColumnValuesToMatchRegex(column="x", regex="^[a-c]$"),
    "regex anywhere": gxe.ExpectColumnValuesToMatchRegex(column="x", regex="[a-c]"),
    "unique": gxe.ExpectColumnValuesToBeUnique(column="x"),
}
NUMBER_RULES = {
    "between": gxe.ExpectColumnValuesToBeBetween(column="x", min_value=0, max_value=1),
    "more than": gxe.ExpectColumnValuesToBeBetween(column="x", min_value=0, strict_min=True),
    "less than": gxe.ExpectColumnValuesToBeBetween(column="x", max_value=1, strict_max=True),
    "strictly between": gxe.ExpectColumnValuesToBeBetween(
        column="x", min_value=0, max_value=1, strict_min=True, strict_max=True
    ),
    "at least": gxe.ExpectColumnValuesToBeBetween(column="x", min_value=0.5),
    "at most": gxe.ExpectColumnValuesToBeBetween(column="x", max_value=0.5),
    "between, mostly": gxe.ExpectColumnValuesToBeBetween(column="x", min_value=0, max_value=1, mostly=0.7),
    "unique": gxe.ExpectColumnValuesToBeUnique(column="x"),
    "not null": gxe.ExpectColumnValuesToNotBeNull(column="x"),
}


def assert_engines_agree(frame: pl.DataFrame, expectation: Any) -> None:
    ours, theirs = answer_of("polars", frame, expectation), answer_of("pandas", frame, expectation)
    assert not ours["raised"]
    assert ours == theirs


@pytest.mark.parametrize("rows", TEXTS)
@pytest.mark.parametrize("rule", TEXT_RULES)
def test_both_engines_agree_on_texts(rule: str, rows: str) -> None:
    assert_engines_agree(numbered({"x": TEXTS[rows]}, {"x": pl.String}), TEXT_RULES[rule])


@pytest.mark.parametrize("rows", NUMBERS)
@pytest.mark.parametrize("rule", NUMBER_RULES)
def test_both_engines_agree_on_numbers(rule: str, rows: str) -> None:
    assert_engines_agree(numbered({"x": NUMBERS[rows]}, {"x": pl.Float64}), NUMBER_RULES[rule])


def test_both_engines_agree_on_whole_numbers_and_dates() -> None:
    whole = numbered({"x": [1, 5, 6, None, 0]}, {"x": pl.Int64})
    assert_engines_agree(whole, gxe.ExpectColumnValuesToBeBetween(column="x", min_value=1.0, max_value=5.0))
    dates = numbered({"x": [dt.date(2024, 1, 1), None, dt.date(2024, 1, 1), dt.date(2025, 1, 1)]}, {"x": pl.Date})
    assert_engines_agree(dates, gxe.ExpectColumnValuesToBeUnique(column="x"))
    assert_engines_agree(dates, gxe.ExpectColumnValuesToNotBeNull(column="x"))


PAIRS: dict[str, list[tuple[str | None, str | None]]] = {
    "mixed": [("a", "1"), ("a", "2"), ("a", "1"), ("b", "1"), ("a", None), (None, None)],
    "no rows": [],
    "all null": [(None, None), (None, None)],
    "empty parts": [("a", None), ("a", None), (None, "a"), ("b", None)],
    "all bad": [("a", "1"), ("a", "1")],
    "all good": [("a", "1"), ("b", "1"), ("a", "2")],
    "run together": [("ab", "c"), ("a", "bc")],
}


@pytest.mark.parametrize("rows", PAIRS)
@pytest.mark.parametrize("ignored", ["never", "any_value_is_missing", "all_values_are_missing"])
def test_both_engines_agree_on_keys_of_two_columns(ignored: str, rows: str) -> None:
    columns = {"x": [x for x, _ in PAIRS[rows]], "y": [y for _, y in PAIRS[rows]]}
    expectation = gxe.ExpectCompoundColumnsToBeUnique(column_list=["x", "y"], ignore_row_if=ignored)
    assert_engines_agree(numbered(columns, {"x": pl.String, "y": pl.String}), expectation)


@pytest.mark.parametrize(("least", "most"), [(0, 10), (3, 3), (4, None), (None, 2), (0, 2)])
@pytest.mark.parametrize("rows", [[], ["a", "b", None]])
def test_both_engines_agree_on_the_number_of_rows(rows: list[str | None], least: int | None, most: int | None) -> None:
    expectation = gxe.ExpectTableRowCountToBeBetween(min_value=least, max_value=most)
    assert_engines_agree(numbered({"x": rows}, {"x": pl.String}), expectation)


def test_more_than_two_hundred_bad_rows_are_all_named_by_both_engines() -> None:
    frame = numbered({"x": ["a", "z"] * 500}, {"x": pl.String})
    expectation = gxe.ExpectColumnValuesToBeInSet(column="x", value_set=["a"])
    assert answer_of("polars", frame, expectation)["rows"] == list(range(3, 1003, 2))
    assert_engines_agree(frame, expectation)


def test_rules_answered_together_answer_as_each_by_itself() -> None:
    frame = numbered({"x": TEXTS["mixed"]}, {"x": pl.String})
    rules = list(TEXT_RULES.values())[:1] + list(TEXT_RULES.values())[2:4]
    together = [(r.success, r.result["unexpected_count"]) for r in validated("polars", frame, rules).results]
    alone = [answer_of("polars", frame, rule) for rule in rules]
    assert sorted(together) == sorted((a["success"], a["unexpected_count"]) for a in alone)


# Our own expectation has no counterpart: it means what an SQL CHECK means

NUMBERED_PAIRS = {"a": [1, 2, None, 3, None], "b": [2, 1, 1, None, None]}


@pytest.mark.parametrize(
    ("condition", "bad", "missing"),
    [
        ("a <= b", [3], 3),
        ("a is null or b is null", [2, 3], 0),
        ("a is not null", [4, 6], 0),
        ("a is not null and b is not null", [4, 5, 6], 0),
        ("a + b = 3", [], 3),
        ("a + b > 3", [2, 3], 3),
        ("case when a = 1 then b = 1 end", [2], 4),
        ("a > 99", [2, 3, 5], 2),
        ("true", [], 0),
        ("false", [2, 3, 4, 5, 6], 0),
    ],
)
def test_a_condition_that_is_neither_true_nor_false_says_nothing(condition: str, bad: list[int], missing: int) -> None:
    frame = numbered(NUMBERED_PAIRS, {"a": pl.Int64, "b": pl.Int64})
    expectation = ExpectRowsToSatisfy(column_list=["a", "b", "row"], condition=condition)
    assert answer_of("polars", frame, expectation) == {
        "success": not bad,
        "element_count": 5,
        "unexpected_count": len(bad),
        "missing_count": missing,
        "rows": bad,
        "raised": False,
    }


def test_a_condition_on_no_rows_or_on_nulls_only_succeeds() -> None:
    expectation = ExpectRowsToSatisfy(column_list=["a", "b", "row"], condition="a <= b")
    for rows in ([], [None, None]):
        found = answer_of("polars", numbered({"a": rows, "b": rows}, {"a": pl.Int64, "b": pl.Int64}), expectation)
        assert (found["success"], found["unexpected_count"], found["rows"]) == (True, 0, [])


def test_a_condition_may_hold_for_mostly_all_rows() -> None:
    frame = numbered({"a": [1, 1, 1, 9]}, {"a": pl.Int64})
    for mostly, expected in ((0.75, True), (0.76, False)):
        expectation = ExpectRowsToSatisfy(column_list=["a", "row"], condition="a = 1", mostly=mostly)
        assert answer_of("polars", frame, expectation)["success"] is expected


# Where the engines are known to differ, ours does what our data needs


def test_nan_is_a_value_for_us_and_out_of_every_bound() -> None:
    """No reader of ours makes one; would one slip in, then it must not pass as empty."""
    frame = numbered({"x": [float("nan"), 0.5, None]}, {"x": pl.Float64})
    between = gxe.ExpectColumnValuesToBeBetween(column="x", min_value=0, max_value=1)
    assert answer_of("polars", frame, between)["rows"] == [2]
    assert answer_of("polars", frame, gxe.ExpectColumnValuesToNotBeNull(column="x"))["rows"] == [4]


def test_the_end_of_a_pattern_is_the_end_of_the_text_and_not_a_last_line_end() -> None:
    """Python's `$` matches before a last line end; a BRIN followed by one is no BRIN."""
    frame = numbered({"x": ["12AB", "12AB\n", "12AB\nx"]}, {"x": pl.String})
    expectation = gxe.ExpectColumnValuesToMatchRegex(column="x", regex=r"^\d{2}[A-Z]{2}$")
    assert answer_of("polars", frame, expectation)["rows"] == [3, 4]
    assert answer_of("pandas", frame, expectation)["rows"] == [4]


# What cannot be evaluated is not validated


def check(expectation: str, **arguments: Any) -> Check:
    return Check("rule", CheckKind.BOUNDS, ("x",), Severity.ERROR, expectation, arguments)


FRAME = numbered({"x": ["a", None]}, {"x": pl.String})


@pytest.mark.parametrize(
    ("faulty", "cause"),
    [
        (check("ExpectColumnValuesToBeBetween", column="x", min_value=0), "cannot compare string with numeric type"),
        (check("ExpectColumnValuesToBeInSet", column="x", value_set=[1, 2]), "is_in"),
        (check("ExpectColumnValuesToMatchRegex", column="row", regex="a"), "expected `String`|expected String|String"),
        (check("ExpectColumnValuesToMatchRegex", column="x", regex="(?=a)"), "look-around"),
        (check("ExpectColumnValuesToNotBeNull", column="y"), "no such column: y"),
        (check("ExpectRowsToSatisfy", column_list=["x", "row"], condition="x > 1"), "cannot compare string"),
        (check("ExpectRowsToSatisfy", column_list=["x", "row"], condition="x = y"), "y"),
        (check("ExpectColumnMedianToBeBetween", column="row", min_value=0), "column.median"),
    ],
    ids=lambda value: f"{value.expectation} {value.arguments}" if isinstance(value, Check) else "",
)
@pytest.mark.parametrize("frame", [FRAME, FRAME.clear()], ids=["rows", "no rows"])
def test_a_rule_that_cannot_be_evaluated_is_not_validated_and_says_why(
    frame: pl.DataFrame, faulty: Check, cause: str
) -> None:
    import re

    (outcome,) = carried_out([faulty], frame)
    assert outcome.cause is not None
    assert re.search(cause, outcome.cause)
    assert (outcome.succeeded, outcome.rows, outcome.evaluated) == (False, (), 0)


def test_a_rule_that_cannot_be_evaluated_leaves_the_others_their_answers() -> None:
    faulty = check("ExpectColumnValuesToBeBetween", column="x", min_value=0)
    sound = Check("sound", CheckKind.REQUIRED, ("x",), Severity.ERROR, "ExpectColumnValuesToNotBeNull", {"column": "x"})
    first, second = carried_out([faulty, sound], FRAME)
    assert first.cause is not None
    assert (second.cause, second.rows, second.evaluated) == (None, (3,), 2)


def test_more_than_two_hundred_bad_rows_are_all_in_the_outcome() -> None:
    frame = numbered({"x": [None] * 1000}, {"x": pl.String})
    (outcome,) = carried_out([check("ExpectColumnValuesToNotBeNull", column="x")], frame)
    assert outcome.rows == tuple(range(2, 1002))


def test_mostly_decides_success_but_all_bad_rows_are_named() -> None:
    frame = numbered({"x": ["a", "a", "a", None]}, {"x": pl.String})
    (enough,) = carried_out([check("ExpectColumnValuesToNotBeNull", column="x", mostly=0.75)], frame)
    (too_few,) = carried_out([check("ExpectColumnValuesToNotBeNull", column="x", mostly=0.8)], frame)
    assert (enough.succeeded, enough.rows) == (True, (5,))
    assert (too_few.succeeded, too_few.rows) == (False, (5,))


# Great Expectations without its repetition


def test_settled_expectations_give_the_results_that_unsettled_ones_give() -> None:
    frame = numbered({"x": TEXTS["mixed"], "y": TEXTS["mixed"]}, {"x": pl.String, "y": pl.String})
    same = ExpectRowsToSatisfy(column_list=["x", "y", "row"], condition="x = y and x <> 'z'")
    rules = [*TEXT_RULES.values(), gxe.ExpectCompoundColumnsToBeUnique(column_list=["x", "y"]), same]
    plain = validated("polars", frame, rules).to_json_dict()
    with settled_expectations():
        settled = validated("polars", frame, rules).to_json_dict()
    for answer in (plain, settled):
        answer["meta"].pop("batch_id", None)
        answer.pop("id", None)
    assert _comparable(settled["results"]) == _comparable(plain["results"])
    assert settled["statistics"] == plain["statistics"]
    assert settled["success"] == plain["success"]


def _comparable(results: list[dict[str, Any]]) -> list[str]:
    """Results without the ids that each validation gives anew, in an order of their own."""
    for result in results:
        result["expectation_config"].pop("id", None)
        result["expectation_config"]["kwargs"].pop("batch_id", None)
    return sorted(map(repr, results))


def test_settled_expectations_leave_great_expectations_as_it_was_also_after_an_exception() -> None:
    before = Expectation.__dict__["configuration"], ExpectationConfiguration.__dict__["to_domain_obj"]
    with pytest.raises(ZeroDivisionError), settled_expectations():
        _ = 1 / int(Expectation.__dict__["configuration"] is before[0])  # it is not: it was replaced
    assert (Expectation.__dict__["configuration"], ExpectationConfiguration.__dict__["to_domain_obj"]) == before


def test_settled_expectations_tell_expectations_apart() -> None:
    with settled_expectations():
        values = [gxe.ExpectColumnValuesToBeInSet(column="x", value_set=[str(i)]) for i in range(50)]
        assert [v.configuration.kwargs["value_set"] for v in values] == [[str(i)] for i in range(50)]


# Nothing leaves the machine, and nobody waits for what is not used


def test_no_connection_is_made_during_a_validation(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts: list[Any] = []

    def refuse(_socket: socket.socket, address: Any) -> None:
        attempts.append(address)
        raise OSError("a test refused this connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    (outcome,) = carried_out([check("ExpectColumnValuesToNotBeNull", column="x")], FRAME)
    assert outcome.rows == (3,)
    assert attempts == []


def test_importing_great_expectations_and_a_first_validation_make_no_connection() -> None:
    """In a process of its own, where nothing is loaded yet."""
    program = """
import socket, sys
def refuse(*arguments): print("connection", arguments[1:], file=sys.stdout); raise OSError("refused")
socket.socket.connect = socket.socket.connect_ex = refuse
import polars as pl
from pipelines.contracts import Severity
from pipelines.validation.checks import Check, CheckKind
from pipelines.validation.suite import carried_out
rule = Check("rule", CheckKind.REQUIRED, ("x",), Severity.ERROR, "ExpectColumnValuesToNotBeNull", {"column": "x"})
print(carried_out([rule], pl.DataFrame({"x": ["a", None], "row": [2, 3]}))[0].rows)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "(3,)\n"


@pytest.mark.parametrize("module", ["pipelines.cli", "pipelines.contract_files", "pipelines.sources"])
def test_starting_the_command_line_does_not_load_great_expectations(module: str) -> None:
    program = f"import sys, {module}; print(sorted({{'great_expectations', 'pandas'}} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
