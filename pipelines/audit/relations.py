"""Every quantity that a publication speaks of, and every relation between them that it implies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.audit.published import (
    TOTAL,
    Balance,
    Grouping,
    Nesting,
    Place,
    Publication,
    PublishedFigure,
    PublishedShare,
    PublishedTable,
)


class Quantity(NamedTuple):
    """What is counted, under which codes; totals carry no code."""

    population: str
    codes: tuple[tuple[str, str], ...] = ()
    less: str = ""
    """The nested population that is subtracted, for what is only implied."""

    def __str__(self) -> str:
        what = f"{self.population} − {self.less}" if self.less else self.population
        return f"{what} ({', '.join(f'{d} {c}' for d, c in self.codes) or TOTAL})"

    def code(self, dimension: str) -> str | None:
        return dict(self.codes).get(dimension)

    def at(self, dimension: str, code: str | None) -> Quantity:
        """The same under another code of one dimension, or under none."""
        others = {d: c for d, c in self.codes if d != dimension}
        return Quantity(self.population, _sorted(others if code is None else {**others, dimension: code}))


class Contradiction(Exception):
    """No numbers satisfy what is published."""


@dataclass
class Relations:
    """``rows`` are Σ coefficient · quantity = constant; every quantity is at least 0.

    ``least`` is how many times the threshold a published number must be, where that is more than once.
    """

    known: dict[Quantity, float] = field(default_factory=dict)
    withheld: set[Quantity] = field(default_factory=set)
    implied: set[Quantity] = field(default_factory=set)
    money: set[Quantity] = field(default_factory=set)
    least: dict[Quantity, int] = field(default_factory=dict)
    rows: list[tuple[dict[Quantity, int], int]] = field(default_factory=list)
    _known_rows: set[tuple[frozenset[tuple[Quantity, int]], int]] = field(default_factory=set)

    @property
    def published(self) -> set[Quantity]:
        return self.known.keys() | self.withheld

    def add(self, terms: Mapping[Quantity, int], constant: int = 0) -> None:
        row = (frozenset(terms.items()), constant)
        if row not in self._known_rows:
            self._known_rows.add(row)
            self.rows.append((dict(terms), constant))

    def add_at_least(self, terms: Mapping[Quantity, int], constant: int) -> None:
        """Σ coefficient · quantity ≥ constant, by a quantity of its own that takes up the room."""
        room = Quantity(f"room {len(self.rows)}")
        self.add({**terms, room: -1}, constant)

    def add_nested(self, outer: Quantity, inner: Quantity, less: str) -> None:
        difference = Quantity(outer.population, outer.codes, less)
        self.implied.add(difference)
        self.add({outer: 1, inner: -1, difference: -1})


def relations_of(publication: Publication) -> Relations:
    """Read all tables, then all that links them.

    Raises:
        Contradiction: a quantity is published with two values.
    """
    found = Relations()
    for table in publication.tables:
        _read(table, found)
    for table in publication.tables:
        _add_totals(table, found)
    for grouping in publication.groupings:
        _add_grouping(grouping, found)
    for nesting in publication.nestings:
        _add_nesting(nesting, found)
    for balance in publication.balances:
        _add_balance(balance, found)
    for share in publication.shares:
        _add_share(share, found)
    for figure in publication.figures:
        _add_figure(figure, found)
    return found


def _sorted(codes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(codes.items()))


def _quantity(population: str, dimensions: Iterable[str], row: Mapping[str, object]) -> Quantity:
    return Quantity(population, _sorted({d: str(row[d]) for d in dimensions if row[d] != TOTAL}))


def _quantities(table: PublishedTable) -> list[Quantity]:
    return [_quantity(table.population, table.dimensions, row) for row in table.rows]


def _read(table: PublishedTable, found: Relations) -> None:
    for quantity, row in zip(_quantities(table), table.rows, strict=True):
        value = row["value"]
        if table.is_money:
            found.money.add(quantity)
        if table.least > 1:
            found.least[quantity] = table.least
        if value is None:
            found.withheld.add(quantity)
            continue
        number = float(str(value))
        if found.known.setdefault(quantity, number) != number:
            raise Contradiction(f"{quantity} is published with two values")


def _add_totals(table: PublishedTable, found: Relations) -> None:
    quantities = set(_quantities(table))
    for dimension in table.dimensions:
        parts: dict[Quantity, list[Quantity]] = {}
        for quantity in sorted(quantities):
            if quantity.code(dimension) is not None:
                parts.setdefault(quantity.at(dimension, None), []).append(quantity)
        totals = {total: own for total, own in parts.items() if total in quantities}
        if dimension in table.overlapping:
            _add_overlaps(dimension, totals, found)
            continue
        for total, own in totals.items():
            found.add({total: -1, **dict.fromkeys(own, 1)})


def _add_overlaps(dimension: str, totals: Mapping[Quantity, list[Quantity]], found: Relations) -> None:
    """Each code is nested in its total; those who are counted again are at least one, under one of the totals."""
    again = {total: Quantity(f"{total.population}, nogmaals naar {dimension}", total.codes) for total in totals}
    for total, own in totals.items():
        found.implied.add(again[total])
        found.add({total: -1, again[total]: -1, **dict.fromkeys(own, 1)})
        for part in own:
            found.add_nested(total, part, f"{dimension} {part.code(dimension)}")
    if again:
        found.add_at_least(dict.fromkeys(again.values(), 1), 1)


def _add_grouping(grouping: Grouping, found: Relations) -> None:
    sums: dict[Quantity, list[Quantity]] = {}
    for quantity in sorted(found.published):
        group = grouping.members.get(quantity.code(grouping.fine) or "")
        if group is not None and quantity.code(grouping.coarse) is None:
            bare = quantity.at(grouping.fine, None)
            sums.setdefault(bare.at(grouping.coarse, group), []).append(quantity)
    for coarse, own in sums.items():
        if coarse in found.published:
            found.add({coarse: -1, **dict.fromkeys(own, 1)})


def _pairs(found: Relations, outer: str, inner: str) -> Iterator[tuple[Quantity, Quantity]]:
    for quantity in sorted(found.published):
        other = Quantity(inner, quantity.codes)
        if quantity.population == outer and other in found.published:
            yield quantity, other


def _add_nesting(nesting: Nesting, found: Relations) -> None:
    for outer, inner in _pairs(found, nesting.outer, nesting.inner):
        found.add_nested(outer, inner, nesting.inner)


def _add_balance(balance: Balance, found: Relations) -> None:
    for codes in sorted({quantity.codes for quantity in found.published}):
        terms = {Quantity(population, codes): c for population, c in balance.coefficients.items()}
        if terms.keys() <= found.published:
            found.add(terms)


def _add_share(share: PublishedShare, found: Relations) -> None:
    """100·x/n rounds half up to p: 200·x ≥ (2p − 1)·n and 200·x ≤ (2p + 1)·n − 1; and x is nested in n."""
    for row in share.rows:
        numerator = _quantity(share.numerator, share.dimensions, row)
        denominator = Quantity(share.denominator, numerator.codes)
        found.implied |= {numerator, denominator} - found.published
        found.add_nested(denominator, numerator, share.numerator)
        if row["percent"] is not None:
            _add_percent({numerator: 1}, {denominator: 1}, int(str(row["percent"])), found)


def _add_percent(x: Mapping[Quantity, int], n: Mapping[Quantity, int], percent: int, found: Relations) -> None:
    """A cell may stand on both sides: those with a coach, of those with one and those without."""
    low, high = (
        {q: 200 * x.get(q, 0) - (2 * percent + side) * n.get(q, 0) for q in x.keys() | n.keys()} for side in (-1, 1)
    )
    found.add_at_least({q: c for q, c in low.items() if c}, 0)
    found.add_at_least({q: -c for q, c in high.items() if c}, 1)


def _add_figure(figure: PublishedFigure, found: Relations) -> None:
    x, n = (_added_up(places) for places in (figure.numerator, figure.denominator))
    for terms, value in ((x, figure.above), (n, figure.below)):
        if value is not None:
            found.add(terms, value)
    if figure.percent is not None and n:
        _add_percent(x, n, figure.percent, found)


def _added_up(places: Iterable[Place]) -> dict[Quantity, int]:
    return {Quantity(place.population, _sorted(place.codes)): 1 for place in places}
