"""What is held of whom, how it is protected, and what somebody can ask for, in the words of a privacy officer."""

from __future__ import annotations

from typing import Any

from dashboard.access import current_contact, current_viewer
from dashboard.components.concepts import DATASET, concept_link, persons_text, years_text
from dashboard.components.markup import Markup, element, joined, span
from dashboard.components.tables import Layout, dutch, lines, table
from dashboard.components.view import View

Row = dict[str, Any]
_RESEARCH = "lectoraat"
_EDITIONS = ("kernteam", "lectoraat", "funder", "partner")
_RIGHTS = ("inzage", "verbetering", "wissen", "bezwaar")
_MEASURES = ("zuinig", "pseudoniem", "leveringen", "aantallen", "rondes", "aanval", "toegang", "logboek")


def privacy_sentence(view: View, datasets: list[Row]) -> str:
    """How many kinds of data are about persons, and how long at most they are kept."""
    language = view.language
    of_persons = [d for d in datasets if d["persons"]]
    if not of_persons:
        return language.text("privacy.kop.niemand")
    years = language.number(max(d["retention_years"] for d in of_persons))
    key = "privacy.kop.deel" if is_part() else "privacy.kop"
    return language.plural(key, len(of_persons), alle=language.number(len(datasets)), jaren=years)


def is_part() -> bool:
    """Whether the edition of this reader names no more data than it holds itself."""
    return current_viewer().role == _RESEARCH


def edition_list(view: View) -> Markup:
    """What the edition of this reader holds and leaves out, with its own numbers."""
    t, role = view.language.text, current_viewer().role
    said = [
        (t("privacy.editie.erin"), t(f"editie.{role}.erin")),
        (t("privacy.editie.personen"), _held(view)),
        (t("privacy.editie.weg"), t(f"editie.{role}.weg")),
        (t("privacy.editie.getallen"), _left_out(view)),
        (t("privacy.editie.stand"), _round(view)),
    ]
    return _explained([(label, text) for label, text in said if text])


def register_table(view: View, datasets: list[Row]) -> Markup:
    """Of each dataset whom it is about, what it is for, how long it is kept and why, and what is confidential in it."""
    t = view.language.text
    headings = [t(f"privacy.{name}") for name in ("gegevens", "over", "doel", "termijn", "vertrouwelijk")]
    return table(headings, [_registered(view, d) for d in datasets], t("privacy.register"), Layout(whole=(3,)))


def measure_list(view: View) -> Markup:
    """How it is protected, with the thresholds as they are set."""
    t, number = view.language.text, view.language.number
    least = round(view.threshold("persons"))
    values = {"grens": number(least), "een_minder": number(least - 1), "dubbel": number(2 * least)}
    values["maanden"] = number(round(view.threshold("access_log_months")))
    return _explained([(t(f"maatregel.{name}"), t(f"maatregel.{name}.uitleg").format(**values)) for name in _MEASURES])


def edition_table(view: View) -> Markup:
    """Who sees what; that of the reader stands out."""
    t, role = view.language.text, current_viewer().role
    rows = [
        [
            lines(t(f"editie.{name}"), span("gg-looking", t("privacy.u_kijkt")) if name == role else ""),
            t(f"editie.{name}.erin"),
            t(f"editie.{name}.weg"),
        ]
        for name in _EDITIONS
    ]
    return table([t(f"privacy.{name}") for name in ("wie_kijkt", "ziet", "ziet_niet")], rows, t("privacy.wie"))


def rights_table(view: View) -> Markup:
    """What somebody can ask for, and what is then done."""
    t = view.language.text
    rows = []
    for name in _RIGHTS:
        command = element("code", t(f"recht.{name}.opdracht"))
        rows.append([lines(t(f"recht.{name}"), t(f"recht.{name}.artikel")), lines(t(f"recht.{name}.uitleg"), command)])
    return table([t("recht.recht"), t("recht.hoe")], rows, t("recht.titel"), Layout(whole=(0,)))


def contact_text(view: View) -> str:
    """With whom a request begins, and who answers questions where that is known."""
    t, contact = view.language.text, current_contact()
    return " ".join([t("recht.begin"), t("toegang.vragen", contact=contact)] if contact else [t("recht.begin")])


def _registered(view: View, dataset: Row) -> list[str]:
    code, t = view.language.code, view.language.text
    return [
        concept_link(view, DATASET, dataset["dataset"], dataset[f"label_{code}"]),
        persons_text(view, dataset),
        lines(joined([dataset[f"purpose_{code}"]]), dutch(code, dataset["retention_reason"])),
        years_text(view, dataset),
        (dataset[f"confidential_{code}"] or t("privacy.geen_veld")).lower(),
    ]


def _held(view: View) -> str:
    """Of how many persons this edition has rows."""
    if not view.holds("persons_held"):
        return view.language.text("privacy.geen_rijen")
    held = view.ask("persons_held").row(0, named=True)
    parts = [view.language.plural(f"privacy.rijen.{name}", number) for name, number in held.items() if number]
    if not parts:
        return view.language.text("privacy.nog_geen_rijen")
    return view.language.text("privacy.rijen", wie=view.language.listed(parts))


def _left_out(view: View) -> str:
    """How many numbers are withheld; of an edition of rows there is nothing to say."""
    if not view.holds("numbers_left_out"):
        return ""
    return view.language.plural("privacy.weggelaten", view.ask("numbers_left_out")["number"].item())


def _round(view: View) -> str:
    """On which day the totals about persons stand still."""
    if not view.holds("rounds"):
        return ""
    latest = next(iter(view.ask("rounds").to_dicts()), None)
    if latest is None:
        days = view.language.number(view.threshold("settling_days"))
        return view.language.text("privacy.nog_geen_stand", dagen=days)
    return view.language.text("privacy.stand", datum=view.language.day(latest["peildatum"]))


def _explained(told: list[tuple[str, str]]) -> Markup:
    items = [element("li", element("div", label), element("div", text)) for label, text in told]
    return element("ul", *items, cls="gg-concepts")
