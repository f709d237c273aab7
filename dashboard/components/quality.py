"""How good data are: of each partner how complete and recent, of each rule how its results went over the years."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from dashboard.charts.look import SMALL
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, joined, span
from dashboard.components.own import part_text
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, lines, long_table, table
from dashboard.components.taken import taken
from dashboard.components.view import View

Rows = list[dict[str, Any]]
_PARTNER_COUNTS = {
    "datasets": "kolom.datasets",
    "on_time": "kwaliteit.op_tijd",
    "received": "kwaliteit.volledig",
    "rows_delivered": "levering.rijen",
    "rows_rejected": "kwaliteit.afgekeurd",
}


@made_once
def partner_table(view: View, partners: Rows) -> Markup:
    """A row a partner, who is furthest behind first."""
    t = view.language.text
    headings = [t(f"kwaliteit.{name}") for name in ("partner", "op_tijd", "volledig", "afgekeurd")]
    rows = [
        [
            view.labels.partner(p["partner_id"]),
            part_text(view, (p["on_time"], p["datasets"])),
            part_text(view, (p["received"], p["datasets"])),
            part_text(view, (p["rows_rejected"], p["rows_delivered"])) if p["rows_delivered"] else t("algemeen.geen"),
        ]
        for p in partners
    ]
    return table(headings, rows, t("kwaliteit.titel"), Layout((1, 2, 3)))


def partner_note(view: View) -> str:
    """Within how many days something is recent, and complete."""
    number = view.language.number
    recent, complete = (number(view.threshold(name)) for name in ("freshness_days", "complete_days"))
    return view.language.text("kwaliteit.uitleg", recent=recent, volledig=complete)


@made_once
def draw_partners(view: View, partners: Rows) -> None:
    """The table of partners, and where it comes from; as a fact how many rows of how many were rejected."""
    view.html(partner_table(view, partners))
    t, number = view.language.text, view.language.number
    columns = {t("kwaliteit.partner"): lambda p: view.labels.partner(p["partner_id"])}
    for name, key in _PARTNER_COUNTS.items():
        columns[t(key)] = itemgetter(name)
    rejected, delivered = (number(sum(p[name] for p in partners)) for name in ("rows_rejected", "rows_delivered"))
    facts = ((t("kwaliteit.afgekeurd"), t("indicator.van", teller=rejected, noemer=delivered)),)
    title, rows = t("kwaliteit.titel"), taken(partners, columns)
    passport(view, Passport("kwaliteit", title, partner_note(view), ("partner_quality",), rows, facts))


@made_once
def draw_checks(view: View, results: Rows, by_year: Rows) -> None:
    """The results a rule, and where they come from."""
    view.html(check_table(view, results, by_year))
    t = view.language.text
    columns = {
        t("regel.dataset"): lambda r: view.labels.of("dataset", r["dataset"]),
        t("regel.regel"): lambda r: r["rule"],
        t("kolom.regel_zegt"): lambda r: _message(view, r) or None,
        t("regel.ernst"): lambda r: t(f"ernst.{r['severity']}"),
        t("regel.gecontroleerd"): lambda r: r["evaluated"],
        t("regel.gezakt"): lambda r: r["failed"],
        t("regel.aandeel"): lambda r: r["share"],
    }
    title, meaning = t("regel.titel"), t("regel.begrip")
    asked = ("failed_checks", "checks_by_year")
    passport(view, Passport("regels", title, meaning, asked, taken(results, columns)))


@made_once
def check_table(view: View, results: Rows, by_year: Rows) -> Markup:
    """Results a rule, those that failed most first, and how that went over the years."""
    t, number = view.language.text, view.language.number
    headings = [
        t(f"regel.{name}") for name in ("dataset", "regel", "ernst", "gecontroleerd", "gezakt", "aandeel", "verloop")
    ]
    rows = [
        [
            view.labels.of("dataset", r["dataset"]),
            _rule(view, r),
            t(f"ernst.{r['severity']}"),
            number(r["evaluated"]),
            number(r["failed"]),
            t("algemeen.geen") if r["share"] is None else view.language.percent(r["share"], 2),
            _over_the_years(view, [y for y in by_year if (y["dataset"], y["rule"]) == (r["dataset"], r["rule"])]),
        ]
        for r in results
    ]
    return long_table(view, headings, rows, t("regel.titel"), Layout((3, 4, 5), (0, 2)))


def _over_the_years(view: View, years: Rows) -> Markup:
    """Each year with the share that failed; of few rows "1 van 6"."""
    return joined([span("gg-whole", f"{y['year']}: {_failed(view, y)}") for y in years], ", ")


def _failed(view: View, year: dict[str, Any]) -> str:
    number = view.language.number
    if year["evaluated"] < SMALL:
        return view.language.text("indicator.van", teller=number(year["failed"]), noemer=number(year["evaluated"]))
    share = year["failed"] / year["evaluated"]
    return view.language.percent(share, 2 if share else 0)


def _rule(view: View, result: dict[str, Any]) -> Markup:
    columns, _, kind = result["rule"].rpartition(".")
    field = view.labels.of(f"field.{result['dataset']}", columns) if columns else ""
    said = _message(view, result)
    key = f"regelsoort.{kind}"
    if not said and view.language.has(key):
        said = view.language.text(key)
    return lines(joined([field, said or result["rule"]], ": " if field else ""), result["rule"])


def _message(view: View, result: dict[str, Any]) -> str:
    found = view.ask("rules").filter(dataset=result["dataset"], rule=result["rule"])
    return str(found[f"message_{view.language.code}"][0]) if found.height else ""
