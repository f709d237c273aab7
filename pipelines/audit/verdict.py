"""The verdict on a publication: the narrowest intervals, and whether one of them is too narrow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.audit.cofinancing import bounds_of_answers
from pipelines.audit.curves import intervals_of_curves
from pipelines.audit.intervals import ROUNDING, Interval, Network, networks_of, whole_width
from pipelines.audit.published import Publication
from pipelines.audit.relations import Quantity, Relations, relations_of

MONEY_SHARE = 0.20


@dataclass(frozen=True)
class Audit:
    """``intervals`` of all that is suppressed or implied, narrowest first; ``small``: published counts that are too
    small; ``told``: figures that should not stand there at all.
    """

    intervals: tuple[Interval, ...]
    small: tuple[Quantity, ...]
    told: tuple[str, ...] = ()

    @property
    def too_narrow(self) -> tuple[Interval, ...]:
        return tuple(interval for interval in self.intervals if interval.is_too_narrow)

    @property
    def is_safe(self) -> bool:
        return not self.too_narrow and not self.small and not self.told


def audit(publication: Publication, threshold: int = 5) -> Audit:
    """What an outsider computes from a publication, and an insider who is counted in one suppressed cell.

    A suppressed count is safe when ⌊high⌋ − ⌈low⌉ ≥ threshold (for an insider threshold − 1), a suppressed amount when
    high − low ≥ 0.20·high. What is only implied (a difference of nested populations, how many are counted twice, how
    many were invited) must be as wide, unless it is known to be 0 or at least the threshold, which might be published
    as such. What a curve tells of exits is judged by `curves`: by its rule each step is of at least the threshold.

    Raises:
        Contradiction: no numbers satisfy what is published.
    """
    relations = relations_of(publication)
    intervals = [_exact(relations, q, threshold) for q in sorted(relations.withheld & relations.known.keys())]
    for network in networks_of(relations):
        intervals += _of_network(network, relations, threshold)
    intervals += intervals_of_curves(publication.curves, threshold)
    intervals += [Interval(q, low, high, _money_room(low, high)) for q, low, high in bounds_of_answers(publication)]
    return Audit(
        tuple(sorted(intervals, key=lambda i: (i.room, i.quantity))),
        tuple(_small(relations, threshold)),
        tuple(publication.told),
    )


def _small(relations: Relations, threshold: int) -> list[Quantity]:
    """Published counts from 1 up to what is the least that may be published."""
    counts = relations.known.keys() - relations.money
    return sorted(q for q in counts if 0 < relations.known[q] < threshold * relations.least.get(q, 1))


def _exact(relations: Relations, quantity: Quantity, threshold: int) -> Interval:
    """Suppressed in one table, published in another."""
    value = relations.known[quantity]
    return Interval(quantity, value, value, -float(threshold))


def _of_network(network: Network, relations: Relations, threshold: int) -> Iterator[Interval]:
    """Of insiders only what outsiders cannot do: a quantity that is too narrow for all is told once."""
    guarded, asked = [], []
    for k, quantity in enumerate(network.quantities):
        low, high = float(network.low[k]), float(network.high[k])
        if quantity in relations.money:
            yield Interval(quantity, low, high, _money_room(low, high))
        elif quantity in relations.withheld or quantity in relations.implied:
            is_harmless = _is_harmless(relations, quantity, low, high, threshold)
            room = math.inf if is_harmless else float(whole_width(low, high)) - threshold
            yield Interval(quantity, low, high, room)
            guarded += [] if is_harmless else [k]
            asked += [] if is_harmless or room < 0 else [k]
    for c in guarded:
        if network.low[c] < 1 - ROUNDING:  # else everybody knows what the insider knows
            for k, low, high in network.beside(c, asked, threshold - 1):
                if not _is_harmless(relations, network.quantities[k], low, high, threshold):
                    room = float(whole_width(low, high)) - (threshold - 1)
                    yield Interval(network.quantities[k], low, high, room, network.quantities[c])


def _is_harmless(relations: Relations, quantity: Quantity, low: float, high: float, threshold: int) -> bool:
    """An implied number that is 0 or at least the threshold for certain might be published."""
    return quantity in relations.implied and (low > threshold - 1 + ROUNDING or high < 1 - ROUNDING)


def _money_room(low: float, high: float) -> float:
    if math.isinf(high):
        return math.inf
    return -math.inf if high - low <= ROUNDING else high - low - MONEY_SHARE * high
