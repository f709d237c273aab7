"""Key figures: a number, what it is, and how sure we are."""

from __future__ import annotations

from typing import Any

from dashboard.charts.look import SMALL
from dashboard.components.counted import missing_fact, number_fact
from dashboard.components.markup import Markup, element
from dashboard.components.passport import Passport
from dashboard.components.view import View

Figure = tuple[str, str, str]


def figure_row(figures: list[Figure]) -> Markup:
    """Figures beside each other: value, label, remark."""
    return element("dl", *(_figure(*figure) for figure in figures), cls="gg-figures")


def _figure(value: str, label: str, remark: str) -> Markup:
    return element(
        "div",
        element("dt", label),
        element("dd", value, cls="gg-value"),
        element("dd", remark, cls="gg-remark") if remark else Markup(""),
    )


def placement_figures(view: View, now: dict[str, Any], after_year: dict[str, Any] | None) -> list[Figure]:
    """Active placements, people, fte and retention after a year."""
    language, t = view.language, view.language.text
    schools = language.plural("cijfer.scholen", now["schools"])
    companies = language.plural("cijfer.bedrijven", now["companies"])
    unknown = language.plural("cijfer.zonder_fte", now["without_fte"]) if now["without_fte"] else ""
    return [
        (language.number(now["placements"]), t("cijfer.plaatsingen"), language.listed([schools, companies])),
        (language.number(now["professionals"]), t("cijfer.professionals"), t("cijfer.professionals.uitleg")),
        (language.number(now["fte_school"], 1), t("cijfer.fte"), unknown),
        retention_figure(view, after_year),
    ]


def placement_passport(view: View, now: dict[str, Any], after_year: dict[str, Any] | None) -> Passport:
    """Where those figures come from, and of how many they are."""
    language, t = view.language, view.language.text
    meanings = [(t(f"cijfer.{name}"), t(f"cijfer.{name}.begrip")) for name in ("plaatsingen", "fte", "behoud")]
    followed = (after_year or {}).get("n")
    numbers = [
        number_fact(view, language.plural("herkomst.actief", now["placements"])),
        missing_fact(view, now["without_fte"], "cijfer.zonder_fte"),
        *([(t("cijfer.behoud.gevolgd"), language.number(followed))] if followed else []),
    ]
    title, meaning = t("cijfer.samen"), t("cijfer.samen.begrip")
    return Passport("kerncijfers", title, meaning, ("placements_now", "after_year"), facts=(*numbers, *meanings))


def retention_passport(view: View) -> Passport:
    """Where retention after a year comes from, with of how many placements it is."""
    t, found = view.language.text, next(iter(view.ask_if_held("after_year")), None)
    facts = ((t("cijfer.behoud.gevolgd"), view.language.number(found["n"])),) if found and found["n"] else ()
    return Passport("behoud_na_een_jaar", t("cijfer.behoud"), t("cijfer.behoud.begrip"), ("after_year",), facts=facts)


def retention_figure(view: View, after_year: dict[str, Any] | None) -> Figure:
    """Retention after a year with its interval, or why it cannot be given."""
    t = view.language.text
    label = t("cijfer.behoud")
    if after_year is None or after_year["survival"] is None:
        reason = (after_year or {}).get("reason") or "geen_waarneming"
        return (t("algemeen.geen"), label, t(f"reden.{reason}"))
    if after_year["n"] < SMALL:
        return (t("algemeen.geen"), label, view.language.plural("behoud.klein", after_year["n"]))
    followed = view.language.plural("cijfer.behoud.van", after_year["n"])
    remark = "; ".join(part for part in (interval_text(view, after_year), followed) if part)
    return (view.language.percent(after_year["survival"]), label, remark)


def interval_text(view: View, estimate: dict[str, Any]) -> str:
    """The interval of a share, or why there is none."""
    if estimate["ci_low"] is None:
        return view.language.text(f"reden.{estimate['reason']}") if estimate["reason"] else ""
    low, high = (view.language.percent(estimate[name]) for name in ("ci_low", "ci_high"))
    return view.language.text("algemeen.interval", laag=low, hoog=high)
