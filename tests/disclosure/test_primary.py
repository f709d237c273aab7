"""The primary rules of disclosure.md, one by one; T = 5."""

from __future__ import annotations

import pytest

from pipelines.disclosure.primary import (
    one_school,
    private_amount,
    reasons_in_counts,
    reasons_in_sensitive,
    small_count,
    small_distribution,
)

PEOPLE = [f"p{i}" for i in range(40)]


def people(*counts: int) -> list[list[str]]:
    """Groups of distinct persons of these sizes."""
    rest = iter(PEOPLE)
    return [[next(rest) for _ in range(n)] for n in counts]


@pytest.mark.parametrize(("persons", "reason"), [(0, None), (1, "klein_aantal"), (4, "klein_aantal"), (5, None)])
def test_one_to_four_persons_are_few(persons: int, reason: str | None) -> None:
    assert small_count(persons, 5) == reason


def test_in_counts_zeros_and_everybody_are_published() -> None:
    assert reasons_in_counts({"vmbo": 0, "mbo": 12, "hbo": 3, "totaal": 15}, 5) == {"hbo": "klein_aantal"}


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ((6, 3), "kleine_verdeling"),
        ((6, 4), None),
        ((12, 0), "een_categorie"),
        ((0, 12), None),
        ((0, 0), None),
    ],
)
def test_a_sensitive_distribution_of_few_or_of_one_category_goes_as_a_whole(
    sizes: tuple[int, int], reason: str | None
) -> None:
    left, active = people(*sizes)

    assert small_distribution({"gestopt": left, "actief": active}, {"actief"}, 5) == reason


def test_persons_in_several_categories_count_once() -> None:
    nine, _ = people(9, 1)

    assert small_distribution({"salaris": nine, "reistijd": nine}, (), 5) == "kleine_verdeling"


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ((8, 4), "een_school"),
        ((8, 5), None),
        ((8, 0), None),
        ((8,), None),
        ((4, 4, 1), None),
        ((6, 2, 2), "een_school"),
    ],
)
def test_the_rest_of_a_sensitive_cell_without_one_school_is_not_few(sizes: tuple[int, ...], reason: str | None) -> None:
    by_school = dict(zip(("school-a", "school-b", "school-c"), people(*sizes), strict=False))

    assert one_school(by_school, 5) == reason


def test_a_person_at_two_schools_is_known_to_both() -> None:
    """Six at a, three of whom at b too: b knows its three, so the other three are few."""
    six, _ = people(6, 1)

    assert one_school({"school-a": six, "school-b": six[:3]}, 5) == "een_school"


def test_a_sensitive_distribution_has_reasons_cell_by_cell_or_one_for_all() -> None:
    a, b, c, d = people(3, 7, 6, 6)
    cells = {"salaris": {"school-a": a}, "reistijd": {"school-a": b, "school-b": [c[0]]}, "werkdruk": {"school-b": d}}

    assert reasons_in_sensitive(cells, (), 5) == {"salaris": "klein_aantal", "reistijd": "een_school"}
    assert reasons_in_sensitive({"salaris": {"school-a": a}, "reistijd": {"school-b": c}}, (), 5) == {
        "salaris": "kleine_verdeling",
        "reistijd": "kleine_verdeling",
    }


@pytest.mark.parametrize(
    ("contributions", "reason"),
    [
        ((), None),
        ((0, 0), None),
        ((500, 500), "weinig_bijdragers"),
        ((500, 500, 0), "weinig_bijdragers"),
        ((1000, 400, 99), "dominante_bijdrager"),
        ((1000, 400, 100), None),
        ((1000, 400, 60, 39), "dominante_bijdrager"),
        ((300, 300, 300), None),
    ],
)
def test_an_amount_may_not_tell_one_contributor_of_another(contributions: tuple[int, ...], reason: str | None) -> None:
    assert private_amount(contributions) == reason
