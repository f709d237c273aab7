"""Retention and gain a year: the estimates that indicators show."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.analysis.gain_by_year import gain_by_year
from pipelines.analysis.outcomes import outcome_effects
from pipelines.analysis.retention_by_year import retention_by_year


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_when_everybody_is_followed_until_the_end_retention_is_the_share_that_passed_day_365(days: list[int]) -> None:
    units = [
        {"scope_id": "p1", "period": 2025, "entry_days": 0, "exit_days": d, "is_exit": True} for d in (*days, 701, 702)
    ]
    (row,) = retention_by_year(pl.DataFrame(units)).to_dicts()
    lasting = sum(d > 365 for d in (*days, 701, 702))
    assert row["survival"] == pytest.approx(lasting / (len(days) + 2))
    assert (row["n"], row["exits"]) == (len(days) + 2, len(days) + 2)
    if row["reason"] is None:
        assert 0 < row["ci_low"] < row["survival"] < row["ci_high"] < 1
    else:
        assert (row["reason"], lasting, row["ci_low"]) == ("geen_uitstroom_tot_hier", len(days) + 2, None)


def pupil(
    number: int, group: str, after: float, *, pilot: str | None = "p1", share: float = 0.5, top: int = 10
) -> dict[str, object]:
    return {
        "student_id": number,
        "school_id": "s",
        "school_year": 2025,
        "outcome": "vakkennis",
        "group_id": group,
        "pilot_id": pilot,
        "scale_min": 1.0,
        "scale_max": float(top),
        "hybrid_share": share,
        "score_before": 4.0,
        "score_after": after,
        "after_on": dt.date(2026, 6, 1),
        "status": "beide",
        "school_sector": "mbo",
        "hybrid_threshold": 0.2,
    }


PUPILS = pl.DataFrame(
    [
        pupil(1, "A", 5.0),
        pupil(2, "A", 7.0),
        pupil(3, "B", 5.0),
        pupil(4, "C", 9.0, top=100),
        pupil(5, "D", 8.0, pilot=None),
        pupil(6, "E", 9.0, share=0.1),
        pupil(7, "F", 4.0, pilot=None, share=0.0),
    ]
)


def test_points_of_different_scales_are_never_averaged() -> None:
    # on 1–10: A gains 2, B 1, D 4; C stands on 1–100, E and F are no hybrid groups
    assert gain_by_year(PUPILS).rows() == [
        ("vakkennis", "programma", 2026, 3, 4, pytest.approx(7 / 3)),
        ("vakkennis", "p1", 2026, 2, 3, 1.5),
    ]


def test_the_same_groups_give_the_gain_of_the_effects() -> None:
    effects = outcome_effects(PUPILS).filter(pl.col("stratum_by").is_in(["alle", "pilot_id"]))
    found = dict(effects.select("stratum", "gain_hybrid").iter_rows())
    assert found == {
        "alle": pytest.approx(gain_by_year(PUPILS)["gain"][0]),
        "p1": pytest.approx(gain_by_year(PUPILS)["gain"][1]),
    }
