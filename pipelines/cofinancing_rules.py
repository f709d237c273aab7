"""Co-financing rules: which share of the costs a funder wants others to pay, and of whom their contributions count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipelines.contracts import Code, Text
from pipelines.yaml_files import Entry, read_entry

PROGRAMME, PILOTS = "programma", "pilots"
_KEYS = (
    "id",
    "nl",
    "en",
    "explanation_nl",
    "explanation_en",
    "source",
    "valid_from",
    "valid_until",
    "required_share",
    "applies_to",
    "partner_types",
    "numerator_nl",
    "numerator_en",
    "counts",
    "denominator_nl",
    "denominator_en",
    "cost_categories",
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class CofinancingRule:
    """The contributions that count must be at least ``required_share`` of the costs that count.

    It holds for calendar years from ``valid_from`` up to and including ``valid_until`` (None: until further notice).
    ``applies_to`` holds ``programma``, ``pilots`` (each of them) or the ids of pilots; ``partner_types`` leaves the
    pilots in which an organisation of one of these types takes part. ``numerator`` and ``denominator`` tell
    what counts; a tuple of codes that is empty means that every code does.
    """

    rule_id: str
    label: Text
    explanation: Text
    source: str
    valid_from: int
    valid_until: int | None
    required_share: float
    applies_to: tuple[str, ...]
    partner_types: tuple[str, ...]
    numerator: Text
    funding_sources: tuple[str, ...]
    kinds: tuple[str, ...]
    organisation_types: tuple[str, ...]
    denominator: Text
    cost_categories: tuple[str, ...]


def read_cofinancing_rules(file: Path, code_lists: Mapping[str, tuple[Code, ...]]) -> tuple[CofinancingRule, ...]:
    """The rules under ``cofinancing_rules``, in their order.

    Raises:
        ContractError: for the first mistake, with its file, line, what was expected and what was found.
    """
    rules: dict[str, CofinancingRule] = {}
    for entry in read_entry(file).entries("cofinancing_rules"):
        rule = _rule_from(entry, code_lists)
        if rule.rule_id in rules:
            raise entry.error("an id of its own for each rule", f"{rule.rule_id} twice", "id")
        rules[rule.rule_id] = rule
    return tuple(rules.values())


def _rule_from(entry: Entry, code_lists: Mapping[str, tuple[Code, ...]]) -> CofinancingRule:
    _refuse_other_keys(entry, _KEYS)
    counts = entry.entry("counts")
    _refuse_other_keys(counts, ("funding_sources", "kinds", "organisation_types"))
    valid_from = _year(entry, "valid_from", _FIRST_YEAR)
    return CofinancingRule(
        rule_id=entry.text("id"),
        label=entry.texts(),
        explanation=entry.texts("explanation_nl", "explanation_en"),
        source=entry.text("source"),
        valid_from=valid_from,
        valid_until=_year(entry, "valid_until", valid_from) if "valid_until" in entry.keys else None,
        required_share=_share(entry),
        applies_to=_scopes(entry),
        partner_types=_codes(entry, "partner_types", code_lists["organisation_type"]),
        numerator=entry.texts("numerator_nl", "numerator_en"),
        funding_sources=_codes(counts, "funding_sources", code_lists["funding_source"]),
        kinds=_codes(counts, "kinds", code_lists["contribution_kind"]),
        organisation_types=_codes(counts, "organisation_types", code_lists["organisation_type"]),
        denominator=entry.texts("denominator_nl", "denominator_en"),
        cost_categories=_codes(entry, "cost_categories", code_lists["cost_category"]),
    )


def _refuse_other_keys(entry: Entry, allowed: tuple[str, ...]) -> None:
    for key in entry.keys:
        if key not in allowed:
            raise entry.error(f"the keys {', '.join(allowed)}", key, key)


def _year(entry: Entry, key: str, earliest: int) -> int:
    value = entry.get(key)
    if type(value) is not int or not earliest <= value <= _LAST_YEAR:
        raise entry.error(f"a year from {earliest} to {_LAST_YEAR} for '{key}'", repr(value), key)
    return value


def _share(entry: Entry) -> float:
    """A number, or a fraction as text (2/3): a third has no end in decimals."""
    value = entry.get("required_share")
    try:
        share = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise entry.error("a share above 0 and at most 1, like 0.1 or 2/3", repr(value), "required_share")
    return float(share)


def _scopes(entry: Entry) -> tuple[str, ...]:
    scopes = _listed(entry, "applies_to")
    if not scopes:
        expected = f"a list of {PROGRAMME}, {PILOTS} or ids of pilots for 'applies_to'"
        raise entry.error(expected, repr(entry.get("applies_to")), "applies_to")
    return scopes


def _codes(entry: Entry, key: str, known: tuple[Code, ...]) -> tuple[str, ...]:
    """The codes listed under a key, which may be absent; a list that is there names at least one."""
    if key not in entry.keys:
        return ()
    allowed, listed = [code.code for code in known], _listed(entry, key)
    if not listed or not set(listed) <= set(allowed):
        raise entry.error(f"a list of {', '.join(allowed)} for '{key}'", repr(entry.get(key)), key)
    return listed


def _listed(entry: Entry, key: str) -> tuple[str, ...]:
    """The texts listed under a key; none when it holds something else."""
    value = entry.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return ()
    return tuple(value)
