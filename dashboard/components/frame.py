"""What stands around every page: navigation, language, the sentence at its head."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.access import Viewer, current_viewer
from dashboard.components.filters import stated_choices
from dashboard.components.made_once import hand
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.view import CHOICES, View, chosen, current_language, parameters_of
from dashboard.language import Language


def navigation(pages: Mapping[str, Any], here: str) -> None:
    """Links to the pages. The language goes along, and those choices that apply there too."""
    language = current_language()
    st.html(element("p", "Grensganger", cls="gg-brand"))
    for name, page in pages.items():
        kept = {key: chosen(key) for key in CHOICES[name] if key in CHOICES[here] or name == here}
        st.page_link(page, label=language.text(f"{name}.titel"), query_params=parameters_of(language, kept))


def foot(view: View, here: str) -> None:
    """Reference date, who is looking, and the other language."""
    language = view.language
    other = language.other
    address = View(view.edition, other, view.labels, None, False).link(here, **{k: chosen(k) for k in CHOICES[here]})
    switch = element("a", other.text("taal.naam"), href=address, target="_self", lang=other.code, hreflang=other.code)
    viewer = current_viewer()
    who = element("p", looking_text(view, viewer))
    st.html(div("gg-foot", element("p", reference_text(view)), who, element("p", switch)))
    if viewer.person:
        sign_out_button(language)


def sign_out_button(language: Language) -> None:
    """Signs out here, and with the provider."""
    st.button(language.text("toegang.afmelden"), type="tertiary", on_click=st.logout)


def looking_text(view: View, viewer: Viewer) -> str:
    """As who somebody looks, and that on one's own computer there is no sign-in."""
    t = view.language.text
    role = t(f"rol.{viewer.role}")
    if viewer.organisation:
        role = t("rol.van", rol=role, organisatie=view.labels.partner(viewer.organisation))
    return t("kijken.alleen" if viewer.person is None else "kijken.aangemeld", rol=role)


def reference_text(view: View) -> str:
    if view.reference_date is None:
        return view.language.text("algemeen.geen_peildatum")
    return view.language.text("algemeen.peildatum", datum=view.language.day(view.reference_date))


def heading(view: View, page: str, sentence: str, note: str = "") -> None:
    """The head of a page: what it is, of when, and the one sentence that its data support."""
    t = view.language.text
    parts = [element("p", t("algemeen.voorbeelddata"), cls="gg-banner", role="note")] if view.example_data else []
    stated = [f"{label}: {text}" for label, text in stated_choices(of_link=True)]
    kicker = joined([element("strong", t(f"{page}.titel")), reference_text(view), *stated], " · ")
    parts += [element("p", kicker, cls="gg-kicker"), element("h1", sentence, cls="gg-sentence")]
    if note:
        parts.append(element("p", note, cls="gg-lead"))
    st.html(element("header", *parts, cls="gg-header"))


def section(title: str, note: str = "") -> None:
    """The head of a part of a page."""
    said = element("p", note, cls="gg-note") if note else Markup("")
    hand(partial(st.html, joined([element("h2", title, cls="gg-section"), said])))


def subsection(title: str) -> None:
    """The head of a part of a section."""
    hand(partial(st.html, element("h3", title, cls="gg-subsection")))


def empty(text: str, command: str = "") -> None:
    """Says that there is nothing yet, and what to do about it."""
    parts = [element("p", text)] + ([element("p", element("code", command))] if command else [])
    hand(partial(st.html, div("gg-empty", *parts)))


def definition(label: str, text: str) -> None:
    """The meaning of a term, one click away."""
    hand(partial(_definition, label, div("gg-definition", text if isinstance(text, Markup) else element("p", text))))


def _definition(label: str, markup: Markup) -> None:
    with st.popover(label, type="tertiary"):
        st.html(markup)


def not_published(language: Language, file: Path) -> None:
    """The page of a home without an edition: which command to run."""
    t = language.text
    st.html(
        element(
            "main",
            element("h1", t("leeg.titel"), cls="gg-sentence"),
            element("p", t("leeg.uitleg", bestand=file.name), cls="gg-lead"),
            element("p", element("code", "grensganger demo")),
            element("p", t("leeg.eigen")),
            element("p", element("code", "grensganger ingest PAD --partner ORGANISATIE")),
            cls="gg-header",
        )
    )


def not_yours(language: Language) -> None:
    """Instead of a page that does not belong to the role of who looks."""
    t = language.text
    st.html(element("h1", t("niet_van_u.titel"), cls="gg-sentence"))
    st.html(element("p", t("niet_van_u.uitleg"), cls="gg-lead"))


def unreadable(language: Language) -> None:
    """Instead of a page whose edition was made by another version: which command makes it anew."""
    t = language.text
    st.html(element("h1", t("onleesbaar.titel"), cls="gg-sentence"))
    empty(t("onleesbaar.uitleg"), "grensganger build")


def key(text: str, colour: str) -> Markup:
    """A word with the colour that it has in the chart."""
    return span("gg-key", element("span", "", cls="gg-swatch", style=f"background:{colour}", aria_hidden="true"), text)
