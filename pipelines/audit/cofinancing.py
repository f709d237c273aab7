"""What answers to co-financing rules tell of private contributions of pilots, whose amounts are never published.

A rule that is met says that contributions are at least so much of the costs, one that is not that they are less. Costs
are not in the edition, but two rules of one pilot share them: where companies give enough and all partners together do
not, private money is at least a part of the public money, which everybody knows. And pilots together have no more than
the programme.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import duckdb

from pipelines.audit.intervals import ROUNDING, Interval, networks_of
from pipelines.audit.published import Publication, PublishedAnswer
from pipelines.audit.relations import Contradiction, Quantity, Relations, relations_of
from pipelines.audit.rows import Row, rows

_BASES = {"toegezegd": "committed", "gerealiseerd": "realised"}
_ANSWERS = """
    select answers.*, rules.funding_sources, rules.organisation_types, rules.kinds
    from mart.cofinancing_met as answers
    inner join meta.cofinancing_rules as rules on answers.rule_id = rules.rule_id
    where answers.scope_id <> 'programma' and answers.is_met is not null
    order by all
"""
_PUBLIC = """
    select scope_id, year, sum(committed_eur) as committed, sum(realised_eur) as realised
    from mart.contributions_public group by all
"""
DENOMINATORS = 1_000
PRIVATE, PILOT, COMPANIES = "private", "pilot_id", ("organisation_type", "bedrijf")


def answers_in(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedAnswer]:
    """Of pilots; of the programme some pilots are left out, so that its answer is of amounts that nobody knows.

    A rule that counts some kinds of contributions only is not read: what is public is not told by kind and rule.
    """
    public = {(row["scope_id"], row["year"]): row for row in rows(con, _PUBLIC)}
    answers = [row for row in rows(con, _ANSWERS) if row["kinds"] is None]
    for row in answers:
        years = _years(row, answers)
        eur = sum((public.get((row["scope_id"], y)) or {}).get(_BASES[row["basis"]]) or 0 for y in years)
        yield PublishedAnswer(
            row["scope_id"],
            _BASES[row["basis"]],
            years,
            Fraction(row["required_share"]).limit_denominator(DENOMINATORS),
            row["is_met"],
            float(eur),
            counts_public="publiek" in row["funding_sources"],
            of_companies=row["organisation_types"] is not None,
        )


def _years(row: Row, answers: Sequence[Row]) -> tuple[int, ...]:
    """Those that were judged, where they are taken together."""
    if row["year"] is not None:
        return (row["year"],)
    same = ("rule_id", "scope_id", "basis")
    judged = {one["year"] for one in answers if all(one[name] == row[name] for name in same)}
    return tuple(sorted(judged - {None}))


def bounds_of_answers(publication: Publication) -> Iterator[tuple[Quantity, float, float]]:
    """Bounds of the private contributions to each pilot, and of what is withheld of the programme's.

    That nobody gave anything where the programme has nothing is known, and tells of nobody.
    Amounts of a closed year stay as they were published, answers follow corrections: where the two do not fit, they are
    of different days, and nothing follows from them together.
    """
    if not publication.answers:
        return
    found = relations_of(Publication([table for table in publication.tables if table.is_money]))
    for answer in publication.answers:
        _add_answer(answer, found)
    _add_programme(found, publication.answers)
    try:
        networks = list(networks_of(found))
    except Contradiction:
        return
    for network in networks:
        for place in network.asked:
            if network.high[place] > ROUNDING:
                yield network.quantities[place], float(network.low[place]), float(network.high[place])


def pilots_told_by_answers(intervals: Collection[Interval]) -> frozenset[str]:
    """The pilots whose private contributions are among these intervals."""
    return frozenset(
        code
        for interval in intervals
        if interval.quantity.population.startswith(f"{PRIVATE}.")
        for dimension, code in interval.quantity.codes
        if dimension == PILOT
    )


def _add_answer(answer: PublishedAnswer, found: Relations) -> None:
    """What counts is at least share · costs, or at most; times the share's denominator all is whole."""
    above, below = answer.share.numerator, answer.share.denominator
    terms: dict[Quantity, int] = {}
    for year in answer.years:
        private = _private(answer, year)
        found.money.add(private)
        found.withheld.add(private)
        counted = private
        if answer.of_companies:
            counted = private._replace(codes=(COMPANIES, *private.codes))
            found.add_at_least({private: 1, counted: -1}, 0)
        terms[counted] = below
        terms[Quantity(f"kosten.{answer.basis}.{year}", private.codes)] = -above
    public = round(below * answer.public_eur) if answer.counts_public else 0
    if answer.is_met:
        found.add_at_least(terms, -public)
    else:
        found.add_at_least({quantity: -c for quantity, c in terms.items()}, public)


def _add_programme(found: Relations, answers: Sequence[PublishedAnswer]) -> None:
    of_pilots: dict[str, set[Quantity]] = {}
    for private in (_private(answer, year) for answer in answers for year in answer.years):
        of_pilots.setdefault(private.population, set()).add(private)
    for population, pilots in sorted(of_pilots.items()):
        total = Quantity(population)
        if total in found.published:
            found.add_at_least({total: 1, **dict.fromkeys(sorted(pilots), -1)}, 0)


def _private(answer: PublishedAnswer, year: int) -> Quantity:
    return Quantity(f"{PRIVATE}.{answer.basis}.{year}", ((PILOT, answer.pilot),))
