"""Reads the programme's own settings: phases, criteria, thresholds, and the scales of its surveys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipelines.catalogue import Criterion, CriterionAnswer, Phase, Programme, SurveyScale
from pipelines.contracts import Code
from pipelines.errors import ContractError
from pipelines.yaml_files import Entry, read_entry

LEAST_PERSONS = 3  # no setting may publish figures about fewer (disclosure.md)


def read_survey_scales(file: Path, codes: tuple[Code, ...], directions: tuple[Code, ...]) -> dict[str, SurveyScale]:
    """The items of every scale in the code list, and of no other, and which direction is better."""
    top, scales = read_entry(file), {}
    for code in codes:
        entry = top.entry(code.code)
        items, turned = entry.get("items"), entry.get("reversed")
        if type(items) is not int or items < 1:
            raise entry.error("a number of 'items' of at least 1", repr(items), "items")
        if not isinstance(turned, list) or not set(turned) <= set(range(1, items + 1)):
            raise entry.error(f"a list of 'reversed' items, each from 1 to {items}", repr(turned), "reversed")
        direction = entry.one_of("direction", [d.code for d in directions])
        scales[code.code] = SurveyScale(items, frozenset(turned), direction)
    unknown = [(name, entry) for name, entry in top.items() if name not in scales]
    if unknown:
        raise unknown[0][1].error("a scale of the code list survey_scale", unknown[0][0])
    return scales


def items_of_scale(scales: Mapping[str, SurveyScale]) -> str:
    """How many items the scale of a row has, as SQL: what a row rule writes as ``{items_of_scale}``."""
    cases = [f"when scale = '{name}' then {scale.items}" for name, scale in scales.items()]
    return f"case {' '.join(cases)} end"


def read_programme(file: Path, queries: Path) -> Programme:
    """Phases, criteria and thresholds.

    Args:
        queries: the folder with what the data say of a criterion: a file each, named after it.
    """
    top = read_entry(file)
    phases = tuple(
        Phase(e.text("id"), e.texts(), e.texts("description_nl", "description_en")) for e in top.entries("phases")
    )
    known = [p.phase_id for p in phases]
    thresholds = dict(top.entry("thresholds").items())
    criteria = tuple(
        Criterion(
            e.text("id"),
            e.one_of("phase", known),
            e.texts(),
            e.texts("description_nl", "description_en"),
            e.texts("evidence_nl", "evidence_en"),
            e.texts("assessor_nl", "assessor_en"),
            _answer(e, queries, thresholds) if e.get("answered_by") else None,
        )
        for e in top.entries("criteria")
    )
    _check_every_query_is_asked(criteria, queries)
    if float(thresholds["persons"].get("value")) < LEAST_PERSONS:
        found = str(thresholds["persons"].get("value"))
        raise thresholds["persons"].error(f"a threshold of at least {LEAST_PERSONS} persons", found, "value")
    head = top.entry("programme")
    return Programme(
        head.entry("name").texts(),
        head.text("scope_id"),
        phases,
        criteria,
        MappingProxyType({name: float(e.get("value")) for name, e in thresholds.items()}),
        MappingProxyType({name: e.texts() for name, e in thresholds.items()}),
        frozenset(name for name, e in thresholds.items() if _is_ours(e)),
    )


def _answer(criterion: Entry, queries: Path, thresholds: Mapping[str, Entry]) -> CriterionAnswer:
    """How the data answer a criterion; the query must be there and read the thresholds that are named."""
    entry = criterion.entry("answered_by")
    query, named = entry.text("query"), entry.get("thresholds", [])
    file = queries / f"{criterion.text('id')}.sql"
    if query != file.name:
        raise entry.error(f"{file.name}, the query named after its criterion", query, "query")
    if not file.is_file():
        raise entry.error(f"a file {queries.name}/{query}", "none", "query")
    if not isinstance(named, list) or not set(named) <= thresholds.keys():
        raise entry.error("a list of names under 'thresholds'", repr(named), "thresholds")
    text = file.read_text(encoding="utf-8")
    read = [name for name in thresholds if f"'{name}'" in text]
    if set(read) != set(named):
        raise entry.error(f"the thresholds that {query} reads: {', '.join(read)}", ", ".join(named), "thresholds")
    counted = entry.texts("counted_nl", "counted_en")
    own = entry.get("counted_programme_nl") or entry.get("counted_programme_en")
    for_programme = entry.texts("counted_programme_nl", "counted_programme_en") if own else counted
    return CriterionAnswer(query, tuple(named), counted, for_programme)


def _check_every_query_is_asked(criteria: tuple[Criterion, ...], queries: Path) -> None:
    asked = {criterion.answer.query for criterion in criteria if criterion.answer}
    for file in sorted(queries.glob("*.sql")):
        if file.name not in asked:
            raise ContractError(file, 1, "a criterion of programme.yaml that is 'answered_by' this query", "none")


def _is_ours(threshold: Entry) -> bool:
    """Whether a threshold is our own choice; the preliminary study gives none."""
    ours = threshold.get("ours")
    if not isinstance(ours, bool):
        raise threshold.error("'ours' to be true or false", repr(ours), "ours")
    return ours
