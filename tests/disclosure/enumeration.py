"""An attacker without any mathematics: it writes down every table of small whole numbers and looks."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from pipelines.disclosure.tables import LinkedTables, Standing

ROOM = 2  # times the threshold: how far above the truth a leaf is tried


class EveryTable:
    """All whole-numbered tables over the leaves: the cells that are neither a sum nor a difference of others."""

    def __init__(self, tables: LinkedTables) -> None:
        self.tables = tables
        cells = tables.cells.values()
        self.keys = [cell.key for cell in cells]
        self.is_implied = np.array([cell.standing is Standing.IMPLIED for cell in cells])
        columns = self._columns()
        every = np.column_stack([columns[key] for key in self.keys])
        self.every = every[(every >= 0).all(axis=1)]
        self.truth = np.array([cell.value for cell in cells])

    def _columns(self) -> dict[str, NDArray[np.int64]]:
        sums, differences = {}, {}
        for equation in self.tables.equations:
            keys = [key for key, _ in equation.terms]
            if self.tables.cells[keys[-1]].standing is Standing.IMPLIED:
                differences[keys[2]] = keys[:2]
            else:
                sums[keys[0]] = keys[1:]
        leaves = [key for key in self.keys if key not in sums and key not in differences]
        room = ROOM * self.tables.threshold
        tried = [range((self.tables.cells[key].value or 0) + room + 1) for key in leaves]
        columns = dict(zip(leaves, np.array(list(product(*tried))).T, strict=True))
        while missing := [key for key in sums if key not in columns]:
            ready = next(key for key in missing if all(part in columns for part in sums[key]))
            columns[ready] = np.sum([columns[part] for part in sums[ready]], axis=0)
        return columns | {key: columns[outer] - columns[inner] for key, (outer, inner) in differences.items()}

    def is_safe(self, suppressed: set[str]) -> bool:
        """Outsider: what is suppressed or implied is T wide. Insider: T − 1, for who knows that another is not empty.

        An implied cell may also be known to be 0 or at least T.
        """
        threshold = self.tables.threshold
        shown = np.array([key not in suppressed for key in self.keys]) & ~self.is_implied
        possible = self.every[(self.every[:, shown] == self.truth[shown]).all(axis=1)]
        guarded = ~shown & ~(self.is_implied & _is_harmless(possible, threshold))
        if (guarded & (np.ptp(possible, axis=0) < threshold)).any():
            return False
        for insider in np.flatnonzero(guarded):
            known = possible[possible[:, insider] >= 1]
            asked = guarded & ~(self.is_implied & _is_harmless(known, threshold))
            asked[insider] = False
            if (asked & (np.ptp(known, axis=0) < threshold - 1)).any():
                return False
        return True

    def fewest(self) -> int | None:
        """The number of cells of the smallest safe pattern; None when there is none."""
        cells = [cell for cell in self.tables.cells.values() if cell.standing is Standing.OPEN]
        primary = {cell.key for cell in cells if cell.primary}
        others = [cell.key for cell in cells if not cell.primary]
        for size in range(len(others) + 1):
            if any(self.is_safe(primary | set(more)) for more in combinations(others, size)):
                return len(primary) + size
        return None


def _is_harmless(possible: NDArray[np.int64], threshold: int) -> NDArray[np.bool_]:
    harmless: NDArray[np.bool_] = (possible.min(axis=0) >= threshold) | (possible.max(axis=0) == 0)
    return harmless
