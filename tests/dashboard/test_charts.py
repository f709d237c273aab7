"""What charts draw: their encodings, domains, formats and locale, read from their specs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from dashboard.charts.bars import count_bars
from dashboard.charts.look import apart
from dashboard.charts.months import month_bars, month_lines
from dashboard.charts.survival import Stratum, followed_until, survival_curves
from dashboard.language import Language
from dashboard.theme import ACCENT, ALERT, QUIET, SERIES

DUTCH = Language("nl")
MONTHS = pl.DataFrame(
    {
        "month": [dt.date(2023, 1, 31), dt.date(2026, 3, 31)] * 2,
        "series": ["Mbo", "Mbo", "Hbo", "Hbo"],
        "position": [1, 1, 2, 2],
        "value": [10, 40, 5, 41],
    }
)
CURVE = pl.DataFrame(
    {
        "stratum": ["ja", "ja", "ja", "nee", "nee"],
        "days": [0, 100, 900, 0, 50],
        "survival": [1.0, 0.8, 0.6, 1.0, 0.5],
        "ci_low": [None, 0.7, 0.4, None, 0.1],
        "ci_high": [None, 0.9, 0.8, None, 0.9],
        "at_risk": [30, 28, 12, 4, 4],
        "exits": [0, 2, 1, 0, 2],
    }
)
AT_RISK = pl.DataFrame(
    {
        "stratum": ["ja"] * 5 + ["nee"] * 2,
        "days": [0, 182, 365, 547, 730, 0, 182],
        "at_risk": [30, 28, 1200, 15, 9, 4, 2],
    }
)
STRATA = [Stratum("ja", "Ja", 30, 0), Stratum("nee", "Nee", 4, 1)]


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every layer of a spec, however deep."""
    inner = spec.get("layer")
    return [found for layer in inner for found in layers(layer)] if inner else [spec]


def marks(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in layers(spec) if layer["mark"]["type"] == kind]


