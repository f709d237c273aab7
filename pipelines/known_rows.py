"""What is known while a run is checked: the current rows, those accepted earlier in the run, and those rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery, Field
from pipelines.prepare import Prepared
from pipelines.receipts import Receipt
from pipelines.references import with_earlier, with_references, with_standing

RejectedPlace = tuple[int, str]
"""Row number and file name of a rejected row."""


class KnownRows:
    """Rows that a reference may point at, a dataset at a time."""

    def __init__(self, archive: Archive, receipts: Sequence[Receipt], catalogue: Catalogue, partner_id: str) -> None:
        self._archive, self._receipts, self._catalogue = archive, receipts, catalogue
        self._partner_id = partner_id
        self._known: dict[str, pl.DataFrame] = {}
        self._accepted: dict[str, list[pl.DataFrame]] = {}
        self._rejected: dict[str, list[pl.DataFrame]] = {}

    def of(self, dataset: str) -> pl.DataFrame:
        """Contract fields, ``delivery_id`` and ``partner_id`` of every row that is current if the run ends now."""
        if dataset not in self._known:
            contract, accepted = self._catalogue[dataset], self._accepted.get(dataset, [])
            replaced = self._partner_id if accepted and contract.delivery is Delivery.SNAPSHOT else None
            earlier = [r for r in self._receipts if r.partner_id != replaced]
            known = self._archive.current_rows(contract, earlier)
            origin = pl.lit("").alias("delivery_id"), pl.lit(self._partner_id).alias("partner_id")
            fresh = [rows.with_columns(*origin).select(known.columns) for rows in accepted]
            self._known[dataset] = pl.concat([known, *fresh]).unique(list(contract.key), keep="last")
        return self._known[dataset]

    def targets(self, field: Field) -> list[str]:
        """What a reference may be to."""
        assert field.reference
        return self.of(field.reference.dataset)[field.reference.field].to_list()

    def before(self, dataset: str) -> pl.DataFrame:
        """As `of`, but as it was before this run."""
        return self._archive.current_rows(self._catalogue[dataset], self._receipts)

    def looked_up(self, prepared: Prepared, facts: Mapping[str, pl.Expr]) -> pl.DataFrame:
        """The prepared rows with what they point at, what was current before them, and facts of the delivery."""
        frame = with_references(prepared.frame, prepared.contract, self.of, self.rejected)
        frame = with_earlier(frame, prepared.contract, self.of)
        return with_standing(frame, prepared.contract, self.of).with_columns(**facts)

    def accept(self, contract: Contract, rows: Sequence[pl.DataFrame]) -> None:
        """Let the rest of the run see accepted rows."""
        self._accepted.setdefault(contract.dataset, []).extend(rows)
        self._known.pop(contract.dataset, None)

    def reject(self, contract: Contract, rows: pl.DataFrame, file_name: str) -> None:
        """Let the rest of the run see which rows were rejected, so that rows that point at them can say so."""
        if len(contract.key) == 1:  # references point at keys of one field
            keys = rows.select(*contract.key, "row", file=pl.lit(file_name))
            self._rejected.setdefault(contract.dataset, []).append(keys)

    def rejected(self, dataset: str) -> pl.DataFrame:
        """Keys of the rows of a dataset that were rejected in this run, with ``row`` and ``file``."""
        key = self._catalogue[dataset].key
        empty = pl.DataFrame(schema={**dict.fromkeys(key, pl.String()), "row": pl.Int64(), "file": pl.String()})
        return pl.concat([empty, *self._rejected.get(dataset, [])])

    def rejected_places(self, contract: Contract) -> dict[str, dict[str, RejectedPlace]]:
        """For each reference field: rejected value → where it stands."""
        places = {}
        for field in contract.references:
            assert field.reference
            named = self.rejected(field.reference.dataset).drop_nulls(field.reference.field)
            places[field.name] = {value: (row, file) for value, row, file in named.iter_rows()}
        return places
