"""The choice of a division of student outcomes, and of the outcome that is divided."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.components.filters import choose
from dashboard.components.outcomes import EVERYBODY
from dashboard.components.view import View
from dashboard.components.withheld import frozen_note


def division_and_outcome(view: View) -> tuple[str, str | None]:
    """The division that the link chooses, and the outcome it is of; None for everybody, where all outcomes stand."""
    t, labels = view.language.text, view.labels
    left, right = st.columns(2)
    divisions = view.ask("outcome_divisions")["stratum_by"].to_list()
    with left:
        named = {name: t("groei.alle") if name == EVERYBODY else labels.stratum_by(name) for name in divisions}
        division = choose(t("filter.verdeling"), "verdeling", divisions, named.__getitem__) or EVERYBODY
    if division == EVERYBODY:
        return division, None
    with right:
        outcomes = view.ask("outcome_names")["outcome"].to_list()
        return division, choose(
            t("filter.uitkomst"), "uitkomst", outcomes, lambda outcome: labels.of("outcome", outcome)
        )


def gains_note(view: View, division: str, effects: pl.DataFrame) -> str:
    """In what gains are measured, that a division is exploratory, and of which day figures are that stand still."""
    t = view.language.text
    parts = [t("groei.uitleg"), "" if division == EVERYBODY else t("groei.verkennend"), frozen_note(view, effects)]
    return " ".join(part for part in parts if part)
