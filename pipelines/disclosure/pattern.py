"""Patterns of suppressed cells: the fewest, by integer programming with cuts, or a good one, greedily.

Fewest cells first, the smallest total among those second. A pattern leaves here only when an attack on it found
nothing; see ``attack``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.disclosure.attack import Attacker
from pipelines.disclosure.cuts import ROUNDING, CannotProtect, Cut, opening_cuts
from pipelines.disclosure.system import Floats, Mask, System

EXACT_UP_TO = 2_000
"""Open cells of one block; beyond, a pattern of the fewest cells is not looked for."""
CHEAPEST_UP_TO = 200
"""Open cells up to which the smallest total is proven too; beyond, each pattern stays near the one before it."""
ROUNDS = 100
NODES = 20_000
"""Limits of the exact search, in steps and not in seconds, so that the same tables give the same pattern."""


@dataclass(frozen=True)
class Pattern:
    """Of every cell whether it is hidden; ``is_fewest`` when no safe pattern hides fewer."""

    hidden: Mask
    is_fewest: bool


def safe_pattern(system: System, exact_up_to: int = EXACT_UP_TO) -> Pattern:
    """A pattern from which neither outsider nor insider computes a cell too narrowly.

    Raises:
        CannotProtect: not even hiding everything that is open would do.
    """
    attacker = Attacker(system)
    cuts = list(opening_cuts(system))
    if system.is_open.sum() <= exact_up_to:
        fewest = _fewest(system, attacker, cuts)
        if fewest is not None:
            return Pattern(fewest, is_fewest=True)
    return Pattern(_greedy(system, attacker, cuts), is_fewest=False)


def _fewest(system: System, attacker: Attacker, cuts: list[Cut]) -> Mask | None:
    """None when the limits of the exact search are reached; ``cuts`` grow by what was found."""
    hidden = ~system.is_open
    for _ in range(ROUNDS):
        found = _least(system, cuts, hidden)
        if found is None:
            return None
        hidden = found
        new = attacker.cuts(hidden)
        if not new:
            return hidden
        cuts += new
    return None


def _costs(system: System, before: Mask) -> Floats:
    """1 a cell, and less than 1 in all to choose among patterns of as many cells."""
    if system.is_open.sum() <= CHEAPEST_UP_TO:
        return np.asarray(1 + system.values / (1.0 + system.values[system.is_open].sum()))
    return np.where(before, 1.0, 1 + 1 / (1.0 + system.is_open.sum()))


def _least(system: System, cuts: list[Cut], before: Mask) -> Mask | None:
    """The cheapest cells that satisfy all cuts; None when the limit of nodes is reached."""
    cells, hidden = np.flatnonzero(system.is_open), ~system.is_open
    if not len(cells) or not cuts:
        return hidden
    rows, least = _as_rows(system, cuts)
    found = milp(
        _costs(system, before)[cells],
        integrality=np.ones(len(cells), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows[:, cells], least - ROUNDING, np.inf),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.status == 2:
        raise CannotProtect("no pattern of the open cells is safe")
    if found.status != 0:
        return None
    hidden[cells] = found.x > 0.5
    return hidden


def _as_rows(system: System, cuts: list[Cut]) -> tuple[sparse.csr_array, Floats]:
    starts = np.cumsum([0, *(len(cut.cells) for cut in cuts)])
    cells = np.concatenate([cut.cells for cut in cuts])
    coefficients = np.concatenate([cut.coefficients for cut in cuts])
    rows = sparse.csr_array((coefficients, cells, starts), shape=(len(cuts), len(system.keys)))
    return rows, np.array([cut.least for cut in cuts])


def _greedy(system: System, attacker: Attacker, cuts: list[Cut]) -> Mask:
    """Hide what answers most of the cuts, until an attack finds none: nothing is ever shown again, so this ends."""
    hidden = ~system.is_open
    while True:
        hidden = _covered(system, cuts, hidden)
        new = attacker.cuts(hidden)
        if not new:
            return hidden
        cuts = cuts + new


def _covered(system: System, cuts: list[Cut], hidden: Mask) -> Mask:
    if not cuts:
        return hidden
    rows, least = _as_rows(system, cuts)
    hidden = hidden.copy()
    while True:
        short = least - rows @ hidden
        open_cuts = np.flatnonzero(short > ROUNDING)
        if not len(open_cuts):
            return hidden
        asked = rows[open_cuts]
        gain = asked.minimum(sparse.csr_array(short[open_cuts, None] * (asked > 0))).maximum(0).sum(axis=0)
        gain = np.where(hidden, 0.0, gain / (1 + system.values / (1.0 + system.values.max())))
        if gain.max() <= 0:
            raise CannotProtect("no pattern of the open cells is safe")
        hidden[int(gain.argmax())] = True
