"""Student outcomes by the rules of estimators.md, with hand calculations."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.analysis.outcomes import outcome_effects

PUPIL = {
    "outcome": pl.String,
    "school_id": pl.String,
    "school_year": pl.Int64,
    "group_id": pl.String,
    "pilot_id": pl.String,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
    "hybrid_share": pl.Float64,
    "score_before": pl.Float64,
    "score_after": pl.Float64,
    "status": pl.String,
    "school_sector": pl.String,
    "hybrid_threshold": pl.Float64,
}


def pupils(*groups: dict[str, Any]) -> pl.DataFrame:
    """One row per pupil; a group gives its pupils' scores as ``scores=[(before, after), …]``."""
    standing = {
        "outcome": "vakkennis",
        "school_id": "school-a",
        "school_year": 2025,
        "pilot_id": None,
        "scale_min": 1.0,
        "scale_max": 10.0,
        "status": "beide",
        "school_sector": "mbo",
        "hybrid_threshold": 0.2,
    }
    rows = [
        {**standing, **{k: v for k, v in group.items() if k != "scores"}, "score_before": before, "score_after": after}
        for group in groups
        for before, after in group["scores"]
    ]
    return pl.DataFrame(rows, schema=PUPIL)


HYBRID: tuple[dict[str, Any], ...] = (
    {"group_id": "h1", "hybrid_share": 0.5, "scores": [(5, 7), (7, 9)]},
    {"group_id": "h2", "hybrid_share": 0.2, "scores": [(6, 7), (6, 7)]},
)
OTHERS: tuple[dict[str, Any], ...] = (
    {"group_id": "c1", "hybrid_share": 0.0, "scores": [(5, 6), (6, 6)]},
    {"group_id": "c2", "hybrid_share": 0.19, "scores": [(6, 6.5), (7, 7.5)]},
)


def everybody(frame: pl.DataFrame) -> dict[str, Any]:
    (row,) = outcome_effects(frame).filter(pl.col("stratum_by") == "alle").to_dicts()
    return row


def test_gains_are_means_of_group_means_and_g_is_in_standard_deviations_of_the_pupils_before() -> None:
    row = everybody(pupils(*HYBRID, *OTHERS))

    assert (row["gain_hybrid"], row["gain_comparison"]) == (1.5, 0.5)
    assert (row["n_hybrid"], row["n_comparison"], row["groups_hybrid"], row["groups_comparison"]) == (4, 4, 2, 2)
    # s = √(4/6), J = 1 − 3/23, difference 1; t = 2 with 1 degree of freedom
    assert row["hedges_g"] == pytest.approx(1.0649956, abs=1e-6)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-5.7010304, 7.8310215), abs=1e-6)
    assert row["p_value"] == pytest.approx(0.2951672, abs=1e-6)
    assert (row["method"], row["reason"]) == ("welch_groepen", None)


def test_baseline_difference_of_two_plain_groups_equals_the_published_hedges_g() -> None:
    a, b = (3.2, 6.4, 1.8, 2.4, 5.8, 6.5), (2.4, 3.2, 3.2, 1.4, 2.8, 3.5)
    hybrid = [{"group_id": f"a{i}", "hybrid_share": 1.0, "scores": [(x, x + 1)]} for i, x in enumerate(a)]
    others = [{"group_id": f"b{i}", "hybrid_share": 0.0, "scores": [(x, x + 2)]} for i, x in enumerate(b)]

    row = everybody(pupils(*hybrid, *others))

    assert row["baseline_smd"] == pytest.approx(0.925430, abs=1e-6)
    assert row["baseline_smd"] / (1 - 3 / 39) == pytest.approx(1.002549, abs=1e-6)  # d, published beside g
    assert row["evidence_class"] == "onvergelijkbaar"


