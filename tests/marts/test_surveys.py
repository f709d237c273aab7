"""Surveys from what is delivered to what is shown: nothing about fewer people than the threshold (issue 3, surveys)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.errors import ContractError
from pipelines.settings import DATA_CONTRACTS, Home
from tests.conftest import Deliver
from tests.marts.text_tables import assert_mart, table_of, warehouse

ITEMS = "scale | item | reversed\n autonomie | 1 | false\n autonomie | 2 | true"
THRESHOLD = "threshold | value\n persons | 3"
ANSWER = "respondent_id | organisation_id | wave | item | score"


def given(answers: str, invitations: str = "") -> dict[str, str]:
    """Answers of professionals in school on a scale of two items from 1 to 5; the second is reversed."""
    header, rows = table_of(f"{ANSWER}\n{answers}")
    standing = "respondent_role | context | scale | scale_min | scale_max"
    whole = [" | ".join([*row, "hp | school | autonomie | 1 | 5"]) for row in rows]
    return {
        "meta.survey_items": ITEMS,
        "meta.thresholds": THRESHOLD,
        "core.surveys": "\n".join([" | ".join([*header, standing]), *whole]),
        "core.survey_invitations": f"organisation_id | role | context | wave | invited\n{invitations}",
    }


TWO_WAVES = """
    a | s1 | 2024-2 | 1 | 2
    a | s1 | 2024-2 | 2 | 4
    b | s1 | 2024-2 | 1 | 3
    c | s2 | 2024-2 | 1 | 4
    a | s1 | 2025-2 | 1 | 3
    a | s1 | 2025-2 | 2 | 3
    b | s1 | 2025-2 | 1 | 5
    c | s2 | 2025-2 | 1 | 4
"""
INVITED = """
    s1 | hp            | school  | 2024-2 | 4
    s2 | hp            | school  | 2024-2 | 2
    s3 | hp            | school  | 2024-2 | 6
    s1 | hp            | school  | 2025-2 | 4
    s1 | collega       | school  | 2024-2 | 9
    s1 | hp            | bedrijf | 2024-2 | 9
