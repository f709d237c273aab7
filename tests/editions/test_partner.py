"""Editions of partners: what each delivered and what concerns it, what everybody may see, and nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Kind, Privacy
from pipelines.editions.partner import make_partner, partners, write_partner_editions
from pipelines.errors import HomeError
from pipelines.settings import Home
from tests.editions import small
from tests.editions.conftest import Warehouse
from tests.editions.walking import columns, content, places_of, rows, tables, values, words

OF_EVERYBODY = ("organisations", "pilots", "pilot_partners", "phase_decisions", "meetings", "targets")
"""Datasets of which every partner has all rows, in their public columns."""


def editions(home: Home) -> list[Path]:
    return sorted((home.published / "partners").glob("*.duckdb"))


def edition(home: Home, partner: str) -> Path:
    return home.published / "partners" / f"{partner}.duckdb"


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_nothing_of_another_partner_is_in_it(which: str, request: pytest.FixtureRequest, catalogue: Catalogue) -> None:
    home = request.getfixturevalue(which)
    archive = Archive(home)
    numbers, texts = dict[str, set[str]](), dict[str, set[str]]()
    for receipt in archive.receipts():
        numbers.setdefault(receipt.partner_id, set()).update((receipt.delivery_id, receipt.file_sha256))
        texts.setdefault(receipt.partner_id, set())
    for contract in catalogue.contracts.values():
        rows_of_all = archive.current_rows(contract, archive.receipts())
        for field in contract.fields if contract.dataset not in OF_EVERYBODY else ():
            for (partner,), own in rows_of_all.group_by("partner_id"):
                if field.privacy is Privacy.ID or field.name in _NUMBERS:
                    numbers[str(partner)] |= set(own[field.name].drop_nulls())
                elif field.privacy is Privacy.CONF and field.kind is Kind.TEXT:
                    texts[str(partner)] |= set(own[field.name].drop_nulls())
    assert len(editions(home)) >= 3
    for file in editions(home):
        others_numbers, others_texts = (
            set[str]().union(*(told for partner, told in found.items() if partner != file.stem)) - found[file.stem]
            for found in (numbers, texts)
        )
        forbidden = others_numbers - known_to(file)
        assert len(forbidden) > 5
        for table, column, found in values(file):
            if (table, column) != ("meta.fields", "example"):
                told = (words(found) & forbidden) | (found & others_texts)
                assert (file.stem, table, column, told) == (file.stem, table, column, set())


_NUMBERS = ("placement_id", "action_id", "review_id", "group_id")


def known_to(file: Path) -> set[str]:
    """Numbers that it may know though another delivered them.

    It delivered rows that point at them, or had them rejected; or it is an action for it or a review of it.
    """
    query = f"""
        select placement_id from core.retention
        union select professional_id from core.placements
        union select value from meta.rejected_rows
        union select action_id from mart.open_actions where action_owner = '{file.stem}'
        union select review_id from mart.open_actions
        union select subject_id from mart.agenda where partner_id = '{file.stem}'
    """
    return words({number for (number,) in rows(file, query).rows() if number})


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_it_holds_every_current_row_that_the_partner_delivered(
    which: str, request: pytest.FixtureRequest, catalogue: Catalogue
) -> None:
    archive = Archive(request.getfixturevalue(which))
    contracts = [c for c in catalogue.contracts.values() if c.dataset not in (*OF_EVERYBODY, "surveys")]
    current = {c.dataset: archive.current_rows(c, archive.receipts()) for c in contracts}
    for file in editions(request.getfixturevalue(which)):
        found = content(file)
        for contract in contracts:
            expected = current[contract.dataset].filter(partner_id=file.stem).drop("partner_id").sort(contract.key)
            own = found[f"core.{contract.dataset}"].select(expected.columns).sort(contract.key)
            assert own.equals(expected), (file.stem, contract.dataset)


def test_a_school_does_not_see_what_the_company_delivered_nor_the_other_way_round(partnership: Home) -> None:
    placements = "select placement_id from core.placements order by 1"
    retention = "select placement_id from core.retention order by 1"
    school, company = edition(partnership, "roc-a"), edition(partnership, "bedrijf-c")
    assert rows(school, placements)["placement_id"].to_list() == ["PL-1", "PL-2", "PL-3"]
    assert rows(school, retention)["placement_id"].to_list() == ["PL-1", "PL-2", "PL-3", "PL-5"]
    assert rows(company, placements)["placement_id"].to_list() == ["PL-4", "PL-5"]
    assert rows(company, retention)["placement_id"].to_list() == ["PL-4"]


def test_an_action_is_told_to_who_is_to_do_it_and_its_words_to_who_wrote_them(partnership: Home) -> None:
    actions = "select action_id, review_id, wording from mart.open_actions order by action_id nulls last"
    assert rows(edition(partnership, "roc-a"), actions).rows() == [
        ("AC-1", None, None),
        ("AC-4", None, "Wat het ROC zelf opschreef"),
        (None, "PR-1", None),
    ]
    # who reviewed wrote the finding, and so may read it
    assert rows(edition(partnership, "vmbo-b"), actions).rows() == [(None, "PR-1", "Stevig gesprek voeren")]
    assert rows(edition(partnership, "bedrijf-c"), actions).rows() == [("AC-3", None, None)]
    agenda = "select subject_id, wording from mart.agenda where section = 'acties' order by subject_id"
    assert rows(edition(partnership, "roc-a"), agenda).rows() == [
        ("AC-1", None),
        ("AC-4", "Wat het ROC zelf opschreef"),
        ("PR-1", None),
    ]
    assert rows(edition(partnership, "roc-a"), "select action_id, text from core.actions").rows() == [
        ("AC-4", "Wat het ROC zelf opschreef")
    ]


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_what_one_person_answered_is_in_none(which: str, request: pytest.FixtureRequest) -> None:
    for file in editions(request.getfixturevalue(which)):
        assert not {"core.surveys", "mart.survey_answers"} & set(tables(file))
        assert "respondent_id" not in {column for _, _, column, _ in columns(file)}


@pytest.mark.parametrize("which", ["demo", "partnership"])
def test_figures_of_persons_are_those_of_the_funder_edition_or_absent(
    which: str, request: pytest.FixtureRequest
) -> None:
    home = request.getfixturevalue(which)
    classes = dict(rows(home.kernteam_edition, "select mart, disclosure from meta.marts").rows())
    funder = content(home.published / "funder.duckdb", ("mart",))
    own = {"mart.agenda", "mart.open_actions", "mart.attention", "mart.freshness", "mart.scope_deliveries"}
    for file in editions(home):
        for table, found in content(file, ("mart",)).items():
            if table not in own and classes.get(table.removeprefix("mart.")) != "openbaar":
                assert found.equals(funder[table]), (file.stem, table)


def test_it_has_what_funders_have_of_everybody(partnership: Home) -> None:
    file = edition(partnership, "roc-a")
    assert set(tables(file)) > set(tables(partnership.published / "funder.duckdb"))
    # els-jansen is a company of one person, and bedrijf-e may be one: its size is not known
    assert set(rows(file, "from core.organisations")["organisation_id"]) == {"roc-a", "vmbo-b", "bedrijf-c"}
    assert set(rows(file, "from core.pilots")["name"]) == {"Pilot Een", "Pilot Twee"}
    assert "description" not in {column for _, table, column, _ in columns(file) if table == "pilots"}


def test_deliveries_and_their_checks_are_its_own(partnership: Home) -> None:
    file = edition(partnership, "roc-a")
    deliveries = rows(file, "select dataset, partner_id from meta.deliveries order by dataset").rows()
    assert deliveries == [(dataset, "roc-a") for dataset in ("actions", "placements", "retention", "student_outcomes")]
    own = set(rows(file, "from meta.deliveries")["delivery_id"])
    assert set(rows(file, "from meta.check_results")["delivery_id"]) == own
    for table in ("mart.freshness", "mart.scope_deliveries"):
        assert set(rows(file, f"from {table}")["partner_id"]) == {"roc-a"}


def test_words_of_others_are_nowhere(partnership: Home) -> None:
    own = {"roc-a": {"Wat het ROC zelf opschreef"}, "vmbo-b": {"Gevoelige bevinding", "Stevig gesprek voeren"}}
    for file in editions(partnership):
        told = {text for table, _, found in values(file) if table != "meta.fields" for text in words(found)}
        assert told & {*small.PERSONAL, *small.CONFIDENTIAL} == own.get(file.stem, set())


def test_every_known_deliverer_has_one_and_nobody_else(partnership: Home, warehouse: Warehouse) -> None:
    assert [file.stem for file in editions(partnership)] == ["bedrijf-c", "roc-a", "vmbo-b"]
    con = warehouse()
    con.execute("update meta.deliveries set partner_id = '../../elders' where partner_id = 'vmbo-b'")  # refused whole
    con.execute("delete from core.organisations where organisation_id = 'bedrijf-c'")  # not in the latest list
    assert partners(con) == ["roc-a"]


def test_of_funders_only_tables_of_persons_are_taken_over(warehouse: Warehouse, tmp_path: Path) -> None:
    con, funder = warehouse(), tmp_path / "funder.duckdb"
    con.execute(f"attach '{funder}' as earlier")
    con.execute("create schema earlier.mart")
    con.execute("create table earlier.mart.retention_curve as select 0.75 as survival")
    con.execute("create table earlier.mart.learning as select 'not for partners any more' as finding")
    con.execute("detach earlier")
    make_partner(con)
    files = write_partner_editions(con, tmp_path / "partners", funder)
    assert [file.stem for file in files] == ["bedrijf-c", "roc-a", "vmbo-b"]
    for file in files:
        assert rows(file, "from mart.retention_curve").rows() == [(pytest.approx(0.75),)]
        assert "mart.learning" not in tables(file)


def test_a_new_mart_or_dataset_is_in_none_until_it_is_listed(warehouse: Warehouse, tmp_path: Path) -> None:
    con = warehouse()
    con.execute("create table mart.new_one as select 'roc-a' as partner_id, 'secret' as told")
    con.execute("create table core.visits as select 'secret' as told, delivery_id from core.placements")
    con.execute("insert into meta.marts values ('new_one', 'x', 'intern')")
    make_partner(con)
    for file in write_partner_editions(con, tmp_path / "partners", None):
        assert not {"mart.new_one", "core.visits"} & set(tables(file))
        assert places_of(file, {"secret"}) == set()


def test_a_confidential_field_that_is_new_goes_to_its_deliverer_only(warehouse: Warehouse, tmp_path: Path) -> None:
    con = warehouse()
    con.execute("alter table core.placements add column remark varchar")
    con.execute("update core.placements set remark = 'planted-' || placement_id")
    make_partner(con)
    found = {
        file.stem: {text for _, _, texts in values(file) for text in texts if text.startswith("planted-")}
        for file in write_partner_editions(con, tmp_path / "partners", None)
    }
    assert found == {
        "bedrijf-c": {"planted-PL-4", "planted-PL-5"},
        "roc-a": {"planted-PL-1", "planted-PL-2", "planted-PL-3"},
        "vmbo-b": set(),
    }


@pytest.mark.parametrize("organisation", ["../elders", "a/b", "Hoofdletter", "punt.punt", "", "regel\n"])
def test_an_id_that_cannot_name_a_file_is_refused(organisation: str, warehouse: Warehouse) -> None:
    con = warehouse()
    con.execute("update core.organisations set organisation_id = $1 where organisation_id = 'roc-a'", [organisation])
    con.execute("update meta.deliveries set partner_id = $1 where partner_id = 'roc-a'", [organisation])
    with pytest.raises(HomeError, match="bestandsnaam"):
        partners(con)
