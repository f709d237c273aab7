"""Student outcomes: gains of hybrid and other groups, and what may be said of the difference between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.look import SMALL
from dashboard.components.decimals import decimal, signed, signed_interval, signed_limits
from dashboard.components.reasons import reasons_in_words, reasons_of
from dashboard.components.view import View
from dashboard.components.withheld import Withheld, is_published, withheld_from, withheld_word

Row = dict[str, Any]
EVERYBODY, SCHOOL_YEAR = "alle", "school_year"
MORE, LESS, NOT_SHOWN = "meer", "minder", "niet_aangetoond"
WITHHELD, FEW, UNLIKE, UNCORRECTED, OPEN = "afgeschermd", "klein", "ongelijk", "zonder_correctie", "open"
JUDGED = (MORE, LESS, NOT_SHOWN)
_CORRECT, _INCOMPARABLE, _MODEL = "correctie_nodig", "onvergelijkbaar", "gemengd_model"
_SIGNIFICANT = 0.05
_STANDARD = 2  # decimals of a standardised difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """An outcome, or a part of a division: ``corrected`` is the model adjusted for the first measurement, if any."""

    name: str
    effect: Row
    corrected: Row | None
    is_withheld: bool

    @property
    def verdict(self) -> str:
        """One of the names above. A difference that asks for correction is judged with its correction, or not at all.

        Of groups that were not alike at first nothing is said, and of fewer than ten pupils on a side neither.
        """
        effect = self.effect
        if self.is_withheld:
            return WITHHELD
        if 0 < min(effect["n_hybrid"], effect["n_comparison"]) < SMALL:
            return FEW
        if effect["p_adjusted"] is None:
            return OPEN
        if effect["evidence_class"] == _INCOMPARABLE:
            return UNLIKE
        if not self.asks_correction:
            return _judged([(effect["hedges_g"], effect["p_adjusted"])])
        if self.corrected is None:
            return UNCORRECTED
        corrected = (self.corrected["hedges_g"], self.corrected["p_value"])
        return _judged([(effect["hedges_g"], effect["p_adjusted"]), corrected])

    @property
    def digits(self) -> int:
        """Decimals of its gains."""
        return 1 if is_published(self.effect) else 2

    @property
    def asks_correction(self) -> bool:
        return bool(self.effect["evidence_class"] == _CORRECT)

    def gain(self, side: str) -> float | None:
        """The gain of ``hybrid`` or ``comparison`` groups; of fewer than ten pupils none."""
        return self.effect[f"gain_{side}"] if (self.effect[f"n_{side}"] or 0) >= SMALL else None


def comparisons(view: View, effects: pl.DataFrame, *, by_outcome: bool = False) -> list[Comparison]:
    """What an edition has of these rows of ``mart.outcome_effects``; a correction exists of everybody together only.

    Args:
        by_outcome: whether each is called by its outcome, also where it is of a part (a school year) only.
    """
    withheld = withheld_from(view, "outcome_effects", "outcome", "stratum_by", "stratum")
    models = {row["outcome"]: row for row in sensitivity(view) if row["variant"] == _MODEL}
    return [_comparison(view, effect, models, withheld, by_outcome=by_outcome) for effect in effects.to_dicts()]


def sensitivity(view: View) -> list[Row]:
    """The differences under other choices; none where the edition does not have them."""
    return view.ask("outcome_sensitivity").to_dicts() if view.holds("outcome_sensitivity") else []


def gains_frame(view: View, found: list[Comparison]) -> pl.DataFrame:
    """As `gain_pairs` draws it."""
    rows = [_gains(view, place, one) for place, one in enumerate(found)]
    texts = ("name", "hybrid_label", "comparison_label", "said")
    schema = {"row": pl.Int64, **dict.fromkeys(("hybrid", "comparison"), pl.Float64), **dict.fromkeys(texts, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def differences_frame(view: View, found: list[Comparison]) -> pl.DataFrame:
    """As `difference_intervals` draws it: of those that are judged only, for the others why there is none."""
    rows = [_differences(view, place, one) for place, one in enumerate(found)]
    numbers = ("difference", "low", "high", "corrected", "corrected_low", "corrected_high")
    texts = ("name", "label", "label_long", "corrected_label", "corrected_label_long", "said")
    schema = {"row": pl.Int64, **dict.fromkeys(numbers, pl.Float64), **dict.fromkeys(texts, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def difference_text(view: View, found: Row) -> tuple[str, str]:
    """A standardised difference, and the limits of its interval; these empty where it has none."""
    return signed(view, found["hedges_g"], _STANDARD), signed_limits(view, found, _STANDARD)


def verdict_words(view: View, one: Comparison) -> str:
    """What may be said of the difference; where there is no test, why."""
    if one.verdict == WITHHELD:
        return withheld_word(view)
    if one.verdict == OPEN and one.effect["reason"]:
        return reasons_in_words(view, reasons_of(one.effect["reason"]))
    return view.language.text(f"groei.oordeel.{one.verdict}")


def _comparison(view: View, effect: Row, models: dict[str, Row], withheld: Withheld, *, by_outcome: bool) -> Comparison:
    everybody, names = effect["stratum_by"] == EVERYBODY, view.labels
    name = names.of("outcome", effect["outcome"])
    if not (everybody or by_outcome):
        name = names.stratum(effect["stratum_by"], effect["stratum"])
    model = models.get(effect["outcome"]) if everybody else None
    usable = model if model and model["p_value"] is not None else None
    return Comparison(name, effect, usable, withheld.has(effect, "hedges_g"))


def _judged(tests: list[tuple[float, float]]) -> str:
    """More or less only where every test says the same."""
    if any(p >= _SIGNIFICANT for _, p in tests):
        return NOT_SHOWN
    if all(difference > 0 for difference, _ in tests):
        return MORE
    return LESS if all(difference < 0 for difference, _ in tests) else NOT_SHOWN


def _gains(view: View, place: int, one: Comparison) -> Row:
    gains = {side: one.gain(side) for side in ("hybrid", "comparison")}
    without = view.language.text("algemeen.geen")
    labels = {f"{side}_label": without if g is None else decimal(view, g, one.digits) for side, g in gains.items()}
    said = None
    if all(gain is None for gain in gains.values()):
        few = view.language.text("groei.kort.klein" if one.verdict == FEW else "groei.kort.open")
        said = withheld_word(view) if one.is_withheld else few
    return {"row": place, "name": one.name, **gains, **labels, "said": said}


def _differences(view: View, place: int, one: Comparison) -> Row:
    row: Row = {"row": place, "name": one.name}
    if one.verdict == WITHHELD:
        return row | {"said": withheld_word(view)}
    if one.verdict not in JUDGED:
        return row | {"said": view.language.text(f"groei.kort.{one.verdict}")}
    row |= _drawn(view, one.effect, ("difference", "low", "high", "label"))
    if one.corrected is not None:
        row |= _drawn(view, one.corrected, ("corrected", "corrected_low", "corrected_high", "corrected_label"))
    return row


def _drawn(view: View, found: Row, columns: tuple[str, ...]) -> Row:
    estimate, low, high, label = columns
    short, interval = signed(view, found["hedges_g"], _STANDARD), signed_interval(view, found, _STANDARD)
    values = {estimate: found["hedges_g"], low: found["ci_low"], high: found["ci_high"]}
    return values | {label: short, f"{label}_long": f"{short} ({interval})"}
