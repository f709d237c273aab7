"""What the charts of exits and of published retention draw, read from their specs."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.charts.exits import REST, exit_areas, highest_share
from dashboard.charts.published_curve import published_points
from dashboard.charts.survival import Stratum
from dashboard.language import Language
from dashboard.theme import PHASE_COLOURS, QUIET, SERIES
from tests.dashboard.test_charts import data_of, marks

DUTCH = Language("nl")
INCIDENCE = pl.DataFrame(
    {
        "stratum": ["alle"] * 6,
        "name": ["Naar school", "Overig"] * 3,
        "position": [0, REST] * 3,
        "days": [0, 0, 100, 100, 900, 900],
        "cumulative_incidence": [0.0, 0.0, 0.1, 0.05, 0.2, 0.05],
    }
)
EXITS = exit_areas(INCIDENCE, 547, 730, 0.5, DUTCH)
CURVE = pl.DataFrame(
    {
        "stratum": ["hbo", "hbo", "mbo", "mbo"],
        "days": [0, 365, 0, 182],
        "survival": [1.0, 0.79, 1.0, 0.81],
        "ci_low": [None, 0.72, None, 0.68],
        "ci_high": [None, 0.85, None, 0.89],
        "at_risk": [70, 1050, 50, 35],
    }
)
BOTH = [Stratum("mbo", "Mbo", 0, 1), Stratum("hbo", "Hbo", 0, 2)]


def test_reasons_stand_on_each_other_the_rest_on_top_until_the_end_of_what_is_shown() -> None:
    area = marks(EXITS, "area")[0]
    drawn = {(row["name"], row["days"]): (row["low"], row["high"]) for row in data_of(EXITS, area)}
    assert drawn == {
        ("Naar school", 0): pytest.approx((0.0, 0.0)),
        ("Naar school", 100): pytest.approx((0.0, 0.1)),
        ("Naar school", 547): pytest.approx((0.0, 0.1)),
        ("Overig", 0): pytest.approx((0.0, 0.0)),
        ("Overig", 100): pytest.approx((0.1, 0.15)),
        ("Overig", 547): pytest.approx((0.1, 0.15)),
    }
    assert area["mark"]["interpolate"] == "step-after"
    assert (area["encoding"]["y"]["field"], area["encoding"]["y2"]["field"]) == ("low", "high")


def test_shares_of_exits_have_the_axis_that_was_asked_for_with_room_for_the_names() -> None:
    encoding = marks(EXITS, "area")[0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == [0, 0.5]
    assert encoding["y"]["axis"]["format"] == ".0%"
    assert encoding["y"]["axis"]["values"] == [0, 0.25, 0.5]
    assert encoding["x"]["scale"]["domain"] == [0, pytest.approx(2 / 0.6)]
    assert encoding["x"]["axis"]["values"] == [0, 1, 2]


def test_a_reason_has_no_colour_of_a_phase_and_the_rest_is_grey() -> None:
    scale = marks(EXITS, "area")[0]["encoding"]["color"]["scale"]
    assert scale["domain"] == ["Naar school", "Overig"]
    assert scale["range"] == [SERIES[0], QUIET]
    assert not {colour for pair in PHASE_COLOURS.values() for colour in pair} & set(scale["range"])


def test_a_reason_is_named_at_its_end_with_its_share_above_the_axis() -> None:
    name = next(layer for layer in marks(EXITS, "text") if layer["mark"].get("lineBreak"))
    labels = {row["label"]: row["label_height"] for row in data_of(EXITS, name)}
    assert labels == {"Naar school 10%": pytest.approx(0.05), "Overig 5%": pytest.approx(0.125)}
    assert EXITS["config"]["locale"]["number"]["decimal"] == ","


def test_names_of_thin_areas_neither_overlap_nor_hang_over_the_axis() -> None:
    spec = exit_areas(INCIDENCE.with_columns(pl.col("cumulative_incidence") / 100), 547, 730, 0.5, DUTCH)
    name = next(layer for layer in marks(spec, "text") if layer["mark"].get("lineBreak"))
    heights = [row["label_height"] for row in data_of(spec, name)]
    line = 17 / 240 * 0.5
    assert heights == pytest.approx([line / 2, line / 2 + line])


def test_a_long_name_stands_on_two_lines() -> None:
    spec = exit_areas(
        INCIDENCE.with_columns(name=pl.lit("Blijft hybride, maar elders ") + pl.col("name")), 547, 730, 0.5, DUTCH
    )
    name = next(layer for layer in marks(spec, "text") if layer["mark"].get("lineBreak"))
    assert data_of(spec, name)[0]["label"] == "Blijft hybride,\nmaar elders Naar\nschool 10%"


@pytest.mark.parametrize(("share", "top"), [(0.04, 0.1), (0.1, 0.1), (0.24, 0.3), (0.31, 0.5), (0.76, 1.0), (1.0, 1.0)])
def test_every_stratum_fits_on_the_same_axis(share: float, top: float) -> None:
    frame = pl.DataFrame(
        {"stratum": ["a", "a", "b"], "days": [365, 365, 365], "cumulative_incidence": [share / 2, share / 2, 0.01]}
    )
    assert highest_share(frame) == top
    assert highest_share(frame.clear()) == 0.1


def test_published_points_stand_on_their_days_with_their_intervals_on_the_whole_scale() -> None:
    spec = published_points(CURVE.filter(pl.col("stratum") == "hbo"), [BOTH[1]], 730, DUTCH)
    rule, (start, point) = marks(spec, "rule")[0], marks(spec, "point")[:2]
    assert [(row["years"], row["ci_low"], row["ci_high"]) for row in data_of(spec, rule)] == [(1.0, 0.72, 0.85)]
    assert [(row["years"], row["survival"]) for row in data_of(spec, start)] == [(0.0, 1.0)]
    assert [(row["years"], row["survival"]) for row in data_of(spec, point)] == [(1.0, 0.79)]
    fields = ["name", "days", "survival", "at_risk"]
    assert [tip["field"] for tip in start["encoding"]["tooltip"]] == fields, "at the start there is no interval"
    assert point["encoding"]["y"]["scale"]["domain"] == [0, 1]
    assert point["encoding"]["x"]["scale"]["domain"] == [0, 2.1]
    assert {tip["format"] for tip in point["encoding"]["tooltip"] if "format" in tip} == {",.0f", ".0%"}
    assert marks(spec, "line")[0]["mark"]["strokeDash"] == [2, 4]
    assert not marks(spec, "area")


def test_of_one_stratum_each_point_has_its_share_and_of_several_each_its_name() -> None:
    one = published_points(CURVE.filter(pl.col("stratum") == "hbo"), [BOTH[1]], 730, DUTCH)
    assert [row["share"] for row in data_of(one, marks(one, "text")[0])] == ["79%"]
    several = published_points(CURVE, BOTH, 730, DUTCH)
    assert {row["name"] for row in data_of(several, marks(several, "text")[0])} == {"Mbo", "Hbo"}


def test_points_of_several_strata_stand_beside_each_other_in_the_colours_of_their_code_list() -> None:
    spec = published_points(CURVE, BOTH, 730, DUTCH)
    point = marks(spec, "point")[1]
    assert point["encoding"]["color"]["scale"] == {"domain": ["mbo", "hbo"], "range": [SERIES[1], SERIES[2]]}
    later = {row["name"]: row["years"] * 365 for row in data_of(spec, point) if row["days"]}
    assert later == {"Mbo": pytest.approx(177.5), "Hbo": pytest.approx(369.5)}


def test_how_many_are_followed_stands_under_the_days_on_which_it_is_published() -> None:
    spec = published_points(CURVE, BOTH, 730, DUTCH)
    below = [layer for layer in marks(spec, "text") if "value" in layer["encoding"]["y"]]
    written = {(row["years"], row["text"]) for layer in below for row in data_of(spec, layer)}
    assert {(0.0, "70"), (1.0, "1.050"), (0.0, "Mbo: nog gevolgd, afgerond")} <= written
