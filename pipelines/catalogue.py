"""All contracts together, with what they share: code lists, messages, and the programme with its phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from pipelines.cofinancing_rules import CofinancingRule
from pipelines.contracts import Code, Contract, Field, Reference, Text
from pipelines.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the five Katapult phases, in the order in which they follow each other."""

    phase_id: str
    label: Text
    description: Text


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """How the data answer a criterion: the query of ``sql/criteria``, its thresholds, and what it counts.

    ``counted_programme`` is what it counts for the partnership as a whole.
    """

    query: str
    thresholds: tuple[str, ...]
    counted: Text
    counted_programme: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """A gate criterion of a phase, what counts as evidence for it, and what the data say of it, if anything."""

    criterion_id: str
    phase: str
    label: Text
    description: Text
    evidence: Text
    assessor: Text
    answer: CriterionAnswer | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The partnership's own settings: phases, criteria and thresholds, most of them its own choice."""

    name: Text
    scope_id: str
    phases: tuple[Phase, ...]
    criteria: tuple[Criterion, ...]
    thresholds: Mapping[str, float]
    threshold_labels: Mapping[str, Text]
    own_thresholds: frozenset[str]


@dataclass(frozen=True, slots=True)
class SurveyScale:
    """How many items a scale has, numbered from 1, and which of them are put the other way round.

    ``direction`` says which scores are better once those are turned: ``hoger`` or ``lager``.
    """

    items: int
    reversed_items: frozenset[int]
    direction: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the partnership that is no field, code or criterion, and what is meant by it."""

    name: str
    label: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All contracts together, with what they share."""

    contracts: Mapping[str, Contract]
    code_lists: Mapping[str, tuple[Code, ...]]
    programme: Programme
    messages: Mapping[str, Text]
    survey_scales: Mapping[str, SurveyScale]
    indicators: tuple[Indicator, ...]
    cofinancing_rules: tuple[CofinancingRule, ...]
    terms: tuple[Term, ...]
    digest: str

    def __getitem__(self, dataset: str) -> Contract:
        return self.contracts[dataset]

    @property
    def in_reference_order(self) -> tuple[Contract, ...]:
        """Contracts so that each comes after those it refers to; alphabetical where that leaves a choice."""
        graph = {
            name: {f.reference.dataset for f in self.contracts[name].references if f.reference} - {name}
            for name in sorted(self.contracts)
        }
        return tuple(self.contracts[name] for name in TopologicalSorter(graph).static_order())

    def target(self, reference: Reference) -> Field:
        return self.contracts[reference.dataset].field(reference.field)
