"""What the partnership still asks of one organisation: actions, deliveries, and rows to be delivered again."""

from __future__ import annotations

from typing import Any

from dashboard.components.attention import attention_list
from dashboard.components.markup import Markup, div, element, joined, nothing, span
from dashboard.components.passport import Passport
from dashboard.components.tables import dutch
from dashboard.components.view import View

Row = dict[str, Any]
_DELIVERIES = "leveringen"
_ASKED = ("acties", _DELIVERIES)
_REJECTED = ("rijen_afgekeurd", "verwijst_naar_niets")


def asked_rows(view: View) -> list[Row]:
    """Actions and deliveries that the partnership waits for, what is due first at the top."""
    rows = view.ask("agenda", today=view.judged_on).to_dicts()
    asked = [row for row in rows if row["section"] in _ASKED]
    return sorted(asked, key=lambda row: (row["due_on"] is None, row["due_on"]))


def asked_matters(view: View) -> list[Row]:
    """What of the latest deliveries has to be delivered again; refused ones stand among the deliveries asked for."""
    return [row for row in view.ask("attention", regio=None).to_dicts() if row["kind"] in _REJECTED]


def asked_list(view: View, asked: list[Row], matters: list[Row]) -> Markup:
    """What is late first, then deliveries and what was rejected of them, then what is still to be done."""
    if not (asked or matters):
        return nothing(view.language.text("onze.niets_gevraagd"))
    deliveries = [row for row in asked if row["section"] == _DELIVERIES]
    actions = [row for row in asked if row["section"] != _DELIVERIES]
    return joined(
        [
            _asked(view, "onze.te_laat", [_action(view, row) for row in actions if row["is_overdue"]]),
            _asked(view, "onze.te_leveren", [_delivery(view, row) for row in deliveries]),
            attention_list(view, matters),
            _asked(view, "onze.nog_te_doen", [_action(view, row) for row in actions if not row["is_overdue"]]),
        ]
    )


def asked_figure(view: View, found: list[Row]) -> Passport:
    """Where what is asked comes from."""
    t, counted = view.language.text, view.language.plural("herkomst.rijen", len(found))
    asked, facts = ("agenda", "attention"), ((t("herkomst.lengte"), counted),)
    return Passport("gevraagd", t("onze.gevraagd"), t("onze.gevraagd.begrip"), asked, facts=facts)


def _asked(view: View, key: str, items: list[Markup]) -> Markup:
    if not items:
        return Markup("")
    title = view.language.plural(key, len(items))
    return joined([element("h3", title, cls="gg-kind"), element("ul", *items, cls="gg-matters")])


def _action(view: View, row: Row) -> Markup:
    """What is to be done, or its kind where the words are another's; for what, and by when."""
    language, t = view.language, view.language.text
    words = dutch(language.code, row["wording"]) if row["wording"] else view.labels.of("agenda_kind", row["kind"])
    due = t("agenda.deadline", datum=language.day(row["due_on"])) if row["due_on"] else t("agenda.geen_deadline")
    when = span("gg-alert", due) if row["is_overdue"] else joined([due])
    address = view.link("fasen", onderdeel=row["scope_id"])
    scope = element("a", view.labels.scope(row["scope_id"]), href=address, target="_self")
    about = div("", words, span("gg-under", row["subject_id"]))
    return element("li", about, span("gg-matter", scope, " · ", when))


def _delivery(view: View, row: Row) -> Markup:
    """Which data, and since when they are waited for."""
    language = view.language
    name, address = row["subject_id"], view.link("datakwaliteit", partner=row["partner_id"], dataset=row["subject_id"])
    link = element("a", view.labels.of("dataset", name), href=address, target="_self")
    dated = language.day(row["dated_on"])
    if row["due_on"]:
        said = language.text("onze.levering", datum=dated, deadline=language.day(row["due_on"]))
    else:
        said = language.text("onze.levering.geweigerd", datum=dated)
    return element("li", link, span("gg-matter", said))
