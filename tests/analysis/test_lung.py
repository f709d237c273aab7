"""Retention against the advanced lung cancer study, whose figures R's `survival` prints (no late entry, many ties).

Source of the data: Loprinzi et al. (1994), *Prospective evaluation of prognostic variables from patient-completed
questionnaires*, Journal of Clinical Oncology 12, 601–607; the data set `lung` of the R package survival. Expected
values: R's `survfit` and `survdiff`, as the design has them (stack.md, "Statistics").
"""

from __future__ import annotations

import pytest

from pipelines.analysis.survival import (
    Observed,
    exits_until,
    first_day_at_half,
    kaplan_meier,
    log_rank,
    restricted_mean,
)
from tests.analysis.observations import Unit, observed

# Days of each patient in the order of the source; + censored, f a woman
DAYS = """
306 455 1010+ 210 883 1022+ 310f 361f 218 166 170 654f 728f 71 567 144 613 707 61f 88 301 81f 624 371 394 520f 574 118
390 12 473f 26 533 107f 53 122f 814 965+f 93 731f 460 153f 433f 145f 583 95f 303 519 643 765f 735f 189 53 246 689 65 5f
132 687f 345f 444f 223 175 60f 163 65 208f 821+f 428 230 840+ 305f 11 132 226f 426f 705f 363f 11 176 791 95 196+ 167f
806+ 284 641f 147 740+f 163 655 239 88 245f 588+f 30 179 310 477 166f 559+f 450f 364 107 177 156 529+f 11 429 351f 15
181 283 201f 524f 13 212 524 288 363 442 199f 550f 54 558 207 92 60 551+f 543+f 293f 202 353 511+f 267 511+f 371f 387
457 337 201f 404+ 222 62f 458+ 356+f 353 163 31 340f 229 444+ 315+f 182f 156 329 364+f 291 179 376+f 384+f 268f 292+ 142
413+ 266+f 194f 320 181 285 301+ 348f 197 382+f 303+ 296+f 180 186f 145f 269+f 300+ 284+ 350f 272+f 292+f 332+f 285f
259+ 110 286 270 81 131 225+ 269 225+ 243+f 279+ 276+f 135 79f 59 240+f 202+f 235+f 105 224+f 239f 237+ 173+f 252+f
221+ 185+ 92+f 13 222+ 192+f 183 211+f 175+f 197+ 203+f 116 188+ 191+ 105+f 174+ 177+f
""".split()  # noqa: SIM905 - as a list of 228 texts nobody could compare it with the source


def unit(patient: str) -> Unit:
    days = patient.rstrip("f")
    return 0, int(days.rstrip("+")), 0 if days.endswith("+") else 1


def patients(is_woman: bool | None = None) -> Observed:
    return observed(*(unit(p) for p in DAYS if is_woman is None or p.endswith("f") == is_woman))


def test_lung_has_228_patients_of_whom_165_died() -> None:
    everybody = patients()
    assert (len(everybody.exit), int(everybody.is_exit.sum())) == (228, 165)
    assert [len(patients(is_woman).exit) for is_woman in (False, True)] == [138, 90]


@pytest.mark.parametrize(("day", "survival"), [(180, 0.721671), (365, 0.409242), (730, 0.115693)])
def test_survival_of_lung_is_as_r_has_it(day: int, survival: float) -> None:
    curve = kaplan_meier(patients())
    assert curve.survival[exits_until(curve, day) - 1] == pytest.approx(survival, abs=5e-7)


def test_median_of_lung_and_its_log_log_interval_are_as_r_has_them() -> None:
    curve = kaplan_meier(patients())
    medians = [first_day_at_half(curve.days, values) for values in (curve.ci_low, curve.survival, curve.ci_high)]
    assert medians == [284, 310, 361]


def test_log_rank_of_lung_by_sex_is_as_r_has_it() -> None:
    test = log_rank([patients(is_woman=False), patients(is_woman=True)])
    assert test is not None
    assert (round(test.chi2, 4), test.df, round(test.p, 5)) == (10.3267, 1, 0.00131)


@pytest.mark.parametrize(("horizon", "mean", "error"), [(365, 263.2219, 7.7989), (730, 357.0733, 16.2193)])
def test_restricted_mean_of_lung_is_as_r_has_it(horizon: int, mean: float, error: float) -> None:
    found = restricted_mean(kaplan_meier(patients()), horizon)
    assert (round(found[0], 4), round(found[1], 4)) == (mean, error)
