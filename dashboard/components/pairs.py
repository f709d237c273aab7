"""Which schools work with which companies: a matrix, on a phone a list of companies under each school."""

from __future__ import annotations

import polars as pl

from dashboard.components.downloads import told
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element
from dashboard.components.passport import Passport, passport
from dashboard.components.view import View

_NONE = element("td", role="cell", cls="gg-number")


@made_once
def draw_pairs(view: View, pairs: pl.DataFrame) -> None:
    """The matrix of active placements, and where it comes from; ``pairs`` as the question ``school_companies``."""
    view.html(pairs_matrix(view, pairs))
    schools, companies = (_names(view, pairs[name]) for name in ("school_id", "company_id"))
    named = pairs.with_columns(school=schools, company=companies)
    rows = told(view, named, school="kolom.school", company="kolom.bedrijf", placements="cijfer.plaatsingen")
    t = view.language.text
    facts = ((t("paren.samenwerkingen"), view.language.number(pairs.height)),)
    meaning = t("cijfer.plaatsingen.begrip")
    passport(view, Passport("paren", t("paren.titel"), meaning, ("school_companies",), rows, facts))


@made_once
def pairs_sentence(view: View, pairs: pl.DataFrame) -> str:
    """How many schools work with how many companies, and which school with the most."""
    language = view.language
    schools, companies = pairs["school_id"].n_unique(), pairs["company_id"].n_unique()
    said = language.plural(
        "paren.zin",
        pairs.height,
        scholen=language.plural("paren.scholen", schools),
        bedrijven=language.plural("paren.bedrijven", companies),
    )
    most = pairs.sort("companies", descending=True, maintain_order=True).row(0, named=True)
    if schools == 1 or most["companies"] == 1:
        return said
    name, count = view.labels.of("organisation", most["school_id"]), language.number(most["companies"])
    return f"{said} {language.text('paren.meeste', naam=name, n=count)}"


def pairs_matrix(view: View, pairs: pl.DataFrame) -> Markup:
    """Schools by companies, both the largest first. Only pairs with placements are filled."""
    t, number = view.language.text, view.language.number
    rows = pairs.to_dicts()
    schools = {row["school_id"]: row["of_school"] for row in rows}
    by_size = sorted({(-row["of_company"], _name(view, row["company_id"]), row["company_id"]) for row in rows})
    companies = [company for _, _, company in by_size]
    found = {(row["school_id"], row["company_id"]): row["placements"] for row in rows}
    together = t("paren.samen")
    head = [_heading(t("kolom.school")), _heading(together, "gg-number")]
    head += [_heading(_name(view, company), "gg-upright") for company in companies]
    body = [
        element(
            "tr",
            element("th", _name(view, school), scope="row", role="rowheader"),
            _cell(number(total), together, "gg-number gg-total", -total),
            *(
                _cell(number(count), _name(view, company), order=-count)
                if (count := found.get((school, company)))
                else _NONE
                for company in companies
            ),
            role="row",
        )
        for school, total in schools.items()
    ]
    drawn = element(
        "table",
        element("caption", t("paren.titel")),
        element("thead", element("tr", *head, role="row"), role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        cls="gg-table gg-matrix",
        role="table",
    )
    return element("div", drawn, cls="gg-wide", tabindex="0", role="region", aria_label=t("paren.titel"))


def _heading(text: str, style: str | None = None) -> Markup:
    return element("th", element("span", text), scope="col", role="columnheader", cls=style)


def _cell(text: str, label: str, kind: str = "gg-number", order: int | None = None) -> Markup:
    """A cell; on a phone a line, by its order among those of the school."""
    return element(
        "td", text, role="cell", cls=kind, data_label=label, style=None if order is None else f"order:{order}"
    )


def _names(view: View, ids: pl.Series) -> pl.Series:
    return pl.Series([_name(view, one) for one in ids], dtype=pl.String)


def _name(view: View, organisation: str) -> str:
    return view.labels.of("organisation", organisation)
