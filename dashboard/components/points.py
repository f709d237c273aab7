"""The points of an agenda: rows of the mart that are dealt with together, and what each point says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined, span
from dashboard.components.quantities import Unit
from dashboard.components.tables import dutch
from dashboard.components.view import CHOICES, View
from dashboard.labels import PROGRAMME

Row = dict[str, Any]
_ACTIONS = ("actie", "actie_peerreview")
_NO_ACTION, _CLOSED = "aanbeveling_zonder_actie", "actie_afgerond"
_OF_PEER_REVIEWS = ("actie_peerreview", _NO_ACTION, "peerreview_gehouden")
_ONE_BY_ONE = (*_ACTIONS, _NO_ACTION, _CLOSED, "besluit_genomen", "achter", "aandacht")
_AGAINST_DATA = ("behaald_zonder_cijfers", "cijfers_zonder_behaald")


@dataclass(frozen=True, slots=True)
class Point:
    """What is dealt with at once: one action, or what there is of one kind about one scope, partner or criterion."""

    section: str
    kind: str
    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def state(self) -> str:
        """What the sentence and the headings tell apart: of actions those that are late and those that are new."""
        if self.kind not in _ACTIONS:
            return self.kind
        if self.first["is_overdue"]:
            return "te_laat"
        return "nieuw" if self.first["is_new"] else "loopt"


def points_of(rows: list[Row]) -> list[Point]:
    """The points in the order of the agenda.

    Rows of one kind about one scope or partner are one point; where assessors and data differ, those of one criterion.
    """
    grouped: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["section"], row["kind"], *_dealt_with_by(row)), []).append(row)
    return [Point(section, kind, tuple(found)) for (section, kind, *_), found in grouped.items()]


def _dealt_with_by(row: Row) -> tuple[Any, ...]:
    if row["kind"] in _ONE_BY_ONE:
        return (row["place"],)
    if row["kind"] in _AGAINST_DATA:
        return (row["subject_id"],)
    return (row["scope_id"], row["partner_id"])


@made_once
def point_line(view: View, point: Point) -> Markup:
    """A point as an item of a list: what it is about, and what there is to say of it."""
    about, said = (_action if point.section == "acties" or point.kind == _CLOSED else _matter)(view, point)
    return joined([element("div", about), span("gg-matter", said)])


def _action(view: View, point: Point) -> tuple[Markup, Markup]:
    """The action itself beside who does it, for what, and by when."""
    row, t, language = point.first, view.language.text, view.language
    text = dutch(language.code, row["wording"] or "")
    number = row["subject_id"]
    if point.kind in _OF_PEER_REVIEWS:
        number = _link(view, number, "peerreviews", row)
    about = span("gg-action", text, span("gg-under", number))
    parts = [_link(view, view.labels.scope(row["scope_id"]), "fasen", row)]
    if row["partner_id"]:
        parts.append(joined([view.labels.partner(row["partner_id"])]))
    if point.kind == _CLOSED:
        parts.append(joined([t("agenda.afgerond", datum=language.day(row["dated_on"]))]))
    elif row["due_on"]:
        deadline = t("agenda.deadline", datum=language.day(row["due_on"]))
        parts.append(span("gg-alert", deadline) if row["is_overdue"] else joined([deadline]))
    elif point.kind in _ACTIONS:
        parts.append(joined([t("agenda.geen_deadline")]))
    return about, joined(parts, " · ")


def _matter(view: View, point: Point) -> tuple[Markup, Markup]:
    row = point.first
    if point.kind in _AGAINST_DATA:
        return _against_data(view, point)
    if point.section == "afwijkingen":
        name = view.labels.of("indicator", row["subject_id"])
        about = joined([_link(view, name, _page_of(point), row), span("gg-under", view.labels.scope(row["scope_id"]))])
        return about, joined([_deviation(view, row)])
    name = view.labels.scope(row["scope_id"]) if row["scope_id"] else view.labels.partner(row["partner_id"])
    said: list[str] = [_wording(view, point)]
    if row["wording"]:
        said.append(span("gg-under", dutch(view.language.code, row["wording"])))
    return _link(view, name, _page_of(point), row), joined(said)


def _wording(view: View, point: Point) -> str:
    """What is said of a point: how many, which, and since when."""
    language, row = view.language, point.first
    number = round(row["number"] or 0)
    date = language.day(min(r["dated_on"] for r in point.rows)) if row["dated_on"] else ""
    match point.kind:
        case "besluit_genomen":
            decision = view.labels.of("decision", row["subject_id"])
            return language.text("agenda.besluit_genomen", besluit=decision, datum=date)
        case "klaar_voor_besluit":
            return language.text("agenda.klaar_voor_besluit", datum=date, behaald=number, totaal=round(row["needed"]))
        case "pilot_begonnen":
            return language.text("agenda.pilot_begonnen", datum=date)
        case "criterium_behaald" | "criterium_heropend" | "bewijs_verouderd":
            return language.text(f"agenda.{point.kind}", welke=_criteria(view, point), datum=date)
        case "levering" | "levering_geweigerd":
            datasets = [view.labels.of("dataset", r["subject_id"]) for r in point.rows]
            return language.text(f"agenda.{point.kind}", welke=language.listed(datasets), datum=date)
        case _ if language.has(f"agenda.{point.kind}"):
            return language.plural(f"agenda.{point.kind}", number, datum=date)
    return date


def _criteria(view: View, point: Point) -> str:
    """One criterion with its name, several by their numbers."""
    if len(point.rows) == 1:
        return _criterion(view, point.first)
    return view.language.listed([row["subject_id"] for row in point.rows])


def _criterion(view: View, row: Row) -> str:
    return f"{row['subject_id']} {view.labels.of('criterion', row['subject_id'])}"


def _against_data(view: View, point: Point) -> tuple[Markup, Markup]:
    """The criterion, and of each scope how many the data found of how many it takes."""
    said = []
    for row in point.rows:
        counted = view.language.text(
            "agenda.volgens_cijfers", gevonden=round(row["number"]), nodig=round(row["needed"])
        )
        said.append(joined([_link(view, view.labels.scope(row["scope_id"]), _page_of(point), row), counted], " "))
    return joined([_criterion(view, point.first)]), joined(said, ", ")


def _deviation(view: View, row: Row) -> str:
    unit = Unit(view, _indicator(view, row["subject_id"])["unit"])
    value, expected = (unit.text(row[name]) for name in ("number", "needed"))
    return view.language.text("agenda.afwijking", waarde=value, verwacht=expected)


def _indicator(view: View, indicator_id: str) -> Row:
    found = view.ask("indicators").filter(pl.col("indicator_id") == indicator_id)
    return found.row(0, named=True)


def _page_of(point: Point) -> str:
    """The page where a point is dealt with."""
    pages = {"afwijkingen": "indicatoren", "leveringen": "datakwaliteit"}
    if point.section in pages:
        return pages[point.section]
    if point.kind.startswith("plaatsingen"):
        return "plaatsingen"
    return "peerreviews" if point.kind in _OF_PEER_REVIEWS else "fasen"


def _link(view: View, text: str, page: str, row: Row) -> Markup:
    """A link with the choices that the page knows; only the words where there is no such page."""
    if page not in CHOICES:
        return joined([text])
    scope, partner = row["scope_id"], row["partner_id"]
    possible = {
        "onderdeel": scope,
        "pilot": scope if scope != PROGRAMME else None,
        "partner": partner,
        "organisatie": partner if partner != PROGRAMME else None,
        "thema": _indicator(view, row["subject_id"])["theme"] if page == "indicatoren" else None,
    }
    chosen = {key: value for key, value in possible.items() if key in CHOICES[page]}
    return element("a", text, href=view.link(page, **chosen), target="_self")
