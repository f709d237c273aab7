"""The marts of sql/: their queries, what their headers say, and the order in which they read each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    """One SELECT; its file's name is the table's. ``reads``: what it selects from of ``mart`` and ``analysis``."""

    name: str
    grain: str
    disclosure: str
    query: str
    reads: frozenset[str]


def read_marts(folder: Path) -> dict[str, Mart]:
    """Every mart of a folder.

    Raises:
        ContractError: a header lacks its grain or its disclosure class.
    """
    return {file.stem: read_mart(file) for file in sorted(folder.glob("*.sql"))}


def read_mart(file: Path) -> Mart:
    text = file.read_text(encoding="utf-8")
    first, second = [*text.splitlines(), "", ""][:2]
    if not first.startswith(_GRAIN):
        raise ContractError(file, 1, f"the grain ('{_GRAIN}…')", first or "nothing")
    disclosure = second.removeprefix(_CLASS).strip()
    if not second.startswith(_CLASS) or disclosure not in DISCLOSURE_CLASSES:
        raise ContractError(file, 2, f"'{_CLASS}' and one of {', '.join(DISCLOSURE_CLASSES)}", second or "nothing")
    named = {name.split(" AS ")[0] for name in duckdb.get_table_names(text, qualified=True)}  # aliases come along
    reads = frozenset(name for name in named if name.startswith(("mart.", "analysis.")))
    return Mart(file.stem, first.removeprefix(_GRAIN).strip(), disclosure, text, reads)


def in_order_of_reading(marts: Mapping[str, Mart], analyses: Mapping[str, Reads]) -> list[str]:
    """``mart.<name>`` and ``analysis.<name>``, each after those it reads."""
    graph: dict[str, Collection[str]] = {f"analysis.{name}": {a.reads} for name, a in analyses.items()}
    graph |= {f"mart.{name}": mart.reads for name, mart in marts.items()}
    return list(TopologicalSorter(graph).static_order())
