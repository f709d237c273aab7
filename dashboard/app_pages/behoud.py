"""Retention: how long placements last, for everybody or by one division, with what is uncertain about it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.survival import followed_until, survival_curves
from dashboard.components.descriptions import survival_description
from dashboard.components.drawing import draw
from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.retention import (
    curve_figure,
    curve_note,
    needs_choice,
    reservations,
    strata_of,
    summary_table,
    test_sentence,
)
from dashboard.components.sentences import retention_sentence
from dashboard.components.view import page_view

view = page_view()
t = view.language.text

after_year = next(iter(view.ask("after_year").to_dicts()), None)
heading(view, "behoud", retention_sentence(view, after_year), t("behoud.uitleg"))

divisions = view.ask("strata")["stratum_by"].to_list()
if not divisions:
    empty(t("behoud.leeg"), t("opdracht.inlezen"))
    st.stop()

left, right = st.columns(2)
with left:
    division = choose(t("filter.verdeling"), "verdeling", divisions, view.labels.stratum_by) or divisions[0]
summary = view.ask("retention_summary", stratum_by=division).to_dicts()
highlighted = None
if needs_choice(summary):
    with right:
        names = [row["stratum"] for row in summary if row["n"]]
        highlighted = choose(t("filter.groep"), "groep", names, lambda name: view.labels.stratum(division, name))

curve, at_risk = (view.ask(name, stratum_by=division) for name in ("retention_curve", "retention_at_risk"))
strata, until = strata_of(view, summary, highlighted), followed_until(at_risk)
section(t("behoud.curve"), curve_note(view, strata))
if strata:
    description = survival_description(view, curve, strata, until)
    figure = curve_figure(view, division, curve)
    draw(view, figure, survival_curves, curve, at_risk, strata, until, view.language, alt=description)
definition(t("behoud.begrip"), t("behoud.begrip.uitleg"))

section(t("behoud.tabel.titel"), test_sentence(view, summary))
view.html(summary_table(view, summary))

notes = reservations(view, summary)
if notes:
    section(t("behoud.let_op"))
    view.html(notes)
