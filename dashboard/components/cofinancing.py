"""Co-financing rules: what each asks and who laid it down, and whether it is met, with what is short.

Who has only public figures reads whether a rule is met: what was reached would tell what private partners gave.
"""

from __future__ import annotations

from typing import Any

from dashboard.components.markup import Markup, div, element, joined, nothing, span
from dashboard.components.tables import Layout, dutch, lines, table
from dashboard.components.view import View

Row = dict[str, Any]
_REALISED = "gerealiseerd"


def rule_list(view: View, found: list[Row]) -> Markup:
    """Each rule that holds for a scope, with a row a year and basis; its years together come first."""
    if not found:
        return nothing(view.language.text("regeling.leeg"))
    rules = dict.fromkeys(row["rule_id"] for row in found)
    return joined(_rule(view, [row for row in found if row["rule_id"] == rule]) for rule in rules)


def over_the_years(found: list[Row]) -> list[Row]:
    """Each rule over its years together, by what was realised."""
    return [row for row in found if row["year"] is None and row["basis"] == _REALISED]


def _rule(view: View, rows: list[Row]) -> Markup:
    first, code = rows[0], view.language.code
    return element(
        "article",
        element("h3", first[f"label_{code}"], cls="gg-subsection"),
        element("p", first[f"explanation_{code}"], cls="gg-note"),
        _outcomes(view, rows),
        _provenance(view, first),
        cls="gg-rule",
    )


def _outcomes(view: View, rows: list[Row]) -> Markup:
    """A row a year and, when there are several, one for them together."""
    t, code = view.language.text, view.language.code
    amounts = [name for name in ("numerator_eur", "denominator_eur") if name in rows[0]]
    names = ("periode", "grondslag", "uitkomst", *(("bereikt", "ingebracht", "kosten") if amounts else ("nodig_deel",)))
    cells = [
        [
            _period(view, row),
            view.labels.of("cofinancing_basis", row["basis"]),
            _outcome(view, row),
            _reached(view, row) if amounts else view.language.percent(row["required_share"], 1),
            *(_euros(view, row[name]) for name in amounts),
        ]
        for row in rows
        if row["year"] is not None or row["first_year"] != row["last_year"]
    ]
    headings = [t(f"regeling.{name}") for name in names]
    return table(headings, cells, rows[0][f"label_{code}"], Layout((4, 5), whole=(0, 3)))


def _period(view: View, row: Row) -> Markup:
    """A year, or all years together; of what goes on that it is so far."""
    t = view.language.text
    several = t("regeling.samen", van=str(row["first_year"]), tot=str(row["last_year"]))
    name = element("strong", several) if row["year"] is None else str(row["year"])
    return lines(name, "" if row["is_closed"] else t("regeling.loopt"))


def _outcome(view: View, row: Row) -> Markup:
    t = view.language.text
    if row["reason"] is not None:
        return _signed("none", view.labels.of("cofinancing_reason", row["reason"]))
    not_counted = row.get("pilots_left_out")
    left_out = [span("gg-under", view.language.plural("regeling.weggelaten", not_counted))] if not_counted else []
    if row["is_met"]:
        return div("", _signed("full", t("regeling.voldaan")), *left_out)
    amount = row.get("shortfall_eur")
    short = t("regeling.niet_voldaan" if amount is None else "regeling.tekort", bedrag=_euros(view, amount))
    return div("", _signed("empty", element("span", short, cls="gg-alert")), *left_out)


def _signed(kind: str, words: str) -> Markup:
    sign = element("span", "", cls=f"gg-sign gg-sign-{kind}", aria_hidden="true")
    return span("gg-verdict", sign, element("span", words))


def _reached(view: View, row: Row) -> str:
    language = view.language
    needed = language.text("regeling.nodig", deel=language.percent(row["required_share"], 1))
    if row["reached_share"] is None:
        return needed
    return lines(language.percent(row["reached_share"], 1), needed)


def _euros(view: View, euros: float | None) -> str:
    return view.language.text("algemeen.geen") if euros is None else view.language.euro(euros)


def _provenance(view: View, rule: Row) -> Markup:
    t, code = view.language.text, view.language.code
    until = rule["valid_until"]
    terms = [
        (t("regeling.bron"), dutch(code, rule["source"])),
        (t("regeling.telt_mee"), rule[f"numerator_{code}"]),
        (t("regeling.waarover"), rule[f"denominator_{code}"]),
        (
            t("regeling.geldig"),
            t("regeling.geldig.tot", van=str(rule["valid_from"]), tot=str(until))
            if until
            else t("regeling.geldig.vanaf", van=str(rule["valid_from"])),
        ),
    ]
    rows = [joined([element("dt", term), element("dd", said)]) for term, said in terms]
    return element(
        "details",
        element("summary", t("regeling.herkomst")),
        div("gg-definition", element("dl", *rows)),
        cls="gg-criterion",
    )
