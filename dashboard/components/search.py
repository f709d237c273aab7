"""A search box whose words stand in the link, as the other choices do."""

from __future__ import annotations

import streamlit as st

from dashboard.components.view import chosen


def search(label: str, key: str) -> str:
    """What is searched for; empty when nothing is."""
    widget = f"zoek.{key}"
    st.session_state[widget] = chosen(key) or ""
    st.text_input(label, key=widget, on_change=_write_into_link, args=(key,))
    return str(st.session_state[widget]).strip()


def _write_into_link(key: str) -> None:
    words = str(st.session_state[f"zoek.{key}"]).strip()
    if words:
        st.query_params[key] = words
    else:
        st.query_params.pop(key, None)
