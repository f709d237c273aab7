"""What came of the recommendations of peer reviews: what is open, and behind a click what is closed."""

from __future__ import annotations

from typing import Any

from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, joined, nothing
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, dutch, lines, table
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_SIGNS = {"afgerond": "full", "afgerond_te_laat": "full", "open": "half", "te_laat": "empty", "zonder_actie": "empty"}
_RECOMMENDATION, _LATE = "aanbeveling", "te_laat"


@made_once
def draw_recommendations(view: View, actions: list[Row]) -> None:
    """What is open, behind a click what is closed, and where they come from."""
    view.html(joined([open_recommendations(view, actions), closed_recommendations(view, actions)]))
    passport(view, recommendations_figure(view, actions))


def recommendations_figure(view: View, actions: list[Row]) -> Passport:
    """Every recommendation and action, closed ones too; as a fact how many of them are late."""
    t, labels = view.language.text, view.labels
    columns = {
        t("aanbeveling.wat"): lambda a: a["finding"],
        t("kolom.actie"): lambda a: a["action"],
        t("voorstel.wie"): lambda a: labels.of("organisation", a["reviewed_id"]),
        t("filter.onderwerp"): lambda a: labels.of("theme", a["theme"]),
        t("kolom.ronde"): lambda a: a["round"],
        t("aanbeveling.wie"): lambda a: labels.partner(a["action_owner"]) if a["action_owner"] else None,
        t("aanbeveling.uiterlijk"): lambda a: a["due_on"],
        t("aanbeveling.afgerond_op"): lambda a: a["closed_on"],
        t("aanbeveling.geborgd_in"): lambda a: labels.of("secured_in", a["secured_in"]) if a["secured_in"] else None,
        t("aanbeveling.status"): lambda a: labels.of("review_action_status", a["status"]),
    }
    late = view.language.number(sum(a["status"] == _LATE for a in actions))
    counted = t("indicator.van", teller=late, noemer=view.language.number(len(actions)))
    facts = ((labels.of("review_action_status", _LATE), counted),) if actions else ()
    title, meaning = t("aanbeveling.titel"), t("aanbeveling.begrip")
    return Passport("aanbevelingen", title, meaning, ("review_actions",), taken(actions, columns), facts)


def recommendation_note(view: View, actions: list[Row]) -> str:
    """How many there are, how many are closed, and of how many of those the result is secured."""
    closed = [a for a in actions if a["closed_on"]]
    secured = sum(a["secured_in"] is not None for a in closed)
    done = view.language.plural("aanbeveling.afgerond", len(closed), geborgd=view.language.number(secured))
    return view.language.plural("aanbeveling.stand", len(actions), afgerond=done)


def open_recommendations(view: View, actions: list[Row]) -> Markup:
    """Those that are not closed, the most overdue first."""
    t = view.language.text
    headings = [t(f"aanbeveling.{name}") for name in ("wat", "voor", "wie", "uiterlijk", "status")]
    rows = [
        [_wording(view, a), _about(view, a), _owner(view, a), _deadline(view, a), _status(view, a)]
        for a in actions
        if not a["closed_on"]
    ]
    if not rows:
        return nothing(t("aanbeveling.geen_open"))
    return table(headings, rows, t("aanbeveling.titel"), Layout(whole=(4,)))


def closed_recommendations(view: View, actions: list[Row]) -> Markup:
    """Those that are closed, behind a click, the latest first; empty when there are none."""
    t, closed = view.language.text, [a for a in actions if a["closed_on"]]
    if not closed:
        return Markup("")
    headings = [t(f"aanbeveling.{name}") for name in ("wat", "voor", "afgerond_op", "geborgd_in", "status")]
    rows = [
        [
            _wording(view, a),
            _about(view, a),
            view.language.short_day(a["closed_on"]),
            view.labels.of("secured_in", a["secured_in"]) if a["secured_in"] else t("aanbeveling.niet_geborgd"),
            _status(view, a),
        ]
        for a in closed
    ]
    summary = element("summary", view.language.plural("aanbeveling.toon_afgerond", len(closed)))
    shown = table(headings, rows, t("aanbeveling.titel.afgerond"), Layout(whole=(2, 4)))
    return element("details", summary, shown, cls="gg-criterion")


def _wording(view: View, action: Row) -> Markup:
    code, t = view.language.code, view.language.text
    agreed = joined([t("aanbeveling.actie"), dutch(code, action["action"])], " ") if action["action"] else ""
    kind = "" if action["kind"] == _RECOMMENDATION else view.labels.of("finding_kind", action["kind"])
    return lines(dutch(code, action["finding"]), agreed, kind)


def _about(view: View, action: Row) -> Markup:
    return lines(view.labels.of("organisation", action["reviewed_id"]), view.labels.of("theme", action["theme"]))


def _owner(view: View, action: Row) -> str:
    found = action["action_owner"]
    return view.labels.partner(found) if found else view.language.text("aanbeveling.niemand")


def _deadline(view: View, action: Row) -> str:
    if action["due_on"] is None:
        return view.language.text("aanbeveling.geen_datum")
    late = view.language.plural("aanbeveling.over_tijd", action["days_late"]) if action["days_late"] else ""
    return lines(view.language.short_day(action["due_on"]), late)


def _status(view: View, action: Row) -> Markup:
    status = action["status"]
    sign = element("span", "", cls=f"gg-sign gg-sign-{_SIGNS.get(status, 'none')}", aria_hidden="true")
    label = element("span", view.labels.of("review_action_status", status), cls="gg-alert" if status == _LATE else None)
    return div("gg-status", sign, label)
