"""Decisions on time axes: where they stand, in which row, and what they say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from dashboard.charts.events import EVENTS_SCHEMA, within
from dashboard.charts.months import month_lines
from dashboard.charts.trend import indicator_trend
from dashboard.language import Language
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words
from tests.dashboard.test_charts import MONTHS, data_of, marks
from tests.dashboard.test_steering_charts import TREND

DUTCH = Language("nl")


def events(*days: str) -> pl.DataFrame:
    rows = [(dt.date.fromisoformat(day), str(number), "valideren", f"op {day}") for number, day in enumerate(days, 1)]
    return pl.DataFrame(rows, schema=EVENTS_SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-02-01", "2025-11-01"), [0, 0]),
        # of 365 days 7.5 % is 27: nearer than that the next row is taken, and the first again as soon as it can
        (("2025-02-01", "2025-02-20", "2025-03-01"), [0, 1, 0]),
        (("2025-02-01", "2025-02-02", "2025-02-03"), [0, 1, 2]),
        (("2024-12-31", "2025-06-01", "2026-01-02"), [0]),
        ((), []),
    ],
)
def test_circles_too_near_stand_in_rows_and_what_is_outside_the_axis_is_left_out(
    days: tuple[str, ...], expected: list[int]
) -> None:
    assert within(events(*days), dt.date(2025, 1, 1), dt.date(2026, 1, 1))["row"].to_list() == expected


def test_decisions_stand_above_the_lines_each_with_a_rule_and_what_was_decided() -> None:
    spec = month_lines(MONTHS, DUTCH, "Plaatsingen", 0, events("2024-03-14", "2025-06-19"))
    top = 41 * 1.22  # 12 % above the highest, and 10 % of it for one row of circles
    assert marks(spec, "line")[0]["encoding"]["y"]["scale"]["domain"] == [0, pytest.approx(top)]
    circle, rule = marks(spec, "point")[-1], marks(spec, "rule")[0]
    shown = data_of(spec, circle)
    assert [row["mark"] for row in shown] == ["1", "2"]
    assert all(41 < row["height"] < top for row in shown)
    assert {row["edge"] for row in shown} == {"var(--gg-phase-valideren)"}
    assert circle["encoding"]["stroke"]["scale"] is None
    assert circle["encoding"]["tooltip"] == [{"field": "said", "title": "Besluit", "type": "nominal"}]
    assert rule["mark"]["strokeDash"]


def test_a_trend_has_the_last_decision_of_each_of_its_years_and_tells_all() -> None:
    spec = indicator_trend(TREND, DUTCH, "Coach", events("2022-05-01", "2025-01-23", "2025-06-19"))
    circle, number = marks(spec, "point")[-1], marks(spec, "text")[-1]
    assert [(row["year"], row["mark"], row["said"]) for row in data_of(spec, circle)] == [
        ("2025", "3", "op 2025-01-23; op 2025-06-19")
    ]
    assert number["encoding"]["text"]["field"] == "mark"
    assert spec["height"] == 92 + 22
    assert marks(spec, "line")[1]["encoding"]["y"]["scale"]["range"] == [114, 22]


@pytest.mark.parametrize("spec", [month_lines(MONTHS, DUTCH, "Plaatsingen"), indicator_trend(TREND, DUTCH, "Coach")])
def test_without_decisions_a_chart_stays_as_it_is(spec: dict[str, object]) -> None:
    assert "var(--gg-phase" not in str(spec)


def test_a_pilots_chart_tells_its_decisions_also_in_words(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "plaatsingen", pilot="pilot-mechatronica-noord")
    assert "Mechatronica over de grens: besluit, met het nummer van de fase daarna" in words(texts_of(app))
    alt = app.get("vega_lite_chart")[0].proto.alt
    assert alt.endswith(
        "Besluiten: 14 maart 2024: naar de fase Ontwikkelen; 20 maart 2025: gestopt in de fase Ontwikkelen."
    )
