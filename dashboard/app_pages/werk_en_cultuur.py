"""Work and culture: what surveys say a role and scale, how it changed, and how sure that is."""

from __future__ import annotations

import streamlit as st

from dashboard.components.frame import definition, heading, section
from dashboard.components.survey_tables import (
    choose_role,
    choose_round,
    draw_certainty,
    has_withheld,
    known_in,
    scale_terms,
    survey_sentence,
)
from dashboard.components.surveys import draw_scale, scale_card, scales_of
from dashboard.components.view import page_view
from dashboard.components.withheld import frozen_note, not_in_edition, nothing_yet, withheld_from, withheld_meaning

view = page_view()
t = view.language.text

found = view.ask("survey_scales")
waves = found.to_dicts()
head = st.container()
left, right = st.columns(2)
with left:
    role = choose_role(view, waves)
with right:
    ronde = choose_round(view, waves)
known = known_in(waves, ronde)
with head:
    heading(view, "werk_en_cultuur", survey_sentence(view, known), t("werk_en_cultuur.uitleg"))
if not waves:
    nothing_yet(view, t("werk_en_cultuur.leeg"))
    st.stop()

scales = scales_of(known, role)
withheld = withheld_from(view, "survey_scales", "scale", "respondent_role", "context", "wave")

section(view.labels.of("respondent_role", role), frozen_note(view, found) if scales else t("schaal.niets_in_ronde"))
for scale in scales:
    left, right = st.columns((3, 2), gap="large")
    with left:
        view.html(scale_card(view, scale, withheld))
    with right:
        draw_scale(view, scale, withheld)
definition(t("schaal.begrip"), scale_terms(view))
if has_withheld(scales, withheld):
    withheld_meaning(view)

section(t("zekerheid.titel"), t("zekerheid.uitleg"))
reliability = view.ask("survey_reliability").to_dicts() if view.holds("survey_reliability") else None
draw_certainty(view, scales, withheld, reliability)
if reliability is None:
    view.html(not_in_edition(view))
