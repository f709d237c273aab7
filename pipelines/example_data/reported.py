"""What each partner could report on a day, right and whole: the invented world behind the deliveries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pipelines.catalogue import Catalogue
from pipelines.example_data.agreed_actions import all_actions
from pipelines.example_data.assessments import assessment_rows
from pipelines.example_data.courses import all_decisions
from pipelines.example_data.money import Amount, all_contributions, all_expenditures, amounts_on
from pipelines.example_data.observations import observations
from pipelines.example_data.organisations import (
    DELIVERING_COMPANIES,
    LECTORAAT,
    MEASURED_BY_LECTORAAT,
    PROGRAMME,
    organisation_rows,
)
from pipelines.example_data.pilots import pilot_partner_rows, pilot_rows
from pipelines.example_data.placements import Placement, all_placements
from pipelines.example_data.professionals import all_professionals
from pipelines.example_data.pupils import outcome_rows
from pipelines.example_data.reviews import Finding, all_findings
from pipelines.example_data.rows import HORIZON, Row, date_of, days
from pipelines.example_data.study import interviewed_professionals, meeting_rows
from pipelines.example_data.surveys import SURVEYED, SURVEYED_BY_LECTORAAT, answer_rows, invitation_rows
from pipelines.example_data.targets import target_rows

_ISSUED_AHEAD = days(31)  # the kernteam hands out a number before a school lists the placement
_CONTRADICTIONS = 2
_SURVEYS = ("survey_invitations", "surveys")


@dataclass(frozen=True)
class World:
    """Everything that happened in the example; a partner reports its own part of it."""

    catalogue: Catalogue
    seed: int

    def rows(self, partner_id: str, dataset: str, day: dt.date) -> list[Row]:
        """All rows of a dataset that the partner could report on a day."""
        reports: dict[str, Callable[[str, dt.date], list[Row]]] = {
            "organisations": lambda _, on: organisation_rows(on),
            "pilots": lambda _, on: pilot_rows(on),
            "pilot_partners": lambda _, on: pilot_partner_rows(on),
            "professionals": self._professionals,
            "meetings": lambda *_: meeting_rows(),
            "targets": lambda _, on: target_rows(on),
            "phase_assessments": lambda _, on: [r for r in self._assessments if date_of(r, "assessed_on") <= on],
            "phase_decisions": lambda _, on: [d.row for d in all_decisions() if d.decided_on <= on],
            "placements": lambda partner, on: [p.row_on(on) for p in self._listed(partner, on)],
            "retention": self._observations,
            "student_outcomes": self._outcomes,
            "survey_invitations": lambda partner, on: invitation_rows(_surveyed_by(partner), on),
            "surveys": lambda partner, on: answer_rows(
                self.catalogue.survey_scales, self.seed, _surveyed_by(partner), on
            ),
            "peer_reviews": lambda _, on: [f.row_on(on) for f in self._findings if f.reviewed_on <= on],
            "actions": lambda _, on: [a.row_on(on) for a in all_actions() if a.agreed_on <= on],
            "contributions": lambda partner, on: amounts_on(self._contributions, partner, on),
            "expenditures": lambda partner, on: amounts_on(self._expenditures, partner, on),
        }
        return reports[dataset](partner_id, day)

    @cached_property
    def placements(self) -> list[Placement]:
        return all_placements(self.seed)

    @cached_property
    def _assessments(self) -> list[Row]:
        return assessment_rows(self.catalogue.programme, self.seed)

    @cached_property
    def _measured(self) -> dict[str, list[Row]]:
        return outcome_rows(self.seed)

    @cached_property
    def _findings(self) -> list[Finding]:
        return all_findings(self.seed)

    @cached_property
    def _contributions(self) -> list[Amount]:
        return all_contributions(self.seed)

    @cached_property
    def _expenditures(self) -> list[Amount]:
        return all_expenditures(self.seed)

    @cached_property
    def _contradicted(self) -> frozenset[str]:
        """Placements of which a company did not hear that they ended."""
        ended = [
            p.placement_id
            for p in self.placements
            if p.company_id in DELIVERING_COMPANIES and p.departure and p.departure.ended_on < HORIZON - days(300)
        ]
        return frozenset(ended[:_CONTRADICTIONS])

    def _professionals(self, partner_id: str, on: dt.date) -> list[Row]:
        if partner_id == LECTORAAT:
            return interviewed_professionals()
        placed = {p.professional_id for p in self.placements if p.entry <= on + _ISSUED_AHEAD}
        return [p.row for p in all_professionals(self.seed) if p.professional_id in placed]

    def _listed(self, school_id: str, on: dt.date) -> list[Placement]:
        return [
            p
            for p in self.placements
            if p.school_id == school_id and p.entry <= on and (p.vanishes_on is None or on < p.vanishes_on)
        ]

    def _observations(self, partner_id: str, on: dt.date) -> list[Row]:
        if partner_id in DELIVERING_COMPANIES:
            own = [p for p in self.placements if p.company_id == partner_id]
            return observations(own, on, self._contradicted)
        return observations([p for p in self.placements if p.school_id == partner_id], on)

    def _outcomes(self, partner_id: str, on: dt.date) -> list[Row]:
        schools = MEASURED_BY_LECTORAAT if partner_id == LECTORAAT else (partner_id,)
        return [row for school in schools for row in self._measured[school] if date_of(row, "measured_on") <= on]


def _surveyed_by(partner_id: str) -> tuple[str, ...]:
    """Organisations of which a partner delivers surveys: employers get no answers of their people to hand on."""
    return SURVEYED_BY_LECTORAAT if partner_id == LECTORAAT else (partner_id,)


def datasets_of(partner_id: str) -> tuple[str, ...]:
    """What a partner delivers, each dataset after those that it refers to."""
    if partner_id == PROGRAMME:
        own = ("organisations", "pilots", "pilot_partners", "professionals")
        return (*own, "targets", "phase_assessments", "phase_decisions", "actions")
    if partner_id == LECTORAAT:
        return ("professionals", "meetings", "student_outcomes", "peer_reviews", *_SURVEYS)
    if partner_id in DELIVERING_COMPANIES:
        return ("retention",)
    return ("placements", "retention", "student_outcomes", *(_SURVEYS if partner_id in SURVEYED else ()))
