"""Phases: one pilot or the partnership itself, what does not agree, its criteria by phase, and its way so far."""

from __future__ import annotations

import streamlit as st

from dashboard.components.conflicts import conflict_list
from dashboard.components.criteria import criteria_by_phase, judged_criteria
from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.history import phase_history
from dashboard.components.passport import passport
from dashboard.components.phase_figures import conflicts_figure, criteria_figure, history_figure
from dashboard.components.scopes import positions_of
from dashboard.components.sentences import phase_sentence, readiness_sentence
from dashboard.components.view import page_view
from dashboard.labels import PROGRAMME

view = page_view()
t = view.language.text

head = st.container()
scopes = [PROGRAMME, *view.ask("pilots")["pilot_id"].to_list()]
with st.columns(2)[0]:
    scope = choose(t("filter.onderdeel"), "onderdeel", scopes, view.labels.scope) or PROGRAMME
position = next((p for p in positions_of(view) if p["scope_id"] == scope), None)

with head:
    heading(view, "fasen", phase_sentence(view, scope, position), readiness_sentence(view, position))

conflicts = view.ask_if_held("conflicts_of_scope", scope=scope)
if conflicts:
    section(t("strijdig.titel"), t("strijdig.uitleg"))
    view.html(conflict_list(view, conflicts))
    passport(view, conflicts_figure(view, conflicts))

section(t("fasen.criteria"), t("fasen.criteria.uitleg"))
judged = judged_criteria(view, scope)
view.html(criteria_by_phase(view, judged, position))
passport(view, criteria_figure(view, judged, position))
definition(t("fasen.begrip"), t("fasen.begrip.uitleg"))

section(t("verloop.titel"), t("verloop.uitleg"))
stays = view.ask("history_of_scope", scope=scope).to_dicts()
decisions = view.ask("decisions_of_scope", scope=scope).to_dicts()
if stays or decisions:
    view.html(phase_history(view, stays, decisions, view.ask("open_then_of_scope", scope=scope).to_dicts()))
    passport(view, history_figure(view, stays))
else:
    empty(t("besluit.leeg"))
