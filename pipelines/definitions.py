"""The tables that say what every name of a publication means: datasets, fields, codes, criteria, indicators, marts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.catalogue import Catalogue, Criterion
from pipelines.cofinancing_rules import CofinancingRule
from pipelines.indicator_definitions import LANGUAGES, indicator_cells, indicators_told
from pipelines.marts import Mart
from pipelines.subjects import kinds_of_persons
from pipelines.validation.checks import checks_of, key_check

_CODES_OF_RULES = ("applies_to", "partner_types", "funding_sources", "kinds", "organisation_types", "cost_categories")


def definition_tables(catalogue: Catalogue, marts: Mapping[str, Mart]) -> dict[str, pl.DataFrame]:
    """Those tables of the schema ``meta`` that follow from the contracts and sql/ alone, by name."""
    return {
        "terms": _terms(catalogue),
        "datasets": _datasets(catalogue),
        "fields": _fields(catalogue),
        "codes": _codes(catalogue),
        "rules": _rules(catalogue),
        "phases": _phases(catalogue),
        "criteria": _criteria(catalogue),
        "thresholds": _thresholds(catalogue),
        "survey_items": _survey_items(catalogue),
        "survey_scales": _survey_scales(catalogue),
        "indicators": indicators_told(catalogue.indicators),
        "indicator_cells": indicator_cells(catalogue.indicators),
        "cofinancing_rules": _cofinancing_rules(catalogue.cofinancing_rules),
        "marts": _marts(marts),
    }


def _terms(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"position": i, "term": t.name, "label_nl": t.label.nl, "label_en": t.label.en}
            | {"meaning_nl": t.meaning.nl, "meaning_en": t.meaning.en}
            for i, t in enumerate(catalogue.terms, 1)
        ]
    )


def _datasets(catalogue: Catalogue) -> pl.DataFrame:
    """A row per dataset; ``persons`` are the kinds of persons that its rows are about, empty where it has none."""
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "label_nl": c.label.nl,
                "label_en": c.label.en,
                "description_nl": c.description.nl,
                "description_en": c.description.en,
                "delivery": str(c.delivery),
                "version": c.version,
                "retention_years": c.retention_years,
                "retention_reason": c.retention_reason,
                "purpose_nl": c.purpose.nl,
                "purpose_en": c.purpose.en,
                "persons": ", ".join(kinds_of_persons(c, catalogue)),
            }
            for c in catalogue.contracts.values()
        ]
    )


def _fields(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "position": i,
                "field": f.name,
                "label_nl": f.label.nl,
                "label_en": f.label.en,
                "description_nl": f.description.nl,
                "description_en": f.description.en,
                "kind": str(f.kind),
                "required": f.required,
                "is_key": f.key_position is not None,
                "privacy": str(f.privacy),
                "code_list": f.code_list or "",
                "refers_to": f"{f.reference.dataset}.{f.reference.field}" if f.reference else "",
                "also_allowed": ", ".join(f.reference.also_allowed) if f.reference else "",
                "unit": f.unit,
                "found_in": f.found_in,
                "example": f.example,
            }
            for c in catalogue.contracts.values()
            for i, f in enumerate(c.fields, 1)
        ]
    )


def _codes(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"code_list": name, "position": i, "code": c.code, "label_nl": c.label.nl, "label_en": c.label.en}
            | {"is_neutral": c.neutral}
            for name, codes in catalogue.code_lists.items()
            for i, c in enumerate(codes, 1)
        ]
    )


def _rules(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "dataset": c.dataset,
                "rule": check.rule,
                "kind": str(check.kind),
                "columns": ", ".join(check.columns),
                "severity": str(check.severity),
                "message_nl": check.message.nl if check.message else "",
                "message_en": check.message.en if check.message else "",
            }
            for c in catalogue.contracts.values()
            for check in (*checks_of(c), key_check(c))
        ]
    )


def _phases(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "position": i,
                "phase": p.phase_id,
                "label_nl": p.label.nl,
                "label_en": p.label.en,
                "description_nl": p.description.nl,
                "description_en": p.description.en,
            }
            for i, p in enumerate(catalogue.programme.phases, 1)
        ]
    )


def _criteria(catalogue: Catalogue) -> pl.DataFrame:
    texts = ("label", "description", "evidence", "assessor")
    return pl.DataFrame(
        [
            {"position": i, "criterion_id": c.criterion_id, "phase": c.phase}
            | {f"{name}_{lang}": getattr(getattr(c, name), lang) for name in texts for lang in ("nl", "en")}
            | _answer(c)
            for i, c in enumerate(catalogue.programme.criteria, 1)
        ]
    )


def _answer(criterion: Criterion) -> dict[str, str | None]:
    """How the data answer a criterion; null where they cannot."""
    answer = criterion.answer
    return {
        "answered_by": answer.query if answer else None,
        "thresholds": ", ".join(answer.thresholds) if answer else None,
        "counted_nl": answer.counted.nl if answer else None,
        "counted_en": answer.counted.en if answer else None,
        "counted_programme_nl": answer.counted_programme.nl if answer else None,
        "counted_programme_en": answer.counted_programme.en if answer else None,
    }


def _thresholds(catalogue: Catalogue) -> pl.DataFrame:
    labels, ours = catalogue.programme.threshold_labels, catalogue.programme.own_thresholds
    return pl.DataFrame(
        [
            {"threshold": name, "value": value, "label_nl": labels[name].nl, "label_en": labels[name].en}
            | {"ours": name in ours}
            for name, value in catalogue.programme.thresholds.items()
        ]
    )


def _survey_items(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"scale": name, "item": item, "reversed": item in scale.reversed_items}
            for name, scale in catalogue.survey_scales.items()
            for item in range(1, scale.items + 1)
        ]
    )


def _cofinancing_rules(rules: Sequence[CofinancingRule]) -> pl.DataFrame:
    """A row per rule. A list of codes that is null leaves nothing out; ``valid_until`` null: until further notice."""
    texts = ("label", "explanation", "numerator", "denominator")
    kinds: dict[str, pl.DataType] = {"position": pl.Int64(), "rule_id": pl.String()}
    kinds |= dict.fromkeys((f"{text}_{lang}" for text in texts for lang in LANGUAGES), pl.String())
    kinds |= {"source": pl.String(), "valid_from": pl.Int64(), "valid_until": pl.Int64()}
    kinds |= {"required_share": pl.Float64()} | dict.fromkeys(_CODES_OF_RULES, pl.List(pl.String()))
    rows = [
        {"position": i}
        | {f"{text}_{lang}": getattr(getattr(rule, text), lang) for text in texts for lang in LANGUAGES}
        | {name: getattr(rule, name) for name in ("rule_id", "source", "valid_from", "valid_until", "required_share")}
        | {name: list(getattr(rule, name)) or None for name in _CODES_OF_RULES}
        for i, rule in enumerate(rules, 1)
    ]
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _survey_scales(catalogue: Catalogue) -> pl.DataFrame:
    scales = catalogue.survey_scales.items()
    return pl.DataFrame([{"scale": name, "items": s.items, "direction": s.direction} for name, s in scales])


def _marts(marts: Mapping[str, Mart]) -> pl.DataFrame:
    rows = [{"mart": m.name, "grain": m.grain, "disclosure": m.disclosure} for m in marts.values()]
    return pl.DataFrame(rows, schema=dict.fromkeys(("mart", "grain", "disclosure"), pl.String), orient="row")
