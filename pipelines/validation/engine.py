"""An execution engine of Great Expectations that answers all row rules of a batch from one `select`.

Great Expectations asks for metrics: counts, examples and ids for each rule. It hands those over in bundles; the engine
groups a bundle by row condition, evaluates every rule of a group in one pass, and reads each answer off the result.
Great Expectations keeps what is its own: the rules, `mostly`, success and the form of the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import polars as pl
from great_expectations.core.batch import BatchData, BatchMarkers
from great_expectations.exceptions import ExecutionEngineError
from great_expectations.execution_engine import ExecutionEngine
from great_expectations.expectations.metrics.metric_provider import MetricProvider
from great_expectations.expectations.registry import get_metric_kwargs, register_metric
from great_expectations.validator.metric_configuration import MetricConfiguration

from pipelines.validation.rules import RULES, RowRule, row_rule

MAX_EXAMPLES = 200  # as Great Expectations has it: example values are capped, ids are not
_SQL_RULE = "multicolumn_values.satisfy_sql"


class PolarsBatchData(BatchData):
    """The frame of one batch.

    ``tried`` are the rules that were tried on columns of these names and types, ``conditions`` what the metrics of
    this batch rest on: several metrics ask after one rule, and a delivery has the columns of the one before.
    """

    def __init__(self, execution_engine: ExecutionEngine, frame: pl.DataFrame, tried: dict[Any, RowRule]) -> None:
        super().__init__(execution_engine=execution_engine)
        self.frame = frame
        self.empty = frame.clear()  # the columns and their types, to try a rule on before it meets the rows
        self.tried = tried
        self.conditions: dict[tuple[Any, ...], MetricConfiguration] = {}


class PolarsExecutionEngine(ExecutionEngine):
    """Great Expectations on a Polars frame."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "caching": False})
        self._tried: dict[tuple[tuple[str, pl.DataType], ...], dict[Any, RowRule]] = {}

    def get_batch_data_and_markers(self, batch_spec: Any) -> tuple[PolarsBatchData, BatchMarkers]:
        frame, batch_spec.batch_data = batch_spec.batch_data, "PolarsDataFrame"
        now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        tried = self._tried.setdefault(tuple(frame.schema.items()), {})
        return PolarsBatchData(self, frame, tried), BatchMarkers({"ge_load_time": now})

    def get_domain_records(self, domain_kwargs: dict[str, Any]) -> pl.DataFrame:
        """The rows of the active batch. Suites state conditions inside their rules, never as row_condition."""
        if domain_kwargs.get("row_condition"):
            self._row_condition_is_refused()
        return self.batch.frame

    @property
    def batch(self) -> PolarsBatchData:
        """The data of the active batch."""
        data = self.batch_manager.active_batch_data
        assert isinstance(data, PolarsBatchData)
        return data

    def _row_condition_is_refused(self, _condition: Any = None) -> Any:
        raise ExecutionEngineError("row_condition is not supported on Polars: use ExpectRowsToSatisfy")

    _comparison_condition_to_filter_clause = _row_condition_is_refused
    _nullity_condition_to_filter_clause = _row_condition_is_refused
    _and_condition_to_filter_clause = _row_condition_is_refused
    _or_condition_to_filter_clause = _row_condition_is_refused

    def resolve_metric_bundle(self, metric_fn_bundle: Iterable[Any]) -> dict[Any, Any]:
        """Answer every row metric of the batch from one pass over its rows."""
        metrics = list(metric_fn_bundle)
        frame = self.get_domain_records({})
        masks: dict[str, pl.Expr] = {}
        for metric in metrics:
            rule: RowRule = metric.metric_fn
            masks[f"unexpected {id(rule)}"] = rule.unexpected
            if metric.metric_configuration.metric_name.endswith(".filtered_row_count"):
                masks[f"considered {id(rule)}"] = rule.considered
        flags = frame.with_columns(**masks).select(*masks)  # a rule without columns still answers every row
        counts = flags.sum().row(0, named=True) if flags.height else dict.fromkeys(flags.columns, 0)
        return {metric.metric_configuration.id: _answer(metric, frame, flags, counts) for metric in metrics}


def _answer(metric: Any, frame: pl.DataFrame, flags: pl.DataFrame, counts: dict[str, int]) -> Any:
    rule, suffix = metric.metric_fn, metric.metric_configuration.metric_name.rsplit(".", 1)[1]
    unexpected = f"unexpected {id(rule)}"
    if suffix == "unexpected_count":
        return counts[unexpected]
    if suffix == "filtered_row_count":
        return counts[f"considered {id(rule)}"]
    if suffix == "unexpected_index_query":
        return f"df.filter({rule.unexpected})"
    if not counts[unexpected]:
        return []
    result_format = metric.metric_configuration.metric_value_kwargs["result_format"]
    return _DETAILS[suffix](frame, flags[unexpected].arg_true(), metric.accessor_domain_kwargs, result_format)


def _columns_of(domain: dict[str, Any]) -> list[str]:
    return [domain["column"]] if "column" in domain else list(domain["column_list"])


def _examples(rows: pl.Series, result_format: dict[str, Any]) -> pl.Series:
    complete = result_format["result_format"] == "COMPLETE"
    wanted = MAX_EXAMPLES if complete else min(result_format["partial_unexpected_count"], MAX_EXAMPLES)
    return rows[:wanted]


