"""The row rules: one Polars expression each, and nowhere a second implementation.

A rule answers two questions of each row: does the rule look at it, and is it as expected? The names are those of
Great Expectations' own metrics, so that its expectations find them here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import polars as pl

Expectation = Callable[..., pl.Expr]
RULES: dict[str, Expectation] = {}


@dataclass(frozen=True, slots=True, eq=False)
class RowRule:
    """Which rows a rule looks at, and which of those break it: two boolean expressions without nulls."""

    considered: pl.Expr
    unexpected: pl.Expr


def rule(metric: str) -> Callable[[Expectation], Expectation]:
    """Name the Great Expectations metric that a function answers: true where a row is as expected."""

    def add(function: Expectation) -> Expectation:
        RULES[metric] = function
        return function

    return add


def row_rule(
    metric: str, columns: list[str], empty: pl.DataFrame, ignore_row_if: str | None, values: dict[str, Any]
) -> RowRule:
    """The rule of a metric on named columns. Types that do not fit raise here, on a frame without rows."""
    expected = RULES[metric](*map(pl.col, columns), **values)
    considered = _considered(metric, columns, expected, ignore_row_if)
    found = RowRule(considered, (considered & ~expected.fill_null(False)).fill_null(False))
    empty.select(found.unexpected)
    return found


def _considered(metric: str, columns: list[str], expected: pl.Expr, ignore_row_if: str | None) -> pl.Expr:
    """Great Expectations passes over empty values; a condition that is neither true nor false says nothing."""
    if metric == "column_values.nonnull" or ignore_row_if in ("never", "neither"):
        return pl.lit(True)
    if metric == "multicolumn_values.satisfy_sql":
        return expected.is_not_null()
    filled = [pl.col(column).is_not_null() for column in columns]
    some_suffice = ignore_row_if in ("all_values_are_missing", "both_values_are_missing")
    return reduce(operator.or_ if some_suffice else operator.and_, filled)


@rule("column_values.nonnull")
def nonnull(column: pl.Expr, **_: Any) -> pl.Expr:
    return column.is_not_null()


@rule("column_values.in_set")
def in_set(column: pl.Expr, value_set: Any = (), **_: Any) -> pl.Expr:
    return column.is_in(list(value_set))


@rule("column_values.match_regex")
def match_regex(column: pl.Expr, regex: str, **_: Any) -> pl.Expr:
    return column.str.contains(regex)


@rule("column_values.between")
def between(
    column: pl.Expr,
    min_value: Any = None,
    max_value: Any = None,
    strict_min: bool | None = None,
    strict_max: bool | None = None,
    **_: Any,
) -> pl.Expr:
    checks: list[pl.Expr] = []
    if min_value is not None:
        checks.append((operator.gt if strict_min else operator.ge)(column, min_value))
    if max_value is not None:
        checks.append((operator.lt if strict_max else operator.le)(column, max_value))
    return reduce(operator.and_, checks)


@rule("column_values.unique")
def unique(column: pl.Expr, **_: Any) -> pl.Expr:
    return ~column.is_duplicated()


@rule("compound_columns.unique")
def compound_unique(*columns: pl.Expr, **_: Any) -> pl.Expr:
    return ~pl.struct(*columns).is_duplicated()


@rule("multicolumn_values.satisfy_sql")
def satisfy_sql(*_columns: pl.Expr, condition: str, **_: Any) -> pl.Expr:
    return pl.sql_expr(condition)
