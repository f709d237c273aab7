"""What the auditor makes of a published survival curve: exits are fall · n/S. T = 5 unless it is said."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.audit.curves import exits_between
from pipelines.audit.intervals import Interval
from pipelines.audit.published import CurvePoint, Incidence, Publication, PublishedCurve
from pipelines.audit.relations import Contradiction
from pipelines.audit.verdict import audit
from pipelines.disclosure.curve import shown_curve, shown_curves
from tests.disclosure.test_curve import followed, units


def curve(*points: tuple[int, int, float], name: str = "alle", **others: object) -> PublishedCurve:
    return PublishedCurve(name, [CurvePoint(*point) for point in points], **others)  # type: ignore[arg-type]


def too_narrow(*curves: PublishedCurve, threshold: int = 5) -> dict[str, Interval]:
    return {str(one.quantity): one for one in audit(Publication([], curves=curves), threshold).too_narrow}


def test_exits_between_two_points_are_the_fall_times_how_many_a_share_stands_for() -> None:
    """0.105 to 0.115 of 123 / 1 to 142 / 0.885; from 0.885 … 0.895 to 0.825 … 0.835, of 113 / 0.895 to 127 / 0.825."""
    first = exits_between(CurvePoint(0, 140, 1.0), CurvePoint(91, 125, 0.89))
    assert (round(first.low, 3), round(first.high, 3)) == (12.915, 18.452)

    second = exits_between(CurvePoint(91, 125, 0.89), CurvePoint(182, 115, 0.83))
    assert (round(second.low, 3), round(second.high, 3)) == (6.313, 10.776)


def test_a_step_of_one_or_two_is_caught_and_a_step_of_five_is_not() -> None:
    """0 to 0.02 of at most 117 / 0.815: a curve that falls has at least one exit."""
    [few] = too_narrow(curve((0, 140, 1.0), (91, 115, 0.83), (182, 110, 0.82))).values()
    assert (few.low, round(few.high, 2), few.room) == (1, 2.87, -3)

    assert not too_narrow(curve((0, 20, 1.0), (91, 15, 0.75)))  # five of twenty


def test_a_step_of_nobody_that_is_told_is_a_step_of_few() -> None:
    """The same share on two days: nobody left, or one."""
    [few] = too_narrow(curve((0, 140, 1.0), (91, 115, 0.83), (182, 110, 0.83))).values()
    assert (few.low, round(few.high, 2)) == (0, 1.42)


def test_a_curve_that_rises_is_a_contradiction() -> None:
    with pytest.raises(Contradiction, match="rises"):
        too_narrow(curve((0, 50, 1.0), (91, 40, 0.8), (182, 40, 0.85)))


def test_ten_are_followed_at_every_point() -> None:
    """Rounded to five, five is at most seven, and ten at least eight."""
    assert set(too_narrow(curve((0, 5, 1.0)))) == {"alle, gevolgd (dag 0)"}
    assert not too_narrow(curve((0, 10, 1.0)))


def test_a_part_without_a_point_is_what_the_whole_leaves() -> None:
    """The whole: 0.155 · 98 to 0.165 · 102 / 0.835; mbo 0.145 · 58 to 0.155 · 62 / 0.845. In between 4 and 11.7."""
    whole = curve((0, 100, 1.0), (91, 100, 0.84))
    shown = curve((0, 60, 1.0), (91, 60, 0.85), name="mbo", part_of="alle")
    hidden = curve((0, 40, 1.0), name="hbo", part_of="alle")

    rest = too_narrow(whole, shown, hidden, threshold=12)["alle, vertrokken − mbo (dag 1 t/m 91)"]
    assert (round(rest.low, 2), round(rest.high, 2)) == (3.82, 11.75)
    assert not too_narrow(whole, shown, hidden, threshold=11)
    assert "alle, vertrokken − mbo (dag 1 t/m 91)" not in too_narrow(whole, shown, threshold=12)  # nobody else is there


def with_reasons(*shares: tuple[str, int, float]) -> PublishedCurve:
    points = ((0, 100, 1.0), (365, 70, 0.7), (730, 60, 0.6))
    return curve(*points, incidences=[Incidence(*share) for share in shares])


def test_a_reason_of_few_is_caught() -> None:
    """0.02 to 0.03 of at most 102 / 0.695: four; 0.03 may be five."""
    rest = (("school", 365, 0.27), ("bedrijf", 365, 0.28))
    assert set(too_narrow(with_reasons(("overig", 365, 0.025), rest[0]))) == {
        "alle, vertrokken (dag 1 t/m 365, reden overig)"
    }
    assert not too_narrow(with_reasons(("overig", 365, 0.03), rest[0]))


def test_what_grew_by_few_between_two_days_is_caught() -> None:
    """0.27 became 0.28, 0 to 0.02 of at most 72 / 0.595; that which did not grow may be nobody's."""
    found = too_narrow(with_reasons(("school", 365, 0.27), ("school", 730, 0.28), ("overige_redenen", 730, 0.12)))
    assert set(found) == {"alle, vertrokken (dag 366 t/m 730, reden school)"}
    assert found["alle, vertrokken (dag 366 t/m 730, reden school)"].high == pytest.approx(2.42, abs=0.01)
    assert not too_narrow(with_reasons(("school", 365, 0.27), ("school", 730, 0.27), ("overige_redenen", 730, 0.13)))


