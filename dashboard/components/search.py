"""A search box whose words stand in the link, as the other choices do."""

from __future__ import annotations

import unicodedata

import streamlit as st

from dashboard.components.filters import state
from dashboard.components.view import chosen


def search(label: str, key: str) -> str:
    """What is searched for; empty when nothing is."""
    widget = f"zoek.{key}"
    st.session_state[widget] = chosen(key) or ""
    st.text_input(label, key=widget, on_change=_write_into_link, args=(key,))
    words = str(st.session_state[widget]).strip()
    state(key, label, words)
    return words


def holds_words(text: str, words: str) -> bool:
    """Whether every word occurs in a text; case and accents do not matter."""
    searched = _plain(text)
    return all(word in searched for word in _plain(words).split())


def _plain(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _write_into_link(key: str) -> None:
    words = str(st.session_state[f"zoek.{key}"]).strip()
    if words:
        st.query_params[key] = words
    else:
        st.query_params.pop(key, None)
