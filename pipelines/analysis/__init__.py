"""Statistics: pure functions from frame to frame, computed once at build time.

`ANALYSES` says which table of the schema ``analysis`` is computed from which mart; a mart of the same name shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.analysis.after_year import retention_after_year
from pipelines.analysis.competing import retention_competing
from pipelines.analysis.gain_by_year import gain_by_year
from pipelines.analysis.members import outcome_members, survey_members
from pipelines.analysis.next_round import peer_review_proposal
from pipelines.analysis.outcome_missing import outcome_missing
from pipelines.analysis.outcome_sensitivity import outcome_sensitivity
from pipelines.analysis.outcomes import outcome_effects
from pipelines.analysis.reliability import survey_reliability
from pipelines.analysis.retention import retention_curve, retention_summary
from pipelines.analysis.retention_by_year import retention_by_year
from pipelines.analysis.sensitivity import retention_sensitivity
from pipelines.analysis.surveys import survey_scales


@dataclass(frozen=True, slots=True)
class Analysis:
    """A table that is computed from one mart (``mart.<name>``)."""

    reads: str
    compute: Callable[[pl.DataFrame], pl.DataFrame]


ANALYSES: Mapping[str, Analysis] = {
    "retention_curve": Analysis("mart.placement_history", retention_curve),
    "gain_by_year": Analysis("mart.outcome_pupils", gain_by_year),
    "outcome_effects": Analysis("mart.outcome_pupils", outcome_effects),
    "outcome_members": Analysis("mart.outcome_pupils", outcome_members),
    "outcome_missing": Analysis("mart.outcome_pupils", outcome_missing),
    "outcome_sensitivity": Analysis("mart.outcome_pupils", outcome_sensitivity),
    "peer_review_proposal": Analysis("mart.peer_review_pairs", peer_review_proposal),
    "retention_after_year": Analysis("mart.placement_history", retention_after_year),
    "retention_by_year": Analysis("mart.follow_up_by_year", retention_by_year),
    "retention_competing": Analysis("mart.placement_history", retention_competing),
    "retention_sensitivity": Analysis("mart.placement_history", retention_sensitivity),
    "retention_summary": Analysis("mart.placement_history", retention_summary),
    "survey_members": Analysis("mart.survey_answers", survey_members),
    "survey_reliability": Analysis("mart.survey_answers", survey_reliability),
    "survey_scales": Analysis("mart.survey_answers", survey_scales),
}
