"""The page Behoud: why placements end, what another choice would do, and what who has published figures reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboard import warehouse
from dashboard.charts.exits import REST
from dashboard.charts.survival import Stratum
from dashboard.components import (
    exit_reasons,
    published_retention,
    retention,
    retention_variants,
    retention_years,
    sentences,
)
from dashboard.components.view import View
from dashboard.components.withheld import Withheld
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, passports_of, texts_of
from tests.dashboard.steering import words

NAMES = {
    ("exit_reason", "volledig_naar_school"): "Volledig naar de school",
    ("exit_reason", "beide_verlaten"): "Beide verlaten",
    ("exit_reason", "overig"): "Overig",
    ("school_sector", "vmbo"): "Vmbo",
    ("school_sector", "mbo"): "Mbo",
}
EVERYBODY = Stratum("alle", "Alle plaatsingen", 40, 0)
FEW = Stratum("vmbo", "Vmbo", 9, 1)


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


def reason(code: str, placements: int, is_exit: bool = True, share: float | None = 0.1) -> dict[str, Any]:
    known = {f"{name}_{days}": share for name in ("share", "low", "high") for days in (365, 730)}
    return {"exit_reason": code, "is_exit": is_exit, "placements": placements} | known


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([], "0 van de 40 plaatsingen zijn geëindigd."),
        (
            [reason("beide_verlaten", 3), reason("overig", 1)],
            "4 van de 40 plaatsingen zijn geëindigd. Meest genoemde reden: beide verlaten (3 van 4).",
        ),
        (
            [reason("beide_verlaten", 2), reason("overig", 2), reason("pilot_beeindigd", 1, is_exit=False)],
            "4 van de 40 plaatsingen zijn geëindigd. Meest genoemde redenen: beide verlaten en overig (elk 2 van 4). "
            "Daarnaast stopte 1 plaatsing doordat de pilot eindigde; dat telt niet als uitstroom.",
        ),
    ],
)
def test_exits_in_words_name_the_reason_given_most_and_keep_the_end_of_a_pilot_apart(
    own: list[dict[str, Any]], expected: str
) -> None:
    assert exit_reasons.exits_sentence(view(), EVERYBODY, own) == expected


def test_of_few_placements_reasons_are_counts_and_no_share() -> None:
    own = [reason("beide_verlaten", 3), reason("overig", 1)]
    assert words(exit_reasons.reasons_table(view(), FEW, own)).endswith(
        "Reden Aantal Beide verlaten 3 van 4 Overig 1 van 4"
    )
    assert "%" in words(exit_reasons.reasons_table(view(), EVERYBODY, own))


def test_a_share_that_nobody_was_followed_for_is_a_dash_and_one_without_interval_stands_alone() -> None:
    row = reason("overig", 1) | {"share_365": 0.0, "low_365": None, "high_365": None, "share_730": None}
    assert words(exit_reasons.reasons_table(view(), EVERYBODY, [row])).endswith("Overig 1 van 1 0% –")


def test_a_reason_has_the_same_place_in_every_chart_and_other_ones_are_the_rest() -> None:
    frame = pl.DataFrame({"exit_reason": ["beide_verlaten", "overig", "nieuw", "volledig_naar_school"]})
    stacked = exit_reasons.stacked_reasons(view(), frame)
    assert stacked["position"].to_list() == [1, REST, REST, 0]
    assert stacked["name"].to_list() == ["Beide verlaten", "Overig", "nieuw", "Volledig naar de school"]


def test_the_text_beside_the_chart_tells_each_share_at_its_end_the_largest_first() -> None:
    frame = pl.DataFrame(
        {
            "name": ["A", "B", "A", "B", "A"],
            "days": [0, 0, 300, 300, 900],
            "cumulative_incidence": [0.0, 0.0, 0.1, 0.2, 1.0],
        }
    )
    assert exit_reasons.exits_description(view(), frame, 730) == (
        "Vlakkengrafiek van de redenen waarom plaatsingen eindigen. Na 2,0 jaar is geëindigd: B 20% en A 10%."
    )


def variant(name: str, n: int = 40, **shares: float | None) -> dict[str, Any]:
    standard = {"survival_365": 0.79, "survival_730": 0.67, "exits": 9}
    return {"variant": name, "n": n, "rmst_730": 500.4, "rmst_730_se": 2.0, "rmst_low": 496.5, "rmst_high": 504.3} | (
        standard | shares
    )


OTHER = "pilot_beeindigd_als_uitstroom"


@pytest.mark.parametrize(
    ("variants", "expected"),
    [
        ([], ""),
        ([variant("hoofdanalyse")], ""),
        (
            [variant("hoofdanalyse"), variant(OTHER, survival_730=0.6), variant("zonder_aangenomen_instroom")],
            "Van de andere keuzes maakt ‘Einde van een pilot telt als uitstroom’ het meeste uit: dan lopen er na twee "
            "jaar van elke 100 plaatsingen nog 60 in plaats van 67.",
        ),
        (
            [variant("hoofdanalyse", survival_730=None), variant(OTHER, survival_365=0.7, survival_730=None)],
            "Van de andere keuzes maakt ‘Einde van een pilot telt als uitstroom’ het meeste uit: dan lopen er na een "
            "jaar van elke 100 plaatsingen nog 70 in plaats van 79.",
        ),
        (
            [variant("hoofdanalyse"), variant(OTHER, survival_730=0.6701)],
            "Met een andere keuze lopen er na twee jaar van elke 100 plaatsingen evenveel nog: 67.",
        ),
        ([variant("hoofdanalyse", n=9), variant(OTHER, n=9, survival_730=0.1)], ""),
    ],
)
def test_what_another_choice_does_is_told_where_it_does_most(variants: list[dict[str, Any]], expected: str) -> None:
    assert retention_variants.variants_sentence(view(), variants) == expected


def test_choices_stand_beside_each_other_and_of_few_placements_without_shares() -> None:
    said = words(retention_variants.variants_table(view(), [variant("hoofdanalyse"), variant(OTHER, n=9)]))
    assert "geldt de start 40 9 79% 67% 500 dagen 95%-interval 496 tot 504" in said
    assert said.endswith("was gestopt 9 9 – – –")


def test_the_curve_rests_on_so_many_placements_and_of_parts_persons_are_not_added_up() -> None:
    row = {"n": 30, "exits": 4, "persons": 25, "n_missing_followup": 2}
    label = "Nooit waargenomen na het begin"
    one = retention.curve_facts(view(), [row])
    assert one == (("Plaatsingen", "30"), ("Uitstroom", "4"), ("Personen", "25"), (label, "2"))
    two = retention.curve_facts(view(), [row, row])
    assert two == (("Plaatsingen", "60"), ("Uitstroom", "8"), (label, "4"))


def year(period: int, n: int, survival: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {"period": period, "n": n, "survival": survival, "ci_low": low, "ci_high": high}


NOW = year(2026, 183, 0.79, 0.72, 0.85)
WAS = "Met wat eind 2025 bekend was, was de schatting {} ({}), over 164 plaatsingen; nu zijn het er 183, grotendeels "


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], ""),
        ([NOW], ""),
        ([NOW, year(2025, 9, 0.9, 0.8, 1.0)], ""),
        ([NOW, year(2025, 164, None, None, None)], ""),
        (
            [NOW, year(2025, 164, 0.781, 0.702, 0.841), year(2024, 120, 0.845, 0.753, 0.906)],
            f"{WAS.format(78, '95%-interval 70 tot 84')}dezelfde. De intervallen overlappen: een verandering is niet "
            "aangetoond.",
        ),
        (
            [NOW, year(2025, 164, 0.95, 0.86, 0.98)],
            f"{WAS.format(95, '95%-interval 86 tot 98')}dezelfde. De intervallen overlappen niet: er blijven er nu "
            "aantoonbaar minder.",
        ),
        (
            [NOW, year(2025, 164, 0.6, 0.5, 0.719)],
            f"{WAS.format(60, '95%-interval 50 tot 72')}dezelfde. De intervallen overlappen niet: er blijven er nu "
            "aantoonbaar meer.",
        ),
        (
            [NOW, year(2025, 164, 0.8, None, None)],
            "Met wat eind 2025 bekend was, was de schatting 80, over 164 plaatsingen; nu zijn het er 183, grotendeels "
            "dezelfde. Of het veranderde, is niet te zeggen.",
        ),
    ],
)
def test_beside_the_year_before_retention_changed_only_where_the_intervals_lie_apart(
    years: list[dict[str, Any]], expected: str
) -> None:
    assert retention_years.years_sentence(view(), years) == expected


def test_a_median_without_limits_and_a_mean_without_spread_have_no_interval() -> None:
    row = {"stratum_by": "school_sector", "stratum": "mbo", "n": 5, "exits": 1, "reason": None}
    row |= {"median_days": 1429, "median_low": None, "median_high": None}
    row |= {"rmst_730": 730.0, "rmst_730_se": 0.0, "rmst_low": 730.0, "rmst_high": 730.0}
    said = words(retention.summary_table(view(), [row]))
    assert said.endswith("1.429 dagen 95%-interval niet te geven 730 dagen 95%-interval niet te geven")


HISTORY = """
    create schema mart;
    create table mart.placement_history as select * from (values
        ('mbo', 'overig', true, true, 0, 100),
        ('mbo', 'overig', true, true, 0, 400),
        ('mbo', 'pilot_beeindigd', true, false, 0, 500),
        ('mbo', 'overig', true, true, 50, 50),
        ('vmbo', 'beide_verlaten', true, true, 0, 30),
        ('vmbo', null, false, false, 0, 200)
    ) as t (school_sector, exit_reason, has_ended, is_exit, entry_days, exit_days);
    alter table mart.placement_history add column function varchar;
    alter table mart.placement_history add column contract_school varchar;
    alter table mart.placement_history add column fte_class varchar;
    alter table mart.placement_history add column coach varchar;
    alter table mart.placement_history add column pilot_id varchar;
    alter table mart.placement_history add column size_class varchar;
    create table mart.retention_curve as select * from (values
        ('school_sector', 'mbo', 0), ('school_sector', 'mbo', 800), ('school_sector', 'vmbo', 200)
    ) as t (stratum_by, stratum, days);
    create table mart.retention_competing as select * from (values
        ('school_sector', 'mbo', 'overig', 0, 0.0, null, null),
        ('school_sector', 'mbo', 'overig', 100, 0.25, 0.1, 0.5),
        ('school_sector', 'mbo', 'overig', 400, 0.5, 0.2, 0.8),
        ('school_sector', 'vmbo', 'beide_verlaten', 30, 0.5, 0.1, 0.9)
    ) as t (stratum_by, stratum, exit_reason, days, cumulative_incidence, ci_low, ci_high)
