"""What an outsider, or an insider who knows of one cell that it is not empty, finds out from a pattern.

A pattern is safe when *tables* show it: two tables of whole numbers that agree with everything published and differ
enough in a cell are a proof that needs no tolerance. They are looked for as extremes of linear programs, and of integer
programs where those are not whole. Where there are none, the dual solution says what would have to be hidden: a cut.

Source of the cuts: Fischetti & Salazar, "Models and algorithms for optimizing cell suppression in tabular data with
linear constraints", JASA 95 (2000), and "Solving the cell suppression problem on tabular data with linear constraints",
Management Science 47 (2001): capacity constraints, here for sliding protection (a width, wherever it lies).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.disclosure.cuts import Cut, capacity_cut, change_cut, widening_cut
from pipelines.disclosure.extremes import TOLERANCE, Extreme, both_ways, room_given, whole_extreme
from pipelines.disclosure.parts import Part, parts_of
from pipelines.disclosure.system import Floats, Mask, System

HALF = 0.5
"""Of the width needed, how far cells are asked to move both ways where insiders are asked about: fewer end up empty."""
EXPLORATIONS = 40
FEW, STALLED = 4, 0.99
"""Exploring ends with so few cells left to show, or when so large a share of them is left after an attempt."""


class Attacker:
    """Tries patterns of one system; remembers the tables that it has seen, for they serve later patterns too."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.seen = np.zeros((1, len(system.keys)), dtype=np.int64)

    def cuts(self, hidden: Mask) -> list[Cut]:
        """What every safe pattern satisfies and this one does not; empty when this one is safe.

        Args:
            hidden: of every cell of the system whether it is not published.

        Raises:
            CannotProtect: a cell is too narrow in every pattern.
        """
        parts = list(parts_of(self.system, hidden, self.seen))
        found = [cut for part in parts for cut in _too_narrow(part, hidden)]
        if not found:
            found = [cut for part in parts for cut in _told_by_insiders(part, hidden)]
        self._remember(parts)
        return found

    def _remember(self, parts: list[Part]) -> None:
        seen = [self.seen]
        for part in parts:
            moves = np.zeros((len(part.moves), self.seen.shape[1]), dtype=np.int64)
            moves[:, part.cells] = part.moves
            seen.append(moves)
        self.seen = np.unique(np.vstack(seen), axis=0)


def _too_narrow(part: Part, hidden: Mask) -> Iterator[Cut]:
    _explore(part, are_insiders=False)
    for position in np.flatnonzero(part.narrow()):
        if part.narrow()[position]:  # an extreme of one cell may have shown the width of the next
            yield from _asked(part, hidden, int(position), None)


def _told_by_insiders(part: Part, hidden: Mask) -> Iterator[Cut]:
    """Up to one cut an insider: the next pattern has to answer it anyway."""
    _explore(part, are_insiders=True)
    for insider in map(int, np.flatnonzero(part.insiders)):
        _explore_beside(part, insider)
        for position in np.flatnonzero(part.narrow(insider)):
            if part.narrow(insider)[position]:
                cuts = list(_asked(part, hidden, int(position), insider))
                yield from cuts
                if cuts:
                    break


def _asked(part: Part, hidden: Mask, position: int, insider: int | None) -> Iterator[Cut]:
    """The cut that a cell's bounds give, if they are too narrow."""
    ways = np.zeros(len(part.cells))
    ways[position] = 1.0
    found = both_ways(part, ways, insider)
    if found is None:
        return  # the insider's cell is known to be empty: there is no such insider
    for way, extreme in zip((ways, -ways), found, strict=True):
        if not part.add(extreme.move):
            part.add(whole_extreme(part, way, insider))
    if part.narrow(insider)[position]:
        yield from _answer(part, hidden, position, insider, *found)


def _answer(part: Part, hidden: Mask, position: int, insider: int | None, up: Extreme, down: Extreme) -> Iterator[Cut]:
    """The cut against a cell that is too narrow; an implied one is none if what is known of it might be published."""
    system, cell = part.system, int(part.cells[position])
    scale, needed = float(part.scale[position]), float(part.needed(insider is not None)[position])
    is_narrow = scale * up.room + down.room < needed - TOLERANCE  # else only whole numbers make it so
    if system.is_implied[cell] and not system.is_kept[cell]:
        low, high = part.values[position] - down.room, part.values[position] + up.room
        if not is_narrow or (low < system.threshold - 1 + TOLERANCE and high > 1 - TOLERANCE):
            yield change_cut(system, part.cells, hidden)
        elif insider is None:
            part.excused[position] = True
        return
    who = [cell] if insider is None else [cell, int(part.cells[insider])]
    ways = np.zeros(len(part.cells))
    ways[position] = 1.0
    weights = scale * room_given(part, up, ways, insider) + room_given(part, down, -ways, insider)
    cut = capacity_cut(system, weights, needed, who) if is_narrow else None
    # a cut that the pattern meets, by rounding, would ask for nothing and for ever
    yield widening_cut(system, hidden, who) if cut is None or cut.is_met_by(hidden) else cut


def _explore(part: Part, are_insiders: bool) -> None:
    """Look for tables that show many cells' widths at once, in directions drawn with a fixed seed."""
    random = np.random.default_rng(0)
    left = part.narrow_for_all() if are_insiders else part.narrow()
    for _ in range(EXPLORATIONS):
        if left.sum() < FEW:
            return
        ways = np.where(left > 0, random.choice([-1.0, 1.0], len(part.cells)), 0.0)
        _try(part, ways, None, HALF if are_insiders else 1.0)
        before, left = left, part.narrow_for_all() if are_insiders else part.narrow()
        if left.sum() > STALLED * before.sum():
            return


def _explore_beside(part: Part, insider: int) -> None:
    """Tables that show the widths that are left for one insider: all one way, then every other one."""
    for other in (1.0, -1.0):
        left = np.flatnonzero(part.narrow(insider))
        if len(left) < 2:
            return
        ways = np.zeros(len(part.cells))
        ways[left], ways[left[::2]] = 1.0, other
        _try(part, ways, insider, HALF)


def _try(part: Part, ways: Floats, insider: int | None, reach: float) -> None:
    for extreme in both_ways(part, ways, insider, reach) or ():
        part.add(extreme.move)
