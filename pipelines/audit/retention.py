"""The retention curves, reasons and summaries of a funder edition."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from pipelines.audit.published import CurvePoint, Incidence, PublishedCurve
from pipelines.audit.rows import EVERYBODY, Row, rows

_NOT_REACHED = "mediaan_niet_bereikt"
_STRATA = """
    select distinct stratum_by, stratum, peildatum from mart.retention_curve
    union
    select distinct stratum_by, stratum, peildatum from mart.retention_summary
    union
    -- a group of which persons are counted, or are not told, has placements too, though it has no curve
    select 'school_sector', counts.code, rounds.peildatum
    from mart.person_counts as counts
    inner join (select max(peildatum) as peildatum from meta.rounds) as rounds on counts.peildatum = rounds.peildatum
    where counts.population = 'professionals' and dimension = 'school_sector' and coalesce(persons, 1) > 0
    order by all
"""


def curves_in(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedCurve]:
    """Those of the latest round; a stratum without a point has an empty one."""
    points, reasons, summaries = (
        _by_stratum(rows(con, f"from mart.retention_{name} order by all")) for name in ("curve", "competing", "summary")
    )
    for row in rows(con, _STRATA):
        key = (row["stratum_by"], row["stratum"])
        summary = next(iter(summaries.get(key, [])), {})
        whole = _named(EVERYBODY, EVERYBODY, row)
        yield PublishedCurve(
            _named(*key, row),
            sorted(
                (CurvePoint(one["days"], one["at_risk"], one["survival"]) for one in points.get(key, [])),
                key=lambda point: point.days,
            ),
            [Incidence(one["exit_reason"], one["days"], one["cumulative_incidence"]) for one in reasons.get(key, [])],
            median_days=summary.get("median_days"),
            mean_days=summary.get("rmst_730"),
            is_beyond=_NOT_REACHED in (summary.get("reason") or ""),
            part_of=None if key == (EVERYBODY, EVERYBODY) else whole,
        )


def _by_stratum(found: list[Row]) -> dict[tuple[str, str], list[Row]]:
    strata: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        strata.setdefault((row["stratum_by"], row["stratum"]), []).append(row)
    return strata


def _named(by: str, stratum: str, row: Row) -> str:
    return f"behoud.{stratum if by == EVERYBODY else f'{by}.{stratum}'}@{row['peildatum']}"
