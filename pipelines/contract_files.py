"""Reads data_contracts/ into a Catalogue, and refuses what does not hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pipelines.catalogue import Catalogue, Term
from pipelines.cofinancing_rules import read_cofinancing_rules
from pipelines.contract_checks import check_catalogue
from pipelines.contracts import (
    Bounds,
    Code,
    Contract,
    Delivery,
    Field,
    Kind,
    Pattern,
    Privacy,
    Pseudonym,
    Reference,
    RowRule,
    Severity,
    Text,
)
from pipelines.indicators import direction_of_indicator, indicator_codes, read_indicators, unit_of_indicator
from pipelines.programme_files import items_of_scale, read_programme, read_survey_scales
from pipelines.settings import SQL
from pipelines.yaml_files import Entry, read_entry

_KINDS = {"string": Kind.TEXT, "number": Kind.NUMBER, "integer": Kind.INTEGER}
_KINDS |= {"date": Kind.DATE, "boolean": Kind.BOOLEAN}
_NOTATIONS = {"slug": Kind.SLUG, "school_year": Kind.SCHOOL_YEAR}
_BOUNDS = {"minimum": "minimum", "maximum": "maximum"}
_BOUNDS |= {"exclusiveMinimum": "exclusive_minimum", "exclusiveMaximum": "exclusive_maximum"}


def load_catalogue(folder: Path, sql: Path = SQL) -> Catalogue:
    """Every contract of the folder, with code lists, programme and messages, and the indicators of ``sql``.

    Raises:
        ContractError: for the first mistake, with its file, line, what was expected and what was found.
    """
    programme = read_programme(folder / "programme.yaml", sql / "criteria")
    code_lists = read_code_lists(folder / "code_lists.yaml")
    code_lists["phase"] = tuple(Code(p.phase_id, p.label) for p in programme.phases)
    code_lists["criterion"] = tuple(Code(c.criterion_id, c.label) for c in programme.criteria)
    scales_file, directions = folder / "survey_scales.yaml", code_lists["indicator_direction"]
    scales = read_survey_scales(scales_file, code_lists["survey_scale"], directions)
    indicators = read_indicators(sql / "indicators", code_lists)
    code_lists["indicator"] = indicator_codes(indicators)
    facts = {f"{{{name}}}": f"{value:g}" for name, value in programme.thresholds.items()} | {
        "{items_of_scale}": items_of_scale(scales),
        "{direction_of_indicator}": direction_of_indicator(indicators),
        "{unit_of_indicator}": unit_of_indicator(indicators),
    }
    messages = {name: entry.texts() for name, entry in read_entry(folder / "messages.yaml").items()}
    entries = {file: read_entry(file) for file in sorted(folder.glob("*.odcs.yaml"))}
    contracts = _contracts(entries.values(), code_lists, facts)
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(folder.glob("*.yaml")))).hexdigest()
    catalogue = Catalogue(
        MappingProxyType(contracts),
        MappingProxyType(code_lists),
        programme,
        MappingProxyType(messages),
        MappingProxyType(scales),
        indicators,
        read_cofinancing_rules(folder / "programme.yaml", code_lists),
        read_terms(folder / "terms.yaml"),
        digest,
    )
    check_catalogue(catalogue, {c.text("id"): c for c in entries.values()})
    return catalogue


def _contracts(
    entries: Iterable[Entry], code_lists: dict[str, tuple[Code, ...]], facts: Mapping[str, str]
) -> dict[str, Contract]:
    """The contract of each dataset, by its name."""
    contracts: dict[str, Contract] = {}
    for entry in entries:
        contract = contract_from(entry, code_lists, facts)
        if earlier := contracts.get(contract.dataset):
            raise entry.error("one contract a dataset", f"{contract.dataset} also in {earlier.file.name}", "id")
        contracts[contract.dataset] = contract
    return {name: _with_target_kinds(contract, contracts) for name, contract in contracts.items()}


def read_code_lists(file: Path) -> dict[str, tuple[Code, ...]]:
    return {
        name: tuple(Code(code, e.texts(), bool(e.get("neutral", False))) for code, e in listed.items())
        for name, listed in read_entry(file).items()
    }


def read_terms(file: Path) -> tuple[Term, ...]:
    return tuple(Term(name, e.texts(), e.texts("meaning_nl", "meaning_en")) for name, e in read_entry(file).items())


def contract_from(top: Entry, code_lists: dict[str, tuple[Code, ...]], facts: Mapping[str, str]) -> Contract:
    """One contract from its ODCS document (https://bitol-io.github.io/open-data-contract-standard).

    Args:
        facts: what stands in row rules, between braces, for what is laid down elsewhere: as SQL, or a threshold.
    """
    tables = top.entries("schema")
    if len(tables) != 1:
        raise top.error("one table under 'schema'", str(len(tables)), "schema")
    table, custom = tables[0], tables[0].custom()
    if top.text("id") != table.text("name"):
        raise top.error(f"the name of the table, {table.text('name')}, for 'id'", top.text("id"), "id")
    description = top.entry("description")
    retention = [e for e in top.entries("slaProperties") if e.get("property") == "retention"]
    if not retention or not isinstance(retention[0].get("value"), int) or retention[0].get("unit") != "y":
        raise top.error("a retention period in years (unit y) under 'slaProperties'", "none", "slaProperties")
    return Contract(
        dataset=table.text("name"),
        version=top.text("version"),
        label=Text(table.text("businessName"), custom.text("labelEn")),
        description=Text(table.text("description"), custom.text("descriptionEn")),
        purpose=Text(description.text("purpose"), description.custom().text("purposeEn")),
        delivery=Delivery(custom.one_of("delivery", [d.value for d in Delivery])),
        retention_years=retention[0].get("value"),
        retention_reason=retention[0].text("description"),
        fields=tuple(field_from(e, code_lists) for e in table.entries("properties")),
        row_rules=tuple(row_rule_from(e, facts) for e in table.entries("quality")),
        file=top.file,
        file_names=tuple(custom.get("fileNames", [])),
    )


def field_from(entry: Entry, code_lists: dict[str, tuple[Code, ...]]) -> Field:
    custom = entry.custom()
    kind = _KINDS[entry.one_of("logicalType", list(_KINDS))]
    if custom.get("notation"):
        kind = _NOTATIONS[custom.one_of("notation", list(_NOTATIONS))]
    code_list = custom.one_of("codes", sorted(code_lists)) if custom.get("codes") else None
    examples = entry.get("examples", [])
    return Field(
        name=entry.text("name"),
        label=Text(entry.text("businessName"), custom.text("labelEn")),
        description=Text(entry.text("description"), custom.text("descriptionEn")),
        kind=kind,
        required=bool(entry.get("required", False)),
        privacy=Privacy(entry.one_of("classification", [p.value for p in Privacy])),
        key_position=entry.get("primaryKeyPosition") if entry.get("primaryKey") else None,
        codes=code_lists[code_list] if code_list else (),
        code_list=code_list,
        bounds=_bounds_from(entry),
        pattern=next((_pattern_from(e) for e in entry.entries("quality")), None),
        reference=next((_reference_from(e) for e in entry.entries("relationships")), None),
        pseudonym=Pseudonym(custom.text("pseudonym"), custom.get("issuer", "programma"))
        if custom.get("pseudonym")
        else None,
        headers=tuple(custom.get("headers", [])),
        found_in=custom.text("foundIn"),
        unit=custom.get("unit", ""),
        example=str(examples[0]) if examples else "",
        confidential_when=_conditions(custom.get("confWhen", {})),
        spellings=code_lists[custom.one_of("spellings", sorted(code_lists))] if custom.get("spellings") else (),
    )


def _bounds_from(entry: Entry) -> Bounds:
    given = [name for name in entry.get("logicalTypeOptions", {}) if name in _BOUNDS]
    return Bounds(**{_BOUNDS[name]: entry.entry("logicalTypeOptions").number(name) for name in given})


def row_rule_from(entry: Entry, facts: Mapping[str, str]) -> RowRule:
    implementation = entry.entry("implementation")
    columns = implementation.get("columns")
    if not isinstance(columns, list) or not columns:
        raise implementation.error("a list of 'columns', the one to mend first", repr(columns), "columns")
    message = _message(entry)
    return RowRule(
        rule_id=entry.text("id"),
        columns=tuple(columns),
        condition=_filled(implementation.text("condition"), facts),
        when=implementation.get("when"),
        severity=Severity(entry.one_of("severity", [s.value for s in Severity])),
        message=Text(_filled(message.nl, facts), _filled(message.en, facts)),
        standing=tuple(implementation.get("standing", [])),
    )


def _filled(text: str, facts: Mapping[str, str]) -> str:
    for name, fact in facts.items():
        text = text.replace(name, fact)
    return text


def _message(entry: Entry) -> Text:
    if not entry.get("description"):
        raise entry.error(f"a Dutch message ('description') for rule {entry.get('id')}", "none")
    return Text(entry.text("description"), entry.custom().text("messageEn"))


def _pattern_from(entry: Entry) -> Pattern:
    entry.one_of("metric", ["invalidValues"])
    regex = entry.entry("arguments").text("pattern")
    severity = Severity(entry.one_of("severity", [s.value for s in Severity]))
    return Pattern(entry.text("id"), regex, severity, _message(entry))


def _reference_from(entry: Entry) -> Reference:
    dataset, _, name = entry.text("to").partition(".")
    custom = entry.custom()
    return Reference(dataset, name, _conditions(custom.get("where", {})), tuple(custom.get("alsoAllowed", [])))


def _conditions(found: dict[str, list[str]]) -> MappingProxyType[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(values) for name, values in found.items()})


def _with_target_kinds(contract: Contract, contracts: dict[str, Contract]) -> Contract:
    """References are read, and pseudonymised, as the field they point at."""

    def as_target(field: Field) -> Field:
        reference = field.reference
        if reference is None or reference.dataset not in contracts:
            return field
        target = next((f for f in contracts[reference.dataset].fields if f.name == reference.field), None)
        if target is None:
            return field
        return replace(field, kind=target.kind, pseudonym=target.pseudonym)

    return replace(contract, fields=tuple(as_target(field) for field in contract.fields))
