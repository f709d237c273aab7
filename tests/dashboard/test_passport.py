"""Herkomst van dit getal: every figure says what it means, on which deliveries it rests and how those were checked."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import Language
from pipelines.editions import table_rules
from tests.dashboard.conftest import Open, passports_of, texts_of
from tests.dashboard.steering import words

WITH_FIGURES = {
    "overzicht": 5,
    "indicatoren": 7,
    "plaatsingen": 8,
    "behoud": 4,
    "leeropbrengsten": 6,
    "werk_en_cultuur": 5,
    "peerreviews": 8,
    "financien": 6,
    "fasen": 3,
    "vergadering": 1,
}


ABOUT_DELIVERIES = "Actualiteit van de gegevens"  # rests on no data of theirs


def passports(app: AppTest) -> list[str]:
    return [words(markup) for markup in passports_of(app)]


def without_number(markups: list[str]) -> list[str]:
    """Those that do not say of how many they are, between their definition and their data."""
    return [words(markup) for markup in markups if not any(re.search(r"\d", text) for text in facts_of(markup))]


def facts_of(markup: str) -> list[str]:
    terms = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", markup, re.DOTALL)
    end = next(place for place, (label, _) in enumerate(terms) if label in ("Gegevens", "Toetsing", "Afgeschermd"))
    return [words(text) for _, text in terms[1:end]]


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_every_figure_tells_its_data_their_checks_and_of_when_it_is(
    open_page: Open, demo_home: Path, page: str
) -> None:
    app = open_page(demo_home, page)
    assert [e.value for e in app.exception] == []
    markups = passports_of(app)
    assert without_number(markups) == []
    found = [words(markup) for markup in markups]
    assert len(found) >= WITH_FIGURES[page]
    found = [said for said in found if not said.startswith(ABOUT_DELIVERIES)]
    for passport in found:
        assert re.search(r"Definitie \w+", passport)
        assert re.search(r"Gegevens .*\(contract \d+\.\d+", passport)
        assert re.search(r"Toetsing \d+ regels? getoetst op [\d.]+ rijen\.", passport)
        if page != "werk_en_cultuur":  # there answers of few are withheld from everybody
            assert "Afgeschermd Niets: van deze tabel staan alle cijfers in deze editie." in passport
        assert re.search(r"Peildatum \d\d-\d\d-\d{4} Stand van \d\d-\d\d-\d{4} \d\d:\d\d", passport)
        assert re.search(r"Bron Grensganger, editie Kernteam, kenmerk [0-9a-f]{8}", passport)
        assert re.search(r": \d+ leveringen? Partner Wanneer Bestand Rijen in gebruik", passport)


def withheld(home: Path, role: str, table: str, condition: str) -> int:
    """How many rows of a table of an edition are as the condition says."""
    with duckdb.connect(str(home / "published" / f"{role}.duckdb"), read_only=True) as connection:
        found = connection.execute(f"select count(*) from {table} where {condition}").fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize("role", ["kernteam", "lectoraat"])
def test_where_answers_of_few_are_withheld_the_passport_says_how_many_and_why(
    open_page: Open, demo_home: Path, role: str
) -> None:
    few = withheld(demo_home, role, "mart.survey_scales", "reason = 'te_weinig_respondenten'")
    some = withheld(demo_home, role, "mart.survey_scales", "n is not null and n_incomplete is null")
    assert (few, some) == (4, 1)
    page = open_page(demo_home, "werk_en_cultuur", role=role)
    assert "enkelen vulden te weinig in (aantal afgeschermd)" in words(texts_of(page))
    found = [passport for passport in passports(page) if "Niets: van deze tabel" not in passport]
    assert len(found) >= 5
    for passport in found:
        assert "waarden afgeschermd: minder dan 5 mensen beantwoordden genoeg vragen." in passport
        assert "Er is 1 waarde afgeschermd: het gaat over minder dan 5 mensen." in passport
    assert [p for p in found if "Er zijn 12 waarden afgeschermd: minder dan 5" in p]  # of 4 waves n, mean and spread
    assert [p for p in found if "Er zijn 17 waarden afgeschermd: minder dan 5" in p]  # and 5 reliabilities


def test_a_funder_reads_how_much_is_withheld_by_which_rule_and_who_delivered_when_but_no_file(
    open_page: Open, demo_home: Path
) -> None:
    of_rule = "mart = 'indicator_values' and rule = 'indicator_personen'"
    count = withheld(demo_home, "funder", "meta.suppressed", of_rule)
    assert count > 1
    found = passports(open_page(demo_home, "indicatoren", role="funder", thema="plaatsingen"))
    assert found
    for passport in found:
        assert f"Er zijn {count} waarden afgeschermd: te weinig mensen (minder dan 5, " in passport
        assert "afgeschermd: die geeft deze editie nooit, hoe groot de groep ook is." in passport
        assert "Partner Wanneer" in passport
        assert "Bestand" not in passport
        assert ".csv" not in passport


def test_a_funder_reads_of_each_table_its_own_rules(open_page: Open, demo_home: Path) -> None:
    behoud = passports(open_page(demo_home, "behoud", role="funder"))
    points = "Een dag staat niet op de lijn als sinds de vorige dag minder dan 5 mensen stopten"
    assert [p for p in behoud if points in p]
    assert [p for p in behoud if "minder dan 10 mensen stopten, of minder dan 10 werden toen nog gevolgd." in p]
    surveys = passports(open_page(demo_home, "werk_en_cultuur", role="funder"))
    assert all("waarden afgeschermd: antwoorden van minder dan 10 mensen" in p for p in surveys)
    assert surveys


def test_where_nothing_is_withheld_no_number_is_said_to_be(open_page: Open, demo_home: Path) -> None:
    for role in ("funder", "kernteam"):
        for passport in passports(open_page(demo_home, "fasen", role=role)):
            assert "Afgeschermd Niets: van deze tabel staan alle cijfers in deze editie." in passport
            assert not re.search(r"\b0 waarden", passport)


def test_what_is_taken_along_has_of_how_many_each_number_is(
    open_page: Open, demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: dict[str, pl.DataFrame] = {}
    monkeypatch.setattr(
        "dashboard.components.passport.offer", lambda _view, name, _title, rows: taken.update({name: rows})
    )
    for page in ("behoud", "werk_en_cultuur", "indicatoren"):
        passports_of(open_page(demo_home, page))
    followed = taken["behoud"].sort("Dagen sinds de start")["Nog gevolgd"]
    assert followed.null_count() == 0
    assert followed.n_unique() > 10
    scales = pl.concat(rows for name, rows in taken.items() if name.startswith("schaal_"))
    assert scales["Antwoorden"].drop_nulls().min() >= 5  # type: ignore[operator] # a number
    assert (scales["Antwoorden"].is_null() == scales["Gemiddelde"].is_null()).all()
    trends = [rows for rows in taken.values() if "pad naar het doel" in rows.columns]
    assert len(trends) >= 7
    assert all({"Teller", "Noemer", "Stand"} <= set(rows.columns) for rows in trends)


def test_of_hours_it_is_told_of_how_many_placements_there_are_none(open_page: Open, demo_home: Path) -> None:
    active = withheld(demo_home, "kernteam", "mart.placements_active", "true")
    without = withheld(demo_home, "kernteam", "mart.placements_active", "fte_school is null")
    assert (active, without) == (122, 7)
    found = passports(open_page(demo_home, "plaatsingen"))
    said = r"Aantal \(n\) 122 plaatsingen op \d+ \w+ \d{4}\. Ontbreekt 7 plaatsingen in uren tellen niet mee"
    assert [p for p in found if re.search(said, p)]


def test_every_rule_by_which_something_is_withheld_has_a_sentence_in_both_languages() -> None:
    rules = {value for name, value in vars(table_rules).items() if name.startswith("OF_") or name == "NOT_PUBLISHED"}
    assert len(rules) == 9
    rules |= {"antwoorden", "enkelen", "eerdere_antwoorden", "verandering"}  # of the questions about surveys
    missing = {
        (code, rule) for code in ("nl", "en") for rule in rules if not Language(code).has(f"herkomst.regel.{rule}")
    }
    assert missing == set()


def test_a_lectoraat_has_figures_without_deliveries(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "behoud", role="lectoraat"))
    assert [p for p in found if "Op welke leveringen dit rust, staat niet in deze editie." in p] == found != []


def test_an_english_reader_gets_it_in_english(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "behoud", taal="en"))
    assert all("Checks" in p and "rules checked on" in p for p in found)
    assert found


def test_what_the_reader_chose_stands_with_the_figure(open_page: Open, demo_home: Path) -> None:
    found = passports(open_page(demo_home, "plaatsingen", sector="mbo"))
    assert [p for p in found if "Onderwijssector Mbo" in p] == found != []


def test_a_figure_about_deliveries_rests_on_no_data_of_theirs(open_page: Open, demo_home: Path) -> None:
    markups = passports_of(open_page(demo_home, "datakwaliteit"))
    assert without_number(markups) == []
    found = [words(markup) for markup in markups]
    assert len(found) == 6
    assert all("Peildatum" in p and "Toetsing" not in p and "Rijen in gebruik" not in p for p in found)


def test_nothing_of_it_is_made_before_somebody_opens_it(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "plaatsingen")
    assert 'class="gg-passport"' not in texts_of(app)
    assert len(passports_of(app)) == 8
