"""What each chart shows, in words: for those who cannot see it."""

from __future__ import annotations

import polars as pl

from dashboard.charts.survival import Stratum
from dashboard.components.view import View

_YEAR = 365


def months_description(view: View, frame: pl.DataFrame, what: str, digits: int = 0) -> str:
    """From when to when, the highest total, and each series at the end."""
    language = view.language
    totals = frame.group_by("month", maintain_order=True).agg(pl.col("value").sum())
    highest = totals.sort("value", descending=True).row(0, named=True)
    last = frame.filter(pl.col("month") == frame["month"].max()).sort("position")
    ends = [f"{row['series']} {language.number(row['value'], digits)}" for row in last.to_dicts()]
    return language.text(
        "beschrijving.maanden",
        wat=what,
        van=language.month(totals["month"][0]),
        tot=language.month(totals["month"][-1]),
        eind=language.listed(ends),
        hoogste=language.number(highest["value"], digits),
        wanneer=language.month(highest["month"]),
    )


def bars_description(view: View, frame: pl.DataFrame, what: str) -> str:
    """Every bar with its number."""
    parts = [f"{row['name']} {view.language.number(row['value'])}" for row in frame.to_dicts()]
    return view.language.text("beschrijving.staven", wat=what, delen=view.language.listed(parts))


def rows_description(view: View, frame: pl.DataFrame) -> str:
    """How many rows came in and were rejected, and in which month most of those."""
    language = view.language
    worst = frame.sort("rejected", descending=True).row(0, named=True)
    return language.text(
        "beschrijving.rijen",
        van=language.month(frame["month"][0]),
        tot=language.month(frame["month"][-1]),
        aanvaard=language.number(int(frame["accepted"].sum())),
        afgekeurd=language.number(int(frame["rejected"].sum())),
        meeste=language.number(worst["rejected"]),
        wanneer=language.month(worst["month"]),
    )


def survival_description(view: View, curve: pl.DataFrame, strata: list[Stratum], until: int) -> str:
    """Of each curve in front how many last after a year and at the end of what is shown."""
    language = view.language
    parts = []
    for stratum in (s for s in strata if s.position is not None):
        rows = curve.filter(pl.col("stratum") == stratum.stratum, pl.col("days") <= until).sort("days")
        year = rows.filter(pl.col("days") <= _YEAR)["survival"]
        if year.len():
            at_year, at_end = (language.percent(share) for share in (year[-1], rows["survival"][-1]))
            parts.append(language.text("beschrijving.curve", naam=stratum.name, jaar=at_year, eind=at_end))
    return language.text("beschrijving.behoud", delen="; ".join(parts), jaren=language.number(until / _YEAR, 1))
