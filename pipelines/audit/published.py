"""What is published, as an outsider sees it: tables with gaps, and what is said of what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

TOTAL = "totaal"
HORIZON = 730


@dataclass(frozen=True)
class PublishedTable:
    """A table of numbers over the codes of some dimensions.

    Tables of the same ``population`` count the same persons (or add up the same amounts), so that equal codes mean the
    same number; populations of other rounds or dates have other names. A row has a key for each dimension, its code or
    `TOTAL`, and ``value``: a number, or None where it is suppressed. A combination without a row is 0. Along a
    dimension in ``overlapping`` somebody is counted under several codes: that is told, but not of how many.
    ``least`` is how many times the threshold a number must be (twice, where persons are counted about whom something
    sensitive is said).
    """

    name: str
    population: str
    dimensions: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]
    overlapping: frozenset[str] = frozenset()
    is_money: bool = False
    least: int = 1


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
    """Whole percents of one population in another, rounded half up; a row has dimensions and ``percent`` or None.

    Whether or not a percentage is published, the one population is nested in the other.
    """

    numerator: str
    denominator: str
    dimensions: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Place:
    """A cell of a table: what is counted, under which codes."""

    population: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class PublishedFigure:
    """An indicator: persons in several cells together, and their share of those in others, in whole percents.

    ``above`` is the sum over ``numerator``, ``below`` that over ``denominator``; None is what is not published.
    """

    numerator: Sequence[Place]
    denominator: Sequence[Place] = ()
    above: int | None = None
    below: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class CurvePoint:
    """How many are followed on a day, rounded to 5, and what share of placements lasted until then, to 2 decimals."""

    days: int
    at_risk: int
    survival: float


@dataclass(frozen=True)
class Incidence:
    """What share of placements had ended for a reason by a day, to 2 decimals."""

    reason: str
    days: int
    share: float


@dataclass(frozen=True)
class PublishedCurve:
    """How long placements last: a curve on some days, reasons on some, and a median and a mean in whole months.

    ``part_of`` names the curve of which the placements are a part. ``mean_days`` is the area under the curve up to
    `HORIZON`. ``is_beyond`` when it is told that the median was not reached.
    """

    population: str
    points: Sequence[CurvePoint]
    incidences: Sequence[Incidence] = ()
    median_days: float | None = None
    mean_days: float | None = None
    is_beyond: bool = False
    part_of: str | None = None


@dataclass(frozen=True)
class PublishedAnswer:
    """Whether a pilot meets a co-financing rule: contributions that count are at least ``share`` of the costs.

    Costs are not published; ``public_eur`` is, and counts where ``counts_public`` is true. Of private contributions all
    count, or those of companies only (``of_companies``). ``years`` are those taken together.
    """

    pilot: str
    basis: str
    years: tuple[int, ...]
    share: Fraction
    is_met: bool
    public_eur: float
    counts_public: bool
    of_companies: bool


@dataclass(frozen=True)
class Publication:
    """All that is published, of all rounds.

    ``told`` names figures that stand although what they rest on is withheld, or that are never published at all.
    """

    tables: Sequence[PublishedTable]
    groupings: Sequence[Grouping] = ()
    nestings: Sequence[Nesting] = ()
    balances: Sequence[Balance] = ()
    shares: Sequence[PublishedShare] = ()
    figures: Sequence[PublishedFigure] = ()
    curves: Sequence[PublishedCurve] = ()
    answers: Sequence[PublishedAnswer] = ()
    told: Sequence[str] = ()
