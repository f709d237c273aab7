"""Published tables as one model: every distinct cell a variable, every total an equation.

A cell that stands in two tables is one cell: its key says what is counted, of whom, not where it is shown. The truth
satisfies every equation; an outsider knows the equations and what is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

DEFAULT_THRESHOLD = 5
LEAST_THRESHOLD = 3  # no setting goes below it (disclosure.md)


class Standing(Enum):
    """Who decides whether a cell is seen."""

    OPEN = "this edition decides"
    SHOWN = "public, a 0 that hides nothing, or published in an earlier round: it cannot be taken back"
    HIDDEN = "suppressed in an earlier round: it stays so"
    IMPLIED = "a difference of nested populations: never shown, but an outsider can subtract"
    SLACK = "the room of an inequality: it counts nobody"


class Unit(Enum):
    """What a cell holds, and hence when an outsider knows too much of it."""

    PERSONS = "distinct persons"
    MONEY = "an amount, in a unit in which it is whole"


class TablesContradict(ValueError):
    """The tables given do not agree with each other: no table of whole numbers satisfies all of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count or an amount. ``primary`` is the reason why it may not be published, None when it may.

    ``value`` is needed of cells that are open or shown; of others it may be None, for what was suppressed in an earlier
    round may not be known any more: any value that fits what was published does.
    """

    key: str
    value: int | None
    primary: str | None = None
    standing: Standing = Standing.OPEN
    unit: Unit = Unit.PERSONS


@dataclass(frozen=True, slots=True)
class Equation:
    """Σ coefficient · cell = constant, over distinct keys; coefficients are whole and not zero."""

    terms: tuple[tuple[str, int], ...]
    constant: int = 0

    @staticmethod
    def total(total: str, parts: Sequence[str]) -> Equation:
        """A total is the sum of its parts."""
        return Equation(((total, -1), *((part, 1) for part in parts)))


@dataclass(frozen=True)
class LinkedTables:
    """All tables of all rounds, over which one pattern of suppressed cells is found.

    Raises:
        ValueError: the threshold is below 3, or an equation or a cell is not well-formed.
        TablesContradict: the values of an equation's cells do not satisfy it.
    """

    cells: Mapping[str, Cell]
    equations: tuple[Equation, ...]
    threshold: int = DEFAULT_THRESHOLD

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise ValueError(f"threshold of persons: expected at least {LEAST_THRESHOLD}, found {self.threshold}")
        for key, cell in self.cells.items():
            if key != cell.key:
                raise ValueError(f"cell {cell.key!r} stands under the key {key!r}")
            if cell.value is None and cell.standing in {Standing.OPEN, Standing.SHOWN}:
                raise ValueError(f"cell {key!r} is {cell.standing.name.lower()}: expected a value, found none")
            if cell.value is not None and cell.value < 0:
                raise ValueError(f"cell {key!r}: expected no value below 0")
        for equation in self.equations:
            self._check(equation)

    def _check(self, equation: Equation) -> None:
        keys = [key for key, _ in equation.terms]
        if unknown := sorted(set(keys) - self.cells.keys()):
            raise ValueError(f"an equation names cells that no table has: {', '.join(unknown)}")
        if len(set(keys)) < len(keys) or any(coefficient == 0 for _, coefficient in equation.terms):
            raise ValueError(
                f"an equation over {', '.join(sorted(set(keys)))}: expected each cell once, coefficient ≠ 0"
            )
        values = [self.cells[key].value for key in keys]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            total = sum(c * value for (_, c), value in zip(equation.terms, known, strict=True))
            if total != equation.constant:
                raise TablesContradict(f"an equation does not hold over the cells {', '.join(sorted(keys))}")

    @staticmethod
    def of(cells: Sequence[Cell], equations: Sequence[Equation], threshold: int = DEFAULT_THRESHOLD) -> LinkedTables:
        """The model of distinct cells and their equations."""
        if len({cell.key for cell in cells}) < len(cells):
            raise ValueError("expected distinct cells, found a key twice")
        return LinkedTables({cell.key: cell for cell in cells}, tuple(equations), threshold)

    def blocks(self) -> Iterator[LinkedTables]:
        """Parts that no equation over unpublished cells links: each can be decided by itself."""
        label = {key: key for key, cell in self.cells.items() if cell.standing is not Standing.SHOWN}

        def root(key: str) -> str:
            while label[key] != key:
                label[key] = label[label[key]]
                key = label[key]
            return key

        linked = [[key for key, _ in equation.terms if key in label] for equation in self.equations]
        for keys in linked:
            for key in keys[1:]:
                first, other = sorted((root(keys[0]), root(key)))
                label[other] = first
        members: dict[str, list[str]] = {}
        for key in sorted(label):
            members.setdefault(root(key), []).append(key)
        own: dict[str, list[Equation]] = {}
        for equation, keys in zip(self.equations, linked, strict=True):
            own.setdefault(root(keys[0]) if keys else "", []).append(equation)
        for first, keys in members.items():
            equations = sorted(own.get(first, []), key=lambda equation: (equation.terms, equation.constant))
            shown = sorted({key for equation in equations for key, _ in equation.terms} - set(keys))
            yield LinkedTables({key: self.cells[key] for key in (*keys, *shown)}, tuple(equations), self.threshold)
