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
from pipelines.disclosure.system import Floats, Ints, Mask, System

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
    for position in part.narrow():
        if position in part.narrow():  # an extreme of one cell may have shown the width of the next
            yield from _asked(part, hidden, int(position), None)


def _told_by_insiders(part: Part, hidden: Mask) -> Iterator[Cut]:
    """Up to one cut an insider: the next pattern has to answer it anyway."""
    _explore(part, are_insiders=True)
    for insider in part.insiders:
        _explore_beside(part, int(insider))
        for position in part.narrow(int(insider)):
            if position in part.narrow(int(insider)):
                cuts = list(_asked(part, hidden, int(position), int(insider)))
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
    if part.widths(insider)[position] < part.needed(insider)[position]:
        yield from _answer(part, hidden, position, insider, *found)


def _answer(part: Part, hidden: Mask, position: int, insider: int | None, up: Extreme, down: Extreme) -> Iterator[Cut]:
    """The cut against a cell that is too narrow; an implied one is none if what is known of it might be published."""
    system, cell = part.system, int(part.cells[position])
    scale, needed = float(part.scale[position]), float(part.needed(insider)[position])
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
    yield (is_narrow and capacity_cut(system, weights, needed, who)) or widening_cut(system, hidden, who)


def _explore(part: Part, are_insiders: bool) -> None:
    """Look for tables that show many cells' widths at once, in directions drawn with a fixed seed."""
    random, left = np.random.default_rng(0), _unshown(part, are_insiders)
    for _ in range(EXPLORATIONS):
        if left.sum() < FEW:
            return
        _try(part, np.where(left > 0, random.choice([-1.0, 1.0], len(part.cells)), 0.0), None)
        before, left = left, _unshown(part, are_insiders)
        if left.sum() > STALLED * before.sum():
            return


def _unshown(part: Part, are_insiders: bool) -> Ints:
    """Of each cell, by how many of those who ask its width is not shown yet."""
    left = np.zeros(len(part.cells), dtype=np.int64)
    left[part.narrow()] += 1
    for insider in part.insiders if are_insiders else ():
        left[part.narrow(int(insider))] += 1
    return left


def _explore_beside(part: Part, insider: int) -> None:
    """Tables that show the widths that are left for one insider: all one way, then every other one."""
    for other in (1.0, -1.0):
        left = part.narrow(insider)
        if len(left) < 2:
            return
        ways = np.zeros(len(part.cells))
        ways[left], ways[left[::2]] = 1.0, other
        _try(part, ways, insider)


def _try(part: Part, ways: Floats, insider: int | None) -> None:
    for extreme in both_ways(part, ways, insider) or ():
        part.add(extreme.move)
