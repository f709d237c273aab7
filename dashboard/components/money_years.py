"""Contributions and costs over the years, as charts with their key."""

from __future__ import annotations

import polars as pl

from dashboard.charts.years import year_pairs
from dashboard.components.counted import amount_facts
from dashboard.components.descriptions import years_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.frame import key
from dashboard.components.made_once import made_once
from dashboard.components.markup import div
from dashboard.components.passport import Passport
from dashboard.components.view import View
from dashboard.theme import ACCENT, QUIET


def draw_contributions(view: View, years: pl.DataFrame) -> None:
    """What was committed and realised each year; ``years`` as the question ``money_years`` answers."""
    _draw(view, year_amounts(years, "committed_eur", "contributed_eur"), "geld.bijdragen", "geld.toegezegd")


def draw_public_contributions(view: View, years: pl.DataFrame) -> None:
    """The same of public contributions; ``years`` as the question ``public_years`` answers."""
    amounts = year_amounts(years, "committed_eur", "contributed_eur")
    _draw(view, amounts, "geld.publiek", "geld.toegezegd", "public_years")


def draw_costs(view: View, years: pl.DataFrame) -> None:
    """What was budgeted and spent each year; ``years`` as the question ``money_years`` answers."""
    _draw(view, year_amounts(years, "budget_eur", "spent_eur"), "geld.kosten", "geld.begroot")


def year_amounts(years: pl.DataFrame, planned: str, realised: str) -> pl.DataFrame:
    """``year, planned, realised`` of the years in which either is known, in order."""
    return (
        years.select("year", planned=pl.col(planned).cast(pl.Float64), realised=pl.col(realised).cast(pl.Float64))
        .filter(pl.col("planned").is_not_null() | pl.col("realised").is_not_null())
        .sort("year")
    )


@made_once
def _draw(view: View, amounts: pl.DataFrame, title: str, planned: str, question: str = "money_years") -> None:
    t = view.language.text
    if amounts.is_empty():
        return
    names = t(planned), t("geld.gerealiseerd")
    view.html(div("gg-keys", key(names[0], QUIET), key(names[1], ACCENT)))
    rows = told(view, amounts, year="filter.jaar", planned=planned, realised="geld.gerealiseerd")
    facts = amount_facts(view, amounts["planned"].to_list(), amounts["realised"].to_list())
    figure = Passport(title.replace(".", "_"), t(title), t(f"{title}.uitleg"), (question,), rows, facts)
    draw(
        view, figure, year_pairs, amounts, view.language, *names, alt=years_description(view, amounts, t(title), *names)
    )
