"""Data quality: what was delivered, what was rejected and why, and how the rules came out."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.months import month_bars
from dashboard.components.deliveries import check_table, delivery_table, note_table, rejected_table
from dashboard.components.descriptions import rows_description
from dashboard.components.downloads import download_csv
from dashboard.components.drawing import draw
from dashboard.components.filters import filters
from dashboard.components.frame import empty, heading, key, section
from dashboard.components.markup import div
from dashboard.components.sentences import quality_sentence
from dashboard.components.view import page_view
from dashboard.theme import ACCENT, ALERT

view = page_view()
t = view.language.text
chosen = filters("datakwaliteit")

totals = view.ask("delivery_totals", **chosen).row(0, named=True)
heading(view, "datakwaliteit", quality_sentence(view, totals), t("datakwaliteit.uitleg"))
if not totals["deliveries"]:
    empty(t("datakwaliteit.leeg"), t("opdracht.inlezen"))
    st.stop()

section(t("datakwaliteit.rijen"))
view.html(div("gg-keys", key(t("levering.aanvaard"), ACCENT), key(t("levering.afgekeurd"), ALERT)))
months = view.ask("rows_by_month", **chosen)
words = (t("levering.aanvaard"), t("levering.afgekeurd"))
draw(month_bars, months, view.language, *words, alt=rows_description(view, months))

section(t("afgekeurd.titel"), t("afgekeurd.uitleg"))
rejected = view.ask("rejected", **chosen).to_dicts()
if rejected:
    view.html(rejected_table(view, rejected))
else:
    empty(t("afgekeurd.leeg"))

section(t("levering.titel"), view.language.plural("levering.aantal", totals["deliveries"]))
deliveries = view.ask("deliveries", **chosen)
view.html(delivery_table(view, deliveries.to_dicts()))
download_csv(t("levering.meenemen"), "leveringen.csv", deliveries)

notes = view.ask("notes", **chosen).to_dicts()
if notes:
    section(t("levering.opmerkingen"), t("levering.opmerkingen.uitleg"))
    view.html(note_table(view, notes))

failed = view.ask("failed_checks", **chosen).to_dicts()
section(t("regel.titel"), view.language.plural("regel.uitleg", totals["rules"]))
if failed:
    view.html(check_table(view, failed))
