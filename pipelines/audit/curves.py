"""How many left, and when, as far as an outsider computes it from a published survival curve.

Of every placement whose end is seen, the curve falls by S/n: the share that still lasted over the number followed just
before (Kaplan & Meier 1958, eq. 2b). So exits = fall · n/S, and so for one reason (Aalen & Johansen 1978). Between two
points n and S are taken to lie between what these say, and every placement to be a person's only one: whoever came and
went in between, or has two, makes an outsider know less. The intervals published beside a curve bound exits from below
only (exits ≥ (ln S)²/variance, by Cauchy and Schwarz), and a mean leaves open when they were; neither tells of few.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from pipelines.audit.intervals import ROUNDING, Interval
from pipelines.audit.published import HORIZON, CurvePoint, PublishedCurve
from pipelines.audit.relations import Contradiction, Quantity

AT_RISK_HALF, SHARE_HALF, MONTH_HALF = 2, 0.005, 15.0
"""How far what is published may be from what was counted: rounded to 5, to 2 decimals, to months of 30 days."""
HALF = 0.5
MERGED = "overige_redenen"
"""The reasons that are not named on a day, together: on another day they may be others."""


class Bounds(NamedTuple):
    """Between what a number must lie."""

    low: float
    high: float

    def __add__(self, other: object) -> Bounds:
        assert isinstance(other, Bounds)
        return Bounds(self.low + other.low, self.high + other.high)

    def less(self, other: Bounds) -> Bounds:
        return Bounds(max(self.low - other.high, 0.0), self.high - other.low)


NOBODY = Bounds(0.0, 0.0)


def intervals_of_curves(curves: Sequence[PublishedCurve], threshold: int) -> Iterator[Interval]:
    """What can be computed of how many left, or were followed, from what is published of curves.

    Few are told of where certainly fewer than the threshold left between two points or for a reason; where some but
    certainly fewer left of placements whose curve is not shown; and where certainly fewer than twice the threshold are
    followed, or left by a median.

    Raises:
        Contradiction: there are no placements of which all of this is true.
    """
    for curve in curves:
        yield from _followed(curve, threshold)
        for before, after in pairwise(curve.points):
            left = exits_between(before, after)
            yield _few(_left(curve, before.days, after.days), left, threshold)
        yield from _for_reasons(curve, threshold)
        yield from _summaries(curve, threshold)
        _agree(curve)
    for whole in curves:
        parts = [curve for curve in curves if curve.part_of == whole.population]
        yield from _not_shown(whole, parts, threshold) if parts else ()


def survival_of(point: CurvePoint) -> Bounds:
    """Everybody who is followed from the first day was there on that day."""
    if point.days == 0:
        return Bounds(point.survival, point.survival)
    return Bounds(max(point.survival - SHARE_HALF, 0.0), min(point.survival + SHARE_HALF, 1.0))


def exits_between(before: CurvePoint, after: CurvePoint) -> Bounds:
    """After the one day, up to and including the other; a curve that falls has at least one exit."""
    fall, a_share = survival_of(before).less(survival_of(after)), _a_share(before, after)
    if after.survival > before.survival:
        raise Contradiction(f"a curve rises between day {before.days} and day {after.days}")
    least = 1.0 if after.survival < before.survival else 0.0
    return Bounds(max(fall.low * a_share.low, least), fall.high * a_share.high)


def _a_share(before: CurvePoint, after: CurvePoint) -> Bounds:
    """n/S between two points: how many placements one share of them stands for."""
    fewest, most = sorted((before.at_risk, after.at_risk))
    lowest = survival_of(after).low
    return Bounds(
        max(fewest - AT_RISK_HALF, 0) / max(survival_of(before).high, ROUNDING),
        (most + AT_RISK_HALF) / lowest if lowest > ROUNDING else math.inf,
    )


def _shares(points: Sequence[CurvePoint], since: int, until: int) -> Bounds:
    """n/S over a longer time; without points that span it, unbounded."""
    spanned = [_a_share(a, b) for a, b in pairwise(points) if a.days < until and b.days > since]
    if not spanned or points[0].days > since or points[-1].days < until:
        return Bounds(0.0, math.inf)
    return Bounds(min(one.low for one in spanned), max(one.high for one in spanned))


def _left(curve: PublishedCurve, since: int, until: int, reason: str = "") -> Quantity:
    codes = (("dag", f"{since + 1} t/m {until}"), *((("reden", reason),) if reason else ()))
    return Quantity(f"{curve.population}, vertrokken", codes)


def _few(quantity: Quantity, found: Bounds, threshold: int, must_be_some: bool = False) -> Interval:
    """Too narrow where it is certain that fewer than the threshold are counted (and, if so asked, that some are)."""
    is_none = found.low < 1 - ROUNDING if must_be_some else found.high < 1 - ROUNDING
    room = math.inf if is_none else found.high + ROUNDING - threshold
    return Interval(quantity, found.low, found.high, math.floor(room) if math.isfinite(room) else room)


def _followed(curve: PublishedCurve, threshold: int) -> Iterator[Interval]:
    for point in curve.points:
        at_risk = Bounds(max(point.at_risk - AT_RISK_HALF, 0), point.at_risk + AT_RISK_HALF)
        quantity = Quantity(f"{curve.population}, gevolgd", (("dag", str(point.days)),))
        if at_risk.high < 2 * threshold:
            yield _few(quantity, at_risk, 2 * threshold)


def _for_reasons(curve: PublishedCurve, threshold: int) -> Iterator[Interval]:
    by_day: dict[int, dict[str, float]] = {}
    for one in curve.incidences:
        by_day.setdefault(one.days, {})[one.reason] = one.share
    survival = {point.days: point for point in curve.points}
    for day, shares in sorted(by_day.items()):
        a_share = _shares(curve.points, 0, day)
        for reason, share in sorted(shares.items()):
            yield _few(_left(curve, 0, day, reason), _times(_about(share, 1), a_share), threshold)
        if day in survival:
            ended = Bounds(1.0, 1.0).less(survival_of(survival[day]))
            rest = ended.less(_about(sum(shares.values()), len(shares)))
            yield _few(_left(curve, 0, day, "niet genoemd"), _times(rest, a_share), threshold, must_be_some=True)
    for first, second in pairwise(sorted(by_day)):
        for reason, grown, is_more in _grown(by_day[first], by_day[second]):
            left = _times(grown, _shares(curve.points, first, second))
            left = Bounds(max(left.low, 1.0), left.high) if is_more else left
            yield _few(_left(curve, first, second, reason), left, threshold, must_be_some=True)


def _about(share: float, of: int) -> Bounds:
    return Bounds(max(share - of * SHARE_HALF, 0.0), share + of * SHARE_HALF)


def _times(share: Bounds, a_share: Bounds) -> Bounds:
    return Bounds(share.low * a_share.low, share.high * a_share.high if share.high > 0 else 0.0)


def _grown(then: dict[str, float], now: dict[str, float]) -> Iterator[tuple[str, Bounds, bool]]:
    """By how much each reason of an earlier day grew, and all that are not named on both days together."""
    named = (then.keys() & now.keys()) - {MERGED}
    for reason in sorted(named):
        yield reason, _about(now[reason], 1).less(_about(then[reason], 1)), now[reason] > then[reason]
    before, after = sorted(then.keys() - named), sorted(now.keys() - named)
    if before:
        shares = (_about(sum(of[r] for r in rest), len(rest)) for of, rest in ((now, after), (then, before)))
        grown = next(shares).less(next(shares))
        yield " + ".join(after or before), grown, grown.low > 0


def _summaries(curve: PublishedCurve, threshold: int) -> Iterator[Interval]:
    """A median and a mean are of twice the threshold that left, and that are followed on that day."""
    days = {"mediaan": curve.median_days and curve.median_days + MONTH_HALF, "gemiddelde": curve.mean_days and HORIZON}
    for what, day in days.items():
        until = next((place for place, point in enumerate(curve.points) if day and point.days >= day), None)
        if until is None:
            continue  # how many left after the last point is not to be had
        points, codes = curve.points[: until + 1], (("dag", f"van {what}"),)
        left = sum((exits_between(a, b) for a, b in pairwise(points)), NOBODY)
        yield _few(Quantity(f"{curve.population}, vertrokken", codes), left, 2 * threshold)
        followed = Bounds(0.0, max(point.at_risk for point in points[-2:]) + AT_RISK_HALF)
        yield _few(Quantity(f"{curve.population}, gevolgd", codes), followed, 2 * threshold)


def _agree(curve: PublishedCurve) -> None:
    """A median, or that there is none, and a mean are of the same placements as the curve.

    Raises:
        Contradiction: they cannot be.
    """
    for point in curve.points:
        survival = survival_of(point)
        is_before = curve.is_beyond or (curve.median_days is not None and point.days < curve.median_days - MONTH_HALF)
        is_after = curve.median_days is not None and point.days >= curve.median_days + MONTH_HALF
        if (is_before and survival.high <= HALF) or (is_after and survival.low > HALF + ROUNDING):
            raise Contradiction(f"{curve.population}: the median is not that of the curve at day {point.days}")
    if curve.mean_days is not None:
        area = _area(curve.points)
        if area.low > curve.mean_days + MONTH_HALF or area.high < curve.mean_days - MONTH_HALF:
            raise Contradiction(f"{curve.population}: the mean is not the area under the curve")


def _area(points: Sequence[CurvePoint]) -> Bounds:
    """Under the curve up to the horizon; between two points it falls at once, or at the end."""
    area = NOBODY
    start, end = CurvePoint(0, 0, 1.0), CurvePoint(HORIZON, 0, 0.0)
    for before, after in pairwise([start, *(p for p in points if 0 < p.days <= HORIZON), end]):
        days = after.days - before.days
        lowest = survival_of(after).low if after is not end else 0.0
        area += Bounds(days * lowest, days * survival_of(before).high)
    return area


def _not_shown(whole: PublishedCurve, parts: Sequence[PublishedCurve], threshold: int) -> Iterator[Interval]:
    """What a curve leaves without its parts: between two days without those that have a point on both, and by a day
    without all that is known of every part, of those without a point on it up to an earlier one.
    """
    days = {curve.population: {point.days for point in curve.points} for curve in (whole, *parts)}
    for since, until in combinations(sorted(days[whole.population]), 2):
        shown = [part for part in parts if {since, until} <= days[part.population]]
        if shown and len(shown) < len(parts):
            beside = _all_between(shown, since, until)
            yield _rest(_left(whole, since, until), _between(whole.points, since, until).less(beside), shown, threshold)
        now = [part for part in parts if until in days[part.population]]
        earlier = [part for part in parts if part not in now and any(0 < day <= since for day in days[part.population])]
        if now and earlier:
            known = _all_between(now, 0, until) + _all_between(earlier, 0, since)
            rest = _between(whole.points, 0, until).less(known)
            yield _rest(_left(whole, 0, until), rest, [*now, *earlier], threshold)


def _rest(left: Quantity, found: Bounds, without: Sequence[PublishedCurve], threshold: int) -> Interval:
    names = ", ".join(part.population for part in without)
    return _few(left._replace(less=names), found, threshold, must_be_some=True)


def _all_between(curves: Sequence[PublishedCurve], since: int, until: int) -> Bounds:
    return sum((_between(curve.points, since, until) for curve in curves), NOBODY)


def _between(points: Sequence[CurvePoint], since: int, until: int) -> Bounds:
    own = [point for point in points if since <= point.days <= until]
    return sum((exits_between(a, b) for a, b in pairwise(own)), NOBODY)
