"""Hidden cells that hang together, and the tables that show how wide each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from pipelines.disclosure.system import Floats, Ints, Mask, System

WHOLE = 1e-5  # how far from whole a solver's number may be that is read as whole; what is read is checked exactly


@dataclass
class Reach:
    """How far cells are known to move up and down, of everybody (no rows) or beside each insider (a row each)."""

    up: Floats
    down: Floats

    def extend(self, move: Ints, is_seen: Mask | None = None) -> None:
        """Take in one more table; ``is_seen`` says for which insiders it may be the truth."""
        rows = ... if is_seen is None else is_seen
        self.up[rows] = np.maximum(self.up[rows], move)
        self.down[rows] = np.minimum(self.down[rows], move)


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
    moves: list[Ints]
    matrix: sparse.csr_array = field(init=False)
    twice: sparse.csr_array = field(init=False)
    excused: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.matrix = self.system.matrix[:, self.cells].tocsr()[self.rows]
        self.twice = sparse.block_diag((self.matrix, self.matrix), format="csr")
        self.excused = np.zeros(len(self.cells), dtype=bool)

    @cached_property
    def values(self) -> Ints:
        return self.system.values[self.cells]

    @cached_property
    def scale(self) -> Floats:
        return self.system.scale[self.cells]

    @property
    def guarded(self) -> Mask:
        """The cells that must be wide enough."""
        return ~self.system.is_slack[self.cells] & ~self.excused

    @property
    def insiders(self) -> Mask:
        """The cells of which somebody may know that they are not empty."""
        return self.guarded & ~self.system.is_money[self.cells]

    @cached_property
    def reach(self) -> Reach:
        moves = np.array(self.moves, dtype=np.float64)
        return Reach(moves.max(axis=0), moves.min(axis=0))

    @cached_property
    def reach_beside(self) -> Reach:
        """As `reach`, for one insider a row; built when insiders are asked about."""
        shape = len(self.cells), len(self.cells)
        reach = Reach(np.full(shape, -np.inf), np.full(shape, np.inf))
        for move in self.moves:
            reach.extend(move, self.values + move >= 1)
        return reach

    def add(self, move: Floats) -> bool:
        """Keep a move that is whole; exactly checked, since a proof rests on it."""
        whole = np.rint(move).astype(np.int64)
        if np.abs(move - whole).max(initial=0) > WHOLE:
            return False
        if (self.values + whole < 0).any() or (self.matrix @ whole).any():
            return False
        self.moves.append(whole)
        self.reach.extend(whole)
        if "reach_beside" in self.__dict__:
            self.reach_beside.extend(whole, self.values + whole >= 1)
        return True

    def needed(self, is_insider: bool = False) -> Floats:
        """What scale·up + down must reach: one less beside an insider."""
        return self.system.needed[self.cells] - is_insider

    def narrow(self, insider: int | None = None) -> Mask:
        """The cells of which tables do not show yet that they are wide enough."""
        if insider is not None:
            return self._narrow_beside(self.reach_beside.up[insider], self.reach_beside.down[insider], insider)
        return self.guarded & (self.scale * self.reach.up - self.reach.down < self.needed())

    def narrow_for_all(self) -> Ints:
        """Of each cell, by how many of those who ask its width is not shown yet: everybody, and each insider."""
        beside = self._narrow_beside(self.reach_beside.up, self.reach_beside.down, np.arange(len(self.cells)))
        counts: Ints = self.narrow() + beside[self.insiders].sum(axis=0)
        return counts

    def _narrow_beside(self, up: Floats, down: Floats, insider: int | Ints) -> Mask:
        narrow: Mask = self.insiders & (self.scale * up - down < self.needed(is_insider=True))
        if isinstance(insider, int):
            narrow[insider] = False
        else:
            narrow[insider, insider] = False
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
        yield Part(system, cells, rows, list(np.unique(possible[:, cells], axis=0)))
