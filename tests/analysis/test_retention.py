"""The retention marts on tiny data, by hand: which rows there are, what is null, and why."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.placement_strata import STRATA
from pipelines.analysis.retention import CURVE, SUMMARY, retention_curve, retention_summary
from tests.analysis.observations import history


def curve_of(frame: pl.DataFrame, *columns: str, by: str = "alle") -> list[tuple[Any, ...]]:
    wanted = columns or ("days", "at_risk", "exits", "survival", "reason")
    return retention_curve(frame).filter(pl.col("stratum_by") == by).select(wanted).rows()


def summary_of(frame: pl.DataFrame, stratum: str = "alle", by: str = "alle") -> dict[str, Any]:
    found = retention_summary(frame).filter((pl.col("stratum_by") == by) & (pl.col("stratum") == stratum))
    assert found.height == 1
    return found.row(0, named=True)


def assert_holds(row: dict[str, Any], **expected: Any) -> None:
    assert {name: row[name] for name in expected} == expected


def test_the_curve_has_day_zero_each_day_with_an_exit_and_the_last_day() -> None:
    frame = history((0, 5, 1), (0, 5, 0), (2, 8, 1), (0, 12, 0), (0, 12, 0))
    assert curve_of(frame) == [
        (0, 4, 0, 1.0, "geen_uitstroom_tot_hier"),
        (5, 5, 1, 0.8, None),
        (8, 3, 1, pytest.approx(0.8 * 2 / 3, abs=1e-12), None),
        (12, 2, 0, pytest.approx(0.8 * 2 / 3, abs=1e-12), None),
    ]


def test_an_exit_on_the_last_day_is_not_repeated() -> None:
    frame = history((0, 5, 1), (0, 9, 1), (0, 9, 0))
    assert [row[0] for row in curve_of(frame)] == [0, 5, 9]


def test_day_zero_counts_those_followed_from_their_start_only() -> None:
    assert curve_of(history((3, 8, 1), (4, 9, 0)))[0] == (0, 0, 0, 1.0, "geen_uitstroom_tot_hier")


def test_everybody_censored_is_a_flat_curve_without_interval() -> None:
    frame = history((0, 800, 0), (0, 900, 0), (10, 750, 0))
    assert curve_of(frame, "days", "at_risk", "survival", "ci_low", "ci_high", "reason") == [
        (0, 2, 1.0, None, None, "geen_uitstroom_tot_hier"),
        (900, 1, 1.0, None, None, "geen_uitstroom_tot_hier"),
    ]
    row = summary_of(frame)
    assert_holds(row, n=3, exits=0, median_days=None, median_low=None, median_high=None, rmst_730=730.0)
    assert_holds(row, rmst_730_se=0.0, reason="mediaan_niet_bereikt")


def test_one_person_who_leaves() -> None:
    frame = history((0, 40, 1))
    assert curve_of(frame, "days", "survival", "ci_low", "ci_high", "reason") == [
        (0, 1.0, None, None, "geen_uitstroom_tot_hier"),
        (40, 0.0, None, None, "niemand_over"),
    ]
    assert_holds(summary_of(frame), n=1, exits=1, persons=1, median_days=40, median_low=None, median_high=None)
    assert_holds(summary_of(frame), rmst_730=40.0, rmst_730_se=0.0, reason="grens_mediaan_niet_bereikt")


def test_one_person_who_stays() -> None:
    assert_holds(summary_of(history((0, 800, 0))), n=1, exits=0, median_days=None, rmst_730=730.0)


def test_interval_is_null_where_one_is_at_risk() -> None:
    frame = history((0, 5, 1), (0, 6, 0), (0, 9, 0))
    rows = curve_of(frame, "days", "at_risk", "ci_low", "ci_high", "reason")
    assert rows[-1] == (9, 1, None, None, "een_in_risicogroep")
    assert rows[1][2] is not None


def test_interval_by_hand() -> None:
    # S = 3/4, Greenwood's sum 1/(4·3): exp(ln S · exp(±1.959964 · √(1/12) / ln S))
    ((_, low, high), *_) = curve_of(history((0, 5, 1), *[(0, 9, 0)] * 3), "days", "ci_low", "ci_high")[1:]
    assert (low, high) == (pytest.approx(0.127947, abs=5e-7), pytest.approx(0.960549, abs=5e-7))


def test_the_example_of_late_entry_after_zero() -> None:
    frame = history((0, 5, 1), (10, 20, 1), (10, 30, 0))
    assert curve_of(frame) == [
        (0, 1, 0, 1.0, "geen_uitstroom_tot_hier"),
        (5, 1, 1, 0.0, "nul_door_late_instroom"),
        (20, 2, 1, 0.0, "nul_door_late_instroom"),
        (30, 1, 0, 0.0, "nul_door_late_instroom"),
    ]
    row = summary_of(frame)
    assert_holds(row, n=3, exits=2, median_days=None, median_low=None, median_high=None)
    assert_holds(row, rmst_730=None, rmst_730_se=None, reason="nul_door_late_instroom")


def test_nobody_at_risk_between_two_entries() -> None:
    frame = history((0, 5, 1), (0, 6, 0), (0, 7, 0), (10, 20, 1), (10, 800, 0))
    row = summary_of(frame)
    assert_holds(row, rmst_730=None, rmst_730_se=None, median_days=20)
    # 2/3 with Greenwood's sum 1/6 on day 5: from 0.054; 1/3 with 1/6 + 1/2 on day 20: to 0.77
    assert_holds(row, median_low=5, median_high=None, reason="grens_mediaan_niet_bereikt, gat_in_risicogroep")


def test_follow_up_too_short_for_the_restricted_mean() -> None:
    row = summary_of(history((0, 5, 1), (0, 6, 1), (0, 729, 0)))
    assert_holds(row, rmst_730=None, reason="grens_mediaan_niet_bereikt, volgduur_te_kort")
    row = summary_of(history((0, 5, 1), (0, 6, 1), (0, 730, 0)))
    # 1 until 5, 2/3 until 6, 1/3 until 730
    assert_holds(row, rmst_730=pytest.approx(5 + 2 / 3 + 724 / 3, abs=1e-9), reason="grens_mediaan_niet_bereikt")


def test_the_last_at_risk_who_leaves_by_an_exit_ends_the_restricted_mean() -> None:
    row = summary_of(history((0, 100, 1), (0, 300, 1)))
    assert_holds(row, rmst_730=pytest.approx(200.0, abs=1e-9), reason="grens_mediaan_niet_bereikt")


def test_without_anybody_at_risk_from_the_start_there_is_no_restricted_mean() -> None:
    frame = history((300, 400, 1), (310, 900, 0), (320, 900, 0))
    assert_holds(summary_of(frame), rmst_730=None, rmst_730_se=None)
    assert_holds(summary_of(frame), reason="mediaan_niet_bereikt, begin_niet_waargenomen")
    # one day unobserved is unobserved; one who was there from the start is enough
    late = summary_of(history((1, 900, 0), (320, 900, 0)))
    assert_holds(late, rmst_730=None, reason="mediaan_niet_bereikt, begin_niet_waargenomen")
    begun = summary_of(history((300, 400, 1), (310, 900, 0), (320, 900, 0), (0, 900, 0)))
    # S = 3/4 from day 400
    assert_holds(begun, rmst_730=pytest.approx(400 + 330 * 3 / 4, abs=1e-9), reason="mediaan_niet_bereikt")


def test_a_limit_of_the_median_that_is_never_reached_is_told() -> None:
    # 3/4 with Greenwood's sum 1/12 on day 5: 0.128–0.961; 1/2 with 1/4 on day 6: 0.058–0.845; then 0
    row = summary_of(history((0, 5, 1), (0, 6, 1), (0, 900, 0), (0, 900, 0)))
    assert_holds(row, median_days=6, median_low=5, median_high=None, reason="grens_mediaan_niet_bereikt")
    row = summary_of(history(*[(0, 5, 1)] * 30, *[(0, 900, 0)] * 10))
    assert_holds(row, median_days=5, median_low=5, median_high=5, reason=None)


def test_several_reasons_stand_side_by_side() -> None:
    row = summary_of(history((0, 5, 1), (0, 20, 0), (0, 20, 0)))
    assert_holds(row, median_days=None, rmst_730=None, reason="mediaan_niet_bereikt, volgduur_te_kort")


def test_an_exit_on_the_entry_day_is_no_exposure() -> None:
    frame = history((0, 0, 1), (7, 7, 1), (9, 4, 1), (0, 8, 1), (0, 900, 0))
    assert_holds(summary_of(frame), n=2, exits=1, n_no_exposure=3, n_missing_followup=0)


def test_without_an_observation_after_entry_follow_up_is_missing() -> None:
    frame = history((0, None, 0), (5, 5, 0), (9, 4, 0), (0, 900, 0))
    assert_holds(summary_of(frame), n=1, exits=0, n_no_exposure=0, n_missing_followup=3)


def test_the_end_of_a_pilot_is_a_censoring_also_before_entry() -> None:
    frame = history((5, 5, 0), (0, 9, 0), (0, 900, 0), has_ended=[True, True, False])
    assert_holds(summary_of(frame), n=2, exits=0, n_no_exposure=1, n_missing_followup=0)


def test_nobody_with_exposure_has_a_row_of_counts_and_no_curve() -> None:
    frame = history((0, 0, 1), (3, None, 0))
    assert curve_of(frame) == []
    row = summary_of(frame)
    assert_holds(row, n=0, exits=0, persons=0, n_no_exposure=1, n_missing_followup=1, reason="geen_waarneming")
    assert_holds(row, median_days=None, rmst_730=None)


def test_persons_entries_ends_and_continuations_are_counted_among_those_with_exposure() -> None:
    frame = history(
        (0, 10, 1),
        (0, 20, 1),
        (0, 30, 0),
        (9, 9, 1),
        professional_id=["R1", "R1", "R2", "R3"],
        is_entry_assumed=[True, False, True, True],
        is_vanished=[False, False, True, True],
        is_continued=[True, False, True, True],
    )
    assert_holds(summary_of(frame), n=3, persons=2, n_entry_assumed=2, n_vanished=1, n_continued=1)
    assert_holds(summary_of(frame), note="meer_plaatsingen_per_persoon")


def test_a_note_says_of_each_stratum_whether_a_person_counts_more_than_once() -> None:
    persons = {"professional_id": ["R1", "R1", "R2", "R1"], "coach": ["ja", "ja", "nee", "nee"]}
    frame = history((0, 10, 1), (0, 20, 1), (0, 30, 0), (0, 40, 0), **persons)
    assert_holds(summary_of(frame, "ja", "coach"), n=2, persons=1, note="meer_plaatsingen_per_persoon")
    assert_holds(summary_of(frame, "nee", "coach"), n=2, persons=2, note=None)


def test_every_stratum_has_rows_and_everybody_comes_first() -> None:
    frame = history((0, 5, 1), (0, 9, 0), (0, 7, 1), coach=["ja", "nee", "nee"])
    found = retention_summary(frame).select("stratum_by", "stratum", "n").rows()
    assert found[0] == ("alle", "alle", 3)
    assert [row for row in found if row[0] == "coach"] == [("coach", "ja", 1), ("coach", "nee", 2)]
    assert {by for by, _, _ in found} == {"alle", *STRATA}


def pairs(count: int) -> list[tuple[int, int, int]]:
    """Exits on days 1, 2, … for two strata of equal fate."""
    return [(0, day, 1) for day in range(1, count + 1) for _ in range(2)]


def test_the_same_test_stands_on_every_row_of_its_stratum_and_never_on_everybody() -> None:
    frame = history(*pairs(10), coach=["ja", "nee"] * 10)
    rows = retention_summary(frame).filter(pl.col("stratum_by") == "coach")
    assert rows.select("logrank_chi2", "logrank_df", "logrank_p").rows() == [
        (pytest.approx(0, abs=1e-12), 1, pytest.approx(1, abs=1e-6)),
        (pytest.approx(0, abs=1e-12), 1, pytest.approx(1, abs=1e-6)),
    ]
    assert rows["reason"].to_list() == [None, None]
    assert_holds(summary_of(frame), logrank_chi2=None, logrank_df=None, logrank_p=None, reason=None)


def test_unknown_is_shown_and_left_out_of_the_test() -> None:
    known = history(*pairs(10), coach=["ja", "nee"] * 10)
    others = history(*[(0, 400, 1)] * 5, coach=["onbekend"] * 5)
    rows = retention_summary(pl.concat([known, others])).filter(pl.col("stratum_by") == "coach")
    assert rows.select("stratum", "n", "logrank_df").rows() == [("ja", 10, 1), ("nee", 10, 1), ("onbekend", 5, 1)]
    assert rows["logrank_chi2"].to_list() == [pytest.approx(0, abs=1e-12)] * 3


def test_fewer_than_two_known_strata_cannot_be_compared() -> None:
    frame = history(*pairs(10), coach=["ja", "onbekend"] * 10)
    rows = retention_summary(frame).filter(pl.col("stratum_by") == "coach")
    assert rows.select("stratum", "logrank_chi2", "logrank_df", "logrank_p", "reason").rows() == [
        ("ja", None, None, None, "geen_vergelijking"),
        ("onbekend", None, None, None, "geen_vergelijking"),
    ]


def test_a_stratum_never_at_risk_at_an_exit_does_not_count() -> None:
    frame = history((0, 5, 1), (0, 9, 1), (0, 3, 0), coach=["ja", "ja", "nee"])
    assert summary_of(frame, "nee", "coach")["reason"].split(", ")[-1] == "geen_vergelijking"


def test_few_exits_are_said_beside_the_test() -> None:
    frame = history(*pairs(4), coach=["ja", "nee"] * 4)
    row = summary_of(frame, "ja", "coach")
    assert (row["logrank_df"], row["reason"]) == (1, "grens_mediaan_niet_bereikt, weinig_uitstroom")


def test_no_placements_give_no_rows() -> None:
    assert retention_curve(history()).schema == pl.Schema(CURVE)
    assert retention_summary(history()).schema == pl.Schema(SUMMARY)
    assert (retention_curve(history()).height, retention_summary(history()).height) == (0, 0)


def test_each_number_that_is_missing_has_a_reason() -> None:
    frame = history(
        (0, 5, 1),
        (10, 20, 1),
        (10, 30, 0),
        (0, 0, 1),
        (0, 40, 1),
        (0, 800, 0),
        function=["docent", "docent", "gastdocent", "x", "y", "y"],
        coach=["ja"] * 4 + ["ja", "nee"],
    )
    curve, summary = retention_curve(frame), retention_summary(frame)
    assert curve.filter(pl.col("ci_low").is_null() & pl.col("reason").is_null()).is_empty()
    figures = pl.col("median_days", "median_low", "median_high", "rmst_730", "rmst_730_se")
    missing = pl.any_horizontal(figures.is_null())
    assert summary.filter(missing & pl.col("reason").is_null()).is_empty()


def test_the_console_stays_silent(capfd: pytest.CaptureFixture[str]) -> None:
    degenerate = history((0, 5, 1), (10, 20, 1), (10, 30, 0), (0, 0, 1), (0, None, 0), coach=["a", "b", "a", "c", "d"])
    retention_curve(degenerate)
    retention_summary(degenerate)
    assert capfd.readouterr() == ("", "")
