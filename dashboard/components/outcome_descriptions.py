"""Student outcomes in words: the sentence of the page, what the points are, and what each chart shows."""

from __future__ import annotations

import polars as pl

from dashboard.components.markup import Markup, div, element, span
from dashboard.components.outcomes import JUDGED, LESS, MORE, WITHHELD, Comparison
from dashboard.components.view import View
from dashboard.theme import ACCENT, QUIET


def outcome_sentence(view: View, found: list[Comparison]) -> str:
    """For how many outcomes a difference in gains was shown, which way, and for how many nothing can be said."""
    language = view.language
    if not found:
        return language.text("leeropbrengsten.kop.leeg")
    verdicts = [one.verdict for one in found]
    judged = [verdict for verdict in verdicts if verdict in JUDGED]
    if not judged:
        key = "afgeschermd" if all(verdict == WITHHELD for verdict in verdicts) else "onbeslist"
        return language.plural(f"leeropbrengsten.kop.{key}", len(found))
    ways = [
        language.text(f"leeropbrengsten.kop.{way}", n=language.number(judged.count(way)))
        for way in (MORE, LESS)
        if way in judged
    ]
    total, shown = language.number(len(found)), judged.count(MORE) + judged.count(LESS)
    said = language.text("leeropbrengsten.kop", n=language.number(shown), totaal=total, delen=language.listed(ways))
    if not shown:
        said = language.plural("leeropbrengsten.kop.geen", len(found))
    rest = len(found) - len(judged)
    return f"{said} {language.plural('leeropbrengsten.kop.rest', rest)}" if rest else said


def gain_keys(view: View) -> Markup:
    """What filled and open points are."""
    t = view.language.text
    return div("gg-keys", _point(t("groei.hybride"), filled=ACCENT), _point(t("groei.andere"), around=QUIET))


def difference_keys(view: View, frame: pl.DataFrame) -> Markup:
    """What the filled points are, and the open ones where there are any."""
    t = view.language.text
    keys = [_point(t("groei.zonder"), filled=ACCENT)]
    if frame["corrected"].count():
        keys.append(_point(t("groei.na_correctie"), around=ACCENT))
    return div("gg-keys", *keys)


def gains_description(view: View, frame: pl.DataFrame, what: str) -> str:
    """Of each row both gains, or what stands there instead."""
    t = view.language.text
    parts = [
        t("beschrijving.groei.rij", naam=row["name"], hybride=row["hybrid_label"], andere=row["comparison_label"])
        if row["said"] is None
        else f"{row['name']}: {row['said']}"
        for row in frame.to_dicts()
    ]
    return t("beschrijving.groei", wat=what, aantal=view.language.number(frame.height), delen="; ".join(parts))


def differences_description(view: View, frame: pl.DataFrame, what: str) -> str:
    """Of each row the difference with its interval, corrected too, or what stands there instead."""
    t = view.language.text
    parts = []
    for row in frame.to_dicts():
        said = f"{row['name']}: {row['said'] or row['label_long']}"
        if row["corrected_label_long"] is not None:
            said += ", " + t("beschrijving.verschil.gecorrigeerd", verschil=row["corrected_label_long"])
        parts.append(said)
    return t("beschrijving.verschil", wat=what, aantal=view.language.number(frame.height), delen="; ".join(parts))


def _point(text: str, *, filled: str | None = None, around: str | None = None) -> Markup:
    style = f"border-color:{filled};background:{filled}" if filled else f"border-color:{around}"
    return span("gg-key", element("span", "", cls="gg-open-point", style=style, aria_hidden="true"), text)
