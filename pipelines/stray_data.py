"""Personal data where none belongs: BSNs as numbers of persons, unknown columns, and texts with an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from pipelines.contracts import Contract, Field, Kind, Severity, Text
from pipelines.errors import DeliveryRefused
from pipelines.personal_data import holds_bsns, is_named_in, kind_of_column, look_alikes, rows_in_prose
from pipelines.prepare import RAW, Prepared
from pipelines.tables import Table
from pipelines.withheld import Quoting


def refuse_bsns(prepared: Prepared, messages: Mapping[str, Text]) -> None:
    """Refuse a table in which numbers of persons are BSNs (`holds_bsns`).

    DUO's *registratieoverzicht* may hold them, but no dataset is made of it: it is recognised before (`duo_overview`)
    and refused by its name. A reader of it would replace BSNs while it reads, and then not ask this.

    Raises:
        DeliveryRefused: it names the columns, never a value.
    """
    bad = [f for f in prepared.contract.fields if f.pseudonym and holds_bsns(prepared.frame[f.name + RAW])]
    if bad:
        columns = " en ".join(f"‘{f.label.nl}’" for f in bad)
        raise DeliveryRefused("bsn", messages["refused_bsn"].format(columns=columns), tuple(f.name for f in bad))


def refuse_personal_columns(table: Table, prepared: Prepared, messages: Mapping[str, Text], on: dt.date) -> None:
    """Refuse a table with columns that no contract knows and that hold personal data (`kind_of_column`).

    Args:
        on: the day of the delivery, against which birth dates are recognised.

    Raises:
        DeliveryRefused: it names the columns to remove by position, and by name where that is nobody's.
    """
    strange = [(position, header) for position, header in prepared.unknown]
    strange += [(position, "") for position in prepared.unnamed]
    named, kept = [], []
    for position, header in sorted(strange):
        kind = kind_of_column(header, table.delivered[f"c{position - 1}"], on)
        if kind is None:
            continue
        part, looks = messages["personal_column"], messages[f"looks_{kind}"]
        hidden = Text("", "")
        shown = hidden if not header or look_alikes(header, on) else Text(f" (‘{header}’)", f" (‘{header}’)")
        named.append(_part(part, position, shown, looks))
        kept.append(_part(part, position, shown if is_named_in(header) else hidden, looks))
    if named:
        raise DeliveryRefused("personal_columns", _refusal(messages["refused_personal_columns"], named, kept))


def rows_with_personal_data(frame: pl.DataFrame, contract: Contract) -> dict[str, list[int]]:
    """For each field whose texts are free: numbers of the rows in which they tell who somebody is.

    Numbers of persons are replaced, and codes, references and fixed forms are checked already; what remains is what
    people write themselves.
    """
    found = dict[str, list[int]]()
    for field in contract.fields:
        if _is_free(field):
            rows = frame.filter(rows_in_prose(frame[field.name + RAW]))["row"].to_list()
            found |= {field.name: rows} if rows else {}
    return found


def _is_free(field: Field) -> bool:
    has_form = field.pattern is not None and field.pattern.severity is Severity.ERROR
    is_checked = field.pseudonym or field.codes or field.reference or has_form
    return field.kind in (Kind.TEXT, Kind.SLUG) and not is_checked


def _part(text: Text, position: int, named: Text, looks: Text) -> Text:
    return Text(
        text.nl.format(position=position, named=named.nl, kind=looks.nl),
        text.en.format(position=position, named=named.en, kind=looks.en),
    )


def _refusal(text: Text, named: list[Text], kept: list[Text]) -> Quoting:
    return Quoting(
        text.nl.format(columns="; ".join(part.nl for part in named)),
        text.en.format(columns="; ".join(part.en for part in named)),
        text.nl.format(columns="; ".join(part.nl for part in kept)),
    )
