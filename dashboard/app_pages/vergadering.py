"""The meeting: what changed, what to decide and to do, and the forms that record what was decided."""

from __future__ import annotations

import streamlit as st

from dashboard.components.agenda import agenda_figure, agenda_note, agenda_points, agenda_sentence, draw_agenda
from dashboard.components.desk import current_desk
from dashboard.components.filters import choose
from dashboard.components.forms import entry_forms
from dashboard.components.frame import heading, section
from dashboard.components.passport import passport
from dashboard.components.scopes import positions_of
from dashboard.components.sentences import phase_sentence, readiness_sentence
from dashboard.components.view import page_view
from dashboard.labels import PROGRAMME

view = page_view()
t = view.language.text
desk = current_desk()

points = agenda_points(view)
heading(view, "vergadering", agenda_sentence(view, points), agenda_note(view, points))
draw_agenda(view, points, desk)
if points:
    passport(view, agenda_figure(view))

if desk is None:
    st.stop()
with st.container(key="vastleggen"):
    section(t("vastleggen.titel"), t("vastleggen.uitleg", wie=view.labels.partner(desk.deliverer.partner_id)))
    scopes = [PROGRAMME, *view.ask("pilots")["pilot_id"].to_list()]
    with st.columns(2)[0]:
        scope = choose(t("filter.onderdeel"), "onderdeel", scopes, view.labels.scope) or PROGRAMME
    position = next((p for p in positions_of(view) if p["scope_id"] == scope), None)
    st.caption(" ".join([phase_sentence(view, scope, position), readiness_sentence(view, position)]))
    entry_forms(view, desk, scope, position["phase"] if position else None)
