"""How long placements last: Kaplan-Meier curves with their interval, and under the axis how many are still followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import altair as alt
import polars as pl

from dashboard.charts.look import INK, SMALL, Drawing, Spec, apart, finished, largest, telling
from dashboard.language import Language
from dashboard.theme import QUIET, SERIES

_HEIGHT, _AXIS, _LINE = 300, 46, 16
_YEAR: Final = 365
_LETTER, _LONGEST = 0.02, 0.45  # of the width of a chart on a phone: a letter, and a name at most


@dataclass(frozen=True, slots=True)
class Stratum:
    """A curve to draw: ``position`` is its colour, None draws it in the background."""

    stratum: str
    name: str
    n: int
    position: int | None

    @property
    def is_small(self) -> bool:
        return self.n < SMALL

    @property
    def colour(self) -> str:
        return QUIET if self.position is None else SERIES[self.position % len(SERIES)]


def followed_until(at_risk: pl.DataFrame) -> int:
    """The last day, in half years, on which at least ten placements are followed; never less than a year."""
    counted = at_risk.group_by("days").agg(pl.col("at_risk").sum()).filter(pl.col("at_risk") >= SMALL)
    return max(_YEAR, int(largest(counted["days"])))


def survival_curves(
    curve: pl.DataFrame, at_risk: pl.DataFrame, strata: list[Stratum], until: int, language: Language
) -> Spec:
    """Step curves of the strata up to day ``until``; one of few is a thin grey line without interval or numbers.

    Args:
        curve: ``stratum, days, survival, ci_low, ci_high, at_risk, exits`` as ``mart.retention_curve``.
        at_risk: ``stratum, days, at_risk`` as ``mart.retention_at_risk``.
        strata: what to draw; those in front have a colour, a label and a row of numbers.
        until: the last day shown.
        language: of labels, numbers and tooltips.
    """
    data = _drawn(curve, strata, until)
    front = [s for s in strata if s.position is not None]
    layers: list[Drawing | None] = [
        _band(data, strata),
        _steps(data, strata),
        *_hover(data, strata, language),
        *_names(data, front),
    ]
    layers += _numbers_at_risk(at_risk, front, until, language)
    return finished(alt.layer(*[layer for layer in layers if layer is not None]), language, _HEIGHT)


def _drawn(curve: pl.DataFrame, strata: list[Stratum], until: int) -> pl.DataFrame:
    """The curves as far as shown, each closed by a row at its own end or at ``until``; years beside days."""
    kept = curve.filter(pl.col("stratum").is_in([s.stratum for s in strata]))
    inside = kept.filter(pl.col("days") <= until).sort("stratum", "days")
    ends = inside.group_by("stratum", maintain_order=True).last()
    last_days = kept.group_by("stratum").agg(pl.col("days").max().clip(upper_bound=until).alias("end"))
    closing = ends.join(last_days, on="stratum").with_columns(days=pl.col("end")).select(inside.columns)
    data = pl.concat([inside, closing]).unique(["stratum", "days"], keep="first", maintain_order=True)
    names = pl.DataFrame({"stratum": [s.stratum for s in strata], "name": [s.name for s in strata]})
    return data.join(names, on="stratum").sort("stratum", "days").with_columns(years=pl.col("days") / _YEAR)


def _x(until: int) -> alt.X:
    axis = alt.Axis(values=list(range(until // _YEAR + 1)) if until >= 2 * _YEAR else [0, 0.5, 1, 1.5], format="~g")
    return alt.X("years:Q", title=None, scale=alt.Scale(domain=[0, until / _YEAR], nice=False), axis=axis)


def _y(field: str = "survival") -> alt.Y:
    scale = alt.Scale(domain=[0, 1], nice=False)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]))


def _until(data: pl.DataFrame) -> int:
    return int(largest(data["days"]))


def _drawn_in(stratum: Stratum) -> str:
    return QUIET if stratum.is_small else stratum.colour


def _colour(strata: list[Stratum]) -> alt.Color:
    scale = alt.Scale(domain=[s.stratum for s in strata], range=[_drawn_in(s) for s in strata])
    return alt.Color("stratum:N", scale=scale, legend=None)


def _band(data: pl.DataFrame, strata: list[Stratum]) -> alt.Chart | None:
    wide = [s for s in strata if s.position is not None and not s.is_small]
    rows = data.filter(pl.col("stratum").is_in([s.stratum for s in wide]), pl.col("ci_low").is_not_null())
    if rows.is_empty():
        return None
    band: alt.Chart = (
        alt.Chart(rows)
        .mark_area(interpolate="step-after", opacity=0.17)
        .encode(x=_x(_until(data)), y=_y("ci_low"), y2="ci_high:Q", color=_colour(strata))
    )
    return band


def _steps(data: pl.DataFrame, strata: list[Stratum]) -> Drawing:
    def lines(chosen: list[Stratum], width: float, opacity: float) -> alt.Chart:
        rows = data.filter(pl.col("stratum").is_in([s.stratum for s in chosen]))
        drawn: alt.Chart = (
            alt.Chart(rows)
            .mark_line(interpolate="step-after", strokeWidth=width, opacity=opacity)
            .encode(x=_x(_until(data)), y=_y(), color=_colour(strata), detail="stratum:N")
        )
        return drawn

    behind = [s for s in strata if s.position is None]
    thin = [s for s in strata if s.position is not None and s.is_small]
    full = [s for s in strata if s.position is not None and not s.is_small]
    kinds = [(behind, 1.0, 0.7), (thin, 1.0, 1.0), (full, 2.4, 1.0)]
    return alt.layer(*[lines(chosen, width, opacity) for chosen, width, opacity in kinds if chosen])


def survival_tooltip(language: Language, followed: str, digits: int) -> list[alt.Tooltip]:
    """What a point of a curve says: of whom, when, which share with its interval, and of how many.

    Args:
        followed: what ``at_risk`` is called.
        digits: decimals of the percentages.
    """
    t, share = language.text, f".{digits}%"
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("days:Q", title=t("grafiek.dagen"), format=",.0f"),
        alt.Tooltip("survival:Q", title=t("grafiek.loopt_nog"), format=share),
        alt.Tooltip("ci_low:Q", title=t("grafiek.interval_laag"), format=share),
        alt.Tooltip("ci_high:Q", title=t("grafiek.interval_hoog"), format=share),
        alt.Tooltip("at_risk:Q", title=followed, format=",.0f"),
    ]


def _hover(data: pl.DataFrame, strata: list[Stratum], language: Language) -> list[alt.Chart]:
    """What a point says; of few nothing, for it would be a percentage."""
    told = data.filter(pl.col("stratum").is_in([s.stratum for s in strata if not s.is_small]))
    tooltip = survival_tooltip(language, language.text("grafiek.gevolgd"), 1)
    return [
        alt.Chart(rows).mark_point(size=80, opacity=0, filled=True).encode(x=_x(_until(data)), y=_y(), tooltip=own)
        for rows, own in telling(told, tooltip)
    ]


def _names(data: pl.DataFrame, front: list[Stratum]) -> list[alt.Chart]:
    """Names at the ends of the curves: above a long one, behind a short one."""
    order = pl.DataFrame({"stratum": [s.stratum for s in front]})
    ends = order.join(data.group_by("stratum", maintain_order=True).last(), on="stratum", how="inner")
    until = _until(data)
    lengths = [min(_LONGEST, _LETTER * len(name)) for name in ends["name"]]
    ends = ends.with_columns(pl.Series("begins", [(1 - length) * until for length in lengths], dtype=pl.Float64))
    is_short = pl.col("days") < pl.col("begins")
    # a name stands above its curve over its own length: as high as the curve is where the name begins
    begin = data.join(ends.select("stratum", "begins"), on="stratum").filter(pl.col("days") <= pl.col("begins"))
    highest = begin.group_by("stratum", maintain_order=True).last().select("stratum", height="survival")
    ends = ends.join(highest, on="stratum", how="left", maintain_order="left")
    ends = ends.with_columns(height=pl.when(is_short).then("survival").otherwise(pl.coalesce("height", "survival")))
    heights = apart([float(value) for value in ends["height"]], 0.075)
    placed = ends.with_columns(pl.Series("label_height", heights, dtype=pl.Float64))
    kinds = [(placed.filter(~is_short), "right", -4, -11), (placed.filter(is_short), "left", 7, -9)]
    return [
        alt.Chart(rows)
        .mark_text(align=align, dx=dx, dy=dy, fontWeight=600, color=INK)  # type: ignore[arg-type]
        .encode(x=_x(until), y=_y("label_height"), text="name:N")
        for rows, align, dx, dy in kinds
        if rows.height
    ]


def _numbers_at_risk(at_risk: pl.DataFrame, front: list[Stratum], until: int, language: Language) -> list[alt.Chart]:
    """Under the axis: what the axis is, then for each stratum its name and its numbers, in line with the axis."""
    years = list(range(until // _YEAR + 1))
    title = pl.DataFrame({"years": [0.0], "text": [language.text("grafiek.jaren_na_begin")]})
    layers = [_text(title, until, _HEIGHT + 34, align="left")]
    for row, stratum in enumerate(front):
        top = _HEIGHT + _AXIS + 14 + row * 2 * _LINE
        name = language.text("grafiek.nog_gevolgd", naam=stratum.name)
        start = pl.DataFrame({"years": [0.0], "text": [name]})
        layers.append(_swatch(start, until, top, _drawn_in(stratum)))
        layers.append(_text(start, until, top, align="left", bold=True, indent=14))
        counted = at_risk.filter(stratum=stratum.stratum).filter(pl.col("days").is_in([y * _YEAR for y in years]))
        numbers = counted.select(
            years=pl.col("days") / _YEAR,
            text=pl.col("at_risk").map_elements(language.number, return_dtype=pl.String),
        )
        layers.append(_text(numbers.filter(pl.col("years") == 0), until, top + _LINE, align="left"))
        layers.append(_text(numbers.filter(pl.col("years") > 0), until, top + _LINE))
    return layers


def _swatch(rows: pl.DataFrame, until: int, y: float, colour: str) -> alt.Chart:
    mark = alt.Chart(rows).mark_point(shape="square", filled=True, size=80, color=colour, opacity=1, xOffset=5)
    drawn: alt.Chart = mark.encode(x=_x(until), y=alt.value(y))
    return drawn


def _text(
    rows: pl.DataFrame, until: int, y: float, align: str = "center", bold: bool = False, indent: int = 0
) -> alt.Chart:
    weight = 600 if bold else 400
    mark = alt.Chart(rows).mark_text(align=align, dx=indent, fontWeight=weight, color=INK, fontSize=12)  # type: ignore[arg-type]
    written: alt.Chart = mark.encode(x=_x(until), y=alt.value(y), text="text:N")
    return written
