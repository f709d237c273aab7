"""Reads the programme's own settings: phases, criteria, thresholds, and the scales of its surveys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipelines.catalogue import Criterion, Phase, Programme, SurveyScale
from pipelines.contracts import Code
from pipelines.yaml_files import read_entry

LEAST_PERSONS = 3  # no setting may publish figures about fewer (disclosure.md)


def read_survey_scales(file: Path, codes: tuple[Code, ...]) -> dict[str, SurveyScale]:
    """The items of every scale in the code list, and of no other."""
    top, scales = read_entry(file), {}
    for code in codes:
        entry = top.entry(code.code)
        items, turned = entry.get("items"), entry.get("reversed")
        if type(items) is not int or items < 1:
            raise entry.error("a number of 'items' of at least 1", repr(items), "items")
        if not isinstance(turned, list) or not set(turned) <= set(range(1, items + 1)):
            raise entry.error(f"a list of 'reversed' items, each from 1 to {items}", repr(turned), "reversed")
        scales[code.code] = SurveyScale(items, frozenset(turned))
    unknown = [(name, entry) for name, entry in top.items() if name not in scales]
    if unknown:
        raise unknown[0][1].error("a scale of the code list survey_scale", unknown[0][0])
    return scales


def items_of_scale(scales: Mapping[str, SurveyScale]) -> str:
    """How many items the scale of a row has, as SQL: what a row rule writes as ``{items_of_scale}``."""
    cases = [f"when scale = '{name}' then {scale.items}" for name, scale in scales.items()]
    return f"case {' '.join(cases)} end"


def read_programme(file: Path) -> Programme:
    top = read_entry(file)
    phases = tuple(
        Phase(e.text("id"), e.texts(), e.texts("description_nl", "description_en")) for e in top.entries("phases")
    )
    known = [p.phase_id for p in phases]
    criteria = tuple(
        Criterion(
            e.text("id"),
            e.one_of("phase", known),
            e.texts(),
            e.texts("description_nl", "description_en"),
            e.texts("evidence_nl", "evidence_en"),
            e.texts("assessor_nl", "assessor_en"),
        )
        for e in top.entries("criteria")
    )
    thresholds = dict(top.entry("thresholds").items())
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
    )