"""


def test_reasons_are_counted_by_part_with_the_share_of_the_latest_exit_as_far_as_somebody_was_followed(
    tmp_path: Path,
) -> None:
    with duckdb.connect(tmp_path / "kernteam.duckdb") as connection:
        connection.execute(HISTORY)
    edition = warehouse.edition_at(tmp_path / "kernteam.duckdb")
    assert edition is not None
    found = warehouse.rows(edition, "exit_reasons", {"stratum_by": "school_sector"})
    columns = ("stratum", "exit_reason", "is_exit", "placements", "share_365", "high_365", "share_730")
    assert found.select(columns).rows() == [
        ("mbo", "overig", True, 2, 0.25, 0.5, 0.5),
        ("mbo", "pilot_beeindigd", False, 1, None, None, None),
        ("vmbo", "beide_verlaten", True, 1, None, None, None),
    ]
    everybody = warehouse.rows(edition, "exit_reasons", {"stratum_by": "alle"})
    assert everybody.select("stratum", "exit_reason", "placements").rows() == [
        ("alle", "overig", 2),
        ("alle", "beide_verlaten", 1),
        ("alle", "pilot_beeindigd", 1),
    ]


def test_what_is_not_published_of_a_year_is_not_said_to_be_nothing() -> None:
    day = dt.date(2026, 10, 16)
    point = {"survival": 0.79, "ci_low": 0.72, "ci_high": 0.85, "n": None, "peildatum": day}
    assert sentences.retention_sentence(view(), point) == (
        "Van elke 100 plaatsingen lopen er na een jaar naar schatting nog 79 (95%-interval 72 tot 85)."
    )
    missing = {"survival": None, "peildatum": None}
    assert sentences.retention_sentence(view(), missing) == "Het behoud na een jaar staat niet in uw editie."


def test_a_part_of_which_only_the_beginning_is_published_has_no_curve() -> None:
    curve = pl.DataFrame({"stratum": ["vmbo", "mbo", "mbo"], "days": [0, 0, 182]})
    assert published_retention.published_strata(view(), "school_sector", curve) == [Stratum("mbo", "Mbo", 0, 1)]


def test_published_points_are_told_one_by_one() -> None:
    curve = pl.DataFrame({"stratum": ["mbo"] * 3, "days": [0, 182, 365], "survival": [1.0, 0.81, 0.79]})
    assert published_retention.points_description(view(), curve, [Stratum("mbo", "Mbo", 0, 1)]) == (
        "Puntgrafiek van het deel van de plaatsingen dat nog loopt, op vaste dagen na het begin. "
        "Mbo: na 182 dagen 81%, na 365 dagen 79%."
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"median_days": 540, "rmst_730": 570.0, "reason": None}, "Mbo 18 maanden 19 maanden"),
        (
            {"median_days": None, "rmst_730": 30.0, "reason": "mediaan_niet_bereikt"},
            "Mbo niet bereikt: meer dan de helft loopt nog 1 maand",
        ),
        ({"median_days": None, "rmst_730": None, "reason": None}, "Mbo afgeschermd afgeschermd"),
    ],
)
def test_months_are_told_as_published_and_what_is_withheld_by_its_word(
    monkeypatch: pytest.MonkeyPatch, row: dict[str, Any], expected: str
) -> None:
    named = frozenset({("school_sector|mbo", "median_days"), ("school_sector|mbo", "rmst_730")})
    monkeypatch.setattr(published_retention, "withheld_from", lambda *_: Withheld(("stratum_by", "stratum"), named))
    summary = [{"stratum_by": "school_sector", "stratum": "mbo"} | row]
    assert words(published_retention.published_summary(view(), summary)).endswith(expected)


def test_a_funder_reads_published_figures_their_day_and_what_is_left_out(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "behoud", role="funder", verdeling="school_sector")
    assert [e.value for e in app.exception] == []
    said = words(texts_of(app))
    assert "Cijfers over personen blijven in deze editie een tijd gelijk; deze zijn van 16 oktober 2026." in said
    assert "Afgeschermd: Vmbo." in said
    assert "afgeschermd" in said
    assert "Dit onderdeel staat niet in uw editie" in said
    assert "Uitstroom" not in said
    curve, summary, reasons = map(words, passports_of(app))
    assert "Stand van de cijfers 16 oktober 2026" in curve
    assert "Samenvatting Definitie Na hoeveel dagen de helft is geëindigd" in summary
    assert "Waarom plaatsingen eindigen Definitie" in reasons


def test_the_kernteam_reads_why_each_part_ended(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "behoud", verdeling="school_sector")
    assert [e.value for e in app.exception] == []
    said = words(texts_of(app))
    assert "28 van de 89 plaatsingen zijn geëindigd." in said
    assert "Dezelfde cijfers met een andere keuze" in said
    charts = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    assert len(charts) == 4


def test_the_division_and_the_group_stand_at_the_head_and_in_what_is_taken_along(
    open_page: Open, demo_home: Path
) -> None:
    app = open_page(demo_home, "behoud", verdeling="function", groep="instructeur")
    said = words(texts_of(app))
    assert "Behoud · Peildatum 16 oktober 2026 · Verdeling naar: Functie · Uitgelicht: Instructeur Van elke" in said
    assert "Instructeur 11 van de 39 plaatsingen zijn geëindigd." in said
    assert all("Verdeling naar Functie Uitgelicht Instructeur" in words(passport) for passport in passports_of(app))
