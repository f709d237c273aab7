"""Contributions and costs: key figures of a year, what they are made of, and budget against what was spent."""

from __future__ import annotations

from typing import Any

from dashboard.components.figures import Figure
from dashboard.components.markup import Markup, element, nothing
from dashboard.components.tables import Layout, lines, table
from dashboard.components.view import View

Row = dict[str, Any]
# Which field of the contributions a division is, and the code list of its values.
_DIVISIONS = {
    "funding_source": ("funding_source", "funding_source"),
    "contribution_kind": ("kind", "contribution_kind"),
    "structural": ("structural", "yes_no"),
}


def amount(view: View, euros: float | None) -> str:
    """Euros; a dash when they are not known."""
    return view.language.text("algemeen.geen") if euros is None else view.language.euro(euros)


def contribution_figures(view: View, found: Row) -> list[Figure]:
    """What was promised and realised in a year, and which part of the promises is private and structural."""
    t, is_under_way = view.language.text, found["is_under_way"]
    return [
        (amount(view, found["committed_eur"]), t("geld.toegezegd"), t("geld.voor", jaar=found["year"])),
        (amount(view, found["contributed_eur"]), t("geld.gerealiseerd"), t("geld.tot_nu") if is_under_way else ""),
        (_share(view, found["private_share"]), t("geld.privaat"), t("geld.van_toegezegd")),
        (_share(view, found["structural_share"]), t("geld.structureel"), t("geld.structureel.uitleg")),
    ]


def parts_table(view: View, parts: list[Row]) -> Markup:
    """What the contributions of a year are made of: by source, by form, and whether they are structural."""
    t = view.language.text
    if not parts:
        return nothing(t("geld.geen_bijdragen"))
    headings = [t(f"geld.tabel.{name}") for name in ("indeling", "deel", "toegezegd", "aandeel", "gerealiseerd")]
    rows = [
        [
            element("strong", division_name(view, part["attribute"])) if part["attribute"] != before else "",
            part_name(view, part["attribute"], part["code"]),
            amount(view, part["committed_eur"]),
            _share(view, part["share"]),
            amount(view, part["realised_eur"]),
        ]
        for part, before in zip(parts, [None, *(p["attribute"] for p in parts)], strict=False)
    ]
    return table(headings, rows, t("geld.delen"), Layout((2, 3, 4)))


def costs_table(view: View, costs: list[Row], is_under_way: bool) -> Markup:
    """Costs of a year by category against their budget; while the year is under way the difference is so far."""
    t = view.language.text
    if not costs:
        return nothing(t("geld.geen_kosten"))
    names = ("kostensoort", "begroot", "gerealiseerd", "verschil_tot_nu" if is_under_way else "verschil")
    rows = [
        [
            element("strong", t("geld.totaal"))
            if cost["category"] is None
            else view.labels.of("cost_category", cost["category"]),
            amount(view, cost["budget_eur"]),
            amount(view, cost["realised_eur"]),
            _deviation(view, cost),
        ]
        for cost in costs
    ]
    return table([t(f"geld.tabel.{name}") for name in names], rows, t("geld.soorten"), Layout((1, 2, 3)))


def division_name(view: View, attribute: str) -> str:
    """What a division of contributions is called."""
    return view.labels.of("field.contributions", _DIVISIONS[attribute][0])


def part_name(view: View, attribute: str, code: str) -> str:
    """What one part of such a division is called."""
    return view.labels.of(_DIVISIONS[attribute][1], code)


def _share(view: View, share: float | None) -> str:
    return view.language.text("algemeen.geen") if share is None else view.language.percent(share)


def _deviation(view: View, cost: Row) -> str:
    """How much more or less than budgeted was spent, in euros and as a share."""
    deviation, share, t = cost["deviation_eur"], cost["deviation_share"], view.language.text
    if deviation is None:
        return t("algemeen.geen")
    if not deviation:
        return t("geld.gelijk")
    said = t("geld.meer" if deviation > 0 else "geld.minder", bedrag=view.language.euro(abs(deviation)))
    return lines(said, "" if share is None else t("geld.van_begroot", deel=view.language.percent(abs(share))))
