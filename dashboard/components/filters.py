"""Choices of the reader. The link is the only place where they are kept: a link reopened shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import polars as pl
import streamlit as st

from dashboard.components.made_once import made_once
from dashboard.components.markup import element
from dashboard.components.view import CHOICES, View, chosen, current_language

Named = Callable[[str], str]
_STATED = "gekozen"


def choose(label: str, key: str, options: Sequence[str], named: Named, everything: str | None = None) -> str | None:
    """A choice that stands in the link as ``key``; ``everything`` is the wording of leaving it open.

    Streamlit's own binding writes the option's label into the link, which differs by language; ids do not.
    """
    possible = [*([""] if everything else []), *options]
    if not possible:
        return None
    in_link = chosen(key)
    widget = f"keuze.{key}"
    st.session_state[widget] = in_link if in_link in possible else possible[0]
    st.selectbox(
        label,
        possible,
        format_func=lambda option: named(option) if option else everything or "",
        key=widget,
        on_change=_write_into_link,
        args=(key, possible[0]),
    )
    picked = str(st.session_state[widget])
    if in_link not in (None, *possible):
        shown = named(picked) if picked else everything or ""
        st.html(element("p", current_language().text("filter.niet_hier", keuze=shown), cls="gg-note"))
    state(key, label, named(picked) if picked else "")
    return picked or None


def state(key: str, label: str, text: str) -> None:
    """Remember in words what is chosen, for whoever prints the page or takes its data along; empty is no choice."""
    st.session_state.setdefault(_STATED, {})[key] = (label, text)


@contextmanager
def unstated(key: str) -> Iterator[None]:
    """What is drawn within does not follow this choice, and so does not say it."""
    stated = st.session_state.get(_STATED, {})
    st.session_state[_STATED] = {name: said for name, said in stated.items() if name != key}
    try:
        yield
    finally:
        st.session_state[_STATED] = stated


def stated_choices(of_link: bool = False) -> list[tuple[str, str]]:
    """Label and text of what has been chosen so far on this page; on request only what stands in the link."""
    stated: dict[str, tuple[str, str]] = st.session_state.get(_STATED, {})
    return [said for key, said in stated.items() if said[1] and (chosen(key) or not of_link)]


def draw_filters(view: View, page: str) -> None:
    """The filters of a page that stand beside it; a page begins with these."""
    st.session_state[_STATED] = {}
    for key in CHOICES[page]:
        if key in _FILTERS:
            _FILTERS[key](view)


def filters(page: str) -> dict[str, str | None]:
    """What the link chooses on a page; of the filters beside it, what they do not know is no choice."""
    shown = {key: st.session_state.get(f"keuze.{key}") or None for key in CHOICES[page] if key in _FILTERS}
    return {key: chosen(key) for key in CHOICES[page]} | shown


def _write_into_link(key: str, unchosen: str) -> None:
    value = st.session_state[f"keuze.{key}"]
    if value == unchosen:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def _pilot(view: View) -> None:
    pilots, t = view.ask("pilots")["pilot_id"].to_list(), view.language.text
    choose(t("filter.pilot"), "pilot", pilots, view.labels.scope, t("filter.pilot.alle"))


def _region(view: View) -> None:
    t = view.language.text
    choose(t("filter.regio"), "regio", _values(view, "pilots", "region_code"), str, t("filter.regio.alle"))


def _sector(view: View) -> None:
    named, t = partial(view.labels.of, "school_sector"), view.language.text
    choose(t("filter.sector"), "sector", _sectors(view), named, t("filter.sector.alle"))


def _partner(view: View) -> None:
    partners, t = _values(view, "delivering", "partner_id"), view.language.text
    choose(t("filter.partner"), "partner", partners, view.labels.partner, t("filter.partner.alle"))


def _dataset(view: View) -> None:
    datasets, t = _values(view, "delivering", "dataset"), view.language.text
    choose(t("filter.dataset"), "dataset", datasets, partial(view.labels.of, "dataset"), t("filter.dataset.alle"))


@made_once
def _values(view: View, question: str, column: str) -> list[str]:
    return view.ask(question)[column].drop_nulls().unique().sort().to_list()


@made_once
def _sectors(view: View) -> list[str]:
    return view.ask("codes").filter(pl.col("code_list") == "school_sector")["code"].to_list()


_FILTERS = {"pilot": _pilot, "regio": _region, "sector": _sector, "partner": _partner, "dataset": _dataset}