@pytest.mark.parametrize(
    ("shift", "smd", "evidence_class"),
    [
        (0.0, 0.0, "vergelijkbaar"),
        (0.0376, 0.04, "vergelijkbaar"),
        (-0.0376, -0.04, "vergelijkbaar"),
        (0.0563, 0.06, "correctie_nodig"),
        (-0.0563, -0.06, "correctie_nodig"),
        (0.2254, 0.24, "correctie_nodig"),
        (-0.2254, -0.24, "correctie_nodig"),
        (0.2441, 0.26, "onvergelijkbaar"),
        (-0.2441, -0.26, "onvergelijkbaar"),
    ],
)
def test_evidence_class_follows_the_baseline_difference(shift: float, smd: float, evidence_class: str) -> None:
    # group means of `voor` 6 and 6 beside 5.5 and 6.5; a point is J/s = (1 − 3/23)/√(4/6) = 1.0649956
    shifted = [{**g, "scores": [(x + shift, y + shift) for x, y in g["scores"]]} for g in HYBRID]

    row = everybody(pupils(*shifted, *OTHERS))

    assert row["baseline_smd"] == pytest.approx(smd, abs=1e-3)
    assert row["evidence_class"] == evidence_class


def test_fewer_than_two_groups_on_a_side_is_descriptive_without_p_or_interval() -> None:
    row = everybody(pupils(HYBRID[0], *OTHERS))

    assert (row["evidence_class"], row["reason"]) == ("beschrijvend", "minder_dan_twee_groepen")
    assert (row["p_value"], row["ci_low"], row["ci_high"], row["p_adjusted"]) == (None, None, None, None)
    assert row["gain_hybrid"] == 2.0


def test_no_comparison_at_all_gives_the_gain_and_the_reason() -> None:
    row = everybody(pupils(*HYBRID))

    assert (row["gain_hybrid"], row["gain_comparison"], row["hedges_g"]) == (1.5, None, None)
    assert row["reason"] == "geen_vergelijkingsgroep"


def test_no_hybrid_group_at_all_gives_the_gain_and_the_reason() -> None:
    row = everybody(pupils(*OTHERS))

    assert (row["gain_hybrid"], row["gain_comparison"], row["hedges_g"]) == (None, 0.5, None)
    assert (row["evidence_class"], row["reason"]) == ("beschrijvend", "geen_hybride_groep")


def test_no_variance_between_groups_on_either_side_gives_no_p_but_a_reason() -> None:
    same = [{**g, "scores": [(x, x + 1) for x, _ in g["scores"]]} for g in (*HYBRID, *OTHERS)]

    row = everybody(pupils(*same))

    assert (row["p_value"], row["reason"]) == (None, "geen_spreiding_tussen_groepen")
    assert row["hedges_g"] == 0.0


def test_only_the_scale_with_most_pupils_is_used_and_the_lower_one_on_a_tie() -> None:
    other_scale = {"group_id": "s1", "hybrid_share": 0.9, "scale_min": 0.0, "scale_max": 100.0}
    fewer = pupils(*HYBRID, *OTHERS, {**other_scale, "scores": [(50, 90)] * 3})
    as_many = pupils(*HYBRID, *OTHERS, {**other_scale, "scores": [(50, 90)] * 8})

    assert everybody(fewer)["gain_hybrid"] == 1.5
    assert everybody(as_many)["gain_hybrid"] == 40.0


def test_of_two_scales_with_as_many_pupils_and_one_minimum_the_lower_maximum_is_used() -> None:
    shorter = {"group_id": "s1", "hybrid_share": 0.9, "scale_max": 5.0, "scores": [(1, 4)] * 8}

    assert everybody(pupils(*HYBRID, *OTHERS, shorter))["gain_hybrid"] == 3.0


def test_a_group_is_hybrid_by_the_mean_of_its_pupils_shares() -> None:
    # 0.1 and 0.25: on average 0.175, below the threshold though one of them is above it; 0.1 and 0.3: just on it
    below = [{"group_id": "m1", "hybrid_share": share, "scores": [(4, 9)]} for share in (0.1, 0.25)]
    on = [{"group_id": "m2", "hybrid_share": share, "scores": [(4, 9)]} for share in (0.1, 0.3)]

    assert everybody(pupils(*HYBRID, *OTHERS, *below))["groups_comparison"] == 3
    assert everybody(pupils(*HYBRID, *OTHERS, *on))["groups_hybrid"] == 3


def test_shares_are_rounded_to_six_decimals_before_they_are_compared() -> None:
    up, down = ({"group_id": "m", "hybrid_share": share, "scores": [(4, 9)]} for share in (0.1999996, 0.1999994))

    assert everybody(pupils(*HYBRID, *OTHERS, up))["groups_hybrid"] == 3
    assert everybody(pupils(*HYBRID, *OTHERS, down))["groups_hybrid"] == 2


