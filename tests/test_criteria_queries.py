"""A criterion, the query that answers it and the thresholds that this reads hold together, or the mistake is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.definitions import definition_tables
from pipelines.errors import ContractError
from pipelines.settings import DATA_CONTRACTS, SQL

Refused = Callable[..., str]


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SQL, tmp_path / "sql"))


@pytest.fixture
def refused(tmp_path: Path, sql: Path) -> Refused:
    """What is told after replacing a text in a copy of programme.yaml; ``LINE`` stands for the line of the new one."""

    def told(old: str = "", new: str = "") -> str:
        folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
        file = folder / "programme.yaml"
        text = file.read_text(encoding="utf-8")
        if old:
            assert text.count(old) == 1
            file.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(ContractError) as mistake:
            load_catalogue(folder, sql)
        line = text[: text.index(old)].count("\n") + 1
        return str(mistake.value).replace(f"line {line}:", "line LINE:")

    return told


def test_three_criteria_are_answered_by_data_with_thresholds_of_our_own(catalogue: Catalogue) -> None:
    answers = {c.criterion_id: c.answer for c in catalogue.programme.criteria if c.answer}
    assert {criterion: answer.thresholds for criterion, answer in answers.items()} == {
        "S4": ("partner_kinds",),
        "O2": ("started_placements", "started_pilots"),
        "D8": ("peer_reviews", "peer_review_months"),
    }
    named = {name for answer in answers.values() for name in answer.thresholds}
    assert named <= catalogue.programme.own_thresholds
    assert catalogue.programme.thresholds["partner_kinds"] == 5


def test_what_is_counted_may_have_another_name_for_the_partnership_as_a_whole(catalogue: Catalogue) -> None:
    answers = {c.criterion_id: c.answer for c in catalogue.programme.criteria if c.answer}
    assert (answers["O2"].counted.nl, answers["O2"].counted_programme.nl) == (
        "Gestarte plaatsingen",
        "Pilots met gestarte plaatsingen",
    )
    assert answers["D8"].counted_programme == answers["D8"].counted


def test_the_edition_says_how_data_answer_a_criterion_and_which_thresholds_are_ours(catalogue: Catalogue) -> None:
    tables = definition_tables(catalogue, {})
    columns = ("criterion_id", "answered_by", "thresholds", "counted_nl", "counted_programme_en")
    criteria = {row[0]: row[1:] for row in tables["criteria"].select(columns).rows()}
    assert criteria["O2"] == (
        "O2.sql",
        "started_placements, started_pilots",
        "Gestarte plaatsingen",
        "Pilots with placements started",
    )
    assert criteria["S1"] == (None, None, None, None)
    assert dict(tables["thresholds"].select("threshold", "ours").iter_rows())["peer_reviews"] is True


def test_a_query_that_is_not_there_is_a_mistake(sql: Path, refused: Refused) -> None:
    (sql / "criteria" / "O2.sql").unlink()
    told = refused("query: O2.sql", "query: O2.sql")
    assert told == "programme.yaml, line LINE: expected a file criteria/O2.sql; found none"


def test_the_query_of_another_criterion_is_a_mistake(refused: Refused) -> None:
    told = refused("query: O2.sql", "query: D8.sql")
    assert told == "programme.yaml, line LINE: expected O2.sql, the query named after its criterion; found D8.sql"


@pytest.mark.parametrize("name", ["S1", "S9"])
def test_a_query_that_no_criterion_asks_is_a_mistake(name: str, sql: Path, refused: Refused) -> None:
    shutil.copy(sql / "criteria" / "D8.sql", sql / "criteria" / f"{name}.sql")
    assert refused() == (
        f"{name}.sql, line LINE: expected a criterion of programme.yaml that is 'answered_by' this query; found none"
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "[peer_reviews, peer_review_weeks]",
            "a list of names under 'thresholds'; found ['peer_reviews', 'peer_review_weeks']",
        ),
        ("peer_reviews", "a list of names under 'thresholds'; found 'peer_reviews'"),
        ("[peer_reviews]", "the thresholds that D8.sql reads: peer_review_months, peer_reviews; found peer_reviews"),
    ],
)
def test_a_threshold_that_is_unknown_or_not_read_is_a_mistake(written: str, told: str, refused: Refused) -> None:
    found = refused("thresholds: [peer_reviews, peer_review_months]", f"thresholds: {written}")
    assert found == f"programme.yaml, line LINE: expected {told}"


def test_a_threshold_says_whether_it_is_ours(refused: Refused) -> None:
    label = "en: With this many recent peer reviews they are periodic by the data (criterion D8)\n    ours: true"
    told = refused(label, label.replace("true", "misschien"))
    assert told.endswith("expected 'ours' to be true or false; found 'misschien'")
