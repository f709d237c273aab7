"""Performance, evidence and data quality of every scope beside each other, with what they say together."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, span
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import lines, table
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_SIGNS = {"op_koers_en_bewezen": "full", "op_koers_maar_onbewezen": "half"}
_STOPPED = "gestopt"
_COUNTED = {
    "indicators_judged": "kolom.indicatoren",
    "indicators_on_course": "kolom.op_koers",
    "claims": "kolom.beweringen",
    "claims_proven": "kolom.bewezen",
    "datasets_expected": "kolom.datasets",
    "datasets_received": "kwaliteit.volledig",
    "datasets_on_time": "kwaliteit.op_tijd",
    "rows_delivered": "levering.rijen",
    "rows_rejected": "kwaliteit.afgekeurd",
}
_BEHIND = ("achter_maar_bewezen", "achter_en_onbewezen")


@made_once
def draw_axes(view: View, axes: list[Row]) -> None:
    """The table, and where it comes from."""
    view.html(axes_table(view, axes))
    t = view.language.text
    columns = {
        t("assen.onderdeel"): lambda axis: view.labels.scope(axis["scope_id"]),
        t("assen.oordeel"): lambda axis: view.labels.of("three_axes_verdict", axis["verdict"]),
    }
    for name, key in _COUNTED.items():
        columns[t(key)] = itemgetter(name)
    title, meaning = t("assen.titel"), t("assen.uitleg")
    passport(view, Passport("assen", title, meaning, ("three_axes",), taken(axes, columns)))


@made_once
def axes_table(view: View, axes: list[Row]) -> Markup:
    """A row a scope. Numbers stand as "3 van 4": of few a percentage says more than is known."""
    t = view.language.text
    headings = [t(f"assen.{name}") for name in ("onderdeel", "oordeel", "prestatie", "bewijs", "gegevens")]
    rows = [
        [
            _scope(view, axis),
            _verdict(view, axis),
            _counted(view, axis, "indicators_on_course", "indicators_judged", "assen.prestatie.geen"),
            _counted(view, axis, "claims_proven", "claims", "assen.bewijs.geen"),
            _data(view, axis),
        ]
        for axis in axes
    ]
    return table(headings, rows, t("assen.titel"))


def _scope(view: View, axis: Row) -> Markup:
    address = view.link("indicatoren", onderdeel=axis["scope_id"])
    return element("a", view.labels.scope(axis["scope_id"]), href=address, target="_self")


def _verdict(view: View, axis: Row) -> Markup:
    verdict = axis["verdict"]
    kind = "empty" if verdict in _BEHIND else _SIGNS.get(verdict, "none")
    sign = element("span", "", cls=f"gg-sign gg-sign-{kind}", aria_hidden="true")
    return span("gg-verdict", sign, element("span", view.labels.of("three_axes_verdict", verdict)))


def _counted(view: View, axis: Row, part: str, whole: str, without: str) -> str:
    if axis["verdict"] == _STOPPED:
        return view.language.text("assen.gestopt")
    if not axis[whole]:
        return view.language.text(without)
    number = view.language.number
    return view.language.text("assen.van", deel=number(axis[part]), geheel=number(axis[whole]))


def _data(view: View, axis: Row) -> str:
    if axis["verdict"] == _STOPPED:
        return view.language.text("assen.gestopt")
    if not axis["datasets_expected"]:
        return view.language.text("assen.gegevens.geen")
    number, t = view.language.number, view.language.text
    expected = number(axis["datasets_expected"])
    received = t("assen.gegevens.binnen", deel=number(axis["datasets_received"]), geheel=expected)
    on_time = t("assen.gegevens.actueel", deel=number(axis["datasets_on_time"]))
    rejected = view.language.plural(
        "assen.gegevens.afgekeurd", axis["rows_rejected"] or 0, geheel=number(axis["rows_delivered"])
    )
    return div("gg-facts", lines(f"{received}, {on_time}", rejected))
