"""The overview: what each role asks first, what is on its way to its target, and what is not in an edition."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import warehouse
from dashboard.components.attention import _PAGE_OF_KIND
from dashboard.components.changes import change_words
from dashboard.components.sparks import spark
from dashboard.components.targets import chosen_indicators
from tests.dashboard.conftest import Open, passports_of, texts_of
from tests.dashboard.steering import words
from tests.dashboard.test_indicatoren import indicator, view

ATTENTION = Path(__file__).parents[2] / "sql" / "marts" / "attention.sql"
THEMES = ["partnerschap", "plaatsingen", "behoud", "leeropbrengsten"]


def titles(markup: str) -> list[str]:
    return re.findall(r'<h2 class="gg-section">(.*?)</h2>', markup)


@pytest.mark.parametrize(
    ("role", "organisation", "expected", "left_out"),
    [
        (
            "kernteam",
            "",
            [
                "Waar staat wat in de vijf fasen",
                "Vraagt aandacht",
                "Actualiteit van de gegevens",
                "Op weg naar de doelen",
            ],
            "",
        ),
        (
            "lectoraat",
            "",
            ["Verschil in leeropbrengsten", "Respons", "Waar staat wat in de vijf fasen"],
            "Niet in uw editie: ‘Vraagt aandacht’, ‘Op weg naar de doelen’ en ‘Actualiteit van de gegevens’.",
        ),
        (
            "funder",
            "",
            [
                "Waar staat wat in de vijf fasen",
                "Wat er aan geld bijeenkomt",
                "Wie en wat er bereikt wordt",
                "Op weg naar de doelen",
                "Actualiteit van de gegevens",
            ],
            "Niet in uw editie: ‘Vraagt aandacht’.",
        ),
        (
            "partner",
            "roc-vechtstroom",
            ["Wat nog wordt gevraagd", "Onze leveringen", "Waar staat wat in de vijf fasen", "Op weg naar de doelen"],
            "",
        ),
    ],
)
def test_each_role_has_its_own_order_and_hears_what_is_not_in_its_edition(
    open_page: Open,
    demo_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    organisation: str,
    expected: list[str],
    left_out: str,
) -> None:
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", organisation)
    app = open_page(demo_home, role=role)
    assert [e.value for e in app.exception] == []
    assert titles(texts_of(app)) == expected
    assert ("Niet in uw editie" in texts_of(app)) == bool(left_out)
    assert left_out in words(texts_of(app))
    assert all(passports_of(app)) or role == "partner"


def test_funders_see_money_and_reach_and_no_company_of_one_person(open_page: Open, demo_home: Path) -> None:
    said = words(texts_of(open_page(demo_home, role="funder")))
    assert "2025 € 665.500 € 552.450 € 509.800 € 446.750" in said
    assert "Deelnemende scholen 8 2 vmbo, 4 mbo en 2 hbo; op 16 oktober 2026" in said
    assert "Deelnemende bedrijven 16 9 mkb en 7 groot; zonder zzp; op 16 oktober 2026" in said


def test_every_kind_that_asks_for_attention_has_its_page() -> None:
    kinds = re.findall(r"^\s+'(\w+)' as kind", ATTENTION.read_text(encoding="utf-8"), re.MULTILINE)
    kinds += ["lang_niet_gezien", "loopt_binnenkort_af"]  # these the mart takes from mart.placement_attention
    assert set(kinds) == set(_PAGE_OF_KIND)


def row(name: str, **changed: Any) -> dict[str, Any]:
    standard = {"indicator_id": name, "theme": "plaatsingen", "target": 1.0, "status": "op_koers", "value": 0.5}
    return standard | changed


def test_what_is_furthest_behind_comes_first_and_the_roles_themes_before_others() -> None:
    found = [
        row("a"),
        row("b", status="achter", theme="partnerschap"),
        row("c", target=None, status="geen_doel"),
        row("d", status="achter", theme="behoud"),
        row("e", status="aandacht"),
        row("f", status=None, value=None),
    ]
    assert [i["indicator_id"] for i in chosen_indicators(found, "kernteam", THEMES)] == ["b", "d", "e", "a", "f"]
    assert [i["indicator_id"] for i in chosen_indicators(found, "partner", THEMES)] == ["d", "b", "e", "a", "f"]


def test_without_any_target_the_roles_themes_are_told() -> None:
    found = [
        row("a", target=None, status="geen_doel", theme="behoud"),
        row("b", target=None, status="geen_doel"),
        row("c", target=None, status="geen_doel", theme="fasen"),
        row("d", target=None, status="geen_doel", value=None),
    ]
    chosen = chosen_indicators(found, "funder", [*THEMES, "fasen"])
    assert [i["indicator_id"] for i in chosen] == ["b", "a"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"unit": "aantal", "value": 122.0, "earlier_value": 112.0}, "+10 sinds 2025"),
        ({"unit": "aantal", "value": 6.0, "earlier_value": 10.0}, "−4 sinds 2025"),
        ({"unit": "fte", "value": 60.3, "earlier_value": 55.7}, "+4,6\u00a0fte sinds 2025"),
        ({"value": 0.714, "earlier_value": 0.964}, "−25 procentpunt sinds 2025"),
        ({"value": 0.714, "earlier_value": 0.712}, "gelijk aan 2025"),
        ({"unit": "aantal", "value": 7.0, "earlier_value": 7.0}, "gelijk aan 2025"),
        ({"unit": "aantal", "value": 0.0, "earlier_value": 10.0, "grows_within_year": True}, "in heel 2025: 10"),
        (
            {"unit": "aantal", "value": 9.0, "earlier_value": 10.0, "grows_within_year": True, "is_under_way": False},
            "−1 sinds 2025",
        ),
        ({"earlier_value": None}, ""),
        ({"value": None, "earlier_value": 0.5}, ""),
        ({"earlier_value": 0.5, "is_small": True}, ""),
    ],
)
def test_the_change_since_the_year_before_has_a_sign_or_is_not_told(changed: dict[str, Any], expected: str) -> None:
    assert change_words(view(), indicator(**changed)) == expected


def test_a_change_of_one_percentage_point_is_english_too() -> None:
    found = indicator(value=0.51, earlier_value=0.5)
    assert change_words(view("en"), found) == "+1 percentage point since 2025"


def test_a_small_trend_has_a_bar_a_year_as_high_as_its_value_and_none_where_there_is_none() -> None:
    drawn = spark([None, 50.0, 100.0], [100.0, None, 200.0])
    assert drawn.count("<i") == 3
    assert '<i class="gg-with-path" style="--path:50%">' in drawn
    assert '<i class="gg-with-value" style="--value:25%">' in drawn
    assert '<i class="gg-with-value gg-with-path" style="--value:50%;--path:100%">' in drawn
    assert spark([None, 3.0], [None, None]) == ""
    assert "--value:0%" in spark([-2.0, 0.0], [None, None])


def test_what_does_not_follow_a_region_says_so_and_does_not_state_it(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, regio="AM01")
    said = words(texts_of(app))
    assert "1 lopende pilot en het partnerschap zelf" in said
    # the key figures, how recent data are, and the targets
    assert said.count("Van het hele partnerschap, niet alleen van de gekozen regio.") == 3
    stated = ["Regio AM01" in words(markup) for markup in passports_of(app)]
    assert stated == [False, True, True, False, False]


def test_without_a_region_nothing_is_said_of_one(open_page: Open, demo_home: Path) -> None:
    assert "gekozen regio" not in texts_of(open_page(demo_home))


def test_what_counts_persons_is_of_the_round_and_the_rest_of_the_reference_date(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "funder.duckdb") as connection:
        connection.execute("""
            create schema mart;
            create schema meta;
            create table meta.indicators as
                select unnest(['active_placements', 'schools']) as indicator_id, indicator_id as indicator,
                    null::varchar as variants, null::varchar as variant, '' as title_nl, '' as title_en,
                    '' as definition_nl, '' as definition_en, false as grows_within_year, true as is_latest;
            create table meta.codes (code_list varchar, code varchar, position bigint);
            create table meta.indicator_cells as select 'active_placements' as indicator_id;
            create table meta.rounds as
                select unnest([date '2026-01-31', date '2026-06-30']) as peildatum, null as frozen_at, 5 as threshold;
            create table mart.indicator_values as
                select unnest(['active_placements', 'schools']) as indicator_id, 'programma' as scope_id,
                    2026 as period, 8.0 as value;
            create table mart.scope_periods as
                select 'programma' as scope_id, 2026 as period, date '2026-11-23' as counted_on;
        """)
    edition = warehouse.edition_at(tmp_path / "funder.duckdb")
    assert edition is not None
    assert warehouse.rows(edition, "reach").select("indicator", "counted_on").rows() == [
        ("active_placements", dt.date(2026, 6, 30)),
        ("schools", dt.date(2026, 11, 23)),
    ]
