"""Private contributions for the funder edition: by closed year and kind, and never what one organisation gave."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.disclosure.linking import TOTAL, Codes, CountTable, cell_key, link, zeros
from pipelines.disclosure.primary import private_amount
from pipelines.disclosure.protection import protect
from pipelines.disclosure.tables import Unit

KIND = "kind"
BASES = ("committed", "realised")
AMOUNTS = {
    "year": pl.Int64,
    "basis": pl.String,
    "kind": pl.String,
    "amount_eur": pl.Int64,
    "reason": pl.String,
}
Contributions = dict[str, dict[str, int]]
"""Whole euros by kind and organisation."""


def private_money(contributions: pl.DataFrame, kinds: list[str], years: list[int], threshold: int) -> pl.DataFrame:
    """Amounts by year, basis and kind (`TOTAL`: all kinds), and the reason why one is not published; as `AMOUNTS`.

    Args:
        contributions: private ones, with ``organisation_id, year, kind, committed_eur, realised_eur``.
        kinds: every kind of contribution there is; one without contributions is 0.
        years: those to be given.
    """
    given = {(year, basis): _by_kind(contributions, year, basis, kinds) for year in years for basis in BASES}
    tables = [_table(f"private.{basis}.{year}", found) for (year, basis), found in given.items()]
    suppressed = protect(link(tables, threshold=threshold)).suppressed if tables else {}
    rows = [
        {"year": year, "basis": basis, "kind": kind, "amount_eur": amount}
        | {"reason": suppressed.get(cell_key(f"private.{basis}.{year}", {KIND: kind}))}
        for (year, basis), found in given.items()
        for kind, amount in _amounts(found)
    ]
    return pl.DataFrame(rows, schema=AMOUNTS, orient="row")


def _by_kind(contributions: pl.DataFrame, year: int, basis: str, kinds: list[str]) -> Contributions:
    """Rounded an organisation, so that the parts add up to their total."""
    found: Contributions = {kind: {} for kind in kinds}
    own = contributions.filter(pl.col("year") == year).group_by("kind", "organisation_id")
    sums = own.agg(pl.col(f"{basis}_eur").sum().round(0).cast(pl.Int64))
    for kind, organisation, amount in sums.iter_rows():
        found.setdefault(kind, {})[organisation] = amount
    return found


def _of_all_kinds(found: Contributions) -> dict[str, int]:
    total: dict[str, int] = {}
    for own in found.values():
        for organisation, amount in own.items():
            total[organisation] = total.get(organisation, 0) + amount
    return total


def _amounts(found: Contributions) -> Iterator[tuple[str, int]]:
    yield TOTAL, sum(_of_all_kinds(found).values())
    for kind, own in sorted(found.items()):
        yield kind, sum(own.values())


def _table(population: str, found: Contributions) -> CountTable:
    amounts: dict[Codes, int] = {(kind,): amount for kind, amount in _amounts(found)}
    reasons = {(kind,): private_amount(list(own.values())) for kind, own in found.items()}
    reasons[(TOTAL,)] = private_amount(list(_of_all_kinds(found).values()))
    forbidden: dict[Codes, str] = {codes: reason for codes, reason in reasons.items() if reason}
    always_shown = zeros(amounts, forbidden)
    return CountTable(population, (KIND,), amounts, forbidden, unit=Unit.MONEY, always_shown=always_shown)
