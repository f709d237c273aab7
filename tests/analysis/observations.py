"""Tiny data, written as (entry, exit, 1 for an exit and 0 for a censoring)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.placement_strata import STRATA, UNKNOWN
from pipelines.analysis.survival import Observed

Unit = tuple[int, int, int]
HISTORY = {
    "professional_id": pl.String,
    "entry_days": pl.Int64,
    "exit_days": pl.Int64,
    "is_exit": pl.Boolean,
    "has_ended": pl.Boolean,
    "is_entry_assumed": pl.Boolean,
    "is_vanished": pl.Boolean,
    "is_continued": pl.Boolean,
    **dict.fromkeys(STRATA, pl.String),
}


def observed(*units: Unit) -> Observed:
    table = np.array(units, dtype=np.int64).reshape(-1, 3)
    return Observed(table[:, 0], table[:, 1], table[:, 2] == 1)


def history(*units: tuple[int, int | None, int], **columns: Sequence[Any]) -> pl.DataFrame:
    """One placement a unit, as ``mart.placement_history``; named columns overrule what follows from the units.

    Strata that are not named are unknown, so that only the named ones are compared.
    """
    count = len(units)
    plain: dict[str, Sequence[Any]] = {
        "professional_id": [f"R{i}" for i in range(count)],
        "entry_days": [entry for entry, _, _ in units],
        "exit_days": [exit_ for _, exit_, _ in units],
        "is_exit": [exit_ == 1 for _, _, exit_ in units],
        "has_ended": [exit_ == 1 for _, _, exit_ in units],
    }
    plain |= {name: [False] * count for name in ("is_entry_assumed", "is_vanished", "is_continued")}
    plain |= {name: [UNKNOWN] * count for name in STRATA}
    return pl.DataFrame(plain | columns, schema=HISTORY)
