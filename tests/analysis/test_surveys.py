"""Surveys by the rules of estimators.md, with hand calculations for each of its sentences."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.surveys import survey_scales
from tests.analysis.answers import Answers, each, survey

NOTHING = ("n", "mean", "sd", "invited", "response", "n_incomplete", "n_other_range", "n_paired", "change")


def only(frame: pl.DataFrame) -> dict[str, Any]:
    (row,) = survey_scales(frame).to_dicts()
    return row


def later(earlier: Answers, later: Answers, threshold: int = 3, **standing: Any) -> dict[str, Any]:
    """The row of the later of two waves."""
    waves = [
        survey(answers, threshold=threshold, **{"wave": wave, **standing})
        for wave, answers in (("2024-2", earlier), ("2025-2", later))
    ]
    return survey_scales(pl.concat(waves)).filter(pl.col("wave") == "2025-2").to_dicts()[0]


# Scores


def test_mean_and_standard_deviation_of_scale_scores() -> None:
    row = only(survey({"a": [1, 2], "b": [3, 4], "c": [5, 5]}))

    # scores 1.5, 3.5 and 5: mean 10/3, squared distances (3.3611 + 0.0278 + 2.7778) / 2
    assert (row["n"], row["mean"]) == (3, pytest.approx(10 / 3))
    assert row["sd"] == pytest.approx(1.7559423, abs=1e-6)
    assert (row["scale_min"], row["scale_max"]) == (1, 5)


def test_a_reversed_item_is_lowest_plus_highest_minus_score() -> None:
    # on 0–10: 10 − 2 = 8, 10 − 4 = 6, 10 − 0 = 10; with the other item 7, 7 and 9
    answers = {"a": [6, 2], "b": [8, 4], "c": [8, 0]}

    row = only(survey(answers, turned=[2], scale_min=0.0, scale_max=10.0))

    assert row["mean"] == pytest.approx(23 / 3)


def test_items_are_turned_round_before_a_mean_of_those_that_are_answered() -> None:
    row = only(survey({"a": [None, 1], "b": [None, 2], "c": [None, 3]}, items=2, turned=[2]))

    assert row["mean"] == pytest.approx(4.0)


@pytest.mark.parametrize(("items", "answered", "counts"), [(3, 1, False), (3, 2, True), (4, 2, True), (5, 2, False)])
def test_a_score_takes_half_of_the_items_rounded_up(items: int, answered: int, counts: bool) -> None:
    whole = {name: [2.0] * items for name in "abc"}

    row = only(survey({**whole, "d": [4.0] * answered + [None] * (items - answered)}, items=items, threshold=1))

    assert (row["n"], row["n_incomplete"]) == ((4, 0) if counts else (3, 1))
    assert row["mean"] == (2.5 if counts else 2.0)


def test_only_the_range_of_most_respondents_is_used_and_the_others_are_counted() -> None:
    usual = survey(each(1, 3, 5, 3), threshold=2)
    other = survey({"x": [90], "y": [70]}, threshold=2, scale_min=0.0, scale_max=100.0)

    row = only(pl.concat([other, usual]))

    assert (row["n"], row["mean"], row["scale_max"], row["n_other_range"], row["n_incomplete"]) == (4, 3.0, 5.0, 2, 0)


def test_of_two_ranges_with_as_many_respondents_the_lower_is_used() -> None:
    usual = survey(each(1, 3, 5))
    other = survey({"x": [90], "y": [70], "z": [80]}, scale_min=0.0, scale_max=100.0)

    assert only(pl.concat([other, usual]))["scale_max"] == 100.0


# Response


def test_response_is_respondents_over_invited() -> None:
    row = only(survey(each(1, 3, 5), invited=12))

    assert (row["invited"], row["response"]) == (12, 0.25)
    assert row["reason"] == "geen_eerdere_meting"


def test_without_an_invited_count_there_is_no_response() -> None:
    row = only(survey(each(1, 3, 5)))

    assert (row["invited"], row["response"]) == (None, None)
    assert row["reason"] == "uitnodigingen_onbekend, geen_eerdere_meting"


def test_more_respondents_than_invited_give_no_response() -> None:
    row = only(survey(each(1, 3, 5), invited=2))

    assert (row["response"], row["reason"]) == (None, "meer_respondenten_dan_uitgenodigd, geen_eerdere_meting")


# Nothing about fewer than the threshold


def test_fewer_respondents_than_the_threshold_give_nothing_but_the_reason() -> None:
    row = only(survey(each(1, 3, 5, 4), threshold=5, invited=40))

    assert [row[name] for name in NOTHING] == [None] * len(NOTHING)
    assert row["reason"] == "te_weinig_respondenten"


def test_who_answered_too_few_items_does_not_count_for_the_threshold() -> None:
    row = only(survey({"a": [1, 2, 3], "b": [3, 3, 3], "c": [4, None, None]}))

    assert (row["n"], row["mean"], row["reason"]) == (None, None, "te_weinig_respondenten")


def test_as_many_respondents_as_the_threshold_are_shown() -> None:
    row = only(survey(each(1, 3, 5, 4, 2), threshold=5))

    assert (row["n"], row["mean"]) == (5, 3.0)


@pytest.mark.parametrize(("incomplete", "shown"), [(0, 0), (1, None), (2, None), (3, 3)])
def test_a_count_of_persons_left_out_is_not_shown_below_the_threshold(incomplete: int, shown: int | None) -> None:
    whole = {name: [3.0, 3.0, 3.0] for name in "abc"}
    part = {f"x{number}": [3.0, None, None] for number in range(incomplete)}

    assert only(survey({**whole, **part}))["n_incomplete"] == shown


def test_an_earlier_wave_with_too_few_respondents_gives_no_change() -> None:
    row = later(each(1, 3), each(1, 3, 5))

    assert (row["mean"], row["change"], row["earlier_wave"]) == (3.0, None, "2024-2")
    assert row["reason"] == "uitnodigingen_onbekend, eerdere_meting_te_weinig_respondenten"


CHANGE = ("n_paired", "change", "ci_low", "ci_high", "method")


@pytest.mark.parametrize(("joining", "leaving"), [(1, 0), (0, 1), (2, 2), (4, 0)])
def test_a_change_that_would_give_away_those_without_a_pair_is_withheld(joining: int, leaving: int) -> None:
    """Five in both waves and a sixth: later sum − earlier sum − 5 · paired change would be the sixth's score."""
    gone, new = ({f"{name}{i}": [1] for i in range(count)} for name, count in (("gone", leaving), ("new", joining)))

    row = later({**each(1, 2, 3, 4, 5), **gone}, {**each(2, 3, 4, 5, 5), **new}, threshold=5)

    assert [row[name] for name in CHANGE] == [None] * len(CHANGE)
    assert (row["earlier_wave"], row["n"]) == ("2024-2", 5 + joining)
    assert row["reason"] == "uitnodigingen_onbekend, ingehouden_om_herleidbaarheid"


