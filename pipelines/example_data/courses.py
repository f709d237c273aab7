"""How far the partnership and each pilot came: the decisions that were taken, and what is still open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.example_data.pilots import all_pilots
from pipelines.example_data.rows import Row, table_cells

STARTED = dt.date(2023, 9, 1)
PROGRAMME_SCOPE = "programma"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a phase, as it was taken."""

    scope_id: str
    decided_on: dt.date
    phase: str
    decision: str
    reason: str

    @property
    def row(self) -> Row:
        return {
            "scope_id": self.scope_id,
            "decided_on": self.decided_on,
            "phase": self.phase,
            "decision": self.decision,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Stay:
    """The time that a scope spent in a phase; ``decision`` is what ended it, None when it is still there."""

    scope_id: str
    phase: str
    entered_on: dt.date
    left_on: dt.date | None
    decision: str | None


_DECISIONS = """
programma | 2024-03-14 | starten | door | Businessplan en overeenkomst liggen er; het kernteam kan beginnen.
programma | 2025-01-23 | ontwikkelen | aanhouden | Bedrijven zien hun voordeel nog te weinig; eerst een rondvraag.
programma | 2025-06-19 | ontwikkelen | door | Pilots draaien en zijn op orde; tijd om te laten zien wat ze waard zijn.
programma | 2026-09-24 | valideren | aanhouden | Het lectoraat rondt de evaluatie van drie pilots eerst af.
metaal-vechtdal | 2022-02-10 | starten | door | Drie bedrijven en twee scholen hebben getekend.
metaal-vechtdal | 2022-12-08 | ontwikkelen | door | De eerste opleiding is afgerond en de leidraad is in gebruik.
metaal-vechtdal | 2024-04-18 | valideren | door | De evaluatie laat waarde zien voor opleiden en behouden.
metaal-vechtdal | 2025-09-25 | verduurzamen | door | De aanpak staat in het beleid van beide scholen en wordt betaald.
docentenpool-twente | 2022-09-15 | starten | door | De pool heeft een penvoerder en genoeg bedrijven.
docentenpool-twente | 2023-09-21 | ontwikkelen | door | De werkwijze staat op papier en het kernteam volgt de pilot.
docentenpool-twente | 2025-01-23 | valideren | door | Behoud in de pool is goed onderbouwd door het lectoraat.
installatie-friesland | 2023-03-16 | starten | door | Visie en overeenkomst zijn klaar.
installatie-friesland | 2024-06-20 | ontwikkelen | door | De werving loopt en levert plaatsingen op.
installatie-friesland | 2025-11-20 | valideren | door | Bestuurders willen niet wachten; twee punten blijven open.
bouw-achterhoek | 2023-10-12 | starten | door | Kernteam en visie zijn er.
bouw-achterhoek | 2024-06-20 | ontwikkelen | door | De eerste opleiding is gestart en bedrijven doen mee.
bouw-achterhoek | 2025-03-20 | valideren | terug | De opleiding past niet bij kleine banen; eerst het aanbod herzien.
bouw-achterhoek | 2025-11-20 | ontwikkelen | door | De herziene opleiding duurt langer en past nu wel.
elektro-groningen | 2024-03-14 | starten | door | Alle partners hebben getekend.
elektro-groningen | 2025-03-20 | ontwikkelen | door | De pilot levert plaatsingen en het instrument wordt gebruikt.
maakindustrie-salland | 2024-06-20 | starten | door | De visie is vastgesteld, ook door de bedrijven.
maakindustrie-salland | 2025-11-20 | ontwikkelen | door | Bedrijven noemen zelf hun voordeel in de rondvraag.
slimme-techniek-emmen | 2024-11-14 | starten | door | Twee scholen en vier bedrijven beginnen.
vmbo-techniek-salland | 2025-03-20 | starten | door | Vmbo-scholen en bedrijven zijn het eens over de opzet.
mechatronica-noord | 2024-03-14 | starten | door | De partners zijn compleet.
mechatronica-noord | 2025-03-20 | ontwikkelen | stop | Bedrijven trekken zich terug; plaatsingen lopen tot 31 maart.
watertechniek-friesland | 2025-06-19 | starten | door | De technohub neemt de leiding en het plan is klaar.
watertechniek-friesland | 2026-03-19 | ontwikkelen | aanhouden | HR van de bedrijven is nog niet aangehaakt.
waterstof-eemskust | 2026-03-19 | starten | aanhouden | Er ligt een concept voor de visie; nog niet iedereen tekent.
waterstof-eemskust | 2026-09-17 | starten | aanhouden | De overeenkomst is getekend; nu de mensen nog.
"""
READY = ("pilot-elektro-groningen", "pilot-vmbo-techniek-salland")
"""Scopes that have met every criterion of their phase, though nobody decided yet."""
OPEN_AT_DECISION = {"pilot-installatie-friesland": ("valideren", ("V2c", "V4"))}
"""Criteria that were open when a scope went on all the same."""
# Of a pilot for two kinds of schools it is not asked that partners of all kinds take part (S4).
NOT_APPLICABLE = {
    "pilot-docentenpool-twente": ("S4", "D3b"),
    "pilot-metaal-vechtdal": ("S4", "D3b"),
    "pilot-vmbo-techniek-salland": ("S2d",),
    "pilot-bouw-achterhoek": ("S4", "S5"),
    "pilot-elektro-groningen": ("S4",),
    "pilot-installatie-friesland": ("S4",),
    "pilot-slimme-techniek-emmen": ("S4",),
    "pilot-watertechniek-friesland": ("S4",),
}


def all_decisions() -> list[Decision]:
    return [_decision(cells) for cells in table_cells(_DECISIONS)]


def stays(phases: list[str]) -> list[Stay]:
    """Every stay of every scope in a phase, in order of time.

    Args:
        phases: ids of the phases, in their order.
    """
    begins = {PROGRAMME_SCOPE: STARTED} | {p.pilot_id: p.start_date for p in all_pilots()}
    decisions = all_decisions()
    return [
        stay
        for scope, begin in begins.items()
        for stay in _stays_of(scope, begin, [d for d in decisions if d.scope_id == scope], phases)
    ]


def _stays_of(scope_id: str, begin: dt.date, decisions: list[Decision], phases: list[str]) -> list[Stay]:
    place, entered_on, found = 0, begin, []
    steps = {"door": 1, "terug": -1, "stop": 0}
    for taken in decisions:
        if taken.decision == "aanhouden":
            continue
        found.append(Stay(scope_id, phases[place], entered_on, taken.decided_on, taken.decision))
        if taken.decision == "stop":
            return found
        place, entered_on = place + steps[taken.decision], taken.decided_on
    return [*found, Stay(scope_id, phases[place], entered_on, None, None)]


def _decision(cells: list[str]) -> Decision:
    scope, decided_on, phase, decision, reason = cells
    scope_id = scope if scope == PROGRAMME_SCOPE else f"pilot-{scope}"
    return Decision(scope_id, dt.date.fromisoformat(decided_on), phase, decision, reason)
