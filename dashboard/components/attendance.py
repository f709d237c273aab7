"""Writes down who opens a page: once when it is opened, not with every choice that is made on it."""

from __future__ import annotations

import streamlit as st

from dashboard.access import NoAccess, Viewer
from dashboard.access_log import PAGE, note, note_refusal

_REMEMBERED = "aanwezig"


def attend(viewer: Viewer, page: str) -> None:
    """Write down that this viewer opens a page; comes before anything of it is shown."""
    if st.session_state.get(_REMEMBERED) != (viewer, page):
        note(viewer, PAGE, page)
        st.session_state[_REMEMBERED] = (viewer, page)


def attend_refusal(refused: NoAccess) -> None:
    """Write down that somebody without a role came to look."""
    if st.session_state.get(_REMEMBERED) != refused.person:
        note_refusal(refused)
        st.session_state[_REMEMBERED] = refused.person
