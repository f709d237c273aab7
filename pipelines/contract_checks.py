"""What must hold of contracts together: every name that one of them uses exists, every expression compiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl
from polars.exceptions import PolarsError

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Field, RowRule
from pipelines.yaml_files import Entry

CONTEXT_COLUMNS = ("received_on", "partner_id", "earlier.partner_id")


def check_catalogue(catalogue: Catalogue, entries: Mapping[str, Entry]) -> None:
    """Raise ContractError for the first thing that does not hold together; ``entries`` tell where it stands."""
    for contract in catalogue.contracts.values():
        top = entries[contract.dataset]
        table = top.entries("schema")[0]
        _check_unique([f.name for f in contract.fields], "field", table)
        _check_unique([r.rule_id for r in contract.row_rules], "rule", table)
        _check_headers(contract, table)
        if not contract.key:
            raise table.error("at least one field with primaryKey: true", "none", "properties")
        for field, entry in zip(contract.fields, table.entries("properties"), strict=True):
            _check_field(field, contract, catalogue, entry)
        for rule, entry in zip(contract.row_rules, table.entries("quality"), strict=True):
            _check_rule(rule, contract, catalogue, entry)


def _check_unique(names: list[str], what: str, table: Entry) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise table.error(f"each {what} once", f"{twice[0]} twice")


def _check_headers(contract: Contract, table: Entry) -> None:
    seen: dict[str, str] = {}
    for field in contract.fields:
        for name in set(field.names):
            if seen.setdefault(name, field.name) != field.name:
                raise table.error("headers that tell fields apart", f"{name!r} for {seen[name]} and {field.name}")


def _check_field(field: Field, contract: Contract, catalogue: Catalogue, entry: Entry) -> None:
    if field.pattern:
        try:
            pl.Series([""]).str.contains(field.pattern.regex)
        except PolarsError as error:
            raise entry.error("a pattern that compiles, without look-around", str(error), "quality") from error
    if field.pseudonym and field.reference is None and not _issuer_exists(field, contract):
        raise entry.error("an issuer that is a field of the dataset", field.pseudonym.issuer, "customProperties")
    _check_names(field.confidential_when, contract, entry)
    if field.reference is None:
        return
    target = catalogue.contracts.get(field.reference.dataset)
    if target is None:
        raise entry.error("a reference to a known dataset", field.reference.dataset, "relationships")
    if (field.reference.field,) != target.key:
        raise entry.error(f"a reference to the key of {target.dataset}", field.reference.field, "relationships")
    _check_names(field.reference.where, target, entry)


def _issuer_exists(field: Field, contract: Contract) -> bool:
    issuer = field.pseudonym.issuer if field.pseudonym else ""
    return issuer == "programma" or issuer in {f.name for f in contract.fields}


def _check_names(conditions: Mapping[str, tuple[str, ...]], contract: Contract, entry: Entry) -> None:
    for name in conditions:
        if name not in {f.name for f in contract.fields}:
            raise entry.error(f"a field of {contract.dataset}", name, "customProperties")


def _check_rule(rule: RowRule, contract: Contract, catalogue: Catalogue, entry: Entry) -> None:
    known = known_columns(contract, catalogue)
    where = entry.entry("implementation")
    for column in rule.columns:
        if column not in known:
            raise where.error(f"a column of {contract.dataset}", column, "columns")
    _check_standing(rule, contract, where)
    for key, text in (("condition", rule.condition), ("when", rule.when)):
        if text is None:
            continue
        try:
            used = pl.sql_expr(text).meta.root_names()
        except PolarsError as error:
            raise where.error(f"an SQL expression for '{key}'", str(error), key) from error
        unlisted = sorted(set(used) - set(rule.columns))
        if unlisted:
            raise where.error("every column of the expression under 'columns'", f"{unlisted[0]} is not", key)


def _check_standing(rule: RowRule, contract: Contract, where: Entry) -> None:
    strange = sorted(set(rule.standing) - {f.name for f in contract.fields})
    if strange:
        raise where.error(f"a field of {contract.dataset}", strange[0], "standing")
    if any(c.startswith("standing.") for c in rule.columns) != bool(rule.standing):
        raise where.error("'standing' (fields that rows share) where a column is 'standing.…'", str(rule.standing))


def known_columns(contract: Contract, catalogue: Catalogue) -> set[str]:
    """The columns that a row rule of this contract may use."""
    own = [f.name for f in contract.fields]
    earlier = [f"{prefix}.{name}" for prefix in ("earlier", "standing") for name in own]
    pointed_at = [
        f"{field.name}.{target.name}"
        for field in contract.references
        if field.reference and field.reference.dataset in catalogue.contracts
        for target in catalogue[field.reference.dataset].fields
    ]
    return {*own, *earlier, *pointed_at, *CONTEXT_COLUMNS}
