"""Student outcomes from what is delivered to what is shown (issue 3, estimators.md "Student outcomes")."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart, mart_rows, table_of

ORGANISATIONS = """
    organisation_id | organisation_type
    s1              | mbo
    s2              | vmbo
"""
THRESHOLDS = "threshold | value\n hybrid_share | 0.2"

# One pupil a status (p1–p5), one that changed group and scale (p6), one of whom the second measurement is dated after
# the reference date of 30 June 2026 (p7), one in two school years (p8), one with `voor` in another pilot (p9)
PUPILS = """
    student_id | school_id | school_year | group_id | pilot_id | wave | measured_on | score | scale_min | scale_max | hybrid_share
    p1         | s1        | 2025        | g1       | q1       | voor | 2025-09-01  | 5     | 1         | 10        | 0.5
    p1         | s1        | 2025        | g1       | q1       | na   | 2026-06-30  | 7     | 1         | 10        | 0.4
    p2         | s1        | 2025        | g1       | q1       | voor | 2025-09-01  | 6     | 1         | 10        | 0.5
    p3         | s1        | 2025        | g2       | -        | na   | 2026-06-01  | 6     | 1         | 10        | 0
    p4         | s1        | 2025        | g1       | q1       | voor | 2025-09-01  | 5     | 1         | 10        | 0.5
    p4         | s1        | 2025        | g2       | -        | na   | 2026-06-01  | 8     | 1         | 10        | 0
    p5         | s2        | 2025        | g3       | -        | voor | 2025-09-01  | 3     | 1         | 5         | 0.1
    p5         | s2        | 2025        | g3       | -        | na   | 2026-06-01  | 8     | 1         | 10        | 0.1
    p6         | s2        | 2025        | g3       | -        | voor | 2025-09-01  | 3     | 1         | 10        | 0.1
    p6         | s2        | 2025        | g4       | -        | na   | 2026-06-01  | 9     | 0         | 10        | 0.3
    p7         | s1        | 2025        | g2       | -        | voor | 2025-09-01  | 4     | 1         | 10        | 0
    p7         | s1        | 2025        | g2       | -        | na   | 2026-07-01  | 9     | 1         | 10        | 0
    p8         | s1        | 2024        | g1       | -        | voor | 2024-09-01  | 4     | 1         | 10        | 0
    p8         | s1        | 2024        | g1       | -        | na   | 2025-06-01  | 5     | 1         | 10        | 0
    p8         | s1        | 2025        | g2       | -        | voor | 2025-09-01  | 5     | 1         | 10        | 0
    p8         | s1        | 2025        | g2       | -        | na   | 2026-06-01  | 6     | 1         | 10        | 0
    p9         | s3        | 2025        | g5       | q2       | voor | 2025-09-01  | 2     | 1         | 10        | 0.2
    p9         | s3        | 2025        | g5       | q1       | na   | 2026-06-01  | 4     | 1         | 10        | 0.3
