"""Deliveries and what was rejected of them, as tables."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.months import month_bars
from dashboard.components.descriptions import rows_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import key
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, dutch, lines, long_table
from dashboard.components.taken import taken
from dashboard.components.view import View
from dashboard.theme import ACCENT, ALERT

_SIGNS = {"geladen": "full", "deels": "half", "geweigerd": "empty", "ongewijzigd": "none"}
_SHOWN_NUMBERS = 12
_COUNTS = {"delivered": "rijen", "accepted": "aanvaard", "rejected": "afgekeurd"}

Rows = list[dict[str, Any]]


@made_once
def draw_rows(view: View, months: pl.DataFrame) -> None:
    """Draws how many rows came in each month, and how many of them were rejected."""
    t = view.language.text
    words = (t("levering.aanvaard"), t("levering.afgekeurd"))
    view.html(div("gg-keys", key(words[0], ACCENT), key(words[1], ALERT)))
    figure = _rows_figure(view, months)
    draw(view, figure, month_bars, months, view.language, *words, alt=rows_description(view, months))


def _rows_figure(view: View, months: pl.DataFrame) -> Passport:
    t = view.language.text
    columns = {"month": "kolom.maand", "accepted": "levering.aanvaard", "rejected": "levering.afgekeurd"}
    meaning = t("datakwaliteit.uitleg")
    return Passport("rijen", t("datakwaliteit.rijen"), meaning, ("rows_by_month",), told(view, months, **columns))


def deliveries_figure(view: View, deliveries: pl.DataFrame) -> Passport:
    """Where the table of deliveries comes from."""
    t = view.language.text
    partners = [view.labels.partner(name) for name in deliveries["partner_id"]]
    datasets = [view.labels.of("dataset", name) for name in deliveries["dataset"]]
    outcomes = [t(f"uitkomst.{name}") for name in deliveries["outcome"]]
    named = deliveries.with_columns(
        partner=pl.Series(partners, dtype=pl.String),
        what=pl.Series(datasets, dtype=pl.String),
        came_out=pl.Series(outcomes, dtype=pl.String),
    )
    columns = {"received_at": "levering.wanneer", "partner": "levering.partner", "what": "levering.dataset"}
    columns |= {"file_name": "levering.bestand", "contract_version": "levering.contract"}
    columns |= {f"rows_{name}": f"levering.{text}" for name, text in _COUNTS.items()}
    rows = told(view, named, **columns, came_out="levering.uitkomst")
    return Passport("leveringen", t("levering.titel"), t("datakwaliteit.uitleg"), ("deliveries",), rows)


@made_once
def delivery_table(view: View, deliveries: Rows) -> Markup:
    t, number = view.language.text, view.language.number
    headings = [t(f"levering.{name}") for name in ("wanneer", "partner", "bestand", "rijen", "aanvaard", "afgekeurd")]
    rows = [
        [
            view.language.moment(d["received_at"]),
            view.labels.partner(d["partner_id"]),
            lines(view.labels.of("dataset", d["dataset"]), d["file_name"]),
            number(d["rows_delivered"]),
            number(d["rows_accepted"]),
            number(d["rows_rejected"]),
            _outcome(view, d),
        ]
        for d in deliveries
    ]
    return long_table(view, [*headings, t("levering.uitkomst")], rows, t("levering.titel"), Layout((3, 4, 5), (0, 6)))


@made_once
def rejected_table(view: View, rejected: Rows) -> Markup:
    """Each reason once a file, with how many rows and which."""
    t = view.language.text
    headings = [t("afgekeurd.aantal"), t("afgekeurd.reden"), t("afgekeurd.levering")]
    rows = [
        [
            view.language.number(r["number"]),
            lines(dutch(view.language.code, r["message"]), _row_numbers(view, r)),
            lines(r["file_name"], _sender(view, r)),
        ]
        for r in rejected
    ]
    return long_table(view, headings, rows, t("afgekeurd.titel"), Layout((0,)))


@made_once
def rejected_figure(view: View, rejected: Rows) -> Passport:
    """Where the reasons come from; in the rows without the numbers of the rows, which the files themselves have."""
    t = view.language.text
    columns = {
        t("afgekeurd.aantal"): lambda r: r["number"],
        t("afgekeurd.reden"): lambda r: r["message"],
        t("levering.bestand"): lambda r: r["file_name"],
        t("levering.partner"): lambda r: view.labels.partner(r["partner_id"]),
        t("levering.wanneer"): lambda r: r["received_at"],
    }
    rows = taken(rejected, columns)
    return Passport("afgekeurd", t("afgekeurd.titel"), t("afgekeurd.uitleg"), ("rejected",), rows)


def draw_notes(view: View, notes: Rows) -> None:
    """The remarks about deliveries, and where they come from."""
    view.html(note_table(view, notes))
    passport(view, notes_figure(view, notes))


@made_once
def notes_figure(view: View, notes: Rows) -> Passport:
    """Where the remarks come from, with a row each."""
    t, labels = view.language.text, view.labels
    columns = {
        t("levering.wanneer"): lambda n: n["received_at"],
        t("levering.partner"): lambda n: labels.partner(n["partner_id"]),
        t("levering.dataset"): lambda n: labels.of("dataset", n["dataset"]),
        t("levering.bestand"): lambda n: n["file_name"],
        t("levering.opmerking"): lambda n: n["note"],
    }
    title, meaning = t("levering.opmerkingen"), t("levering.opmerkingen.uitleg")
    return Passport("opmerkingen", title, meaning, ("notes",), taken(notes, columns))


def note_table(view: View, notes: Rows) -> Markup:
    t = view.language.text
    headings = [t("levering.wanneer"), t("levering.partner"), t("levering.bestand"), t("levering.opmerking")]
    rows = [
        [
            view.language.moment(n["received_at"]),
            view.labels.partner(n["partner_id"]),
            lines(view.labels.of("dataset", n["dataset"]), n["file_name"]),
            dutch(view.language.code, n["note"]),
        ]
        for n in notes
    ]
    return long_table(view, headings, rows, t("levering.opmerkingen"), Layout(whole=(0,)))


def _outcome(view: View, delivery: dict[str, Any]) -> Markup:
    t = view.language.text
    sign = element("span", "", cls=f"gg-sign gg-sign-{_SIGNS.get(delivery['outcome'], 'none')}", aria_hidden="true")
    said = span("gg-status", sign, t(f"uitkomst.{delivery['outcome']}"))
    if delivery["withdrawn_at"] is None:
        return said
    return div(
        "", said, span("gg-under", t("levering.ingetrokken", datum=view.language.short_day(delivery["withdrawn_at"])))
    )


def _row_numbers(view: View, reason: dict[str, Any]) -> str:
    numbers = reason["row_numbers"].split(",")
    shown = ", ".join(numbers[:_SHOWN_NUMBERS]) + (" …" if len(numbers) > _SHOWN_NUMBERS else "")
    return view.language.plural("afgekeurd.rijen", reason["number"], nummers=shown)


def _sender(view: View, reason: dict[str, Any]) -> Markup:
    day = span("gg-whole", view.language.short_day(reason["received_at"].date()))
    return joined([view.labels.partner(reason["partner_id"]), day], ", ")
