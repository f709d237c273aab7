"""A thousand cells in linked tables: two crossed dimensions at a time, of one population, pilots within regions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import product

import numpy as np

from pipelines.audit.published import Grouping as PublishedGrouping
from pipelines.audit.published import Publication, PublishedTable
from pipelines.audit.verdict import audit
from pipelines.disclosure.linking import TOTAL, CountTable, Grouping, cell_key, link
from pipelines.disclosure.primary import reasons_in_counts
from pipelines.disclosure.protection import Protection, protect

CODES = {"pilot_id": 40, "region": 8, "school_sector": 6, "function": 10, "fte_class": 8}
CROSSED = (
    ("pilot_id", "school_sector"),
    ("region", "school_sector"),
    ("pilot_id", "function"),
    ("region", "function"),
    ("school_sector", "function"),
    ("school_sector", "fte_class"),
    ("region", "fte_class"),
)
PERSONS, THRESHOLD = 4_000, 5
POPULATION = "professionals"
REGIONS = {f"pilot_id-{i}": f"region-{i % CODES['region']}" for i in range(CODES["pilot_id"])}


@dataclass(frozen=True)
class LinkedSeconds:
    """What protecting and auditing took, and what came of it."""

    cells: int
    small: int
    suppressed: int
    is_fewest: bool
    is_safe: bool
    protect_seconds: float
    audit_seconds: float
    cpu_seconds: float


def protect_and_audit(seed: int, exact_up_to: int | None = None) -> LinkedSeconds:
    tables = linked_tables(seed)
    started, cpu = time.perf_counter(), time.process_time()
    model = link(tables, [Grouping("pilot_id", "region", REGIONS)], threshold=THRESHOLD)
    found = protect(model) if exact_up_to is None else protect(model, exact_up_to)
    protected = time.perf_counter()
    verdict = audit(_published(tables, found), THRESHOLD)
    audited = time.perf_counter()
    small = sum(cell.primary is not None for cell in model.cells.values())
    return LinkedSeconds(
        len(model.cells),
        small,
        len(found.suppressed),
        found.is_fewest,
        verdict.is_safe,
        protected - started,
        audited - protected,
        time.process_time() - cpu,
    )


def linked_tables(seed: int) -> list[CountTable]:
    """Persons drawn with unequal chances, counted by every pair of `CROSSED`, with totals both ways."""
    random = np.random.default_rng(seed)
    drawn = {
        dimension: random.choice(n, PERSONS, p=_chances(random, n))
        for dimension, n in CODES.items()
        if dimension != "region"
    }
    drawn["region"] = drawn["pilot_id"] % CODES["region"]
    return [_counted(pair, drawn) for pair in CROSSED]


def _chances(random: np.random.Generator, n: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    weights = random.gamma(1.0, size=n)
    return np.asarray(weights / weights.sum())


def _counted(pair: tuple[str, str], drawn: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]) -> CountTable:
    counts: dict[tuple[str, ...], int | None] = {}
    codes = [[None, *range(CODES[dimension])] for dimension in pair]
    for one in product(*codes):
        is_in = np.ones(PERSONS, dtype=bool)
        for dimension, code in zip(pair, one, strict=True):
            is_in &= True if code is None else drawn[dimension] == code
        names = [TOTAL if c is None else f"{d}-{c}" for d, c in zip(pair, one, strict=True)]
        counts[tuple(names)] = int(is_in.sum())
    small = reasons_in_counts({key: value or 0 for key, value in counts.items()}, THRESHOLD)
    return CountTable(POPULATION, pair, counts, small)


def _published(tables: list[CountTable], found: Protection) -> Publication:
    published = []
    for table in tables:
        rows = []
        for codes, value in table.counts.items():
            row: dict[str, object] = dict(zip(table.dimensions, codes, strict=True))
            key = cell_key(POPULATION, dict(zip(table.dimensions, codes, strict=True)))
            rows.append({**row, "value": value if found.shows(key) else None})
        published.append(PublishedTable(" × ".join(table.dimensions), POPULATION, table.dimensions, rows))
    return Publication(published, groupings=[PublishedGrouping("pilot_id", "region", REGIONS)])
