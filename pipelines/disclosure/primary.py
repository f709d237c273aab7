"""Which cells may not be published for what they say themselves (disclosure.md, "Rules").

T is the threshold of persons; a reason is a code for the publisher, None says that the rule lets the cell pass.
Terms: Willenborg & de Waal, *Elements of Statistical Disclosure Control* (2001).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

SMALL_COUNT = "klein_aantal"
SMALL_DISTRIBUTION = "kleine_verdeling"
ONE_CATEGORY = "een_categorie"
ONE_SCHOOL = "een_school"
FEW_CONTRIBUTORS = "weinig_bijdragers"
DOMINATED = "dominante_bijdrager"
LEAST_CONTRIBUTORS = 3
P_PERCENT = 10

Category = TypeVar("Category", bound=Hashable)
PersonsBySchool = Mapping[str, Collection[str]]


def small_count(persons: int, threshold: int) -> str | None:
    """(a) A count of 1 to T−1 persons; 0 is published."""
    return SMALL_COUNT if 0 < persons < threshold else None


def small_distribution(
    members: Mapping[Category, Collection[str]], neutral: Collection[Category], threshold: int
) -> str | None:
    """(b) A sensitive distribution of fewer than 2T persons, or of which one category holds everybody.

    In a ``neutral`` category (actief, nee) everybody may be. A distribution of nobody says nothing of anybody.

    Args:
        members: the persons in each category.
    """
    everybody = set(chain.from_iterable(members.values()))
    if not everybody:
        return None
    if len(everybody) < 2 * threshold:
        return SMALL_DISTRIBUTION
    holds_all = (category for category, persons in members.items() if len(set(persons)) == len(everybody))
    return ONE_CATEGORY if any(category not in neutral for category in holds_all) else None


def one_school(persons: PersonsBySchool, threshold: int) -> str | None:
    """(c) 1 to T−1 persons remain in a sensitive cell without those of one school, which knows its own.

    Without overlap that school is the largest. A cell of one school alone tells that school nothing new.
    """
    everybody = set(chain.from_iterable(persons.values()))
    remaining = (len(everybody.difference(own)) for own in persons.values())
    return ONE_SCHOOL if any(0 < left < threshold for left in remaining) else None


def reasons_in_counts(counts: Mapping[Category, int], threshold: int) -> dict[Category, str]:
    """The reasons of the cells of a table of class ``personen``: zeros and 100 % are published."""
    found = {category: small_count(persons, threshold) for category, persons in counts.items()}
    return {category: reason for category, reason in found.items() if reason}


def reasons_in_sensitive(
    members: Mapping[Category, PersonsBySchool], neutral: Collection[Category], threshold: int
) -> dict[Category, str]:
    """The reasons of the cells of one distribution of class ``gevoelig``.

    Args:
        members: of each category the persons by the school at which they work.
        neutral: categories that say nothing of who is in them (code list, ``neutral``).
    """
    persons = {category: set(chain.from_iterable(schools.values())) for category, schools in members.items()}
    whole = small_distribution(persons, neutral, threshold)
    if whole:
        return dict.fromkeys(members, whole)
    found = {
        category: small_count(len(persons[category]), threshold) or one_school(schools, threshold)
        for category, schools in members.items()
    }
    return {category: reason for category, reason in found.items() if reason}


def private_amount(contributions: Sequence[int]) -> str | None:
    """An amount of fewer than three organisations, or one from which the second computes the first within 10 %.

    The p% rule: X − x1 − x2 < p/100 · x1 (Willenborg & de Waal 2001). No contribution is no private amount.

    Args:
        contributions: one amount an organisation, in whole units; those of 0 do not count.
    """
    largest = sorted((amount for amount in contributions if amount > 0), reverse=True)
    if not largest:
        return None
    if len(largest) < LEAST_CONTRIBUTORS:
        return FEW_CONTRIBUTORS
    return DOMINATED if 100 * sum(largest[2:]) < P_PERCENT * largest[0] else None
