"""The strata by which placements are compared, and the placements of one as units under observation."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.analysis.survival import Observed

EVERYBODY, UNKNOWN = "alle", "onbekend"
STRATA = ("school_sector", "function", "contract_school", "fte_class", "coach", "pilot_id", "size_class")


def strata_of(history: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Everybody, then every stratum: by what, its name, and its rows of ``mart.placement_history``."""
    if history.height:
        yield EVERYBODY, EVERYBODY, history
    for by in STRATA:
        for (name,), part in history.sort(by).group_by(by, maintain_order=True):
            yield by, str(name), part


def exposed(part: pl.DataFrame) -> pl.DataFrame:
    """Placements that were at risk on at least one day."""
    return part.filter(pl.col("exit_days") > pl.col("entry_days"))


def observed(placements: pl.DataFrame, exits: str = "is_exit") -> Observed:
    """Exposed placements as units; ``exits`` names the column that says which exits count as one."""
    return Observed(
        placements["entry_days"].cast(pl.Int64).to_numpy(),
        placements["exit_days"].cast(pl.Int64).to_numpy(),
        placements[exits].to_numpy(),
    )
