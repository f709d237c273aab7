"""What a page looks at: the edition of its viewer, in the language of the link, with the choices of the link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard.access import current_viewer
from dashboard.components.made_once import hand
from dashboard.components.markup import Markup
from dashboard.labels import Labels, labels
from dashboard.language import LOCAL_ZONE, PARAMETER, Language, language_of
from dashboard.warehouse import Edition, edition_at, holds, rows

# Which choices apply on which page. They stand in the link, and nowhere else.
CHOICES = {
    "overzicht": ("regio",),
    "onze_organisatie": (),
    "vergadering": ("onderdeel",),
    "fasen": ("onderdeel",),
    "indicatoren": ("onderdeel", "thema"),
    "plaatsingen": ("pilot", "regio", "sector", "aandacht"),
    "behoud": ("verdeling", "groep"),
    "leeropbrengsten": ("verdeling", "uitkomst", "schooljaar"),
    "werk_en_cultuur": ("rol", "ronde"),
    "peerreviews": ("ronde", "organisatie", "onderwerp", "zoek"),
    "financien": ("onderdeel", "jaar"),
    "datakwaliteit": ("partner", "dataset"),
    "begrippen": ("woord", "soort", "begrip"),
    "privacy": (),
}
START = "overzicht"
# Without these a page has nothing to show: who has an edition that lacks them does not have the page.
_ASKS = {
    "vergadering": ("agenda", "open_actions"),
    "fasen": ("criteria_of_scope", "decisions_of_scope"),
    "indicatoren": ("indicators_of_theme",),
    "plaatsingen": ("composition", "placements_by_month"),
    "behoud": ("strata", "retention_curve"),
    "peerreviews": ("review_totals", "review_network"),
    "financien": ("public_years", "cofinancing_met"),
    "datakwaliteit": ("deliveries", "rejected"),
}
_OF_DELIVERERS = ("vergadering",)  # only for who can record what the meeting decides
_OF_PARTNERS = ("onze_organisatie",)  # about the one organisation that looks


@dataclass(frozen=True, slots=True)
class View:
    """An edition in a language; ``reference_date`` is None as long as nothing has been delivered."""

    edition: Edition
    language: Language
    labels: Labels
    reference_date: dt.date | None
    example_data: bool
    seen: Hashable = field(default_factory=object, repr=False, compare=False)
    """All that what is shown may depend on beside this: who looks, on which day, and the link. See `made_once`."""

    @property
    def judged_on(self) -> dt.date:
        """The day on which data are judged to be fresh: today, but for example data their reference date."""
        if self.example_data and self.reference_date:
            return self.reference_date
        return dt.datetime.now(LOCAL_ZONE).date()

    def ask(self, question: str, **parameters: Any) -> pl.DataFrame:
        return rows(self.edition, question, parameters)

    def holds(self, question: str) -> bool:
        """Whether this viewer's edition has what a question asks for; a page leaves out the rest, and says so."""
        return holds(self.edition, question)

    def ask_if_held(self, question: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of the answer; none where this viewer's edition has nothing of the kind."""
        return self.ask(question, **parameters).to_dicts() if self.holds(question) else []

    def threshold(self, name: str) -> float:
        found = self.ask("thresholds").filter(pl.col("threshold") == name)
        return float(found["value"].item())

    def link(self, page: str, **choices: str | None) -> str:
        """The address of a page with these choices, in this language."""
        given = parameters_of(self.language, choices)
        return (page if page != START else "./") + (f"?{urlencode(given)}" if given else "")

    def html(self, markup: Markup) -> None:
        """Draws markup; nothing when it is empty."""
        if markup:
            hand(partial(st.html, markup))


def parameters_of(language: Language, choices: dict[str, str | None]) -> dict[str, str]:
    """The parameters of a link, without what goes without saying."""
    code = {} if language == language_of(None) else {PARAMETER: language.code}
    return {key: value for key, value in choices.items() if value} | code


def chosen(key: str) -> str | None:
    """The choice that stands in the link."""
    return st.query_params.get(key) or None


def current_pages() -> list[str]:
    """The pages that this viewer has."""
    viewer = current_viewer()
    return _pages(edition_at(viewer.edition_file), viewer.role == "partner", viewer.delivers_as is not None)


@lru_cache(maxsize=64)
def _pages(edition: Edition | None, is_partner: bool, delivers: bool) -> list[str]:
    others = (() if delivers else _OF_DELIVERERS) + (() if is_partner else _OF_PARTNERS)
    lacking = [name for name, asks in _ASKS.items() if edition and not all(holds(edition, one) for one in asks)]
    return [name for name in CHOICES if name not in (*others, *lacking)]


def current_language() -> Language:
    return language_of(chosen(PARAMETER))


def current_view() -> View | None:
    """The view of this viewer; None when no edition has been published yet."""
    viewer, language = current_viewer(), current_language()
    edition = edition_at(viewer.edition_file)
    if edition is None:
        return None
    publication = rows(edition, "publication").row(0, named=True)
    link = tuple(sorted(st.query_params.to_dict().items()))
    today = dt.datetime.now(LOCAL_ZONE).date()
    return View(
        edition,
        language,
        labels(edition, language.code),
        publication["reference_date"],
        bool(publication["example_data"]),
        (edition, language, viewer.role, viewer.organisation, today, link),
    )


def page_view() -> View:
    """The view of a page; the entry script has made sure that there is an edition."""
    view = current_view()
    if view is None:
        st.stop()
    return view
