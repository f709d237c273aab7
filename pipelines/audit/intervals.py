"""Bounds of unknown numbers by linear programming, for an outsider and for one who is counted in a cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, kron
from scipy.sparse.csgraph import connected_components

from pipelines.audit.relations import Contradiction, Quantity, Relations

Array = NDArray[np.float64]
ROUNDING = 1e-6
FAR = 1_000.0
"""Times the largest number around: what can be so large is taken to have no upper bound."""


@dataclass(frozen=True)
class Interval:
    """What can be computed of a quantity that is not published: between ``low`` and ``high`` (inf: no bound).

    ``insider`` is the quantity that the one who computes is counted in, None for an outsider. ``room`` is what is left
    above the width that is needed: below 0, the interval is too narrow.
    """

    quantity: Quantity
    low: float
    high: float
    room: float
    insider: Quantity | None = None

    @property
    def is_too_narrow(self) -> bool:
        return self.room < 0


@dataclass
class Network:
    """Unknown quantities that relations link, and ``matrix`` @ x = ``constants``, x ≥ 0.

    ``low`` and ``high`` bound the quantities at the positions ``asked`` (inf: no bound; nan: not asked); ``points`` are
    solutions at which bounds were met.
    """

    quantities: tuple[Quantity, ...]
    matrix: csr_array
    constants: Array
    asked: Sequence[int]
    low: Array = field(init=False)
    high: Array = field(init=False)
    points: Array = field(init=False)
    _highest: dict[int, Array] = field(init=False)
    _both: csr_array = field(init=False)
    _ceiling: float = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.quantities)
        self._both = csr_array(kron(np.eye(2), self.matrix))
        self._ceiling = FAR * (1 + float(np.abs(self.constants).max(initial=0)))
        self.low, self.high = np.full(n, np.nan), np.full(n, np.nan)
        self._highest = {}
        met: list[Array] = []
        for k in self.asked or [0]:  # also where nothing is asked it is seen whether there is a solution
            found = self._extremes(k, np.zeros(n))
            if found is None:
                raise Contradiction(f"what is published of {self.quantities[0]} and its totals has no solution")
            met += found
            self._highest[k] = found[1]
            self.low[k], self.high[k] = found[0][k], found[1][k]
        self.points = np.vstack(met)
        self.high[self.high >= self._ceiling * (1 - ROUNDING)] = math.inf

    def _extremes(self, k: int, floors: Array) -> tuple[Array, Array] | None:
        """Solutions with the lowest and the highest k-th quantity; None when there is no solution."""
        n = len(self.quantities)
        if not self.matrix.shape[0]:
            highest = floors.copy()
            highest[k] = self._ceiling
            return floors, highest
        objective = np.zeros(2 * n)
        objective[k], objective[n + k] = 1.0, -1.0
        ceilings = np.full(2 * n, np.inf)
        ceilings[n + k] = self._ceiling
        bounds = np.column_stack([np.tile(floors, 2), ceilings])
        constants = np.tile(self.constants, 2)
        found = linprog(  # type: ignore[call-overload] # the stubs know no sparse matrices
            objective, A_eq=self._both, b_eq=constants, bounds=bounds, method="highs"
        )
        if found.status == 2:
            return None
        if found.status != 0:
            raise RuntimeError(f"a bound of {self.quantities[k]} was not found: {found.message}")
        return found.x[:n], found.x[n:]

    def beside(self, insider: int, asked: Sequence[int], least: int) -> Iterator[tuple[int, float, float]]:
        """Bounds of the quantities asked that are narrower than ``least`` once the insider's is at least 1.

        Solutions form a convex set: one with less than 1 of the insider's quantity, mixed with one that has more until
        there is 1, is another. So the solutions met before show most quantities to be wide enough: mixed with the one
        that has most, or else each with each. For what is left the programs are solved again.
        """
        top = self._highest[insider]
        if top[insider] < 1 - ROUNDING:
            return
        part = np.maximum(1 - self.points[:, insider], 0) / np.maximum(top[insider] - self.points[:, insider], ROUNDING)
        mixed = self.points + part[:, None] * (top - self.points)
        wide = whole_width(mixed.min(axis=0), mixed.max(axis=0)) >= least
        floors = np.zeros(len(self.quantities))
        floors[insider] = 1
        for k in asked:
            if k == insider or wide[k] or whole_width(*self._met_beside(insider, k)) >= least:
                continue
            found = self._extremes(k, floors)
            if found is None:
                return
            self.points = np.vstack([self.points, *found])
            if whole_width(found[0][k], found[1][k]) < least:
                yield k, float(found[0][k]), float(found[1][k])

    def _met_beside(self, insider: int, k: int) -> tuple[float, float]:
        """The least and most of the k-th quantity in mixtures of two solutions with 1 of the insider's, or more."""
        own, other = self.points[:, insider], self.points[:, k]
        enough = own >= 1
        part = (1 - own[~enough, None]) / (own[enough] - own[~enough, None])
        mixed = other[~enough, None] + part * (other[enough] - other[~enough, None])
        met = np.concatenate([other[enough], mixed.ravel()])
        return float(met.min()), float(met.max())


def whole_width(low: Array | float, high: Array | float) -> Array:
    """⌊high⌋ − ⌈low⌉, forgiving what a linear program rounds."""
    return np.asarray(np.floor(np.asarray(high) + ROUNDING) - np.ceil(np.asarray(low) - ROUNDING), dtype=np.float64)


def networks_of(relations: Relations) -> Iterator[Network]:
    """The unknown quantities, apart where no relation links them; bounds of those that are withheld or implied.

    Raises:
        Contradiction: numbers that are published do not satisfy a relation, or nothing could.
    """
    unknown = sorted({q for terms, _ in relations.rows for q in terms} | relations.withheld)
    column = {q: i for i, q in enumerate(q for q in unknown if q not in relations.known)}
    entries: list[tuple[int, int, int]] = []
    constants: list[float] = []
    for terms, constant in relations.rows:
        rest = constant - sum(c * relations.known[q] for q, c in terms.items() if q in relations.known)
        own = [(len(constants), column[q], c) for q, c in terms.items() if q in column]
        if own:
            entries += own
            constants.append(rest)
        elif abs(rest) > ROUNDING:
            raise Contradiction(f"a relation of {min(terms)} does not hold")
    if not column:
        return
    rows, columns, coefficients = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    shape = (len(constants), len(column))
    matrix = coo_array((coefficients.astype(np.float64), (rows, columns)), shape=shape).tocsr()
    names, guarded = tuple(column), relations.withheld | relations.implied
    for label in _labels(matrix):
        own_rows = np.unique(matrix[:, label].tocoo().coords[0])
        asked = [place for place, i in enumerate(label) if names[i] in guarded]
        quantities = tuple(names[i] for i in label)
        yield Network(quantities, matrix[own_rows][:, label], np.array(constants)[own_rows], asked)


def _labels(matrix: csr_array) -> Iterator[NDArray[np.int64]]:
    """The columns of each connected part."""
    labels = connected_components(abs(matrix.T) @ abs(matrix), directed=False)[1]
    for label in np.unique(labels):
        yield np.flatnonzero(labels == label)