def test_as_many_without_a_pair_as_the_threshold_leave_the_change_paired() -> None:
    row = later(each(1, 2, 3, 4, 5), {**each(2, 3, 4, 5, 5), **{f"new{i}": [1] for i in range(5)}}, threshold=5)

    # differences 1, 1, 1, 1 and 0
    assert (row["method"], row["n_paired"], row["change"]) == ("gepaard", 5, pytest.approx(0.8))


# Change


def test_respondents_in_both_waves_are_compared_in_pairs() -> None:
    row = later(each(1, 2, 3), each(2, 4, 6), scale_max=7.0)

    # differences 1, 2 and 3: mean 2, error 1/√3, t with 2 degrees of freedom 4.3026527
    assert (row["method"], row["n_paired"], row["change"]) == ("gepaard", 3, 2.0)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-0.4841377, 4.4841377), abs=1e-6)


def test_a_paired_change_is_of_those_in_both_waves_only() -> None:
    gone = {"x": [1], "y": [1], "z": [1]}

    row = later({**each(1, 2, 3), **gone}, each(2, 4, 6), scale_max=7.0)

    assert (row["method"], row["n_paired"], row["change"]) == ("gepaard", 3, 2.0)


def test_with_fewer_pairs_than_the_threshold_everybody_is_compared_by_welch() -> None:
    row = later(each(1, 2, 3), {"r1": [2], "r2": [4], "new": [6]}, scale_max=7.0)

    # means 2 and 4, variances 1 and 4: error √(5/3), degrees (5/3)² / ((1/3)²/2 + (4/3)²/2) = 50/17, t 3.2187586
    assert (row["method"], row["n_paired"], row["change"]) == ("ongepaard", None, 2.0)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-2.1553995, 6.1553995), abs=1e-6)


