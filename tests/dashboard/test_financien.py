"""The page Financiën: contributions, costs against budget, and whether co-financing rules are met."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.components import cofinancing, money, money_years, sentences
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

NAMES = {
    ("pilot", "p1"): "Metaal",
    ("cofinancing_basis", "gerealiseerd"): "Gerealiseerd",
    ("cofinancing_reason", "geen_kosten"): "Er zijn geen kosten geleverd",
}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def page(open_page: Open, home: Path, **choices: str) -> str:
    app = open_page(home, "financien", **choices)
    assert [e.value for e in app.exception] == []
    return words(texts_of(app))


def year(**changed: Any) -> dict[str, Any]:
    standard = {"year": "2025", "is_under_way": False, "committed_eur": 15000.0, "contributed_eur": 13000.0}
    return standard | changed


@pytest.mark.parametrize(
    ("found", "met", "expected"),
    [
        (year(), [], "Metaal: van de € 15.000 die voor 2025 is toegezegd, is € 13.000 gerealiseerd."),
        (
            year(is_under_way=True),
            [True],
            "Metaal: van de € 15.000 die voor 2025 is toegezegd, is tot nu toe € 13.000 gerealiseerd; "
            "aan de regel voor cofinanciering is voldaan.",
        ),
        (
            year(),
            [False],
            "Metaal: van de € 15.000 die voor 2025 is toegezegd, is € 13.000 gerealiseerd; "
            "aan de regel voor cofinanciering is nog niet voldaan.",
        ),
        (
            year(contributed_eur=None),
            [False, True, None],
            "Metaal: van de € 15.000 die voor 2025 is toegezegd, is € 0 gerealiseerd; "
            "aan 1 van de 2 regels voor cofinanciering is nog niet voldaan.",
        ),
        (
            year(),
            [True, True],
            "Metaal: van de € 15.000 die voor 2025 is toegezegd, is € 13.000 gerealiseerd; "
            "aan alle 2 regels voor cofinanciering is voldaan.",
        ),
        (year(committed_eur=None), [], "Metaal: er zijn in deze keuze geen toezeggingen bekend."),
        (None, [], "Metaal: er zijn in deze keuze geen toezeggingen bekend."),
    ],
)
def test_the_sentence(found: dict[str, Any] | None, met: list[bool | None], expected: str) -> None:
    rules = [{"is_met": outcome} for outcome in met]
    assert sentences.money_sentence(view(), "p1", found, rules).replace("\u00a0", " ") == expected


def test_the_year_of_the_link_is_shown_and_the_present_one_by_default(open_page: Open, steering_home: Path) -> None:
    now, before = page(open_page, steering_home), page(open_page, steering_home, jaar="2025")
    assert "van de € 24.000 die voor 2026 is toegezegd, is tot nu toe € 10.000 gerealiseerd;" in now
    assert "van de € 15.000 die voor 2025 is toegezegd, is € 13.000 gerealiseerd;" in before
    # of 15.000 committed for 2025 5.000 is private, and that is the structural part
    assert "Privaat deel 33% van wat is toegezegd" in before
    assert "Structureel deel 33% gaat door als de subsidie ophoudt" in before


def test_what_contributions_are_made_of_adds_up_in_each_division(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home, jaar="2025")
    assert "Herkomst Publiek € 10.000 67% € 8.000 Privaat € 5.000 33% € 5.000" in said
    assert "Vorm Geld € 10.000 67% € 8.000 Uren in natura € 5.000 33% € 5.000" in said
    assert "Structureel Nee € 10.000 67% € 8.000 Ja € 5.000 33% € 5.000" in said


def test_costs_stand_beside_their_budget_and_what_is_not_known_is_not_compared(
    open_page: Open, steering_home: Path
) -> None:
    before, now = page(open_page, steering_home, jaar="2025"), page(open_page, steering_home)
    assert "Personeel € 15.000 € 14.000 € 1.000 minder 7% van wat is begroot" in before
    assert "Scholing € 3.000 € 3.500 € 500 meer 17% van wat is begroot" in before
    assert "Totaal € 18.000 € 17.500 € 500 minder" in before
    assert "Kostensoort Begroot Gerealiseerd Verschil tot nu toe" in now
    assert "Personeel € 20.000 € 18.000 € 2.000 minder 10% van wat is begroot Scholing € 4.000 – –" in now


def test_a_rule_says_what_is_short_and_where_it_comes_from(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home)
    # 23.000 contributed against 35.500 spent: two thirds would be 23.666,67
    assert (
        "2025 t/m 2026 samen loopt nog Gerealiseerd € 667 tekort 64,8% nodig 66,7% € 23.000 € 35.500 "
        "2025 Gerealiseerd Voldaan 74,3% nodig 66,7% € 13.000 € 17.500 "
        "2026 loopt nog Gerealiseerd € 2.000 tekort 55,6% nodig 66,7% € 10.000 € 18.000"
    ) in said
    assert "Bron Regeling regionaal investeringsfonds mbo (Stcrt. 2014, 11234)" in said
    assert "Geldig vanaf 2014" in said
    assert "Sterk" not in said


def rule(**changed: Any) -> dict[str, Any]:
    standard = {
        "rule_id": "r",
        "basis": "gerealiseerd",
        "year": 2025,
        "first_year": 2025,
        "last_year": 2025,
        "is_closed": True,
        "pilots_left_out": 0,
        "numerator_eur": 10.0,
        "denominator_eur": 100.0,
        "required_share": 0.075,
        "reached_share": 0.1,
        "is_met": True,
        "shortfall_eur": 0.0,
        "reason": None,
        "label_nl": "Regel",
        "explanation_nl": "Uitleg.",
        "source": "Brief",
        "numerator_nl": "bijdragen",
        "denominator_nl": "kosten",
        "valid_from": 2020,
        "valid_until": 2024,
    }
    return standard | changed


def test_what_cannot_be_judged_says_why() -> None:
    unknown = rule(reason="geen_kosten", is_met=None, reached_share=None, shortfall_eur=None, denominator_eur=None)
    said = words(cofinancing.rule_list(view(), [unknown]))
    assert "2025 Gerealiseerd Er zijn geen kosten geleverd nodig 7,5% € 10 –" in said
    assert "Geldig van 2020 tot en met 2024" in said


def test_pilots_that_do_not_count_are_told() -> None:
    said = words(cofinancing.rule_list(view(), [rule(pilots_left_out=2)]))
    assert "Voldaan 2 pilots tellen niet mee: daarvan zijn kosten of bijdragen onbekend" in said


def test_a_single_year_is_not_told_twice() -> None:
    said = words(cofinancing.rule_list(view(), [rule(year=None, pilots_left_out=None), rule()]))
    assert said.count("Voldaan") == 1
    assert "samen" not in said


def test_where_no_rule_holds_the_page_says_so() -> None:
    assert words(cofinancing.rule_list(view(), [])).startswith("Voor deze keuze geldt geen regel")


def test_a_deviation_is_told_in_words() -> None:
    cost = {"category": None, "budget_eur": 10.0, "realised_eur": 10.0, "deviation_eur": 0.0, "deviation_share": None}
    assert words(money.costs_table(view(), [cost], False)).endswith("Totaal € 10 € 10 Gelijk")


def test_a_year_without_any_amount_is_not_drawn_and_years_are_in_order() -> None:
    years = pl.DataFrame(
        {"year": ["2026", "2025", "2027"], "committed_eur": [5, 3, None], "contributed_eur": [None, 2, None]}
    )
    assert money_years.year_amounts(years, "committed_eur", "contributed_eur").rows() == [
        ("2025", 3.0, 2.0),
        ("2026", 5.0, None),
    ]


def test_a_pilot_without_money_says_what_to_do(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home, onderdeel="p2")
    assert "Bouw: er zijn in deze keuze geen toezeggingen bekend." in said
    assert "Lever bijdragen en kosten aan" in said
