"""The learning library: what peer reviews found to work, to succeed and to beware of, to read and to search."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard.components.filters import choose
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, joined, nothing, span
from dashboard.components.passport import Passport, passport
from dashboard.components.search import holds_words, search
from dashboard.components.tables import dutch
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
KINDS = ("werkzaam_element", "succesverhaal", "valkuil")


def library_choices(view: View) -> tuple[str, str | None]:
    """The words and the theme that the link chooses."""
    t = view.language.text
    left, right = st.columns(2)
    with left:
        words = search(t("filter.zoek"), "zoek")
    with right:
        named, everything = partial(view.labels.of, "theme"), t("filter.onderwerp.alle")
        theme = choose(t("filter.onderwerp"), "onderwerp", view.labels.codes("theme"), named, everything)
    return words, theme


def matching(view: View, findings: list[Row], words: str, theme: str | None = None) -> list[Row]:
    """Findings of a theme in which every word occurs, in the text, the names or the theme; accents do not matter."""
    return [
        finding
        for finding in findings
        if theme in (None, finding["theme"]) and holds_words(_searched(view, finding), words)
    ]


@made_once
def draw_library(view: View, findings: list[Row]) -> None:
    """The findings, and where they come from."""
    view.html(library(view, findings))
    if findings:
        passport(view, library_figure(view, findings))


def library_figure(view: View, findings: list[Row]) -> Passport:
    """The findings that are shown, a row each; as facts how many there are of each kind."""
    t, of = view.language.text, view.labels.of
    columns = {
        t("kolom.soort"): lambda f: of("finding_kind", f["kind"]),
        t("filter.onderwerp"): lambda f: of("theme", f["theme"]),
        t("kolom.bevinding"): lambda f: f["finding"],
        t("voorstel.wie"): lambda f: of("organisation", f["reviewed_id"]),
        t("kolom.beoordelaar"): lambda f: of("organisation", f["reviewer_id"]),
        t("kolom.ronde"): lambda f: f["round"],
    }
    counts = {kind: sum(f["kind"] == kind for f in findings) for kind in KINDS}
    facts = tuple((of("finding_kind", kind), view.language.number(count)) for kind, count in counts.items() if count)
    meaning = t("bibliotheek.begrip")
    return Passport("bibliotheek", t("bibliotheek.titel"), meaning, ("learning",), taken(findings, columns), facts)


def library(view: View, findings: list[Row]) -> Markup:
    """The findings by kind; what several reviews found in the same words stands there once, with all of them."""
    if not findings:
        return nothing(view.language.text("bibliotheek.leeg"))
    return joined(_kind(view, kind, [f for f in findings if f["kind"] == kind]) for kind in KINDS)


def _kind(view: View, kind: str, findings: list[Row]) -> Markup:
    if not findings:
        return Markup("")
    texts = list(dict.fromkeys((f["theme"], f["finding"]) for f in findings))
    items = [_item(view, [f for f in findings if (f["theme"], f["finding"]) == (theme, text)]) for theme, text in texts]
    title = view.language.plural(f"bibliotheek.{kind}", len(items))
    return joined([element("h3", title, cls="gg-kind"), element("ul", *items, cls="gg-library")])


def _item(view: View, same: list[Row]) -> Markup:
    first = same[0]
    theme = span("gg-theme", view.labels.of("theme", first["theme"]))
    sources = joined([_source(view, f) for f in same], "; ")
    said = div("gg-said", div("gg-finding", dutch(view.language.code, first["finding"])), div("gg-under", sources))
    return element("li", theme, said)


def _source(view: View, finding: Row) -> str:
    return view.language.text(
        "bibliotheek.bron",
        waar=view.labels.of("organisation", finding["reviewed_id"]),
        wie=view.labels.of("organisation", finding["reviewer_id"]),
        ronde=finding["round"],
    )


def _searched(view: View, finding: Row) -> str:
    names = [view.labels.of("organisation", finding[name]) for name in ("reviewed_id", "reviewer_id")]
    kept = [finding["finding"], finding["public_summary"] or "", view.labels.of("theme", finding["theme"]), *names]
    return " ".join([*kept, finding["round"]])
