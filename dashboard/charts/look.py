"""What every chart has in common: locale, type, quiet axes. Text takes its colour from the page, in both themes."""

from __future__ import annotations

from typing import Any, Final, cast

import altair as alt
import polars as pl

from dashboard.language import Language
from dashboard.theme import QUIET

Spec = dict[str, Any]
Drawing = alt.Chart | alt.LayerChart | alt.FacetChart
SMALL: Final = 10  # below this many "3 van 4", and no percentage, colour or interval
INK: Final = "currentColor"  # charts are drawn as SVG: text inherits the colour of the page
_GRID: Final[dict[str, Any]] = {"gridColor": QUIET, "gridOpacity": 0.22}
_LABELS: Final[dict[str, Any]] = {
    "labelLimit": 0,
    "labelPadding": 6,
    "labelFontSize": 12,
    "labelFlush": False,
    "labelBound": False,
}


def finished(chart: Drawing, language: Language, height: int) -> Spec:
    """The chart's spec in a language, as wide as its place. ``height`` is of the plot; what stands outside it adds."""
    whole = chart.properties(width="container", height=height).configure(
        locale=alt.Locale(**language.vega_locale()), **_config()
    )
    spec: Spec = whole.to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["usermeta"] = {"embedOptions": {"renderer": "svg", "actions": False}}
    return spec


def _config() -> dict[str, Any]:
    return {
        "mark": alt.MarkConfig(tooltip=None),  # else Streamlit tells of each mark its columns, as they are called here
        "axisX": alt.AxisConfig(grid=False, domain=True, domainColor=QUIET, **_LABELS),
        "axisY": alt.AxisConfig(domain=False, ticks=False, **_GRID, **_LABELS),
        "text": alt.MarkConfig(color=INK, fontSize=12.5),
        "view": alt.ViewConfig(stroke=None),
    }


def telling(data: pl.DataFrame, tooltip: list[alt.Tooltip]) -> list[tuple[pl.DataFrame, list[alt.Tooltip]]]:
    """The rows, and what a tooltip says of them: nothing of what they lack, for that it would call "null"."""
    fields = [str(tip["shorthand"]).split(":")[0] for tip in tooltip]
    lacking = [tuple(name for name in fields if row[name] is None) for row in data.iter_rows(named=True)]
    return [
        (
            data.filter(pl.Series([own == kind for own in lacking], dtype=pl.Boolean)),
            [tip for tip, name in zip(tooltip, fields, strict=True) if name not in kind],
        )
        for kind in dict.fromkeys(lacking)
    ]


def largest(values: pl.Series) -> float:
    """The largest of numbers; 0 of none."""
    return float(cast("float", values.max() or 0))


def apart(heights: list[float], distance: float) -> list[float]:
    """Heights for labels: each as near to its own as leaves ``distance`` between neighbours. In the order given."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed: dict[int, float] = {}
    floor = float("-inf")
    for i in order:
        placed[i] = max(heights[i], floor)
        floor = placed[i] + distance
    return [placed[i] for i in range(len(heights))]
