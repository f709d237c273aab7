"""The page Financiën for who has published figures: public amounts, private ones by closed year, rules met or not."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from dashboard.components import cofinancing, public_money, sentences
from dashboard.components.view import View
from dashboard.components.withheld import Withheld
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, passports_of, texts_of
from tests.dashboard.steering import words

NAMES = {("contribution_kind", "geld"): "Geld", ("cofinancing_basis", "gerealiseerd"): "Gerealiseerd"}


def view() -> View:
    language = Language("nl")
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def plain(text: str) -> str:
    return words(text).replace("\u00a0", " ")


def private(basis: str, kind: str, amount: int | None) -> dict[str, Any]:
    return {"peildatum": dt.date(2026, 1, 31), "year": 2025, "basis": basis, "kind": kind, "amount_eur": amount}


def test_the_sentence_says_that_it_is_about_public_money() -> None:
    year = {"year": "2025", "is_under_way": False, "committed_eur": 15000.0, "contributed_eur": 13000.0}
    said = sentences.money_sentence(view(), "programma", year, [{"is_met": False}], is_public=True)
    assert said.replace("\u00a0", " ") == (
        "Het partnerschap: van de € 15.000 die voor 2025 publiek is toegezegd, is € 13.000 gerealiseerd; "
        "aan de regel voor cofinanciering is nog niet voldaan."
    )


def test_a_private_amount_that_is_withheld_has_the_word_and_one_that_is_unknown_a_dash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    withheld = Withheld(("year", "basis", "kind"), frozenset({("2025|realised|geld", "amount_eur")}))
    monkeypatch.setattr(public_money, "withheld_from", lambda *_: withheld)
    found = [
        private("committed", "totaal", 9000),
        private("realised", "totaal", 8000),
        private("committed", "geld", None),
        private("realised", "geld", None),
    ]
    assert plain(public_money.private_table(view(), found)).endswith(
        "Jaar Alle vormen samen Geld 2025 € 8.000 van € 9.000 toegezegd afgeschermd van – toegezegd"
    )


def test_a_rule_of_which_only_the_outcome_is_published_has_no_amounts() -> None:
    rule: dict[str, Any] = {
        "rule_id": "r",
        "basis": "gerealiseerd",
        "year": 2025,
        "is_closed": True,
        "required_share": 2 / 3,
        "is_met": False,
        "reason": None,
        "first_year": 2025,
        "last_year": 2025,
        "label_nl": "Twee derde",
        "explanation_nl": "Uit de regio.",
        "source": "Regeling",
        "numerator_nl": "bijdragen",
        "denominator_nl": "kosten",
        "valid_from": 2014,
        "valid_until": None,
    }
    said = plain(cofinancing.rule_list(view(), [rule, rule | {"year": 2024, "is_met": True}]))
    assert "Periode Gemeten aan Uitkomst Nodig 2025 Gerealiseerd Niet voldaan 66,7%" in said
    assert "2024 Gerealiseerd Voldaan 66,7%" in said
    assert "tekort" not in said


def test_a_funder_reads_public_years_private_totals_and_outcomes(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "financien", role="funder")
    assert [e.value for e in app.exception] == []
    said = plain(texts_of(app))
    assert "publiek is toegezegd" in said
    assert "Alle vormen samen" in said
    assert "Kosten en begroting staan niet in uw editie" in said
    assert not re.search(r"\d tekort", said)
    assert len(passports_of(app)) == 4


def test_of_one_pilot_a_funder_reads_no_private_amount(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "financien", role="funder", onderdeel="pilot-bouw-achterhoek")
    assert [e.value for e in app.exception] == []
    said = plain(texts_of(app))
    assert "Van één pilot staan private bijdragen niet in uw editie." in said
    assert "Alle vormen samen" not in said
