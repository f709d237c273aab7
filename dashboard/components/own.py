"""What one organisation delivered, what is still asked of it, and its figures beside those of the partnership."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.access import current_viewer
from dashboard.charts.look import SMALL
from dashboard.components.compositions import draw_months
from dashboard.components.concepts import INDICATOR, concept_link
from dashboard.components.frame import subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport, passport
from dashboard.components.places import in_pairs
from dashboard.components.quantities import SHARE, Unit, plain
from dashboard.components.tables import Layout, lines, signed, table
from dashboard.components.taken import taken
from dashboard.components.view import View
from dashboard.components.withheld import not_in_edition, withheld_from, withheld_word
from dashboard.labels import PROGRAMME

Row = dict[str, Any]
Persons = dict[tuple[str, str], int | None]
Part = tuple[float, float | None]
"""A number, and of how many it is a part; None when it is not a part of anything."""

ATTRIBUTES = ("function", "contract_school", "fte_class", "school_sector")
_EVERYBODY = "alle"


def own_organisation() -> str:
    """The organisation that looks."""
    return current_viewer().organisation or ""


def own_sentence(view: View, composition: pl.DataFrame, deliveries: int, asked: int) -> str:
    """How many placements the organisation has, or else what it delivered, and how much is still asked of it."""
    language, name = view.language, view.labels.partner(own_organisation())
    rest = language.plural("onze.kop.gevraagd", asked) if asked else language.text("onze.kop.niets")
    active = _everybody(composition)
    if active is None:
        return language.plural("onze.kop.leveringen", deliveries, naam=name, rest=rest)
    fte = language.number(active["fte_school"], 1)
    return language.plural("onze.kop", active["placements"], naam=name, fte=fte, rest=rest)


@made_once
def draw_beside(view: View, composition: pl.DataFrame) -> None:
    """Own figures beside those of the partnership, and where they come from; of what is withheld there is no row."""
    view.html(beside_table(view, composition))
    t = view.language.text
    columns = {
        t("onze.cijfer"): lambda row: view.labels.of("indicator", row["name"]),
        t("onze.wij"): lambda row: row["part"][0],
        t("kolom.van"): lambda row: row["part"][1],
    }
    rows = [{"name": name, "part": part} for name, part in _own_figures(view, composition).items()]
    asked = ("own_composition", "own_delivery_figures", "programme_figures")
    passport(view, Passport("onze_cijfers", t("onze.cijfers"), t("onze.cijfers.uitleg"), asked, taken(rows, columns)))


@made_once
def draw_latest(view: View, deliveries: list[Row]) -> None:
    """The latest deliveries, and where that comes from."""
    view.html(latest_table(view, deliveries))
    t = view.language.text
    columns = {
        t("onze.gegevens"): lambda d: view.labels.of("dataset", d["dataset"]),
        t("actueel.laatste"): lambda d: d["received_on"],
        t("levering.rijen"): lambda d: d["rows_delivered"],
        t("levering.afgekeurd"): lambda d: d["rows_rejected"],
    }
    rows = taken(deliveries, columns)
    passport(view, Passport("onze_leveringen", t("onze.leveringen"), t("onze.uitleg"), ("own_deliveries",), rows))


def beside_table(view: View, composition: pl.DataFrame) -> Markup:
    """Own figures beside those of the partnership: the same definitions, over the organisation's own rows."""
    if not view.holds("programme_figures"):
        return not_in_edition(view)
    t = view.language.text
    programme = {row["indicator_id"]: row for row in view.ask("programme_figures").to_dicts()}
    rows = [
        [
            concept_link(view, INDICATOR, name, view.labels.of("indicator", name)),
            part_text(view, part),
            _programme_text(view, programme.get(name)),
        ]
        for name, part in _own_figures(view, composition).items()
        if part[1] != 0
    ]
    headings = [t("onze.cijfer"), t("onze.wij"), view.labels.scope(PROGRAMME)]
    return table(headings, rows, t("onze.cijfers"), Layout(numeric=(1, 2)))


def draw_composition(view: View, composition: pl.DataFrame) -> None:
    """Own professionals by sector, function, contract and fte, beside everybody's, where the edition has those."""
    theirs = _programme_persons(view)
    for place, attribute in zip(in_pairs(len(ATTRIBUTES)), ATTRIBUTES, strict=True):
        with place:
            view.html(_composition_table(view, composition, attribute, theirs))
    t = view.language.text
    columns = {
        t("geld.tabel.indeling"): lambda row: view.labels.stratum_by(row["attribute"]),
        t("geld.tabel.deel"): lambda row: view.labels.stratum(row["attribute"], row["code"]),
        t("cijfer.professionals"): lambda row: row["persons"],
        t("cijfer.plaatsingen"): lambda row: row["placements"],
    }
    rows = [row for row in composition.to_dicts() if row["attribute"] in ATTRIBUTES]
    title, meaning, asked = t("onze.plaatsingen"), t("onze.plaatsingen.uitleg"), ("own_composition",)
    passport(view, Passport("onze_verdeling", title, meaning, asked, taken(rows, columns)))


