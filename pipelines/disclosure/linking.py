"""From tables with codes to cells and equations: what is one number in two tables, and what adds up to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.disclosure.primary import small_count
from pipelines.disclosure.tables import (
    DEFAULT_THRESHOLD,
    Cell,
    Equation,
    LinkedTables,
    Standing,
    TablesContradict,
    Unit,
)

TOTAL = "totaal"
Codes = tuple[str, ...]
Coordinates = Mapping[str, str]


def cell_key(population: str, coordinates: Coordinates) -> str:
    """The name of a number: what is counted, and under which codes; dimensions at `TOTAL` are left out."""
    named = [f"{dimension}={code}" for dimension, code in sorted(coordinates.items()) if code != TOTAL]
    return "|".join([population, *named])


@dataclass(frozen=True)
class CountTable:
    """Numbers over the codes of some dimensions; `TOTAL` stands for all codes of one.

    Tables of one ``population`` count the same persons at the same moment. Combinations that are not given are 0, and
    everybody knows it. ``primary`` has the reasons of the cells that may not be published. Along a dimension of
    ``overlapping`` somebody is counted under several codes, so that the codes do not add up: that this is so is told,
    and of how many is a number like any other. A table of an earlier round ``is_published``: a number is as it was
    published, None is what was suppressed.

    Cells of ``always_shown`` are published whatever else is not, so they hide nothing: a 0 that everybody expects (a
    school of unknown sector, where each school's sector is known) is cover on paper only.
    """

    population: str
    dimensions: tuple[str, ...]
    counts: Mapping[Codes, int | None]
    primary: Mapping[Codes, str] = field(default_factory=dict)
    overlapping: frozenset[str] = frozenset()
    unit: Unit = Unit.PERSONS
    is_published: bool = False
    always_shown: frozenset[Codes] = frozenset()

    def cells(self) -> Iterator[tuple[dict[str, str], Cell]]:
        """Every cell with its coordinates."""
        for codes, value in self.counts.items():
            coordinates = {d: c for d, c in zip(self.dimensions, codes, strict=True) if c != TOTAL}
            standing = Standing.SHOWN if codes in self.always_shown else Standing.OPEN
            if self.is_published:
                standing = Standing.HIDDEN if value is None else Standing.SHOWN
            key = cell_key(self.population, coordinates)
            yield coordinates, Cell(key, value, self.primary.get(codes), standing, self.unit)


def zeros(counts: Mapping[Codes, int], primary: Mapping[Codes, str]) -> frozenset[Codes]:
    """The cells of nobody that no rule forbids: they are published, and never cover for another (disclosure.md)."""
    return frozenset(codes for codes, count in counts.items() if count == 0 and codes not in primary)


@dataclass(frozen=True)
class Grouping:
    """Each code of ``fine`` belongs to one code of ``coarse``: pilots to regions, reasons to merged reasons."""

    fine: str
    coarse: str
    members: Mapping[str, str]


@dataclass(frozen=True)
class Nesting:
    """Whoever is counted in ``inner`` is counted in ``outer`` too: x in n for a share, those left by day 365 in those
    left by day 730. Their difference is an implied cell.
    """

    outer: str
    inner: str


@dataclass(frozen=True)
class Balance:
    """Σ coefficient · population = 0, code by code: now = before + joined − left."""

    coefficients: Mapping[str, int]


@dataclass(frozen=True)
class ShownShare:
    """A share of an earlier round in whole percents (`summaries.whole_percent`), whatever became of its two cells."""

    numerator: str
    denominator: str
    percent: int

    def relations(self) -> tuple[list[Cell], list[Equation]]:
        """200·x − (2p−1)·n ≥ 0 and (2p+1)·n − 200·x ≥ 1, with a slack cell each."""
        low, high = (f"{self.numerator} / {self.denominator} {side}" for side in ("≥", "≤"))
        twice = 2 * self.percent
        at_least = Equation(((self.numerator, 200), (self.denominator, 1 - twice), (low, -1)))
        at_most = Equation(((self.denominator, twice + 1), (self.numerator, -200), (high, -1)), 1)
        return [Cell(key, None, standing=Standing.SLACK) for key in (low, high)], [at_least, at_most]


Link = Grouping | Nesting | Balance


def link(
    tables: Sequence[CountTable],
    links: Sequence[Link] = (),
    shares: Sequence[ShownShare] = (),
    threshold: int = DEFAULT_THRESHOLD,
) -> LinkedTables:
    """One model of all tables of all rounds.

    Raises:
        TablesContradict: two tables give one cell two values, or totals are not the sum of their parts.
    """
    model = _Model(threshold)
    for table in tables:
        model.add_cells(table)
    for table in tables:
        model.add_totals(table)
    for one in links:
        model.add_link(one)
    for share in shares:
        cells, equations = share.relations()
        model.cells |= {cell.key: cell for cell in cells}
        model.equations |= dict.fromkeys(equations)
    return LinkedTables(model.cells, tuple(model.equations), threshold)


class _Model:
    def __init__(self, threshold: int) -> None:
        self.threshold = threshold
        self.cells: dict[str, Cell] = {}
        self.places: dict[str, tuple[str, dict[str, str]]] = {}
        self.equations: dict[Equation, None] = {}

    def add_cells(self, table: CountTable) -> None:
        for coordinates, cell in table.cells():
            known = self.cells.setdefault(cell.key, cell)
            self.places[cell.key] = table.population, coordinates
            if known.value != cell.value or known.standing != cell.standing:
                raise TablesContradict(f"two tables disagree on {cell.key}")
            if known.primary is None:
                self.cells[cell.key] = cell

    def add_totals(self, table: CountTable) -> None:
        own = {cell.key: coordinates for coordinates, cell in table.cells()}
        for dimension in table.dimensions:
            parts: dict[str, list[str]] = {}
            for key, coordinates in own.items():
                if dimension in coordinates:
                    others = {d: c for d, c in coordinates.items() if d != dimension}
                    parts.setdefault(cell_key(table.population, others), []).append(key)
            totals = {total: keys for total, keys in parts.items() if total in own}
            if dimension in table.overlapping:
                self._add_overlaps(dimension, totals)
                continue
            for total, keys in totals.items():
                self._add_sum(total, keys)

    def add_link(self, one: Link) -> None:
        if isinstance(one, Grouping):
            self._add_grouping(one)
            return
        populations = (one.outer, one.inner) if isinstance(one, Nesting) else tuple(one.coefficients)
        for population, coordinates in list(self.places.values()):
            keys = [cell_key(other, coordinates) for other in populations]
            if population != populations[0] or not all(key in self.places for key in keys):
                continue
            if isinstance(one, Nesting):
                self._add_difference(*keys)
            else:
                self.equations.setdefault(Equation(tuple(zip(keys, one.coefficients.values(), strict=True))))

    def _add_grouping(self, one: Grouping) -> None:
        parts: dict[str, list[str]] = {}
        for key, (population, coordinates) in self.places.items():
            group = one.members.get(coordinates.get(one.fine, ""))
            if group is not None and one.coarse not in coordinates:
                others = {d: c for d, c in coordinates.items() if d != one.fine}
                coarse = cell_key(population, {**others, one.coarse: group})
                parts.setdefault(coarse, []).append(key)
        for total, keys in parts.items():
            if total in self.places:
                self._add_sum(total, keys)

    def _add_sum(self, total: str, parts: list[str]) -> None:
        self.equations.setdefault(Equation.total(total, sorted(parts)))

    def _add_overlaps(self, dimension: str, totals: Mapping[str, list[str]]) -> None:
        """Each part is nested in its total. Who is counted again is an implied number; in all it is at least one."""
        again = {total: f"{total} again by {dimension}" for total in totals}
        for total, parts in totals.items():
            key, values = again[total], [self.cells[part].value for part in (total, *parts)]
            count = None if None in values else sum(int(v or 0) for v in values[1:]) - int(values[0] or 0)
            if count is not None and count < 0:
                raise TablesContradict(f"the codes of {total} by {dimension} are less than their total")
            reason = None if count is None else small_count(count, self.threshold)
            self.cells.setdefault(key, Cell(key, count, reason, Standing.IMPLIED))
            self.equations.setdefault(Equation(((total, 1), (key, 1), *((part, -1) for part in sorted(parts)))))
            for part in parts:
                self._add_difference(total, part)
        if again:
            room = Cell(f"{' + '.join(sorted(again.values()))} ≥ 1", None, standing=Standing.SLACK)
            self.cells[room.key] = room
            terms = ((key, 1) for key in sorted(again.values()))
            self.equations.setdefault(Equation((*terms, (room.key, -1)), 1))

    def _add_difference(self, outer: str, inner: str) -> None:
        key, values = f"{outer} − {inner}", (self.cells[outer].value, self.cells[inner].value)
        difference = None if None in values else int(values[0] or 0) - int(values[1] or 0)
        if difference is not None and difference < 0:
            raise TablesContradict(f"{inner} is more than {outer}, in which it is counted too")
        reason = None if difference is None else small_count(difference, self.threshold)
        self.cells.setdefault(key, Cell(key, difference, reason, Standing.IMPLIED))
        self.equations.setdefault(Equation(((outer, 1), (inner, -1), (key, -1))))
