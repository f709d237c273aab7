"""Where the record of a scope disagrees with itself, in words: assessor and data, old evidence, gone on too early."""

from __future__ import annotations

from typing import Any

from dashboard.components.answers import answer_words
from dashboard.components.criterion import criterion_name
from dashboard.components.markup import Markup, element, span
from dashboard.components.view import View

Row = dict[str, Any]
_OLD = "bewijs_verouderd"
_BY_CRITERION = ("behaald_zonder_cijfers", "cijfers_zonder_behaald")


def conflict_list(view: View, conflicts: list[Row]) -> Markup:
    """What does not agree, the gravest kind first; old evidence is one item with its criteria folded in."""
    of_kind = {
        kind: [c for c in conflicts if c["kind"] == kind] for kind in dict.fromkeys(c["kind"] for c in conflicts)
    }
    items = [_went_on(view, c) for c in of_kind.get("door_met_open_punten", [])]
    items += [_against_data(view, c) for kind in _BY_CRITERION for c in of_kind.get(kind, [])]
    if old := of_kind.get(_OLD):
        items.append(_old_evidence(view, old))
    return element("ul", *items, cls="gg-conflicts")


def _went_on(view: View, conflict: Row) -> Markup:
    t, language = view.language.text, view.language
    said = language.plural(
        "strijdig.door_met_open_punten",
        conflict["number"],
        datum=language.day(conflict["dated_on"]),
        fase=view.labels.of("phase", conflict["phase"]),
    )
    now = (
        language.plural("strijdig.nog_open", conflict["still_open"]) if conflict["still_open"] else t("strijdig.dicht")
    )
    return _item(t("strijdig.door_met_open_punten.kop"), f"{said} {now}")


def _against_data(view: View, conflict: Row) -> Markup:
    said = view.language.text(
        f"strijdig.{conflict['kind']}",
        datum=view.language.day(conflict["dated_on"]),
        cijfers=answer_words(view, conflict),
    )
    return _item(view.language.text("strijdig.cijfers.kop"), criterion_name(view, conflict["criterion_id"]), said)


def _old_evidence(view: View, conflicts: list[Row]) -> Markup:
    """How many achieved criteria rest on old evidence, and since when the oldest; which ones folds out."""
    language = view.language
    oldest = min(conflict["dated_on"] for conflict in conflicts)
    days = language.number(view.threshold("evidence_days"))
    said = language.plural("strijdig.bewijs_verouderd", len(conflicts), dagen=days, datum=language.day(oldest))
    which = [
        element("li", criterion_name(view, c["criterion_id"]), span("gg-when", language.short_day(c["dated_on"])))
        for c in conflicts
    ]
    summary = element("summary", language.plural("strijdig.bewijs_verouderd.welke", len(conflicts)))
    folded = element("details", summary, element("ul", *which), cls="gg-criterion")
    return _item(language.text("strijdig.bewijs_verouderd.kop"), said, folded)


def _item(title: str, *said: str) -> Markup:
    return element("li", element("strong", title), element("div", *(element("div", part) for part in said)))
