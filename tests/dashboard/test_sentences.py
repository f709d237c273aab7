"""The sentence at the head of a page says what the data support, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.components import sentences
from dashboard.components.figures import retention_figure
from dashboard.components.retention import needs_choice, strata_of
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition

NAMES = {("pilot", "p1"): "Stroomkring", ("phase", "starten"): "Starten", ("phase", "valideren"): "Valideren"}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 10, 16), False)


def position(scope: str = "p1", **changed: Any) -> dict[str, Any]:
    standard = {
        "scope_id": scope,
        "phase": "starten",
        "since": dt.date(2025, 3, 20),
        "criteria_met": 5,
        "criteria_total": 8,
        "ready": False,
        "stopped_on": None,
    }
    return standard | changed


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([], "Er zijn nog geen pilots."),
        ([position(stopped_on=dt.date(2026, 1, 1))], "Er loopt geen pilot meer."),
        (
            [position("programma"), position(stopped_on=dt.date(2026, 1, 1))],
            "Het partnerschap zelf is nog niet klaar voor een besluit over de volgende fase; er loopt geen pilot.",
        ),
        (
            [position("programma", ready=True)],
            "Het partnerschap zelf is klaar voor een besluit over de volgende fase; er loopt geen pilot.",
        ),
        ([position()], "1 lopende pilot: nog geen is klaar voor een besluit over de volgende fase."),
        (
            [position("programma"), position(ready=True), position("p2", stopped_on=dt.date(2026, 1, 1))],
            "1 lopende pilot en het partnerschap zelf: 1 is klaar voor een besluit over de volgende fase.",
        ),
        (
            [position(ready=True), position("p2", ready=True), position("p3", ready=True, phase="doorontwikkelen")],
            "3 lopende pilots: 2 zijn klaar voor een besluit over de volgende fase.",
        ),
    ],
)
def test_overview(positions: list[dict[str, Any]], expected: str) -> None:
    assert sentences.overview_sentence(view(), positions) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, "Stroomkring is nog niet begonnen."),
        (
            position(),
            "Stroomkring zit sinds 20 maart 2025 in de fase Starten: 5 van de 8 criteria zijn behaald.",
        ),
        (
            position(criteria_met=1),
            "Stroomkring zit sinds 20 maart 2025 in de fase Starten: 1 van de 8 criteria is behaald.",
        ),
        (
            position(phase="valideren", stopped_on=dt.date(2026, 5, 1)),
            "Stroomkring is op 1 mei 2026 gestopt, in de fase Valideren.",
        ),
    ],
)
def test_phase(found: dict[str, Any] | None, expected: str) -> None:
    assert sentences.phase_sentence(view(), "p1", found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (position(), "Nog 3 criteria te gaan voordat een besluit over de volgende fase op zijn plaats is."),
        (position(ready=True, criteria_met=8), "Klaar voor een besluit over de volgende fase."),
        (position(stopped_on=dt.date(2026, 5, 1)), ""),
        (None, ""),
    ],
)
def test_readiness(found: dict[str, Any] | None, expected: str) -> None:
    assert sentences.readiness_sentence(view(), found) == expected


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (
            {"survival": 0.7514, "ci_low": 0.6746, "ci_high": 0.8126, "n": 182, "reason": None},
            "Van elke 100 plaatsingen lopen er na een jaar naar schatting nog 75 (95%-interval 67 tot 81).",
        ),
        (
            {"survival": 1.0, "ci_low": None, "ci_high": None, "n": 20, "reason": "geen_uitstroom_tot_hier"},
            "Van elke 100 plaatsingen lopen er na een jaar naar schatting nog 100.",
        ),
        (
            {"survival": 0.5, "ci_low": 0.1, "ci_high": 0.9, "n": 4, "reason": None},
            "Er zijn nog maar 4 plaatsingen gevolgd: te weinig voor een schatting van het behoud.",
        ),
        (
            {"survival": None, "ci_low": None, "ci_high": None, "n": 20, "reason": "volgduur_te_kort"},
            "Over behoud na een jaar is nog niets te zeggen: er is nog niet lang genoeg gevolgd.",
        ),
        (None, "Over behoud na een jaar is nog niets te zeggen: nog geen plaatsing is gevolgd."),
    ],
)
def test_retention(estimate: dict[str, Any] | None, expected: str) -> None:
    assert sentences.retention_sentence(view(), estimate) == expected


def test_no_percentage_is_given_of_fewer_than_ten() -> None:
    few = {"survival": 0.5, "ci_low": 0.1, "ci_high": 0.9, "n": 9, "reason": None}
    assert retention_figure(view(), few) == ("–", "Behoud na een jaar", "pas 9 plaatsingen gevolgd")
    assert retention_figure(view(), few | {"n": 10}) == (
        "50%",
        "Behoud na een jaar",
        "95%-interval 10% tot 90%; 10 plaatsingen gevolgd",
    )


@pytest.mark.parametrize(
    ("refused", "deliveries", "expected"),
    [
        (0, 7, "geen levering is geweigerd."),
        (0, 1, "geen levering is geweigerd."),
        (1, 1, "de enige levering is geweigerd."),
    ],
)
def test_quality_does_not_count_none_and_only_one(refused: int, deliveries: int, expected: str) -> None:
    totals = {"deliveries": deliveries, "refused": refused, "rows_delivered": 10, "accepted_share": 1.0}
    assert sentences.quality_sentence(view(), totals) == f"100,0% van de 10 geleverde rijen is aanvaard; {expected}"


def test_quality() -> None:
    totals = {"deliveries": 160, "refused": 2, "rows_delivered": 19258, "accepted_share": 0.98214}
    said = "98,2% van de 19.258 geleverde rijen is aanvaard; 2 van de 160 leveringen zijn geweigerd."
    assert sentences.quality_sentence(view(), totals) == said
    assert sentences.quality_sentence(view("en"), totals).startswith("98.2% of the 19,258 delivered rows")


def summary(*strata: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"stratum_by": "function", "stratum": name, "n": n} for name, n in strata]


def test_few_strata_all_have_a_colour_and_unknown_has_none() -> None:
    drawn = strata_of(view(), summary(("a", 20), ("b", 9), ("onbekend", 5)), None)
    assert [(s.stratum, s.position, s.is_small) for s in drawn] == [
        ("a", 0, False),
        ("b", 1, True),
        ("onbekend", None, True),
    ]


def test_of_many_strata_one_is_highlighted() -> None:
    many = summary(("a", 20), ("b", 19), ("c", 18), ("d", 17))
    assert needs_choice(many)
    assert [s.position for s in strata_of(view(), many, "c")] == [None, None, 0, None]
    assert [s.position for s in strata_of(view(), many, None)] == [0, None, None, None]


def test_only_unknown_is_drawn_after_all() -> None:
    assert strata_of(view(), summary(("onbekend", 812)), None)[0].position == 0
