"""What the invented kernteam agreed to do, in which meeting, and when it was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.example_data.courses import PROGRAMME_SCOPE
from pipelines.example_data.rows import Row, table_cells


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """One action; ``closed_on`` is None as long as it is open on the last day of the example."""

    row: Row
    agreed_on: dt.date
    closed_on: dt.date | None

    def row_on(self, day: dt.date) -> Row:
        """The action as the kernteam has it on a day."""
        is_closed = self.closed_on is not None and self.closed_on <= day
        return self.row | {"closed_on": self.closed_on if is_closed else None}


# Number, day of the meeting, scope, source, who does it, deadline, day on which it was done.
_FACTS = """
A-2024-01 | 2024-03-14 | programma               | vergadering | programma                     | 2024-06-01 | 2024-05-28
A-2024-02 | 2024-06-20 | bouw-achterhoek         | fasebesluit | vakcollege-zandrug            | 2024-07-12 | 2024-07-09
A-2025-01 | 2025-01-23 | programma               | fasebesluit | technohub-het-werkveld        | 2025-05-01 | 2025-05-20
A-2025-02 | 2025-03-20 | bouw-achterhoek         | fasebesluit | vakcollege-zandrug            | 2025-10-01 | 2025-09-30
A-2025-03 | 2025-03-20 | mechatronica-noord      | fasebesluit | hogeschool-waddenrijk         | 2025-05-15 | 2025-05-13
A-2025-04 | 2025-11-20 | installatie-friesland   | fasebesluit | roc-terpenland                | 2026-03-01 |
A-2026-01 | 2026-03-19 | watertechniek-friesland | fasebesluit | technohub-het-werkveld        | 2026-06-15 |
A-2026-02 | 2026-03-19 | programma               | vergadering | programma                     | 2026-04-15 |
A-2026-03 | 2026-03-19 | programma               | peerreview  | hogeschool-oosterlanden       | 2026-09-01 | 2026-09-28
A-2026-04 | 2026-09-24 | programma               | fasebesluit | lectoraat-hybride-vakmanschap | 2026-12-01 |
A-2026-05 | 2026-09-24 | waterstof-eemskust      | vergadering | hogeschool-oosterlanden       | 2026-11-15 |
A-2026-06 | 2026-09-24 | programma               | vergadering | programma                     | 2026-10-10 |
"""
_TEXTS = """
A-2024-01 | Vaste contactpersoon HR noemen, bij elke school en elk groot bedrijf
A-2024-02 | Rooster van de eerste opleiding vóór de zomer naar de bedrijven
A-2025-01 | Rondvraag onder bedrijven: wat levert het hun op?
A-2025-02 | Opleiding herzien voor kleine banen
A-2025-03 | Gesprek met elke hybride docent van de gestopte pilot over het vervolg
A-2025-04 | De twee open punten afronden: behoudcijfers en opschalingsplan
A-2026-01 | HR van de drie grootste bedrijven uitnodigen voor een werksessie
A-2026-02 | ROC Terpenland bellen over de uitblijvende leveringen
A-2026-03 | Format voor de gezamenlijke urenafspraak delen met alle pilots
A-2026-04 | Evaluatie van drie pilots afronden en bespreken
A-2026-05 | Begroting sluitend maken met de bijdragen van beide bedrijven
A-2026-06 | Datum prikken voor de peerreviews van dit najaar
"""


def all_actions() -> list[AgreedAction]:
    """Every action, in the order in which they were agreed."""
    texts = dict(table_cells(_TEXTS))
    return [_action(cells, texts[cells[0]]) for cells in table_cells(_FACTS)]


def _action(cells: list[str], text: str) -> AgreedAction:
    action_id, agreed_on, scope, source, owner, due_on, closed_on = cells
    row: Row = {
        "action_id": action_id,
        "scope_id": scope if scope == PROGRAMME_SCOPE else f"pilot-{scope}",
        "source": source,
        "text": text,
        "owner": owner,
        "due_on": dt.date.fromisoformat(due_on),
    }
    closed = dt.date.fromisoformat(closed_on) if closed_on else None
    return AgreedAction(row, dt.date.fromisoformat(agreed_on), closed)