"""  # noqa: E501


def given(rows: str = PUPILS, outcome: str = "vakkennis") -> dict[str, str]:
    header, cells = table_of(rows)
    whole = [" | ".join([*row, outcome]) for row in cells]
    return {
        "core.organisations": ORGANISATIONS,
        "core.student_outcomes": "\n".join([" | ".join([*header, "outcome"]), *whole]),
        "meta.thresholds": THRESHOLDS,
    }


def test_two_measurements_of_a_pupil_stand_beside_each_other_with_what_became_of_it(catalogue: Catalogue) -> None:
    expected = """
        student_id | school_id | school_year | outcome   | group_id | pilot_id | scale_min | scale_max | hybrid_share | score_before | score_after | status        | school_sector | hybrid_threshold
        p8         | s1        | 2024        | vakkennis | g1       | -        | 1         | 10        | 0            | 4            | 5           | beide         | mbo           | 0.2
        p1         | s1        | 2025        | vakkennis | g1       | q1       | 1         | 10        | 0.4          | 5            | 7           | beide         | mbo           | 0.2
        p2         | s1        | 2025        | vakkennis | g1       | q1       | 1         | 10        | -            | 6            | -           | alleen_voor   | mbo           | 0.2
        p3         | s1        | 2025        | vakkennis | g2       | -        | 1         | 10        | 0            | -            | 6           | alleen_na     | mbo           | 0.2
        p4         | s1        | 2025        | vakkennis | g2       | q1       | 1         | 10        | 0            | 5            | 8           | andere_groep  | mbo           | 0.2
        p7         | s1        | 2025        | vakkennis | g2       | -        | 1         | 10        | -            | 4            | -           | alleen_voor   | mbo           | 0.2
        p8         | s1        | 2025        | vakkennis | g2       | -        | 1         | 10        | 0            | 5            | 6           | beide         | mbo           | 0.2
        p5         | s2        | 2025        | vakkennis | g3       | -        | 1         | 10        | 0.1          | 3            | 8           | andere_schaal | vmbo          | 0.2
        p6         | s2        | 2025        | vakkennis | g4       | -        | 0         | 10        | 0.3          | 3            | 9           | andere_groep  | vmbo          | 0.2
        p9         | s3        | 2025        | vakkennis | g5       | q1       | 1         | 10        | 0.3          | 2            | 4           | beide         | onbekend      | 0.2
    """  # noqa: E501
    assert_mart(catalogue, "outcome_pupils", given(), expected)


def test_a_scale_differs_by_its_lowest_or_by_its_highest_score(catalogue: Catalogue) -> None:
    rows = """
        student_id | school_id | school_year | group_id | wave | measured_on | score | scale_min | scale_max | hybrid_share
        a          | s1        | 2025        | g1       | voor | 2025-09-01  | 5     | 0         | 10        | 0.5
        a          | s1        | 2025        | g1       | na   | 2026-06-01  | 5     | 1         | 10        | 0.5
        b          | s1        | 2025        | g1       | voor | 2025-09-01  | 5     | 1         | 5         | 0.5
        b          | s1        | 2025        | g1       | na   | 2026-06-01  | 5     | 1         | 10        | 0.5
        c          | s1        | 2025        | g1       | voor | 2025-09-01  | 5     | 1         | 10        | 0.5
        c          | s1        | 2025        | g1       | na   | 2026-06-01  | 5     | 1         | 10        | 0.5
    """  # noqa: E501
    expected = "student_id | status\n a | andere_schaal\n b | andere_schaal\n c | beide"
    assert_mart(catalogue, "outcome_pupils", given(rows), expected)


def test_who_is_not_counted_stands_beside_who_is_in_every_stratum(catalogue: Catalogue) -> None:
    expected = """
        outcome   | stratum_by    | stratum  | pupils | n_both | n_scale_not_used | n_only_before | n_only_after | n_other_group | n_other_scale | comparison_pupils | comparison_both
        vakkennis | alle          | alle     | 10     | 4      | 0                | 2             | 1            | 2             | 1             | -                 | -
        vakkennis | pilot_id      | q1       | 4      | 2      | 0                | 1             | 0            | 1             | 0             | 3                 | 1
        vakkennis | school_id     | s1       | 7      | 3      | 0                | 2             | 1            | 1             | 0             | -                 | -
        vakkennis | school_id     | s2       | 2      | 0      | 0                | 0             | 0            | 1             | 1             | -                 | -
        vakkennis | school_id     | s3       | 1      | 1      | 0                | 0             | 0            | 0             | 0             | -                 | -
        vakkennis | school_sector | mbo      | 7      | 3      | 0                | 2             | 1            | 1             | 0             | -                 | -
        vakkennis | school_sector | onbekend | 1      | 1      | 0                | 0             | 0            | 0             | 0             | -                 | -
        vakkennis | school_sector | vmbo     | 2      | 0      | 0                | 0             | 0            | 1             | 1             | -                 | -
        vakkennis | school_year   | 2024     | 1      | 1      | 0                | 0             | 0            | 0             | 0             | -                 | -
        vakkennis | school_year   | 2025     | 9      | 3      | 0                | 2             | 1            | 2             | 1             | -                 | -
    """  # noqa: E501
    assert_mart(catalogue, "outcome_missing", given(), expected)


def test_every_stratum_has_its_contrast_or_the_reason_why_it_has_none(catalogue: Catalogue) -> None:
    # hybrid: g1 of 2025 (gain 2) and g5 (gain 2); comparison: g1 of 2024 and g2 (gain 1 each). `voor` of the hybrid
    # pupils 5 and 2, of the others 4 and 5: s = √((4.5 + 0.5)/2), J = 1 − 3/7, g = J · 1/s; means 3.5 and 4.5
    expected = """
        stratum_by    | stratum  | n_hybrid | n_comparison | gain_hybrid | gain_comparison | hedges_g | baseline_smd | evidence_class | method        | reason                          | is_exploratory
        alle          | alle     | 2        | 2            | 2           | 1               | 0.361403 | -0.361403    | onvergelijkbaar| welch_groepen | geen_spreiding_tussen_groepen   | false
        pilot_id      | q1       | 2        | 1            | 2           | 1               | -        | -            | beschrijvend   | welch_groepen | te_weinig_leerlingen            | true
        school_id     | s1       | 1        | 2            | 2           | 1               | -        | -            | beschrijvend   | welch_groepen | te_weinig_leerlingen            | true
        school_id     | s2       | 0        | 0            | -           | -               | -        | -            | beschrijvend   | welch_groepen | geen_leerling_met_beide_metingen| true
        school_id     | s3       | 1        | 0            | 2           | -               | -        | -            | beschrijvend   | welch_groepen | geen_vergelijkingsgroep         | true
        school_sector | mbo      | 1        | 2            | 2           | 1               | -        | -            | beschrijvend   | welch_groepen | te_weinig_leerlingen            | true
        school_sector | onbekend | 1        | 0            | 2           | -               | -        | -            | beschrijvend   | welch_groepen | geen_vergelijkingsgroep         | true
        school_sector | vmbo     | 0        | 0            | -           | -               | -        | -            | beschrijvend   | welch_groepen | geen_leerling_met_beide_metingen| true
        school_year   | 2024     | 0        | 1            | -           | 1               | -        | -            | beschrijvend   | welch_groepen | geen_hybride_groep              | true
        school_year   | 2025     | 2        | 1            | 2           | 1               | -        | -            | beschrijvend   | welch_groepen | te_weinig_leerlingen            | true
    """  # noqa: E501
    assert_mart(catalogue, "outcome_effects", given(), expected)


def test_the_same_contrast_under_other_choices_stands_beside_the_main_one(catalogue: Catalogue) -> None:
    # one pupil a group leaves no model to fit; nobody of the comparison was taught by a hybrid professional
    expected = """
        outcome   | variant                      | n_hybrid | n_comparison | difference | hedges_g | p_value | note
        vakkennis | gemengd_model                | 2        | 2            | -          | -        | -       | een_leerling_per_groep
        vakkennis | gemengd_model_zonder_aandeel | 2        | 2            | -          | -        | -       | een_leerling_per_groep
        vakkennis | hoofdanalyse                 | 2        | 2            | 1          | 0.361403 | -       | geen_spreiding_tussen_groepen
        vakkennis | vergelijking_zonder_aandeel  | 2        | 2            | 1          | 0.361403 | -       | geen_spreiding_tussen_groepen
    """  # noqa: E501
    assert_mart(catalogue, "outcome_sensitivity", given(), expected)


def test_a_group_is_hybrid_by_the_mean_of_all_that_was_measured_in_it(catalogue: Catalogue) -> None:
    # g1 of 2025: (0.5 + 0.4 + 0.5 + 0.5) / 4 = 0.475; g5: 0.25; g4: 0.3; g2 and g3 have 0 and 0.1
    expected = "school_id | school_year | group_id\n s1 | 2025 | g1\n s2 | 2025 | g4\n s3 | 2025 | g5"
    assert_mart(catalogue, "hybrid_groups", given(), expected)


def test_without_outcomes_nothing_is_compared(catalogue: Catalogue) -> None:
    assert mart_rows(catalogue, "outcome_effects", {}, ["outcome", "stratum"]) == []
    assert mart_rows(catalogue, "outcome_missing", {}, ["outcome", "stratum"]) == []
    assert mart_rows(catalogue, "outcome_sensitivity", {}, ["outcome", "variant"]) == []
