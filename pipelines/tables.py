"""What every reader of delivered files hands over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.contracts import folded


class UnreadableFile(Exception):
    """The content cannot be read in the form that the file's name promises; the text (Dutch) says why."""


class SeveralSheets(Exception):
    """More than one sheet of a workbook holds rows of the same table."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(names))


@dataclass(frozen=True, slots=True)
class Table:
    """A delivered table as text.

    ``cells`` has the columns ``row`` (number as a spreadsheet shows it), ``c0``, ``c1``, … (trimmed text, null
    where empty) and ``broken`` (true where a row has more cells than there are columns). ``notes`` name the messages
    that the deliverer is to read about the table as a whole.
    """

    header: tuple[str, ...]
    cells: pl.DataFrame
    separator: str = ""
    notes: tuple[str, ...] = ()

    @property
    def delivered(self) -> pl.DataFrame:
        """Rows in which some cell holds something: an empty row has a number, but was not delivered."""
        texts = [name for name in self.cells.columns if name not in ("row", "broken")]
        filled = pl.any_horizontal(pl.col(texts).is_not_null()) if texts else pl.lit(False)
        return self.cells.filter(filled | pl.col("broken"))


def header_index(records: Sequence[Sequence[str | None]], known: Collection[str]) -> int | None:
    """Index of the record that names most known columns; the first with any text when none does, None when empty."""
    best, most = None, 0
    for index, record in enumerate(records):
        hits = len({folded(cell) for cell in record if cell} & set(known))
        if hits > most:
            best, most = index, hits
    if best is None:
        best = next((i for i, record in enumerate(records) if any((c or "").strip() for c in record)), None)
    return best


def trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns without surrounding white space (also the non-breaking kind); empty becomes null."""
    text = pl.col(pl.String).str.strip_chars()
    return cells.with_columns(pl.when(text.str.len_bytes() > 0).then(text))
