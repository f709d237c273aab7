"""Student outcomes: how hybrid and other groups gained, how sure a difference is, and of which pupils that is."""

from __future__ import annotations

import streamlit as st

from dashboard.components import outcome_tables as tables
from dashboard.components.frame import definition, heading, section
from dashboard.components.outcome_charts import draw_differences, draw_gains
from dashboard.components.outcome_choices import division_and_outcome, gains_note
from dashboard.components.outcome_descriptions import outcome_sentence
from dashboard.components.outcomes import EVERYBODY, comparisons, sensitivity
from dashboard.components.passport import passport, section_figure
from dashboard.components.view import page_view
from dashboard.components.withheld import not_in_edition, nothing_yet, withheld_meaning

view = page_view()
t = view.language.text

overall = view.ask("outcome_effects", stratum_by=EVERYBODY, outcome=None)
heading(view, "leeropbrengsten", outcome_sentence(view, comparisons(view, overall)), t("leeropbrengsten.uitleg"))
if overall.is_empty():
    nothing_yet(view, t("leeropbrengsten.leeg"))
    st.stop()

division, outcome = division_and_outcome(view)
effects = view.ask("outcome_effects", stratum_by=division, outcome=outcome)
found = comparisons(view, effects)
section(t("groei.titel"), gains_note(view, division, effects))
left, right = st.columns(2, gap="large")
with left:
    draw_gains(view, found)
with right:
    draw_differences(view, found)
view.html(tables.gains_table(view, found, division))
definition(t("groei.begrip"), tables.terms(view))
if any(one.is_withheld for one in found):
    withheld_meaning(view)

if division == EVERYBODY:
    others = sensitivity(view)
    section(t("gevoeligheid.titel"), tables.sensitivity_note(view, others))
    view.html(tables.sensitivity_table(view, others) if others else not_in_edition(view))
    if others:
        passport(view, section_figure(view, "gevoeligheid", "outcome_sensitivity"))

section(t("meetelt.titel"), t("meetelt.uitleg"))
if view.holds("outcome_missing"):
    missing = view.ask("outcome_missing", stratum_by=division, outcome=outcome).to_dicts()
    view.html(tables.response_table(view, missing, division))
    passport(view, section_figure(view, "meetelt", "outcome_missing"))
else:
    view.html(not_in_edition(view))
