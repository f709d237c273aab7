"""The lectoraat edition: pseudonymised for one purpose, of those who consent, and figures that follow from its rows."""

from __future__ import annotations

import hmac
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Kind, Privacy, Pseudonym
from pipelines.editions import lectoraat
from pipelines.errors import ContractError
from pipelines.home_settings import Purpose
from pipelines.settings import Home
from tests.editions import small
from tests.editions.conftest import PURPOSE, Research
from tests.editions.walking import columns, places_of, rows, tables, values, words

STRATA = ("school_sector", "function", "contract_school", "fte_class", "coach", "pilot_id", "size_class")
DATED = re.compile(r"\d{4}-\d{2}-\d{2}|\b\d{1,2}-\d{1,2}-\d{4}\b")


def held(home: Home, catalogue: Catalogue) -> dict[tuple[str, str], set[str]]:
    """Every text that the archive holds, by dataset and field."""
    archive = Archive(home)
    found: dict[tuple[str, str], set[str]] = {}
    for contract in catalogue.contracts.values():
        current = archive.current_rows(contract, archive.receipts())
        for field in contract.fields:
            if current[field.name].dtype == pl.String:
                found[contract.dataset, field.name] = set(current[field.name].drop_nulls())
    return found


def research_pseudonym(master_key: bytes, purpose: str, pseudonym: str) -> str:
    """As disclosure.md has it, with HKDF written out (RFC 5869, 2.2 and 2.3; no salt, one block)."""
    extracted = hmac.digest(bytes(32), master_key, "sha256")
    key = hmac.digest(extracted, ("research" + purpose).encode() + b"\x01", "sha256")
    return hmac.digest(key, pseudonym.encode(), "sha256").hex()[:32]


def kaplan_meier(placements: list[dict[str, Any]]) -> dict[int, tuple[int, int, float]]:
    """Per day with an exit: at risk, exits and survival (Kaplan & Meier 1958), who enters late at risk from then on."""
    units = [(p["entry_days"], p["exit_days"], p["is_exit"]) for p in placements if p["exit_days"] is not None]
    units = [unit for unit in units if unit[1] > unit[0]]
    survival, curve = 1.0, {}
    for day in sorted({end for _, end, is_exit in units if is_exit}):
        at_risk = sum(entry < day <= end for entry, end, _ in units)
        exits = sum(is_exit and end == day for _, end, is_exit in units)
        survival *= 1 - exits / at_risk
        curve[day] = (at_risk, exits, round(survival, 6))
    return curve


def curves_by_rows(history: pl.DataFrame) -> dict[tuple[str, str], dict[int, tuple[int, int, float]]]:
    found = {("alle", "alle"): kaplan_meier(history.to_dicts())}
    for by in STRATA:
        for (name,), part in history.group_by(by):
            found[by, str(name)] = kaplan_meier(part.to_dicts())
    return {stratum: curve for stratum, curve in found.items() if curve}


def curves_of(mart: pl.DataFrame) -> dict[tuple[str, str], dict[int, tuple[int, int, float]]]:
    found: dict[tuple[str, str], dict[int, tuple[int, int, float]]] = {}
    for row in mart.filter(pl.col("exits") > 0).iter_rows(named=True):
        told = (row["at_risk"], row["exits"], round(row["survival"], 6))
        found.setdefault((row["stratum_by"], row["stratum"]), {})[row["days"]] = told
    return found


