"""Our organisation: its placements, its deliveries, what is still asked, and its figures beside the partnership's."""

from __future__ import annotations

import streamlit as st

from dashboard.components.asked import asked_figure, asked_list, asked_matters, asked_rows
from dashboard.components.deliveries import deliveries_figure, delivery_table, rejected_figure, rejected_table
from dashboard.components.frame import empty, heading, section
from dashboard.components.own import (
    draw_beside,
    draw_composition,
    draw_latest,
    draw_placements,
    own_organisation,
    own_sentence,
)
from dashboard.components.passport import passport
from dashboard.components.view import page_view
from dashboard.components.withheld import round_note, withheld_meaning

view = page_view()
t = view.language.text

us = own_organisation()
composition, deliveries = view.ask("own_composition"), view.ask("deliveries", partner=us, dataset=None)
asked, matters = asked_rows(view), asked_matters(view)
sentence = own_sentence(view, composition, deliveries.height, len([*asked, *matters]))
heading(view, "onze_organisatie", sentence, t("onze.uitleg"))

section(t("onze.gevraagd"))
view.html(asked_list(view, asked, matters))
passport(view, asked_figure(view, [*asked, *matters]))

section(t("onze.cijfers"), f"{t('onze.cijfers.uitleg')} {round_note(view)}".strip())
draw_beside(view, composition)
withheld_meaning(view)

section(t("onze.plaatsingen"), t("onze.plaatsingen.uitleg"))
if composition.is_empty():
    empty(t("onze.geen_plaatsingen"))
else:
    draw_placements(view, view.ask("own_placements_by_month"))
    draw_composition(view, composition)

section(t("onze.leveringen"))
draw_latest(view, view.ask("own_deliveries", organisatie=us, today=view.judged_on).to_dicts())
with st.expander(t("onze.alle_leveringen")):
    view.html(delivery_table(view, deliveries.to_dicts()))
    passport(view, deliveries_figure(view, deliveries))

section(t("afgekeurd.titel"), t("onze.afgekeurd.uitleg"))
rejected = view.ask("rejected", partner=us, dataset=None).to_dicts()
if rejected:
    view.html(rejected_table(view, rejected))
    passport(view, rejected_figure(view, rejected))
else:
    empty(t("onze.niets_afgekeurd"))
