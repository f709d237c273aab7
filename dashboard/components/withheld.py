"""What an edition does not have: figures that are withheld, and whole parts that others get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.components.frame import definition, empty
from dashboard.components.markup import Markup, element
from dashboard.components.view import View


@dataclass(frozen=True, slots=True)
class Withheld:
    """Which figures of a mart are null because they are withheld; any other null means that there is no value."""

    keys: tuple[str, ...]
    named: frozenset[tuple[str, str]]

    def has(self, row: dict[str, Any], column: str) -> bool:
        return ("|".join(str(row[key]) for key in self.keys), column) in self.named


def withheld_from(view: View, mart: str, *keys: str) -> Withheld:
    """What this edition withholds of a mart, whose rows are named by ``keys``; nothing of an edition with all rows."""
    if not view.holds("suppressed"):
        return Withheld(keys, frozenset())
    found = view.ask("suppressed", mart=mart)
    return Withheld(keys, frozenset(found.select("row_key", "column_name").iter_rows()))


def withheld_word(view: View) -> str:
    """The one word for everything that is withheld."""
    return view.language.text("afgeschermd.woord")


def withheld_meaning(view: View) -> None:
    """Why something is withheld, one click away."""
    least = view.language.number(view.threshold("persons"))
    definition(view.language.text("afgeschermd.begrip"), view.language.text("afgeschermd.uitleg", grens=least))


def not_in_edition(view: View) -> Markup:
    """In the place of a part that this edition does not have: that, and why."""
    return element("p", view.language.text("afgeschermd.onderdeel"), cls="gg-note")


def nothing_yet(view: View, text: str) -> None:
    """That there is nothing yet. Who delivers is told how; in an edition with figures only they come by themselves."""
    if view.holds("suppressed"):
        days = view.language.number(view.threshold("settling_days"))
        empty(view.language.text("afgeschermd.nog_niets", dagen=days))
    else:
        empty(text, view.language.text("opdracht.inlezen"))


def is_published(row: dict[str, Any]) -> bool:
    """Whether a figure is one of those that stand still for a time: these are published rounded."""
    return "peildatum" in row


def round_note(view: View) -> str:
    """Of which day this edition's figures about persons are, where they stand still for a time; else empty."""
    latest = next(iter(view.ask_if_held("rounds")), None)
    return view.language.text("afgeschermd.ronde", datum=view.language.day(latest["peildatum"])) if latest else ""


def frozen_note(view: View, rows: pl.DataFrame) -> str:
    """Of which day the figures about persons are, where they stand still for a time; else empty."""
    if "peildatum" not in rows.columns or rows.is_empty():
        return ""
    return view.language.text("afgeschermd.peildatum", datum=view.language.day(rows["peildatum"].max()))  # type: ignore[arg-type]
