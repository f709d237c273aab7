"""Euros a year: what was planned and what came of it, a bar each, with the amount behind it."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboard.charts.look import INK, Spec, finished, largest
from dashboard.language import Language
from dashboard.theme import ACCENT, QUIET

_YEAR, _BAR, _ROOM = 50, 14, 1.42  # room behind the longest bar for its amount


def year_pairs(frame: pl.DataFrame, language: Language, planned: str, realised: str) -> Spec:
    """Two bars a year. What is not known has no bar.

    Args:
        frame: ``year``, ``planned``, ``realised`` in euros; years in order.
        planned: what the first bar is called, for the tooltip; ``realised`` likewise.
    """
    long = frame.unpivot(index="year", on=["planned", "realised"], variable_name="kind", value_name="amount")
    names = pl.DataFrame({"kind": ["planned", "realised"], "name": [planned, realised]})
    data = long.join(names, on="kind", maintain_order="left").filter(pl.col("amount").is_not_null())
    amounts = [language.euro(amount) for amount in data["amount"]]
    data = data.with_columns(pl.Series("label", amounts, dtype=pl.String))
    top = max(largest(data["amount"]), 1) * _ROOM
    y = alt.Y("year:N", sort=None, title=None, axis=alt.Axis(grid=False))
    offset = alt.YOffset("kind:N", sort=["planned", "realised"])
    x = alt.X("amount:Q", title=None, axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    colour = alt.Color("kind:N", scale=alt.Scale(domain=["planned", "realised"], range=[QUIET, ACCENT]), legend=None)
    tooltip = [
        alt.Tooltip("year:N", title=" "),
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("label:N", title=language.text("grafiek.bedrag")),
    ]
    bars = alt.Chart(data).mark_bar(height=_BAR).encode(x=x, y=y, yOffset=offset, color=colour, tooltip=tooltip)
    numbers = alt.Chart(data).mark_text(align="left", dx=6, color=INK)
    drawn = alt.layer(bars, numbers.encode(x=x, y=y, yOffset=offset, text="label:N"))
    return finished(drawn, language, max(1, frame.height) * _YEAR)
