"""Student outcomes as tables: what the charts show in full, under other choices, and of which pupils it is."""

from __future__ import annotations

from typing import Any

from dashboard.charts.look import SMALL
from dashboard.components.decimals import decimal
from dashboard.components.markup import Markup, element, joined, nothing
from dashboard.components.outcomes import (
    EVERYBODY,
    JUDGED,
    WITHHELD,
    Comparison,
    difference_text,
    verdict_words,
)
from dashboard.components.reasons import reasons_in_words, reasons_of
from dashboard.components.tables import Layout, lines, long_table, table
from dashboard.components.view import View
from dashboard.components.withheld import withheld_word

Row = dict[str, Any]
_VARIANTS = ("hoofdanalyse", "gemengd_model", "vergelijking_zonder_aandeel", "gemengd_model_zonder_aandeel")
_OTHER_WAY = "ander_teken_dan_hoofdanalyse"
_MISSING = ("n_only_before", "n_only_after", "n_other_group", "n_other_scale")


def gains_table(view: View, found: list[Comparison], division: str) -> Markup:
    """A row a comparison: both gains with the pupils and groups behind them, the difference, and what that says."""
    t = view.language.text
    headings = [row_heading(view, division)]
    headings += [t(f"groei.tabel.{name}") for name in ("hybride", "andere", "verschil", "vooraf", "oordeel")]
    rows = [
        [
            element("strong", one.name),
            _side(view, one, "hybrid"),
            _side(view, one, "comparison"),
            _difference(view, one),
            _likeness(view, one),
            verdict_words(view, one),
        ]
        for one in found
    ]
    return long_table(view, headings, rows, t("groei.titel"), Layout(whole=(1, 2)))


def sensitivity_table(view: View, found: list[Row]) -> Markup:
    """A row an outcome, a column a choice: the difference with its interval, or why there is none."""
    t = view.language.text
    headings = [row_heading(view, EVERYBODY), *(t(f"gevoeligheid.{variant}") for variant in _VARIANTS)]
    by_place = {(row["outcome"], row["variant"]): row for row in found}
    rows = [
        [
            element("strong", view.labels.of("outcome", outcome)),
            *(_variant(view, by_place.get((outcome, variant))) for variant in _VARIANTS),
        ]
        for outcome in dict.fromkeys(row["outcome"] for row in found)
    ]
    return table(headings, rows, t("gevoeligheid.titel"))


def sensitivity_note(view: View, found: list[Row]) -> str:
    """For how many outcomes every choice points the same way."""
    computed = {row["outcome"] for row in found if row["hedges_g"] is not None}
    turned = {row["outcome"] for row in found if _OTHER_WAY in reasons_of(row["note"])}
    total = view.language.number(len(computed))
    said = view.language.plural("gevoeligheid.zelfde_kant", len(computed - turned), totaal=total)
    return f"{view.language.text('gevoeligheid.uitleg')} {said}" if computed else ""


def response_table(view: View, missing: list[Row], division: str) -> Markup:
    """A row a comparison: of how many pupils it is, and why the others do not count."""
    if not missing:
        return nothing(view.language.text("meetelt.leeg"))
    t, number = view.language.text, view.language.number
    headings = [row_heading(view, division), *(t(f"meetelt.{name}") for name in ("leerlingen", "telt_mee", *_MISSING))]
    rows = [
        [
            element("strong", row_name(view, row, division)),
            number(row["pupils"]),
            counted_text(view, row),
            *(number(row[name]) for name in _MISSING),
        ]
        for row in missing
    ]
    return long_table(view, headings, rows, t("meetelt.titel"), Layout((1, 3, 4, 5, 6)))


def terms(view: View) -> Markup:
    """What the words of the page mean."""
    share = view.language.percent(view.threshold("hybrid_share"))
    names = ("groep", "verschil", "interval", "vooraf", "aangetoond", "verkennend")
    t = view.language.text
    rows = [
        joined([element("dt", t(f"groei.begrip.{n}")), element("dd", t(f"groei.begrip.{n}.uitleg", deel=share))])
        for n in names
    ]
    return element("dl", *rows)


def row_heading(view: View, division: str) -> str:
    """What a row stands for."""
    return view.language.text("groei.tabel.uitkomst") if division == EVERYBODY else view.labels.stratum_by(division)


def row_name(view: View, row: Row, division: str) -> str:
    """What a row is called."""
    if division == EVERYBODY:
        return view.labels.of("outcome", row["outcome"])
    return view.labels.stratum(division, row["stratum"])


def _side(view: View, one: Comparison, side: str) -> str:
    """The gain of one side; under it how many pupils in how many groups."""
    if one.is_withheld:
        return withheld_word(view)
    pupils, groups = one.effect[f"n_{side}"], one.effect[f"groups_{side}"]
    if not pupils:
        return view.language.text("groei.geen_groep")
    behind = [view.language.plural("groei.leerlingen", pupils), view.language.plural("groei.groepen", groups)]
    gain = one.gain(side)
    if gain is None:
        return lines(view.language.text("groei.kort.klein"), *behind)
    return lines(view.language.text("groei.punten", getal=decimal(view, gain, one.digits)), *behind)


def _difference(view: View, one: Comparison) -> str:
    """The difference with its interval; where groups were unlike at first, the corrected one under it."""
    if one.verdict == WITHHELD:
        return withheld_word(view)
    if one.verdict not in JUDGED:
        return view.language.text("algemeen.geen")
    parts = list(difference_text(view, one.effect))
    if one.asks_correction and one.corrected is not None:
        short, interval = difference_text(view, one.corrected)
        parts.append(view.language.text("groei.gecorrigeerd", verschil=short, interval=interval))
    return lines(*parts)


def _likeness(view: View, one: Comparison) -> str:
    """How alike the groups were at first."""
    if one.is_withheld:
        return withheld_word(view)
    return view.language.text(f"bewijsklasse.{one.effect['evidence_class']}")


def _variant(view: View, row: Row | None) -> str:
    if row is None:
        return view.language.text("algemeen.geen")
    said = reasons_in_words(view, reasons_of(row["note"]))
    if row["hedges_g"] is None:
        return lines(view.language.text("algemeen.geen"), said)
    return lines(*difference_text(view, row), said)


def counted_text(view: View, row: Row) -> str:
    """How many count and which share; of few "3 van 4". Of a pilot, under it those it is compared with."""
    language = view.language
    of = {"deel": language.number(row["n_both"]), "geheel": language.number(row["pupils"])}
    few = row["pupils"] < SMALL
    said = language.text("assen.van", **of) if few else f"{of['deel']} ({language.percent(row['counted_share'])})"
    if not row["comparison_pupils"]:
        return said
    both, pupils = (language.number(row[name]) for name in ("comparison_both", "comparison_pupils"))
    return lines(said, language.text("meetelt.vergelijking", deel=both, geheel=pupils))
