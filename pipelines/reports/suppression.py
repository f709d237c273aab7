"""The report of a round: what of each table is published, what is not and by which rule, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.disclosure.curve import COMPETING_DAYS, GRID
from pipelines.disclosure.primary import (
    DOMINATED,
    FEW_CONTRIBUTORS,
    ONE_CATEGORY,
    ONE_SCHOOL,
    SMALL_COUNT,
    SMALL_DISTRIBUTION,
)
from pipelines.disclosure.protection import SECONDARY
from pipelines.disclosure.rounds import FEW_CHANGED
from pipelines.editions.mean_figures import FEW_GROUPS, WITHHELD
from pipelines.editions.rounds import Round

RULES = {
    SMALL_COUNT: "minder personen dan de drempel",
    SMALL_DISTRIBUTION: "te weinig personen voor iets gevoeligs",
    ONE_CATEGORY: "iedereen in één categorie",
    ONE_SCHOOL: "te weinig personen buiten één school",
    FEW_CHANGED: "te weinig personen veranderd sinds de vorige ronde",
    FEW_GROUPS: "te weinig groepen, scholen of leerlingen",
    FEW_CONTRIBUTORS: "minder dan drie organisaties",
    DOMINATED: "één organisatie overheerst",
    SECONDARY: "anders uit te rekenen",
    "punt": "te weinig vertrokken of gevolgd",
}


@dataclass(frozen=True, slots=True)
class Published:
    """Of one table: the cells that its class admits, those published, and the rules by which others are not.

    ``lost`` is the share of what the cells count (persons or euros) that stands in cells not published; null for
    tables that count nothing.
    """

    table: str
    admitted: int
    shown: int
    by_rule: Mapping[str, int]
    lost: float | None

    @property
    def share(self) -> float:
        return self.shown / self.admitted if self.admitted else 1.0

    def to_plain(self) -> dict[str, Any]:
        rules = {RULES.get(rule, rule): n for rule, n in self.by_rule.items()}
        return {"table": self.table, "admitted": self.admitted, "shown": self.shown, "rules": rules, "lost": self.lost}


def suppression_report(one: Round) -> list[Published]:
    """A line per table of a round. Cells that nobody could be counted in (zeros) are cells, too."""
    return [
        *_of_counts(one.tables["person_counts"]),
        _of_cells("contributions_private", one.tables["contributions_private"], "amount_eur"),
        *_of_points(one.tables),
        _of_figures("outcome_effects", one.tables["outcome_effects"]),
        _of_figures("survey_scales", one.tables["survey_scales"]),
    ]


def total(lines: list[Published]) -> Published:
    """All tables together."""
    rules: dict[str, int] = {}
    for line in lines:
        for rule, n in line.by_rule.items():
            rules[rule] = rules.get(rule, 0) + n
    return Published("alles", sum(line.admitted for line in lines), sum(line.shown for line in lines), rules, None)


def _of_counts(counts: pl.DataFrame) -> Iterator[Published]:
    kinds = pl.col("population").str.replace(r"(_\d{4}|\..*)$", "")
    for (kind,), part in counts.with_columns(kind=kinds).sort("kind").group_by("kind", maintain_order=True):
        yield _of_cells(f"person_counts: {kind}", part, "persons")


def _of_cells(table: str, cells: pl.DataFrame, value: str) -> Published:
    hidden = cells.filter(pl.col("reason").is_not_null())
    whole = float(cells[value].sum() or 0)
    lost = float(hidden[value].sum() or 0) / whole if whole else 0.0
    rules = {str(rule): n for rule, n in hidden["reason"].value_counts(sort=True).iter_rows()}
    return Published(table, cells.height, cells.height - hidden.height, rules, lost)


def _of_points(tables: Mapping[str, pl.DataFrame]) -> Iterator[Published]:
    """Points of curves: each day of the grid of each stratum that has placements, and the two days of reasons."""
    summaries, curve = tables["retention_summary"], tables["retention_curve"]
    strata = max(summaries.height, curve.select("stratum_by", "stratum").n_unique() if curve.height else 0)
    admitted = strata * len(GRID)
    yield Published("retention_curve", admitted, curve.height, _rest("punt", admitted - curve.height), None)
    competing = tables["retention_competing"]
    days = competing["days"].n_unique() if competing.height else 0
    all_days = len(COMPETING_DAYS) if strata else 0
    yield Published("retention_competing", all_days, days, _rest("punt", all_days - days), None)


def _of_figures(table: str, figures: pl.DataFrame) -> Published:
    """Rows of means; one that lacks its number of persons is not published."""
    shown = figures.filter(~pl.col(WITHHELD).list.contains("n") & ~pl.col(WITHHELD).list.contains("n_hybrid")).height
    return Published(table, figures.height, shown, _rest(SMALL_DISTRIBUTION, figures.height - shown), None)


def _rest(rule: str, count: int) -> dict[str, int]:
    return {rule: count} if count else {}
