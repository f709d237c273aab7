"""One criterion unfolded: what it means, what counts as evidence, which limits are ours, and what was given."""

from __future__ import annotations

from typing import Any

from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.tables import dutch
from dashboard.components.view import View

Row = dict[str, Any]


def criterion_name(view: View, criterion_id: str) -> Markup:
    """Its number and what it is called; a long name stays beside its number."""
    return span("gg-named", span("gg-id", criterion_id), element("span", view.labels.of("criterion", criterion_id)))


def meaning(view: View, criterion_id: str) -> Markup:
    """What a criterion means, what counts as evidence, who assesses, and against which limits the data are held."""
    code, t = view.language.code, view.language.text
    found = next(row for row in view.ask("criteria").to_dicts() if row["criterion_id"] == criterion_id)
    terms = [
        joined([element("dt", t(f"fasen.{name}")), element("dd", found[f"{name}_{code}"])])
        for name in ("evidence", "assessor")
    ]
    limits = [_limit(view, name) for name in (found["thresholds"] or "").split(", ") if name]
    if limits:
        terms.append(joined([element("dt", t("fasen.grenzen")), *limits]))
    return div("gg-definition", element("p", found[f"description_{code}"]), element("dl", *terms))


def given_evidence(view: View, assessments: list[Row]) -> Markup:
    """The evidence that was given, the latest first, with its own date and who assessed."""
    items = [_piece(view, a) for a in assessments if a["evidence"]]
    if not items:
        return Markup("")
    title = element("p", element("strong", view.language.text("fasen.gegeven_bewijs")))
    return div("gg-definition", title, element("ul", *items))


def _limit(view: View, name: str) -> Markup:
    found = next(row for row in view.ask("thresholds").to_dicts() if row["threshold"] == name)
    value = view.language.number(found["value"])
    ours = view.language.text("fasen.grens.ons") if found["ours"] else ""
    return element("dd", f"{found[f'label_{view.language.code}']}: {value}.", *([" ", ours] if ours else []))


def _piece(view: View, assessment: Row) -> Markup:
    language = view.language
    words = joined([language.short_day(assessment["assessed_on"]), dutch(language.code, assessment["evidence"])], ": ")
    about = [view.labels.partner(assessment["assessor"])] if assessment["assessor"] else []
    if assessment["evidence_on"]:
        about.append(language.text("fasen.bewijs.van", datum=language.short_day(assessment["evidence_on"])))
    return element("li", words, span("gg-under", ", ".join(about)) if about else Markup(""))
