"""What every chart says under the pointer: in words of the reader, with Dutch numbers and days, and never "null"."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from typing import Any, Final

import polars as pl
import pytest

from dashboard import charts
from dashboard.charts.bars import count_bars
from dashboard.charts.exits import exit_areas
from dashboard.charts.levels import level_ranges
from dashboard.charts.look import finished
from dashboard.charts.months import month_bars, month_lines
from dashboard.charts.published_curve import published_points
from dashboard.charts.survival import survival_curves
from dashboard.charts.trend import indicator_trend
from dashboard.charts.years import year_pairs
from dashboard.language import Language
from tests.dashboard import test_charts as curves
from tests.dashboard import test_retention_charts as retention
from tests.dashboard import test_steering_charts as steering
from tests.dashboard.test_charts import data_of, layers
from tests.dashboard.test_events import events
from tests.dashboard.test_leeropbrengsten import differences_spec, gains_spec
from tests.dashboard.test_werk_en_cultuur import BOTH, spec_of

DUTCH: Final = Language("nl")
COUNTED: Final = pl.DataFrame({"name": ["Docent"], "value": [3]})
ROWS: Final = curves.MONTHS.select("month", accepted="value", rejected="position").unique("month")
DECIDED: Final = events("2024-03-14", "2025-06-19")
SPECS: Final[dict[str, dict[str, Any]]] = {
    "bars.count_bars": count_bars(COUNTED, DUTCH, "Plaatsingen"),
    "exits.exit_areas": exit_areas(retention.INCIDENCE, 547, 730, 0.5, DUTCH),
    "gains.difference_intervals": differences_spec(),
    "gains.gain_pairs": gains_spec(),
    "levels.level_ranges": level_ranges(steering.LEVELS, DUTCH),
    "months.month_bars": month_bars(ROWS, DUTCH, "Aanvaard", "Afgekeurd"),
    "months.month_lines": month_lines(curves.MONTHS, DUTCH, "Plaatsingen", 1, DECIDED),
    "published_curve.published_points": published_points(retention.CURVE, retention.BOTH, 730, DUTCH),
    "survival.survival_curves": survival_curves(curves.CURVE, curves.AT_RISK, curves.STRATA, 730, DUTCH),
    "trend.indicator_trend": indicator_trend(steering.TREND, DUTCH, "Coach", DECIDED),
    "waves.scale_waves": spec_of(BOTH),
    "years.year_pairs": year_pairs(steering.YEARS, DUTCH, "Begroot", "Gerealiseerd"),
}
_NUMBER: Final = re.compile(r",\.\df|\.\d%")  # with the locale of the chart: 1.234,5 and 12,3%
_DAY: Final = ("%d-%m-%Y", "%B %Y")
_CHART: Final = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def charts_of_the_product() -> set[str]:
    """The functions of dashboard/charts that make a spec."""
    found = set()
    for module in pkgutil.iter_modules(charts.__path__):
        members = vars(importlib.import_module(f"{charts.__name__}.{module.name}"))
        own = {n: m for n, m in members.items() if inspect.isfunction(m) and m.__module__.endswith(f".{module.name}")}
        found |= {f"{module.name}.{name}" for name, made in own.items() if made.__annotations__["return"] == "Spec"}
    return found - {f"look.{finished.__name__}"}


def tips(spec: dict[str, Any]) -> list[tuple[dict[str, Any], list[Any]]]:
    """The entries of all tooltips of a chart, each with the values that it tells."""
    return [
        (tip, [row[tip["field"]] for row in data_of(spec, layer)])
        for layer in layers(spec)
        for tip in layer["encoding"].get("tooltip", [])
    ]


def test_every_chart_is_looked_at() -> None:
    assert set(SPECS) == charts_of_the_product()


@_CHART
def test_numbers_and_days_have_a_dutch_format_and_all_else_is_ready_text(spec: dict[str, Any]) -> None:
    assert tips(spec)
    for tip, values in tips(spec):
        if tip["type"] == "quantitative":
            assert _NUMBER.fullmatch(tip["format"]), tip
        elif tip["type"] == "temporal":
            assert tip["format"] in _DAY, tip
        else:
            assert "format" not in tip
            assert {type(value) for value in values} <= {str}, tip


@_CHART
def test_a_tooltip_says_nothing_of_what_is_not_there(spec: dict[str, Any]) -> None:
    """Of a value that is null the browser writes "null"."""
    assert [tip["field"] for tip, values in tips(spec) if None in values] == []


@_CHART
def test_each_entry_of_a_tooltip_is_called_as_readers_call_it(spec: dict[str, Any]) -> None:
    assert [tip["field"] for tip, _ in tips(spec) if tip.get("title", tip["field"]) == tip["field"]] == []


@_CHART
def test_a_mark_without_a_tooltip_of_its_own_has_none(spec: dict[str, Any]) -> None:
    """Streamlit's theme would give it one, of column names and unrounded numbers."""
    assert spec["config"]["mark"] == {"tooltip": None}
    assert not [layer for layer in layers(spec) if "tooltip" in layer["mark"]]
