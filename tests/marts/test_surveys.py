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


def test_a_range_is_its_lowest_and_highest_score_together(rejected: Rejected) -> None:
    # 40 % from 0 to 5, 40 % from 1 to 7, 20 % from 1 to 5: no row has a range that most of them have
    ranges = ["3;0;5", "3;0;5", "3;1;7", "3;1;7", "3;1;5"]
    rows = [answer(name, cells=cells) for name, cells in zip("abcde", ranges, strict=True)]
    assert rejected("".join(rows)) == [(row, "one_range") for row in range(2, 7)]


def test_without_a_range_of_most_rows_all_of_them_are_rejected(rejected: Rejected) -> None:
    rows = [answer("a"), answer("b", cells="3;1;7"), *(answer(name, scale="ruimte") for name in "abc")]
    assert rejected("".join(rows)) == [(2, "one_range"), (3, "one_range")]


def later_rejected(deliver: Deliver, rows: str, partner: str = "programma") -> list[tuple[int, str]]:
    (taken,) = deliver({"vragenlijsten.csv": HEADER + rows}, partner).deliveries
    return taken.findings.select("row_number", "rule").rows()


def test_another_range_than_that_of_earlier_deliveries_is_rejected(rejected: Rejected, deliver: Deliver) -> None:
    rejected(answer("a") + answer("a", scale="ruimte", cells="3;0;10"))
    rows = [
        *(answer(name, cells="3;1;7") for name in "bcd"),  # most of this delivery, yet not what stands
        answer("e"),
        answer("b", wave="2026-1", cells="3;1;7"),
        answer("b", scale="ruimte", cells="3;0;10"),
        answer("b", scale="uitdaging", cells="3;1;7"),
    ]
    assert later_rejected(deliver, "".join(rows)) == [
        (2, "known_range"),
        (3, "known_range"),
        (4, "known_range"),
        (5, "one_range"),
    ]


def test_each_of_two_ranges_that_differ_at_one_end_is_another_range(rejected: Rejected, deliver: Deliver) -> None:
    rejected(answer("a"))
    assert later_rejected(deliver, answer("b", cells="3;0;5")) == [(2, "known_range")]
    assert later_rejected(deliver, answer("c", cells="3;1;6")) == [(2, "known_range")]


def test_an_earlier_delivery_may_be_mended_by_delivering_its_rows_again(rejected: Rejected, deliver: Deliver) -> None:
    rejected(answer("a", cells="3;1;7") + answer("b", cells="3;1;7"))
    assert later_rejected(deliver, answer("a")) == [(2, "known_range")]  # what stands is the other one's
    assert later_rejected(deliver, answer("a") + answer("b")) == []
    assert later_rejected(deliver, answer("c")) == []


def test_of_two_ranges_that_came_in_at_once_that_of_most_rows_stands(deliver: Deliver) -> None:
    deliver({"organisaties.csv": ORGANISATIONS})
    fewer, more = answer("a"), answer("b", cells="3;1;7") + answer("c", cells="3;1;7")
    deliver({"vragenlijsten-1.csv": HEADER + fewer, "vragenlijsten-2.csv": HEADER + more})
    assert later_rejected(deliver, answer("d")) == [(2, "known_range")]
    assert later_rejected(deliver, answer("d", cells="3;1;7")) == []


# The same wave, however it is spelt, in answers and in invitations

INVITATIONS = "organisatie;rol;context;meting;uitgenodigd\n"
SPELT = {
    "Voormeting": "voor",
    "voormeting": "voor",
    "voor-meting": "voor",
    "VOOR": "voor",
    "nameting": "na",
    "Nameting": "na",
    "Na": "na",
    "2025-2": "2025-2",
}
NO_WAVE = ("01-02-2025", "2025", "2025-0", "25-2", "tussenmeting", "voorr")


def stored(home: Home, dataset: str) -> list[str]:
    (file,) = home.archive.glob(f"{dataset}/*.parquet")
    return pl.read_parquet(file)["wave"].to_list()


def test_the_wave_of_answers_may_be_spelt_in_several_ways(rejected: Rejected, home: Home) -> None:
    rows = [answer(f"r{i}", wave=wave) for i, wave in enumerate((*SPELT, *NO_WAVE))]
    assert rejected("".join(rows)) == [(row, "wave.pattern") for row in range(10, 16)]
    assert stored(home, "surveys") == list(SPELT.values())


