"""Indicators of one scope by theme: value, target and trend of each, and how sure the whole is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.axes import draw_axes
from dashboard.components.events import decision_events, event_key
from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.indicators import indicator_card, indicators_of, status_meaning, theme_note, which_are_behind
from dashboard.components.scopes import choose_scope
from dashboard.components.sentences import indicator_sentence
from dashboard.components.trends import draw_trend, trend_keys
from dashboard.components.view import page_view
from dashboard.components.withheld import not_in_edition, round_note

view = page_view()
t, labels = view.language.text, view.labels

head = st.container()
left, right = st.columns(2)
with left:
    scope = choose_scope(view)
with right:
    themes = labels.codes("indicator_theme")
    theme = choose(t("filter.thema"), "thema", themes, partial(labels.of, "indicator_theme"))

with head:
    totals = next(iter(view.ask("indicator_totals", onderdeel=scope).to_dicts()), None)
    heading(view, "indicatoren", indicator_sentence(view, scope, totals), t("indicatoren.uitleg"))
    view.html(which_are_behind(view, scope))
if totals is None:
    empty(t("indicatoren.leeg"), t("opdracht.inlezen"))
    st.stop()

section(labels.of("indicator_theme", theme), f"{theme_note(view)} {round_note(view)}".strip())
indicators = indicators_of(view, scope, theme)
series = view.ask("indicator_series", onderdeel=scope, thema=theme)
events = decision_events(view, scope)
view.html(trend_keys(view, indicators))
view.html(event_key(view, events, scope))
for indicator in indicators:
    left, right = st.columns((3, 2), gap="large")
    with left:
        view.html(indicator_card(view, indicator))
    with right:
        draw_trend(view, series, indicator, events)
if not indicators:
    empty(t("indicatoren.thema.leeg"))
definition(t("indicatoren.begrip"), status_meaning(view))

section(t("assen.titel"), t("assen.uitleg"))
if view.holds("three_axes"):
    draw_axes(view, view.ask("three_axes").to_dicts())
else:
    view.html(not_in_edition(view))
definition(t("assen.begrip"), t("assen.begrip.uitleg"))
