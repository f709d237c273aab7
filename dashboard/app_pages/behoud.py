"""Retention: how long placements last, why they end, with what is uncertain, assumed or missing about it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.survival import followed_until
from dashboard.components import published_retention as published
from dashboard.components.exit_reasons import draw_exits
from dashboard.components.filters import choose
from dashboard.components.frame import definition, heading, section
from dashboard.components.retention import (
    EVERYBODY,
    after_a_year,
    choose_group,
    curve_note,
    draw_curve,
    draw_reservations,
    draw_summary,
    strata_of,
    test_sentence,
)
from dashboard.components.retention_years import years_sentence
from dashboard.components.sentences import retention_sentence
from dashboard.components.view import page_view
from dashboard.components.withheld import nothing_yet

view = page_view()
t = view.language.text

head = st.container()
divisions = view.ask("strata")["stratum_by"].to_list()
left, right = st.columns(2)
with left:
    division = choose(t("filter.verdeling"), "verdeling", divisions, view.labels.stratum_by) or EVERYBODY
summary = view.ask("retention_summary", stratum_by=division).to_dicts()
with right:
    group = choose_group(view, division, summary)
with head:
    before = years_sentence(view, view.ask_if_held("retention_years"))
    heading(view, "behoud", retention_sentence(view, after_a_year(view)), f"{before} {t('behoud.uitleg')}".strip())
if not summary:
    nothing_yet(view, t("behoud.leeg"))
    st.stop()
if not view.holds("retention_at_risk"):
    published.draw_retention(view, division, view.ask("retention_curve", stratum_by=division), summary)
    st.stop()

strata = strata_of(view, summary, group)
until = followed_until(view.ask("retention_at_risk", stratum_by=division))
section(t("behoud.curve"), curve_note(view, strata))
draw_curve(view, division, strata, summary, until)
definition(t("behoud.begrip"), t("behoud.begrip.uitleg"))

section(t("behoud.tabel.titel"), test_sentence(view, summary))
draw_summary(view, summary)

section(t("behoud.redenen.titel"), t("behoud.redenen.uitleg"))
draw_exits(view, division, strata, until)
draw_reservations(view, summary)
