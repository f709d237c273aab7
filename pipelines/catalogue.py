"""All contracts together, with what they share: code lists, messages, and the programme with its phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from pipelines.contracts import Code, Contract, Field, Reference, Text


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the five Katapult phases, in the order in which they follow each other."""

    phase_id: str
    label: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """A gate criterion of a phase, and what counts as evidence for it."""

    criterion_id: str
    phase: str
    label: Text
    description: Text
    evidence: Text
    assessor: Text


@dataclass(frozen=True, slots=True)
class Programme:
    """The partnership's own settings: phases, criteria and thresholds."""

    name: Text
    scope_id: str
    phases: tuple[Phase, ...]
    criteria: tuple[Criterion, ...]
    thresholds: Mapping[str, float]
    threshold_labels: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class SurveyScale:
    """How many items a scale has, numbered from 1, and which of them are put the other way round."""

    items: int
    reversed_items: frozenset[int]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All contracts together, with what they share."""

    contracts: Mapping[str, Contract]
    code_lists: Mapping[str, tuple[Code, ...]]
    programme: Programme
    messages: Mapping[str, Text]
    survey_scales: Mapping[str, SurveyScale]
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
