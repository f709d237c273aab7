"""The choice of a division of student outcomes, of the outcome that is divided, and of a school year."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import streamlit as st

from dashboard.components.filters import choose
from dashboard.components.outcomes import EVERYBODY, SCHOOL_YEAR, Comparison, comparisons
from dashboard.components.view import View
from dashboard.components.withheld import frozen_note


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the link chooses: a division of one outcome; or everybody, with all outcomes, of all years or of one.

    A division and a year are never crossed: of so few, differences would rate single professionals.
    """

    division: str
    outcome: str | None = None
    year: str | None = None

    def rows(self, found: pl.DataFrame) -> pl.DataFrame:
        """Of the rows of ``asked`` those that are chosen."""
        return found if self.year is None else found.filter(pl.col("stratum") == self.year)

    @property
    def asked(self) -> dict[str, str | None]:
        """What the questions about outcomes are asked."""
        return {"stratum_by": self.division if self.year is None else SCHOOL_YEAR, "outcome": self.outcome}

    @property
    def is_everybody(self) -> bool:
        """Whether a row stands for an outcome, and not for a part of a division."""
        return self.division == EVERYBODY

    @property
    def is_everything(self) -> bool:
        """Whether it is the main analysis: everybody, of all years."""
        return self.is_everybody and self.year is None


def choose_outcomes(view: View) -> Chosen:
    """The division that the link chooses, with an outcome; of everybody the school year."""
    t, labels = view.language.text, view.labels
    left, right = st.columns(2)
    divisions = view.ask("outcome_divisions")["stratum_by"].to_list()
    with left:
        named = {name: t("groei.alle") if name == EVERYBODY else labels.stratum_by(name) for name in divisions}
        division = choose(t("filter.verdeling"), "verdeling", divisions, named.__getitem__) or EVERYBODY
    with right:
        if division == EVERYBODY:
            years, everything = view.ask("outcome_years")["school_year"].to_list(), t("filter.schooljaar.alle")
            year = choose(t("filter.schooljaar"), "schooljaar", years, lambda y: school_year(view, y), everything)
            return Chosen(division, year=year)
        outcomes = view.ask("outcome_names")["outcome"].to_list()
        return Chosen(division, choose(t("filter.uitkomst"), "uitkomst", outcomes, lambda o: labels.of("outcome", o)))


def school_year(view: View, year: str) -> str:
    """2025-2026."""
    return view.labels.stratum(SCHOOL_YEAR, year)


def chosen_comparisons(view: View, chosen: Chosen) -> list[Comparison]:
    """What is compared, by outcome or by part of the division."""
    return comparisons(view, chosen_effects(view, chosen), by_outcome=chosen.is_everybody)


def chosen_effects(view: View, chosen: Chosen) -> pl.DataFrame:
    """The rows of the question ``outcome_effects`` that are chosen."""
    return chosen.rows(view.ask("outcome_effects", **chosen.asked))


def gains_note(view: View, chosen: Chosen, effects: pl.DataFrame) -> str:
    """In what gains are measured, that a part is exploratory, and of which day figures are that stand still."""
    t = view.language.text
    parts = [t("groei.uitleg"), "" if chosen.is_everything else t("groei.verkennend"), frozen_note(view, effects)]
    return " ".join(part for part in parts if part)
