"""The co-financing rules of programme.yaml: what they lay down, and that a mistake in one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.catalogue import Catalogue
from pipelines.cofinancing_rules import CofinancingRule, read_cofinancing_rules
from pipelines.definitions import definition_tables
from pipelines.errors import ContractError

RULES = """cofinancing_rules:
  - id: a
    nl: De helft van bedrijven
    en: Half from companies
    explanation_nl: Fictief.
    explanation_en: Fictitious.
    source: Fictieve regeling
    valid_from: 2024
    valid_until: 2025
    required_share: 1/2
    applies_to: [programma, pilots]
    partner_types: [mbo]
    numerator_nl: bijdragen
    numerator_en: contributions
    counts:
      funding_sources: [privaat]
      kinds: [geld]
      organisation_types: [bedrijf]
    denominator_nl: alle kosten
    denominator_en: all costs
    cost_categories: [personeel]
"""


def test_the_rules_are_those_of_the_funders(catalogue: Catalogue) -> None:
    """One third subsidy, two thirds from the region; of companies 7.5 % up to 2024 and 10 % from 2025 on."""
    found = [
        (r.rule_id, r.required_share, r.valid_from, r.valid_until, r.denominator.nl)
        for r in catalogue.cofinancing_rules
    ]
    assert found == [
        ("rif", 2 / 3, 2014, None, "alle kosten"),
        ("sto_2020", 0.075, 2020, 2024, "subsidiabele kosten"),
        ("sto_2025", 0.1, 2025, None, "subsidiabele kosten"),
    ]
    assert all(rule.source.startswith(("Regeling ", "Subsidieregeling ")) for rule in catalogue.cofinancing_rules)


def test_what_a_rule_leaves_out_leaves_nothing_out(tmp_path: Path, catalogue: Catalogue) -> None:
    limits = ("partner_types", "valid_until", "kinds", "organisation_types", "cost_categories")
    least = "".join(line for line in RULES.splitlines(keepends=True) if not line.strip().startswith(limits))
    rule, full = read(tmp_path, least, catalogue), read(tmp_path, RULES, catalogue)

    assert (rule.partner_types, rule.kinds, rule.organisation_types, rule.cost_categories) == ((), (), (), ())
    assert (rule.valid_until, rule.required_share, rule.applies_to) == (None, 0.5, ("programma", "pilots"))
    assert (full.partner_types, full.kinds, full.cost_categories) == (("mbo",), ("geld",), ("personeel",))


def test_the_publication_tells_the_rules(catalogue: Catalogue) -> None:
    columns = ("rule_id", "label_nl", "valid_until", "applies_to", "partner_types", "kinds")
    assert definition_tables(catalogue, {})["cofinancing_rules"].select(columns).rows() == [
        ("rif", "RIF: twee derde uit de regio", None, ["programma", "pilots"], ["mbo"], None),
        ("sto_2020", "STO 2020–2024: 7,5 % van bedrijven", 2024, ["pilots"], ["vmbo"], None),
        ("sto_2025", "STO vanaf 2025: 10 % van bedrijven", None, ["pilots"], ["vmbo"], None),
    ]


SHARE = "a share above 0 and at most 1, like 0.1 or 2/3"
SCOPES = "a list of programma, pilots or ids of pilots for 'applies_to'"
CATEGORIES = "a list of personeel, externe_inhuur, scholing, materieel, huisvesting, projectmanagement, overig"


@pytest.mark.parametrize(
    ("old", "new", "line", "expected", "found"),
    [
        ("    source: Fictieve regeling\n", "", 2, "a text for 'source'", "nothing"),
        ("    explanation_en: Fictitious.\n", "", 2, "a text for 'explanation_en'", "nothing"),
        ("valid_from: 2024", "valid_from: vorig jaar", 8, "a year from 2000 to 2100 for 'valid_from'", "'vorig jaar'"),
        ("valid_from: 2024", "valid_from: 24", 8, "a year from 2000 to 2100 for 'valid_from'", "24"),
        ("valid_until: 2025", "valid_until: 2023", 9, "a year from 2024 to 2100 for 'valid_until'", "2023"),
        ("share: 1/2", "share: 10 %", 10, SHARE, "'10 %'"),
        ("share: 1/2", "share: 1.01", 10, SHARE, "1.01"),
        ("share: 1/2", "share: 0", 10, SHARE, "0"),
        ("share: 1/2", "share: 1/0", 10, SHARE, "'1/0'"),
        ("[programma, pilots]", "alle", 11, SCOPES, "'alle'"),
        ("[programma, pilots]", "[]", 11, SCOPES, "[]"),
        (
            "funding_sources: [privaat]",
            "funding_sources: [bedrijven]",
            16,
            "a list of publiek, privaat for 'funding_sources'",
            "['bedrijven']",
        ),
        ("kinds: [geld]", "kinds: geld", 17, "a list of geld, uren_natura, materieel for 'kinds'", "'geld'"),
        ("[personeel]", "[]", 21, f"{CATEGORIES} for 'cost_categories'", "[]"),
        ("    denominator_en: all costs\n", "", 2, "a text for 'denominator_en'", "nothing"),
        (
            "      kinds: [geld]",
            "      vormen: [geld]",
            17,
            "the keys funding_sources, kinds, organisation_types",
            "vormen",
        ),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_line(
    tmp_path: Path, catalogue: Catalogue, old: str, new: str, line: int, expected: str, found: str
) -> None:
    assert RULES.count(old) == 1
    with pytest.raises(ContractError) as told:
        read(tmp_path, RULES.replace(old, new), catalogue)
    assert str(told.value) == f"programme.yaml, line {line}: expected {expected}; found {found}"


def test_an_unknown_key_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(ContractError) as told:
        read(tmp_path, RULES.replace("valid_until", "valid_to"), catalogue)
    assert (told.value.line, told.value.found) == (9, "valid_to")


def test_two_rules_of_one_id_are_a_mistake(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(ContractError) as told:
        read(tmp_path, RULES + RULES.partition("\n")[2], catalogue)
    assert str(told.value) == "programme.yaml, line 22: expected an id of its own for each rule; found a twice"


def read(folder: Path, text: str, catalogue: Catalogue) -> CofinancingRule:
    file = folder / "programme.yaml"
    file.write_text(text, encoding="utf-8")
    return read_cofinancing_rules(file, catalogue.code_lists)[0]
