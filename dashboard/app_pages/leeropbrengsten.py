"""Student outcomes: how hybrid and other groups gained, how sure a difference is, and of which pupils that is."""

from __future__ import annotations

import streamlit as st

from dashboard.components.frame import definition, heading, section
from dashboard.components.outcome_charts import draw_differences, draw_gains
from dashboard.components.outcome_choices import choose_outcomes, chosen_comparisons, chosen_effects, gains_note
from dashboard.components.outcome_descriptions import outcome_sentence
from dashboard.components.outcome_figures import draw_gains_table, draw_response, draw_sensitivity
from dashboard.components.outcome_tables import sensitivity_note, terms
from dashboard.components.outcome_years import draw_years
from dashboard.components.outcomes import EVERYBODY, comparisons, sensitivity
from dashboard.components.view import page_view
from dashboard.components.withheld import not_in_edition, nothing_yet, withheld_meaning

view = page_view()
t = view.language.text

overall = view.ask("outcome_effects", stratum_by=EVERYBODY, outcome=None)
if overall.is_empty():
    heading(view, "leeropbrengsten", outcome_sentence(view, []), t("leeropbrengsten.uitleg"))
    nothing_yet(view, t("leeropbrengsten.leeg"))
    st.stop()

head = st.container()
chosen = choose_outcomes(view)
found = chosen_comparisons(view, chosen)
with head:
    told = found if chosen.is_everybody else comparisons(view, overall)
    heading(view, "leeropbrengsten", outcome_sentence(view, told), t("leeropbrengsten.uitleg"))

section(t("groei.titel"), gains_note(view, chosen, chosen_effects(view, chosen)))
left, right = st.columns(2, gap="large")
with left:
    draw_gains(view, found)
with right:
    draw_differences(view, found)
draw_gains_table(view, found, chosen.division)
definition(t("groei.begrip"), terms(view))
if any(one.is_withheld for one in found):
    withheld_meaning(view)

if chosen.is_everybody:
    draw_years(view, chosen.year)
if chosen.is_everything:
    others = sensitivity(view)
    section(t("gevoeligheid.titel"), sensitivity_note(view, others))
    if others:
        draw_sensitivity(view, others)
    else:
        view.html(not_in_edition(view))

section(t("meetelt.titel"), t("meetelt.uitleg"))
if view.holds("outcome_missing"):
    missing = chosen.rows(view.ask("outcome_missing", **chosen.asked)).to_dicts()
    draw_response(view, missing, chosen.division)
else:
    view.html(not_in_edition(view))
