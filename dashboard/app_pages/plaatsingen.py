"""Placements: how many are active, over time and of which kind, who works with whom, and what asks for attention."""

from __future__ import annotations

import streamlit as st

from dashboard.components.compositions import ATTRIBUTES, draw_attribute, draw_months
from dashboard.components.filters import filters
from dashboard.components.frame import empty, heading, section
from dashboard.components.pairs import draw_pairs, pairs_sentence
from dashboard.components.placement_attention import attention_sentence, choose_kind, draw_attention
from dashboard.components.places import in_pairs
from dashboard.components.sentences import placement_sentence
from dashboard.components.view import page_view

view = page_view()
t = view.language.text
chosen = filters("plaatsingen")
chosen.pop("aandacht")

totals = view.ask("active_totals", **chosen).row(0, named=True)
heading(view, "plaatsingen", placement_sentence(view, totals), t("plaatsingen.uitleg"))

months = view.ask("placements_by_month", **chosen)
if months.is_empty():
    empty(t("plaatsingen.leeg"), t("opdracht.inlezen"))
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    section(t("plaatsingen.verloop"), t("plaatsingen.verloop.uitleg"))
    draw_months(view, months, "placements", t("cijfer.plaatsingen"))
with right:
    section(t("plaatsingen.fte"), t("plaatsingen.fte.uitleg"))
    draw_months(view, months, "fte_school", t("cijfer.fte"), 1)

section(t("plaatsingen.verdeling"), t("plaatsingen.verdeling.uitleg"))
composition = view.ask("composition", **chosen)
if composition.is_empty():
    empty(t("plaatsingen.geen_actieve"))
    st.stop()
for place, attribute in zip(in_pairs(len(ATTRIBUTES)), ATTRIBUTES, strict=True):
    with place:
        draw_attribute(view, composition, attribute)

if view.holds("placement_attention"):
    matters = view.ask("placement_attention", **chosen)
    section(t("plaatsing_aandacht.titel"), attention_sentence(view, matters, totals["placements"]))
    draw_attention(view, matters, choose_kind(view, matters))

pairs = view.ask("school_companies", **chosen)
section(t("paren.titel"), pairs_sentence(view, pairs))
draw_pairs(view, pairs)
