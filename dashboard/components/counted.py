"""Of how many a figure is, and how many of those are missing: the facts that a passport has of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.components.outcomes import Comparison
from dashboard.components.view import View
from dashboard.components.withheld import withheld_word

Row = dict[str, Any]
Fact = tuple[str, str]


def number_fact(view: View, text: str) -> Fact:
    """Of how many it is."""
    return view.language.text("herkomst.aantal"), text


def missing_fact(view: View, count: int, key: str) -> Fact:
    """How many have no value; ``key`` names the text for one and for several. That nobody is missing is said, too."""
    language = view.language
    said = language.plural(key, count) if count else language.text("herkomst.niets_ontbreekt")
    return language.text("herkomst.ontbreekt"), said


def amount_facts(view: View, planned: Sequence[float | None], realised: Sequence[float | None]) -> tuple[Fact, ...]:
    """Of amounts by year: they are sums and count nobody, but of some years there is only one of the two."""
    without = sum((one is None) != (other is None) for one, other in zip(planned, realised, strict=True))
    said = view.language.plural("herkomst.bedragen", len(planned))
    return number_fact(view, said), missing_fact(view, without, "herkomst.jaren_half")


def comparison_facts(view: View, found: Sequence[Comparison]) -> tuple[Fact, ...]:
    """Of each comparison how many pupils are on either side, and how many do not count for want of a measurement."""
    missing = _missing(view, found)
    return tuple((one.name, _pupils(view, one, missing)) for one in found)


def sides_text(view: View, row: Row) -> str:
    """How many pupils of hybrid and of other groups."""
    hybrid, other = (view.language.number(row[f"n_{side}"]) for side in ("hybrid", "comparison"))
    return view.language.text("herkomst.leerlingen", hybride=hybrid, andere=other)


def _pupils(view: View, one: Comparison, missing: dict[tuple[str, ...], int]) -> str:
    if one.is_withheld or one.effect["n_hybrid"] is None:
        return withheld_word(view)
    said, without = sides_text(view, one.effect), missing.get(_key(one.effect))
    return said if without is None else f"{said} {view.language.plural('herkomst.leerlingen_zonder', without)}"


def _missing(view: View, found: Sequence[Comparison]) -> dict[tuple[str, ...], int]:
    """Of each comparison how many pupils do not count; of an edition that does not have that, nothing."""
    if not view.holds("outcome_missing"):
        return {}
    divisions = {str(one.effect["stratum_by"]) for one in found}
    rows = [row for by in divisions for row in view.ask("outcome_missing", stratum_by=by, outcome=None).to_dicts()]
    return {_key(row): row["pupils"] - row["n_both"] for row in rows}


def _key(row: Row) -> tuple[str, ...]:
    return row["outcome"], row["stratum_by"], row["stratum"]
