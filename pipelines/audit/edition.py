"""A funder edition as an outsider reads it: nothing but the file, and what its own tables say of what they count.

What is read, and what an outsider makes of it:

- counts of persons of all rounds (``person_counts``): codes add up to their total, or are nested in it where somebody
  is counted under several (`relations`); populations are nested; a pilot is part of its region;
- what rests on these counts: indicators (numerators, denominators, shares in whole percents), sizes of comparisons of
  outcomes, and of surveys; a response tells how many were invited, and so how many did not answer each scale;
- the survival curve of the latest round on its grid, reasons why placements end, medians and means (`curves`);
- private amounts by kind, and whether each pilot meets its co-financing rules (`cofinancing`);
- figures that stand although what they rest on is withheld, or that are never published (`told`).

Not read, because no single file tells: how figures of two rounds differ by who came and went (gross), and what one
school or contributor knows of its own. Those rules are tested on the microdata.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from pipelines.audit.cofinancing import answers_in
from pipelines.audit.published import TOTAL, Nesting, Publication, PublishedShare, PublishedTable
from pipelines.audit.retention import curves_in
from pipelines.audit.rows import EVERYBODY, Row, named, rows
from pipelines.audit.shown import figures_in
from pipelines.audit.told import told_in

_SIDES = {"n_hybrid": "hybride", "n_comparison": "vergelijking"}
_INVITATION = ("respondent_role", "context", "wave")
_SENSITIVE = "gevoelig"
_DISTRIBUTIONS = ("exit_reason",)
"""What is itself sensitive; along other dimensions each code is a group of which something sensitive is said."""


def read_publication(file: Path) -> Publication:
    """All that the edition tells of persons and private amounts, of all rounds.

    A number that stands in two tables (a count, and the indicator that rests on it) is read from both.
    """
    with duckdb.connect(str(file), read_only=True) as con:
        counts = rows(con, "from mart.person_counts")
        surveys = rows(con, "from mart.survey_scales")
        tables = [*tables_of_counts(counts), *_tables_of_money(rows(con, "from mart.contributions_private"))]
        tables += [*_of_comparisons(con), *_of_surveys(surveys)]
        inner = {(named(row), row["peildatum"], row["nested_in"]) for row in counts if row["nested_in"]}
        return Publication(
            tables=tables,
            nestings=[Nesting(f"{outer}@{day}", population) for population, day, outer in sorted(inner)],
            shares=list(_responses(surveys)),
            figures=list(figures_in(con)),
            curves=list(curves_in(con)),
            answers=list(answers_in(con)),
            told=list(told_in(con)),
        )


def threshold_of(file: Path) -> int:
    """The least number of persons that the edition says it shows."""
    with duckdb.connect(str(file), read_only=True) as con:
        return int(rows(con, "select value from meta.thresholds where threshold = 'persons'")[0]["value"])


def tables_of_counts(counts: Sequence[Row]) -> Iterator[PublishedTable]:
    """A table a population and dimension, with the total that its codes are compared with."""
    values = {(named(row), row["dimension"], row["code"]): row["persons"] for row in counts}
    dimensions: dict[tuple[str, str], list[Row]] = {}
    for row in counts:
        dimensions.setdefault((named(row), row["dimension"]), []).append(row)
    for (population, dimension), own in sorted(dimensions.items()):
        name, least = f"{population} by {dimension}", _least(own[0])
        if dimension == EVERYBODY:
            yield PublishedTable(name, population, (), [{"value": own[0]["persons"]}], least=least)
            continue
        above = own[0]["within_dimension"]
        cells: list[dict[str, object]] = []
        for row in own:
            place = {dimension: row["code"]} | ({above: row["within_code"]} if above else {})
            outer = (above, row["within_code"]) if above else (EVERYBODY, EVERYBODY)
            total = {**place, dimension: TOTAL, "value": values[population, *outer]}
            cells += [{**place, "value": row["persons"]}] + ([] if total in cells else [total])
        overlapping = frozenset({dimension}) if any(row["is_overlapping"] for row in own) else frozenset[str]()
        across = (above, dimension) if above else (dimension,)
        yield PublishedTable(name, population, across, cells, overlapping, least=least)


def _least(row: Row) -> int:
    return 2 if row.get("counts_as") == _SENSITIVE and row["dimension"] not in _DISTRIBUTIONS else 1


def _tables_of_money(amounts: list[Row]) -> Iterator[PublishedTable]:
    groups: dict[str, list[dict[str, object]]] = {}
    for row in amounts:
        cell = {"kind": row["kind"], "value": row["amount_eur"]}
        groups.setdefault(f"private.{row['basis']}.{row['year']}", []).append(cell)
    for population, own in sorted(groups.items()):
        yield PublishedTable(population, population, ("kind",), own, is_money=True)


def _of_comparisons(con: duckdb.DuckDBPyConnection) -> Iterator[PublishedTable]:
    for row in rows(con, "from mart.outcome_effects"):
        for column, side in _SIDES.items():
            if row[column] is not None:
                population = f"outcome.{row['outcome']}.{side}@{row['peildatum']}"
                yield _single("outcome_effects", population, row["stratum_by"], row["stratum"], row[column])


def _single(name: str, population: str, dimension: str, code: str, value: object) -> PublishedTable:
    """A number that also stands in another table."""
    if dimension == EVERYBODY:
        return PublishedTable(name, population, (), [{"value": value}], least=2)
    return PublishedTable(name, population, (dimension,), [{dimension: code, "value": value}], least=2)


def _answered(row: Row) -> str:
    return ".".join(["survey", *(row[name] for name in ("scale", *_INVITATION))]) + f"@{row['peildatum']}"


def _of_surveys(surveys: list[Row]) -> Iterator[PublishedTable]:
    for row in surveys:
        if row["n"] is not None:
            yield _single("survey_scales", _answered(row), EVERYBODY, EVERYBODY, row["n"])


def _responses(surveys: list[Row]) -> Iterator[PublishedShare]:
    """Those who answered a scale are among those who were invited: every scale of a role, a context and a wave."""
    for row in surveys:
        if row["n"] is None:
            continue
        invited = ".".join(["invited", *(row[name] for name in _INVITATION)]) + f"@{row['peildatum']}"
        percent = None if row["response"] is None else round(100 * row["response"])
        yield PublishedShare(_answered(row), invited, (), [{"percent": percent}])
