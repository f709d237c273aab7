"""Cuts: linear conditions on which cells are hidden that every safe pattern satisfies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.disclosure.system import Floats, Ints, Mask, System

IntArray = NDArray[np.integer]
LEAST_SHARE = 1e-9
ROUNDING = 1e-7


@dataclass(frozen=True)
class Cut:
    """Σ coefficient · hidden ≥ least, over the open cells at ``cells``; hidden is 0 or 1.

    Coefficients are at most 1; those below 0 are of cells that only set the condition by being hidden.
    """

    cells: Ints
    coefficients: Floats
    least: float

    def is_met_by(self, hidden: Mask) -> bool:
        return float(self.coefficients @ hidden[self.cells]) >= self.least - ROUNDING


class CannotProtect(Exception):
    """No pattern of the cells that are still open makes these tables safe."""


def capacity_cut(system: System, weights: Floats, needed: float, who: list[int]) -> Cut | None:
    """What is hidden must give ``needed`` room to a cell, if all cells of ``who`` are hidden.

    Weights of cells that are always hidden are subtracted, and the others capped at what is left: the cut stays valid
    for patterns of 0 and 1 and becomes tighter (Fischetti & Salazar 2000).

    Args:
        weights: the room that each cell gives at most when hidden; inf where there is no limit.

    Returns:
        None when what is always hidden gives enough: then the weights ask nothing.
    """
    given = ~system.is_open
    given[who] = True
    left = needed - weights[given].sum()
    if left <= LEAST_SHARE * needed:
        return None
    coefficients = np.where(system.is_open & ~given, np.minimum(weights, left) / left, 0.0)
    return _conditional(system, coefficients, who)


def widening_cut(system: System, hidden: Mask, who: list[int]) -> Cut:
    """One more cell must be hidden, if all of ``who`` are: with fewer hidden they would be narrower still."""
    return _conditional(system, (system.is_open & ~hidden).astype(np.float64), who)


def change_cut(system: System, part: Ints, hidden: Mask) -> Cut:
    """A part of the hidden cells, or what stands in an equation with it, must change."""
    rows = np.unique(system.matrix[:, part].indices)
    beside = np.zeros(len(system.keys), dtype=bool)
    beside[np.unique(system.matrix.tocsr()[rows].indices)] = True
    own = np.zeros(len(system.keys), dtype=bool)
    own[part] = True
    coefficients = (system.is_open & beside & ~hidden).astype(np.float64) - (system.is_open & own)
    return _cut(coefficients, 1.0 - float((system.is_open & own).sum()))


def opening_cuts(system: System) -> Iterator[Cut]:
    """What single equations ask: the other hidden cells of each must give room to each of its cells."""
    matrix = system.matrix.tocsr()
    guarded = system.is_open | system.is_kept
    for row in range(matrix.shape[0]):
        span = slice(matrix.indptr[row], matrix.indptr[row + 1])
        cells, coefficients = matrix.indices[span], matrix.data[span]
        for i in np.flatnonzero(guarded[cells]):
            yield from _of_equation(system, cells, coefficients, int(i))


def _of_equation(system: System, cells: IntArray, coefficients: Ints, i: int) -> Iterator[Cut]:
    cell, values = int(cells[i]), system.values[cells].astype(np.float64)
    effect = -coefficients / coefficients[i]  # of a rise of each other cell on this one
    effect[i] = 0.0
    falling = np.abs(effect) * values
    up = np.where(effect > 0, np.inf, falling)
    down = np.where(effect < 0, np.inf, falling)
    own = np.zeros(len(cells))
    up[i] = down[i] = 0.0
    own[i] = values[i]
    scale, needed = system.scale[cell], float(system.needed[cell])
    for below in (down, own):
        weights = np.zeros(len(system.keys))
        weights[cells] = scale * up + below
        cut = capacity_cut(system, weights, needed, [cell])
        if cut is not None:
            yield cut


def _conditional(system: System, coefficients: Floats, who: list[int]) -> Cut:
    """≥ 1 once all of ``who`` are hidden; those that are hidden anyhow set no condition."""
    chosen = [cell for cell in who if system.is_open[cell]]
    coefficients[who] = 0.0
    coefficients[chosen] = -1.0
    return _cut(coefficients, 1.0 - len(chosen))


def _cut(coefficients: Floats, least: float) -> Cut:
    coefficients = np.where(np.abs(coefficients) > LEAST_SHARE, coefficients, 0.0)
    if not coefficients.any() and least > 0:
        raise CannotProtect("a cell stays too narrow whatever else is hidden")
    cells = np.flatnonzero(coefficients)
    return Cut(cells, coefficients[cells], least)
