"""Placements: how many are active, over time and of which kind."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.bars import count_bars
from dashboard.charts.months import month_lines
from dashboard.components.compositions import ATTRIBUTES, attribute_counts, sector_months
from dashboard.components.descriptions import bars_description, months_description
from dashboard.components.drawing import draw
from dashboard.components.filters import filters
from dashboard.components.frame import empty, heading, section, subsection
from dashboard.components.sentences import placement_sentence
from dashboard.components.view import page_view

view = page_view()
t = view.language.text
chosen = filters("plaatsingen")

totals = view.ask("active_totals", **chosen).row(0, named=True)
heading(view, "plaatsingen", placement_sentence(view, totals), t("plaatsingen.uitleg"))

months = view.ask("placements_by_month", **chosen)
if months.is_empty():
    empty(t("plaatsingen.leeg"), t("opdracht.inlezen"))
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    section(t("plaatsingen.verloop"), t("plaatsingen.verloop.uitleg"))
    counts = sector_months(view, months, "placements")
    alt = months_description(view, counts, t("plaatsingen.verloop"))
    draw(month_lines, counts, view.language, t("cijfer.plaatsingen"), alt=alt)
with right:
    section(t("plaatsingen.fte"), t("plaatsingen.fte.uitleg"))
    fte = sector_months(view, months, "fte_school")
    draw(
        month_lines, fte, view.language, t("cijfer.fte"), 1, alt=months_description(view, fte, t("plaatsingen.fte"), 1)
    )

section(t("plaatsingen.verdeling"), t("plaatsingen.verdeling.uitleg"))
composition = view.ask("composition", **chosen)
if composition.is_empty():
    empty(t("plaatsingen.geen_actieve"))
    st.stop()
for place, attribute in zip([*st.columns(2, gap="large"), *st.columns(2, gap="large")], ATTRIBUTES, strict=True):
    with place:
        name = view.labels.stratum_by(attribute)
        subsection(name)
        bars = attribute_counts(view, composition, attribute)
        draw(count_bars, bars, view.language, t("cijfer.plaatsingen"), alt=bars_description(view, bars, name))
