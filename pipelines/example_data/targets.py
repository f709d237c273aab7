"""What the invented partnership wants to reach, and what it says where it lags behind: every target is made up."""

from __future__ import annotations

import datetime as dt

from pipelines.example_data.organisations import PROGRAMME
from pipelines.example_data.pilots import pilot_rows
from pipelines.example_data.rows import Row, table_cells

_EXPLAINED_FROM = dt.date(2026, 1, 1)  # deviations were discussed for the first time in the winter of 2025–2026
# Indicator, scope, year, baseline, target.
_TARGETS = """
active_placements              | programma                     | 2025 |    7 | 110
active_placements              | programma                     | 2028 |    7 | 180
fte_at_schools                 | programma                     | 2028 |  3.8 | 80
schools_vmbo                   | programma                     | 2026 |    1 | 5
retention_one_year             | programma                     | 2028 | 0.75 | 0.85
with_coach                     | programma                     | 2027 |  0.5 | 0.9
with_recent_alignment          | programma                     | 2027 |      | 0.85
qualified_professionals        | programma                     | 2028 |  0.5 | 0.8
private_share                  | programma                     | 2026 |  0.4 | 0.5
structural_share               | programma                     | 2027 |    0 | 0.4
survey_response_hp             | programma                     | 2026 |  0.6 | 0.75
peer_reviews_held              | programma                     | 2026 |      | 12
recommendations_closed_on_time | programma                     | 2026 |  0.4 | 0.7
deliveries_on_time             | programma                     | 2026 |      | 0.95
rows_rejected                  | programma                     | 2026 | 0.05 | 0.01
active_placements              | pilot-metaal-vechtdal         | 2026 |    1 | 18
active_placements              | pilot-docentenpool-twente     | 2026 |    3 | 25
active_placements              | pilot-installatie-friesland   | 2026 |    1 | 12
active_placements              | pilot-bouw-achterhoek         | 2026 |   10 | 14
active_placements              | pilot-elektro-groningen       | 2026 |    9 | 16
active_placements              | pilot-maakindustrie-salland   | 2026 |    4 | 14
active_placements              | pilot-slimme-techniek-emmen   | 2027 |    8 | 14
active_placements              | pilot-vmbo-techniek-salland   | 2026 |    4 | 12
active_placements              | pilot-watertechniek-friesland | 2026 |    6 | 10
active_placements              | pilot-waterstof-eemskust      | 2027 |    4 | 12
with_coach                     | pilot-metaal-vechtdal         | 2026 |  0.7 | 0.7
with_coach                     | pilot-docentenpool-twente     | 2026 |  0.6 | 0.8
with_coach                     | pilot-elektro-groningen       | 2026 |  0.6 | 0.9
with_recent_alignment          | pilot-elektro-groningen       | 2026 |      | 0.8
with_recent_alignment          | pilot-metaal-vechtdal         | 2026 |      | 0.8
realised_against_budget        | pilot-maakindustrie-salland   | 2026 |      | 1.0
"""
# Where it lags: why, and what is done about it.
_EXPLANATIONS = {
    ("schools_vmbo", "programma"): (
        "Vmbo-scholen vragen meer voorbereiding dan gedacht.",
        "Een adviseur van de STO-regio gaat langs vijf scholen.",
    ),
    ("with_recent_alignment", "programma"): (
        "De halfjaarlijkse gesprekken zijn nog niet overal ingevoerd.",
        "Vast onderdeel van het jaarplan van elke pilot.",
    ),
    ("active_placements", "pilot-docentenpool-twente"): (
        "Twee scholen stelden hun vacatures een jaar uit.",
        "De O&O-fondsen werven in het najaar samen.",
    ),
}


def target_rows(on: dt.date) -> list[Row]:
    """The targets as the kernteam knows them on a day: for the pilots that exist by then."""
    known = {PROGRAMME, *(row["pilot_id"] for row in pilot_rows(on))}
    return [_target(cells, on) for cells in table_cells(_TARGETS) if cells[1] in known]


def _target(cells: list[str], on: dt.date) -> Row:
    indicator_id, scope_id, period, baseline, target = cells
    explained = _EXPLANATIONS if on >= _EXPLAINED_FROM else {}
    explanation, measure = explained.get((indicator_id, scope_id), (None, None))
    return {
        "indicator_id": indicator_id,
        "scope_id": scope_id,
        "period": int(period),
        "baseline": float(baseline) if baseline else None,
        "target": float(target),
        "explanation": explanation,
        "measure": measure,
    }
