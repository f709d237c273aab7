"""Data quality: what was delivered, what was rejected and why, and how the rules came out."""

from __future__ import annotations

import streamlit as st

from dashboard.components.deliveries import (
    deliveries_figure,
    delivery_table,
    draw_notes,
    draw_rows,
    rejected_figure,
    rejected_table,
)
from dashboard.components.filters import filters
from dashboard.components.frame import empty, heading, section
from dashboard.components.passport import passport
from dashboard.components.quality import draw_checks, draw_partners, partner_note
from dashboard.components.sentences import quality_sentence
from dashboard.components.view import page_view

view = page_view()
t = view.language.text
chosen = filters("datakwaliteit")

totals = view.ask("delivery_totals", **chosen).row(0, named=True)
heading(view, "datakwaliteit", quality_sentence(view, totals), t("datakwaliteit.uitleg"))
if not totals["deliveries"]:
    empty(t("datakwaliteit.leeg"), t("opdracht.inlezen"))
    st.stop()

section(t("kwaliteit.titel"), partner_note(view))
draw_partners(view, view.ask("partner_quality", today=view.judged_on, **chosen).to_dicts())

section(t("datakwaliteit.rijen"))
draw_rows(view, view.ask("rows_by_month", **chosen))

section(t("afgekeurd.titel"), t("afgekeurd.uitleg"))
rejected = view.ask("rejected", **chosen).to_dicts()
if rejected:
    view.html(rejected_table(view, rejected))
    passport(view, rejected_figure(view, rejected))
else:
    empty(t("afgekeurd.leeg"))

section(t("levering.titel"), view.language.plural("levering.aantal", totals["deliveries"]))
deliveries = view.ask("deliveries", **chosen)
view.html(delivery_table(view, deliveries.to_dicts()))
passport(view, deliveries_figure(view, deliveries))

notes = view.ask("notes", **chosen).to_dicts()
if notes:
    section(t("levering.opmerkingen"), t("levering.opmerkingen.uitleg"))
    draw_notes(view, notes)

failed = view.ask("failed_checks", **chosen).to_dicts()
section(t("regel.titel"), view.language.plural("regel.uitleg", totals["rules"]))
if failed:
    draw_checks(view, failed, view.ask("checks_by_year", **chosen).to_dicts())
