"""What a suite says beyond Great Expectations' own vocabulary."""

from __future__ import annotations

from typing import ClassVar

from great_expectations.expectations.expectation import MulticolumnMapExpectation


class ExpectRowsToSatisfy(MulticolumnMapExpectation):
    """Each row makes an SQL condition true, for instance ``end_date >= start_date``.

    As with an SQL CHECK, a condition that is neither true nor false says nothing about the row.
    """

    condition: str
    map_metric: ClassVar[str] = "multicolumn_values.satisfy_sql"
    success_keys: ClassVar[tuple[str, ...]] = ("condition", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "condition")
