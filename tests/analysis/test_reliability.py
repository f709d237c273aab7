"""Cronbach's alpha and Feldt's interval: published numbers, and hand calculations for what has none."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.reliability import cronbach_alpha, survey_reliability
from tests.analysis.answers import Answers, survey

KNOWN = [[3, 4, 3], [5, 5, 4], [1, 2, 2], [4, 4, 5], [2, 3, 2], [3, 3, 4]]
KNOWN_ANSWERS: Answers = {f"r{number}": scores for number, scores in enumerate(KNOWN)}


def only(frame: pl.DataFrame) -> dict[str, Any]:
    (row,) = survey_reliability(frame).to_dicts()
    return row


def test_alpha_and_interval_of_the_known_answer() -> None:
    row = only(survey(KNOWN_ANSWERS, threshold=5))

    found = (row["alpha"], row["ci_low"], row["ci_high"])
    assert found == pytest.approx((0.917847, 0.651993, 0.987589), abs=1e-6)
    assert (row["n"], row["items"], row["few_items"], row["reason"]) == (6, 3, False, None)


def test_a_reversed_item_is_turned_round_before_alpha() -> None:
    turned = {name: [a, 6 - b, c] for name, (a, b, c) in zip(KNOWN_ANSWERS, KNOWN, strict=True)}

    assert only(survey(turned, turned=[2]))["alpha"] == pytest.approx(0.917847, abs=1e-6)


def test_only_complete_cases_count() -> None:
    row = only(survey({**KNOWN_ANSWERS, "half": [1, None, 5], "almost": [5, 1, None]}))

    assert (row["n"], row["alpha"]) == (6, pytest.approx(0.917847, abs=1e-6))


def test_one_item_has_no_alpha() -> None:
    row = only(survey({"a": [1], "b": [3], "c": [5]}))

    assert (row["alpha"], row["ci_low"], row["ci_high"]) == (None, None, None)
    assert (row["n"], row["few_items"], row["reason"]) == (3, True, "minder_dan_twee_vragen")


def test_two_respondents_have_no_alpha() -> None:
    assert cronbach_alpha(np.array([[1.0, 2.0], [3.0, 5.0]])) == ({}, "minder_dan_drie_respondenten")


def test_no_variance_has_no_alpha() -> None:
    row = only(survey({name: [4, 4] for name in "abcd"}))

    assert (row["n"], row["alpha"], row["reason"]) == (4, None, "geen_spreiding")


def test_sums_that_do_not_vary_have_no_alpha() -> None:
    row = only(survey({"a": [1, 5], "b": [2, 4], "c": [3, 3]}))

    assert (row["alpha"], row["reason"]) == (None, "geen_spreiding")


def test_a_negative_alpha_is_shown() -> None:
    # items (1, 2, 3) and (3, 2, 2): variances 1 and 1/3, sums 4, 4, 5 with variance 1/3: 2 · (1 − 4) = −6
    row = only(survey({"a": [1, 3], "b": [2, 2], "c": [3, 2]}))

    assert (row["alpha"], row["reason"]) == (pytest.approx(-6), None)
    # F(2, 2) has quantiles 39 and 1/39: 1 − 7·39 and 1 − 7/39
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-272, 0.8205128), abs=1e-6)


def test_a_scale_of_two_items_is_flagged() -> None:
    assert only(survey({"a": [1, 2], "b": [2, 2], "c": [3, 4]}))["few_items"] is True


def test_fewer_complete_cases_than_the_threshold_give_nothing() -> None:
    row = only(survey({**KNOWN_ANSWERS, "half": [1, None, 5]}, threshold=7))

    assert (row["n"], row["alpha"], row["ci_low"], row["ci_high"]) == (None, None, None, None)
    assert row["reason"] == "te_weinig_respondenten"


def test_waves_roles_and_contexts_stand_apart() -> None:
    frames = [
        survey(KNOWN_ANSWERS),
        survey(KNOWN_ANSWERS, wave="2024-2"),
        survey(KNOWN_ANSWERS, respondent_role="collega"),
        survey(KNOWN_ANSWERS, context="bedrijf"),
    ]

    found = survey_reliability(pl.concat(frames))

    assert found["n"].to_list() == [6, 6, 6, 6]


def test_no_answers_give_no_rows() -> None:
    assert survey_reliability(survey({})).height == 0
