"""How far partners are on one theme, round by round."""

from __future__ import annotations

import polars as pl

from dashboard.charts.levels import level_ranges
from dashboard.components.descriptions import levels_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import subsection
from dashboard.components.passport import Passport
from dashboard.components.view import View


def levels_meaning(view: View) -> str:
    """What the levels stand for, with the phases that they follow."""
    phases = [f"{p['position']} {p[f'label_{view.language.code}']}" for p in view.ask("phases").to_dicts()]
    return view.language.text("niveau.begrip.uitleg", fasen=view.language.listed(phases))


def draw_levels(view: View, rounds: pl.DataFrame) -> None:
    """Draws the levels of one theme under its name."""
    theme = view.labels.of("theme", rounds["theme"][0])
    subsection(theme)
    columns = {"round": "kolom.ronde", "level_mean": "kolom.gemiddeld", "level_lowest": "kolom.laagste"}
    rows = told(view, rounds, **columns, level_highest="kolom.hoogste")
    figure = Passport(
        f"niveau_{rounds['theme'][0]}", theme, view.language.text("niveau.uitleg"), ("review_levels",), rows
    )
    draw(view, figure, level_ranges, rounds, view.language, alt=levels_description(view, rounds, theme))
