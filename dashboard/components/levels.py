"""How far partners are on one theme, round by round."""

from __future__ import annotations

import polars as pl

from dashboard.charts.levels import level_ranges
from dashboard.components.counted import number_fact
from dashboard.components.descriptions import levels_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import element
from dashboard.components.passport import Passport
from dashboard.components.view import View


def levels_meaning(view: View) -> str:
    """What the levels stand for, with the phases that they follow."""
    phases = [f"{p['position']} {p[f'label_{view.language.code}']}" for p in view.ask("phases").to_dicts()]
    return view.language.text("niveau.begrip.uitleg", fasen=view.language.listed(phases))


def level_sentence(view: View, rounds: pl.DataFrame) -> str:
    """The mean level in the last of these rounds and in the one before it, each with of how many reviews it is."""
    *_, last = found = rounds.sort("round").to_dicts()
    number, plural = view.language.number, view.language.plural
    said = plural("niveau.ronde", last["reviews"], ronde=last["round"], niveau=number(last["level_mean"], 1))
    if not found[1:]:
        return f"{said} {view.language.text('niveau.eerste')}"
    before = found[-2]
    level = number(before["level_mean"], 1)
    return f"{said} {plural('niveau.eerder', before['reviews'], ronde=before['round'], niveau=level)}"


@made_once
def draw_levels(view: View, rounds: pl.DataFrame) -> None:
    """Draws the levels of one theme under its name, and how the last round compares with the one before."""
    theme = view.labels.of("theme", rounds["theme"][0])
    subsection(theme)
    view.html(element("p", level_sentence(view, rounds), cls="gg-note"))
    columns = {"round": "kolom.ronde", "level_mean": "kolom.gemiddeld", "level_lowest": "kolom.laagste"}
    rows = told(view, rounds, **columns, level_highest="kolom.hoogste", reviews="kolom.reviews")
    reviews = view.language.plural("herkomst.reviews", int(rounds["reviews"].sum()), rondes=str(rounds.height))
    meaning, facts = view.language.text("niveau.uitleg"), (number_fact(view, reviews),)
    figure = Passport(f"niveau_{rounds['theme'][0]}", theme, meaning, ("review_levels",), rows, facts)
    draw(view, figure, level_ranges, rounds, view.language, alt=levels_description(view, rounds, theme))
