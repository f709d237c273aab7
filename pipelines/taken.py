"""How one delivered file fared, from the moment it is read until it is filed and reported."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pipelines.contracts import Text
from pipelines.quarantine import FINDINGS, rejected_numbers
from pipelines.receipts import CheckResult, Outcome
from pipelines.sources import DeliveredFile
from pipelines.tables import Table


@dataclass(frozen=True, slots=True)
class Taken:
    """How one file fared. ``accepted`` has the contract's fields; ``findings`` as `quarantine.FINDINGS`.

    ``is_filed``: this very delivery stands in the archive already, and is not written again. ``links`` name, under
    keyed pseudonyms, whom and what rejected rows are about (`subjects.links_of_rows`).
    """

    file: DeliveredFile
    dataset: str
    outcome: Outcome
    rows_delivered: int = 0
    accepted: pl.DataFrame | None = None
    accepted_parquet: bytes | None = None
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDINGS))
    checks: tuple[CheckResult, ...] = ()
    null_shares: dict[str, float] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    table: Table | None = None
    delivered_keys: pl.DataFrame | None = None
    vanished: tuple[str, ...] = ()
    is_filed: bool = False
    links: pl.DataFrame | None = None

    @property
    def rows_accepted(self) -> int:
        """Counted where they are, in what is archived; only of what stands there already they are the rest."""
        if self.accepted is not None:
            return self.accepted.height
        return self.rows_delivered - self.rows_rejected

    @property
    def rows_rejected(self) -> int:
        return self.rows_delivered if self.outcome is Outcome.REFUSED else len(rejected_numbers(self.findings))
