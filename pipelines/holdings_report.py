"""What is held of a person, as an answer to that person: plain data, and lines for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import polars as pl

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Field, Kind, Privacy
from pipelines.filing import REJECTED
from pipelines.holdings import HeldRows, Holdings
from pipelines.receipts import Receipt, instant_text
from pipelines.settings import LOCAL_ZONE

Line = tuple[str, str]
"""A line and its style."""


def as_plain(held: Holdings, archive: Archive, catalogue: Catalogue) -> dict[str, Any]:
    """Everything that is held: accepted rows with all their fields, rejected ones, and the deliveries they came in.

    ``frozen_cells`` are those of published tables in which the person was counted; erasing leaves the counts.

    ``is_current``: the row is the one that the monitor counts. A row in which the person is mentioned without being
    about the person has that field's value only.
    """
    receipts = archive.receipts()
    rows = []
    for part in held.accepted:
        contract = catalogue[part.receipt.dataset]
        current = archive.current_rows(contract, receipts).filter(pl.col("delivery_id") == part.receipt.delivery_id)
        keys = set(current.select(contract.key).rows())
        for row in _rows_shown(part):
            is_current = tuple(row[name] for name in contract.key) in keys
            origin = {"dataset": contract.dataset, "delivery_id": part.receipt.delivery_id, "is_current": is_current}
            rows.append(origin | {"fields": {f.name: _plain(row[f.name]) for f in contract.fields}})
    rejected = [
        {"dataset": part.receipt.dataset, "delivery_id": part.receipt.delivery_id} | row
        for part in held.rejected
        for row in part.stored.filter(part.is_theirs).select(REJECTED).iter_rows(named=True)
    ]
    return {
        "rows": rows,
        "rejected_rows": rejected,
        "deliveries": [_delivery(receipt, catalogue) for receipt in held.receipts],
        "frozen_cells": [asdict(cell) | {"peildatum": cell.peildatum.isoformat()} for cell in held.counted],
    }


def as_lines(told: dict[str, Any], catalogue: Catalogue) -> Iterator[Line]:
    """The same in words: a block a row, under the labels that deliverers know."""
    if not told["deliveries"] and not told["frozen_cells"]:
        yield "Van deze persoon wordt niets bewaard. Kijk het nummer na, en met --partner wie het gaf.", "yellow"
        return
    deliveries = {d["delivery_id"]: d for d in told["deliveries"]}
    for row in told["rows"]:
        contract, delivery = catalogue[row["dataset"]], deliveries[row["delivery_id"]]
        state = "telt mee" if row["is_current"] else "oude versie of ingetrokken"
        yield f"{contract.label.nl} · geleverd door {_source(delivery)} · {state}", "bold"
        for field in contract.fields:
            value = row["fields"][field.name]
            if value is not None:
                yield f"  {field.label.nl}: {_in_words(value, field)}", ""
    for row in told["rejected_rows"]:
        contract, delivery = catalogue[row["dataset"]], deliveries[row["delivery_id"]]
        yield f"{contract.label.nl} · afgekeurde regel {row['row_number']} van {_source(delivery)}", "bold"
        yield f"  {row['message']}", ""
    for day in sorted({cell["peildatum"] for cell in told["frozen_cells"]}):
        cells = ", ".join(_cell(cell) for cell in told["frozen_cells"] if cell["peildatum"] == day)
        yield f"Meegeteld in de cijfers voor financiers van {dt.date.fromisoformat(day):%d-%m-%Y}: {cells}", ""
    for delivery in told["deliveries"]:
        label = catalogue[delivery["dataset"]].label.nl
        yield f"{label}, levering {delivery['delivery_id']} van {_source(delivery)}: {_term(delivery)}", "dim"


def _rows_shown(part: HeldRows) -> Iterator[dict[str, Any]]:
    yield from part.rows.filter(part.is_theirs).iter_rows(named=True)
    for name, mention in part.mentions.items():
        for row in part.rows.filter(mention).iter_rows(named=True):
            yield dict.fromkeys(row) | {name: row[name]}


def _delivery(receipt: Receipt, catalogue: Catalogue) -> dict[str, Any]:
    named = ("delivery_id", "dataset", "partner_id", "file_name")
    plain = {name: getattr(receipt, name) for name in named} | {"received_at": instant_text(receipt.received_at)}
    return plain | {"retention_years": catalogue[receipt.dataset].retention_years}


def _cell(cell: dict[str, Any]) -> str:
    return "/".join(str(cell[name]) for name in ("population", "dimension", "code"))


def _source(delivery: dict[str, Any]) -> str:
    received = dt.datetime.fromisoformat(delivery["received_at"]).astimezone(LOCAL_ZONE)
    return f"{delivery['partner_id']} op {received:%d-%m-%Y}"


def _term(delivery: dict[str, Any]) -> str:
    return f"wordt {delivery['retention_years']} jaar bewaard, tenzij hetzelfde opnieuw wordt geleverd"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _in_words(value: Any, field: Field) -> str:
    if field.privacy is Privacy.ID:
        return f"{value} (pseudoniem; het nummer zelf wordt niet bewaard)"
    if field.kind is Kind.BOOLEAN:
        return "ja" if value else "nee"
    if field.kind is Kind.DATE:
        return f"{dt.date.fromisoformat(value):%d-%m-%Y}"
    if field.kind is Kind.NUMBER:
        return f"{value:g}".replace(".", ",")
    return next((code.label.nl for code in field.codes if code.code == value), str(value))
