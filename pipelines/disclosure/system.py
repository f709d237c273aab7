"""One block of linked tables as arrays, with a whole-numbered table that satisfies it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.disclosure.tables import Cell, LinkedTables, Standing, TablesContradict, Unit

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MONEY_WIDTH = 0.20  # safe: hi − lo ≥ 0.20·hi


@dataclass(frozen=True)
class System:
    """The cells of a block that are not shown already: ``matrix`` @ values = constants, values ≥ 0 and whole.

    Widths are asked in one form for counts and amounts: with an outsider's bounds at value + up and value − down, a
    cell is wide enough when ``scale``·up + down ≥ ``needed``. Of persons that is hi − lo ≥ T; of money, hi − lo ≥
    0.20·hi.
    """

    keys: tuple[str, ...]
    values: Ints
    matrix: sparse.csc_array
    threshold: int
    is_open: Mask
    """Open and without a primary reason: what the pattern is made of."""
    is_kept: Mask
    """Hidden in every pattern, and to be wide enough: primary, or hidden in an earlier round, implied ones included."""
    is_implied: Mask
    is_slack: Mask
    is_money: Mask

    @staticmethod
    def of(tables: LinkedTables) -> System:
        """Arrays of one block; values that are not given are filled in with some that satisfy all equations.

        Raises:
            TablesContradict: there are none.
        """
        cells = [cell for cell in tables.cells.values() if cell.standing is not Standing.SHOWN]
        column = {cell.key: i for i, cell in enumerate(cells)}
        matrix = sparse.lil_array((len(tables.equations), len(cells)), dtype=np.int64)
        constants = np.zeros(len(tables.equations), dtype=np.int64)
        for row, equation in enumerate(tables.equations):
            constants[row] = equation.constant
            for key, coefficient in equation.terms:
                if key in column:
                    matrix[row, column[key]] = coefficient
                else:
                    constants[row] -= coefficient * _known(tables.cells[key])
        columns = matrix.tocsc()
        standing = np.array([cell.standing for cell in cells], dtype=object)
        has_reason = np.array([cell.primary is not None for cell in cells], dtype=bool)
        return System(
            keys=tuple(column),
            values=_completed(cells, columns, constants),
            matrix=columns,
            threshold=tables.threshold,
            is_open=(standing == Standing.OPEN) & ~has_reason,
            is_kept=(standing == Standing.HIDDEN) | (has_reason & (standing != Standing.SLACK)),
            is_implied=standing == Standing.IMPLIED,
            is_slack=standing == Standing.SLACK,
            is_money=np.array([cell.unit is Unit.MONEY for cell in cells], dtype=bool),
        )

    @property
    def scale(self) -> Floats:
        return np.where(self.is_money, 1 - MONEY_WIDTH, 1.0)

    @property
    def needed(self) -> Floats:
        """The least of scale·up + down; at least one unit, so that no amount is known exactly."""
        return np.where(self.is_money, np.maximum(MONEY_WIDTH * self.values, 1.0), float(self.threshold))

    def is_table(self, values: Ints) -> bool:
        """Whether these values satisfy the system, in whole numbers and so without tolerance."""
        return bool((values >= 0).all()) and not (self.matrix @ (values - self.values)).any()


def _known(cell: Cell) -> int:
    assert cell.value is not None, "shown cells have a value"
    return cell.value


def _completed(cells: list[Cell], matrix: sparse.csc_array, constants: Ints) -> Ints:
    given = np.array([-1 if cell.value is None else cell.value for cell in cells], dtype=np.int64)
    if (given >= 0).all():
        return given
    low, high = np.where(given < 0, 0, given), np.where(given < 0, np.inf, given)
    found = milp(
        np.zeros(len(cells)),
        integrality=np.ones(len(cells), dtype=np.int64),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, constants, constants) if len(constants) else (),
    )
    values = np.rint(found.x).astype(np.int64) if found.x is not None else given
    if (values < 0).any() or (matrix @ values != constants).any():
        raise TablesContradict(f"no whole numbers satisfy the tables of {cells[0].key} and what is linked with it")
    return values
