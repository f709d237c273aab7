"""In which form the rows of a dataset enter the lectoraat edition, by contract; what has no form there stays out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from pipelines.catalogue import Catalogue
from pipelines.contracts import Field, Kind
from pipelines.editions.research_keys import ResearchKeys

ORGANISATIONS = "organisations"
QUARTERS = frozenset({("placements", "start_date"), ("peer_reviews", "reviewed_on")})
"""Dates of which the quarter is told; of any other date nothing is."""

_AS_THEY_ARE = frozenset(
    {
        ("pilots", "pilot_id"),  # curves are drawn a pilot, and what a pilot is called everybody may know
        ("pilots", "name"),
        ("pilots", "region_code"),
        ("surveys", "score"),  # confidential for the kernteam, which holds the employers; research is what it is for
    }
)
_UNIQUE_WITHIN = {("student_outcomes", "group_id"): "school_id", ("peer_reviews", "finding_id"): "review_id"}
_DIVIDED_BY, _PART = "stratum_by", "stratum"
_MEASURES = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN, Kind.SCHOOL_YEAR})


class Form(StrEnum):
    """What becomes of the values of a field."""

    KEPT = "kept"
    PERSON = "research pseudonym"
    ORGANISATION = "new id, unless the purpose names it"
    ROW = "new id"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Origin:
    """The field of a contract that a column holds."""

    dataset: str
    field: Field

    @property
    def name(self) -> tuple[str, str]:
        return self.dataset, self.field.name


@dataclass(frozen=True, slots=True)
class NewIdentities:
    """The keys of a purpose, and which organisations it names."""

    keys: ResearchKeys
    named: Collection[str] = ()


def origins_of(catalogue: Catalogue, *datasets: str) -> dict[str, Origin]:
    """The fields of these datasets by name, of the first dataset that has a field of that name."""
    found: dict[str, Origin] = {}
    for dataset in datasets:
        for field in catalogue[dataset].fields:
            found.setdefault(field.name, Origin(dataset, field))
    return found


def form_of(origin: Origin, catalogue: Catalogue) -> Form | None:
    """The form in which a field enters the edition; None: not at all, as with every field that is not provided for.

    Texts without a code list and dates stay out, whatever their class; of an organisation only codes enter.
    """
    field, reference = origin.field, origin.field.reference
    if origin.name in _AS_THEY_ARE:
        return Form.KEPT
    if field.pseudonym is not None:
        return Form.PERSON
    if field.is_withheld:
        return None
    if reference is not None:
        return form_of(Origin(reference.dataset, catalogue.target(reference)), catalogue)
    if field.kind is Kind.DATE:
        return Form.QUARTER if origin.name in QUARTERS else None
    if field.codes or field.spellings:
        return Form.KEPT
    is_key = field.key_position is not None
    if origin.dataset == ORGANISATIONS:
        return Form.ORGANISATION if is_key else None
    if field.kind in _MEASURES:
        return Form.KEPT
    return Form.ROW if is_key or origin.name in _UNIQUE_WITHIN else None


def in_research_form(
    rows: pl.DataFrame,
    origins: Mapping[str, Origin],
    catalogue: Catalogue,
    new: NewIdentities,
    computed: Collection[str] = (),
) -> pl.DataFrame:
    """Those columns that have a form in the edition, in that form.

    Rows come in the order of what they hold: the order of the build, by the old ids, would tell one from the other.

    Args:
        origins: which field a column holds; a column that is not here stays out.
        computed: columns that hold no field and enter as they are.
    """
    columns: list[pl.Series] = []
    for name in rows.columns:
        if name in computed:
            columns.append(rows[name])
        elif (origin := origins.get(name)) and (form := form_of(origin, catalogue)):
            columns.append(_formed(rows, name, origin, form, catalogue, new))
    return in_order_of_content(pl.DataFrame(columns))


def figures_in_research_form(figures: pl.DataFrame, catalogue: Catalogue, new: NewIdentities) -> pl.DataFrame:
    """Figures with quarters for dates, and with new ids for organisations by which they are divided.

    A division by what has no form in the edition, or a new id a row, stays out.
    """
    told = _quarters(figures)
    if not {_DIVIDED_BY, _PART} <= set(told.columns):
        return in_order_of_content(told)
    origins = origins_of(catalogue, *catalogue.contracts)
    parts = [told.clear()]
    for (by,), part in told.group_by(_DIVIDED_BY, maintain_order=True):
        origin = origins.get(str(by))
        form = form_of(origin, catalogue) if origin else Form.KEPT
        if origin and form is Form.ORGANISATION:
            parts.append(part.with_columns(_formed(part, _PART, origin, form, catalogue, new)))
        elif form is Form.KEPT:
            parts.append(part)
    return in_order_of_content(pl.concat(parts))


def in_order_of_content(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort(rows.columns, nulls_last=True)


def _quarters(rows: pl.DataFrame) -> pl.DataFrame:
    dates = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Date | pl.Datetime)]
    return rows.with_columns(_quarter(rows[name]) for name in dates).rename({name: quarter_of(name) for name in dates})


def quarter_of(name: str) -> str:
    """The column that tells the quarter, ``2026-Q1``, of a date: ``start_quarter`` for ``start_date``."""
    return f"{name.removesuffix('_date').removesuffix('_on').removesuffix('_at')}_quarter"


def _formed(
    rows: pl.DataFrame, name: str, origin: Origin, form: Form, catalogue: Catalogue, new: NewIdentities
) -> pl.Series:
    values = rows[name]
    match form:
        case Form.KEPT:
            return values
        case Form.PERSON:
            return new.keys.persons(values)
        case Form.QUARTER:
            return _quarter(values).alias(quarter_of(name))
    reference = origin.field.reference
    target = Origin(reference.dataset, catalogue.target(reference)) if reference else origin
    kept = {*(reference.also_allowed if reference else ()), *(new.named if form is Form.ORGANISATION else ())}
    within = _UNIQUE_WITHIN.get(target.name)
    ids = [rows[within], values] if within else [values]
    return new.keys.rows(".".join(target.name), ids, kept)


def _quarter(dates: pl.Series) -> pl.Series:
    text = pl.concat_str([dates.dt.year(), pl.lit("-Q"), dates.dt.quarter()])
    return pl.select(text.alias(dates.name)).to_series()
