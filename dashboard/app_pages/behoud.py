"""Retention: how long placements last, why they end, with what is uncertain, assumed or missing about it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.survival import followed_until, survival_curves
from dashboard.components import published_retention as published
from dashboard.components.descriptions import survival_description
from dashboard.components.drawing import draw
from dashboard.components.exit_reasons import draw_exits
from dashboard.components.filters import choose
from dashboard.components.frame import definition, heading, section
from dashboard.components.retention import (
    after_a_year,
    choose_group,
    curve_figure,
    curve_note,
    draw_reservations,
    strata_of,
    summary_table,
    test_sentence,
)
from dashboard.components.sentences import retention_sentence
from dashboard.components.view import page_view
from dashboard.components.withheld import nothing_yet

view = page_view()
t = view.language.text

heading(view, "behoud", retention_sentence(view, after_a_year(view)), t("behoud.uitleg"))
divisions = view.ask("strata")["stratum_by"].to_list()
if not divisions:
    nothing_yet(view, t("behoud.leeg"))
    st.stop()
left, right = st.columns(2)
with left:
    division = choose(t("filter.verdeling"), "verdeling", divisions, view.labels.stratum_by) or divisions[0]
summary = view.ask("retention_summary", stratum_by=division).to_dicts()
curve = view.ask("retention_curve", stratum_by=division)
if not view.holds("retention_at_risk"):
    published.draw_retention(view, division, curve, summary)
    st.stop()

with right:
    strata = strata_of(view, summary, choose_group(view, division, summary))
at_risk = view.ask("retention_at_risk", stratum_by=division)
until = followed_until(at_risk)
section(t("behoud.curve"), curve_note(view, strata))
description = survival_description(view, curve, strata, until)
figure = curve_figure(view, division, curve, summary)
draw(view, figure, survival_curves, curve, at_risk, strata, until, view.language, alt=description)
definition(t("behoud.begrip"), t("behoud.begrip.uitleg"))

section(t("behoud.tabel.titel"), test_sentence(view, summary))
view.html(summary_table(view, summary))

section(t("behoud.redenen.titel"), t("behoud.redenen.uitleg"))
draw_exits(view, division, strata, until)
draw_reservations(view, summary)
