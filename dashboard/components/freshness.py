"""How recent each partner's data are, the oldest first."""

from __future__ import annotations

from typing import Any

from dashboard.components.links import linked
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport
from dashboard.components.tables import Layout, lines, signed, table
from dashboard.components.taken import taken
from dashboard.components.view import View


@made_once
def freshness_table(view: View, partners: list[dict[str, Any]]) -> Markup:
    t = view.language.text
    headings = [t("actueel.partner"), t("actueel.laatste"), t("actueel.oordeel")]
    return table(headings, [_row(view, partner) for partner in partners], t("actueel.titel"), Layout(whole=(1,)))


@made_once
def freshness_figure(view: View, partners: list[dict[str, Any]]) -> Passport:
    """Where it comes from, with a row a partner."""
    t, labels = view.language.text, view.labels
    columns = {
        t("actueel.partner"): lambda p: labels.partner(p["partner_id"]),
        t("actueel.laatste"): lambda p: p["latest_at"],
        t("actueel.soorten"): lambda p: p["datasets"],
        t("actueel.soorten.verouderd"): lambda p: p["stale_datasets"],
        t("actueel.welke"): lambda p: ", ".join(_stale(view, p)),
    }
    return Passport("actualiteit", t("actueel.titel"), freshness_note(view), ("freshness",), taken(partners, columns))


def freshness_note(view: View) -> str:
    """Against which day, and after how many days data count as out of date."""
    days = view.language.number(view.threshold("freshness_days"))
    key = "actueel.tegen_peildatum" if view.example_data else "actueel.tegen_vandaag"
    return view.language.text(key, datum=view.language.day(view.judged_on), dagen=days)


def _row(view: View, partner: dict[str, Any]) -> list[str]:
    name = view.labels.partner(partner["partner_id"])
    link = linked(view, name, "datakwaliteit", partner=partner["partner_id"])
    return [link, _latest(view, partner), _judgement(view, partner)]


def _latest(view: View, partner: dict[str, Any]) -> str:
    if partner["latest_at"] is None:
        return view.language.text("actueel.nooit")
    today = view.language.text("actueel.vandaag")
    age = view.language.plural("actueel.dagen", partner["age_days"]) if partner["age_days"] else today
    return lines(view.language.short_day(partner["latest_at"].date()), age)


def _judgement(view: View, partner: dict[str, Any]) -> Markup:
    t = view.language.text
    if not partner["stale_datasets"]:
        return signed("full", joined([t("actueel.actueel")]))
    if partner["stale_datasets"] == partner["datasets"]:
        said = element("span", t("actueel.verouderd"), cls="gg-alert")
    else:
        said = joined([t("actueel.deels")])
    return signed("empty", lines(said, ", ".join(_stale(view, partner))))


def _stale(view: View, partner: dict[str, Any]) -> list[str]:
    """Which of its data are out of date."""
    return [view.labels.of("dataset", name) for name in (partner["stale_names"] or "").split(",") if name]
