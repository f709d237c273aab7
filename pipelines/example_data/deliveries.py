"""From what partners could report to the files that they send: only what is new, in their form, with their mistakes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery
from pipelines.example_data.file_forms import form_of
from pipelines.example_data.files import file_content
from pipelines.example_data.mistakes import mistakes_in, spoiled
from pipelines.example_data.organisations import DELIVERING_COMPANIES
from pipelines.example_data.reported import World
from pipelines.example_data.rows import Cell, Row
from pipelines.example_data.visits import Visit, all_visits

DEFAULT_SEED = 2026
Key = tuple[Cell, ...]


@dataclass(frozen=True)
class ExampleDelivery:
    """Files that one partner sends at one instant (UTC), by file name."""

    partner_id: str
    received_at: dt.datetime
    files: Mapping[str, bytes]


@dataclass
class Sent:
    """What the monitor already has of each partner, by key, as far as it was right."""

    rows: dict[tuple[str, str], dict[Key, Row]] = field(default_factory=dict)

    def of(self, partner_id: str, contract: Contract) -> dict[Key, Row]:
        return self.rows.setdefault((partner_id, contract.dataset), {})

    def has(self, partner_id: str, contract: Contract, row: Row) -> bool:
        return self.of(partner_id, contract).get(_key(row, contract)) == row

    def add(self, partner_id: str, contract: Contract, rows: Sequence[Row]) -> None:
        self.of(partner_id, contract).update({_key(row, contract): row for row in rows})

    @property
    def placements(self) -> set[Cell]:
        """Ids of the placements that were accepted."""
        return {key[0] for (_, dataset), rows in self.rows.items() if dataset == "placements" for key in rows}

    def ended(self, partner_id: str) -> set[Cell]:
        """Ids of the placements of which the partner reported the end."""
        observed = self.rows.get((partner_id, "retention"), {})
        return {row["placement_id"] for row in observed.values() if row["status"] == "gestopt"}


def example_deliveries(catalogue: Catalogue, seed: int = DEFAULT_SEED) -> list[ExampleDelivery]:
    """The example deliveries in the order in which they are received: the same bytes for the same seed."""
    world, sent = World(catalogue, seed), Sent()
    return [_delivery(visit, world, sent) for visit in all_visits()]


def _delivery(visit: Visit, world: World, sent: Sent) -> ExampleDelivery:
    files = {}
    for dataset in visit.datasets:
        contract = world.catalogue[dataset]
        rows = _to_send(visit, contract, world, sent)
        if not rows:
            continue
        mistakes = mistakes_in(visit.partner_id, visit.round_name, dataset)
        written, rejected = spoiled(rows, mistakes)
        sent.add(visit.partner_id, contract, _accepted(rows, rejected, contract, sent))
        form = form_of(visit.partner_id)
        headers = {name: header for mistake in mistakes for name, header in mistake.headers.items()}
        files[form.name_of(contract, visit.round_name)] = file_content(written, contract, form, headers)
    return ExampleDelivery(visit.partner_id, visit.received_at, MappingProxyType(files))


def _to_send(visit: Visit, contract: Contract, world: World, sent: Sent) -> list[Row]:
    """Registers and lists as a whole, of the rest what is new or changed."""
    partner_id = visit.partner_id
    rows = world.rows(partner_id, contract.dataset, visit.day)
    if contract.dataset == "placements":
        ended = sent.ended(partner_id)
        return [row for row in rows if row["placement_id"] not in ended]
    new = [row for row in rows if not sent.has(partner_id, contract, row)]
    if contract.delivery is Delivery.SNAPSHOT:
        return rows if new else []
    if contract.dataset == "retention" and partner_id in DELIVERING_COMPANIES:
        return [row for row in new if row["placement_id"] in sent.placements]
    return new


def _accepted(rows: list[Row], rejected: list[Row], contract: Contract, sent: Sent) -> list[Row]:
    """Rows that the monitor takes: an observation of a placement that was rejected is rejected with it."""
    wrong = {_key(row, contract) for row in rejected}
    right = [row for row in rows if _key(row, contract) not in wrong]
    if contract.dataset != "retention":
        return right
    known = sent.placements
    return [row for row in right if row["placement_id"] in known]


def _key(row: Row, contract: Contract) -> Key:
    return tuple(row.get(name) for name in contract.key)
