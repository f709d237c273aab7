"""Linked tables with known answers (stack.md, "Disclosure control"), and random ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from pipelines.disclosure.tables import Cell, Equation, LinkedTables

COUNTIES = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
COUNTY_TOTALS = {"county-1": "ABIJ", "county-2": "KLMN", "big": "LM", "small": "ABIJKN"}
SQUARE = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
SQUARE_SUPPRESSED = ("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd")


def model(
    values: Mapping[str, int], totals: Mapping[str, Collection[str]], primary: Collection[str], threshold: int
) -> LinkedTables:
    """Cells with values; totals get the sum of their parts."""
    every = dict(values)
    for total, parts in totals.items():
        every[total] = sum(every[part] for part in parts)
    cells = [Cell(key, value, "klein" if key in primary else None) for key, value in every.items()]
    return LinkedTables.of(cells, [Equation.total(t, list(parts)) for t, parts in totals.items()], threshold)


def counties(primary: Collection[str] = "ABKLM", threshold: int = 3) -> LinkedTables:
    totals = {**COUNTY_TOTALS, "all": ("county-1", "county-2"), "all too": ("big", "small")}
    values = {**COUNTIES, "all too": 36}
    cells = model(COUNTIES, {k: v for k, v in totals.items() if k != "all too"}, primary, threshold)
    assert values["all too"] == cells.cells["all"].value
    return LinkedTables(cells.cells, (*cells.equations, Equation.total("all", ["big", "small"])), threshold)


def square(primary: Collection[str] = SQUARE_SUPPRESSED, threshold: int = 5) -> LinkedTables:
    values = {row + column: v for row, line in SQUARE.items() for column, v in zip("abcd", line, strict=True)}
    rows = {f"{row}.": [row + column for column in "abcd"] for row in SQUARE}
    columns = {f".{column}": [row + column for row in SQUARE] for column in "abcd"}
    return model(values, {**rows, **columns, "..": list(rows)}, primary, threshold)


def random_tables(seed: int, leaves: int = 4, sums: int = 3, most: int = 7, threshold: int = 3) -> LinkedTables:
    """Leaves with small counts, published with the sums of random subsets of them: linked every which way."""
    random = np.random.default_rng(seed)
    values = {f"c{i}": int(v) for i, v in enumerate(random.integers(0, most + 1, leaves))}
    totals: dict[str, tuple[str, ...]] = {}
    for j in range(sums):
        size = int(random.integers(2, leaves + 1))
        totals[f"s{j}"] = tuple(sorted(str(key) for key in random.choice(list(values), size, replace=False)))
    counts = {**values, **{t: sum(values[p] for p in parts) for t, parts in totals.items()}}
    small = [key for key, value in counts.items() if 0 < value < threshold]
    return model(values, totals, small, threshold)


def random_crossing(seed: int, rows: int, columns: int, mean: float, threshold: int) -> LinkedTables:
    """Two crossed dimensions with margins, the rows in groups of two with a subtotal each."""
    random = np.random.default_rng(seed)
    values = {f"{r},{c}": int(random.poisson(mean)) for r in range(rows) for c in range(columns)}
    totals: dict[str, list[str]] = {}
    for c in range(columns):
        for group in range(0, rows, 2):
            totals[f"g{group},{c}"] = [f"{r},{c}" for r in range(group, min(group + 2, rows))]
        totals[f"t,{c}"] = [f"g{group},{c}" for group in range(0, rows, 2)]
    for line in [*(str(r) for r in range(rows)), *(f"g{g}" for g in range(0, rows, 2)), "t"]:
        totals[f"{line},t"] = [f"{line},{c}" for c in range(columns)]
    every = dict(values)
    for total, parts in totals.items():
        every[total] = sum(every[part] for part in parts)
    small = [key for key, value in every.items() if 0 < value < threshold]
    return model(values, totals, small, threshold)
