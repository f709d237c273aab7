"""From the text of a delivered table to typed, pseudonymised columns of its contract. Pure Polars."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.cells import STORED_AS, read_cells, read_codes
from pipelines.contracts import Contract, Field, Text, folded
from pipelines.errors import DeliveryRefused
from pipelines.pseudonyms import Pseudonymiser
from pipelines.tables import Table

RAW = ".raw"  # suffix of the column with the text as delivered, beside each typed column


@dataclass(frozen=True, slots=True)
class Prepared:
    """A delivered table under the names and types of its contract.

    ``frame`` has ``row`` (number as a spreadsheet shows it), ``broken``, and for each field of the contract its
    typed column and ``<field>.raw`` (trimmed text as delivered; for persons it is kept in memory only).
    ``unknown`` are positions (from 1) and headers of no field; ``unnamed`` the positions of columns with data but no
    header.
    """

    contract: Contract
    frame: pl.DataFrame
    unknown: tuple[tuple[int, str], ...]
    unnamed: tuple[int, ...] = ()

    @property
    def rows_delivered(self) -> int:
        return self.frame.height


def prepare(table: Table, contract: Contract, pseudonymiser: Pseudonymiser, messages: Mapping[str, Text]) -> Prepared:
    """Rename, cast and pseudonymise a table by its contract.

    Raises:
        DeliveryRefused: a required column is missing, or two columns are the same field.
    """
    places = _columns_of_fields(table, contract, messages)
    raw = [pl.col(f"c{places[f.name]}").alias(f.name + RAW) for f in contract.fields if f.name in places]
    absent = [pl.lit(None, pl.String).alias(f.name + RAW) for f in contract.fields if f.name not in places]
    frame = table.delivered.select("row", "broken", *raw, *absent)
    frame = frame.with_columns(_read(frame[f.name + RAW], f) for f in contract.fields)
    for field in contract.fields:
        if field.pseudonym:
            frame = frame.with_columns(_pseudonyms(frame, field, pseudonymiser))
    unknown = tuple((i + 1, h) for i, h in enumerate(table.header) if h and i not in places.values())
    unnamed = tuple(
        i + 1 for i, h in enumerate(table.header) if not h and table.cells[f"c{i}"].null_count() < table.cells.height
    )
    return Prepared(contract, frame, unknown, unnamed)


def delivered_keys(table: Table, contract: Contract, pseudonymiser: Pseudonymiser) -> pl.DataFrame | None:
    """``row`` and the key of each row of a table that cannot be prepared; None where the key is not to be read."""
    field = contract.field(contract.key[0])
    places = [i for i, header in enumerate(table.header) if folded(header) in field.names]
    if len(contract.key) > 1 or len(places) != 1:
        return None
    raw = table.delivered.select("row", pl.col(f"c{places[0]}").alias(field.name + RAW))
    keys = raw.with_columns(_read(raw[field.name + RAW], field))
    if field.pseudonym:
        keys = keys.with_columns(_pseudonyms(keys, field, pseudonymiser))
    return keys.select("row", field.name)


def nearest_header(header: str, contract: Contract) -> str | None:
    """The label of the field whose name looks most like an unknown header; None when none comes near."""
    labels = {name: field.label.nl for field in contract.fields for name in field.names}
    close = difflib.get_close_matches(folded(header), labels, n=1, cutoff=0.6)
    return labels[close[0]] if close else None


def _columns_of_fields(table: Table, contract: Contract, messages: Mapping[str, Text]) -> dict[str, int]:
    """Index of the column in which each delivered field stands."""
    folded_header = [folded(header) for header in table.header]
    found = [(f, [i for i, h in enumerate(folded_header) if h and h in f.names]) for f in contract.fields]
    missing = [f for f, places in found if f.required and not places]
    if missing:
        there = [f for f, places in found if places]
        raise DeliveryRefused(
            "missing_columns", _missing_message(missing, there, table, messages), tuple(f.name for f in missing)
        )
    repeated = [f for f, places in found if len(places) > 1]
    if repeated:
        message = messages["refused_repeated_columns"].format(columns=_quoted(repeated))
        raise DeliveryRefused("repeated_columns", message, tuple(f.name for f in repeated))
    return {f.name: places[0] for f, places in found if places}


def _missing_message(
    missing: Sequence[Field], there: Sequence[Field], table: Table, messages: Mapping[str, Text]
) -> Text:
    """Names what is known only: where column names are missing, what stands in their place may be about a person."""
    if not there:
        return messages["refused_no_header"].format(columns=_quoted(missing))
    strange = sum(1 for header in table.header if header) - len(there)
    return messages["refused_missing_columns"].format(
        columns=_quoted(missing), found=", ".join(f.label.nl for f in there), strange=strange
    )


def _quoted(fields: Sequence[Field]) -> str:
    return ", ".join(f"‘{f.label.nl}’" for f in fields)


def _read(raw: pl.Series, field: Field) -> pl.Series:
    named = (*field.codes, *field.spellings)
    cells = read_codes(raw, named) if named else raw
    if not field.codes:
        cells = read_cells(cells, field.kind)
    return cells.cast(STORED_AS[field.kind]).alias(field.name)


def _pseudonyms(frame: pl.DataFrame, field: Field, pseudonymiser: Pseudonymiser) -> pl.Series:
    assert field.pseudonym
    issuer = field.pseudonym.issuer
    issuers = frame[issuer] if issuer in frame.columns else pl.Series([issuer]).new_from_index(0, frame.height)
    return pseudonymiser.of_all(field.pseudonym.kind, issuers, frame[field.name + RAW]).alias(field.name)