def draw_placements(view: View, months: pl.DataFrame) -> None:
    """Own placements, and their fte, over time."""
    t = view.language.text
    for place, column, title, digits in zip(
        st.columns(2, gap="large"),
        ("placements", "fte_school"),
        (t("cijfer.plaatsingen"), t("cijfer.fte")),
        (0, 1),
        strict=True,
    ):
        with place:
            subsection(title)
            draw_months(view, months, column, title, digits, question="own_placements_by_month")


def latest_table(view: View, deliveries: list[Row]) -> Markup:
    """The latest delivery of each dataset, those that are out of date first."""
    t, number = view.language.text, view.language.number
    headings = [t("onze.gegevens"), t("actueel.laatste"), t("levering.rijen"), t("levering.afgekeurd"), t("onze.stand")]
    rows = [
        [
            view.labels.of("dataset", d["dataset"]),
            view.language.short_day(d["received_on"]),
            number(d["rows_delivered"]),
            number(d["rows_rejected"]),
            _standing(view, d),
        ]
        for d in deliveries
    ]
    return table(headings, rows, t("onze.leveringen"), Layout((2, 3), (1,)))


def part_text(view: View, part: Part) -> Markup:
    """A share with what it is made of; of few only that, as "3 van 4", and of no whole the number itself."""
    number, of = part
    if of is None:
        return joined([plain(view, number)])
    counted = view.language.text("indicator.van", teller=plain(view, number), noemer=plain(view, of))
    return joined([counted]) if of < SMALL else lines(_percent(view, number / of), counted)


def _percent(view: View, share: float) -> str:
    """Whole percents; of what is rare two decimals."""
    return view.language.percent(share, 2 if 0 < share < 0.01 else 0)


def _own_figures(view: View, composition: pl.DataFrame) -> dict[str, Part]:
    """The indicators that can be told of one organisation, by its own rows."""
    counts = {(row["attribute"], row["code"]): float(row["placements"]) for row in composition.to_dicts()}
    active = counts.get((_EVERYBODY, _EVERYBODY), 0)
    found: dict[str, Part] = {}
    if active:
        with_coach = counts.get(("coach", "ja"), 0)
        found["active_placements"] = active, None
        found["with_coach"] = with_coach, with_coach + counts.get(("coach", "nee"), 0)
        found["with_recent_alignment"] = counts.get(("alignment", "ja"), 0), active
    for row in view.ask("own_delivery_figures", organisatie=own_organisation()).to_dicts():
        found["deliveries_on_time"] = row["on_time"], row["datasets"]
        found["rows_rejected"] = row["rows_rejected"], row["rows_delivered"]
    return found


def _programme_text(view: View, row: Row | None) -> str:
    """The partnership's value; the one word where it is withheld, and a dash where there is none yet."""
    if row is None:
        return view.language.text("algemeen.geen")
    if withheld_from(view, "indicator_values", "indicator_id", "scope_id", "period").has(row, "value"):
        return withheld_word(view)
    if row["value"] is None:
        return view.language.text("algemeen.geen")
    if row["numerator"] is not None and row["denominator"]:
        return part_text(view, (row["numerator"], row["denominator"]))
    if row["unit"] == SHARE:
        return _percent(view, row["value"])
    return Unit(view, row["unit"]).text(row["value"])


def _programme_persons(view: View) -> Persons:
    """Everybody's professionals by attribute and code; None where the number is withheld."""
    if not view.holds("programme_persons"):
        return {}
    return {(r["attribute"], r["code"]): r["persons"] for r in view.ask("programme_persons").to_dicts()}


def _programme_part(view: View, persons: Persons, attribute: str, code: str) -> str:
    everybody = persons.get((_EVERYBODY, _EVERYBODY))
    if not everybody:
        return view.language.text("algemeen.geen")
    found = persons.get((attribute, code), 0)
    return withheld_word(view) if found is None else part_text(view, (found, everybody))


def _everybody(composition: pl.DataFrame) -> Row | None:
    return next(iter(composition.filter(pl.col("attribute") == _EVERYBODY).to_dicts()), None)


def _composition_table(view: View, composition: pl.DataFrame, attribute: str, theirs: Persons) -> Markup:
    labels, everybody = view.labels, _everybody(composition)
    rows = [
        [
            labels.stratum(attribute, found["code"]),
            part_text(view, (found["persons"], everybody["persons"] if everybody else None)),
            _programme_part(view, theirs, attribute, found["code"]),
        ]
        for found in composition.filter(pl.col("attribute") == attribute).to_dicts()
    ]
    name = labels.stratum_by(attribute)
    headings = [name, view.language.text("onze.wij"), labels.scope(PROGRAMME)]
    return table(headings, rows, name, Layout(numeric=(1, 2)))


def _standing(view: View, delivery: Row) -> Markup:
    """Whether what was delivered last was taken, and is recent enough."""
    t = view.language.text
    if delivery["is_refused"]:
        return signed("empty", element("span", t("uitkomst.geweigerd"), cls="gg-alert"))
    if not delivery["is_on_time"]:
        late = view.language.plural("onze.verouderd", delivery["age_days"])
        return signed("empty", element("span", late, cls="gg-alert"))
    return signed("half", t("onze.deels")) if delivery["rows_rejected"] else signed("full", t("actueel.actueel"))