"""


def test_an_answer_stands_beside_its_direction_and_the_number_invited(catalogue: Catalogue) -> None:
    expected = """
        wave   | respondent_id | item | score | reversed | items | invited | persons_threshold
        2024-2 | a             | 1    | 2     | false    | 2     | 12      | 3
        2024-2 | a             | 2    | 4     | true     | 2     | 12      | 3
        2024-2 | b             | 1    | 3     | false    | 2     | 12      | 3
        2024-2 | c             | 1    | 4     | false    | 2     | 12      | 3
    """
    assert_mart(catalogue, "survey_answers", given(TWO_WAVES, INVITED), expected, "wave = '2024-2'")


def test_where_one_organisation_gives_no_number_the_number_invited_is_unknown(catalogue: Catalogue) -> None:
    expected = """
        respondent_id | organisation_id | invited
        a             | s1              | -
        a             | s1              | -
        b             | s1              | -
        c             | s2              | -
    """
    assert_mart(catalogue, "survey_answers", given(TWO_WAVES, INVITED), expected, "wave = '2025-2'")


def test_an_item_that_the_scale_does_not_have_is_left_out(catalogue: Catalogue) -> None:
    expected = "respondent_id | item\n a | 1"
    assert_mart(catalogue, "survey_answers", given("a | s1 | voor | 1 | 2\n a | s1 | voor | 3 | 2"), expected)


def test_mean_response_and_change_of_two_waves(catalogue: Catalogue) -> None:
    # scores 2, 3, 4 and 3, 5, 4: differences 1, 2 and 0, error 1/√3, t with 2 degrees of freedom 4.30265
    expected = """
        scale     | respondent_role | context | wave   | n | mean | sd | invited | response | n_paired | change | ci_low   | ci_high | method  | reason
        autonomie | hp              | school  | 2024-2 | 3 | 3    | 1  | 12      | 0.25     | -        | -      | -        | -       | -       | geen_eerdere_meting
        autonomie | hp              | school  | 2025-2 | 3 | 4    | 1  | -       | -        | 3        | 1      | -1.48414 | 3.48414 | gepaard | uitnodigingen_onbekend
    """  # noqa: E501
    assert_mart(catalogue, "survey_scales", given(TWO_WAVES, INVITED), expected)


def test_a_group_below_the_threshold_of_the_programme_has_no_figure(catalogue: Catalogue) -> None:
    fewer = given(TWO_WAVES, INVITED) | {"meta.thresholds": "threshold | value\n persons | 4"}
    scales = """
        wave   | n | mean | sd | invited | response | n_incomplete | n_other_range | change | reason
        2024-2 | - | -    | -  | -       | -        | -            | -             | -      | te_weinig_respondenten
        2025-2 | - | -    | -  | -       | -        | -            | -             | -      | te_weinig_respondenten
    """
    reliability = """
        wave   | n | alpha | ci_low | ci_high | reason
        2024-2 | - | -     | -      | -       | te_weinig_respondenten
        2025-2 | - | -     | -      | -       | te_weinig_respondenten
    """
    assert_mart(catalogue, "survey_scales", fewer, scales)
    assert_mart(catalogue, "survey_reliability", fewer, reliability)


def test_reliability_counts_complete_cases_with_items_in_one_direction(catalogue: Catalogue) -> None:
    # the second item turned round is 2, 4 and 3: with the first 1, 5 and 3 the sums are 3, 9 and 6, of variance 9;
    # items have variances 1 and 4: 2 · (1 − 5/9); F(2, 2) has quantiles 39 and 1/39
    answers = """
        a | s1 | na | 1 | 1
        a | s1 | na | 2 | 4
        b | s1 | na | 1 | 5
        b | s1 | na | 2 | 2
        c | s1 | na | 1 | 3
        c | s1 | na | 2 | 3
        d | s1 | na | 1 | 3
    """
    expected = """
        scale     | respondent_role | context | wave | items | n | alpha    | ci_low   | ci_high  | few_items | reason
        autonomie | hp              | school  | na   | 2     | 3 | 0.888889 | -3.33333 | 0.997151 | true      | -
    """
    assert_mart(catalogue, "survey_reliability", given(answers), expected)


def test_without_surveys_there_are_no_scales(catalogue: Catalogue) -> None:
    assert_mart(catalogue, "survey_scales", {}, "scale | n")


# What is taken in


ORGANISATIONS = "organisatie;naam;soort\nroc-a;ROC A;mbo\nroc-b;ROC B;mbo\n"
HEADER = "respondent;organisatie;rol;context;meting;schaal;vraag;score;schaal min;schaal max\n"
Rejected = Callable[[str], list[tuple[int, str]]]


@pytest.fixture
def rejected(deliver: Deliver, published: Callable[[str], pl.DataFrame]) -> Rejected:
    """Row numbers and rules of what is rejected of a delivery of answers."""

    def found(rows: str) -> list[tuple[int, str]]:
        deliver({"organisaties.csv": ORGANISATIONS})
        deliver({"vragenlijsten.csv": HEADER + rows}, build=True)
        return published("select row_number, rule from meta.rejected_rows order by all").rows()

    return found


def answer(
    respondent: str, *, wave: str = "2025-2", scale: str = "autonomie", item: int = 1, cells: str = "3;1;5"
) -> str:
    return f"{respondent};roc-a;hp;school;{wave};{scale};{item};{cells}\n"


def test_an_item_beyond_those_of_its_scale_is_rejected(rejected: Rejected) -> None:
    rows = [answer("a", item=item) for item in (0, 1, 3, 4)] + [answer("a", scale="werkdruk", item=4)]
    assert rejected("".join(rows)) == [(2, "item.bounds"), (5, "item_of_scale")]


def test_a_score_outside_its_scale_and_a_scale_upside_down_are_rejected(rejected: Rejected) -> None:
    rows = [answer(name) for name in "abcde"]
    assert rejected("".join([*rows, answer("f", cells="6;1;5"), answer("g", scale="ruimte", cells="3;5;1")])) == [
        (7, "score_within_scale"),
        (8, "scale_order"),
    ]


def test_another_range_than_that_of_most_rows_of_a_scale_and_wave_is_rejected(rejected: Rejected) -> None:
    rows = [
        *(answer(name) for name in "abc"),
        answer("d", cells="3;1;7"),
        answer("e", cells="3;0;5"),
        answer("f", wave="2024-2", cells="3;1;7"),
        answer("f", scale="ruimte", cells="3;1;10"),
    ]
    assert rejected("".join(rows)) == [(5, "one_range"), (6, "one_range")]


def test_without_a_range_of_most_rows_all_of_them_are_rejected(rejected: Rejected) -> None:
    rows = [answer("a"), answer("b", cells="3;1;7"), *(answer(name, scale="ruimte") for name in "abc")]
    assert rejected("".join(rows)) == [(2, "one_range"), (3, "one_range")]


def test_a_wave_is_before_after_or_a_round(rejected: Rejected) -> None:
    waves = {"a": "voor", "b": "Na", "c": "2025-2", "d": "01-02-2025", "e": "2025"}
    rows = [answer(name, wave=wave) for name, wave in waves.items()]
    assert rejected("".join(rows)) == [(5, "wave.pattern"), (6, "wave.pattern")]


def test_one_number_in_two_organisations_is_two_respondents(rejected: Rejected, home: Home) -> None:
    rows = answer("R1") + answer("R1").replace("roc-a", "roc-b")
    assert rejected(rows) == []
    (stored,) = home.archive.glob("surveys/*.parquet")
    respondents = pl.read_parquet(stored)["respondent_id"]
    assert respondents.n_unique() == 2
    assert not respondents.str.contains("R1").any()


def test_a_rejected_answer_is_not_stored(
    deliver: Deliver, rejected: Rejected, published: Callable[[str], pl.DataFrame]
) -> None:
    rejected("".join([answer("a"), answer("b"), answer("c", cells="88;1;5")]))
    found = published("select rule, value from meta.rejected_rows").rows()
    assert [rule for rule, _ in found] == ["score_within_scale"]
    assert "88" not in str(found)


# Scales and their items


def test_every_scale_says_which_items_are_reversed(catalogue: Catalogue) -> None:
    with warehouse(catalogue, "survey_answers", {}) as con:
        found = con.execute("select item, reversed from meta.survey_items where scale = 'blijfintentie'").fetchall()
    assert found == [(1, False), (2, True), (3, False), (4, True)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("autonomie: {items: 3, reversed: []}", "vrijheid: {items: 3, reversed: []}", "a mapping for 'autonomie'"),
        ("autonomie: {items: 3,", "vrijheid: {items: 1, reversed: []}\nautonomie: {items: 3,", "survey_scale"),
        ("autonomie: {items: 3,", "autonomie: {items: 0,", "a number of 'items' of at least 1"),
        ("autonomie: {items: 3, reversed: []}", "autonomie: {items: 3, reversed: [4]}", "each from 1 to 3"),
    ],
)
def test_a_mistake_in_the_items_of_a_scale_is_reported(tmp_path: Path, old: str, new: str, expected: str) -> None:
    folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
    file = folder / "survey_scales.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContractError) as found:
        load_catalogue(folder)
    assert found.value.file == file
    assert expected in found.value.expected
