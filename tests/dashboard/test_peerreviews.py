"""The page Peerreviews: who reviewed whom and whose turn it is, what came of the advice, and what was learned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard import warehouse
from dashboard.components import levels, library, recommendations, reviews, sentences
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

NAMES = {
    ("organisation", "roc-a"): "ROC A",
    ("organisation", "bedrijf-c"): "Bedrijf C",
    ("organisation", "school-b"): "School B",
    ("theme", "behouden"): "Behouden",
    ("theme", "aantrekken"): "Aantrekken",
    ("review_action_status", "te_laat"): "Te laat",
    ("review_action_status", "afgerond"): "Afgerond",
    ("secured_in", "beleid"): "Beleid",
    ("proposal_outcome", "niet_aan_de_beurt"): "Nog niet aan de beurt",
    ("finding_kind", "valkuil"): "Valkuil",
}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


@pytest.fixture
def judged_on_the_reference_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "judged_on", property(lambda _: dt.date(2026, 6, 30)))


def page(open_page: Open, home: Path, **choices: str) -> str:
    app = open_page(home, "peerreviews", **choices)
    assert [e.value for e in app.exception] == []
    return words(texts_of(app))


def totals(**changed: int) -> dict[str, int]:
    return {"partners": 28, "within_year": 10, "reviews": 20, "late": 5} | changed


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            totals(),
            "10 van de 28 partners kregen in het afgelopen jaar een peerreview; 5 aanbevelingen zijn over tijd.",
        ),
        (
            totals(within_year=1, late=1),
            "1 van de 28 partners kreeg in het afgelopen jaar een peerreview; 1 aanbeveling is over tijd.",
        ),
        (
            totals(within_year=0, late=0),
            "0 van de 28 partners kregen in het afgelopen jaar een peerreview; geen aanbeveling is over tijd.",
        ),
        (totals(partners=0, late=2), "Er zijn 20 peerreviews gehouden; 2 aanbevelingen zijn over tijd."),
        (totals(reviews=0), "Er zijn nog geen peerreviews gehouden."),
    ],
)
def test_the_sentence(found: dict[str, int], expected: str) -> None:
    assert sentences.review_sentence(view(), found) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        # bedrijf-c was reviewed in 2024-2 and due in 2025-2; roc-a in 2026-1, so due in 2027-1
        (dt.date(2025, 7, 1), {"bedrijf-c": "aan_de_beurt", "roc-a": "later"}),
        (dt.date(2026, 6, 30), {"bedrijf-c": "over_tijd", "roc-a": "later"}),
        (dt.date(2027, 7, 1), {"bedrijf-c": "over_tijd", "roc-a": "over_tijd"}),
    ],
)
def test_a_turn_is_judged_by_the_round_of_today(steering_home: Path, today: dt.date, expected: dict[str, str]) -> None:
    edition = warehouse.edition_at(steering_home / "published" / "kernteam.duckdb")
    assert edition is not None
    found = warehouse.rows(edition, "review_turns", {"today": today})
    turns = dict(found.select("organisation_id", "turn").iter_rows())
    assert turns == expected | {"hogeschool-d": "nooit", "school-b": "nooit"}


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_the_network_names_partners_with_dates_and_says_what_was_mutual(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home)
    assert (
        "Bedrijf C (fictief) 12-11-2024 20 maanden geleden ROC A (fictief) 12-11-2024 , wederzijds "
        "ROC A (fictief) 10-03-2025 , wederzijds Over tijd: al in ronde 2025-2"
    ) in said
    # those overdue stand first, then those never reviewed, then those whose turn comes later
    assert said.index("Over tijd: al in ronde") < said.index("Nu: nog nooit") < said.index("In ronde 2027-1")
    assert "2 partners zijn nog nooit beoordeeld. Bekijk welke Hogeschool D (fictief) School B (fictief)" in said


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_what_is_open_stands_with_its_deadline_and_what_is_closed_behind_a_click(
    open_page: Open, steering_home: Path
) -> None:
    said = page(open_page, steering_home)
    assert "Van de 3 aanbevelingen en acties is er 1 afgerond; bij 1 daarvan is de opbrengst vastgelegd" in said
    assert (
        "Praat na zes maanden. Actie: Gesprek plannen Bedrijf C (fictief) Behouden Bedrijf C (fictief) "
        "01-09-2025 302 dagen over tijd Te laat"
    ) in said
    assert "Vraag wie wil blijven. ROC A (fictief) Behouden Nog niemand Geen datum Zonder actie" in said
    assert "Bekijk 1 afgeronde" in said
    assert "Leg afspraken vast. Actie: Opschrijven ROC A (fictief) Behouden 01-06-2026 Beleid" in said


def test_a_deadline_that_passed_after_the_reference_date_counts_too(steering_home: Path) -> None:
    edition = warehouse.edition_at(steering_home / "published" / "kernteam.duckdb")
    assert edition is not None
    found = warehouse.rows(edition, "review_actions", {"today": dt.date(2025, 9, 2), "ronde": None})
    by_status = {row["finding"]: (row["status"], row["days_late"]) for row in found.to_dicts()}
    assert by_status["Praat na zes maanden."] == ("te_laat", 1)
    assert by_status["Leg afspraken vast."] == ("afgerond", None), "what is closed is not late afterwards"


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_the_proposal_gives_names_and_reasons(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home)
    assert "Voorstel voor de volgende ronde Ronde 2026-2:" in said
    assert "School B (fictief)" in said.split("Waarom", 1)[1]
    assert "Nog niet eerder beoordeeld" in said
    assert "Niemand beoordeelt wie hem het laatst beoordeelde." in said
    assert "Last reviewed on 12-11-2024" in page(open_page, steering_home, taal="en")


def test_a_partner_without_a_reviewer_says_why() -> None:
    proposed = {
        "round": "2026-2",
        "reviewed_id": "roc-a",
        "reviewer_id": None,
        "outcome": "niet_aan_de_beurt",
        "reason_reviewed_nl": "Laatst beoordeeld op 20-5-2026, dus aan de beurt in ronde 2027-1",
        "reason_reviewer_nl": None,
    }
    said = words(reviews.proposal_table(view(), [proposed]))
    assert "ROC A Nog niet aan de beurt Laatst beoordeeld op 20-5-2026, dus aan de beurt in ronde 2027-1" in said
    assert reviews.proposal_note(view(), [proposed]).startswith("Ronde 2026-2: 0 partners")


def test_levels_are_of_everybody_until_a_partner_is_chosen(open_page: Open, steering_home: Path) -> None:
    alts = [chart.proto.alt for chart in open_page(steering_home, "peerreviews").get("vega_lite_chart")]
    assert alts[0] == (
        "Lijngrafiek van het niveau op het thema Aantrekken, per ronde. 2024-2: gemiddeld 2,0, van 2,0 tot 2,0; "
        "2025-1: gemiddeld 2,0, van 2,0 tot 2,0; 2026-1: gemiddeld 4,0, van 4,0 tot 4,0."
    )
    chosen = open_page(steering_home, "peerreviews", organisatie="bedrijf-c").get("vega_lite_chart")
    assert [chart.proto.alt for chart in chosen] == [
        "Lijngrafiek van het niveau op het thema Aantrekken, per ronde. 2024-2: gemiddeld 2,0, van 2,0 tot 2,0.",
        "Lijngrafiek van het niveau op het thema Behouden, per ronde. 2024-2: gemiddeld 3,0, van 3,0 tot 3,0.",
    ]


def test_the_library_has_each_text_once_with_all_its_sources(open_page: Open, steering_home: Path) -> None:
    said = page(open_page, steering_home)
    assert "1 werkzaam element" in said
    assert (
        "Een café-avond trekt vakmensen. ROC A (fictief), volgens Bedrijf C (fictief), ronde 2025-1; "
        "Bedrijf C (fictief), volgens ROC A (fictief), ronde 2024-2"
    ) in said
    assert "1 valkuil" in said


@pytest.mark.parametrize(
    ("choices", "found", "not_found"),
    [
        ({"zoek": "CAFE vakmensen"}, "café-avond", "De vacature schrikt af."),
        ({"zoek": "school b"}, "De vacature schrikt af.", "café-avond"),
        ({"onderwerp": "behouden"}, "Niets gevonden.", "café-avond"),
        ({"zoek": "bestaat-niet"}, "Niets gevonden.", "café-avond"),
    ],
)
def test_the_library_is_searched_by_the_words_and_theme_of_the_link(
    open_page: Open, steering_home: Path, choices: dict[str, str], found: str, not_found: str
) -> None:
    said = page(open_page, steering_home, **choices)
    assert found in said
    assert not_found not in said


def test_searching_writes_the_link(open_page: Open, steering_home: Path) -> None:
    app = open_page(steering_home, "peerreviews")
    app.text_input(key="zoek.zoek").input("  café ").run()
    assert app.query_params["zoek"] == "café"
    app.text_input(key="zoek.zoek").input("").run()
    assert "zoek" not in app.query_params


def finding(**changed: Any) -> dict[str, Any]:
    standard = {
        "kind": "valkuil",
        "theme": "behouden",
        "finding": "Eén vast aanspreekpunt.",
        "public_summary": "HR hielp",
        "reviewed_id": "roc-a",
        "reviewer_id": "school-b",
        "round": "2026-1",
    }
    return standard | changed


@pytest.mark.parametrize("searched", ["een vast", "AANSPREEKPUNT", "hr", "roc", "behoud 2026-1", ""])
def test_a_finding_matches_on_its_text_summary_names_theme_and_round(searched: str) -> None:
    assert len(library.matching(view(), [finding()], searched)) == 1


@pytest.mark.parametrize("searched", ["bedrijf c", "vast losse"])
def test_a_finding_must_have_every_word(searched: str) -> None:
    assert library.matching(view(), [finding()], searched) == []


def test_another_finding_with_an_action_says_what_kind_it_is() -> None:
    action = finding(action="Model maken", action_owner=None, due_on=None, closed_on=None, secured_in=None)
    action |= {"status": "te_laat", "days_late": None}
    assert "Eén vast aanspreekpunt. Actie: Model maken Valkuil ROC A" in words(
        recommendations.open_recommendations(view(), [action])
    )


def test_without_reviews_the_page_says_what_to_do(open_page: Open, empty_home: Path) -> None:
    said = page(open_page, empty_home)
    assert "Er zijn nog geen peerreviews gehouden." in said
    assert "grensganger ingest MAP --partner ORGANISATIE" in said


def level(name: str, mean: float, reviews: int) -> dict[str, object]:
    return {"round": name, "level_mean": mean, "reviews": reviews}


def test_the_last_round_is_told_with_the_one_before_it_whatever_their_order() -> None:
    rounds = pl.DataFrame([level("2025-2", 3.6, 5), level("2023-2", 1.0, 9), level("2024-2", 2.04, 1)])
    assert levels.level_sentence(view(), rounds) == (
        "Ronde 2025-2: gemiddeld 3,6, uit 5 reviews. Ronde 2024-2 ervoor: 2,0, uit 1 review."
    )
    assert levels.level_sentence(view(), rounds[1:2]) == (
        "Ronde 2023-2: gemiddeld 1,0, uit 9 reviews. Er is geen eerdere ronde."
    )


def test_a_link_reopens_one_round_of_what_was_found_and_learned(open_page: Open, demo_home: Path) -> None:
    said = words(texts_of(open_page(demo_home, "peerreviews", ronde="2024-2")))
    assert "Peerreviews · Peildatum 16 oktober 2026 · Ronde: 2024-2 " in said
    assert "ronde 2024-2" in said
    assert "ronde 2025-2" not in said
    assert "Ronde 2024-2: gemiddeld 2,0, uit 5 reviews. Er is geen eerdere ronde." in said
    assert "Ronde 2026-2: 28 partners" in said, "the next round is proposed from all of them"
