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
        if stratum.is_small:
            parts.append(language.plural("beschrijving.curve.klein", stratum.n, naam=stratum.name))
        elif year.len():
            at_year, at_end = (language.percent(share) for share in (year[-1], rows["survival"][-1]))
            parts.append(language.text("beschrijving.curve", naam=stratum.name, jaar=at_year, eind=at_end))
    return language.text("beschrijving.behoud", delen="; ".join(parts), jaren=language.number(until / _YEAR, 1))


def levels_description(view: View, frame: pl.DataFrame, theme: str) -> str:
    """Of each round the mean level and its spread."""
    number = view.language.number
    parts = [
        view.language.text(
            "beschrijving.niveau.ronde",
            ronde=row["round"],
            gemiddeld=number(row["level_mean"], 1),
            laagste=number(row["level_lowest"], 1),
            hoogste=number(row["level_highest"], 1),
        )
        for row in frame.to_dicts()
    ]
    return view.language.text("beschrijving.niveau", thema=theme, delen="; ".join(parts))


def trend_description(view: View, frame: pl.DataFrame, what: str) -> str:
    """Each year with its value, where the path to the target is at the end, and from when another definition holds."""
    t = view.language.text
    parts = [f"{row['year']} {row['label']}" for row in frame.to_dicts() if row["label"] is not None]
    said = t("beschrijving.trend", wat=what, delen=view.language.listed(parts))
    if frame["path_label"][-1] is not None:
        said += " " + t("beschrijving.trend.pad", jaar=frame["year"][-1], pad=frame["path_label"][-1])
    for year in frame.filter(pl.col("is_break"))["year"]:
        said += " " + t("beschrijving.trend.breuk", jaar=year)
    return said


def years_description(view: View, frame: pl.DataFrame, what: str, planned: str, realised: str) -> str:
    """Of each year both amounts, as far as they are known."""
    euro = view.language.euro
    parts = []
    for row in frame.to_dicts():
        known = [(planned, row["planned"]), (realised, row["realised"])]
        said = view.language.listed([f"{name.lower()} {euro(amount)}" for name, amount in known if amount is not None])
        parts.append(f"{row['year']}: {said}")
    return view.language.text("beschrijving.staven", wat=what, delen="; ".join(parts))
