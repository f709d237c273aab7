"""Money of one scope: what was contributed, what it cost against the budget, and whether co-financing is enough."""

from __future__ import annotations

import streamlit as st

from dashboard.components.cofinancing import over_the_years
from dashboard.components.filters import choose
from dashboard.components.frame import definition, empty, heading, section
from dashboard.components.money_figures import draw_cost_kinds, draw_key_figures, draw_parts, draw_rules
from dashboard.components.money_years import draw_contributions, draw_costs
from dashboard.components.public_money import draw_public_money
from dashboard.components.scopes import choose_scope
from dashboard.components.sentences import money_sentence
from dashboard.components.view import page_view

view = page_view()
t = view.language.text
is_public = not view.holds("money_years")

head = st.container()
left, right = st.columns(2)
with left:
    scope = choose_scope(view)
years = view.ask("public_years" if is_public else "money_years", onderdeel=scope)
with right:
    year = choose(t("filter.jaar"), "jaar", years["year"].to_list(), str)
found = next((row for row in years.to_dicts() if row["year"] == year), None)
rules = view.ask("cofinancing_met" if is_public else "cofinancing", onderdeel=scope).to_dicts()
with head:
    sentence = money_sentence(view, scope, found, over_the_years(rules), is_public=is_public)
    heading(view, "financien", sentence, t("financien.uitleg"))
if found is None:
    empty(t("financien.leeg.publiek" if is_public else "financien.leeg"), "" if is_public else t("opdracht.inlezen"))
    st.stop()
if is_public:
    draw_public_money(view, scope, years, found["year"], rules)
    st.stop()
parts = view.ask("contribution_parts", onderdeel=scope, jaar=year).to_dicts()
draw_key_figures(view, years, found, parts)

left, right = st.columns(2, gap="large")
with left:
    section(t("geld.bijdragen"), t("geld.bijdragen.uitleg"))
    draw_contributions(view, years)
with right:
    section(t("geld.kosten"), t("geld.kosten.uitleg"))
    draw_costs(view, years)

section(t("geld.delen"), t("geld.delen.uitleg", jaar=year))
draw_parts(view, parts, t("geld.delen"), "contribution_parts")

section(t("geld.soorten"), t("geld.soorten.loopt" if found["is_under_way"] else "geld.soorten.uitleg", jaar=year))
draw_cost_kinds(view, view.ask("costs_of_year", onderdeel=scope, jaar=year).to_dicts(), found["is_under_way"])

section(t("regeling.titel"), t("regeling.uitleg"))
draw_rules(view, rules, "cofinancing")
definition(t("regeling.begrip"), t("regeling.begrip.uitleg"))
