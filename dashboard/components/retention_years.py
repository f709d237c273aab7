"""Retention after a year as it is estimated now beside what was estimated a year before."""

from __future__ import annotations

from typing import Any

from dashboard.charts.look import SMALL
from dashboard.components.view import View

Row = dict[str, Any]


def years_sentence(view: View, years: list[Row]) -> str:
    """What the estimate was at the end of the year before, and whether it is shown to have changed.

    Both rest on mostly the same placements: intervals that overlap show no change, nor that there is none.

    Args:
        years: ``period, n, survival, ci_low, ci_high``, the latest first, as the question ``retention_years``.
    """
    if not years[1:]:
        return ""
    now, before = years[:2]
    if any(row["survival"] is None or row["n"] < SMALL for row in (now, before)):
        return ""
    t, number = view.language.text, view.language.number
    same = {"jaar": str(before["period"]), "toen": number(before["n"]), "nu": number(now["n"])}
    was = number(100 * before["survival"])
    if any(row["ci_low"] is None for row in (now, before)):
        return t("behoud.eerder.zonder_interval", aantal=was, **same)
    low, high = (number(100 * before[name]) for name in ("ci_low", "ci_high"))
    said = t("behoud.eerder", aantal=was, laag=low, hoog=high, **same)
    return f"{said} {t(f'behoud.eerder.{_verdict(now, before)}')}"


def _verdict(now: Row, before: Row) -> str:
    if now["ci_low"] > before["ci_high"]:
        return "meer"
    return "minder" if now["ci_high"] < before["ci_low"] else "overlap"