def table(con: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    found: pl.DataFrame = con.sql(f"from {name}").pl()
    return found


def test_published_curves_follow_from_its_rows_to_six_decimals(demo: Home) -> None:
    edition = demo.published / "lectoraat.duckdb"
    published = curves_of(rows(edition, "from mart.retention_curve"))
    assert {by for by, _ in published} == {"alle", *STRATA}
    assert curves_by_rows(rows(edition, "from mart.placement_history")) == published


def test_its_curves_are_those_of_the_kernteam_when_everybody_consents(research: Research) -> None:
    con = research(Purpose(PURPOSE, "A"), "update core.professionals set research_consent = true")
    kernteam = curves_of(table(con, "mart.retention_curve"))
    # by hand: PL-1 ends after 100 days of five placements, PL-2 after 110 of four, PL-4 after 271 of three
    assert kernteam["alle", "alle"] == {100: (5, 1, 0.8), 110: (4, 1, 0.6), 271: (3, 1, 0.4)}
    assert curves_by_rows(table(con, "lectoraat.placement_history")) == kernteam
    for mart in ("retention_curve", "retention_summary", "retention_competing", "retention_by_year"):
        assert table(con, f"lectoraat.{mart}").equals(table(con, f"mart.{mart}"))


def test_who_did_not_say_yes_is_in_no_row_and_in_no_figure(research_edition: Path, partnership: Home) -> None:
    # HP-2 said no and HP-3 nothing: left are PL-1 (100 days), PL-4 (271 days) and PL-5, which lasts
    assert curves_of(rows(research_edition, "from mart.retention_curve"))["alle", "alle"] == {
        100: (3, 1, 0.666667),
        271: (2, 1, 0.333333),
    }
    summary = rows(research_edition, "select n, exits, persons from mart.retention_summary where stratum_by = 'alle'")
    assert summary.rows() == [(3, 2, 3)]
    key = bytes.fromhex(partnership.key.read_text())
    consents = "select professional_id from core.professionals where research_consent"
    expected = {
        research_pseudonym(key, PURPOSE, one) for one in rows(partnership.kernteam_edition, consents)["professional_id"]
    }
    for table in ("core.professionals", "core.placements", "mart.placement_history"):
        assert set(rows(research_edition, f"from {table}")["professional_id"]) == expected
    assert rows(research_edition, "from core.retention").height == 3


def test_who_did_not_consent_leaves_no_trace(research: Research) -> None:
    purpose = Purpose(PURPOSE, "A")
    there, absent = research(purpose), research(purpose, *(f"delete from core.{t} where {c}" for t, c in _OF_HP_2))
    made = there.sql("select table_name from information_schema.tables where table_schema = 'lectoraat'").fetchall()
    assert len(made) > 20
    for (name,) in made:
        if name != "manifest":
            assert table(there, f"lectoraat.{name}").equals(table(absent, f"lectoraat.{name}")), name


_OF_HP_2 = (
    ("professionals", "not research_consent"),
    ("placements", "placement_id = 'PL-2'"),
    ("retention", "placement_id = 'PL-2'"),
)


def test_a_research_pseudonym_is_of_one_purpose(research: Research) -> None:
    first, second = (table(research(Purpose(text, "A")), "lectoraat.placements") for text in ("een", "twee"))
    for column in ("placement_id", "professional_id", "school_id", "company_id"):
        assert first[column].n_unique() == second[column].n_unique()
        assert not set(first[column]) & set(second[column])


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_it_holds_no_calendar_date_of_anything_but_its_own_publication(
    which: str, request: pytest.FixtureRequest
) -> None:
    edition = request.getfixturevalue(which).published / "lectoraat.duckdb"
    dated = {(s, t) for s, t, _, kind in columns(edition) if "DATE" in kind or "TIME" in kind}
    assert dated == {("meta", "publication")}
    definitions = {"meta.fields", "meta.criteria", "meta.datasets", "meta.codes", "meta.thresholds"}
    texts = {
        f"{table}.{column}"
        for table, column, found in values(edition)
        if table not in {"meta.publication", *definitions} and any(DATED.search(text) for text in found)
    }
    assert texts == set()


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_no_identity_of_another_edition_is_in_it(
    which: str, request: pytest.FixtureRequest, catalogue: Catalogue
) -> None:
    home = request.getfixturevalue(which)
    texts = held(home, catalogue)
    ids = {"placement_id", "group_id", "review_id", "action_id", "meeting_id", "organisation_id", "delivery_id"}
    forbidden = {
        value
        for (dataset, field), found in texts.items()
        for value in found
        if field in ids or catalogue[dataset].field(field).privacy is Privacy.ID
    }
    forbidden |= {receipt.delivery_id for receipt in Archive(home).receipts()}
    assert len(forbidden) > 30
    # what a definition gives as an example is no identity, though example data may use it
    found = places_of(home.published / "lectoraat.duckdb", forbidden)
    assert {place for place in found if not place.startswith("meta.fields.")} == set()


_OF_PILOTS = {("pilots", "pilot_id"), ("pilots", "name"), ("pilots", "region_code")}


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_no_text_that_somebody_wrote_is_in_it(which: str, request: pytest.FixtureRequest, catalogue: Catalogue) -> None:
    home = request.getfixturevalue(which)
    written = set[str]()
    for (dataset, field), found in held(home, catalogue).items():
        meaning = catalogue[dataset].field(field)
        is_text = meaning.kind is Kind.TEXT and not (meaning.codes or meaning.reference or meaning.pseudonym)
        if is_text and (dataset, field) not in _OF_PILOTS:
            written |= {text for text in found if len(text) > 2}
    written -= held(home, catalogue)["pilots", "region_code"]
    assert len(written) > 15
    for table, column, found in values(home.published / "lectoraat.duckdb"):
        if (table, column) != ("meta.fields", "example"):
            assert (table, column, found & written) == (table, column, set())


def test_rows_do_not_stand_in_the_order_of_the_old_ids(research_edition: Path) -> None:
    for table in (name for name in tables(research_edition) if name.startswith(("core.", "mart."))):
        found = rows(research_edition, f"from {table}")
        assert found.equals(found.sort(found.columns, nulls_last=True)), table


def test_a_row_is_recognised_in_every_table_of_the_edition(research_edition: Path) -> None:
    placements = set(rows(research_edition, "from core.placements")["placement_id"])
    assert set(rows(research_edition, "from core.retention")["placement_id"]) == placements
    assert set(rows(research_edition, "from mart.placement_history")["placement_id"]) == placements
    organisations = set(rows(research_edition, "from core.organisations")["organisation_id"])
    for table, column in (
        ("placements", "school_id"),
        ("student_outcomes", "school_id"),
        ("surveys", "organisation_id"),
    ):
        assert set(rows(research_edition, f"from core.{table}")[column]) < organisations
    outcomes = rows(research_edition, "from core.student_outcomes")
    assert outcomes["student_id"].n_unique() == outcomes["group_id"].n_unique() == 1


def test_the_start_is_told_by_its_quarter_and_the_rest_in_days(research_edition: Path) -> None:
    history = rows(research_edition, "from mart.placement_history order by start_quarter, exit_days")
    assert history["start_quarter"].to_list() == ["2024-Q1", "2024-Q1", "2024-Q2"]
    assert history["exit_days"].to_list() == [100, 271, 426]
    assert history["entry_days"].to_list() == [0, 0, 0]


def test_answers_and_scores_are_in_it_without_free_text(research_edition: Path) -> None:
    assert rows(research_edition, "select scale, item, score from core.surveys order by score").rows() == [
        ("autonomie", 1, 4.0),
        ("autonomie", 1, 5.0),
    ]
    review = rows(research_edition, "select theme, level, kind, reviewed_quarter from core.peer_reviews")
    assert review.rows() == [("behouden", 3, "aanbeveling", "2025-Q2")]
    assert not set(columns_of(research_edition, "core.peer_reviews")) & {"finding", "public_summary", "action"}


def columns_of(edition: Path, table: str) -> list[str]:
    return [c for s, t, c, _ in columns(edition) if f"{s}.{t}" == table]


def test_the_manifest_tells_what_it_is_for_and_what_is_left_out(research_edition: Path) -> None:
    manifest = rows(research_edition, "from meta.manifest")
    texts = {item: text for item, _, _, text in manifest.iter_rows() if text}
    numbers = {(item, about): number for item, about, number, _ in manifest.iter_rows() if number is not None}
    assert texts["purpose"] == PURPOSE
    assert texts["agreement"] == "A-1"
    assert texts["names_organisations"] == "nee"
    assert re.fullmatch("[0-9a-f]{8}", texts["key_version"])
    assert numbers["rows", "placements"] == 3
    assert {about: n for (item, about), n in numbers.items() if item == "rows_left_out"} == {
        "placements": 2,
        "professionals": 2,
        "retention": 2,
    }
    # three placements: (mbo, docent, under 0.5), (mbo, docent, from 0.5), (vmbo, gastdocent, under 0.5), all of 2024
    combined = "school_sector, function, fte_class, start_year"
    assert numbers["combinations", combined] == numbers["unique_combinations", combined] == 3
    assert numbers["unique_share", combined] == 1.0


def test_who_has_two_placements_hides_in_neither(research: Research) -> None:
    twice = """
        insert into core.placements
        select * replace ('PL-6' as placement_id) from core.placements where placement_id = 'PL-4'
    """
    beside = """
        insert into core.placements
        select * replace ('PL-7' as placement_id, 0.5 as fte_school) from core.placements where placement_id = 'PL-1'
    """
    manifest = table(research(Purpose(PURPOSE, "A"), twice, beside), "lectoraat.manifest")
    numbers = {item: n for item, about, n, _ in manifest.iter_rows() if about and about.startswith("school_sector")}
    # (mbo, docent, from 0.5) is of HP-5 and HP-1; the two of HP-4 are theirs alone, and PL-1 is of HP-1 alone: 3 of 5
    assert numbers == {"combinations": 3, "unique_combinations": 2, "unique_share": 0.6}


def test_a_purpose_may_name_organisations_but_never_a_person(research: Research) -> None:
    con = research(Purpose(PURPOSE, "A", names_organisations=True))
    organisations = table(con, "lectoraat.organisations")
    assert organisations.columns == ["organisation_id", "organisation_type", "size_class", "name"]
    # els-jansen is a person, and bedrijf-e may be one: its size is not known
    named = {one: name for one, name in organisations["organisation_id", "name"].iter_rows() if one != name}
    assert named == {"roc-a": "ROC A (fictief)", "vmbo-b": "Vmbo B (fictief)", "bedrijf-c": "Bedrijf C (fictief)"}
    placements = table(con, "lectoraat.placements")
    assert set(placements["school_id"]) == {"roc-a", "vmbo-b"}
    assert {one for one in placements["company_id"] if len(one) < 32} == {"bedrijf-c"}


def test_names_and_words_of_the_small_partnership_are_nowhere(research_edition: Path) -> None:
    told = {text for table, _, found in values(research_edition) if table != "meta.fields" for text in words(found)}
    assert not told & {*small.PERSONAL, *small.CONFIDENTIAL, "Korte samenvatting", "25297", "roc-a", "els-jansen"}


def test_figures_that_are_not_for_the_lectoraat_stay_out(research_edition: Path) -> None:
    classes = dict(rows(research_edition, "select mart, disclosure from meta.marts").rows())
    given = {name.removeprefix("mart.") for name in tables(research_edition) if name.startswith("mart.")}
    assert set(classes) == given
    assert {name for name, disclosure in classes.items() if disclosure == "intern"} == {"placement_history"}
    assert not {"meta.deliveries", "meta.rejected_rows", "meta.check_results"} & set(tables(research_edition))


PLANTED = {
    "nickname": ("varchar", Kind.TEXT, Privacy.CONF, "Roepnaam Piet"),
    "remark": ("varchar", Kind.TEXT, Privacy.INTERN, "Belt altijd laat"),
    "motto": ("varchar", Kind.TEXT, Privacy.OPENBAAR, "Altijd vooruit"),
    "mood": ("double", Kind.NUMBER, Privacy.CONF, "7.5"),
    "born_on": ("date", Kind.DATE, Privacy.INTERN, "1980-02-01"),
    "email": ("varchar", Kind.TEXT, Privacy.ID, "piet@voorbeeld.nl"),
    "staff_number": ("varchar", Kind.TEXT, Privacy.ID, "0123456789abcdef"),
}


def test_what_a_new_contract_brings_stays_out_unless_it_is_provided_for(
    research: Research, catalogue: Catalogue
) -> None:
    professionals = catalogue["professionals"]
    fields = [
        replace(professionals.field("discipline"), name=name, kind=kind, privacy=privacy)
        for name, (_, kind, privacy, _) in PLANTED.items()
    ]
    number = replace(fields.pop(), pseudonym=Pseudonym("staff", "programma"))
    known = replace(professionals.field("school_sector"), name="second_sector")
    planted = replace(professionals, fields=(*professionals.fields, *fields, number, known))
    visits = replace(catalogue["retention"], dataset="visits")
    contracts = replace(catalogue, contracts={**catalogue.contracts, "professionals": planted, "visits": visits})
    con = research(
        Purpose(PURPOSE, "A"),
        *(f"alter table core.professionals add column {n} {t} default '{v}'" for n, (t, _, _, v) in PLANTED.items()),
        "alter table core.professionals add column second_sector varchar default 'mbo'",
        "create table core.visits as from core.retention",
        contracts=contracts,
    )
    made = table(con, "lectoraat.professionals")
    assert set(made.columns) & {*PLANTED, "second_sector"} == {"staff_number", "second_sector"}
    assert not {value for *_, value in PLANTED.values()} & {str(cell) for row in made.rows() for cell in row}
    assert set(made["second_sector"]) == {"mbo"}
    assert (
        con.sql("from information_schema.tables where table_name = 'visits' and table_schema = 'lectoraat'")
        .pl()
        .is_empty()
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("core.placements", "core.placements"),
        ("mart.retention_curve", "mart.retention_curve"),
        ("lectoraat.placement_attention", "placement_attention: intern"),
        ("lectoraat.no_such_table", "no_such_table: no such table"),
    ],
)
def test_an_edition_that_asks_for_what_it_may_not_have_is_a_mistake(
    source: str, found: str, tmp_path: Path, research: Research, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = tmp_path / "lectoraat.sql"
    asking.write_text(
        f"select 'core' as table_schema, 'x' as table_name, '{source}' as source, "
        "null::varchar as only_columns, null::varchar as only_rows"
    )
    monkeypatch.setattr(lectoraat, "LECTORAAT", asking)
    with pytest.raises(ContractError, match=found):
        research(Purpose(PURPOSE, "A"))
