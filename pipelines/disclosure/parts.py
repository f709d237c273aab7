"""Hidden cells that hang together, and the tables that show how wide each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from pipelines.disclosure.system import Floats, Ints, Mask, System

WHOLE = 1e-5  # how far from whole a solver's number may be that is read as whole; what is read is checked exactly


@dataclass
class Part:
    """Hidden cells that equations link: what is known of one bounds the others, and nothing else does.

    ``moves`` are the differences between the truth and tables that agree with everything published, 0 among them: one
    row a table, one column a cell. ``excused`` are implied cells that are known to be 0 or at least T, and so as
    harmless as what is published.
    """

    system: System
    cells: Ints
    rows: Ints
    moves: Ints
    matrix: sparse.csr_array = field(init=False)
    twice: sparse.csr_array = field(init=False)
    excused: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.matrix = self.system.matrix[:, self.cells].tocsr()[self.rows]
        self.twice = sparse.block_diag((self.matrix, self.matrix), format="csr")
        self.excused = np.zeros(len(self.cells), dtype=bool)

    @property
    def values(self) -> Ints:
        return self.system.values[self.cells]

    @property
    def scale(self) -> Floats:
        return self.system.scale[self.cells]

    @property
    def guarded(self) -> Ints:
        """Positions of the cells that must be wide enough."""
        return np.flatnonzero(~self.system.is_slack[self.cells] & ~self.excused)

    @property
    def insiders(self) -> Ints:
        """Positions of the cells of which somebody may know that they are not empty."""
        return self.guarded[~self.system.is_money[self.cells[self.guarded]]]

    def add(self, move: Floats) -> bool:
        """Keep a move that is whole; exactly checked, since a proof rests on it."""
        whole = np.rint(move).astype(np.int64)
        if np.abs(move - whole).max(initial=0) > WHOLE:
            return False
        if (self.values + whole < 0).any() or (self.matrix @ whole).any():
            return False
        self.moves = np.vstack([self.moves, whole])
        return True

    def widths(self, insider: int | None = None) -> Floats:
        """scale·up + down of each cell, as far as tables show it; −1 when none is known that suits the insider."""
        moves = self.moves if insider is None else self.moves[self.moves[:, insider] + self.values[insider] >= 1]
        if not len(moves):
            return np.full(len(self.cells), -1.0)
        widths: Floats = self.scale * moves.max(axis=0) - moves.min(axis=0)
        return widths

    def needed(self, insider: int | None = None) -> Floats:
        """What ``widths`` must reach: one less beside an insider."""
        return self.system.needed[self.cells] - (0 if insider is None else 1)

    def narrow(self, insider: int | None = None) -> Ints:
        """Positions of the cells of which tables do not show yet that they are wide enough."""
        asked = self.guarded if insider is None else self.insiders
        short = self.widths(insider)[asked] < self.needed(insider)[asked]
        narrow: Ints = asked[short & (asked != insider)]
        return narrow


def parts_of(system: System, hidden: Mask, seen: Ints) -> Iterator[Part]:
    """The parts of a pattern, each with those of the moves ``seen`` that change nothing published."""
    columns = np.flatnonzero(hidden)
    own = system.matrix[:, columns]
    blocks: list[list[Any]] = [[None, own], [own.T, None]]
    labels = connected_components(sparse.bmat(blocks), directed=False)[1][own.shape[0] :]
    possible = seen[~(seen[:, ~hidden] != 0).any(axis=1)]
    for label in np.unique(labels):
        cells = columns[labels == label]
        rows = np.unique(system.matrix[:, cells].indices)
        yield Part(system, cells, rows, np.unique(possible[:, cells], axis=0))