def _unexpected_values(frame: pl.DataFrame, rows: pl.Series, domain: Any, result_format: Any) -> list[Any]:
    if result_format.get("exclude_unexpected_values"):
        return []  # Great Expectations asks for them all the same
    found = frame.select(_columns_of(domain))[_examples(rows, result_format)]
    return found.to_series().to_list() if "column" in domain else found.to_dicts()


def _unexpected_rows(frame: pl.DataFrame, rows: pl.Series, _domain: Any, result_format: Any) -> list[Any]:
    return frame[_examples(rows, result_format)].to_dicts()


def _unexpected_index_list(frame: pl.DataFrame, rows: pl.Series, domain: Any, result_format: Any) -> list[Any]:
    """Ids of the unexpected rows. For COMPLETE never capped, so that no bad row goes unnamed."""
    if result_format["result_format"] != "COMPLETE":
        rows = rows[: result_format["partial_unexpected_count"]]
    keys = result_format.get("unexpected_index_column_names")
    if not keys:
        return rows.to_list()
    if result_format.get("exclude_unexpected_values"):
        return [frame.select(keys)[rows].to_dict(as_series=False)]
    return frame.select(*dict.fromkeys([*_columns_of(domain), *keys]))[rows].to_dicts()


_DETAILS: dict[str, Callable[..., list[Any]]] = {
    "unexpected_values": _unexpected_values,
    "unexpected_rows": _unexpected_rows,
    "unexpected_index_list": _unexpected_index_list,
}
_DOMAIN = ("batch_id", "table", "row_condition", "condition_parser")


class _RowMetric(MetricProvider):
    """``<rule>.condition`` is the unevaluated rule; everything else about it is read off its evaluation."""

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: MetricConfiguration, *, execution_engine: PolarsExecutionEngine, **_: Any
    ) -> dict[str, MetricConfiguration]:
        stem, suffix = metric.metric_name.rsplit(".", 1)
        if suffix == "condition":
            return {}
        known = execution_engine.batch.conditions
        asked = (stem, metric.metric_domain_kwargs_id, metric.metric_value_kwargs_id)
        if asked not in known:
            values = {k: v for k, v in metric.metric_value_kwargs.items() if k != "result_format"}
            known[asked] = MetricConfiguration(f"{stem}.condition", metric.metric_domain_kwargs, values)
        return {"metric_partial_fn": known[asked]}


def _condition_of(name: str) -> Callable[..., Any]:
    def condition(
        execution_engine: PolarsExecutionEngine, metric_domain_kwargs: Any, metric_value_kwargs: Any, **_: Any
    ) -> tuple[RowRule, dict[str, Any], dict[str, Any]]:
        accessor = {k: v for k, v in metric_domain_kwargs.items() if k.startswith("column")}
        compute = {k: v for k, v in metric_domain_kwargs.items() if k not in accessor}
        execution_engine.get_domain_records(compute)  # refuses a row_condition
        return _rule(name, execution_engine.batch, accessor, compute, metric_value_kwargs), compute, accessor

    return condition


def _rule(name: str, batch: PolarsBatchData, accessor: Any, compute: Any, values: Any) -> RowRule:
    """The rule of a metric, tried on the columns of the batch; once is enough for columns of the same types."""
    columns, ignored = _columns_of(accessor), compute.get("ignore_row_if")
    asked = (name, RULES[name], tuple(columns), ignored, repr(values))
    if asked not in batch.tried:
        missing = [column for column in columns if column not in batch.empty.columns]
        if missing:
            raise ExecutionEngineError(f"no such column: {', '.join(missing)}")
        batch.tried[asked] = row_rule(name, columns, batch.empty, ignored, values)
    return batch.tried[asked]


def _register(name: str) -> None:
    if name == _SQL_RULE:
        domain_keys, value_keys = (*_DOMAIN, "column_list", "ignore_row_if"), ("condition",)
    else:
        known = get_metric_kwargs(f"{name}.unexpected_count")
        domain_keys, value_keys = known["metric_domain_keys"], known["metric_value_keys"]
    formatted = ("filtered_row_count", "unexpected_index_query", *_DETAILS)
    for suffix in ("condition", "unexpected_count", *formatted):
        keys = (*value_keys, "result_format") if suffix in formatted else value_keys
        answer = _condition_of(name) if suffix == "condition" else None
        register_metric(f"{name}.{suffix}", domain_keys, keys, PolarsExecutionEngine, _RowMetric, answer)


def _register_table_metric(name: str, function: Callable[[pl.DataFrame], Any]) -> None:
    def value(execution_engine: PolarsExecutionEngine, metric_domain_kwargs: Any, **_: Any) -> Any:
        return function(execution_engine.get_domain_records(metric_domain_kwargs))

    known = get_metric_kwargs(name)
    keys = known["metric_domain_keys"], known["metric_value_keys"]
    register_metric(name, *keys, PolarsExecutionEngine, MetricProvider, value)


for _name in RULES:
    _register(_name)
_register_table_metric("table.row_count", lambda frame: frame.height)
_register_table_metric("table.columns", lambda frame: frame.columns)
