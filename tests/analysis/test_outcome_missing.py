"""Who is counted and who is not: always the pupils of the contrast, and nobody twice."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.analysis.outcome_missing import MISSING, STATUSES, outcome_missing
from pipelines.analysis.outcomes import outcome_effects
from tests.analysis.test_outcomes import HYBRID, OTHERS, pupils

OF_PILOT = tuple({**g, "pilot_id": "p1"} for g in HYBRID)
COLUMNS = ("pupils", "n_both", "n_scale_not_used", *STATUSES)


def row_of(frame: pl.DataFrame, by: str = "alle", stratum: str = "alle") -> dict[str, Any]:
    found = outcome_missing(frame).filter(pl.col("stratum_by") == by, pl.col("stratum") == stratum)
    (row,) = found.to_dicts()
    return row


def test_every_pupil_is_counted_once_under_what_became_of_it() -> None:
    lost = [
        {**HYBRID[0], "status": status, "scores": [(5, 5)] * count} for count, status in enumerate(STATUSES.values(), 1)
    ]

    row = row_of(pupils(*HYBRID, *OTHERS, *lost))

    assert [row[name] for name in COLUMNS] == [18, 8, 0, 1, 2, 3, 4]


def test_who_was_measured_on_a_scale_that_fewer_had_stands_apart_and_so_in_each_stratum() -> None:
    other_scale = {"group_id": "s1", "hybrid_share": 0.9, "scale_max": 100.0, "scores": [(50, 90)] * 3}
    elsewhere = {**other_scale, "school_id": "school-b"}
    frame = pupils(*HYBRID, *OTHERS, other_scale, elsewhere)

    everybody = row_of(frame)
    here, there = (row_of(frame, "school_id", school) for school in ("school-a", "school-b"))

    figures = ("pupils", "n_both", "n_scale_not_used")
    assert [everybody[name] for name in figures] == [14, 8, 6]
    assert [here[name] for name in figures] == [11, 8, 3]
    assert [there[name] for name in figures] == [3, 3, 0]


def test_beside_a_pilot_stand_the_pupils_that_it_is_compared_with() -> None:
    lost = [
        {**OTHERS[0], "status": "alleen_voor", "scores": [(5, None)]},
        {**OTHERS[0], "group_id": "c9", "status": "alleen_na", "scores": [(None, 5)]},
        {**OTHERS[0], "school_id": "school-b", "status": "alleen_voor", "scores": [(5, None)]},  # no hybrid group there
        {**OTHERS[0], "school_year": 2024, "status": "alleen_voor", "scores": [(5, None)]},
        {**OF_PILOT[0], "status": "andere_groep", "scores": [(5, 5)]},
        {**OTHERS[0], "group_id": "x1", "pilot_id": "p2"},
        {"group_id": "h9", "hybrid_share": 0.9, "scores": [(1, 9), (2, 9)]},
    ]

    row = row_of(pupils(*OF_PILOT, *OTHERS, *lost), "pilot_id", "p1")

    assert [row[name] for name in COLUMNS] == [5, 4, 0, 0, 0, 1, 0]
    assert (row["comparison_pupils"], row["comparison_both"]) == (6, 4)


def test_a_pilot_without_hybrid_group_is_compared_with_nobody() -> None:
    row = row_of(pupils(*HYBRID, *OTHERS, {**OTHERS[0], "group_id": "x1", "pilot_id": "p2"}), "pilot_id", "p2")

    assert [row[name] for name in COLUMNS] == [2, 2, 0, 0, 0, 0, 0]
    assert (row["comparison_pupils"], row["comparison_both"]) == (0, 0)


def test_only_of_a_pilot_those_it_is_compared_with_are_apart() -> None:
    row = row_of(pupils(*HYBRID, *OTHERS))

    assert (row["comparison_pupils"], row["comparison_both"]) == (None, None)


def test_no_pupils_give_no_rows() -> None:
    assert outcome_missing(pupils()).schema == pl.Schema(MISSING)
    assert outcome_missing(pupils()).height == 0


GROUPS = st.lists(
    st.fixed_dictionaries(
        {
            "outcome": st.sampled_from(["vakkennis", "beroepsbeeld"]),
            "school_id": st.sampled_from(["school-a", "school-b"]),
            "school_year": st.sampled_from([2024, 2025]),
            "group_id": st.sampled_from(["g1", "g2", "g3"]),
            "pilot_id": st.sampled_from([None, "p1", "p2"]),
            "scale_max": st.sampled_from([5.0, 10.0]),
            "hybrid_share": st.sampled_from([0.0, 0.1, 0.5]),
            "status": st.sampled_from(["beide", "beide", "beide", *STATUSES.values()]),
            "scores": st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=3),
        }
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)  # a busy machine takes its time
@given(GROUPS)
def test_those_counted_are_those_of_the_contrast_on_every_row(groups: list[dict[str, Any]]) -> None:
    frame = pupils(*groups)
    key = ["outcome", "stratum_by", "stratum"]
    missing, effects = outcome_missing(frame), outcome_effects(frame)

    assert missing.select(key).sort(key).equals(effects.select(key).sort(key))
    both = missing.join(effects, on=key)
    of_groups = both.filter(pl.col("stratum_by") != "pilot_id")
    assert of_groups.filter(pl.col("n_both") != pl.col("n_hybrid") + pl.col("n_comparison")).is_empty()
    of_pilots = both.filter(pl.col("stratum_by") == "pilot_id")
    assert of_pilots.filter(pl.col("comparison_both") != pl.col("n_comparison")).is_empty()
    assert of_pilots.filter(pl.col("comparison_both") > pl.col("comparison_pupils")).is_empty()
    assert missing.filter(pl.col("pupils") != pl.sum_horizontal(COLUMNS[1:])).is_empty()
    silent = pl.any_horizontal(pl.col("hedges_g", "p_value").is_null()) & pl.col("reason").is_null()
    assert effects.filter(silent).is_empty()
