"""Privacy: what is held of whom, for what and how long, how it is protected, and how to see it or have it erased."""

from __future__ import annotations

import streamlit as st

from dashboard.components.frame import heading, section
from dashboard.components.privacy import (
    contact_text,
    edition_list,
    edition_table,
    is_part,
    measure_list,
    privacy_sentence,
    register_table,
    rights_table,
)
from dashboard.components.view import page_view

view = page_view()
t = view.language.text

datasets = view.ask("register").to_dicts()
heading(view, "privacy", privacy_sentence(view, datasets), t("privacy.uitleg"))

section(t("privacy.editie"), t("privacy.editie.uitleg"))
view.html(edition_list(view))

section(t("privacy.register"), t("privacy.register.deel" if is_part() else "privacy.register.uitleg"))
view.html(register_table(view, [d for d in datasets if d["persons"]]))
others = [d for d in datasets if not d["persons"]]
with st.expander(view.language.plural("privacy.register.anders", len(others))):
    view.html(register_table(view, others))

section(t("privacy.beschermd"))
view.html(measure_list(view))

section(t("privacy.wie"), t("privacy.wie.uitleg"))
view.html(edition_table(view))

section(t("recht.titel"), contact_text(view))
view.html(rights_table(view))
