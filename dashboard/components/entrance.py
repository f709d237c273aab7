"""Where somebody stands who may see nothing, or nothing yet: what to do, and whom to ask. No data is near."""

from __future__ import annotations

import streamlit as st

from dashboard.access import NO_ROLE, OVER, PROVIDER, SIGNED_OUT, NoAccess, current_contact
from dashboard.components.frame import empty, sign_out_button
from dashboard.components.markup import element, joined
from dashboard.language import PARAMETER, Language


def draw_entrance(language: Language, refused: NoAccess) -> None:
    """The page of who has no access: to sign in, to ask for a role, or to wait until sign-in works."""
    t = language.text
    _say(language, f"toegang.{refused.reason}", refused.contact)
    if refused.reason in (SIGNED_OUT, OVER):
        st.button(t("toegang.aanmelden"), type="primary", on_click=st.login, args=(PROVIDER,))
    if refused.reason == NO_ROLE:
        sign_out_button(language)
    _other_language(language)


def draw_nothing_yet(language: Language) -> None:
    """The page of who signed in, while nothing has been published for that role."""
    _say(language, "toegang.nog_niets", current_contact())
    sign_out_button(language)
    _other_language(language)


def draw_not_written_down(language: Language) -> None:
    """Instead of a page that cannot be shown, because the log of who looks cannot be written."""
    st.html(element("h1", language.text("toegang.niet_vastgelegd.titel"), cls="gg-sentence"))
    empty(language.text("toegang.niet_vastgelegd.uitleg"))


def _say(language: Language, key: str, contact: str) -> None:
    t = language.text
    parts = [element("p", "Grensganger", cls="gg-brand"), element("h1", t(f"{key}.titel"), cls="gg-sentence")]
    parts.append(element("p", t(f"{key}.uitleg"), cls="gg-lead"))
    if contact:
        parts.append(element("p", t("toegang.vragen", contact=contact), cls="gg-lead"))
    st.html(element("header", *parts, cls="gg-header"))


def _other_language(language: Language) -> None:
    other = language.other
    link = element("a", other.text("taal.naam"), href=f"?{PARAMETER}={other.code}", target="_self", lang=other.code)
    st.html(joined([element("p", link)]))
