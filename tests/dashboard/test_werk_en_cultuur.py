"""The page Werk en cultuur: what changed and for whom, how sure that is, and what is withheld."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.waves import scale_waves
from dashboard.components import survey_tables, surveys
from dashboard.components.surveys import Scale
from dashboard.components.view import View
from dashboard.components.withheld import Withheld
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.theme import SERIES
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words
from tests.dashboard.test_charts import data_of, marks

KEYS = ("scale", "respondent_role", "context", "wave")
NOTHING = Withheld(KEYS, frozenset())
NAMES = {
    ("survey_scale", "werkdruk"): "Werkdruk",
    ("context", "school"): "School",
    ("context", "bedrijf"): "Bedrijf",
    ("wave", "voor"): "Voormeting",
    ("wave", "na"): "Nameting",
}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def wave(**changed: Any) -> dict[str, Any]:
    standard = {
        "scale": "werkdruk",
        "respondent_role": "hp",
        "context": "school",
        "wave": "2025-2",
        "n": 26,
        "mean": 3.39,
        "scale_min": 1.0,
        "scale_max": 5.0,
        "invited": 42,
        "response": 26 / 42,
        "n_incomplete": 0,
        "n_other_range": 0,
        "earlier_wave": "2024-2",
        "n_paired": 15,
        "change": -0.425,
        "ci_low": -0.802,
        "ci_high": -0.048,
        "method": "gepaard",
        "reason": None,
        "direction": "lager",
        "is_round": True,
        "wave_order": "2025-2",
        "is_latest": True,
    }
    return standard | changed


NO_CHANGE: dict[str, Any] = dict.fromkeys(("earlier_wave", "n_paired", "change", "ci_low", "ci_high", "method"))
FIRST: dict[str, Any] = NO_CHANGE | {"reason": "geen_eerdere_meting"}
EMPTY: dict[str, Any] = dict.fromkeys(("n", "mean", "scale_min", "scale_max", "invited", "response"))
TOO_FEW: dict[str, Any] = (
    NO_CHANGE | EMPTY | {"n_incomplete": None, "n_other_range": None, "reason": "te_weinig_respondenten"}
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (wave(), "gunstig"),
        (wave(direction="hoger"), "ongunstig"),
        (wave(ci_high=0.0), "niet_aangetoond"),
        (wave(**FIRST), None),
        (wave(ci_low=None, ci_high=None, reason="geen_spreiding"), None),
    ],
)
def test_a_change_is_for_the_better_by_the_direction_of_its_scale(one: dict[str, Any], expected: str | None) -> None:
    assert surveys.direction_of_change(one) == expected


@pytest.mark.parametrize(
    ("waves", "expected"),
    [
        ([], "Er zijn nog geen vragenlijsten ingevuld."),
        (
            [wave(), wave(direction="hoger"), wave(ci_high=0.4), wave(wave="2024-2", is_latest=False, **FIRST)],
            "Van de 3 uitkomsten die te vergelijken zijn met een vorige meting, veranderden er aantoonbaar "
            "1 ten goede en 1 ten kwade.",
        ),
        (
            [wave(), wave(ci_high=0.4)],
            "Van de 2 uitkomsten die te vergelijken zijn met een vorige meting, veranderde er aantoonbaar 1 ten goede.",
        ),
        (
            [wave(ci_high=0.4)],
            "Van de 1 uitkomst die te vergelijken is met een vorige meting, is geen verandering aangetoond.",
        ),
        (
            [wave(**FIRST), wave(**TOO_FEW)],
            "Er is 1 uitkomst van de vragenlijsten; een verandering sinds een vorige meting is nog niet te geven.",
        ),
        (
            [wave(**TOO_FEW)] * 2,
            "Alle 2 uitkomsten van de vragenlijsten zijn afgeschermd: te weinig mensen antwoordden.",
        ),
    ],
)
def test_the_sentence_is_of_the_latest_waves(waves: list[dict[str, Any]], expected: str) -> None:
    assert survey_tables.survey_sentence(view(), waves) == expected


def test_the_sentence_in_english() -> None:
    assert survey_tables.survey_sentence(view("en"), [wave()]) == (
        "Of the 1 outcomes that can be compared with an earlier wave, these demonstrably changed: 1 for the better."
    )


ROUNDED: dict[str, Any] = {"peildatum": dt.date(2026, 10, 16), "change": -0.4, "ci_low": -0.8, "ci_high": -0.1}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            wave(),
            "−0,42 sinds 2024-2 (95%-interval −0,80 tot −0,05), bij de 15 mensen die beide keren antwoordden. "
            "Een verandering ten goede.",
        ),
        (
            wave(n_paired=None, **ROUNDED),
            "−0,4 sinds 2024-2 (95%-interval −0,8 tot −0,1), bij wie beide keren antwoordden. "
            "Een verandering ten goede.",
        ),
        (
            wave(method="ongepaard", n_paired=None, ci_high=0.1),
            "−0,42 sinds 2024-2 (95%-interval −0,80 tot +0,10), maar niet van dezelfde mensen: wie antwoordde, kan ook "
            "zijn veranderd. Geen verandering aangetoond.",
        ),
        (wave(**FIRST), "Geen verandering te geven: er is geen eerdere meting."),
        (wave(**NO_CHANGE | {"reason": "ingehouden_om_herleidbaarheid"}), "De verandering is afgeschermd."),
        (
            wave(**NO_CHANGE | {"reason": "uitnodigingen_onbekend, andere_schaal"}),
            "Geen verandering te geven: de eerdere meting had een andere schaal.",
        ),
    ],
)
def test_a_change_says_of_whom_it_is_and_what_it_shows(one: dict[str, Any], expected: str) -> None:
    assert surveys.change_words(view(), one, NOTHING) == expected


def test_what_an_edition_withholds_says_so_without_a_reason() -> None:
    key = "werkdruk|hp|school|2025-2"
    withheld = Withheld(KEYS, frozenset({(key, "change"), (key, "mean"), (key, "response")}))
    assert surveys.change_words(view(), wave(**NO_CHANGE), withheld) == "De verandering is afgeschermd."
    hidden = wave(**TOO_FEW)
    card = words(surveys.scale_card(view(), Scale("werkdruk", (hidden,)), withheld))
    assert card == "Werkdruk lager is gunstiger afgeschermd School · 2025-2"
    assert surveys.response_text(view(), hidden, withheld) == "afgeschermd"
    assert survey_tables.has_withheld([Scale("werkdruk", (hidden,))], withheld)


def test_a_scale_of_too_few_says_so_and_is_not_drawn() -> None:
    scale = Scale("werkdruk", (wave(**TOO_FEW),))
    assert words(surveys.scale_card(view(), scale, NOTHING)) == (
        "Werkdruk lager is gunstiger afgeschermd School · 2025-2 Te weinig mensen antwoordden om iets te tonen."
    )
    assert scale.range is None


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (wave(), "26 van 42 (62%)"),
        (wave(n=7, invited=9, response=7 / 9), "7 van 9"),
        (wave(invited=None, response=0.62), "62%"),
        (
            wave(invited=None, response=None, reason="uitnodigingen_onbekend, andere_schaal"),
            "Hoeveel mensen zijn uitgenodigd, is niet bekend",
        ),
    ],
)
def test_the_response_of_few_is_no_percentage_and_never_made_up(one: dict[str, Any], expected: str) -> None:
    assert surveys.response_text(view(), one, NOTHING) == expected


def reliability(**changed: Any) -> dict[str, Any]:
    standard: dict[str, Any] = dict(zip(KEYS, ("werkdruk", "hp", "school", "2025-2"), strict=True))
    standard |= {"alpha": 0.714, "ci_low": 0.436, "ci_high": 0.867, "few_items": False, "reason": None}
    return standard | changed


@pytest.mark.parametrize(
    ("one", "row", "expected"),
    [
        (wave(), reliability(), "26 van 42 (62%) niemand 0,71 95%-interval 0,44 tot 0,87"),
        (
            wave(n_incomplete=None, n_other_range=6),
            reliability(alpha=-0.2, ci_low=-1.31, few_items=True),
            "enkelen vulden te weinig in (aantal afgeschermd) 6 op een andere schaal "
            "−0,20 95%-interval −1,31 tot 0,87 weinig vragen: dit zegt weinig",
        ),
        (
            wave(),
            reliability(alpha=None, ci_low=None, ci_high=None, reason="geen_spreiding"),
            "niemand De antwoorden verschillen niet van elkaar, dus dit is niet te berekenen",
        ),
        (wave(), reliability(alpha=None, reason="te_weinig_respondenten"), "niemand afgeschermd"),
    ],
)
def test_the_table_says_how_sure_it_is(one: dict[str, Any], row: dict[str, Any], expected: str) -> None:
    said = words(survey_tables.certainty_table(view(), [Scale("werkdruk", (one,))], NOTHING, [row]))
    assert said.startswith("Hoe zeker is dit? Onderwerp Over Meting Respons Niet meegeteld Betrouwbaarheid Werkdruk")
    assert expected in said


def test_without_reliability_the_table_does_not_speak_of_it() -> None:
    said = words(survey_tables.certainty_table(view(), [Scale("werkdruk", (wave(),))], NOTHING, None))
    assert said == "Hoe zeker is dit? Onderwerp Over Meting Respons Werkdruk School 2025-2 26 van 42 (62%)"


BOTH = Scale(
    "werkdruk",
    (
        wave(wave="2024-2", wave_order="2024-2", n=24, mean=3.26, is_latest=False),
        wave(),
        wave(context="bedrijf", wave="2024-2", wave_order="2024-2", n=13, mean=3.71, is_latest=False),
        wave(context="bedrijf", **TOO_FEW),
    ),
)


def spec_of(scale: Scale) -> dict[str, Any]:
    return scale_waves(surveys.waves_frame(view(), scale, NOTHING), Language("nl"), 1.0, 5.0)


def test_the_description_has_every_wave() -> None:
    frame = surveys.waves_frame(view(), BOTH, NOTHING)
    assert surveys.waves_description(view(), frame, "Werkdruk") == (
        "Lijngrafiek van de gemiddelde score op Werkdruk, per meting. "
        "School: 2024-2 3,3 en 2025-2 3,4; Bedrijf: 2024-2 3,7 en 2025-2 afgeschermd."
    )


def test_a_scale_is_drawn_on_its_whole_range_with_a_line_a_context() -> None:
    spec = spec_of(BOTH)
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["width"] == "container"
    (line,) = marks(spec, "line")
    assert line["encoding"]["y"]["scale"] == {"domain": [1.0, 5.0], "nice": False}
    assert line["encoding"]["y"]["axis"]["values"] == [1.0, 3.0, 5.0]
    assert line["encoding"]["color"]["scale"] == {"domain": [0, 1], "range": [SERIES[0], SERIES[1]]}
    assert line["encoding"]["detail"]["field"] == "series"
    assert line["encoding"]["x"]["axis"]["labelExpr"] == '["2024-2", "2025-2"][datum.value]'


def test_a_line_has_its_name_and_means_at_its_ends_and_how_many_answered_below() -> None:
    spec = spec_of(BOTH)
    texts = marks(spec, "text")
    said = [[row["said"] for row in data_of(spec, layer)] for layer in texts if "said" in data_of(spec, layer)[0]]
    assert said == [["School 3,4", "Bedrijf 3,7"], ["3,3", "3,7"]]
    counted = [[row["counted"] for row in data_of(spec, layer)] for layer in texts[2:]]
    assert counted == [["School n = 24", "School n = 26"], ["Bedrijf n = 13", "Bedrijf afgeschermd"]]
    assert all(layer["mark"]["color"] == "currentColor" for layer in texts)


def test_before_and_after_come_first_and_are_not_connected_with_rounds() -> None:
    waves = (
        wave(),
        wave(wave="na", wave_order="1", is_round=False),
        wave(wave="voor", wave_order="0", is_round=False, is_latest=False),
    )
    frame = surveys.waves_frame(view(), Scale("werkdruk", waves), NOTHING).sort("place")
    assert frame["wave"].to_list() == ["Voormeting", "Nameting", "2025-2"]
    assert frame["series"].to_list() == ["school False", "school False", "school True"]


def test_waves_on_different_ranges_are_not_drawn_on_one_axis() -> None:
    assert Scale("werkdruk", (wave(), wave(wave="2026-1", scale_max=7.0))).range is None


def page(open_page: Open, home: Path, role: str = "kernteam", **choices: str) -> str:
    app = open_page(home, "werk_en_cultuur", role, **choices)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    return words(texts_of(app))


def test_the_page_is_of_one_role_that_the_link_chooses(open_page: Open, demo_home: Path) -> None:
    first = page(open_page, demo_home)
    assert "Werkdruk lager is gunstiger" in first
    chosen = page(open_page, demo_home, rol="leidinggevende_bedrijf")
    assert "Teamcultuur hoger is gunstiger afgeschermd Bedrijf · 2025-2" in chosen
    assert "Een getal over minder dan 5 mensen is afgeschermd" in chosen


def test_funders_read_what_is_withheld_and_what_their_edition_leaves_out(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, "funder")
    assert "De verandering is afgeschermd." in said
    assert "Een getal over minder dan 5 mensen is afgeschermd" in said
    assert "Betrouwbaarheid Of de vragen" in said
    assert said.count("Dit onderdeel staat niet in uw editie") == 1
    managers = page(open_page, demo_home, "funder", taal="en", rol="leidinggevende_school")
    assert "withheld School · 2025-2" in managers
    assert "no data" not in managers


def test_in_a_round_only_what_was_known_then_counts_and_the_last_of_it_is_the_latest() -> None:
    first, second = wave(wave="2024-2", is_latest=False, **FIRST), wave()
    company = wave(context="bedrijf", wave="2024-1", **FIRST)
    before = wave(wave="voor", is_round=False, **FIRST)
    known = survey_tables.known_in([first, second, company, before], "2024-2")
    assert [(one["context"], one["wave"], one["is_latest"]) for one in known] == [
        ("school", "2024-2", True),
        ("bedrijf", "2024-1", True),
        ("school", "voor", True),
    ]
    assert survey_tables.known_in([first, second], None) == [first, second]
    assert survey_tables.known_in([first, second], "2024-1") == []


def test_the_wave_before_stands_beside_the_latest_with_its_own_number_of_answers() -> None:
    earlier = wave(wave="2024-2", mean=3.81, n=24, is_latest=False, **FIRST)
    card = words(surveys.scale_card(view(), Scale("werkdruk", (earlier, wave())), NOTHING))
    assert "26 antwoorden In 2024-2: 3,8, 24 antwoorden. " in card
    hidden = words(surveys.scale_card(view(), Scale("werkdruk", (earlier | TOO_FEW, wave())), NOTHING))
    assert "In 2024-2: afgeschermd. " in hidden


def test_a_link_reopens_a_round_and_one_that_is_not_there_says_so(open_page: Open, demo_home: Path) -> None:
    said = words(texts_of(open_page(demo_home, "werk_en_cultuur", ronde="2024-2")))
    assert "Ronde: 2024-2 Er zijn 10 uitkomsten van de vragenlijsten;" in said
    assert "2025-2" not in said
    said = words(texts_of(open_page(demo_home, "werk_en_cultuur", ronde="1999-1")))
    assert "Wat de link hier kiest, is er niet (meer). U ziet: 2025-2." in said