def data_of(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    source = layer.get("data", spec.get("data"))
    assert source is not None
    rows: list[dict[str, Any]] = spec["datasets"][source["name"]]
    return rows


@pytest.mark.parametrize(
    "spec",
    [
        month_lines(MONTHS, DUTCH, "Plaatsingen"),
        count_bars(pl.DataFrame({"name": ["Docent"], "value": [3]}), DUTCH, "Plaatsingen"),
        survival_curves(CURVE, AT_RISK, STRATA, 730, DUTCH),
    ],
    ids=["lines", "bars", "survival"],
)
def test_a_chart_is_dutch_fits_its_place_and_cuts_no_label(spec: dict[str, Any]) -> None:
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["locale"]["time"]["shortMonths"][4] == "mei"
    assert spec["config"]["axisY"]["labelLimit"] == 0
    assert spec["config"]["text"]["color"] == "currentColor"
    assert spec["width"] == "container"
    assert spec["usermeta"]["embedOptions"]["renderer"] == "svg"


def test_lines_start_at_zero_and_name_themselves_at_their_end() -> None:
    spec = month_lines(MONTHS, DUTCH, "Plaatsingen")
    line, name = marks(spec, "line")[0], marks(spec, "text")[0]
    assert line["encoding"]["y"]["scale"]["domain"] == [0, pytest.approx(45.92)]
    assert line["encoding"]["color"]["scale"]["range"] == [SERIES[1], SERIES[2]]
    assert line["encoding"]["color"]["legend"] is None
    assert {row["label"] for row in data_of(spec, name)} == {"Mbo 40", "Hbo 41"}


def test_names_of_lines_do_not_overlap() -> None:
    spec = month_lines(MONTHS, DUTCH, "Plaatsingen")
    heights = sorted(row["label_height"] for row in data_of(spec, marks(spec, "text")[0]))
    assert heights[1] - heights[0] == pytest.approx(0.075 * 45.92)


@pytest.mark.parametrize(
    ("heights", "expected"),
    [([0.5], [0.5]), ([0.5, 0.9], [0.5, 0.9]), ([0.52, 0.5], [0.6, 0.5]), ([0.5, 0.5, 0.5], [0.5, 0.6, 0.7]), ([], [])],
)
def test_labels_are_moved_no_further_than_needed(heights: list[float], expected: list[float]) -> None:
    assert apart(heights, 0.1) == pytest.approx(expected)


def test_bars_keep_their_order_and_carry_their_number() -> None:
    frame = pl.DataFrame({"name": ["Docent", "Instructeur"], "value": [1200, 30]})
    spec = count_bars(frame, DUTCH, "Plaatsingen")
    bar, number = marks(spec, "bar")[0], marks(spec, "text")[0]
    assert bar["encoding"]["y"]["sort"] is None
    assert bar["encoding"]["x"]["scale"]["domain"][0] == 0
    assert [row["label"] for row in data_of(spec, number)] == ["1.200", "30"]


def test_rejected_rows_stand_on_the_accepted_with_their_number() -> None:
    frame = pl.DataFrame(
        {"month": [dt.date(2026, 1, 1), dt.date(2026, 2, 1)], "accepted": [100, 50], "rejected": [0, 7]}
    )
    spec = month_bars(frame, DUTCH, "Aanvaard", "Afgekeurd")
    assert marks(spec, "bar")[0]["encoding"]["color"]["scale"]["range"] == [ACCENT, ALERT]
    assert [(row["label"], row["total"]) for row in data_of(spec, marks(spec, "text")[0])] == [("7", 57)]


def test_a_curve_steps_over_the_whole_scale_and_ends_where_shown() -> None:
    spec = survival_curves(CURVE, AT_RISK, STRATA, 730, DUTCH)
    line = marks(spec, "line")[-1]
    assert line["mark"]["interpolate"] == "step-after"
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 1]
    assert line["encoding"]["y"]["axis"]["format"] == ".0%"
    assert line["encoding"]["x"]["scale"]["domain"] == [0, 2]
    drawn = [(row["days"], row["survival"]) for row in data_of(spec, line)]
    assert drawn == [(0, 1.0), (100, 0.8), (730, 0.8)]


def test_a_small_stratum_is_thin_and_has_no_band() -> None:
    spec = survival_curves(CURVE, AT_RISK, STRATA, 730, DUTCH)
    band = marks(spec, "area")[0]
    assert {row["stratum"] for row in data_of(spec, band)} == {"ja"}
    widths = {data_of(spec, line)[0]["stratum"]: line["mark"]["strokeWidth"] for line in marks(spec, "line")}
    assert widths["nee"] < widths["ja"]


def test_numbers_at_risk_stand_on_the_years_of_the_axis() -> None:
    spec = survival_curves(CURVE, AT_RISK, STRATA, 730, DUTCH)
    below = [layer for layer in marks(spec, "text") if "value" in layer["encoding"]["y"]]
    written = {(row["years"], row["text"]) for layer in below for row in data_of(spec, layer)}
    assert {(0, "30"), (1, "1.200"), (2, "9"), (0, "4")} <= written
    assert all(layer["encoding"]["x"]["scale"]["domain"] == [0, 2] for layer in below)


def test_a_stratum_in_the_background_is_grey_and_unnamed() -> None:
    strata = [STRATA[0], Stratum("nee", "Nee", 40, None)]
    spec = survival_curves(CURVE, AT_RISK, strata, 730, DUTCH)
    assert marks(spec, "line")[0]["encoding"]["color"]["scale"]["range"] == [SERIES[0], QUIET]
    names = [row["name"] for layer in marks(spec, "text") for row in data_of(spec, layer) if "name" in row]
    assert names == ["Ja"]


def test_a_curve_is_shown_as_long_as_ten_are_followed() -> None:
    assert followed_until(AT_RISK) == 547
    assert followed_until(AT_RISK.filter(pl.col("at_risk") < 5)) == 365
