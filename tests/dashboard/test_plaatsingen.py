"""The page Plaatsingen: which school works with which company, and which placements ask for attention first."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard import warehouse
from dashboard.components import pairs, placement_attention
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

NAMES = {("organisation", name): name.upper() for name in ("s1", "s2", "b1", "b2", "b3")} | {("pilot", "p1"): "Metaal"}
EVERYTHING = {"pilot": None, "regio": None, "sector": None}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 6, 30), False)


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    with duckdb.connect(tmp_path / "kernteam.duckdb") as connection:
        connection.execute("""
            create schema mart;
            create schema core;
            create table core.pilots as select 'p1' as pilot_id, 'CR14' as region_code union all select 'p2', null;
            create table core.organisations as
                select unnest(['s1', 's2', 'b1', 'b2', 'b3']) as organisation_id, organisation_id as name;
            create table mart.placements_active as select * from (values
                ('p1', 's1', 'b2', 'mbo'), ('p1', 's1', 'b2', 'mbo'), ('p1', 's1', 'b1', 'mbo'),
                ('p2', 's2', 'b1', 'vmbo'), ('p2', 's2', 'b3', 'vmbo')
            ) as t (pilot_id, school_id, company_id, school_sector);
            create table mart.placement_history as
                select *, 'p2' as pilot_id, 's2' as school_id, 'b1' as company_id from (values
                    ('a', 'mbo', false, false, null, null),
                    ('b', 'vmbo', false, false, null, null),
                    ('c', 'vmbo', false, false, null, null),
                    ('d', 'vmbo', true, false, null, null),
                    ('e', 'vmbo', false, true, date '2025-01-31', date '2025-06-30'),
                    ('f', 'vmbo', false, true, date '2025-06-30', date '2025-06-30')
                ) as t (placement_id, school_sector, is_vanished, has_ended, ended_on, last_active_on);
            create table mart.placement_attention as
            select *, null::date as dated_on, kind as reason_nl, kind as reason_en from (values
                ('a', 'p1', 's1', 'b1', 'geen_coach', null),
                ('a', 'p1', 's1', 'b1', 'lang_niet_gezien', 210),
                ('b', 'p2', 's2', 'b1', 'loopt_binnenkort_af', 60),
                ('c', 'p2', 's2', 'b1', 'loopt_binnenkort_af', 5),
                ('c', 'p2', 's2', 'b1', 'nieuw_soort', 1),
                ('d', 'p2', 's2', 'b3', 'lang_niet_gezien', 300)
            ) as t (placement_id, pilot_id, school_id, company_id, kind, number)
        """)
    found = warehouse.edition_at(tmp_path / "kernteam.duckdb")
    assert found is not None
    return found


def test_pairs_are_counted_with_the_largest_school_and_its_largest_company_first(edition: Edition) -> None:
    found = warehouse.rows(edition, "school_companies", EVERYTHING)
    assert found.rows() == [
        ("s1", "b1", 1, 3, 2, 2),
        ("s1", "b2", 2, 3, 2, 2),
        ("s2", "b1", 1, 2, 2, 2),
        ("s2", "b3", 1, 2, 1, 2),
    ]
    assert warehouse.rows(edition, "school_companies", EVERYTHING | {"regio": "CR14"}).height == 2
    assert warehouse.rows(edition, "school_companies", EVERYTHING | {"sector": "vmbo"}).height == 2


def test_a_matrix_fills_only_what_there_is_and_says_on_each_cell_which_company(edition: Edition) -> None:
    markup = pairs.pairs_matrix(view(), warehouse.rows(edition, "school_companies", EVERYTHING))
    assert words(markup) == "Welke school werkt met welk bedrijf School Samen B1 B2 B3 S1 3 1 2 S2 2 1 1"
    assert re.findall(r'data-label="(B\d)" style="order:(-\d)"', markup) == [
        ("B1", "-1"),
        ("B2", "-2"),
        ("B1", "-1"),
        ("B3", "-1"),
    ]
    assert markup.count('<td role="cell" class="gg-number"></td>') == 2


def test_the_sentence_counts_schools_companies_and_pairs(edition: Edition) -> None:
    found = warehouse.rows(edition, "school_companies", EVERYTHING)
    assert pairs.pairs_sentence(view(), found) == (
        "2 scholen en 3 bedrijven werken samen, in 4 combinaties. S1 werkt met de meeste bedrijven: 2."
    )
    one = found.filter(pl.col("school_id") == "s2").head(1)
    assert pairs.pairs_sentence(view(), one) == "1 school en 1 bedrijf werken samen, in 1 combinatie."


def test_what_has_the_nearest_day_comes_first_then_what_was_not_seen_longest(edition: Edition) -> None:
    found = warehouse.rows(edition, "placement_attention", EVERYTHING)
    assert found.select("placement_id", "kind").rows() == [
        ("c", "loopt_binnenkort_af"),
        ("c", "nieuw_soort"),
        ("b", "loopt_binnenkort_af"),
        ("d", "verdwenen_zonder_einde"),
        ("d", "lang_niet_gezien"),
        ("e", "tegenstrijdig_einde"),
        ("a", "lang_niet_gezien"),
        ("a", "geen_coach"),
    ]
    chosen = warehouse.rows(edition, "placement_attention", EVERYTHING | {"sector": "mbo"})
    assert set(chosen["placement_id"]) == {"a"}


def matter(placement: str, kind: str = "geen_coach") -> dict[str, str]:
    told = {"reason_nl": "Geen coach of buddy bij de school", "reason_en": "No coach or buddy at the school"}
    return {"placement_id": placement, "pilot_id": "p1", "school_id": "s1", "company_id": "b1", "kind": kind} | told


def test_what_deliveries_do_not_agree_on_is_told_in_our_words(edition: Edition) -> None:
    found = warehouse.rows(edition, "placement_attention", EVERYTHING)
    told = found.filter(pl.col("kind").is_in(["verdwenen_zonder_einde", "tegenstrijdig_einde"])).to_dicts()
    assert words(placement_attention.attention_placements(view(), told)) == (
        "d S2 – B1 p2 Stond eerder in een levering en nu niet meer, zonder gemeld einde. Vraag de partner: is de "
        "plaatsing beëindigd? e S2 – B1 p2 Beëindigd op 31 januari 2025, maar later nog als actief gemeld, op 30 juni "
        "2025. Vraag de partner wat klopt."
    )
    assert placement_attention.attention_sentence(view(), found, 4) == (
        "4 van de 4 lopende plaatsingen vragen aandacht: lang niet waargenomen 2, loopt binnenkort af 2, geen coach 1, "
        "nieuw_soort 1 en verdwenen zonder einde 1. Wat het eerst een datum heeft, staat bovenaan. Van 1 beëindigde "
        "plaatsing spreken de meldingen elkaar tegen."
    )


def test_a_placement_is_told_once_with_every_reason() -> None:
    said = words(placement_attention.attention_placements(view(), [matter("PL1"), matter("PL1")]))
    assert said == "PL1 S1 – B1 Metaal Geen coach of buddy bij de school Geen coach of buddy bij de school"
    assert words(placement_attention.attention_placements(view("en"), [matter("PL1")])).endswith("at the school")


def test_placements_after_the_twelfth_are_folded() -> None:
    markup = placement_attention.attention_placements(view(), [matter(f"PL{i:02}") for i in range(14)])
    before, after = markup.split("<details")
    assert before.count("<li>") == 12
    assert after.count("<li>") == 2
    assert "Nog 2 plaatsingen" in after
    twelve = placement_attention.attention_placements(view(), [matter(f"PL{i:02}") for i in range(12)])
    assert "<details" not in twelve


def test_the_sentence_counts_placements_and_then_their_matters() -> None:
    frame = pl.DataFrame([matter("a"), matter("a", "nieuw_soort"), matter("b")])
    assert placement_attention.attention_sentence(view(), frame, 9) == (
        "2 van de 9 lopende plaatsingen vragen aandacht: geen coach 2 en nieuw_soort 1. "
        "Wat het eerst een datum heeft, staat bovenaan."
    )
    nothing = placement_attention.attention_sentence(view(), frame.clear(), 9)
    assert nothing == "Er is nu geen lopende plaatsing die aandacht vraagt."
    assert words(placement_attention.attention_placements(view(), [])) == nothing


def test_a_choice_in_the_link_shows_only_placements_with_that_matter(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "plaatsingen", aandacht="proefperiode_loopt_af", sector="vmbo")
    assert [e.value for e in app.exception] == []
    markup = texts_of(app)
    listed = markup.split('<ul class="gg-matters">')[1].split("</ul>")[0]
    assert listed.count("<li>") == listed.count("Proefperiode loopt tot en met") > 0
    assert 'role="rowheader"' in markup


def test_a_filter_that_the_edition_does_not_know_leaves_nothing_out_and_says_so(
    open_page: Open, demo_home: Path
) -> None:
    said = words(texts_of(open_page(demo_home, "plaatsingen", pilot="pilot-van-vroeger", sector="mbo")))
    assert said.count("Wat de link hier kiest, is er niet (meer).") == 1
    assert "U ziet: Alle pilots." in said
    assert "Onderwijssector: Mbo" in said
    assert "43 lopende plaatsingen" in said