def test_the_wave_of_invitations_may_be_spelt_in_the_same_ways(deliver: Deliver, home: Home) -> None:
    organisations = [f"org-{i};Nummer {i} (fictief);overig" for i in range(14)]
    deliver({"organisaties.csv": "\n".join(["organisatie;naam;soort", *organisations])})
    rows = [f"org-{i};hp;school;{wave};9\n" for i, wave in enumerate((*SPELT, *NO_WAVE))]

    (taken,) = deliver({"uitnodigingen.csv": INVITATIONS + "".join(rows)}).deliveries

    assert taken.findings.select("row_number", "rule").rows() == [(row, "wave.pattern") for row in range(10, 16)]
    assert stored(home, "survey_invitations") == list(SPELT.values())


def test_answers_and_invitations_of_one_wave_meet_however_it_is_spelt(
    deliver: Deliver, published: Callable[[str], pl.DataFrame]
) -> None:
    deliver({"organisaties.csv": ORGANISATIONS})
    deliver({"uitnodigingen.csv": INVITATIONS + "roc-a;hp;school;voor;10\n"})
    rows = "".join(answer(f"r{i}", wave="Voormeting", item=item) for i in range(5) for item in (1, 2, 3))
    deliver({"vragenlijsten.csv": HEADER + rows}, build=True)

    found = published("select wave, n, invited, response from mart.survey_scales")
    assert found.rows() == [("voor", 5, 10, 0.5)]


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


def test_every_scale_says_which_direction_is_better(catalogue: Catalogue) -> None:
    with warehouse(catalogue, "survey_scales", {}) as con:
        found = dict(con.execute("select scale, direction from meta.survey_scales").fetchall())
    assert set(found) == {code.code for code in catalogue.code_lists["survey_scale"]}
    assert {scale for scale, direction in found.items() if direction == "lager"} == {"werkdruk"}
    assert set(found.values()) == {"hoger", "lager"}


def test_a_mean_stands_beside_its_direction(catalogue: Catalogue) -> None:
    expected = "scale | wave | direction\n autonomie | 2024-2 | hoger\n autonomie | 2025-2 | hoger"
    assert_mart(catalogue, "survey_scales", given(TWO_WAVES, INVITED), expected)


WHOLE = "autonomie: {items: 3, reversed: [], direction: hoger}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (WHOLE, WHOLE.replace("autonomie", "vrijheid"), "a mapping for 'autonomie'"),
        (WHOLE, f"vrijheid: {{items: 1, reversed: [], direction: hoger}}\n{WHOLE}", "survey_scale"),
        (WHOLE, WHOLE.replace("3", "0"), "a number of 'items' of at least 1"),
        (WHOLE, WHOLE.replace("[]", "[4]"), "each from 1 to 3"),
        (WHOLE, WHOLE.replace(", direction: hoger", ""), "'direction' to be one of hoger, lager"),
        (WHOLE, WHOLE.replace("hoger", "omhoog"), "'direction' to be one of hoger, lager"),
    ],
)
def test_a_mistake_in_the_items_of_a_scale_is_reported(tmp_path: Path, old: str, new: str, expected: str) -> None:
    file = altered(tmp_path, "survey_scales.yaml", old, new)
    with pytest.raises(ContractError) as found:
        load_catalogue(file.parent)
    assert found.value.file == file
    assert expected in found.value.expected


def altered(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A file of a copy of the contracts, in which one text is replaced."""
    file = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts")) / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("standing: [scale, wave]", "standing: [scale, ronde]", "a field of surveys"),
        ("          standing: [scale, wave]\n", "", "'standing' (fields that rows share)"),
        (", standing.scale_min, standing.scale_max]", "]", "'standing' (fields that rows share)"),
        ("{property: spellings, value: wave}", "{property: spellings, value: golf}", "'spellings' to be one of"),
    ],
)
def test_a_mistake_in_what_rows_share_or_how_a_value_is_spelt_is_reported(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    file = altered(tmp_path, "surveys.odcs.yaml", old, new)
    with pytest.raises(ContractError) as found:
        load_catalogue(file.parent)
    assert found.value.file == file
    assert expected in found.value.expected