def test_reasons_that_are_merged_on_one_day_are_followed_under_their_own_names() -> None:
    """What was merged at 0.10 is school with 0.09 and the rest with 0.03: 0.02 more, at most 0.035 · 72 / 0.595."""
    first = (("bedrijf", 365, 0.20), ("overige_redenen", 365, 0.10))
    later = (("bedrijf", 730, 0.28), ("school", 730, 0.09), ("overige_redenen", 730, 0.03))
    found = too_narrow(with_reasons(*first, *later))
    assert set(found) == {"alle, vertrokken (dag 366 t/m 730, reden overige_redenen + school)"}


def test_who_left_for_no_reason_that_is_named_is_what_the_curve_leaves() -> None:
    """0.30 left and 0.28 are named: between nothing and 0.03 is not certain; of 0.27 it is."""
    assert not too_narrow(with_reasons(("school", 365, 0.28)))
    unnamed = audit(Publication([], curves=[with_reasons(("school", 365, 0.27))]), 5)
    [rest] = [one for one in unnamed.intervals if "niet genoemd" in str(one.quantity)]
    assert (round(rest.low, 2), round(rest.high, 2)) == (1.36, 5.87)


def test_a_median_is_of_twice_the_threshold() -> None:
    """At most twelve are followed, and at most 0.555 · 12 / 0.445 left by then: fewer than sixteen for T = 8."""
    given_curve = curve((0, 10, 1.0), (365, 10, 0.45), median_days=180)
    named = {"alle, gevolgd (dag van mediaan)", "alle, vertrokken (dag van mediaan)"}

    assert named <= set(too_narrow(given_curve, threshold=8))
    assert not named & set(too_narrow(given_curve, threshold=5))


@pytest.mark.parametrize(
    ("given_curve", "is_possible"),
    [
        (curve((0, 50, 1.0), (365, 30, 0.6), median_days=390), True),
        (curve((0, 50, 1.0), (365, 30, 0.6), median_days=330), False),  # more than half were there after it
        (curve((0, 50, 1.0), (365, 30, 0.48), median_days=420), False),  # less than half were there before it
        (curve((0, 50, 1.0), (365, 30, 0.48), is_beyond=True), False),
        (curve((0, 50, 1.0), (365, 30, 0.6), (730, 20, 0.4), mean_days=540), True),  # 219 + 146 to 365 + 219
        (curve((0, 50, 1.0), (365, 30, 0.6), (730, 20, 0.4), mean_days=630), False),
        (curve((0, 50, 1.0), (365, 30, 0.6), (730, 20, 0.4), mean_days=330), False),
    ],
)
def test_a_median_and_a_mean_are_those_of_the_curve(given_curve: PublishedCurve, is_possible: bool) -> None:
    if is_possible:
        too_narrow(given_curve)
        return
    with pytest.raises(Contradiction):
        too_narrow(given_curve)


GROUPS = st.lists(
    st.tuples(
        st.sampled_from(["vmbo", "mbo", "hbo"]),
        st.integers(1, 12),
        st.sampled_from([0, 0, 0, 60, 200]),
        st.integers(1, 800),
        st.booleans(),
    ),
    min_size=5,
    max_size=40,
)


@given(GROUPS)
@settings(max_examples=60, deadline=None)
def test_what_the_publisher_shows_withstands_the_auditor(groups: list[tuple[str, int, int, int, bool]]) -> None:
    """The auditor shares no code with what decided; it sees the points that are left."""
    own = {
        sector: units(*((n, e, e + days, left) for s, n, e, days, left in groups if s == sector), prefix=sector)
        for sector in {group[0] for group in groups}
    }
    everybody = units(*((n, e, e + days, left) for _, n, e, days, left in groups))
    shown = {"alle": shown_curve(followed(everybody), 5), **shown_curves({s: followed(u) for s, u in own.items()}, 5)}
    published = [
        curve(
            *points.select("days", "at_risk", "survival").iter_rows(),
            name=name,
            part_of="alle" if name in own else None,
        )
        for name, points in shown.items()
    ]
    found = too_narrow(*published)
    assert not found, {name: (one.low, one.high) for name, one in found.items()}


def test_without_a_bound_there_is_no_few() -> None:
    """Where nobody is left, a share stands for any number."""
    assert exits_between(CurvePoint(0, 20, 1.0), CurvePoint(91, 10, 0.0)).high == math.inf
