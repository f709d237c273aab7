"""Checks carried out by Great Expectations on a Polars frame. Importing this module loads Great Expectations."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # before the import: nothing leaves the machine

import great_expectations as gx
import polars as pl
from great_expectations import expectations as gxe

from pipelines.validation.checks import Check, Outcome
from pipelines.validation.expectations import ExpectRowsToSatisfy
from pipelines.validation.settled import settled_expectations
from pipelines.validation.source import POLARS

__all__ = ["Outcome", "carried_out"]
# Most rules are broken by no row: first how many rows break each rule, then of the broken ones which rows.
_HOW_MANY = {"result_format": "BASIC", "exclude_unexpected_values": True}
_WHICH = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"], "exclude_unexpected_values": True}


def carried_out(checks: Iterable[Check], frame: pl.DataFrame) -> list[Outcome]:
    """Outcomes of checks on a frame with a column ``row`` that tells its rows apart, in the order of the checks."""
    by_rule = {check.rule: check for check in checks}
    if not by_rule:
        return []
    results = _results(by_rule.values(), frame, _HOW_MANY)
    broken = [check for check in by_rule.values() if results[check.rule].result.get("unexpected_count")]
    if broken:
        results |= _results(broken, frame, _WHICH)
    return [_outcome(check, results[rule], frame.height) for rule, check in by_rule.items()]


def _results(checks: Iterable[Check], frame: pl.DataFrame, result_format: dict[str, Any]) -> dict[str, Any]:
    """What Great Expectations finds, by rule."""
    suite = gx.ExpectationSuite("delivery", expectations=[_expectation(check) for check in checks])
    with settled_expectations():
        found = _asset().get_batch({"dataframe": frame}).validate(suite, result_format=result_format)
    return {result.expectation_config.meta["rule"]: result for result in found.results}


def _expectation(check: Check) -> Any:
    kind = ExpectRowsToSatisfy if check.expectation == "ExpectRowsToSatisfy" else getattr(gxe, check.expectation)
    message = check.message.nl if check.message else ""
    return kind(**check.arguments, meta={"rule": check.rule, "severity": str(check.severity), "message": message})


@cache
def _asset() -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = getattr(context.data_sources, f"add_{POLARS}")("deliveries")
    return source.add_dataframe_asset("delivery").add_batch_definition_whole_dataframe("delivery")


def _outcome(check: Check, result: Any, height: int) -> Outcome:
    cause = _cause(result.exception_info)
    if cause:
        return Outcome(check, 0, (), False, cause)
    found = result.result
    rows = tuple(found["unexpected_index_list"][0]["row"]) if found.get("unexpected_index_list") else ()
    evaluated = found.get("element_count", height) - (found.get("missing_count") or 0)
    return Outcome(check, evaluated, rows, bool(result.success), observed=found.get("observed_value"))


def _cause(exception_info: dict[str, Any]) -> str | None:
    """Why Great Expectations could not evaluate an expectation: its message, of one metric or of the whole."""
    if exception_info.get("raised_exception"):
        return str(exception_info.get("exception_message"))
    nested = (v for v in exception_info.values() if isinstance(v, dict) and v.get("raised_exception"))
    return next((str(found.get("exception_message")) for found in nested), None)
