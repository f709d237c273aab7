"""The entry of the dashboard: pages, filters, nothing else."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path

import streamlit as st

from dashboard.access import current_viewer
from dashboard.components.filters import draw_filters
from dashboard.components.frame import foot, navigation, not_published, style, unreadable
from dashboard.components.view import START, current_language, current_pages, current_view
from dashboard.warehouse import UnreadableEdition

_HERE = Path(__file__).parent


@st.cache_resource(show_spinner=False)
def _settle() -> None:
    """Keeps what has been loaded out of every later garbage collection; those would otherwise cost most of a rerun."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def main() -> None:
    """One run of the script."""
    st.set_page_config("Grensganger", page_icon=str(_HERE / "static" / "icon.png"), layout="wide")
    style()
    try:
        _show()
    except UnreadableEdition:
        unreadable(current_language())
    _settle()


def _show() -> None:
    """The frame, then the page."""
    language, view = current_language(), current_view()
    if view is None:
        not_published(language, current_viewer().edition_file)
        st.stop()
    pages = {
        name: st.Page(
            _HERE / "app_pages" / f"{name}.py",
            title=f"{language.text(f'{name}.titel')} · Grensganger",
            url_path=name,
            default=name == START,
        )
        for name in current_pages()
    }
    page = st.navigation(list(pages.values()), position="hidden")
    here = page.url_path or START
    with st.sidebar:
        navigation(pages, here)
        draw_filters(view, here)
        foot(view, here)
    page.run()


main()
