"""What is published, as an outsider sees it: tables with gaps, and what is said of what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOTAL = "totaal"


@dataclass(frozen=True)
class PublishedTable:
    """A table of numbers over the codes of some dimensions.

    Tables of the same ``population`` count the same persons (or add up the same amounts), so that equal codes mean the
    same number; populations of other rounds or dates have other names. A row has a key for each dimension, its code or
    `TOTAL`, and ``value``: a number, or None where it is suppressed. A combination without a row is 0. Along a
    dimension in ``overlapping`` a person may be counted under several codes.
    """

    name: str
    population: str
    dimensions: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]
    overlapping: frozenset[str] = frozenset()
    is_money: bool = False


@dataclass(frozen=True)
class Grouping:
    """Each code of a fine dimension belongs to one code of a coarse one (pilots to regions)."""

    fine: str
    coarse: str
    members: Mapping[str, str]


@dataclass(frozen=True)
class Nesting:
    """Whoever is counted in ``inner`` is counted in ``outer`` too."""

    outer: str
    inner: str


@dataclass(frozen=True)
class Balance:
    """Σ coefficient · population = 0, code by code (now = before + joined − left)."""

    coefficients: Mapping[str, int]


@dataclass(frozen=True)
class PublishedShare:
    """Whole percents of one population in another, rounded half up; a row has dimensions and ``percent`` or None."""

    numerator: str
    denominator: str
    dimensions: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Publication:
    """All that is published, of all rounds."""

    tables: Sequence[PublishedTable]
    groupings: Sequence[Grouping] = ()
    nestings: Sequence[Nesting] = ()
    balances: Sequence[Balance] = ()
    shares: Sequence[PublishedShare] = ()
