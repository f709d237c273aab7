"""Draws gains and their differences, each under its name and with what its points are."""

from __future__ import annotations

from dashboard.charts.gains import difference_intervals, gain_pairs
from dashboard.components.counted import comparison_facts
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import element
from dashboard.components.outcome_descriptions import (
    difference_keys,
    differences_description,
    gain_keys,
    gains_description,
)
from dashboard.components.outcomes import Comparison, differences_frame, gains_frame
from dashboard.components.passport import Passport
from dashboard.components.view import View


@made_once
def draw_gains(view: View, found: list[Comparison]) -> None:
    """The gains of hybrid and other groups beside each other."""
    t = view.language.text
    title, gains = t("groei.punten.titel"), gains_frame(view, found)
    subsection(title)
    view.html(gain_keys(view))
    alt = gains_description(view, gains, title)
    rows = told(view, gains, name="kolom.deel", hybrid="groei.hybride", comparison="groei.andere")
    figure = Passport("groei", title, t("groei.uitleg"), ("outcome_effects",), rows, comparison_facts(view, found))
    draw(view, figure, gain_pairs, gains, view.language, t("groei.hybride"), t("groei.andere"), alt=alt)


@made_once
def draw_differences(view: View, found: list[Comparison]) -> None:
    """The differences with their intervals; where none of them may be given, that."""
    t = view.language.text
    title, differences = t("groei.verschil.titel"), differences_frame(view, found)
    subsection(title)
    if not differences["difference"].count():
        view.html(element("p", t("groei.verschil.geen"), cls="gg-note"))
        return
    view.html(difference_keys(view, differences))
    columns = {"difference": "kolom.verschil", "low": "kolom.laag", "high": "kolom.hoog"}
    rows = told(view, differences, name="kolom.deel", **columns)
    facts, meaning = comparison_facts(view, found), t("groei.verschil.uitleg")
    figure = Passport("verschil_in_groei", title, meaning, ("outcome_effects",), rows, facts)
    alt = differences_description(view, differences, title)
    draw(view, figure, difference_intervals, differences, view.language, alt=alt)
