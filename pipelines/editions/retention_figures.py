"""Retention for the funder edition: the curve on its grid, competing exits on two days, summaries in whole months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.analysis.placement_strata import EVERYBODY, exposed
from pipelines.disclosure.curve import COMPETING_DAYS, GRID, Followed, shown_curve, shown_curves, shown_incidences
from pipelines.disclosure.rounds import few_changed
from pipelines.disclosure.summaries import DAYS_A_MONTH, shown_months
from pipelines.editions.mean_figures import WITHHELD

SECTOR, HORIZON = "school_sector", 730
AT_RISK, LEFT, LEFT_FOR = "at_risk", "left", "left_for"
NOT_REACHED = "mediaan_niet_bereikt"
MEMBERS = ("population", "dimension", "code", "person_id")
SUMMARY: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "stratum_by": pl.String,
    "stratum": pl.String,
    "median_days": pl.Int64,
    "rmst_730": pl.Float64,
    "reason": pl.String,
    WITHHELD: pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class RetentionMarts:
    """``placement_history`` and the marts of the same names, of the strata alle and school_sector."""

    history: pl.DataFrame
    retention_curve: pl.DataFrame
    retention_competing: pl.DataFrame
    retention_summary: pl.DataFrame

    def strata(self) -> Iterator[tuple[str, str, pl.DataFrame]]:
        """By what, its name, and its placements under observation."""
        units = exposed(self.history).rename({"professional_id": "person_id"})
        yield EVERYBODY, EVERYBODY, units
        for (name,), part in units.sort(SECTOR).group_by(SECTOR, maintain_order=True):
            yield SECTOR, str(name), part


def retention_members(marts: RetentionMarts) -> pl.DataFrame:
    """Who is at risk on each day of the grid, and who left by then, by stratum; for reasons, of everybody only.

    What a later round is compared with; nothing of it is published.
    """
    parts = [pl.DataFrame(schema=dict.fromkeys(MEMBERS, pl.String))]
    for by, name, units in marts.strata():
        population = f"retention.{by}.{name}"
        for day in GRID:
            entered = (pl.col("entry_days") < day) if day else (pl.col("entry_days") == 0)
            gone = units.filter("is_exit", pl.col("exit_days") <= day)
            parts.append(_labelled(units.filter(entered, pl.col("exit_days") >= day), population, AT_RISK, str(day)))
            parts.append(_labelled(gone, population, LEFT, str(day)))
            if by == EVERYBODY and day in COMPETING_DAYS:
                parts.append(_labelled(gone, population, LEFT_FOR, pl.format("{}|{}", pl.lit(day), "exit_reason")))
    return pl.concat(parts).unique().sort(MEMBERS)


def _labelled(units: pl.DataFrame, population: str, dimension: str, code: str | pl.Expr) -> pl.DataFrame:
    named = pl.lit(code) if isinstance(code, str) else code
    labels = [pl.lit(population).alias("population"), pl.lit(dimension).alias("dimension"), named.alias("code")]
    return units.select(*labels, "person_id")


def retention_figures(
    marts: RetentionMarts, members: pl.DataFrame, before: pl.DataFrame, threshold: int
) -> Mapping[str, pl.DataFrame]:
    """The tables ``retention_curve``, ``retention_competing`` and ``retention_summary``.

    Args:
        members: `retention_members` of now.
        before: those of the round before; empty when there is none.
    """
    followed = {
        (by, name): Followed(
            _named(units), _of(marts.retention_curve, by, name), _barred(by, name, members, before, threshold)
        )
        for by, name, units in marts.strata()
    }
    everybody = followed.pop((EVERYBODY, EVERYBODY))
    curves = {(EVERYBODY, EVERYBODY): shown_curve(everybody, threshold)}
    of_sectors = shown_curves({name: one for (_, name), one in followed.items()}, threshold)
    curves |= {(SECTOR, name): points for name, points in of_sectors.items()}
    incidences = shown_incidences(
        _named(next(units for by, _, units in marts.strata() if by == EVERYBODY)).filter("is_exit"),
        _of(marts.retention_competing, EVERYBODY, EVERYBODY).filter(pl.col("exit_reason").is_not_null()),
        curves[EVERYBODY, EVERYBODY],
        threshold,
        _changed_reasons(members, before),
    )
    shown = [(by, name, Followed(_named(units), pl.DataFrame())) for by, name, units in marts.strata()]
    return {
        "retention_curve": pl.concat(_stratified(points, *key) for key, points in curves.items()),
        "retention_competing": _stratified(incidences, EVERYBODY, EVERYBODY),
        "retention_summary": pl.DataFrame(
            [_summary(marts.retention_summary, *one, threshold) for one in shown if _has_points(curves, one)],
            schema=SUMMARY,
            orient="row",
        ),
    }


def _has_points(curves: Mapping[tuple[str, str], pl.DataFrame], one: tuple[str, str, Followed]) -> bool:
    return curves[one[0], one[1]].height > 0


def _named(units: pl.DataFrame) -> pl.DataFrame:
    return units.rename({"person_id": "professional_id"})


def _of(mart: pl.DataFrame, by: str, name: str) -> pl.DataFrame:
    return mart.filter(pl.col("stratum_by") == by, pl.col("stratum") == name)


def _stratified(rows: pl.DataFrame, by: str, name: str) -> pl.DataFrame:
    return rows.select(pl.lit(by).alias("stratum_by"), pl.lit(name).alias("stratum"), pl.all())


def _barred(by: str, name: str, members: pl.DataFrame, before: pl.DataFrame, threshold: int) -> set[int]:
    """Days on which 1 to T−1 persons came to be at risk or left, or are so no more, since the round before."""
    own = pl.col("population") == f"retention.{by}.{name}"
    barred: set[int] = set()
    if before.filter(own).height:
        for dimension in (AT_RISK, LEFT):
            frames = [frame.filter(own, pl.col("dimension") == dimension) for frame in (before, members)]
            was, now = (frame.select("code", "person_id") for frame in frames)
            barred |= {int(code) for code in few_changed(was, now, "code", threshold, "person_id") if code}
    return barred


def _changed_reasons(members: pl.DataFrame, before: pl.DataFrame) -> Mapping[int, Mapping[str, set[str]]]:
    """By day and reason, who came or went since the round before."""
    found: dict[int, dict[str, set[str]]] = {}
    own = pl.col("dimension") == LEFT_FOR
    for frame, other in ((before, members), (members, before)):
        rest = frame.filter(own).join(other.filter(own), on=list(MEMBERS), how="anti")
        for code, person in rest.select("code", "person_id").iter_rows() if before.height else ():
            day, _, reason = code.partition("|")
            found.setdefault(int(day), {}).setdefault(reason, set()).add(person)
    return found


def _summary(mart: pl.DataFrame, by: str, name: str, followed: Followed, threshold: int) -> dict[str, object]:
    """Median and restricted mean as days of whole months; how many persons, exits and tests are never published.

    That the median was not reached says that fewer than half left up to the horizon: it is told on the same terms as
    the mean up to there. Else a median that is absent would be one that is withheld, and so one that was reached.
    """
    row = _of(mart, by, name).row(0, named=True)
    exits = len(followed.left(-1, int(followed.units["exit_days"].max() or 0)))  # type: ignore[arg-type] # whole days
    median, mean = row["median_days"], row["rmst_730"]
    months = shown_months(median, exits, followed.at_risk(median) if median else 0, threshold)
    mean_months = shown_months(mean, exits, followed.at_risk(HORIZON), threshold)
    is_not_reached = median is None and mean_months is not None and NOT_REACHED in (row["reason"] or "").split(", ")
    withheld = [] if months is not None or is_not_reached else ["median_days", "reason"]
    return {
        "stratum_by": by,
        "stratum": name,
        "median_days": None if months is None else months * DAYS_A_MONTH,
        "rmst_730": None if mean_months is None else float(mean_months * DAYS_A_MONTH),
        "reason": NOT_REACHED if is_not_reached else None,
        WITHHELD: withheld + (["rmst_730"] if mean_months is None else []),
    }
