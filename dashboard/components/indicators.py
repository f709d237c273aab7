"""An indicator to read: its value, how it stands against its target, and where the number comes from."""

from __future__ import annotations

from typing import Any

from dashboard.components.changes import change_words
from dashboard.components.links import linked
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined, span
from dashboard.components.quantities import SHARE, Unit, plain, value_text
from dashboard.components.tables import dutch
from dashboard.components.view import View
from dashboard.components.withheld import withheld_from, withheld_word

Row = dict[str, Any]
_SIGNS = {"op_koers": "full", "aandacht": "half", "achter": "empty"}
_BEHIND, _TOO_FEW = "achter", "te_klein"


def indicators_of(view: View, scope: str, theme: str | None = None) -> list[Row]:
    """Every figure of a scope in its last year, of one theme or of all; ``is_withheld``: its value is left out."""
    withheld = withheld_from(view, "indicator_values", "indicator_id", "scope_id", "period")
    found = view.ask("indicators_of_theme", onderdeel=scope, thema=theme).to_dicts()
    return [row | {"is_withheld": withheld.has(row, "value")} for row in found]


@made_once
def which_are_behind(view: View, scope: str) -> Markup:
    """Those behind their target path, each with a link to its theme; empty when there are none."""
    links = [
        linked(view, row[f"label_{view.language.code}"], "indicatoren", onderdeel=scope, thema=row["theme"])
        for row in indicators_of(view, scope)
        if row["status"] == _BEHIND and not (row["is_small"] or row["is_withheld"])
    ]
    if not links:
        return Markup("")
    label = element("strong", view.language.text("indicatoren.welke_achter"))
    return element("p", joined([label, joined(links, ", ")], " "), cls="gg-note")


@made_once
def indicator_card(view: View, indicator: Row) -> Markup:
    """One indicator in its last year, with its target."""
    return element(
        "article",
        element("h3", indicator[f"label_{view.language.code}"], cls="gg-subsection"),
        element(
            "p",
            reading(view, indicator),
            span("gg-period", _period(view, indicator)),
            cls="gg-reading" if indicator["value"] is not None else "gg-reading gg-without",
        ),
        *_standing(view, indicator),
        *_few(view, indicator),
        *_aim(view, indicator),
        *(_remark(view, indicator, name) for name in ("explanation", "measure") if indicator[name]),
        cls="gg-indicator",
    )


def reading(view: View, indicator: Row) -> str:
    """The value; the one word for what is withheld in its place."""
    return withheld_word(view) if indicator["is_withheld"] else value_text(view, indicator)


def status_words(view: View, indicator: Row) -> Markup:
    """The status in a sign and in words. Of few there is no judgement, whether there is a target or not."""
    status = _TOO_FEW if indicator["is_small"] and indicator["value"] is not None else indicator["status"]
    sign = element("span", "", cls=f"gg-sign gg-sign-{_SIGNS.get(status, 'none')}", aria_hidden="true")
    label = view.labels.of("indicator_status", status)
    return span("gg-status", sign, element("span", label, cls="gg-alert" if status == _BEHIND else None))


def theme_note(view: View) -> str:
    """How to read the figures of a theme."""
    return view.language.text(
        "indicatoren.thema.uitleg", grens=view.language.number(view.threshold("small_denominator"))
    )


def status_meaning(view: View) -> str:
    """When an indicator is on course, needs attention or is behind."""
    share = view.language.percent(view.threshold("tolerance_share"))
    return view.language.text("indicatoren.begrip.uitleg", deel=share)


def _period(view: View, indicator: Row) -> str:
    year = str(indicator["period"])
    if not indicator["is_under_way"]:
        return view.language.text("indicator.jaar", jaar=year)
    return view.language.text("indicator.jaar.loopt", jaar=year, datum=view.language.day(indicator["counted_on"]))


def _standing(view: View, indicator: Row) -> list[Markup]:
    """The status, and the change since the year before; of what is withheld neither is known."""
    if indicator["is_withheld"]:
        return []
    said = change_words(view, indicator)
    parts = [status_words(view, indicator), *([span("gg-change", said)] if said else [])]
    return [element("p", joined(parts, " · "), cls="gg-standing")]


def _few(view: View, indicator: Row) -> list[Markup]:
    """Of few, what the two numbers are; of a share that goes without saying."""
    if not indicator["is_small"] or not indicator["denominator"] or indicator["unit"] == SHARE:
        return []
    parts = {name: indicator[f"{name}_{view.language.code}"] for name in ("numerator", "denominator")}
    said = view.language.text("indicator.op.uitleg", teller=parts["numerator"], noemer=parts["denominator"])
    return [element("p", said, cls="gg-aim")]


def _aim(view: View, indicator: Row) -> list[Markup]:
    """What is aimed at and when, and where the path to it is by now; not every edition has the path."""
    if indicator["target"] is None:
        return []
    unit, t = Unit(view, indicator["unit"]), view.language.text
    said = t("indicator.doel", doel=unit.text(indicator["target"]), jaar=str(indicator["target_period"]))
    if indicator["path"] is None or indicator["target_period"] == indicator["period"]:
        return [element("p", said, cls="gg-aim")]
    path = t("indicator.pad", pad=unit.text(indicator["path"]))
    return [element("p", f"{said} {path}", cls="gg-aim")]


def _remark(view: View, indicator: Row, name: str) -> Markup:
    label = element("strong", view.labels.of("field.targets", name))
    return element("p", joined([label, dutch(view.language.code, indicator[name])], ": "), cls="gg-aim")


def indicator_facts(view: View, indicator: Row) -> tuple[tuple[str, str], ...]:
    """What else is known of an indicator, as label and text: what is counted, out of what, by which version."""
    t = view.language.text
    return (
        (t("herkomst.teller"), _part(view, indicator, "numerator")),
        (t("herkomst.noemer"), _part(view, indicator, "denominator")),
        (t("herkomst.versie"), t("herkomst.geldt", versie=str(indicator["version"]), jaar=str(indicator["since"]))),
        (t("herkomst.telling"), _kinds(view, indicator)),
        (t("herkomst.openbaarheid"), t(f"openbaarheid.{indicator['disclosure']}")),
    )


def _part(view: View, indicator: Row, name: str) -> str:
    """What is counted above or below the line, with its number; empty when there is none."""
    meaning = indicator[f"{name}_{view.language.code}"]
    if not meaning or indicator[name] is None:
        return meaning or ""
    return f"{meaning}: {plain(view, indicator[name])}"


def _kinds(view: View, indicator: Row) -> str:
    return view.language.text(
        "herkomst.soort",
        soort=view.labels.of("indicator_kind", indicator["kind"]),
        niveau=view.labels.of("indicator_level", indicator["level"]),
        richting=view.labels.of("indicator_direction", indicator["direction"]),
    )
