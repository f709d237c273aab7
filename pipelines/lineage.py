"""On which delivered data a figure rests: followed back through marts and analyses to the datasets of ``core``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import polars as pl

from pipelines.marts import Mart, Reads

_KINDS = {"source": pl.String, "dataset": pl.String}


def rests_on(marts: Mapping[str, Mart], analyses: Mapping[str, Reads]) -> pl.DataFrame:
    """``meta.rests_on``: a row per source and dataset that it rests on.

    A source is a table (``core.<dataset>``, ``mart.<name>``), or one of the parts that a mart gathers under the name
    of its file: ``indicator.<name>``, ``criterion.<id>``.
    """
    read = reads_of(marts, analyses)
    sources = {name: reads for name, reads in read.items() if name.startswith("mart.")}
    sources |= {name: reads for mart in marts.values() for name, reads in _parts(mart)}
    sources |= {table: frozenset({table}) for reads in read.values() for table in reads if table.startswith("core.")}
    rows = [
        {"source": source, "dataset": dataset}
        for source, reads in sorted(sources.items())
        for dataset in _datasets(reads, read)
    ]
    return pl.DataFrame(rows, schema=_KINDS, orient="row")


def reads_of(marts: Mapping[str, Mart], analyses: Mapping[str, Reads]) -> dict[str, frozenset[str]]:
    """Which tables ``mart.<name>`` and ``analysis.<name>`` read themselves."""
    computed = {f"analysis.{name}": frozenset({analysis.reads}) for name, analysis in analyses.items()}
    return computed | {f"mart.{name}": mart.reads for name, mart in marts.items()}


def behind(tables: Iterable[str], read: Mapping[str, Collection[str]]) -> set[str]:
    """These tables and all that they come from, however many steps away."""
    found: set[str] = set()
    ahead = list(tables)
    while ahead:
        table = ahead.pop()
        if table not in found:
            found.add(table)
            ahead += read.get(table, ())  # a dataset reads nothing
    return found


def _parts(mart: Mart) -> Iterator[tuple[str, frozenset[str]]]:
    """Each part under its kind and name; of an indicator the versions together."""
    by_name: dict[str, frozenset[str]] = {}
    for part in mart.parts:
        kind = "indicator" if "indicator" in part.constants else "criterion"
        name = f"{kind}.{part.constants.get('indicator') or part.constants['criterion_id']}"
        by_name[name] = by_name.get(name, frozenset()) | part.reads
    yield from by_name.items()


def _datasets(reads: Iterable[str], read: Mapping[str, Collection[str]]) -> list[str]:
    """The datasets that tables come from, in alphabetical order."""
    return sorted(table.removeprefix("core.") for table in behind(reads, read) if table.startswith("core."))
