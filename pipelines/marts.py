"""The marts of sql/: their queries, what their headers say, and the order in which they read each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Protocol

import duckdb

from pipelines.errors import ContractError

DISCLOSURE_CLASSES = ("openbaar", "personen", "gevoelig", "intern")
_GRAIN, _CLASS = "-- one row per ", "-- disclosure: "


class Reads(Protocol):
    """Something that is computed from a mart."""

    @property
    def reads(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mart:
    """One SELECT; its file's name is the table's. ``reads``: what it selects from of ``mart`` and ``analysis``.

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
    """A file with one SELECT that gives ``columns``; ``constants`` are added to each of its rows."""

    file: Path
    query: str
    columns: tuple[str, ...]
    constants: Mapping[str, str | int]


def read_marts(sql: Path) -> dict[str, Mart]:
    """Every mart of ``sql/``.

    Raises:
        ContractError: a header lacks its grain or its disclosure class.
    """
    marts = {file.stem: read_mart(file) for file in sorted((sql / "marts").glob("*.sql"))}
    for name, parts in {"criterion_answers": criterion_parts(sql / "criteria")}.items():
        reads = frozenset[str]().union(*(_reads(part.query) for part in parts))
        marts[name] = replace(marts[name], reads=marts[name].reads | reads, parts=parts)
    return marts


def criterion_parts(folder: Path) -> tuple[Part, ...]:
    """What the data say of a criterion: a file each, named after it."""
    files = sorted(folder.glob("*.sql"))
    columns = ("scope_id", "found", "needed")
    return tuple(Part(f, f.read_text(encoding="utf-8"), columns, {"criterion_id": f.stem}) for f in files)


def read_mart(file: Path) -> Mart:
    text = file.read_text(encoding="utf-8")
    first, second = [*text.splitlines(), "", ""][:2]
    if not first.startswith(_GRAIN):
        raise ContractError(file, 1, f"the grain ('{_GRAIN}…')", first or "nothing")
    disclosure = second.removeprefix(_CLASS).strip()
    if not second.startswith(_CLASS) or disclosure not in DISCLOSURE_CLASSES:
        raise ContractError(file, 2, f"'{_CLASS}' and one of {', '.join(DISCLOSURE_CLASSES)}", second or "nothing")
    return Mart(file.stem, first.removeprefix(_GRAIN).strip(), disclosure, text, _reads(text), file)


def _reads(query: str) -> frozenset[str]:
    named = {name.split(" AS ")[0] for name in duckdb.get_table_names(query, qualified=True)}  # aliases come along
    return frozenset(name for name in named if name.startswith(("mart.", "analysis.")))


def create_mart(con: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    """Create the table of a mart in a warehouse that holds what it reads.

    Raises:
        ContractError: DuckDB cannot carry out a query, or a part gives other columns than it should.
    """
    with _told(mart.file):
        con.execute(f"create table mart.{mart.name} as {mart.query}")
    for part in mart.parts:
        with _told(part.file):
            given = [column for column, *_ in con.execute(f"describe {part.query}").fetchall()]
            if set(given) != set(part.columns):
                line = max((i for i, t in enumerate(part.query.splitlines(), 1) if t.startswith("select")), default=1)
                raise ContractError(part.file, line, f"the columns {', '.join(part.columns)}", ", ".join(given))
            constants = ", ".join(f"${name} as {name}" for name in part.constants)
            con.execute(
                f"insert into mart.{mart.name} by name select {constants}, part.* from ({part.query}\n) as part",
                dict(part.constants),
            )


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What DuckDB says of a query, with the file and the line."""
    try:
        yield
    except duckdb.Error as error:
        line = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
        said = str(error).partition("\n\nLINE")[0]
        raise ContractError(file, int(line[1]) if line else 1, "a query that can be carried out", said) from error


def in_order_of_reading(marts: Mapping[str, Mart], analyses: Mapping[str, Reads]) -> list[str]:
    """``mart.<name>`` and ``analysis.<name>``, each after those it reads."""
    graph: dict[str, Collection[str]] = {f"analysis.{name}": {a.reads} for name, a in analyses.items()}
    graph |= {f"mart.{name}": mart.reads for name, mart in marts.items()}
    return list(TopologicalSorter(graph).static_order())
