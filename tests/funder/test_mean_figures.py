"""Means for funders: rounded, only where the counts behind them are shown, and no change of a few; T = 5."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.surveys import SCALES
from pipelines.editions.mean_figures import outcome_figures, small_comparisons, survey_figures

KEY = {"scale": "autonomie", "respondent_role": "hp", "context": "school"}
ROW: dict[str, Any] = {"n": 12, "mean": 3.848, "sd": 0.512, "scale_min": 1.0, "scale_max": 5.0, "reason": None}


def scales(*rows: dict[str, Any]) -> pl.DataFrame:
    given = [dict.fromkeys(SCALES) | KEY | ROW | row for row in rows]
    return pl.DataFrame(given, schema={**SCALES, "direction": pl.String}, orient="row")


def members(**waves: range) -> pl.DataFrame:
    rows = [
        (f"survey.autonomie.hp.school.{wave.replace('_', '-')[1:]}", f"r{person}")
        for wave, persons in waves.items()
        for person in persons
    ]
    return pl.DataFrame(rows, schema={"population": pl.String, "person_id": pl.String}, orient="row")


def shown(*waves: str) -> dict[tuple[str, str, str], int]:
    return {(f"survey.autonomie.hp.school.{wave}", "alle", "alle"): 12 for wave in waves}


def test_a_mean_has_one_decimal_and_a_response_whole_percents() -> None:
    given = scales({"wave": "2024-2", "invited": 19, "response": 12 / 19})
    [row] = survey_figures(given, members(w2024_2=range(12)), shown("2024-2"), 5).to_dicts()

    assert (row["n"], row["mean"], row["sd"], row["response"]) == (12, 3.8, 0.5, 0.63)
    assert row["withheld"] == []
    assert "invited" not in row


def test_a_response_of_which_few_did_not_answer_is_withheld() -> None:
    """Twelve of fourteen: two did not."""
    given = scales({"wave": "2024-2", "invited": 14, "response": 12 / 14})
    [row] = survey_figures(given, members(w2024_2=range(12)), shown("2024-2"), 5).to_dicts()

    assert (row["response"], row["withheld"]) == (None, ["response"])


def test_one_response_does_not_tell_how_few_left_out_another_scale() -> None:
    """Twelve of seventeen is 71 %, and of no other number: of the scale that fourteen answered, three did not."""
    given = scales(
        {"wave": "2024-2", "invited": 17, "response": 12 / 17},
        {"wave": "2024-2", "invited": 17, "response": 14 / 17, "scale": "werkdruk", "n": 14},
        {"wave": "2025-2", "invited": 17, "response": 12 / 17},
    )
    published = shown("2024-2", "2025-2") | {("survey.werkdruk.hp.school.2024-2", "alle", "alle"): 14}
    found = survey_figures(given, members(w2024_2=range(12), w2025_2=range(12)), published, 5)

    assert found["response"].to_list() == [None, None, 0.71]
    assert found["withheld"].to_list() == [["response"], ["response"], []]


def test_a_response_that_may_be_of_few_who_did_not_answer_is_withheld() -> None:
    """Four hundred of 405 is 99 %, as of 403 to 406: from three to six did not answer. Of 100 and 105: five."""
    given = scales(
        {"wave": "2024-2", "n": 400, "invited": 405, "response": 400 / 405},
        {"wave": "2025-2", "n": 100, "invited": 105, "response": 100 / 105},
    )
    found = survey_figures(given, members(w2024_2=range(400), w2025_2=range(100)), shown("2024-2", "2025-2"), 5)

    assert found["response"].to_list() == [None, 0.95]


def test_of_a_wave_that_is_not_published_nothing_is_told_but_its_name() -> None:
    given = scales({"wave": "2024-2", "n": None, "mean": None, "reason": "te_weinig_respondenten"})
    [row] = survey_figures(given, members(w2024_2=range(4)), {}, 5).to_dicts()

    told = {name: value for name, value in row.items() if value is not None and name != "withheld"}
    assert told == {**KEY, "wave": "2024-2"}
    assert {"n", "mean", "reason", "change"} <= set(row["withheld"])


@pytest.mark.parametrize(
    ("then", "now", "is_shown"),
    [
        (range(12), range(12), True),  # everybody twice
        (range(12), range(5, 17), False),  # seven in both waves, fewer than ten pairs
        (range(12), range(11), False),  # one answered only the first time
        (range(15), range(5, 20), True),  # ten pairs, and five without one on each side
        (range(12), range(100, 112), True),  # nobody twice: two groups of their own
    ],
)
def test_a_change_is_of_enough_pairs_and_of_no_few_without_one(then: range, now: range, is_shown: bool) -> None:
    change = {"earlier_wave": "2024-2", "change": 0.25, "ci_low": -0.1, "ci_high": 0.6, "method": "gepaard"}
    given = scales({"wave": "2025-2", **change})
    known = members(w2024_2=then, w2025_2=now)
    [row] = survey_figures(given, known, shown("2024-2", "2025-2"), 5).to_dicts()

    assert (row["change"] is not None) == is_shown
    assert ("change" in row["withheld"]) == (not is_shown)


def test_a_change_from_a_wave_that_is_not_published_is_withheld() -> None:
    given = scales({"wave": "2025-2", "earlier_wave": "2024-2", "change": 0.25})
    known = members(w2024_2=range(12), w2025_2=range(12))
    [row] = survey_figures(given, known, shown("2025-2"), 5).to_dicts()
    assert row["change"] is None


EFFECT = {
    "outcome": "vakkennis",
    "stratum_by": "school_sector",
    "stratum": "mbo",
    "n_hybrid": 40,
    "n_comparison": 60,
    "groups_hybrid": 3,
    "groups_comparison": 4,
    "gain_hybrid": 4.44,
    "gain_comparison": 2.96,
    "hedges_g": 0.2149,
    "ci_low": 0.011,
    "ci_high": 0.419,
    "p_value": 0.0412,
    "p_adjusted": 0.0824,
    "baseline_smd": 0.031,
    "evidence_class": "vergelijkbaar",
    "method": "welch_groepen",
    "reason": None,
    "is_exploratory": True,
}


def test_a_comparison_is_shown_when_the_counts_of_both_its_sides_are() -> None:
    cells = {(f"outcome.vakkennis.{side}", "school_sector", "mbo"): 40 for side in ("hybride", "vergelijking")}
    effects = pl.DataFrame([EFFECT], schema_overrides={"reason": pl.String})

    [both] = outcome_figures(effects, cells).to_dicts()
    assert (both["gain_hybrid"], both["gain_comparison"], both["hedges_g"], both["p_value"]) == (4.4, 3.0, 0.21, 0.041)

    [one] = outcome_figures(effects, dict(list(cells.items())[:1])).to_dicts()
    assert {name for name, value in one.items() if value is not None} == {
        "outcome",
        "stratum_by",
        "stratum",
        "is_exploratory",
        "withheld",
    }


def test_strata_that_would_rate_a_school_or_a_pilot_are_not_there() -> None:
    rows = [EFFECT | {"stratum_by": by, "stratum": "x"} for by in ("school_id", "pilot_id")]
    assert outcome_figures(pl.DataFrame(rows, schema_overrides={"reason": pl.String}), {}).height == 0


def test_a_comparison_with_two_groups_on_a_side_is_barred_on_both() -> None:
    def side(name: str, groups: int) -> list[tuple[str, ...]]:
        population = f"outcome.vakkennis.{name}"
        return [
            (population, "alle", "alle", f"{name}{group}-{pupil}", f"school-{group % 2}", f"g{group}")
            for group in range(groups)
            for pupil in range(8)
        ]

    columns = ("population", "dimension", "code", "person_id", "school_id", "group")
    enough = pl.DataFrame(side("hybride", 3) + side("vergelijking", 3), schema=columns, orient="row")
    few = pl.DataFrame(side("hybride", 2) + side("vergelijking", 3), schema=columns, orient="row")

    assert small_comparisons(enough, 5) == {}
    assert small_comparisons(few, 5) == {
        ("outcome.vakkennis.hybride", "alle", "alle"): "weinig_groepen",
        ("outcome.vakkennis.vergelijking", "alle", "alle"): "weinig_groepen",
    }