def test_three_pupils_give_no_standardised_difference_because_the_correction_for_few_leaves_nothing() -> None:
    three = {"group_id": "h1", "hybrid_share": 0.5, "scores": [(5, 6)]}
    four = {"group_id": "h1", "hybrid_share": 0.5, "scores": [(5, 6), (7, 6)]}
    other = {"group_id": "c1", "hybrid_share": 0.0, "scores": [(5, 6), (7, 7)]}

    row = everybody(pupils(three, other))
    assert (row["gain_hybrid"], row["gain_comparison"], row["n_hybrid"], row["n_comparison"]) == (1.0, 0.5, 1, 2)
    assert (row["hedges_g"], row["baseline_smd"], row["p_value"]) == (None, None, None)
    assert (row["evidence_class"], row["reason"]) == ("beschrijvend", "te_weinig_leerlingen")

    # four: J = 1 − 3/7, s = √((2 + 2)/2), gains 0 and 0.5 apart
    row = everybody(pupils(four, other))
    assert row["hedges_g"] == pytest.approx(-0.2020305, abs=1e-6)
    assert row["reason"] == "minder_dan_twee_groepen"


def test_pupils_that_are_not_measured_twice_in_one_group_on_one_scale_do_not_count() -> None:
    lost = [{**HYBRID[0], "status": s} for s in ("alleen_voor", "alleen_na", "andere_groep", "andere_schaal")]

    assert everybody(pupils(*HYBRID, *OTHERS, *lost)) == everybody(pupils(*HYBRID, *OTHERS))


def of(frame: pl.DataFrame, by: str) -> dict[str, dict[str, Any]]:
    """The rows of one kind of strata, by stratum."""
    return {row["stratum"]: row for row in outcome_effects(frame).filter(pl.col("stratum_by") == by).to_dicts()}


ELSEWHERE: tuple[dict[str, Any], ...] = (
    {"group_id": "e1", "hybrid_share": 0.6, "scores": [(2, 6), (4, 6)]},
    {"group_id": "e2", "hybrid_share": 0.0, "scores": [(2, 2), (4, 6)]},
)


@pytest.mark.parametrize(
    ("by", "here", "there"),
    [("school_id", "school-a", "school-b"), ("school_year", "2025", "2024"), ("school_sector", "mbo", "vmbo")],
)
def test_a_stratum_holds_its_own_groups_only(by: str, here: str, there: str) -> None:
    value = int(there) if by == "school_year" else there
    frame = pupils(*HYBRID, *OTHERS, *({**g, by: value} for g in ELSEWHERE))

    found = of(frame, by)

    figures = ("n_hybrid", "n_comparison", "groups_hybrid", "groups_comparison", "gain_hybrid", "gain_comparison")
    assert [found[here][name] for name in figures] == [4, 4, 2, 2, 1.5, 0.5]
    assert [found[there][name] for name in figures] == [2, 2, 1, 1, 3.0, 1.0]
    assert found[here]["hedges_g"] == pytest.approx(1.0649956, abs=1e-6)
    assert set(found) == {here, there}


OF_PILOT = tuple({**g, "pilot_id": "p1"} for g in HYBRID)


def test_a_pilot_is_compared_with_groups_of_the_same_school() -> None:
    elsewhere = {"group_id": "e1", "hybrid_share": 0.0, "school_id": "school-b", "scores": [(1, 9), (2, 9)]}

    row = of(pupils(*OF_PILOT, *OTHERS, elsewhere), "pilot_id")["p1"]

    assert (row["groups_hybrid"], row["groups_comparison"], row["gain_comparison"]) == (2, 2, 0.5)


def test_a_pilot_is_compared_with_groups_of_the_same_school_year() -> None:
    earlier = {"group_id": "e1", "hybrid_share": 0.0, "school_year": 2024, "scores": [(1, 9), (2, 9)]}

    row = of(pupils(*OF_PILOT, *OTHERS, earlier), "pilot_id")["p1"]

    assert (row["groups_hybrid"], row["groups_comparison"], row["gain_comparison"]) == (2, 2, 0.5)


