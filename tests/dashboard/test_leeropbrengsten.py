"""The page Leeropbrengsten: what is said of a difference in gains, and what not; and what an edition leaves out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.charts.gains import difference_intervals, gain_pairs
from dashboard.components import outcome_descriptions, outcome_tables, outcome_years, outcomes
from dashboard.components.decimals import decimal, signed, signed_interval
from dashboard.components.outcome_years import TwoYears
from dashboard.components.outcomes import Comparison
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.theme import ACCENT, QUIET
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words
from tests.dashboard.test_charts import data_of, marks

NAMES = {("outcome", "vakkennis"): "Vakkennis", ("outcome", "beroepsbeeld"): "Beroepsbeeld"}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def effect(**changed: Any) -> dict[str, Any]:
    standard = {
        "outcome": "vakkennis",
        "stratum_by": "alle",
        "stratum": "alle",
        "n_hybrid": 541,
        "n_comparison": 889,
        "groups_hybrid": 28,
        "groups_comparison": 46,
        "gain_hybrid": 0.79,
        "gain_comparison": 0.943,
        "hedges_g": -0.129,
        "ci_low": -0.208,
        "ci_high": -0.049,
        "p_adjusted": 0.006,
        "evidence_class": "vergelijkbaar",
        "reason": None,
    }
    return standard | changed


def comparison(name: str = "Vakkennis", corrected: dict[str, Any] | None = None, **changed: Any) -> Comparison:
    return Comparison(name, effect(**changed), corrected, is_withheld=changed.get("n_hybrid", 1) is None)


def model(g: float, p: float) -> dict[str, Any]:
    return {"hedges_g": g, "ci_low": g - 0.1, "ci_high": g + 0.1, "p_value": p}


WITHHELD: dict[str, Any] = dict.fromkeys(
    ("n_hybrid", "n_comparison", "gain_hybrid", "gain_comparison", "hedges_g", "p_adjusted")
)
UNLIKE: dict[str, Any] = {"evidence_class": "onvergelijkbaar"}
NEARLY: dict[str, Any] = {"evidence_class": "correctie_nodig"}
UNTESTED: dict[str, Any] = {"evidence_class": "beschrijvend", "p_adjusted": None, "ci_low": None, "ci_high": None}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (comparison(), "minder"),
        (comparison(hedges_g=0.3), "meer"),
        (comparison(p_adjusted=0.05), "niet_aangetoond"),
        (comparison(**UNLIKE), "ongelijk"),
        (comparison(**NEARLY), "zonder_correctie"),
        (comparison(corrected=model(-0.2, 0.01), **NEARLY), "minder"),
        (comparison(corrected=model(-0.2, 0.06), **NEARLY), "niet_aangetoond"),
        (comparison(corrected=model(0.2, 0.01), **NEARLY), "niet_aangetoond"),
        (comparison(corrected=model(-0.2, 0.01), p_adjusted=0.2, **NEARLY), "niet_aangetoond"),
        # groups that were alike are judged as they are; the model stands beside it
        (comparison(corrected=model(0.2, 0.9)), "minder"),
        (comparison(n_hybrid=9), "klein"),
        (comparison(reason="minder_dan_twee_groepen", **UNTESTED), "open"),
        (comparison(**WITHHELD), "afgeschermd"),
    ],
)
def test_a_difference_is_judged_only_where_its_evidence_class_carries_that(one: Comparison, expected: str) -> None:
    assert one.verdict == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "Er zijn nog geen leeropbrengsten gemeten."),
        (
            [comparison(), comparison(hedges_g=0.3), comparison(p_adjusted=0.4)],
            "Bij 2 van de 3 gemeten leeropbrengsten groeiden hybride groepen aantoonbaar anders dan andere groepen: "
            "bij 1 meer en bij 1 minder.",
        ),
        (
            [comparison(hedges_g=0.3), comparison(**UNLIKE)],
            "Bij 1 van de 2 gemeten leeropbrengsten groeiden hybride groepen aantoonbaar anders dan andere groepen: "
            "bij 1 meer. Bij 1 is daarover niets te zeggen.",
        ),
        (
            [comparison(p_adjusted=0.4), comparison(p_adjusted=0.9)],
            "Bij geen van de 2 gemeten leeropbrengsten is een verschil in groei aangetoond tussen hybride groepen en "
            "andere groepen.",
        ),
        (
            [comparison(**UNTESTED)],
            "Van 1 gemeten leeropbrengst is nog niet te zeggen of hybride groepen anders groeiden dan andere groepen.",
        ),
        ([comparison(**WITHHELD)] * 2, "De groei op 2 gemeten leeropbrengsten is afgeschermd."),
    ],
)
def test_the_sentence(found: list[Comparison], expected: str) -> None:
    assert outcome_descriptions.outcome_sentence(view(), found) == expected


def test_the_sentence_in_english() -> None:
    assert outcome_descriptions.outcome_sentence(view("en"), [comparison()]) == (
        "On 1 of the 1 outcomes measured hybrid groups demonstrably gained differently from other groups: on 1 less."
    )


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [(0.126, "0,13", "+0,13"), (-0.126, "−0,13", "−0,13"), (-0.001, "0,00", "0,00"), (0.0, "0,00", "0,00")],
)
def test_a_number_has_a_true_minus_and_zero_has_no_sign(value: float, plain: str, with_sign: str) -> None:
    assert decimal(view(), value, 2) == plain
    assert signed(view(), value, 2) == with_sign


def test_an_estimate_without_interval_has_none_in_words() -> None:
    assert signed_interval(view(), {"ci_low": None, "ci_high": None}, 2) == ""
    assert signed_interval(view(), {"ci_low": -0.2, "ci_high": 0.004}, 2) == "95%-interval −0,20 tot 0,00"


def test_the_table_says_of_how_many_it_is_and_what_that_says() -> None:
    corrected = {"hedges_g": 0.097, "ci_low": -0.009, "ci_high": 0.204, "p_value": 0.073}
    found = [
        comparison(),
        comparison("Beroepsbeeld", corrected, hedges_g=0.093, ci_low=-0.017, ci_high=0.203, p_adjusted=0.19, **NEARLY),
        comparison("Praktijk", n_comparison=7),
        comparison("Houding", **WITHHELD),
    ]
    said = words(outcome_tables.gains_table(view(), found, "alle"))
    assert (
        "Vakkennis 0,79 punten 541 leerlingen 28 groepen 0,94 punten 889 leerlingen 46 groepen "
        "−0,13 −0,21 tot −0,05 Ja Hybride groepen groeiden minder"
    ) in said
    assert (
        "+0,09 −0,02 tot +0,20 gecorrigeerd +0,10 (−0,01 tot +0,20) Bijna: alleen met correctie "
        "Geen verschil aangetoond; dat bewijst niet dat er geen is"
    ) in said
    assert "te weinig leerlingen 7 leerlingen 46 groepen – Ja Minder dan tien leerlingen aan een van beide" in said
    assert "Houding afgeschermd afgeschermd afgeschermd afgeschermd afgeschermd" in said


def test_figures_that_are_published_rounded_are_written_so() -> None:
    rounded = comparison(gain_hybrid=0.8, gain_comparison=-0.0, peildatum=dt.date(2026, 10, 16))
    assert "0,8 punten 541 leerlingen 28 groepen 0,0 punten" in words(
        outcome_tables.gains_table(view(), [rounded], "alle")
    )


def test_a_reason_stands_in_words() -> None:
    untested = comparison(reason="minder_dan_twee_groepen", **UNTESTED)
    assert outcomes.verdict_words(view(), untested) == (
        "Aan een van beide kanten zijn minder dan twee groepen, dus er is geen toets"
    )


def missing(**changed: Any) -> dict[str, Any]:
    standard = {"outcome": "vakkennis", "stratum_by": "alle", "stratum": "alle", "pupils": 1620, "n_both": 1430}
    standard |= {"counted_share": 1430 / 1620, "n_only_before": 138, "n_only_after": 0, "n_other_group": 16}
    return standard | {"n_other_scale": 36, "comparison_pupils": None, "comparison_both": None} | changed


def test_the_response_says_why_pupils_do_not_count() -> None:
    said = words(outcome_tables.response_table(view(), [missing()], "alle"))
    assert "Vakkennis 1.620 1.430 (88%) 138 0 16 36" in said


def test_the_response_of_few_is_no_percentage() -> None:
    few = missing(pupils=4, n_both=3, counted_share=0.75, comparison_pupils=20, comparison_both=18)
    said = words(outcome_tables.response_table(view(), [few], "alle"))
    assert "Vakkennis 4 3 van 4 ter vergelijking: 18 van 20 138" in said
    assert "%" not in said


def test_sensitivity_counts_for_how_many_outcomes_all_choices_agree() -> None:
    def row(outcome: str, variant: str, note: str | None = None) -> dict[str, Any]:
        found = {"outcome": outcome, "variant": variant, "note": note}
        return found | {"hedges_g": 0.1, "ci_low": -0.1, "ci_high": 0.3}

    found = [
        row("vakkennis", "hoofdanalyse"),
        row("vakkennis", "gemengd_model"),
        row("beroepsbeeld", "hoofdanalyse"),
        row("beroepsbeeld", "gemengd_model", "ander_teken_dan_hoofdanalyse"),
    ]
    assert outcome_tables.sensitivity_note(view(), found) == (
        "Hetzelfde verschil, anders berekend; eronder het 95%-interval. "
        "Bij 1 van de 2 leeropbrengsten wijzen alle keuzes dezelfde kant op."
    )
    assert "+0,10 −0,10 tot +0,30 Het verschil wijst de andere kant op dan in de hoofdanalyse – –" in words(
        outcome_tables.sensitivity_table(view(), found)
    )


FOUND = [
    comparison(corrected=model(-0.13, 0.01)),
    comparison("Houding", hedges_g=0.32, ci_low=0.2, ci_high=0.43, gain_hybrid=0.78, gain_comparison=0.39),
    comparison("Beroepsbeeld", **UNLIKE),
    comparison("Praktijk", **WITHHELD),
]


def test_the_descriptions_say_what_the_charts_show() -> None:
    gains, differences = outcomes.gains_frame(view(), FOUND), outcomes.differences_frame(view(), FOUND)
    assert outcome_descriptions.gains_description(view(), gains, "Groei in punten") == (
        "Puntgrafiek: Groei in punten, 4 rijen. Vakkennis: hybride groepen 0,79, andere groepen 0,94; "
        "Houding: hybride groepen 0,78, andere groepen 0,39; "
        "Beroepsbeeld: hybride groepen 0,79, andere groepen 0,94; Praktijk: afgeschermd."
    )
    assert outcome_descriptions.differences_description(view(), differences, "Verschil") == (
        "Puntgrafiek: Verschil, 4 rijen. Vakkennis: −0,13 (95%-interval −0,21 tot −0,05), "
        "gecorrigeerd −0,13 (95%-interval −0,23 tot −0,03); Houding: +0,32 (95%-interval +0,20 tot +0,43); "
        "Beroepsbeeld: vooraf te verschillend; Praktijk: afgeschermd."
    )


def gains_spec() -> dict[str, Any]:
    return gain_pairs(outcomes.gains_frame(view(), FOUND), Language("nl"), "Hybride", "Andere")


def differences_spec() -> dict[str, Any]:
    return difference_intervals(outcomes.differences_frame(view(), FOUND), Language("nl"))


@pytest.mark.parametrize("spec", [gains_spec(), differences_spec()], ids=["gains", "differences"])
def test_a_chart_is_dutch_fits_its_place_and_takes_its_text_colour_from_the_page(spec: dict[str, Any]) -> None:
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["width"] == "container"
    assert spec["height"] == 4 * 62
    assert all(layer["mark"]["color"] == "currentColor" for layer in marks(spec, "text"))
    names = marks(spec, "text")[0]
    assert [row["name"] for row in data_of(spec, names)] == ["Vakkennis", "Houding", "Beroepsbeeld", "Praktijk"]
    assert names["encoding"]["y"]["scale"] == {"domain": [0, 1, 2, 3], "padding": 0, "type": "band"}


def test_gains_stand_filled_and_open_on_one_axis_from_zero() -> None:
    spec = gains_spec()
    comparison_points, hybrid_points = marks(spec, "point")
    assert (comparison_points["mark"]["filled"], comparison_points["mark"]["color"]) == (False, QUIET)
    assert (hybrid_points["mark"]["filled"], hybrid_points["mark"]["color"]) == (True, ACCENT)
    # from 0 to 0,943, with a fifth of that on either side for the numbers
    domain = [pytest.approx(-0.1886), pytest.approx(1.1316)]
    assert hybrid_points["encoding"]["x"]["scale"] == {"domain": domain, "nice": False}
    assert comparison_points["encoding"]["x"]["scale"] == {"domain": domain, "nice": False}
    assert hybrid_points["encoding"]["x"]["axis"]["format"] == ",.1f"
    assert len(data_of(spec, hybrid_points)) == 3, "what is withheld has no point"


def test_a_difference_is_drawn_with_its_interval_and_only_where_it_may_be_given() -> None:
    spec = differences_spec()
    zero, main, corrected = marks(spec, "rule")
    assert [row["row"] for row in data_of(spec, zero)] == [0, 1]
    assert (main["encoding"]["x"]["field"], main["encoding"]["x2"]["field"]) == ("low", "high")
    assert [(row["low"], row["high"]) for row in data_of(spec, main)] == [(-0.208, -0.049), (0.2, 0.43)]
    assert [row["corrected"] for row in data_of(spec, corrected)] == [-0.13]
    assert [point["mark"]["filled"] for point in marks(spec, "point")] == [True, False]
    said = [layer for layer in marks(spec, "text") if layer["encoding"]["text"]["field"] == "said"]
    assert [row["said"] for row in data_of(spec, said[0])] == ["vooraf te verschillend", "afgeschermd"]


def test_a_number_stands_on_the_side_of_its_interval_that_points_away_from_zero() -> None:
    spec = differences_spec()
    numbers = [layer for layer in marks(spec, "text") if layer["encoding"]["text"]["field"] == "label"]
    places = [(n["mark"]["align"], n["encoding"]["x"]["field"], data_of(spec, n)[0]["label"]) for n in numbers]
    assert places == [("left", "high", "+0,32"), ("right", "low", "−0,13")]


def test_charts_stand_where_nothing_can_be_given() -> None:
    few = [comparison(**WITHHELD)]
    frame = outcomes.gains_frame(view(), few)
    assert frame["hybrid"].to_list() == [None]
    assert marks(gain_pairs(frame, Language("en"), "Hybrid", "Other"), "text")
    assert isinstance(outcomes.differences_frame(view(), few), pl.DataFrame)


def page(open_page: Open, home: Path, role: str = "kernteam", **choices: str) -> str:
    app = open_page(home, "leeropbrengsten", role, **choices)
    assert [e.value for e in app.exception] == []
    assert [w.value for w in (*app.warning, *app.error)] == []
    return words(texts_of(app))


def test_the_page_has_its_reservation_beside_the_sentence(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home)
    reservation = "Leerlingen en studenten zijn niet door loting over de groepen verdeeld."
    assert "gemeten leeropbrengsten groeiden hybride groepen" in said.split(reservation)[0]
    assert "Houdt dit stand bij andere keuzes? Hetzelfde verschil, anders berekend" in said
    assert "Van welke leerlingen is dit? Een leerling telt mee" in said


def test_a_division_is_of_one_outcome_and_called_exploratory(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, verdeling="school_year", uitkomst="beroepshouding")
    assert "Een verdeling is verkennend" in said
    assert "2023-2024" in said
    assert "2025-2026" in said
    assert "Houdt dit stand bij andere keuzes?" not in said, "other choices were computed of all groups together"


def test_funders_read_what_their_edition_leaves_out(open_page: Open, demo_home: Path) -> None:
    said = page(open_page, demo_home, "funder")
    left_out = "Dit onderdeel staat niet in uw editie: die heeft alleen cijfers waarvan is nagerekend"
    assert said.count(left_out) == 2
    assert "Cijfers over personen blijven in deze editie een tijd gelijk; deze zijn van 16 oktober 2026." in said
    assert "541 leerlingen" in said
    english = page(open_page, demo_home, "funder", taal="en", verdeling="school_sector")
    assert english.count("This part is not in your edition") == 1


def test_an_empty_edition_for_funders_says_from_when_it_has_figures(open_page: Open, empty_home: Path) -> None:
    said = page(open_page, empty_home, "funder")
    assert "Cijfers over personen verschijnen voor het eerst 91 dagen na de eerste levering." in said
    assert "grensganger ingest" not in said


def pair(now: tuple[float, float], before: tuple[float, float], **changed: Any) -> TwoYears:
    """An outcome with these intervals in a year and in the year before; what is changed holds for the year before."""
    later: dict[str, Any] = dict(zip(("ci_low", "ci_high"), now, strict=True))
    earlier: dict[str, Any] = dict(zip(("ci_low", "ci_high"), before, strict=True))
    return TwoYears(comparison(**later), comparison(**(earlier | changed)))


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        (pair((0.1, 0.4), (0.18, 0.58)), "overlap"),
        (pair((0.1, 0.4), (0.4, 0.6)), "overlap"),
        (pair((0.1, 0.4), (0.41, 0.6)), "kleiner"),
        (pair((0.1, 0.4), (-0.3, 0.09)), "groter"),
        (pair((0.1, 0.4), (0.41, 0.6), **UNLIKE), "geen"),
        (pair((0.1, 0.4), (0.41, 0.6), **NEARLY), "geen"),
        (pair((0.1, 0.4), (0.41, 0.6), ci_low=None), "geen"),
        (pair((0.1, 0.4), (0.41, 0.6), **WITHHELD), "afgeschermd"),
    ],
)
def test_between_two_years_a_difference_changed_only_where_the_intervals_lie_apart(
    two: TwoYears, expected: str
) -> None:
    assert two.verdict == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            [pair((0.1, 0.4), (0.2, 0.6)), pair((0.1, 0.4), (0.2, 0.6), **UNLIKE)],
            "Van de 1 leeropbrengst waarvan in 2025-2026 en in 2024-2025 een verschil te geven is, is geen verandering "
            "van dat verschil aangetoond: de intervallen overlappen.",
        ),
        (
            [pair((0.1, 0.4), (0.2, 0.6)), pair((0.1, 0.4), (0.5, 0.6)), pair((0.1, 0.4), (-0.5, 0.0))],
            "Van de 3 leeropbrengsten waarvan in 2025-2026 en in 2024-2025 een verschil te geven is, is het verschil "
            "aantoonbaar veranderd: bij 1 in het voordeel van hybride groepen en bij 1 in hun nadeel.",
        ),
        (
            [pair((0.1, 0.4), (0.5, 0.6), **UNLIKE)],
            "Van geen leeropbrengst is in 2025-2026 en in 2024-2025 een verschil te geven; de tabel zegt waarom.",
        ),
    ],
)
def test_the_year_before_is_told_of_what_can_be_compared_only(found: list[TwoYears], expected: str) -> None:
    assert outcome_years.years_sentence(view(), found, "2025", "2024") == expected


def test_a_link_reopens_a_school_year_with_all_its_outcomes_and_says_that_it_is_exploratory(
    open_page: Open, demo_home: Path
) -> None:
    app = open_page(demo_home, "leeropbrengsten", schooljaar="2024")
    assert [e.value for e in app.exception] == []
    said = words(texts_of(app))
    assert "Leeropbrengsten · Peildatum 16 oktober 2026 · Schooljaar: 2024-2025 " in said
    assert "hoe meer er wordt vergeleken" in said
    assert "Leeropbrengst 2024-2025 2023-2024 Wat dit zegt Vakkennis" in said
    assert "Houdt dit stand bij andere keuzes?" not in said
    assert "Van welke leerlingen is dit?" in said
