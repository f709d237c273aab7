"""The agenda of the next meeting, section after section, as a list to read aloud and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dashboard.components.desk import Desk, tell
from dashboard.components.forms import closing_form
from dashboard.components.frame import empty, section, subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element
from dashboard.components.passport import Passport
from dashboard.components.points import Point, Row, point_line, points_of
from dashboard.components.taken import taken
from dashboard.components.view import View

CHANGED, ACTIONS = "gewijzigd", "acties"
_RUNS_ON = "loopt"
_STATES = ("te_laat", "nieuw")
_CLOSED_HERE = "afgerond"
_IN_THEIR_OWN_WORDS = ("klaar_voor_besluit", "door_met_open_punten")
_FIRST = ("klaar_voor_besluit", "te_laat")  # what a meeting is for


def agenda_points(view: View) -> list[Point]:
    """Every point there is, those that run on as agreed included."""
    return points_of(view.ask("agenda", today=view.judged_on).to_dicts())


def agenda_sentence(view: View, points: Sequence[Point]) -> str:
    """How many points the meeting has, and first of all which; what merely changed is none."""
    language, counts = view.language, _counts(points)
    if not counts:
        return language.text("vergadering.kop.leeg")
    first = {told: counts[told] for told in _FIRST if told in counts} or counts
    key = "vergadering.kop" if first == counts else "vergadering.kop.waaronder"
    return language.plural(key, counts.total(), delen=_in_words(view, first))


def agenda_note(view: View, points: Sequence[Point]) -> str:
    """What the sentence leaves to say, and where it all comes from."""
    counts, t = _counts(points), view.language.text
    rest = {told: count for told, count in counts.items() if told not in _FIRST}
    said = t("vergadering.verder", delen=_in_words(view, rest)) if rest and len(rest) < len(counts) else ""
    return f"{said} {t('vergadering.uitleg')}".strip()


def _counts(points: Sequence[Point]) -> Counter[str]:
    """How many points there are of a kind, in the order of the agenda."""
    return Counter(_told_as(p) for p in points if p.section != CHANGED and p.state != _RUNS_ON)


def _in_words(view: View, counts: Mapping[str, int]) -> str:
    return view.language.listed([view.language.plural(f"vergadering.kop.{told}", n) for told, n in counts.items()])


@made_once
def agenda_figure(view: View) -> Passport:
    """Where the agenda comes from, with a row a matter; what runs on as agreed stands there, too."""
    t, labels = view.language.text, view.labels
    columns = {
        t("kolom.agendadeel"): lambda row: labels.of("agenda_section", row["section"]),
        t("kolom.soort"): lambda row: labels.of("agenda_kind", row["kind"]),
        t("filter.onderdeel"): lambda row: labels.scope(row["scope_id"]) if row["scope_id"] else None,
        t("filter.partner"): lambda row: labels.partner(row["partner_id"]) if row["partner_id"] else None,
        t("kolom.waarover"): lambda row: row["subject_id"],
        t("kolom.tekst"): lambda row: row["wording"],
        t("kolom.aantal"): lambda row: row["number"],
        t("kolom.nodig"): lambda row: row["needed"],
        t("kolom.datum"): lambda row: row["dated_on"],
        t("aanbeveling.uiterlijk"): lambda row: row["due_on"],
    }
    rows = taken(view.ask("agenda", today=view.judged_on).to_dicts(), columns)
    return Passport("agenda", t("agenda.samen"), t("vergadering.uitleg"), ("agenda",), rows)


def draw_agenda(view: View, points: Sequence[Point], desk: Desk | None) -> None:
    """The sections in their order; beside an action that is recorded here stands how to close it."""
    sections = view.ask("codes").filter(code_list="agenda_section")["code"].to_list()
    for name in sections:
        found = [p for p in points if p.section == name]
        section(view.labels.of("agenda_section", name), _note(view, name))
        if name == ACTIONS:
            _draw_actions(view, found, desk)
        elif found:
            view.html(div("gg-agenda", *_groups(view, found)))
        else:
            empty(view.language.text(f"agenda.leeg.{name}"))


def _note(view: View, name: str) -> str:
    if name != CHANGED:
        return ""
    held_on = view.ask("last_meeting")["held_on"].item()
    if held_on is None:
        return view.language.text("agenda.eerste")
    return view.language.text("agenda.sinds", datum=view.language.day(held_on))


def _told_as(point: Point) -> str:
    """Under which word the sentence counts a point."""
    if point.section in ("afwijkingen", "leveringen"):
        return point.section
    if point.section == "besluiten" and point.kind not in _IN_THEIR_OWN_WORDS:
        return "tegenspraak"
    return point.state


def _groups(view: View, points: Sequence[Point]) -> list[Markup]:
    """The points of a section under a heading for each kind."""
    parts = []
    for kind in dict.fromkeys(p.kind for p in points):
        items = [element("li", point_line(view, p)) for p in points if p.kind == kind]
        title = element("h3", view.labels.of("agenda_kind", kind), cls="gg-kind")
        parts += [title, element("ul", *items, cls="gg-matters")]
    return parts


def _draw_actions(view: View, points: Sequence[Point], desk: Desk | None) -> None:
    """What is late and what is new, each with its control; the rest as a number, folded in."""
    if desk:
        tell(view, desk, _CLOSED_HERE)
    if not points:
        empty(view.language.text(f"agenda.leeg.{ACTIONS}"))
    mine = {row["action_id"]: row for row in view.ask("open_actions").to_dicts()} if desk else {}
    for state in _STATES:
        found = by_deadline(p for p in points if p.state == state)
        if found:
            subsection(view.language.plural(f"agenda.{state}", len(found)))
            _draw_list(view, found, mine, desk)
    others = [p for p in points if p.state not in (*_STATES, _RUNS_ON)]
    if others:
        view.html(div("gg-agenda", *_groups(view, others)))
    running = [p for p in points if p.state == _RUNS_ON]
    if running:
        with st.expander(view.language.plural("agenda.lopend", len(running))):
            _draw_list(view, running, mine, desk)


def by_deadline(points: Iterable[Point]) -> list[Point]:
    """What was due first comes first, from whatever source; without a deadline it comes last."""
    return sorted(points, key=lambda p: (p.first["due_on"] is None, p.first["due_on"]))


def _draw_list(view: View, points: Sequence[Point], mine: dict[str, Row], desk: Desk | None) -> None:
    with st.container(gap="xsmall"):
        for point in points:
            left, right = st.columns([3, 1])
            with left:
                view.html(element("ul", element("li", point_line(view, point)), cls="gg-matters"))
            action = mine.get(point.first["subject_id"])
            if desk and action:
                with right, st.popover(view.language.text("agenda.afronden", actie=action["action_id"])):
                    closing_form(view, desk, action, _CLOSED_HERE)
