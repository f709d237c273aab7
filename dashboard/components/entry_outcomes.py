"""How an entry fared, in words: recorded, with what to look at, or not, with what to mend."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.markup import Markup, element, joined
from dashboard.components.tables import dutch
from dashboard.components.view import View
from dashboard.recording import Finding, Outcome

_TELLING_NOTES = ("geweigerd", "mislukt")  # elsewhere they compare one row with a whole file


def draw_outcome(view: View, dataset: str, outcome: Outcome) -> None:
    """A message, and below it what the rules of the dataset or the command line say."""
    draw = st.success if outcome.is_recorded else st.error
    draw(view.language.text(f"vastleggen.uitkomst.{outcome.state}"))
    said = [_finding(view, dataset, finding) for finding in outcome.findings]
    if outcome.state in _TELLING_NOTES:
        said += [_note(view, note) for note in outcome.notes if note not in {f.message for f in outcome.findings}]
    view.html(_listed(said))


def _listed(said: Iterable[Markup]) -> Markup:
    items = [element("li", one) for one in said]
    return element("ul", *items, cls="gg-notes") if items else Markup("")


def _finding(view: View, dataset: str, finding: Finding) -> Markup:
    fields = [view.labels.of(f"field.{dataset}", column) for column in finding.columns]
    known = view.ask("rules").filter(dataset=dataset, rule=finding.rule)
    own = str(known[f"message_{view.language.code}"][0]) if known.height else ""
    label = view.language.text(f"ernst.{finding.severity}")
    head = f"{label}, {view.language.listed(fields)}" if fields else label
    return joined([element("strong", head), own or _note(view, finding.message)], ": ")


def _note(view: View, text: str) -> Markup:
    return joined([dutch(view.language.code, text)])
