"""Concepts: what every term, phase, criterion, indicator, dataset, field and threshold means, to read and to search."""

from __future__ import annotations

import streamlit as st

from dashboard.components.concepts import concept_named, concepts_of
from dashboard.components.frame import empty, heading
from dashboard.components.glossary import (
    concept_card,
    concept_choices,
    concept_list,
    concept_sentence,
    other_kinds,
    shown,
)
from dashboard.components.markup import element
from dashboard.components.view import chosen, page_view

view = page_view()
t = view.language.text

concepts = concepts_of(view)
asked = chosen("begrip")
named = concept_named(concepts, asked)

head = st.container()
if named:
    view.html(concept_card(view, named, concepts))
elif asked:
    empty(t("begrippen.onbekend"))
words, kind = concept_choices(view, concepts)
with head:
    heading(view, "begrippen", concept_sentence(view, concepts, words, kind), t("begrippen.uitleg"))

if not view.holds("indicator_meanings"):
    view.html(element("p", t("begrippen.deel"), cls="gg-note"))
if not (words or kind):
    view.html(other_kinds(view, concepts))
view.html(concept_list(view, shown(concepts, words, kind), words))
