"""What a session records: one row at a time, delivered through the command line, with its outcome told once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl
import streamlit as st

from dashboard.access import current_viewer
from dashboard.components.entry_outcomes import draw_outcome
from dashboard.components.view import View
from dashboard.recording import Cell, Deliverer, Entry, MayNotRecord, Outcome, deliverer_of, record
from dashboard.turns import turn_given_away

_REMEMBERED = "vastleggen"


@dataclass
class Desk:
    """Who records in this session, how often each form was recorded, and what there is to tell of the last time.

    The widgets of a form are named after that number: once recorded it comes back empty, and a second click, which a
    browser may send while the first is being recorded, is about a form that is there no more.
    """

    deliverer: Deliverer
    recorded: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    told: tuple[str, str, Outcome] | None = None

    def key(self, form: str) -> str:
        """The name of a form as it is now, until it is recorded."""
        return f"{form}.{self.recorded.get(form, 0)}"

    def number(self, form: str, made: Callable[[], str]) -> str:
        """The number that the row of a form gets: the same one until it is recorded."""
        key = self.key(form)
        if key not in self.numbers:
            self.numbers[key] = made()
        return self.numbers[key]


def current_desk() -> Desk | None:
    """The desk of this session; None for viewers who only read."""
    viewer = current_viewer()
    if viewer.delivers_as is None:
        return None
    desk: Desk | None = st.session_state.get(_REMEMBERED)
    if desk is None or desk.deliverer != deliverer_of(viewer):
        desk = st.session_state[_REMEMBERED] = Desk(deliverer_of(viewer))
    return desk


def deliver(view: View, desk: Desk, dataset: str, cells: Mapping[str, Cell], form: str, place: str) -> None:
    """Record a row, and run the page again with the publication that has it.

    Args:
        cells: by field of the dataset; a field that is not named is empty.
        place: where on the page the outcome is told.
    """
    fields = view.ask("form_fields", dataset=dataset).to_dicts()
    empty = [f[f"label_{view.language.code}"] for f in fields if f["required"] and not cells.get(f["field"])]
    if empty:
        st.error(view.language.text("vastleggen.leeg", velden=view.language.listed(empty)))
        return
    label = view.ask("datasets").filter(pl.col("dataset") == dataset)["label_nl"].item()
    try:  # as whom is asked again: the page, and this desk, may be older than the rule that says who may
        deliverer = deliverer_of(current_viewer())
    except MayNotRecord:
        st.error(view.language.text("vastleggen.mag_niet"))
        return
    entry = Entry(dataset, f"{label} (dashboard).csv", {f["label_nl"]: cells.get(f["field"]) for f in fields})
    with st.spinner(view.language.text("vastleggen.bezig")), turn_given_away():
        outcome = record(deliverer, entry)
        # before anything of Streamlit, which may break off here for another click
        desk.told = place, dataset, outcome
        desk.recorded[form] = desk.recorded.get(form, 0) + outcome.is_recorded
    st.rerun()


def tell(view: View, desk: Desk, place: str) -> None:
    """What became of the last entry, where it is to be told."""
    if desk.told and desk.told[0] == place:
        _, dataset, outcome = desk.told
        desk.told = None
        draw_outcome(view, dataset, outcome)
