"""The retention curve of the funder edition: on a grid, rounded, and only where enough persons left and stayed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import polars as pl

GRID = (0, 91, 182, 273, 365, 456, 547, 638, 730)
COMPETING_DAYS = (365, 730)
MERGED = "overige_redenen"
AT_RISK_STEP, DECIMALS = 5, 2
AT_RISK_HALF, SHARE_HALF = 2, 0.005
"""How far what is shown may be from what was counted."""
POINTS = {
    "days": pl.Int64,
    "at_risk": pl.Int64,
    "survival": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
}
INCIDENCES = {
    "exit_reason": pl.String,
    "days": pl.Int64,
    "cumulative_incidence": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
}


@dataclass
class Followed:
    """Placements under observation, and the curve estimated on them.

    ``units``: one row a placement with exposure: ``professional_id, entry_days, exit_days, is_exit``. ``curve``: rows
    of ``retention_curve`` of these placements. Counts are of distinct professionals. On a day of ``barred`` nothing is
    shown: too few changed since the round before.
    """

    units: pl.DataFrame
    curve: pl.DataFrame
    barred: Collection[int] = ()
    shown: list[int] = field(default_factory=list)

    def at_risk(self, day: int) -> int:
        """Persons with entry < day ≤ exit; on day 0, those who are followed from their start."""
        entered = (pl.col("entry_days") < day) if day else (pl.col("entry_days") == 0)
        return int(self.units.filter(entered, pl.col("exit_days") >= day)["professional_id"].n_unique())

    def left(self, since: int, until: int) -> set[str]:
        """Who left after the one day, up to and including the other."""
        between = (pl.col("exit_days") > since) & (pl.col("exit_days") <= until)
        return set(self.units.filter(pl.col("is_exit"), between)["professional_id"])

    @property
    def last_shown(self) -> int:
        return self.shown[-1] if self.shown else -1

    def last_shown_by(self, day: int) -> int:
        """The last day up to this one that is shown; −1 when there is none."""
        return max((one for one in self.shown if one <= day), default=-1)

    def may_show(self, day: int, threshold: int) -> bool:
        """2T persons at risk, and T that left since the last point shown; day 0 tells of no exit."""
        if day in self.barred or self.at_risk(day) < 2 * threshold:
            return False
        if day == 0:
            return True
        return len(self.left(self.last_shown, day)) >= threshold and not self._looks_like_few(day, threshold)

    def _looks_like_few(self, day: int, threshold: int) -> bool:
        """Whether the figures would say that fewer than T left since the last point: exits are fall · n/S.

        Not so where each person has one placement and nobody comes and goes in between, the auditor's reading.
        """
        if not self.shown:
            return False
        before, after = self._point(self.last_shown), self._point(day)
        fall = float(before["survival"] - after["survival"]) + (2 if self.last_shown else 1) * SHARE_HALF
        return fall * _most_a_share(before, after) < threshold

    def points(self) -> pl.DataFrame:
        """What is shown: at_risk rounded to 5, survival and its interval to 2 decimals; no exits."""
        return pl.DataFrame([self._point(day) for day in self.shown], schema=POINTS, orient="row")

    def _point(self, day: int) -> dict[str, Any]:
        estimate = self.curve.filter(pl.col("days") <= day).sort("days").tail(1)
        rounded = {name: _rounded(estimate[name].item()) for name in ("survival", "ci_low", "ci_high")}
        at_risk = AT_RISK_STEP * ((2 * self.at_risk(day) + AT_RISK_STEP) // (2 * AT_RISK_STEP))
        return {"days": day, "at_risk": at_risk, **rounded}


def _most_a_share(before: Mapping[str, Any], after: Mapping[str, Any]) -> float:
    """How many placements one share of them stands for at most between two points: the largest n over the least S."""
    least = float(after["survival"]) - SHARE_HALF
    return (max(before["at_risk"], after["at_risk"]) + AT_RISK_HALF) / least if least > 0 else float("inf")


def shown_curve(everybody: Followed, threshold: int) -> pl.DataFrame:
    """The points of the programme's curve that may be published, as `POINTS`."""
    for day in GRID:
        if everybody.may_show(day, threshold):
            everybody.shown.append(day)
    return everybody.points()


def shown_curves(strata: Mapping[str, Followed], threshold: int) -> Mapping[str, pl.DataFrame]:
    """The points of the curves of strata that make up the programme, whose curve is shown beside them.

    The strata without a point on a day are what is left of the programme without the others: an implied cell. Where 1
    to T−1 of theirs left (by that day, or since a day shown before), strata with fewest exits are left out as well.
    """
    followed = dict(sorted(strata.items()))
    for day in GRID:
        shown = [one for one in followed.values() if one.may_show(day, threshold)]
        shown.sort(key=lambda one: len(one.left(-1, day)))
        while shown and not _may_be_implied(followed.values(), shown, day, threshold):
            shown = shown[1:]
        for one in shown:
            one.shown.append(day)
    return {name: one.points() for name, one in followed.items()}


