"""The definitions of an edition to read and to search."""

from __future__ import annotations

from functools import partial
from itertools import groupby

import streamlit as st

from dashboard.components.concepts import FIELD, INDICATOR, KINDS, TERM, Concept
from dashboard.components.filters import choose
from dashboard.components.markup import Markup, div, element, joined, nothing
from dashboard.components.search import holds_words, search
from dashboard.components.view import View


def concept_choices(view: View, concepts: list[Concept]) -> tuple[str, str | None]:
    """The words and the kind that the link chooses."""
    t = view.language.text
    left, right = st.columns(2)
    with left:
        words = search(t("filter.woord"), "woord")
    with right:
        there = [kind for kind in KINDS if any(c.kind == kind for c in concepts)]
        kind = choose(t("filter.soort"), "soort", there, partial(kind_name, view), t("filter.soort.alle"))
    return words, kind


def kind_name(view: View, kind: str) -> str:
    return view.language.text(f"begripsoort.{kind}")


def concept_sentence(view: View, concepts: list[Concept], words: str, kind: str | None) -> str:
    """How many concepts are explained; of a search how many it found."""
    language = view.language
    total = language.number(len(concepts))
    if words:
        return language.plural(
            "begrippen.kop.gevonden", len(matching(concepts, words, kind)), alle=total, woorden=words
        )
    of_kind = {name: language.number(sum(c.kind == name for c in concepts)) for name in (INDICATOR, FIELD)}
    key = "begrippen.kop" if view.holds("indicator_meanings") else "begrippen.kop.zonder_indicatoren"
    return language.text(key, alle=total, indicatoren=of_kind[INDICATOR], velden=of_kind[FIELD])


def matching(concepts: list[Concept], words: str, kind: str | None) -> list[Concept]:
    """Concepts of a kind in which every word occurs, those with the words in their title first within their kind."""
    found = [c for c in concepts if kind in (None, c.kind) and holds_words(c.searched, words)]
    if not words:
        return found
    return sorted(found, key=lambda c: (KINDS.index(c.kind), not holds_words(c.title, words)))


def shown(concepts: list[Concept], words: str, kind: str | None) -> list[Concept]:
    """What the page lists: what was asked for, and the terms as long as nothing was."""
    return matching(concepts, words, kind if words or kind else TERM)


def concept_list(view: View, concepts: list[Concept], words: str) -> Markup:
    """Concepts by kind, and within it by what they are part of."""
    if not concepts:
        return nothing(view.language.text("begrippen.niets", woorden=words))
    return joined(_kind(view, kind, list(found)) for kind, found in groupby(concepts, key=lambda c: c.kind))


def concept_card(view: View, concept: Concept, concepts: list[Concept]) -> Markup:
    """The one that a link names, with what is part of it."""
    kind = view.language.text(f"begripsoort.{concept.kind}.een")
    where = " · ".join(filter(None, (kind, concept.part_of)))
    parts = [element("p", where, cls="gg-kicker"), element("h2", concept.title, cls="gg-section")]
    parts += [element("p", concept.meaning, cls="gg-said"), _facts(concept)]
    members = [c for c in concepts if concept.within and c.part_of == concept.within and c.kind != concept.kind]
    return div("gg-concept", *parts, _items(view, members))


def other_kinds(view: View, concepts: list[Concept]) -> Markup:
    """What else there is to look up, each with a link."""
    links = []
    for kind in KINDS[1:]:
        number = sum(c.kind == kind for c in concepts)
        if number:
            address = view.link("begrippen", soort=kind)
            text = view.language.plural(f"begripsoort.{kind}.aantal", number)
            links.append(element("a", text, href=address, target="_self"))
    return element("p", view.language.text("begrippen.ook"), " ", joined(links, " · "), cls="gg-note")


def _kind(view: View, kind: str, concepts: list[Concept]) -> Markup:
    title = view.language.plural(f"begripsoort.{kind}.aantal", len(concepts))
    parts = [element("h2", title, cls="gg-section")]
    for part_of, found in groupby(concepts, key=lambda c: c.part_of):
        if part_of:
            parts.append(element("h3", part_of, cls="gg-kind"))
        parts.append(_items(view, list(found)))
    return joined(parts)


def _items(view: View, concepts: list[Concept]) -> Markup:
    if not concepts:
        return Markup("")
    return element("ul", *(_item(view, c) for c in concepts), cls="gg-concepts")


def _item(view: View, concept: Concept) -> Markup:
    address = view.link("begrippen", begrip=concept.address)
    link = element("a", concept.title, href=address, target="_self")
    elsewhere = Markup("")
    if concept.kind == TERM and concept.also.casefold() != concept.title.casefold():
        elsewhere = element("span", concept.also, cls="gg-under", lang=view.language.other.code)
    said = div("", element("div", concept.meaning), _facts(concept))
    return element("li", div("", link, elsewhere), said)


def _facts(concept: Concept) -> Markup:
    """What else there is to say, each under its label."""
    told = [div("", element("dt", label), element("dd", text)) for label, text in concept.facts if text]
    return element("dl", *told, cls="gg-told") if told else Markup("")
