"""Herkomst van dit getal: what a figure means, on which deliveries it rests and how those were checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import polars as pl
import streamlit as st

from dashboard.components.downloads import offer, said_above
from dashboard.components.made_once import hand
from dashboard.components.markup import Markup, div, element, joined
from dashboard.components.tables import Layout, table
from dashboard.components.view import View
from dashboard.warehouse import asked_of

Row = dict[str, Any]
Fact = tuple[str, str]
_LIMITS = {"": 1, "dubbele_": 2}  # thresholds of persons, as the texts of rules name them
_WITHHELD_IN_MARTS = {"survey_scales": "withheld_scales", "survey_reliability": "withheld_reliability"}
_WITH_ROWS_LEFT_OUT = ("retention_curve", "retention_competing")  # not null where withheld, but not there
_MOST = 12  # deliveries listed of one dataset; the page on data quality has them all


@dataclass(frozen=True, slots=True)
class Passport:
    """Where a figure, or the figures of one chart or table, come from.

    Args:
        name: names the figure, once on a page; also in the name of the file that is taken along.
        title: what it is called.
        meaning: what it is, in words.
        questions: those of ``questions/`` that it answers; by them its data are found.
        rows: its numbers, to take along, with columns as the reader calls them.
        facts: label and text of what else is known: what is counted, out of how many, how many are missing.
        sources: instead of the tables asked, what exactly it rests on, as ``meta.rests_on`` names it.
    """

    name: str
    title: str
    meaning: str
    questions: tuple[str, ...]
    rows: pl.DataFrame | None = None
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()


def passport(view: View, figure: Passport) -> None:
    """A word that opens it. What is in it is only made once somebody does."""
    t = view.language.text
    about = t("herkomst.open", cijfer=figure.title)
    hand(partial(_word, view, figure, about))


def _word(view: View, figure: Passport, about: str) -> None:
    t = view.language.text
    if st.button(t("herkomst.woord"), f"herkomst.{figure.name}", about, type="tertiary"):
        st.dialog(t("herkomst.titel"), width="medium")(_open)(view, figure)


def _open(view: View, figure: Passport) -> None:
    view.html(passport_text(view, figure))
    if figure.rows is not None:
        with st.container(horizontal=True):
            offer(view, figure.name, figure.title, figure.rows)
    view.html(deliveries_text(view, figure))


def passport_text(view: View, figure: Passport) -> Markup:
    """All that is known of where a figure comes from, but for the deliveries themselves."""
    t, datasets = view.language.text, _datasets(view, figure)
    terms = [
        (t("herkomst.definitie"), figure.meaning),
        *(figure.facts or _rows_told(view, figure)),
        (t("herkomst.gegevens"), _contracts(view, datasets)),
        (t("herkomst.toetsing"), _checks(view, datasets)),
        (t("herkomst.afgeschermd"), _withheld(view, figure)),
        *said_above(view),
    ]
    told = [joined([element("dt", label), element("dd", text)]) for label, text in terms if text]
    return div(
        "gg-passport",
        element("p", figure.title, cls="gg-passport-title"),
        element("dl", *told, cls="gg-terms"),
    )


def _rows_told(view: View, figure: Passport) -> tuple[Fact, ...]:
    """Of a list, in which each row is one of what it is about, how many there are."""
    if figure.rows is None:
        return ()
    return ((view.language.text("herkomst.lengte"), view.language.plural("herkomst.rijen", figure.rows.height)),)


def _datasets(view: View, figure: Passport) -> list[Row]:
    return view.ask("datasets_behind", sources=list(_sources(figure))).to_dicts()


def _sources(figure: Passport) -> tuple[str, ...]:
    asked = (table for question in figure.questions for table in sorted(asked_of(question)))
    return figure.sources or tuple(asked)


def _contracts(view: View, datasets: list[Row]) -> str:
    """The datasets with the versions of their contracts."""
    version = [
        view.language.text("herkomst.contract", gegevens=view.labels.of("dataset", d["dataset"]), versie=d["version"])
        for d in datasets
    ]
    return view.language.listed(version)


def _checks(view: View, datasets: list[Row]) -> str:
    """How many rules the deliveries behind it were held against, and what came of it."""
    if not datasets or not view.holds("checks_behind"):
        return ""
    found = view.ask("checks_behind", datasets=_names(datasets)).row(0, named=True)
    if not found["deliveries"]:
        return ""
    language = view.language
    said = language.plural("herkomst.regels", found["rules"], rijen=language.number(found["delivered"]))
    return f"{said} {language.plural('herkomst.afgekeurd', found['rejected'])}"


def _withheld(view: View, figure: Passport) -> str:
    """What of the same tables is withheld, and by which rule; by which points are left out, of a curve with gaps."""
    language, found = view.language, withheld_by_rule(view, figure)
    limits = {f"{name}grens": language.number(times * view.threshold("persons")) for name, times in _LIMITS.items()}
    said = [
        language.plural("herkomst.weggelaten", number, regel=language.text(f"herkomst.regel.{rule}", **limits))
        for rule, number in found.items()
    ]
    if view.holds("suppressed"):
        said += [
            language.text(f"herkomst.regel.{mart}", **limits) for mart in _marts(figure) if mart in _WITH_ROWS_LEFT_OUT
        ]
    return " ".join(said) or language.text("herkomst.alles")


def withheld_by_rule(view: View, figure: Passport) -> dict[str, int]:
    """How many values of the tables of a figure are withheld, by the rule of the table.

    Of an edition with gaps they are listed. In one with every table only answers to surveys are withheld, and there
    the nulls say so (`pipelines.analysis.surveys`).
    """
    if view.holds("suppressed"):
        answers = [view.ask("suppressed_of", marts=_marts(figure))]
    else:
        own = [name for mart, name in _WITHHELD_IN_MARTS.items() if mart in _marts(figure)]
        answers = [view.ask(name) for name in own]
    found: dict[str, int] = {}
    for rule, number in (row for answer in answers for row in answer.iter_rows()):
        found[rule] = found.get(rule, 0) + number
    return found


def _marts(figure: Passport) -> list[str]:
    asked = {name for question in figure.questions for name in asked_of(question)}
    return sorted(name.removeprefix("mart.") for name in asked if name.startswith("mart."))


def deliveries_text(view: View, figure: Passport) -> Markup:
    """The deliveries behind it: with their files where the edition has them, else who delivered and when."""
    t, names = view.language.text, _names(_datasets(view, figure))
    if not names:
        return Markup("")
    if not view.holds("deliveries_behind"):
        return element("p", t("herkomst.geen_leveringen"), cls="gg-note")
    files = view.holds("files_behind")
    rows = view.ask("files_behind" if files else "deliveries_behind", datasets=names).to_dicts()
    headings = [t("levering.partner"), t("levering.wanneer")]
    headings += [t("levering.bestand"), t("herkomst.in_gebruik")] if files else []
    parts: list[Markup] = []
    for dataset, found in groupby(rows, key=lambda row: str(row["dataset"])):
        those = list(found)
        parts.append(_summary(view, dataset, those, headings, files=files))
    return div("gg-behind", *parts) if parts else element("p", t("herkomst.niets_in_gebruik"), cls="gg-note")


def _summary(view: View, dataset: str, rows: list[Row], headings: list[str], *, files: bool) -> Markup:
    """The deliveries of one dataset, folded."""
    name, language = view.labels.of("dataset", dataset), view.language
    title = language.plural("herkomst.leveringen", len(rows), gegevens=name)
    cells = [
        [
            view.labels.partner(row["partner_id"]),
            language.moment(row["received_at"]),
            *([row["file_name"], language.number(row["rows"])] if files else []),
        ]
        for row in rows[:_MOST]
    ]
    more = len(rows) - len(cells)
    rest = element("p", language.plural("herkomst.meer", more), cls="gg-note") if more else Markup("")
    inside = table(headings, cells, title, Layout(numeric=(3,), whole=(1,)))
    return element("details", element("summary", title), inside, rest, cls="gg-criterion")


def _names(datasets: list[Row]) -> list[str]:
    return [str(row["dataset"]) for row in datasets]
