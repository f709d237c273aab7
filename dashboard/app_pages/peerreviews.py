"""Peer reviews: who reviewed whom, what came of it, how far partners are, what was learned, and who is next."""

from __future__ import annotations

import streamlit as st

from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.levels import draw_levels, levels_meaning
from dashboard.components.library import library, library_choices, matching
from dashboard.components.markup import joined
from dashboard.components.passport import passport, section_figure
from dashboard.components.places import in_pairs
from dashboard.components.recommendations import closed_recommendations, open_recommendations, recommendation_note
from dashboard.components.reviews import network_table, never_reviewed, proposal_note, proposal_table
from dashboard.components.sentences import review_sentence
from dashboard.components.view import page_view
from dashboard.labels import PROGRAMME

view = page_view()
t = view.language.text

totals = view.ask("review_totals", today=view.judged_on).row(0, named=True)
heading(view, "peerreviews", review_sentence(view, totals), t("peerreviews.uitleg"))
if not totals["reviews"]:
    empty(t("peerreviews.leeg"), t("opdracht.inlezen"))

turns = view.ask("review_turns", today=view.judged_on).to_dicts()
if turns:
    section(t("beoordeling.titel"), t("beoordeling.uitleg"))
    network = view.ask("review_network").to_dicts()
    view.html(joined([never_reviewed(view, turns), network_table(view, turns, network)]))
    passport(view, section_figure(view, "beoordeling", "review_turns", "review_network"))

if totals["reviews"]:
    actions = view.ask("review_actions", today=view.judged_on).to_dicts()
    section(t("aanbeveling.titel"), recommendation_note(view, actions))
    view.html(joined([open_recommendations(view, actions), closed_recommendations(view, actions)]))

proposal = view.ask("review_proposal").to_dicts()
if proposal:
    section(t("voorstel.titel"), proposal_note(view, proposal))
    view.html(proposal_table(view, proposal))
if not totals["reviews"]:
    st.stop()

section(t("niveau.titel"), t("niveau.uitleg"))
with st.columns(2)[0]:
    reviewed, everybody = view.ask("reviewed")["reviewed_id"].to_list(), t("filter.organisatie.alle")
    who = choose(t("filter.partner"), "organisatie", reviewed, view.labels.partner, everybody)
themes = view.ask("review_levels", organisatie=who or PROGRAMME).partition_by("theme")
for place, rounds in zip(in_pairs(len(themes)), themes, strict=True):
    with place:
        draw_levels(view, rounds)
definition(t("niveau.begrip"), levels_meaning(view))

section(t("bibliotheek.titel"), t("bibliotheek.uitleg"))
words, theme = library_choices(view)
view.html(library(view, matching(view, view.ask("learning").to_dicts(), words, theme)))
