"""Everything that the archive holds of one person: under the pseudonym, and through what refers to such a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Field
from pipelines.editions.rounds import Round
from pipelines.pseudonyms import Pseudonymiser
from pipelines.receipts import Receipt
from pipelines.subjects import LINKS, Subject, identifies, link_of

Wanted = Mapping[str, frozenset[str]]
"""For a field: the values by which a row is about the person."""


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Accepted rows of one delivery that are about the person.

    ``is_theirs`` has a value for each row of the delivery: it is about the person and cannot be without saying so.
    ``mentions`` are such columns of the fields that may be empty: the row stays when they are.
    """

    receipt: Receipt
    rows: pl.DataFrame
    is_theirs: pl.Series
    mentions: Mapping[str, pl.Series]


@dataclass(frozen=True, slots=True)
class HeldRejections:
    """Rejected rows of one delivery that are about the person; ``is_theirs`` has a value for each row of ``stored``."""

    receipt: Receipt
    stored: pl.DataFrame
    is_theirs: pl.Series


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell of a table that was published and frozen on ``peildatum``, in which the person was counted."""

    peildatum: dt.date
    population: str
    dimension: str
    code: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held of a person, rows of referring datasets last. ``keys`` number rows that are that person's only."""

    subject: Subject
    accepted: tuple[HeldRows, ...]
    rejected: tuple[HeldRejections, ...]
    keys: frozenset[str]
    counted: tuple[Counted, ...] = ()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The deliveries in which the person came, in the order in which they were received."""
        receipts = [held.receipt for held in self.accepted] + [held.receipt for held in self.rejected]
        return tuple(sorted({r.delivery_id: r for r in receipts}.values(), key=lambda r: r.order))


def holdings_of(
    subject: Subject,
    archive: Archive,
    catalogue: Catalogue,
    pseudonymiser: Pseudonymiser,
    rounds: Sequence[Round] = (),
) -> Holdings:
    """All versions of all rows of a person, those of withdrawn deliveries and incomplete runs included.

    A row is followed to what refers to it by its number, unless that number is also somebody else's: a placement that
    was delivered with a wrong professional first is the other one's since it was mended.
    """
    receipts = sorted(archive.every_receipt(), key=lambda r: r.order)
    wanted = {c.dataset: _by_number(c, subject) for c in catalogue.contracts.values()}
    accepted, links, keys = list[HeldRows](), {subject.pseudonym}, set[str]()
    for contract in catalogue.in_reference_order:
        stored = [r for r in receipts if r.dataset == contract.dataset and r.stored_sha256]
        if not any(wanted[contract.dataset].values()) or not stored:
            continue
        found = [_held_rows(r, archive.rows(contract, r), contract, wanted[contract.dataset]) for r in stored]
        accepted += [held for held in found if held.is_theirs.any() or held.mentions]
        own = _own_keys(found, contract)
        keys |= own
        links |= {link_of(contract.dataset, key, pseudonymiser) for key in own}
        for dataset, field in _referring(contract, catalogue):
            wanted[dataset][field] = wanted[dataset].get(field, frozenset()) | own
    rejected = [_held_rejections(r, archive, links) for r in receipts]
    counted = tuple(_counted(subject, rounds))
    return Holdings(subject, tuple(accepted), tuple(held for held in rejected if held), frozenset(keys), counted)


def persons_held(archive: Archive, catalogue: Catalogue) -> set[str]:
    """The pseudonyms of everybody of whom the archive has an accepted row."""
    found = set[str]()
    for receipt in archive.every_receipt():
        contract, stored = catalogue.contracts.get(receipt.dataset), archive.stored_rows(receipt)
        if contract and stored is not None:
            for name in (f.name for f in contract.fields if f.pseudonym and f.name in stored.columns):
                found.update(stored[name].drop_nulls())
    return found


def _counted(subject: Subject, rounds: Sequence[Round]) -> Iterator[Counted]:
    for one in rounds:
        cells = one.members.filter(pl.col("person_id") == subject.pseudonym)
        for population, dimension, code in cells.select("population", "dimension", "code").iter_rows():
            yield Counted(one.peildatum, population, dimension, code)


def _by_number(contract: Contract, subject: Subject) -> dict[str, frozenset[str]]:
    return {f.name: frozenset({subject.pseudonym}) for f in contract.fields if identifies(f, subject)}


def _held_rows(receipt: Receipt, rows: pl.DataFrame, contract: Contract, wanted: Wanted) -> HeldRows:
    matches = {name: rows[name].is_in(list(values)).fill_null(value=False) for name, values in wanted.items()}
    is_theirs = pl.Series([False]).new_from_index(0, rows.height)
    for name, match in matches.items():
        if _is_needed(contract.field(name)):
            is_theirs |= match
    mentions = {n: m & ~is_theirs for n, m in matches.items() if not _is_needed(contract.field(n))}
    mentions = {name: mention for name, mention in mentions.items() if mention.any()}
    return HeldRows(receipt, rows, is_theirs, mentions)


def _is_needed(field: Field) -> bool:
    """A row cannot be without what its contract requires, so nor without whom it is about."""
    return field.required or field.key_position is not None


def _own_keys(found: Sequence[HeldRows], contract: Contract) -> set[str]:
    """Numbers of rows that are this person's in every version; none where the number is a person's itself."""
    if len(contract.key) > 1 or contract.field(contract.key[0]).pseudonym:
        return set()
    (key,) = contract.key
    theirs = {number for held in found for number in held.rows.filter(held.is_theirs)[key]}
    others = {number for held in found for number in held.rows.filter(~held.is_theirs)[key]}
    return theirs - others


def _referring(contract: Contract, catalogue: Catalogue) -> list[tuple[str, str]]:
    return [
        (other.dataset, f.name)
        for other in catalogue.contracts.values()
        for f in other.references
        if f.reference and f.reference.dataset == contract.dataset and not f.pseudonym
    ]


def _held_rejections(receipt: Receipt, archive: Archive, links: set[str]) -> HeldRejections | None:
    stored = next((rows for _, rows in archive.rejected_rows([receipt])), None)
    if stored is None or LINKS not in stored.columns:
        return None
    is_theirs = stored.select(pl.col(LINKS).list.set_intersection(sorted(links)).list.len() > 0).to_series()
    return HeldRejections(receipt, stored, is_theirs) if is_theirs.any() else None
