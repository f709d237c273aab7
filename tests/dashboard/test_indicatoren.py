"""The page Indicatoren: every figure of a theme with its unit, target and status, and how sure the whole is."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboard.components import axes, indicators, quantities, sentences, trends
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

NAMES = {
    ("pilot", "p1"): "Metaal",
    ("indicator_unit", "fte"): "Fte",
    ("indicator_unit", "per_school"): "Per school",
    ("indicator_unit", "aantal"): "Aantal",
    ("indicator_status", "op_koers"): "Op koers",
    ("indicator_status", "achter"): "Achter",
    ("indicator_status", "te_klein"): "Te klein aantal",
    ("indicator_status", "geen_doel"): "Geen doel",
    ("indicator_status", "onvoldoende_data"): "Onvoldoende gegevens",
    ("three_axes_verdict", "op_koers_maar_onbewezen"): "Op koers, maar onbewezen",
    ("three_axes_verdict", "op_koers_en_bewezen"): "Op koers en bewezen",
    ("three_axes_verdict", "gestopt"): "Gestopt",
}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def indicator(**changed: Any) -> dict[str, Any]:
    standard = {
        "indicator_id": "with_coach",
        "indicator": "with_coach",
        "label_nl": "Plaatsingen met coach",
        "definition_nl": "Plaatsingen met een coach.",
        "numerator_nl": "plaatsingen met een coach",
        "denominator_nl": "alle plaatsingen",
        "unit": "aandeel",
        "kind": "ratio",
        "level": "individu",
        "direction": "hoger",
        "disclosure": "personen",
        "version": 1,
        "since": 2021,
        "period": 2026,
        "counted_on": dt.date(2026, 6, 30),
        "is_under_way": True,
        "numerator": 81.0,
        "denominator": 112.0,
        "value": 81 / 112,
        "is_small": False,
        "status": "achter",
        "target": 0.8,
        "target_period": 2027,
        "path": 0.751,
        "explanation": None,
        "measure": None,
        "earlier_value": None,
        "grows_within_year": False,
        "is_withheld": False,
    }
    return standard | changed


def few(**changed: Any) -> dict[str, Any]:
    return indicator(numerator=3.0, denominator=4.0, value=0.75, is_small=True, status="te_klein") | changed


def totals(**changed: int) -> dict[str, int]:
    standard = {"figures": 48, "with_target": 16, "judged": 13, "on_course": 3, "needing_attention": 3, "behind": 7}
    return {"period": 2026} | standard | changed


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            totals(),
            "Metaal in 2026: 3 van de 13 beoordeelde indicatoren zijn op koers, 3 vragen aandacht en 7 lopen achter.",
        ),
        (
            totals(judged=2, on_course=1, needing_attention=0, behind=1),
            "Metaal in 2026: 1 van de 2 beoordeelde indicatoren is op koers en 1 loopt achter.",
        ),
        (
            totals(judged=2, on_course=2, needing_attention=0, behind=0),
            "Metaal in 2026: 2 van de 2 beoordeelde indicatoren zijn op koers.",
        ),
        (
            totals(judged=0, with_target=0),
            "Metaal in 2026: voor geen van de 48 indicatoren is een doel gesteld, dus er is nog geen oordeel.",
        ),
        (
            totals(judged=0, with_target=1),
            "Metaal in 2026: er is 1 indicator met een doel, maar nog te weinig gegevens voor een oordeel.",
        ),
        (None, "Metaal: er zijn nog geen cijfers."),
    ],
)
def test_the_sentence(found: dict[str, int] | None, expected: str) -> None:
    assert sentences.indicator_sentence(view(), "p1", found) == expected


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("aantal", 1234.0, "1.234"),
        ("aantal", 10.25, "10,2"),
        ("fte", 60.0, "60,0\u00a0fte"),
        ("aandeel", 0.667, "67%"),
        ("aandeel", 1.1, "110%"),
        ("eur", 1234567.4, "€\u00a01.234.567"),
        ("eur", -1200.0, "-€\u00a01.200"),
        ("per_school", 7.857, "7,9\u00a0per school"),
        ("lichtjaar", 12.0, "12"),
        ("lichtjaar", 1200.5, "1.200,5"),
    ],
)
def test_a_value_is_written_in_its_unit(unit: str, value: float, expected: str) -> None:
    assert quantities.Unit(view(), unit).text(value) == expected


def test_english_writes_numbers_in_its_own_way() -> None:
    assert quantities.Unit(view("en"), "eur").text(1234567.0) == "€1,234,567"
    assert quantities.Unit(view("en"), "aantal").text(1234.0) == "1,234"


def test_of_fewer_than_ten_there_is_no_percentage_and_no_judgement() -> None:
    said = words(indicators.indicator_card(view(), few()))
    assert said.startswith("Plaatsingen met coach 3 van 4 in 2026, tot en met 30 juni 2026 Te klein aantal")
    assert "75%" not in said.split("Doel:")[0]
    assert "gg-alert" not in indicators.indicator_card(view(), few())


def test_of_few_without_a_target_there_is_no_judgement_either() -> None:
    assert words(indicators.status_words(view(), few(status="geen_doel", target=None))) == "Te klein aantal"


def test_of_few_that_are_no_share_the_two_numbers_are_named() -> None:
    said = words(indicators.indicator_card(view(), few(unit="per_school", numerator=55.0, denominator=7.0)))
    assert "55 op 7" in said
    assert "Het eerste getal: plaatsingen met een coach. Het tweede: alle plaatsingen." in said


def test_without_data_there_is_no_number() -> None:
    without = indicator(value=None, numerator=None, denominator=0.0, is_small=True, status="onvoldoende_data")
    said = words(indicators.indicator_card(view(), without))
    assert said.startswith("Plaatsingen met coach Geen gegevens in 2026")
    assert "Onvoldoende gegevens" in said


def test_a_status_is_told_by_a_word_and_a_sign_and_never_by_colour_alone() -> None:
    drawn = {status: indicators.status_words(view(), indicator(status=status)) for status in ("op_koers", "achter")}
    assert words(drawn["op_koers"]) == "Op koers"
    assert words(drawn["achter"]) == "Achter"
    assert "gg-sign-full" in drawn["op_koers"]
    assert "gg-sign-empty" in drawn["achter"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "Doel: 80% in 2027. Op het pad daarheen hoort het nu 75% te zijn."),
        ({"target_period": 2026, "path": 0.8}, "Doel: 80% in 2026."),
    ],
)
def test_the_target_stands_with_its_year_and_where_the_path_is_now(changed: dict[str, Any], expected: str) -> None:
    assert expected in words(indicators.indicator_card(view(), indicator(**changed)))


def test_where_a_number_comes_from_is_one_click_away() -> None:
    found = trends.indicator_figure(
        view(), indicator(version=2, since=2024), series(), trends.trend(view(), series(), indicator())
    )
    assert (found.title, found.meaning) == ("Plaatsingen met coach", "Plaatsingen met een coach.")
    assert found.sources == ("indicator.with_coach",)
    assert dict(found.facts) == {
        "Teller": "plaatsingen met een coach: 81",
        "Noemer": "alle plaatsingen: 112",
        "Versie": "2, geldt vanaf 2024",
        "Telling": dict(found.facts)["Telling"],
        "Wie dit mag zien": "Buiten het kernteam alleen in grotere aantallen: het gaat over personen.",
    }
    assert found.rows is not None
    assert found.rows.columns == ["Jaar", "Waarde", "pad naar het doel", "Teller", "Noemer", "Stand"]
    assert found.rows.rows() == [
        ("2024", None, None, 3.0, 4.0, None),
        ("2025", 0.5, 0.6, 50.0, 100.0, "Op koers"),
        ("2026", 0.72, 0.7, 81.0, 112.0, "Op koers"),
    ]


def series() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "indicator_id": ["with_coach"] * 3 + ["other"],
            "period": [2024, 2025, 2026, 2026],
            "value": [None, 0.5, 0.72, 9.0],
            "path": [None, 0.6, 0.7, None],
            "numerator": [3.0, 50.0, 81.0, 9.0],
            "denominator": [4.0, 100.0, 112.0, None],
            "status": [None, "op_koers", "op_koers", None],
            "is_break": [False, True, False, False],
            "is_under_way": [False, False, True, True],
        }
    )


def test_a_trend_has_no_value_of_few_and_keeps_the_break() -> None:
    shown = trends.trend(view(), series(), indicator())
    assert shown.select("year", "label", "path_label", "is_break").rows() == [
        ("2024", None, None, False),
        ("2025", "50%", "60%", True),
        ("2026", "72%", "70%", False),
    ]
    assert trends.has_trend(shown)
    assert not trends.has_trend(shown.head(2))


def axis(**changed: Any) -> dict[str, Any]:
    standard = {
        "scope_id": "p1",
        "verdict": "op_koers_maar_onbewezen",
        "indicators_judged": 4,
        "indicators_on_course": 3,
        "claims": 16,
        "claims_proven": 2,
        "datasets_expected": 18,
        "datasets_received": 14,
        "datasets_on_time": 12,
        "rows_delivered": 2615,
        "rows_rejected": 1,
    }
    return standard | changed


def test_on_course_but_unproven_does_not_look_like_on_course() -> None:
    unproven, proven = (
        axes.axes_table(view(), [axis(verdict=verdict)])
        for verdict in ("op_koers_maar_onbewezen", "op_koers_en_bewezen")
    )
    assert "Op koers, maar onbewezen" in unproven
    assert "gg-sign-half" in unproven
    assert "gg-sign-full" not in unproven
    assert "gg-sign-full" in proven


def test_the_three_axes_are_counts() -> None:
    said = words(axes.axes_table(view(), [axis()]))
    assert said.endswith("3 van 4 2 van 16 14 van 18 datasets binnen, 12 actueel 1 van 2.615 rijen afgekeurd")
    without = axis(indicators_judged=0, claims=0, datasets_expected=0)
    said = words(axes.axes_table(view(), [without]))
    assert said.endswith("Nog geen oordeel Nog niets behaald Nog niets geleverd")


def test_of_a_scope_that_was_stopped_nothing_is_judged_any_more() -> None:
    said = words(axes.axes_table(view(), [axis(verdict="gestopt", indicators_judged=0, datasets_expected=0)]))
    assert said.endswith("Gestopt" + " Niet meer beoordeeld" * 3)


def test_a_theme_of_the_link_shows_its_indicators(open_page: Open, steering_home: Path) -> None:
    said = words(texts_of(open_page(steering_home, "indicatoren", thema="peerreviews")))
    # one review in 2026, two aimed at: 1 is more than 15% of 2 behind
    assert "Gehouden peerreviews 1 in 2026, tot en met 30 juni 2026 Achter · in heel 2025: 1 Doel: 2 in 2026." in said
    assert "Toelichting : Er was geen tijd." in said
    # of three recommendations two have an action
    assert "Aanbevelingen met een actie" in said
    assert "67%" not in said
    assert "Het partnerschap in 2026: 1 van de 2 beoordeelde indicatoren is op koers en 1 loopt achter." in said
    assert "Achter: Gehouden peerreviews Peerreviews" in said


def test_the_scope_of_the_link_is_shown_and_every_theme_can_be_chosen(open_page: Open, steering_home: Path) -> None:
    app = open_page(steering_home, "indicatoren", onderdeel="p1", thema="financien")
    assert "Metaal in 2026" in words(texts_of(app))
    assert app.selectbox(key="keuze.thema").options == [
        "Partnerschap",
        "Plaatsingen",
        "Bevoegdheid",
        "Behoud",
        "Leeropbrengsten",
        "Vragenlijsten",
        "Peerreviews",
        "Financiën",
        "Fasen",
        "Datakwaliteit",
    ]
    app.selectbox(key="keuze.thema").select("fasen").run()
    assert app.query_params["thema"] == "fasen"


def test_a_new_indicator_in_a_new_unit_appears_without_code(
    open_page: Open, steering_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "published").mkdir()
    edition = shutil.copy(steering_home / "published" / "kernteam.duckdb", tmp_path / "published")
    with duckdb.connect(edition) as connection:
        for version, since in ((1, 2024), (2, 2026)):
            connection.execute(
                """insert into meta.indicators
                select * replace (
                    'warmth' as indicator_id, 'warmth' as indicator, 'Warmte' as label_nl, 'Warmte' as title_nl,
                    'graden' as unit, 'behoud' as theme, ? as version, ? as since, ? as is_latest
                ) from meta.indicators where indicator_id = 'peer_reviews_held'""",
                [version, since, version == 2],
            )
        connection.execute(
            """insert into mart.indicator_values
            select * replace (
                'warmth' as indicator_id, period - 2005.5 as value, 'geen_doel' as status, null as target,
                case when period = 2026 then 2 else 1 end as version, period = 2026 as is_break
            ) from mart.indicator_values where indicator_id = 'peer_reviews_held' and scope_id = 'programma'"""
        )
    app = open_page(tmp_path, "indicatoren", thema="behoud")
    assert [e.value for e in app.exception] == []
    said = words(texts_of(app))
    assert "Warmte 20,5 in 2026, tot en met 30 juni 2026 Geen doel" in said
    app.button(key="herkomst.warmth").click().run()
    assert "Versie 2, geldt vanaf 2026" in words(texts_of(app))
    alts = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert alts[-1].startswith("Lijngrafiek: Warmte. 2024 18,5, 2025 19,5 en 2026 20,5.")
    assert alts[-1].endswith("Vanaf 2026 geldt een andere definitie.")


def test_without_figures_the_page_says_what_to_do(open_page: Open, empty_home: Path) -> None:
    said = words(texts_of(open_page(empty_home, "indicatoren")))
    assert "Het partnerschap: er zijn nog geen cijfers." in said
    assert "grensganger ingest MAP --partner ORGANISATIE" in said