def _may_be_implied(strata: Collection[Followed], shown: list[Followed], day: int, threshold: int) -> bool:
    """What subtraction gives: on each day the strata without a point are known together, as the programme without the
    others. Since an earlier day known are they, each from its own last point by then; and those without a point on
    that day, together with them where they share one.
    """
    hidden = [one for one in strata if not _is_among(one, shown)]
    for since in sorted({-1}.union(*(one.shown for one in strata))):
        own = set().union(*(one.left(one.last_shown_by(since), day) for one in hidden))
        before = [one for one in strata if since >= 0 and since not in one.shown]
        joined = [one for one in strata if _is_among(one, before) or _is_among(one, hidden)]
        is_apart = not any(_is_among(one, before) for one in hidden)
        together = set().union(*(one.left(since, day) for one in (before if is_apart else joined)))
        counts = [len(own), len(together) if len(joined) < len(strata) or is_apart else 0]
        if any(0 < count < threshold for count in counts):
            return False
    return True


def _is_among(one: Followed, others: Collection[Followed]) -> bool:
    return any(one is other for other in others)


def shown_incidences(
    exits: pl.DataFrame,
    incidences: pl.DataFrame,
    curve: pl.DataFrame,
    threshold: int,
    changed: Mapping[int, Mapping[str, set[str]]] = MappingProxyType({}),
) -> pl.DataFrame:
    """Competing exits on days 365 and 730, as `INCIDENCES`.

    Reasons for which fewer than T persons left by then, or would seem to, are merged into one, `MERGED` (incidences add
    up; it has no interval); nothing is shown of a day when fewer than T are in the merged one, or on which the curve
    has no point, since survival is what the incidences leave. Day 730 is left out when from 1 to T−1 persons left since
    day 365 for what day 365 shows as one.

    Args:
        exits: one row a placement that ended in an exit: ``professional_id, exit_reason, exit_days``.
        incidences: rows of ``retention_competing`` of one stratum.
        curve: the points of its curve that are shown, as `POINTS`.
        changed: by day and reason, who came or went since the round before. Reasons with from 1 to T−1 of these are
            merged as well, and nothing is shown of a day on which there are so few in the merged one.
    """
    rows: list[dict[str, Any]] = []
    groups: list[list[str]] = []
    for day in COMPETING_DAYS:
        by_then = _persons_by_reason(exits, day)
        moved = changed.get(day, {})
        thin = {reason for reason, persons in moved.items() if 0 < len(persons) < threshold}
        thin |= {r for r in by_then if _seems(_incidence(incidences, [r], day), curve) < threshold}
        small = sorted(r for r, persons in by_then.items() if len(persons) < threshold or r in thin)
        merged = set().union(*(by_then[reason] for reason in small))
        grown = [_grown(exits, group, day) for group in groups]
        grown += [len(merged), len(set().union(*(moved.get(reason, set()) for reason in small)))]
        if day not in curve["days"] or any(0 < n < threshold for n in grown):
            continue
        together = [[reason] for reason in sorted(by_then.keys() - small)] + ([small] if small else [])
        found = [_incidence(incidences, group, day) for group in together]
        if all(_seems(one, curve) >= threshold for one in found):
            groups = together
            rows += found
    return pl.DataFrame(rows, schema=INCIDENCES, orient="row")


def _persons_by_reason(exits: pl.DataFrame, day: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for reason, person in exits.filter(pl.col("exit_days") <= day).select("exit_reason", "professional_id").iter_rows():
        found.setdefault(reason, set()).add(person)
    return found


def _grown(exits: pl.DataFrame, group: list[str], day: int) -> int:
    """Persons that left for one of these reasons since the first of the competing days."""
    since = (pl.col("exit_days") > COMPETING_DAYS[0]) & (pl.col("exit_days") <= day)
    return int(exits.filter(since, pl.col("exit_reason").is_in(group))["professional_id"].n_unique())


def _seems(shown: Mapping[str, Any], curve: pl.DataFrame) -> float:
    """How many would seem to have left at most, as in `Followed`; without limit where there are no points."""
    points = curve.filter(pl.col("days") <= shown["days"]).sort("days").to_dicts()
    a_share = max((_most_a_share(before, after) for before, after in pairwise(points)), default=float("inf"))
    return (float(shown["cumulative_incidence"]) + SHARE_HALF) * a_share


def _incidence(incidences: pl.DataFrame, group: list[str], day: int) -> dict[str, Any]:
    by_then = incidences.filter(pl.col("days") <= day, pl.col("exit_reason").is_in(group)).sort("days")
    last = by_then.group_by("exit_reason", maintain_order=True).last()
    row = {
        "exit_reason": MERGED,
        "days": day,
        "cumulative_incidence": _rounded(float(last["cumulative_incidence"].sum())),
    }
    if len(group) > 1:
        return row
    return {**row, "exit_reason": group[0], **{name: _rounded(last[name].item()) for name in ("ci_low", "ci_high")}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
