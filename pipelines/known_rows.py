"""What is known while a run is checked: the current rows, those accepted earlier in the run, and those rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery
from pipelines.prepare import Prepared
from pipelines.receipts import Receipt
from pipelines.references import with_earlier, with_references

RejectedPlace = tuple[int, str]
"""Row number and file name of a rejected row."""


class KnownRows:
    """Rows that a reference may point at, a dataset at a time."""

    def __init__(self, archive: Archive, receipts: Sequence[Receipt], catalogue: Catalogue) -> None:
        self._archive, self._receipts, self._catalogue = archive, receipts, catalogue
        self._known: dict[str, pl.DataFrame] = {}
        self._accepted: dict[str, list[pl.DataFrame]] = {}
        self._rejected: dict[str, list[pl.DataFrame]] = {}

    def of(self, dataset: str) -> pl.DataFrame:
        """Contract fields, ``delivery_id`` and ``partner_id`` of every row that is known now."""
        if dataset not in self._known:
            self._known[dataset] = self._with_accepted(self.before(dataset), self._catalogue[dataset])
        return self._known[dataset]

    def before(self, dataset: str) -> pl.DataFrame:
        """As `of`, but as it was before this run."""
        return self._archive.current_rows(self._catalogue[dataset], self._receipts)

    def looked_up(self, prepared: Prepared, facts: Mapping[str, pl.Expr]) -> pl.DataFrame:
        """The prepared rows with what they point at, what was current before them, and facts of the delivery."""
        frame = with_references(prepared.frame, prepared.contract, self.of, self.rejected)
        return with_earlier(frame, prepared.contract, self.of).with_columns(**facts)

    def accept(self, contract: Contract, rows: Sequence[pl.DataFrame], partner_id: str) -> None:
        """Let the rest of the run see accepted rows."""
        origin = pl.lit("").alias("delivery_id"), pl.lit(partner_id).alias("partner_id")
        self._accepted.setdefault(contract.dataset, []).extend(frame.with_columns(*origin) for frame in rows)
        self._known.pop(contract.dataset, None)

    def _with_accepted(self, known: pl.DataFrame, contract: Contract) -> pl.DataFrame:
        """The rows of this run with the earlier ones. A snapshot takes the place of the partner's earlier one."""
        accepted = self._accepted.get(contract.dataset, [])
        if not accepted:
            return known
        fresh = pl.concat(frame.select(known.columns) for frame in accepted)
        if contract.delivery is Delivery.SNAPSHOT:
            known = known.filter(~pl.col("partner_id").is_in(fresh["partner_id"].unique().implode()))
        return pl.concat([known, fresh]).unique(list(contract.key), keep="last")

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
