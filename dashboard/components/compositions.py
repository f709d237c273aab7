"""Frames of active placements as the charts want them, with names in the reader's language."""

from __future__ import annotations

import polars as pl

from dashboard.components.view import View

ATTRIBUTES = ("function", "contract_school", "size_class", "school_sector")


def sector_months(view: View, frame: pl.DataFrame, value: str) -> pl.DataFrame:
    """``month, series, position, value`` by school sector; the day counted on stands for its month."""
    codes = view.ask("codes").filter(pl.col("code_list") == "school_sector")["code"].to_list()
    order = {code: i for i, code in enumerate([*codes, "onbekend"])}
    return frame.select(
        month=pl.col("counted_on"),
        series=pl.col("school_sector").replace_strict(
            {code: view.labels.of("school_sector", code).split(" (")[0] for code in order}, default="?"
        ),
        position=pl.col("school_sector").replace_strict(order, default=len(order)),
        value=pl.col(value),
    )


def attribute_counts(view: View, frame: pl.DataFrame, attribute: str) -> pl.DataFrame:
    """``name, value`` of one attribute, the largest first and unknown last."""
    found = frame.filter(pl.col("attribute") == attribute)
    names = [view.labels.stratum(attribute, code) for code in found["code"]]
    ordered = found.with_columns(pl.Series("name", names, dtype=pl.String)).sort(
        pl.col("code") == "onbekend", pl.col("placements"), descending=[False, True]
    )
    return ordered.select("name", value=pl.col("placements"))
