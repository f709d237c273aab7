"""What the charts of indicators, levels and money draw, read from their specs."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from dashboard.charts.levels import level_ranges
from dashboard.charts.trend import indicator_trend
from dashboard.charts.years import year_pairs
from dashboard.language import Language
from dashboard.theme import ACCENT, QUIET
from tests.dashboard.test_charts import data_of, marks

DUTCH = Language("nl")
TREND = pl.DataFrame(
    {
        "year": ["2023", "2024", "2025", "2026"],
        "value": [None, 0.5, 0.7, 0.72],
        "label": [None, "50%", "70%", "72%"],
        "path": [None, None, 0.6, 0.8],
        "path_label": [None, None, "60%", "80%"],
        "is_break": [False, False, True, False],
        "is_under_way": [False, False, False, True],
    }
)
LEVELS = pl.DataFrame(
    {
        "round": ["2024-2", "2025-1", "2025-2"],
        "level_mean": [2.0, 3.55, 3.0],
        "level_lowest": [1.0, 3.0, 2.0],
        "level_highest": [3.0, 4.0, 4.0],
        "reviews": [5, 4, 6],
    }
)
YEARS = pl.DataFrame({"year": ["2025", "2026"], "planned": [1184300.0, 900.0], "realised": [772600.0, None]})


@pytest.mark.parametrize(
    "spec",
    [indicator_trend(TREND, DUTCH, "Coach"), level_ranges(LEVELS, DUTCH), year_pairs(YEARS, DUTCH, "Begroot", "Echt")],
    ids=["trend", "levels", "years"],
)
def test_a_chart_is_dutch_fits_its_place_and_takes_its_text_colour_from_the_page(spec: dict[str, Any]) -> None:
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["text"]["color"] == "currentColor"
    assert spec["width"] == "container"
    assert all(layer["mark"].get("color", "currentColor") == "currentColor" for layer in marks(spec, "text"))


def test_a_trend_starts_at_zero_has_every_year_and_does_not_run_over_a_break() -> None:
    spec = indicator_trend(TREND, DUTCH, "Coach")
    path, line = marks(spec, "line")
    assert line["encoding"]["y"]["scale"]["domain"] == [0.0, pytest.approx(1.08)]
    assert line["encoding"]["x"]["scale"]["domain"] == ["2023", "2024", "2025", "2026"]
    assert line["encoding"]["detail"]["field"] == "segment"
    assert [row["segment"] for row in data_of(spec, line)] == [0, 0, 1, 1]
    assert path["mark"]["strokeDash"] == [4, 4]
    rule, said = marks(spec, "rule")[0], marks(spec, "text")[-1]
    assert [row["year"] for row in data_of(spec, rule)] == ["2025"]
    assert data_of(spec, said)[0]["said"] == "nieuwe definitie"


def test_a_year_that_is_not_over_has_an_open_point() -> None:
    point = marks(indicator_trend(TREND, DUTCH, "Coach"), "point")[0]
    fill = point["encoding"]["fill"]
    assert fill["condition"]["test"] == "datum.is_under_way"
    assert fill["condition"]["value"] == "transparent"
    assert fill["value"] == ACCENT


def test_a_value_that_is_not_there_has_no_point() -> None:
    spec = indicator_trend(TREND, DUTCH, "Coach")
    assert [row["year"] for point in marks(spec, "point") for row in data_of(spec, point)] == ["2024", "2025", "2026"]


def test_in_a_year_without_a_target_the_tooltip_has_no_path() -> None:
    spec = indicator_trend(TREND, DUTCH, "Coach")
    said = {
        row["year"]: [tip["title"] for tip in point["encoding"]["tooltip"]]
        for point in marks(spec, "point")
        for row in data_of(spec, point)
    }
    with_path = [" ", "Coach", "Pad naar het doel"]
    assert said == {"2024": [" ", "Coach"], "2025": with_path, "2026": with_path}


def test_below_zero_is_drawn_too() -> None:
    lower = TREND.with_columns(value=-pl.col("value"), path=pl.lit(None, pl.Float64))
    domain = marks(indicator_trend(lower, DUTCH, "Groei"), "line")[1]["encoding"]["y"]["scale"]["domain"]
    assert domain == [pytest.approx(-0.972), 1.0]


def test_of_many_years_only_the_first_and_last_have_their_number() -> None:
    many = pl.DataFrame(
        {
            "year": [str(year) for year in range(2015, 2025)],
            "value": [float(n) for n in range(10)],
            "label": [str(n) for n in range(10)],
            "path": [None] * 10,
            "path_label": [None] * 10,
            "is_break": [False] * 10,
            "is_under_way": [False] * 10,
        },
        schema_overrides={"path": pl.Float64, "path_label": pl.String},
    )
    spec = indicator_trend(many, DUTCH, "Aantal")
    assert [row["shown"] for row in data_of(spec, marks(spec, "text")[0])] == ["0", "9"]


def test_levels_stand_on_the_whole_scale_with_their_spread_and_mean() -> None:
    spec = level_ranges(LEVELS, DUTCH)
    spread, line = marks(spec, "rule")[0], marks(spec, "line")[0]
    assert spread["encoding"]["y"]["field"] == "level_lowest"
    assert spread["encoding"]["y2"]["field"] == "level_highest"
    assert line["encoding"]["y"]["axis"]["values"] == [1, 2, 3, 4, 5]
    written = {row["round"]: row["label"] for layer in marks(spec, "text") for row in data_of(spec, layer)}
    assert written == {"2024-2": "2,0", "2025-1": "3,6", "2025-2": "3,0"}


def test_the_number_of_a_level_stands_where_the_line_does_not_run() -> None:
    below, above = marks(level_ranges(LEVELS, DUTCH), "text")
    assert below["mark"]["dy"] > 0
    assert above["mark"]["dy"] < 0
    spec = level_ranges(LEVELS, DUTCH)
    assert [row["round"] for row in data_of(spec, marks(spec, "text")[0])] == ["2024-2"], "the line goes up from here"


def test_amounts_are_whole_euros_and_what_is_not_known_has_no_bar() -> None:
    spec = year_pairs(YEARS, DUTCH, "Begroot", "Gerealiseerd")
    bar = marks(spec, "bar")[0]
    assert [(row["year"], row["kind"], row["label"]) for row in data_of(spec, bar)] == [
        ("2025", "planned", "€\u00a01.184.300"),
        ("2026", "planned", "€\u00a0900"),
        ("2025", "realised", "€\u00a0772.600"),
    ]
    assert bar["encoding"]["color"]["scale"]["range"] == [QUIET, ACCENT]
    assert bar["encoding"]["x"]["scale"]["domain"][0] == 0
    assert bar["encoding"]["yOffset"]["sort"] == ["planned", "realised"]
