"""Peer reviews: who reviewed whom, what came of it, how far partners are, what was learned, and who is next."""

from __future__ import annotations

import streamlit as st

from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.levels import draw_levels, levels_meaning
from dashboard.components.library import draw_library, library_choices, matching
from dashboard.components.places import in_pairs
from dashboard.components.recommendations import draw_recommendations, recommendation_note
from dashboard.components.reviews import choose_round, draw_network, draw_proposal, proposal_note
from dashboard.components.sentences import review_sentence
from dashboard.components.view import page_view
from dashboard.labels import PROGRAMME

view = page_view()
t = view.language.text

head = st.container()
totals = view.ask("review_totals", today=view.judged_on).row(0, named=True)
with st.columns(2)[0]:
    ronde = choose_round(view)

turns = view.ask("review_turns", today=view.judged_on).to_dicts()
if turns:
    section(t("beoordeling.titel"), t("beoordeling.uitleg"))
    draw_network(view, turns, view.ask("review_network", ronde=ronde).to_dicts())

if totals["reviews"]:
    actions = view.ask("review_actions", today=view.judged_on, ronde=ronde).to_dicts()
    section(t("aanbeveling.titel"), recommendation_note(view, actions))
    draw_recommendations(view, actions)

proposal = view.ask("review_proposal").to_dicts()
if proposal:
    section(t("voorstel.titel"), proposal_note(view, proposal))
    draw_proposal(view, proposal)

if totals["reviews"]:
    section(t("niveau.titel"), t("niveau.uitleg"))
    with st.columns(2)[0]:
        reviewed, everybody = view.ask("reviewed")["reviewed_id"].to_list(), t("filter.organisatie.alle")
        who = choose(t("filter.partner"), "organisatie", reviewed, view.labels.partner, everybody)
    themes = view.ask("review_levels", organisatie=who or PROGRAMME, ronde=ronde).partition_by("theme")
    for place, rounds in zip(in_pairs(len(themes)), themes, strict=True):
        with place:
            draw_levels(view, rounds)
    definition(t("niveau.begrip"), levels_meaning(view))

    section(t("bibliotheek.titel"), t("bibliotheek.uitleg"))
    words, theme = library_choices(view)
    draw_library(view, matching(view, view.ask("learning", ronde=ronde).to_dicts(), words, theme))

with head:
    heading(view, "peerreviews", review_sentence(view, totals), t("peerreviews.uitleg"))
    if not totals["reviews"]:
        empty(t("peerreviews.leeg"), t("opdracht.inlezen"))
