"""Phases: one pilot or the partnership itself, its criteria by phase, its readiness and its decisions."""

from __future__ import annotations

import streamlit as st

from dashboard.components.criteria import criteria_by_phase
from dashboard.components.decisions import decision_table
from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.sentences import phase_sentence, readiness_sentence
from dashboard.components.track import open_points
from dashboard.components.view import page_view
from dashboard.labels import PROGRAMME

view = page_view()
t = view.language.text

head = st.container()
scopes = [PROGRAMME, *view.ask("pilots")["pilot_id"].to_list()]
with st.columns(2)[0]:
    scope = choose(t("filter.onderdeel"), "onderdeel", scopes, view.labels.scope) or PROGRAMME
position = next((p for p in view.ask("positions", regio=None).to_dicts() if p["scope_id"] == scope), None)

with head:
    heading(view, "fasen", phase_sentence(view, scope, position), readiness_sentence(view, position))
if position:
    view.html(open_points(view, position))

section(t("fasen.criteria"), t("fasen.criteria.uitleg"))
criteria = view.ask("criteria_of_scope", scope=scope).to_dicts()
evidence = view.ask("evidence_of_scope", scope=scope).to_dicts()
view.html(criteria_by_phase(view, criteria, evidence, position["phase"] if position else None))
definition(t("fasen.begrip"), t("fasen.begrip.uitleg"))

section(t("besluit.titel"))
decisions = view.ask("decisions_of_scope", scope=scope).to_dicts()
if decisions:
    view.html(decision_table(view, decisions))
else:
    empty(t("besluit.leeg"))
