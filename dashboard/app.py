"""The entry of the dashboard: pages, filters, nothing else."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path

import streamlit as st

from dashboard.access import NoAccess, Viewer, current_viewer
from dashboard.access_log import NotWrittenDown
from dashboard.components.attendance import attend, attend_refusal
from dashboard.components.entrance import draw_entrance, draw_not_written_down, draw_nothing_yet
from dashboard.components.filters import draw_filters
from dashboard.components.frame import foot, navigation, not_published, not_yours, unreadable
from dashboard.components.view import CHOICES, START, current_language, current_pages, current_view
from dashboard.turns import turn
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
    st.set_page_config(layout="wide")  # a title given here would stay that of every page
    try:
        _let_in()
    except NotWrittenDown:
        draw_not_written_down(current_language())
    except UnreadableEdition:
        unreadable(current_language())
    _settle()


def _let_in() -> None:
    """The frame and the page for who may see them, and the entrance for everybody else."""
    try:
        _show(current_viewer())
    except NoAccess as refused:
        attend_refusal(refused)
        draw_entrance(current_language(), refused)


def _show(viewer: Viewer) -> None:
    """The frame, then the page."""
    language, view = current_language(), current_view()
    if view is None:
        if viewer.person:
            draw_nothing_yet(language)
        else:
            not_published(language, viewer.edition_file)
        st.stop()
    mine = current_pages()
    pages = {
        name: st.Page(
            _HERE / "app_pages" / f"{name}.py" if name in mine else _not_yours,
            title=f"{language.text(f'{name}.titel')} · Grensganger",
            url_path=name,
            default=name == START,
        )
        for name in CHOICES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    here = page.url_path or START
    if here in mine:
        attend(viewer, here)
    with st.sidebar:
        navigation({name: pages[name] for name in mine}, here)
        between = st.container()
        foot(view, here)  # comes before what an edition may lack: everybody can sign out
    if here in mine:
        with between:
            draw_filters(view, here)
    page.run()


def _not_yours() -> None:
    """A page that other roles have; a link to it may come from anybody."""
    not_yours(current_language())


with turn():
    main()
