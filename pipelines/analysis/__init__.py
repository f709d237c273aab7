"""Statistics: pure functions from frame to frame, computed once at build time.

`ANALYSES` says which table of the schema ``analysis`` is computed from which mart; a mart of the same name shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.analysis.competing import retention_competing
from pipelines.analysis.outcome_sensitivity import outcome_sensitivity
from pipelines.analysis.outcomes import outcome_effects
from pipelines.analysis.reliability import survey_reliability
from pipelines.analysis.retention import retention_curve, retention_summary
from pipelines.analysis.sensitivity import retention_sensitivity
from pipelines.analysis.surveys import survey_scales


@dataclass(frozen=True, slots=True)
class Analysis:
    """A table that is computed from one mart (``mart.<name>``)."""

    reads: str
    compute: Callable[[pl.DataFrame], pl.DataFrame]


ANALYSES: Mapping[str, Analysis] = {
    "retention_curve": Analysis("mart.placement_history", retention_curve),
    "outcome_effects": Analysis("mart.outcome_pupils", outcome_effects),
    "outcome_sensitivity": Analysis("mart.outcome_pupils", outcome_sensitivity),
    "retention_competing": Analysis("mart.placement_history", retention_competing),
    "retention_sensitivity": Analysis("mart.placement_history", retention_sensitivity),
    "retention_summary": Analysis("mart.placement_history", retention_summary),
    "survey_reliability": Analysis("mart.survey_answers", survey_reliability),
    "survey_scales": Analysis("mart.survey_answers", survey_scales),
}
