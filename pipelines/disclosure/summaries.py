"""Shares, means and other figures of persons: when they may be published, and how exactly (disclosure.md, "Rules")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_GROUPS, LEAST_SCHOOLS = 3, 2
DAYS_A_MONTH = 30


def may_show_share(part: int, whole: int, threshold: int) -> bool:
    """x/n only if n ≥ T, and x and n−x are each 0 or ≥ T."""
    return whole >= threshold and all(count == 0 or count >= threshold for count in (part, whole - part))


def whole_percent(part: int, whole: int) -> int:
    """x/n in whole percents, rounded half up; the auditor reckons with this rounding."""
    return (200 * part + whole) // (2 * whole)


def may_show_quantile(persons: int, threshold: int) -> bool:
    """Medians, standard deviations and quantiles need 2T persons; minima and maxima are never published."""
    return persons >= 2 * threshold


def shown_mean(mean: float) -> float:
    """A mean has the suppression of its count, and one decimal."""
    return round(mean, 1)


def shown_months(days: float | None, exits: int, at_risk: int, threshold: int) -> int | None:
    """A median or restricted mean in whole months of 30 days; None without 2T exits and 2T at risk there.

    Args:
        days: the median, or the mean restricted to a horizon; None when there is none.
        exits: distinct persons that left.
        at_risk: distinct persons at risk on the day of the median, or on the horizon.
    """
    if days is None or min(exits, at_risk) < 2 * threshold:
        return None
    return int((days + DAYS_A_MONTH / 2) // DAYS_A_MONTH)


@dataclass(frozen=True, slots=True)
class PupilGroup:
    """A group in a comparison of outcomes: taught by hybrid professionals or not, its school, its counted pupils."""

    is_hybrid: bool
    school_id: str
    pupils: int


def may_show_outcome(groups: Sequence[PupilGroup], threshold: int) -> bool:
    """At least 3 groups from 2 schools and 2T pupils on each side: a smaller comparison rates single professionals."""
    for is_hybrid in (True, False):
        side = [group for group in groups if group.is_hybrid == is_hybrid]
        schools, pupils = {group.school_id for group in side}, sum(group.pupils for group in side)
        if len(side) < LEAST_GROUPS or len(schools) < LEAST_SCHOOLS or pupils < 2 * threshold:
            return False
    return True
