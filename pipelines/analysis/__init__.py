"""Statistics: pure functions from frame to frame, computed once at build time.

`ANALYSES` says which table of the schema ``analysis`` is computed from which mart; a mart of the same name shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.analysis.competing import retention_competing
from pipelines.analysis.outcomes import outcome_effects
from pipelines.analysis.retention import retention_curve, retention_summary
from pipelines.analysis.sensitivity import retention_sensitivity


@dataclass(frozen=True, slots=True)
class Analysis:
    """A table that is computed from one mart (``mart.<name>``)."""

    reads: str
    compute: Callable[[pl.DataFrame], pl.DataFrame]


ANALYSES: Mapping[str, Analysis] = {
    "retention_curve": Analysis("mart.placement_history", retention_curve),
    "outcome_effects": Analysis("mart.outcome_pupils", outcome_effects),
    "retention_competing": Analysis("mart.placement_history", retention_competing),
    "retention_sensitivity": Analysis("mart.placement_history", retention_sensitivity),
    "retention_summary": Analysis("mart.placement_history", retention_summary),
}