def test_a_pilot_is_compared_with_groups_that_are_in_no_pilot() -> None:
    of_another = {"group_id": "x1", "hybrid_share": 0.0, "pilot_id": "p2", "scores": [(1, 9), (2, 9)]}
    own_not_hybrid = {"group_id": "x2", "hybrid_share": 0.0, "pilot_id": "p1", "scores": [(1, 9), (2, 9)]}

    row = of(pupils(*OF_PILOT, *OTHERS, of_another, own_not_hybrid), "pilot_id")["p1"]

    assert (row["n_comparison"], row["groups_comparison"], row["gain_comparison"]) == (4, 2, 0.5)


def test_of_a_pilot_its_hybrid_groups_count() -> None:
    own_not_hybrid = {"group_id": "x2", "hybrid_share": 0.1, "pilot_id": "p1", "scores": [(1, 9), (2, 9)]}

    row = of(pupils(*OF_PILOT, *OTHERS, own_not_hybrid), "pilot_id")["p1"]

    assert (row["n_hybrid"], row["groups_hybrid"], row["gain_hybrid"]) == (4, 2, 1.5)


def test_a_hybrid_group_without_pilot_is_on_neither_side_of_a_pilot() -> None:
    alone = {"group_id": "h9", "hybrid_share": 0.9, "scores": [(1, 9), (2, 9)]}

    row = of(pupils(*OF_PILOT, *OTHERS, alone), "pilot_id")["p1"]

    figures = ("n_hybrid", "n_comparison", "groups_hybrid", "groups_comparison", "gain_hybrid", "gain_comparison")
    assert [row[name] for name in figures] == [4, 4, 2, 2, 1.5, 0.5]


def test_a_stratum_in_which_nobody_is_counted_says_so() -> None:
    lost = {**ELSEWHERE[0], "school_id": "school-b", "pilot_id": "p2", "status": "alleen_voor"}

    for by, name in (("school_id", "school-b"), ("pilot_id", "p2")):
        row = of(pupils(*HYBRID, *OTHERS, lost), by)[name]
        assert (row["n_hybrid"], row["n_comparison"], row["groups_hybrid"], row["groups_comparison"]) == (0, 0, 0, 0)
        assert (row["gain_hybrid"], row["hedges_g"], row["p_value"]) == (None, None, None)
        assert (row["evidence_class"], row["reason"]) == ("beschrijvend", "geen_leerling_met_beide_metingen")


def test_an_outcome_in_which_nobody_is_counted_says_so_for_everybody() -> None:
    lost = {**ELSEWHERE[0], "outcome": "beroepsbeeld", "status": "alleen_na"}

    rows = outcome_effects(pupils(*HYBRID, *OTHERS, lost)).filter(pl.col("stratum_by") == "alle")

    assert rows.sort("outcome").select("outcome", "n_hybrid", "reason").rows() == [
        ("beroepsbeeld", 0, "geen_leerling_met_beide_metingen"),
        ("vakkennis", 4, None),
    ]


def test_a_pilot_without_hybrid_group_says_so() -> None:
    not_hybrid = {**OTHERS[0], "pilot_id": "p2"}

    row = of(pupils(*HYBRID, *OTHERS, not_hybrid), "pilot_id")["p2"]

    assert (row["n_hybrid"], row["n_comparison"], row["gain_comparison"]) == (0, 0, None)
    assert (row["evidence_class"], row["reason"]) == ("beschrijvend", "geen_hybride_groep")


def test_holm_adjusts_over_the_outcomes_of_one_stratum() -> None:
    outcomes = ("vakkennis", "beroepshouding", "motivatie_techniek")
    gains = {"vakkennis": 0.0, "beroepshouding": 0.3, "motivatie_techniek": 4.0}
    frames = [
        pupils(
            *({**g, "outcome": name, "scores": [(x, y + gains[name]) for x, y in g["scores"]]} for g in HYBRID),
            *({**g, "outcome": name} for g in OTHERS),
        )
        for name in outcomes
    ]

    found = outcome_effects(pl.concat(frames)).filter(pl.col("stratum_by") == "alle").sort("p_value")

    smallest, middle, largest = found["p_value"]
    expected = [3 * smallest, max(3 * smallest, 2 * middle), max(3 * smallest, 2 * middle, largest)]
    assert found["p_adjusted"].to_list() == pytest.approx([min(1.0, p) for p in expected])


def test_no_pupils_give_no_rows() -> None:
    assert outcome_effects(pupils()).height == 0
