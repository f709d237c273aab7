"""Forms for one row of a dataset. Which fields it has, and what they are called, the edition says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard.components.desk import Desk, deliver, tell
from dashboard.components.view import View
from dashboard.recording import Cell, new_number, today

Row = dict[str, Any]
Choice = tuple[list[str], Callable[[str], str]]
"""The values that a field may have, and how each is named."""
_DATE_FORMATS = {"nl": "DD-MM-YYYY", "en": "DD/MM/YYYY"}
_ENTRIES = ("phase_decisions", "phase_assessments", "actions")
_TEXT_HEIGHT = 96


def entry_forms(view: View, desk: Desk, scope: str, phase: str | None) -> None:
    """The forms about one scope: a decision, an assessment, an action.

    Args:
        phase: where the scope stands, as far as it has begun.
    """
    own = desk.deliverer.partner_id
    number = desk.number("actions", lambda: new_number("A"))
    given: dict[str, dict[str, Cell]] = {name: {"scope_id": scope} for name in _ENTRIES}
    given["actions"] |= {"action_id": number, "closed_on": None}
    suggested: dict[str, dict[str, Cell]] = {
        "phase_decisions": {"decided_on": today(), "phase": phase},
        "phase_assessments": {"assessed_on": today(), "assessor": own, "phase": phase},
        "actions": {"source": "vergadering"},
    }
    tabs = st.tabs([view.labels.of("dataset", name) for name in _ENTRIES])
    for name, tab in zip(_ENTRIES, tabs, strict=True):
        with tab:
            tell(view, desk, name)
            _form(view, desk, name, given[name], suggested[name])


def closing_form(view: View, desk: Desk, action: Row, place: str) -> None:
    """Closes an action: the same row again, with the day on which it was done."""
    form = f"afronden.{action['action_id']}"
    fields = view.ask("form_fields", dataset="actions").to_dicts()
    asked = next(f for f in fields if f["field"] == "closed_on") | {"required": True}
    with st.form(key=desk.key(form), border=False):
        closed_on = _widget(view, asked, {"closed_on": today()}, desk.key(form))
        pressed = st.form_submit_button(view.language.text("vastleggen.knop"), type="primary")
    if pressed and closed_on is None:
        st.error(view.language.text("vastleggen.leeg", velden=asked[f"label_{view.language.code}"]))
    elif pressed:
        deliver(view, desk, "actions", {**action, "closed_on": closed_on}, form, place)


def _form(view: View, desk: Desk, dataset: str, given: Mapping[str, Cell], suggested: Mapping[str, Cell]) -> None:
    """A form for one row: ``given`` is not asked, ``suggested`` is what a field begins with.

    The phase that is suggested says which criteria come first, also where it is no field itself.
    """
    key = desk.key(dataset)
    fields = [f for f in view.ask("form_fields", dataset=dataset).to_dicts() if f["field"] not in given]
    with st.form(key=key, border=False):
        typed = {f["field"]: _widget(view, f, suggested, key) for f in fields}
        pressed = st.form_submit_button(view.language.text("vastleggen.knop"), type="primary")
    if pressed:
        deliver(view, desk, dataset, {**given, **typed}, dataset, dataset)


def _widget(view: View, asked: Row, suggested: Mapping[str, Cell], form: str) -> Cell:
    """What somebody fills in. The meaning of a field stands below a text, and one click away elsewhere."""
    code, label, suggestion = view.language.code, _label(view, asked), suggested.get(asked["field"])
    about = asked[f"description_{code}"]
    key = f"{form}.{asked['field']}.{suggestion}"  # another suggestion is another widget
    if asked["kind"] == "date":
        start = suggestion if isinstance(suggestion, dt.date) else None
        found = st.date_input(label, start, key=key, help=about, format=_DATE_FORMATS[code])
        return found if isinstance(found, dt.date) else None
    if asked["code_list"] or asked["refers_to"]:
        options, named = _choice(view, asked, suggested.get("phase"))
        start_at = options.index(str(suggestion)) if suggestion in options else None
        return st.selectbox(
            label, options, start_at, named, key, about, placeholder=view.language.text("vastleggen.kies")
        )
    typed = st.text_area(label, str(suggestion or ""), key=key, height=_TEXT_HEIGHT)
    st.caption(about)
    return typed.strip() or None


def _choice(view: View, asked: Row, phase: Cell) -> Choice:
    """Codes, or the keys of the dataset that the field points at; the edition answers those under its name."""
    labels, listed = view.labels, asked["code_list"]
    if listed == "criterion":
        criteria = view.ask("criteria").sort(pl.col("phase").ne_missing(phase), maintain_order=True)
        return criteria["criterion_id"].to_list(), lambda code: f"{code} · {labels.of(listed, code)}"
    if listed:
        codes = view.ask("codes").filter(pl.col("code_list") == listed)["code"].to_list()
        return codes, lambda code: labels.of(listed, code)
    dataset, _, key = asked["refers_to"].partition(".")
    also = [name for name in asked["also_allowed"].split(", ") if name]
    return [*also, *view.ask(dataset)[key].to_list()], labels.scope if dataset == "pilots" else labels.partner


def _label(view: View, asked: Row) -> str:
    name = str(asked[f"label_{view.language.code}"])
    return name if asked["required"] else view.language.text("vastleggen.mag_leeg", veld=name)
