"""What asks for attention, each matter with its number, its date and the place where it is dealt with."""

from __future__ import annotations

from typing import Any

from dashboard.components.links import linked
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport
from dashboard.components.taken import taken
from dashboard.components.view import View

# In the order in which a kernteam wants to hear it, and the page where each is dealt with.
_PAGE_OF_KIND = {
    "klaar_voor_besluit": "fasen",
    "door_met_open_punten": "fasen",
    "besluit_in_andere_fase": "fasen",
    "verdwenen_zonder_einde": "plaatsingen",
    "tegenstrijdig_einde": "plaatsingen",
    "lang_niet_gezien": "plaatsingen",
    "loopt_binnenkort_af": "plaatsingen",
    "verwijst_naar_niets": "datakwaliteit",
    "levering_geweigerd": "datakwaliteit",
    "rijen_afgekeurd": "datakwaliteit",
}
# What each of these pages is opened with, and where the matter has it.
_CHOICES = {
    "fasen": {"onderdeel": "scope_id"},
    "plaatsingen": {"pilot": "scope_id", "aandacht": "kind"},
    "datakwaliteit": {"partner": "partner_id", "dataset": "dataset"},
}


@made_once
def attention_list(view: View, matters: list[dict[str, Any]]) -> Markup:
    """The matters by kind; a kind that is new to this page comes last, under its own name."""
    kinds = [*_PAGE_OF_KIND, *dict.fromkeys(m["kind"] for m in matters if m["kind"] not in _PAGE_OF_KIND)]
    groups = [(kind, [m for m in matters if m["kind"] == kind]) for kind in kinds]
    return joined(_group(view, kind, found) for kind, found in groups if found)


@made_once
def attention_figure(view: View, matters: list[dict[str, Any]]) -> Passport:
    """Where it comes from, with a row a matter."""
    t = view.language.text
    columns = {
        t("kolom.soort"): lambda m: _title(view, m["kind"]),
        t("kolom.waarover"): lambda m: _subject(view, m),
        t("kolom.tekst"): lambda m: _wording(view, m),
        t("kolom.datum"): lambda m: m["dated_on"],
    }
    rows = taken(matters, columns)
    return Passport("vraagt_aandacht", t("aandacht.titel"), t("aandacht.begrip"), ("attention",), rows)


def _title(view: View, kind: str) -> str:
    key = f"aandacht.{kind}.kop"
    return view.language.text(key) if view.language.has(key) else kind


def _group(view: View, kind: str, matters: list[dict[str, Any]]) -> Markup:
    title = _title(view, kind)
    items = [element("li", _matter(view, matter)) for matter in matters]
    return joined([element("h3", title, cls="gg-kind"), element("ul", *items, cls="gg-matters")])


def _matter(view: View, matter: dict[str, Any]) -> Markup:
    page = _PAGE_OF_KIND.get(matter["kind"], "datakwaliteit" if matter["partner_id"] else "fasen")
    choices = {key: matter[column] for key, column in _CHOICES[page].items()}
    link = linked(view, _subject(view, matter), page, **choices)
    return joined([link, element("span", _wording(view, matter), cls="gg-matter")], " ")


def _subject(view: View, matter: dict[str, Any]) -> str:
    if matter["scope_id"]:
        return view.labels.scope(matter["scope_id"])
    return f"{view.labels.partner(matter['partner_id'])}, {view.labels.of('dataset', matter['dataset'])}"


def _wording(view: View, matter: dict[str, Any]) -> str:
    key = f"aandacht.{matter['kind']}"
    date = view.language.day(matter["dated_on"]) if matter["dated_on"] else ""
    if not view.language.has(key):
        return view.language.number(matter["number"])
    return view.language.plural(key, matter["number"], datum=date)
