"""The lectoraat edition: rows of those who consent, pseudonymised for one registered purpose (disclosure.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.analysis.placement_strata import STRATA
from pipelines.catalogue import Catalogue
from pipelines.editions.consent import ConsentingBuild, consenting_build
from pipelines.editions.research_keys import ResearchKeys
from pipelines.editions.research_rows import (
    ORGANISATIONS,
    NewIdentities,
    figures_in_research_form,
    in_order_of_content,
    in_research_form,
    origins_of,
)
from pipelines.editions.sharing import Share, read_shares
from pipelines.errors import ContractError
from pipelines.home_settings import Purpose
from pipelines.marts import Mart
from pipelines.settings import SQL

LECTORAAT = SQL / "editions" / "lectoraat.sql"
"""Which tables the lectoraat gets; those of the schema of its name are made from it."""

_SCHEMA, _MANIFEST = "lectoraat", "manifest"
_HISTORY, _PERSON = "placement_history", "professional_id"
_FIGURES = ("openbaar", "personen", "gevoelig")
_GATHERED_FROM = {_HISTORY: ("placements", "retention", "professionals", ORGANISATIONS)}
"""Marts of rows, and the datasets whose fields their columns are."""

_COMBINED = ("school_sector", "function", "fte_class", "start_year")
_MANIFEST_COLUMNS = {"item": pl.String, "about": pl.String, "number": pl.Float64, "text": pl.String}


def make_lectoraat(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, marts: Mapping[str, Mart], key: bytes, purpose: Purpose
) -> None:
    """Make the schema ``lectoraat`` of a build: every table that ``sql/editions/lectoraat.sql`` takes from it.

    Raises:
        ContractError: the edition names a table that it may not have, or one that does not exist.
    """
    names = _to_make(read_shares(con, LECTORAAT), catalogue, marts, LECTORAAT)
    keys = ResearchKeys(key, purpose.text)
    con.execute(f"create schema {_SCHEMA}")
    with consenting_build(con, catalogue, marts, [name for name in names if name in marts]) as consenting:
        made = {name: _made(name, consenting, catalogue, keys, purpose) for name in names}
    for name, rows in made.items():
        _create(con, name, rows)
    _create(con, _MANIFEST, _manifest(con, made, keys, purpose))


def _to_make(shares: Sequence[Share], catalogue: Catalogue, marts: Mapping[str, Mart], file: Path) -> list[str]:
    """The tables of the schema that the edition asks for.

    Raises:
        ContractError: a table comes from elsewhere, where nothing was left out; or it is of a class that does not
            enter, or does not exist.
    """
    names = []
    for share in shares:
        schema, _, name = share.source.partition(".")
        if schema not in (_SCHEMA, "meta"):
            raise ContractError(file, 1, f"sources in {_SCHEMA} or meta", share.source)
        if schema == "meta" or name == _MANIFEST:
            continue
        if name not in catalogue.contracts and name not in _GATHERED_FROM:
            disclosure = marts[name].disclosure if name in marts else "no such table"
            if disclosure not in _FIGURES:
                raise ContractError(
                    file, 1, f"datasets, and marts of class {', '.join(_FIGURES)}", f"{name}: {disclosure}"
                )
        names.append(name)
    return names


def _made(
    name: str, consenting: ConsentingBuild, catalogue: Catalogue, keys: ResearchKeys, purpose: Purpose
) -> pl.DataFrame:
    organisations = consenting.table(f"core.{ORGANISATIONS}")
    new = NewIdentities(keys, _named(organisations, catalogue) if purpose.names_organisations else frozenset())
    if name not in catalogue.contracts and name not in _GATHERED_FROM:
        return figures_in_research_form(consenting.table(f"mart.{name}"), catalogue, new)
    if name in _GATHERED_FROM:
        return _history(consenting.table(f"mart.{name}"), catalogue, new, _GATHERED_FROM[name])
    rows = consenting.table(f"core.{name}")
    formed = in_research_form(rows, origins_of(catalogue, name), catalogue, new)
    return _with_names(formed, organisations, new) if name == ORGANISATIONS else formed


def _history(rows: pl.DataFrame, catalogue: Catalogue, new: NewIdentities, datasets: Sequence[str]) -> pl.DataFrame:
    """Placements over time: fields in their form, with the days, facts and strata that the mart computed."""
    origins = origins_of(catalogue, *datasets)
    computed = [
        name
        for name, kind in rows.schema.items()
        if name not in origins and (kind.is_numeric() or kind == pl.Boolean or name in STRATA)
    ]
    return in_research_form(rows, origins, catalogue, new, computed)


def _named(organisations: pl.DataFrame, catalogue: Catalogue) -> frozenset[str]:
    """Organisations that may be named: not those that are a person, or a company that may be one."""
    conditions = catalogue[ORGANISATIONS].field("name").confidential_when
    is_person = pl.any_horizontal(pl.lit(False), *(pl.col(c).is_in(list(codes)) for c, codes in conditions.items()))
    may_be = (pl.col("organisation_type") == "bedrijf") & pl.any_horizontal(pl.col(list(conditions)).is_null())
    return frozenset(organisations.filter(~(is_person.fill_null(False) | may_be))["organisation_id"])


def _with_names(formed: pl.DataFrame, organisations: pl.DataFrame, new: NewIdentities) -> pl.DataFrame:
    """What to call an organisation: its name where the purpose names it, else its new id."""
    names = dict(
        organisations.filter(pl.col("organisation_id").is_in(list(new.named)))["organisation_id", "name"].iter_rows()
    )
    called = pl.col("organisation_id").replace(names).alias("name")
    return in_order_of_content(formed.with_columns(called))


def _manifest(
    con: duckdb.DuckDBPyConnection, made: Mapping[str, pl.DataFrame], keys: ResearchKeys, purpose: Purpose
) -> pl.DataFrame:
    """What the edition is for, how much is in it and was left out, and how many in it stand out."""
    rows: list[tuple[str, str | None, float | None, str | None]] = [
        ("purpose", None, None, purpose.text),
        ("agreement", None, None, purpose.agreement),
        ("names_organisations", None, None, "ja" if purpose.names_organisations else "nee"),
        ("key_version", None, None, keys.version),
        *(("rows", name, made[name].height, None) for name in sorted(made)),
        *(("rows_left_out", name, left, None) for name, left in _left_out(con, made)),
        *((item, ", ".join(_COMBINED), number, None) for item, number in _standing_out(made[_HISTORY]).items()),
    ]
    return pl.DataFrame(rows, schema=_MANIFEST_COLUMNS, orient="row")


def _left_out(con: duckdb.DuckDBPyConnection, made: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, int]]:
    """Rows of a dataset that are not in the edition, of those that lack some: all for want of consent."""
    tables = con.execute("select table_name from information_schema.tables where table_schema = 'core' order by 1")
    for (dataset,) in tables.fetchall():
        if dataset in made:
            ((rows,),) = con.execute(f"select count(*) from core.{dataset}").fetchall()
            if left := rows - made[dataset].height:
                yield dataset, left


def _standing_out(history: pl.DataFrame) -> dict[str, float | None]:
    """How many combinations there are, how many of one person only, and which share of the placements those hold."""
    combined = history.with_columns(start_year=pl.col("start_quarter").str.head(4)).group_by(_COMBINED)
    found = combined.agg(persons=pl.col(_PERSON).n_unique(), placements=pl.len())
    alone = found.filter(pl.col("persons") == 1)
    share = float(alone["placements"].sum()) / history.height if history.height else None
    return {"combinations": found.height, "unique_combinations": alone.height, "unique_share": share}


def _create(con: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> None:
    con.register("rows", rows)
    con.execute(f"create table {_SCHEMA}.{name} as from rows")
    con.unregister("rows")
