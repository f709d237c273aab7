"""Who a row is about: persons under their pseudonyms, and what is theirs through references, as contracts say."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Field
from pipelines.errors import UsageError
from pipelines.pseudonyms import Pseudonymiser

LINKS = "links"
"""Column beside a rejected row: pseudonyms of its persons, and of the rows that are theirs which it names."""
_PROGRAMME = "programma"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as the archive knows one: the kind of number, and its pseudonym."""

    kind: str
    pseudonym: str


def subject_of(
    dataset: str, identity: str, issuer: str | None, catalogue: Catalogue, pseudonymiser: Pseudonymiser
) -> Subject:
    """The person who has a number in a dataset.

    Args:
        issuer: the organisation that gave the number, where that is not the partnership itself.

    Raises:
        UsageError: the dataset is none, holds no numbers of persons, or the issuer is needed and absent.
    """
    contract = catalogue.contracts.get(dataset)
    field = next((f for f in contract.fields if f.pseudonym), None) if contract else None
    if field is None or field.pseudonym is None:
        named = [c.dataset for c in catalogue.contracts.values() if any(f.pseudonym for f in c.fields)]
        raise UsageError(f"‘{dataset}’ heeft geen nummers van personen. Kies uit: {', '.join(named)}.")
    if field.pseudonym.issuer == _PROGRAMME:
        issuer = _PROGRAMME
    if issuer is None:
        raise UsageError(
            f"Een nummer bij {dataset} geldt alleen binnen één organisatie. Geef met --partner de organisatie die het "
            f"nummer gaf (kolom {field.pseudonym.issuer})."
        )
    kind = field.pseudonym.kind
    return Subject(kind, pseudonymiser.of_one(kind, issuer.strip().lower(), identity))


def identifies(field: Field, subject: Subject) -> bool:
    """Whether a field holds numbers of the kind by which this person is known."""
    return field.pseudonym is not None and field.pseudonym.kind == subject.kind


def is_about_persons(contract: Contract, catalogue: Catalogue) -> bool:
    """Whether rows of a dataset are about persons, by a number of their own or through what they refer to."""
    return bool(kinds_of_persons(contract, catalogue))


def kinds_of_persons(contract: Contract, catalogue: Catalogue) -> tuple[str, ...]:
    """Of which kinds of persons a dataset holds rows, by a number of their own or through what they refer to."""
    kinds = [f.pseudonym.kind for f in contract.fields if f.pseudonym]
    for field in contract.fields:
        if field.reference and not field.pseudonym and field.reference.dataset != contract.dataset:
            kinds += kinds_of_persons(catalogue[field.reference.dataset], catalogue)
    return tuple(dict.fromkeys(kinds))


def link_of(dataset: str, key: str, pseudonymiser: Pseudonymiser) -> str:
    """What stands for a row of a dataset that is about a person, where its number itself is not to be kept."""
    return pseudonymiser.of_one(f"rij {dataset}", _PROGRAMME, key)


def links_of_rows(
    frame: pl.DataFrame, contract: Contract, catalogue: Catalogue, pseudonymiser: Pseudonymiser
) -> pl.DataFrame:
    """``row`` and ``links`` of prepared rows: what a rejected row is about, found again by nobody without the key.

    A link is the pseudonym of a person, or that of the number of a row that is about a person: the placement of an
    observation, or the placement that the row itself would have been.
    """
    links = [frame[f.name].alias(f.name) for f in contract.fields if f.pseudonym]
    for field, dataset in _row_numbers(contract, catalogue).items():
        issuer = pl.Series([_PROGRAMME]).new_from_index(0, frame.height)
        links.append(pseudonymiser.of_all(f"rij {dataset}", issuer, frame[field]).alias(field))
    together = pl.DataFrame({"row": frame["row"]}).hstack(links)
    names = [link.name for link in links]
    combined = pl.concat_list(names).list.drop_nulls() if names else pl.lit([], pl.List(pl.String))
    return together.select("row", combined.alias(LINKS))


def with_links(rejected: pl.DataFrame, links: pl.DataFrame | None) -> pl.DataFrame:
    """Rejected rows (``row_number``) with their links; none where nothing of the rows could be read."""
    if links is None:
        return rejected.with_columns(pl.lit([], pl.List(pl.String)).alias(LINKS))
    joined = rejected.join(links, left_on="row_number", right_on="row", how="left", maintain_order="left")
    return joined.with_columns(pl.col(LINKS).fill_null(pl.lit([], pl.List(pl.String))))


def _row_numbers(contract: Contract, catalogue: Catalogue) -> dict[str, str]:
    """Fields with the number of a row that is about a person, and the dataset of that row."""
    pointing = {
        f.name: f.reference.dataset
        for f in contract.fields
        if f.reference and not f.pseudonym and is_about_persons(catalogue[f.reference.dataset], catalogue)
    }
    key = contract.key[0] if len(contract.key) == 1 else ""
    own = {key: contract.dataset} if key and not contract.field(key).pseudonym else {}
    return pointing | (own if is_about_persons(contract, catalogue) else {})
