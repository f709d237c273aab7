"""Overview: where everything stands in the five phases, what needs attention, and how recent the data are."""

from __future__ import annotations

import streamlit as st

from dashboard.components.attention import attention_list
from dashboard.components.figures import figure_row, placement_figures, placement_passport
from dashboard.components.filters import filters
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.freshness import freshness_note, freshness_table
from dashboard.components.passport import passport
from dashboard.components.scopes import positions_of
from dashboard.components.sentences import overview_sentence
from dashboard.components.track import phase_track
from dashboard.components.view import page_view
from dashboard.components.withheld import not_in_edition

view = page_view()
t = view.language.text
region = filters("overzicht")["regio"]

positions = positions_of(view, region)
heading(view, "overzicht", overview_sentence(view, positions))

now = view.ask_if_held("placements_now", pilot=None)
if now:
    after_year = next(iter(view.ask_if_held("after_year")), None)
    view.html(figure_row(placement_figures(view, now[0], after_year)))
    passport(view, placement_passport(view))

section(t("overzicht.fasen"), t("overzicht.fasen.uitleg"))
view.html(phase_track(view, positions))
definition(t("overzicht.fasen.begrip"), t("overzicht.fasen.begrip.uitleg"))

left, right = st.columns(2, gap="large")
with left:
    section(t("aandacht.titel"))
    matters = view.ask_if_held("attention", regio=region)
    if not view.holds("attention"):
        view.html(not_in_edition(view))
    elif matters:
        view.html(attention_list(view, matters))
    else:
        empty(t("aandacht.leeg"))
with right:
    section(t("actueel.titel"), freshness_note(view))
    partners = view.ask("freshness", today=view.judged_on, limit=view.threshold("freshness_days")).to_dicts()
    if partners:
        view.html(freshness_table(view, partners))
    else:
        empty(t("actueel.leeg"), t("opdracht.inlezen"))
