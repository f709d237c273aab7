"""How far hidden cells can move while everything published stays as it is: linear and integer programs.

Nothing here is asked to move further than its width needs, so that programs are bounded and tables stay small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from pipelines.disclosure.parts import Part
from pipelines.disclosure.system import Floats

TOLERANCE = 1e-6
INFEASIBLE = 2


@dataclass(frozen=True)
class Extreme:
    """The furthest move in some direction: how far in all, the move of every cell, and the equations' multipliers."""

    room: float
    move: Floats
    multipliers: Floats


def both_ways(part: Part, ways: Floats, insider: int | None, reach: float = 1.0) -> tuple[Extreme, Extreme] | None:
    """The furthest moves along ``ways`` (1, 0 or −1 a cell) and against it; None when no table suits the insider.

    Two linear programs in one call, for a call costs more than the small program in it.
    """
    (low, high), (low_back, high_back) = (_limits(part, way, insider, reach) for way in (ways, -ways))
    n, m = len(part.cells), len(part.rows)
    found = linprog(  # type: ignore[call-overload] # the stubs know no sparse matrices
        np.concatenate([-ways, ways]),
        A_eq=part.twice if m else None,
        b_eq=np.zeros(2 * m) if m else None,
        bounds=np.column_stack([np.concatenate([low, low_back]), np.concatenate([high, high_back])]),
        method="highs-ds",
    )
    if found.status == INFEASIBLE:
        return None
    if found.status != 0:
        raise RuntimeError(f"the linear program of the attack did not end: {found.message}")
    there, back, multipliers = found.x[:n], found.x[n:], found.eqlin.marginals
    return (
        Extreme(float(ways @ there), there, multipliers[:m]),
        Extreme(float(-ways @ back), back, multipliers[m:]),
    )


def whole_extreme(part: Part, ways: Floats, insider: int | None) -> Floats:
    """The furthest move in whole numbers; 0 when there is none."""
    found = milp(
        -ways,
        integrality=np.ones(len(part.cells), dtype=np.int64),
        bounds=Bounds(*_limits(part, ways, insider)),
        constraints=LinearConstraint(part.matrix, 0, 0),
        options={"mip_rel_gap": 0},
    )
    return np.zeros(len(part.cells)) if found.x is None else np.asarray(found.x)


def room_given(part: Part, extreme: Extreme, ways: Floats, insider: int | None) -> Floats:
    """How much of the room hiding each cell of the system gives at most, by the dual solution (inf: without limit).

    With multipliers y of the equations and d = −yᵀM − ways, the room in any pattern is at most the sum of −d·move over
    its hidden cells, and no move is below −value: a cell with d > 0 gives d·value, one that only rises (d < 0) as much
    as one likes (Fischetti & Salazar 2000).
    """
    system = part.system
    multipliers = np.zeros(system.matrix.shape[0])
    multipliers[part.rows] = extreme.multipliers
    reduced: Floats = -(system.matrix.T @ multipliers)
    reduced[part.cells] -= ways
    lowest = system.values.astype(np.float64)
    if insider is not None:
        lowest[part.cells[insider]] -= 1
    return np.where(reduced > TOLERANCE, reduced * lowest, np.where(reduced < -TOLERANCE, np.inf, 0.0))


def _limits(part: Part, ways: Floats, insider: int | None, reach: float = 1.0) -> tuple[Floats, Floats]:
    """How far each cell may move: none below 0, the insider's not below 1, those asked no further than needed."""
    needed = reach * part.needed()
    low, high = -part.values.astype(np.float64), np.full(len(part.cells), np.inf)
    if insider is not None:
        low[insider] = 1 - part.values[insider]
    high = np.where(ways > 0, np.maximum(np.ceil(needed / part.scale), low), high)
    low = np.where(ways < 0, np.maximum(-np.ceil(needed), low), low)
    return low, high
