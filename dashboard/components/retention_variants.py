"""What the retention figures would be under another choice: beside each other, and the largest difference in words."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.look import SMALL
from dashboard.components.downloads import told
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport
from dashboard.components.tables import Layout, lines, table
from dashboard.components.view import View

Row = dict[str, Any]
_MAIN = "hoofdanalyse"
_SHARES = (("survival_365", "een_jaar"), ("survival_730", "twee_jaar"))


def variants_sentence(view: View, variants: list[Row]) -> str:
    """How far the other choices move what still lasts after two years; else after one, if that can be told."""
    t = view.language.text
    main = next((row for row in variants if row["variant"] == _MAIN), None)
    others = [row for row in variants if row["variant"] != _MAIN]
    for column, moment in reversed(_SHARES):
        known = [row for row in others if row[column] is not None]
        if main is None or main["n"] < SMALL or main[column] is None or not known:
            continue
        most = max(known, key=lambda row: abs(row[column] - main[column]))
        here, there = (view.language.number(100 * row[column]) for row in (main, most))
        if here == there:
            return t("behoud.variant.gelijk", moment=t(f"behoud.{moment}").lower(), aantal=here)
        name = t(f"behoud.variant.{most['variant']}")
        return t("behoud.variant.zin", keuze=name, moment=t(f"behoud.{moment}").lower(), aantal=there, anders=here)
    return ""


def variants_table(view: View, variants: list[Row]) -> Markup:
    """A row a choice: placements, exits, and the figures that hang on it."""
    t, number = view.language.text, view.language.number
    names = ("variant", "tabel.n", "tabel.uitstroom", "een_jaar", "twee_jaar", "tabel.gemiddeld")
    rows = [
        [
            _choice(view, row["variant"]),
            number(row["n"]),
            number(row["exits"]),
            *(_share(view, row, column) for column, _ in _SHARES),
            _mean(view, row),
        ]
        for row in variants
    ]
    headings = [t(f"behoud.{name}") for name in names]
    return table(headings, rows, t("behoud.variant.titel"), Layout((1, 2, 3, 4), whole=(5,)))


def variants_figure(view: View, variants: list[Row]) -> Passport:
    """Where they come from; what is assumed is told in each row."""
    t = view.language.text
    names = [t(f"behoud.variant.{row['variant']}") for row in variants]
    columns = {"name": "behoud.variant", "n": "behoud.tabel.n", "exits": "behoud.tabel.uitstroom"}
    columns |= {
        "survival_365": "behoud.een_jaar",
        "survival_730": "behoud.twee_jaar",
        "rmst_730": "behoud.tabel.gemiddeld",
    }
    frame = pl.DataFrame(variants, infer_schema_length=None).with_columns(pl.Series("name", names, dtype=pl.String))
    rows = told(view, frame, **columns)
    title, meaning = t("behoud.variant.titel"), t("behoud.variant.begrip")
    counts = [view.language.plural("herkomst.gevolgd", row["n"]) for row in variants]
    facts = tuple(zip(names, counts, strict=True))
    return Passport("behoud_keuzes", title, meaning, ("retention_sensitivity",), rows, facts)


def _choice(view: View, variant: str) -> Markup:
    t = view.language.text
    name = element("strong" if variant == _MAIN else "span", t(f"behoud.variant.{variant}"))
    return joined([name, element("span", t(f"behoud.variant.{variant}.uitleg"), cls="gg-under")])


def _share(view: View, row: Row, column: str) -> str:
    if row[column] is None or row["n"] < SMALL:
        return view.language.text("algemeen.geen")
    return view.language.percent(row[column])


def _mean(view: View, row: Row) -> str:
    if row["rmst_730"] is None or row["n"] < SMALL:
        return view.language.text("algemeen.geen")
    low, high = (view.language.number(row[name]) for name in ("rmst_low", "rmst_high"))
    days = view.language.plural("behoud.dagen", round(row["rmst_730"]))
    return lines(days, view.language.text("algemeen.interval", laag=low, hoog=high) if row["rmst_730_se"] else "")
