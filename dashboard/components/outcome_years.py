"""Student outcomes of a school year beside those of the year before: what may be said of how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.components.counted import comparison_facts
from dashboard.components.frame import section
from dashboard.components.made_once import made_once
from dashboard.components.markup import element
from dashboard.components.outcome_choices import Chosen, chosen_comparisons, school_year
from dashboard.components.outcomes import EVERYBODY, JUDGED, WITHHELD, Comparison, difference_text
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, lines, table
from dashboard.components.taken import taken
from dashboard.components.view import View
from dashboard.components.withheld import withheld_word

LARGER, SMALLER, OVERLAPPING, WITHOUT = "groter", "kleiner", "overlap", "geen"
_NAMES = ("uitkomst", "nu", "eerder", "oordeel")


@dataclass(frozen=True, slots=True)
class TwoYears:
    """An outcome in a school year and in the year before."""

    now: Comparison
    before: Comparison

    @property
    def verdict(self) -> str:
        """What may be said; differences of groups that were unlike, or of too few pupils, are not compared.

        Intervals that overlap do not show a change, and do not show that there is none either.
        """
        if WITHHELD in (self.now.verdict, self.before.verdict):
            return WITHHELD
        if not (self.now.verdict in JUDGED and self.before.verdict in JUDGED):
            return WITHOUT
        now, before = self.now.effect, self.before.effect
        if now["ci_low"] is None or before["ci_low"] is None:
            return WITHOUT
        if now["ci_low"] > before["ci_high"]:
            return LARGER
        return SMALLER if now["ci_high"] < before["ci_low"] else OVERLAPPING


def draw_years(view: View, year: str | None) -> None:
    """A school year, or the latest, beside the year before; nothing where there is no year before it."""
    years = view.ask("outcome_years")["school_year"].to_list()
    position = years.index(year) if year in years else 0
    if years[position + 1 :]:
        _draw(view, years[position], years[position + 1])


def two_years(view: View, now: str, before: str) -> list[TwoYears]:
    """Each outcome of which there is a comparison in both years."""
    earlier = {one.effect["outcome"]: one for one in chosen_comparisons(view, Chosen(EVERYBODY, year=before))}
    found = chosen_comparisons(view, Chosen(EVERYBODY, year=now))
    return [TwoYears(one, earlier[one.effect["outcome"]]) for one in found if one.effect["outcome"] in earlier]


def years_sentence(view: View, found: list[TwoYears], now: str, before: str) -> str:
    """Of how many outcomes that can be compared the difference is shown to be another than the year before."""
    language, verdicts = view.language, [one.verdict for one in found]
    named = {"nu": school_year(view, now), "eerder": school_year(view, before)}
    compared = [verdict for verdict in verdicts if verdict in (LARGER, SMALLER, OVERLAPPING)]
    if not compared:
        return language.text("groei.jaren.geen", **named)
    ways = [
        language.text(f"groei.jaren.zin.{way}", n=language.number(compared.count(way)))
        for way in (LARGER, SMALLER)
        if way in compared
    ]
    key = "groei.jaren.zin" if ways else "groei.jaren.zin.niets"
    return language.plural(key, len(compared), delen=language.listed(ways), **named)


@made_once
def _draw(view: View, now: str, before: str) -> None:
    t, found = view.language.text, two_years(view, now, before)
    section(t("groei.jaren.titel"), years_sentence(view, found, now, before))
    years = {"nu": school_year(view, now), "eerder": school_year(view, before)}
    headings = [years.get(name) or t(f"groei.tabel.{name}") for name in _NAMES]
    rows = [
        [
            element("strong", one.now.name),
            _difference(view, one.now),
            _difference(view, one.before),
            withheld_word(view) if one.verdict == WITHHELD else t(f"groei.jaren.{one.verdict}.oordeel"),
        ]
        for one in found
    ]
    view.html(table(headings, rows, t("groei.jaren.titel"), Layout(whole=(1, 2))))
    passport(view, _figure(view, found, years))


def _figure(view: View, found: list[TwoYears], years: dict[str, str]) -> Passport:
    t = view.language.text
    rows = [
        {"year": year, "one": one}
        for pair in found
        for year, one in ((years["nu"], pair.now), (years["eerder"], pair.before))
    ]
    columns = {
        t("groei.tabel.uitkomst"): lambda row: row["one"].name,
        t("filter.schooljaar"): lambda row: row["year"],
        t("kolom.verschil"): lambda row: _value(row["one"], "hedges_g"),
        t("kolom.laag"): lambda row: _value(row["one"], "ci_low"),
        t("kolom.hoog"): lambda row: _value(row["one"], "ci_high"),
    }
    meaning = f"{t('groei.verschil.uitleg')} {t('groei.jaren.begrip')}"
    sides = {years["nu"]: [pair.now for pair in found], years["eerder"]: [pair.before for pair in found]}
    facts = tuple(
        (f"{name}, {year}", said) for year, own in sides.items() for name, said in comparison_facts(view, own)
    )
    return Passport("groei_jaren", t("groei.jaren.titel"), meaning, ("outcome_effects",), taken(rows, columns), facts)


def _difference(view: View, one: Comparison) -> str:
    if one.verdict == WITHHELD:
        return withheld_word(view)
    if one.verdict not in JUDGED:
        return lines(view.language.text("algemeen.geen"), view.language.text(f"groei.kort.{one.verdict}"))
    return lines(*difference_text(view, one.effect))


def _value(one: Comparison, column: str) -> Any:
    """A number of what is judged; of the rest none, as on the page."""
    return one.effect[column] if one.verdict in JUDGED else None
