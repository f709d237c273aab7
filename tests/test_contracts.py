"""The contracts hold together, and a mistake in one is reported with its place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.contracts import Contract, Kind, Privacy, Text, folded
from pipelines.errors import ContractError
from pipelines.settings import DATA_CONTRACTS

FILES = sorted(DATA_CONTRACTS.glob("*.odcs.yaml"))
DATASETS = [
    "organisations",
    "pilots",
    "pilot_partners",
    "professionals",
    "placements",
    "retention",
    "student_outcomes",
    "peer_reviews",
    "phase_assessments",
    "phase_decisions",
]


# What must hold of the contracts that we have


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_contract_is_an_open_data_contract(shared: Path, file: Path) -> None:
    schema = json.loads((shared / "odcs" / "odcs-json-schema-v3.1.0.json").read_text(encoding="utf-8"))
    contract = yaml.safe_load(file.read_text(encoding="utf-8"))
    validator = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(contract)] == []


def test_the_schema_refuses_what_is_no_open_data_contract(shared: Path) -> None:
    schema = json.loads((shared / "odcs" / "odcs-json-schema-v3.1.0.json").read_text(encoding="utf-8"))
    contract = yaml.safe_load((DATA_CONTRACTS / "pilots.odcs.yaml").read_text(encoding="utf-8"))
    contract["schema"][0]["properties"][0]["logicalType"] = "dat"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(contract, schema)


def test_there_is_a_contract_for_every_dataset(catalogue: Catalogue) -> None:
    assert set(DATASETS) <= set(catalogue.contracts)


def test_a_contract_stands_in_the_file_of_its_name(catalogue: Catalogue) -> None:
    for dataset, contract in catalogue.contracts.items():
        assert contract.file.name == f"{dataset}.odcs.yaml"


def test_a_dataset_comes_after_those_that_it_points_at(catalogue: Catalogue) -> None:
    order = [contract.dataset for contract in catalogue.in_reference_order]
    for earlier, later in [
        ("organisations", "pilots"),
        ("organisations", "pilot_partners"),
        ("pilots", "pilot_partners"),
        ("professionals", "placements"),
        ("pilots", "placements"),
        ("placements", "retention"),
        ("organisations", "student_outcomes"),
        ("pilots", "phase_decisions"),
    ]:
        assert order.index(earlier) < order.index(later)
    assert sorted(order) == sorted(catalogue.contracts)


@pytest.mark.parametrize(
    ("dataset", "key"),
    [
        ("organisations", ("organisation_id",)),
        ("pilots", ("pilot_id",)),
        ("pilot_partners", ("pilot_id", "organisation_id")),
        ("professionals", ("professional_id",)),
        ("placements", ("placement_id",)),
        ("retention", ("placement_id", "checked_on")),
        ("student_outcomes", ("student_id", "school_id", "school_year", "outcome", "wave")),
        ("peer_reviews", ("review_id", "finding_id")),
        ("phase_assessments", ("scope_id", "criterion_id", "assessed_on")),
        ("phase_decisions", ("scope_id", "decided_on")),
        ("contributions", ("organisation_id", "pilot_id", "year", "kind", "funding_source")),
        ("expenditures", ("pilot_id", "year", "category")),
    ],
)
def test_the_key_of_a_dataset_is_as_agreed(catalogue: Catalogue, dataset: str, key: tuple[str, ...]) -> None:
    assert catalogue[dataset].key == key


def test_registers_are_snapshots_and_the_rest_are_increments(catalogue: Catalogue) -> None:
    assert {d for d in DATASETS if catalogue[d].delivery == "snapshot"} == {"organisations", "pilots", "pilot_partners"}


def test_a_reference_is_read_and_pseudonymised_as_the_field_it_points_at(catalogue: Catalogue) -> None:
    placements = catalogue["placements"]
    assert placements.field("school_id").kind is Kind.SLUG
    assert (
        placements.field("professional_id").pseudonym == catalogue["professionals"].field("professional_id").pseudonym
    )
    for contract in catalogue.contracts.values():
        for field in contract.references:
            assert field.reference
            target = catalogue.target(field.reference)
            assert (field.kind, field.pseudonym, field.privacy) == (target.kind, target.pseudonym, target.privacy)


def test_every_person_is_pseudonymised(catalogue: Catalogue) -> None:
    persons = {
        (contract.dataset, field.name, field.pseudonym.kind, field.pseudonym.issuer)
        for contract in catalogue.contracts.values()
        for field in contract.fields
        if field.pseudonym
    }
    assert persons >= {
        ("professionals", "professional_id", "professional", "programma"),
        ("placements", "professional_id", "professional", "programma"),
        ("student_outcomes", "student_id", "student", "school_id"),
    }
    for contract in catalogue.contracts.values():
        for field in contract.fields:
            assert (field.privacy is Privacy.ID) == (field.pseudonym is not None)


def test_free_text_is_confidential_unless_it_says_that_it_is_public(catalogue: Catalogue) -> None:
    free_texts = {
        "pilots": {"name": "openbaar", "description": "conf"},
        "professionals": {"discipline": "conf"},
        "peer_reviews": {"finding": "conf", "public_summary": "openbaar", "action": "conf"},
        "phase_assessments": {"evidence": "conf"},
        "phase_decisions": {"reason": "openbaar"},
    }
    for dataset, fields in free_texts.items():
        assert {name: str(catalogue[dataset].field(name).privacy) for name in fields} == fields


def test_a_text_that_is_neither_id_code_nor_reference_is_confidential_or_says_otherwise(catalogue: Catalogue) -> None:
    """Codes of public registers (KvK, SBI, group, programme) and names of organisations are the exceptions."""
    found = {
        f"{contract.dataset}.{field.name}"
        for contract in catalogue.contracts.values()
        for field in contract.fields
        if field.kind is Kind.TEXT and field.privacy is Privacy.INTERN
        if not (field.codes or field.pattern or field.reference or field.name in contract.key)
    }
    assert {name for name in found if name.split(".")[0] in DATASETS} == {
        "organisations.name",
        "organisations.sbi_code",
        "student_outcomes.group_id",
    }


def test_name_and_number_of_a_one_person_company_are_confidential(catalogue: Catalogue) -> None:
    organisations = catalogue["organisations"]
    for name in ("name", "kvk_number"):
        assert dict(organisations.field(name).confidential_when) == {"size_class": ("zzp",)}
        assert organisations.field(name).is_withheld


def test_a_private_amount_is_confidential(catalogue: Catalogue) -> None:
    contributions = catalogue["contributions"]
    for name in ("committed_eur", "realised_eur"):
        assert dict(contributions.field(name).confidential_when) == {"funding_source": ("privaat",)}
        assert contributions.field(name).is_withheld


def _texts(found: Any) -> list[Text]:
    """Every text in two languages that hangs somewhere below a value."""
    if isinstance(found, Text):
        return [found]
    if isinstance(found, (str, int, float, Path)) or found is None:
        return []
    if isinstance(found, (tuple, list)):
        return [text for item in found for text in _texts(item)]
    if hasattr(found, "values"):
        return [text for item in found.values() for text in _texts(item)]
    return [text for name in getattr(found, "__dataclass_fields__", {}) for text in _texts(getattr(found, name))]


def test_every_text_is_there_in_both_languages(catalogue: Catalogue) -> None:
    texts = _texts(catalogue)
    assert len(texts) > 500
    assert [text for text in texts if not (text.nl.strip() and text.en.strip())] == []


def _own_messages(contract: Contract) -> list[Text]:
    patterns = [field.pattern.message for field in contract.fields if field.pattern]
    return [*patterns, *(rule.message for rule in contract.row_rules)]


def test_no_message_of_a_rule_mentions_a_value(catalogue: Catalogue) -> None:
    for contract in catalogue.contracts.values():
        for message in _own_messages(contract):
            assert "{" not in message.nl + message.en


def test_a_code_or_label_means_one_code(catalogue: Catalogue) -> None:
    for name, codes in catalogue.code_lists.items():
        meanings: dict[str, set[str]] = {}
        for code in codes:
            for word in (code.code, code.label.nl, code.label.en):
                meanings.setdefault(folded(word), set()).add(code.code)
        assert {word: found for word, found in meanings.items() if len(found) > 1} == {}, name


def test_a_file_name_means_one_dataset(catalogue: Catalogue) -> None:
    words = [word for contract in catalogue.contracts.values() for word in contract.file_words]
    assert len(words) == len(set(words))


def test_the_examples_of_a_field_are_values_of_it(catalogue: Catalogue) -> None:
    import polars as pl

    from pipelines.cells import read_cells, read_codes

    for contract in catalogue.contracts.values():
        for field in contract.fields:
            cell = pl.Series([field.example or None], dtype=pl.String)
            value = read_codes(cell, field.codes) if field.codes else read_cells(cell, field.kind)
            assert value.item() is not None, field.name
            assert not field.codes or value.item() in {code.code for code in field.codes}, field.name


# Mistakes are reported with their place

Altered = Callable[..., tuple[Path, int]]


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """Replace a text in a copy of a contract; gives the folder and the line on which ``marked`` then stands."""

    def alter(file: str, old: str, new: str, marked: str | None = None) -> tuple[Path, int]:
        folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        text = text.replace(old, new)
        (folder / file).write_text(text, encoding="utf-8")
        marked = marked or new
        assert text.count(marked) == 1
        return folder, text[: text.index(marked)].count("\n") + 1 + (len(marked) - len(marked.lstrip("\n")))

    return alter


def mistake_in(folder: Path) -> ContractError:
    with pytest.raises(ContractError) as found:
        load_catalogue(folder)
    return found.value


PILOT_START = "- name: start_date\n        businessName: Startdatum\n        logicalType: "
END_RULE = "columns: [planned_end_date, start_date]\n          condition: planned_end_date >= start_date"


@pytest.mark.parametrize(
    ("file", "old", "new", "marked", "message"),
    [
        pytest.param(
            "pilots.odcs.yaml",
            PILOT_START + "date",
            PILOT_START + "datum",
            "logicalType: datum",
            "expected 'logicalType' to be one of string, number, integer, date, boolean; found 'datum'",
            id="an unknown type",
        ),
        pytest.param(
            "pilots.odcs.yaml",
            "classification: conf",
            "classification: geheim",
            None,
            "expected 'classification' to be one of id, conf, intern, openbaar; found 'geheim'",
            id="an unknown privacy class",
        ),
        pytest.param(
            "retention.odcs.yaml",
            "{type: foreignKey, to: placements.placement_id}",
            "{type: foreignKey, to: plaatsingen.placement_id}",
            None,
            "expected a reference to a known dataset; found plaatsingen",
            id="a reference to a missing dataset",
        ),
        pytest.param(
            "retention.odcs.yaml",
            "{type: foreignKey, to: placements.placement_id}",
            "{type: foreignKey, to: placements.nummer}",
            None,
            "expected a reference to the key of placements; found nummer",
            id="a reference to a missing field",
        ),
        pytest.param(
            "retention.odcs.yaml",
            "{type: foreignKey, to: placements.placement_id}",
            "{type: foreignKey, to: placements.start_date}",
            None,
            "expected a reference to the key of placements; found start_date",
            id="a reference to a field that is no key",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "        description: ‘Gevolgd vanaf’ ligt vóór de startdatum.\n",
            "",
            "- id: followed_after_start",
            "expected a Dutch message ('description') for rule followed_after_start; found none",
            id="a rule without message",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "          - {property: messageEn, value: The planned end date is before the start date.}",
            "          - {property: messageNl, value: De einddatum ligt te vroeg.}",
            "- id: planned_end_after_start",
            "expected a text for 'messageEn'; found nothing",
            id="a rule without message in English",
        ),
        pytest.param(
            "placements.odcs.yaml",
            END_RULE,
            "columns: [planned_end_date]\n          condition: planned_end_date >= start_date",
            "condition: planned_end_date >= start_date",
            "expected every column of the expression under 'columns'; found start_date is not",
            id="a condition with a column that is not listed",
        ),
        pytest.param(
            "placements.odcs.yaml",
            END_RULE,
            "columns: [planned_end_date, begin]\n          condition: planned_end_date >= begin",
            "columns: [planned_end_date, begin]",
            "expected a column of placements; found begin",
            id="a condition on a column that does not exist",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "columns: [planned_end_date, start_date]",
            "columns: []",
            None,
            "expected a list of 'columns', the one to mend first; found []",
            id="a rule without columns",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "        severity: warning\n        dimension: consistency\n",
            "        severity: ernstig\n        dimension: consistency\n",
            "severity: ernstig",
            "expected 'severity' to be one of error, warning; found 'ernstig'",
            id="an unknown severity",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "- name: contract_company\n",
            "- name: contract_school\n",
            "- name: placements",
            "expected each field once; found contract_school twice",
            id="a field twice",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "- id: fte_sum\n",
            "- id: fte_or_hours\n        name: som\n",
            "- name: placements",
            "expected each rule once; found fte_or_hours twice",
            id="a rule twice",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "businessName: Contract bedrijf",
            "businessName: contract_school",
            "- name: placements",
            "expected headers that tell fields apart; found 'contractschool' for contract_school and contract_company",
            id="a header that means two fields",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "property: retention",
            "property: latency",
            None,
            "expected a retention period in years (unit y) under 'slaProperties'; found none",
            id="no retention period",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "    unit: y\n",
            "    unit: d\n",
            "- property: retention",
            "expected a retention period in years (unit y) under 'slaProperties'; found none",
            id="a retention period in another unit",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "        primaryKey: true\n",
            "        primaryKey: false\n",
            "- name: placement_id",
            "expected at least one field with primaryKey: true; found none",
            id="no key",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "{property: delivery, value: increment}",
            "{property: delivery, value: soms}",
            None,
            "expected 'delivery' to be one of snapshot, increment; found 'soms'",
            id="an unknown way of delivery",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "{property: labelEn, value: FTE at company}",
            "{property: labelEn, value: }",
            None,
            "expected a text for 'labelEn'; found nothing",
            id="an empty label",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "id: placements\n",
            "id: plaatsing\n",
            None,
            "expected the name of the table, placements, for 'id'; found plaatsing",
            id="an id that is not the name of the dataset",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "{minimum: 0, maximum: 1}",
            "{minimum: nul, maximum: 1}",
            None,
            "expected a number for 'minimum'; found 'nul'",
            id="a limit that is no number",
        ),
        pytest.param(
            "student_outcomes.odcs.yaml",
            "{property: issuer, value: school_id}",
            "{property: issuer, value: school}",
            "{property: labelEn, value: Student}",
            "expected an issuer that is a field of the dataset; found school",
            id="an issuer that does not exist",
        ),
        pytest.param(
            "programme.yaml",
            "  - id: S1\n    phase: starten",
            "  - id: S1\n    phase: begin",
            "phase: begin",
            "expected 'phase' to be one of starten, ontwikkelen, valideren, verduurzamen, doorontwikkelen; "
            "found 'begin'",
            id="a criterion of an unknown phase",
        ),
        pytest.param(
            "code_lists.yaml",
            "{nl: Penvoerder, en: Lead}",
            "{nl: Penvoerder}",
            None,
            "expected a text for 'en'; found nothing",
            id="a code without label in English",
        ),
    ],
)
def test_a_mistake_is_reported_with_file_line_expected_and_found(
    altered: Altered, file: str, old: str, new: str, marked: str | None, message: str
) -> None:
    folder, line = altered(file, old, new, marked)
    mistake = mistake_in(folder)
    assert str(mistake) == f"{file}, line {line}: {message}"
    assert (mistake.file, mistake.line) == (folder / file, line)


@pytest.mark.parametrize(
    ("file", "old", "new", "marked", "expected"),
    [
        pytest.param(
            "placements.odcs.yaml",
            "condition: planned_end_date >= start_date",
            "condition: planned_end_date >= >= start_date",
            None,
            "an SQL expression for 'condition'",
            id="SQL that does not parse",
        ),
        pytest.param(
            "student_outcomes.odcs.yaml",
            r"{pattern: '^\d{4,5}$'}",
            r"{pattern: '^(?!0)\d{4,5}$'}",
            "- id: programme_code_pattern",
            "a pattern that compiles, without look-around",
            id="a pattern with look-around",
        ),
        pytest.param(
            "placements.odcs.yaml",
            "name: Plaatsingen\nversion",
            "name: [Plaatsingen\nversion",
            "version: 1.0.0",
            "valid YAML",
            id="what is no YAML",
        ),
    ],
)
def test_what_does_not_parse_is_reported_with_file_and_line(
    altered: Altered, file: str, old: str, new: str, marked: str | None, expected: str
) -> None:
    folder, line = altered(file, old, new, marked)
    mistake = mistake_in(folder)
    assert (mistake.file.name, mistake.line, mistake.expected) == (file, line, expected)
    assert mistake.found


def test_two_contracts_of_one_dataset_are_a_mistake(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
    shutil.copy(folder / "pilots.odcs.yaml", folder / "proeven.odcs.yaml")
    mistake = mistake_in(folder)
    assert (mistake.file.name, mistake.line) == ("proeven.odcs.yaml", 3)
    assert (mistake.expected, mistake.found) == ("one contract a dataset", "pilots also in pilots.odcs.yaml")


def test_a_file_that_holds_no_mapping_is_a_mistake(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
    (folder / "leeg.odcs.yaml").write_text("")
    assert str(mistake_in(folder)) == "leeg.odcs.yaml, line 1: expected a mapping at the top; found something else"


def test_an_unknown_code_list_is_reported_with_those_that_there_are(altered: Altered) -> None:
    listed = yaml.safe_load((DATA_CONTRACTS / "code_lists.yaml").read_text(encoding="utf-8"))
    known = {*listed, "phase", "criterion", "indicator"}
    folder, line = altered("placements.odcs.yaml", "codes, value: function}", "codes, value: functies}")
    mistake = mistake_in(folder)
    assert (mistake.file.name, mistake.line, mistake.found) == ("placements.odcs.yaml", line, "'functies'")
    assert mistake.expected == "'codes' to be one of " + ", ".join(sorted(known))