@pytest.mark.parametrize(("threshold", "method"), [(3, "gepaard"), (4, "gepaard"), (5, "ongepaard")])
def test_the_threshold_decides_between_pairs_and_everybody(threshold: int, method: str) -> None:
    alone = {f"{wave}{number}": [3] for wave in "ab" for number in range(5)}
    before, after = ({k: v for k, v in alone.items() if k[0] == wave} for wave in "ab")

    row = later({**each(1, 2, 3, 3), **before}, {**each(2, 4, 3, 4), **after}, threshold=threshold)

    assert row["method"] == method


def test_changes_that_do_not_vary_have_no_interval() -> None:
    row = later(each(1, 2, 3), each(2, 3, 4))

    assert (row["change"], row["ci_low"], row["ci_high"], row["method"]) == (1.0, None, None, "gepaard")
    assert row["reason"] == "uitnodigingen_onbekend, geen_spreiding"


def test_two_waves_in_which_nobody_differs_have_no_interval() -> None:
    row = later(each(2, 2, 2), {"x": [4], "y": [4], "z": [4]})

    assert (row["change"], row["ci_low"], row["method"]) == (2.0, None, "ongepaard")


def test_waves_on_different_ranges_are_not_compared() -> None:
    earlier = survey(each(1, 2, 3), wave="2024-2")
    now = survey(each(10, 20, 30), scale_min=0.0, scale_max=100.0)

    row = survey_scales(pl.concat([earlier, now])).to_dicts()[1]

    assert (row["wave"], row["mean"], row["change"]) == ("2025-2", 20.0, None)
    assert row["reason"] == "uitnodigingen_onbekend, andere_schaal"


def test_a_wave_is_compared_with_the_one_before_it() -> None:
    waves = [
        survey(each(*s), wave=w) for w, s in {"2026-1": (5, 5, 4), "2024-2": (1, 2, 2), "2025-1": (3, 4, 3)}.items()
    ]

    found = survey_scales(pl.concat(waves))

    assert found["wave"].to_list() == ["2024-2", "2025-1", "2026-1"]
    assert found["earlier_wave"].to_list() == [None, "2024-2", "2025-1"]
    assert found["change"].to_list() == [None, pytest.approx(5 / 3), pytest.approx(4 / 3)]


def test_after_is_compared_with_before_and_neither_with_a_round() -> None:
    waves = [survey(each(*s), wave=w) for w, s in {"na": (4, 4, 5), "voor": (1, 2, 2), "2025-1": (3, 4, 3)}.items()]

    found = {row["wave"]: row["earlier_wave"] for row in survey_scales(pl.concat(waves)).to_dicts()}

    assert found == {"voor": None, "na": "voor", "2025-1": None}


def test_roles_contexts_and_scales_stand_apart() -> None:
    frames = [
        survey(each(1, 1, 1)),
        survey(each(2, 2, 2), respondent_role="collega"),
        survey(each(3, 3, 3), context="bedrijf"),
        survey(each(4, 4, 4), scale="werkdruk"),
    ]

    found = survey_scales(pl.concat(frames))

    assert sorted(found["mean"].to_list()) == [1.0, 2.0, 3.0, 4.0]


def test_no_answers_give_no_rows() -> None:
    assert survey_scales(survey({})).height == 0
