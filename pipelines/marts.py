"""The marts of sql/: their queries, what their headers say, and the order in which they read each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import duckdb
import polars as pl

from pipelines.contracts import DISCLOSURE_CLASSES
from pipelines.errors import ContractError
from pipelines.indicators import Indicator
from pipelines.queries import told_with_its_line

_GRAIN, _CLASS = "-- one row per ", "-- disclosure: "


class Reads(Protocol):
    """Something that is computed from a mart."""

    @property
    def reads(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mart:
    """One SELECT; its file's name is the table's. ``reads``: what it selects from of ``core``, ``mart``, ``analysis``.

    A mart with ``parts`` gathers the rows of other files: its own SELECT gives the columns and no rows.
    """

    name: str
    grain: str
    disclosure: str
    query: str
    reads: frozenset[str]
    file: Path
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file with one SELECT that gives ``columns``, one row per ``key``; ``constants`` are added to each of its rows.

    ``allowed`` says of a column which values there are for it.
    """

    file: Path
    query: str
    reads: frozenset[str]
    columns: tuple[str, ...]
    key: tuple[str, ...]
    constants: Mapping[str, str | int]
    allowed: Mapping[str, frozenset[str | None]] = field(default_factory=lambda: MappingProxyType({}))


def read_marts(sql: Path, indicators: Sequence[Indicator]) -> dict[str, Mart]:
    """Every mart of ``sql/``; the figures of the indicators are gathered in one of them.

    Raises:
        ContractError: a header lacks its grain or its disclosure class, or a query is no SELECT.
    """
    marts = {file.stem: read_mart(file) for file in sorted((sql / "marts").glob("*.sql"))}
    gathered = {
        "criterion_answers": criterion_parts(sql / "criteria"),
        "indicator_counts": tuple(indicator_part(indicator) for indicator in indicators),
    }
    for name, parts in gathered.items():
        if parts:
            reads = frozenset[str]().union(*(part.reads for part in parts))
            marts[name] = replace(marts[name], reads=marts[name].reads | reads, parts=parts)
    return marts


def criterion_parts(folder: Path) -> tuple[Part, ...]:
    """What the data say of a criterion: a file each, named after it."""
    columns = ("scope_id", "found", "needed")
    queries = {file: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql"))}
    return tuple(
        Part(file, query, _reads(file, query), columns, ("scope_id",), {"criterion_id": file.stem})
        for file, query in queries.items()
    )


def indicator_part(indicator: Indicator) -> Part:
    """What an indicator's SELECT gives, with the indicator's name and version."""
    key: tuple[str, ...] = ("scope_id", "period")
    allowed: dict[str, frozenset[str | None]] = {}
    if indicator.denominator is None:
        allowed["denominator"] = frozenset({None})
    if indicator.variants is not None:
        key, allowed["variant"] = (*key, "variant"), frozenset(indicator.figures)
    return Part(
        indicator.file,
        indicator.query,
        _reads(indicator.file, indicator.query),
        (*key, "numerator", "denominator"),
        key,
        {"indicator": indicator.name, "version": indicator.version},
        allowed,
    )


def read_mart(file: Path) -> Mart:
    text = file.read_text(encoding="utf-8")
    first, second = [*text.splitlines(), "", ""][:2]
    if not first.startswith(_GRAIN):
        raise ContractError(file, 1, f"the grain ('{_GRAIN}…')", first or "nothing")
    disclosure = second.removeprefix(_CLASS).strip()
    if not second.startswith(_CLASS) or disclosure not in DISCLOSURE_CLASSES:
        raise ContractError(file, 2, f"'{_CLASS}' and one of {', '.join(DISCLOSURE_CLASSES)}", second or "nothing")
    return Mart(file.stem, first.removeprefix(_GRAIN).strip(), disclosure, text, _reads(file, text), file)


def _reads(file: Path, query: str) -> frozenset[str]:
    with told_with_its_line(file):
        return frozenset(name for name in _tables_of(query) if name.startswith(("core.", "mart.", "analysis.")))


@cache
def _tables_of(query: str) -> frozenset[str]:
    named = duckdb.get_table_names(query, qualified=True)
    return frozenset(name.split(" AS ")[0] for name in named)  # aliases come along


def create_mart(con: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    """Create the table of a mart in a warehouse that holds what it reads.

    Raises:
        ContractError: DuckDB cannot carry out a query, or a part gives other columns than it should.
    """
    with told_with_its_line(mart.file):
        con.execute(f"create table mart.{mart.name} as {mart.query}")
    for part in mart.parts:
        with told_with_its_line(part.file):
            _insert(con, mart.name, part)


def _insert(con: duckdb.DuckDBPyConnection, mart: str, part: Part) -> None:
    con.execute(f"create or replace temp table part as {part.query}")
    rows = con.sql("from part").pl()
    if set(rows.columns) != set(part.columns):
        raise _gives(part, f"the columns {', '.join(part.columns)}", ", ".join(rows.columns))
    if fault := _fault(rows, part):
        raise _gives(part, *fault)
    constants = ", ".join(f"${name} as {name}" for name in part.constants)
    # the same order each time: two builds of one archive have the same content
    insert = f"insert into mart.{mart} by name select {constants}, part.* from part order by all"
    con.execute(insert, dict(part.constants))
    con.execute("drop table part")


def _gives(part: Part, expected: str, found: str) -> ContractError:
    """A mistake in what a part gives: it stands in its last SELECT."""
    line = max((i for i, text in enumerate(part.query.splitlines(), 1) if text.startswith("select")), default=1)
    return ContractError(part.file, line, expected, found)


def _fault(rows: pl.DataFrame, part: Part) -> tuple[str, str] | None:
    """What was expected of the rows and what was found, for the first that is not as it should be."""
    for name in part.key:
        if rows[name].null_count():
            return f"a value for {name} in every row", "none"
    twice = rows.filter(rows.select(part.key).is_duplicated())
    if twice.height:
        values = ", ".join(str(value) for value in twice.select(part.key).row(0))
        return f"one row per {', '.join(part.key)}", f"several for {values}"
    for column, allowed in part.allowed.items():
        others = [value for value in rows[column].unique(maintain_order=True) if value not in allowed]
        if others:
            return f"{column} to be {' or '.join(sorted(str(v or 'empty') for v in allowed))}", str(others[0])
    return None


def in_order_of_reading(marts: Mapping[str, Mart], analyses: Mapping[str, Reads]) -> list[str]:
    """``mart.<name>`` and ``analysis.<name>``, each after those it reads."""
    graph: dict[str, Collection[str]] = {f"analysis.{name}": {a.reads} for name, a in analyses.items()}
    graph |= {f"mart.{name}": mart.reads for name, mart in marts.items()}
    return [name for name in TopologicalSorter(graph).static_order() if not name.startswith("core.")]
