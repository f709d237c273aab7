"""From linked tables to what may be published of them: the one door of this package's secondary suppression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.disclosure.pattern import EXACT_UP_TO, safe_pattern
from pipelines.disclosure.system import System
from pipelines.disclosure.tables import LinkedTables, Standing

SECONDARY = "secundair"
EARLIER = "eerdere_ronde"


@dataclass(frozen=True)
class Protection:
    """What must not be published, and why.

    ``suppressed`` has the reason of each suppressed cell: of a primary rule, `SECONDARY`, or `EARLIER`. The reasons are
    for the publisher: which cells are primary must itself not be published. ``is_fewest`` when it is proven that no
    safe pattern suppresses fewer cells.
    """

    suppressed: Mapping[str, str]
    is_fewest: bool

    def shows(self, key: str) -> bool:
        return key not in self.suppressed


def protect(tables: LinkedTables, exact_up_to: int = EXACT_UP_TO) -> Protection:
    """The cells to suppress so that every one of them, and every implied cell, stays wide enough (disclosure.md, Safe).

    A block of linked cells with more than ``exact_up_to`` open ones gets a safe pattern, not the one with the fewest
    cells. Same tables, same answer.

    Raises:
        CannotProtect: what was published before and must stay hidden leaves no safe pattern. Nothing may be published.
        TablesContradict: earlier rounds do not agree with these tables.
    """
    suppressed: dict[str, str] = {}
    is_fewest = True
    for block in tables.blocks():
        system = System.of(block)
        pattern = safe_pattern(system, exact_up_to)
        is_fewest &= pattern.is_fewest
        for key, is_hidden in zip(system.keys, pattern.hidden, strict=True):
            cell = tables.cells[key]
            if is_hidden and cell.standing is Standing.OPEN:
                suppressed[key] = cell.primary or SECONDARY
            elif cell.standing is Standing.HIDDEN:
                suppressed[key] = cell.primary or EARLIER
    return Protection(suppressed, is_fewest)
