"""Who reviews whom in the next round of peer reviews: an assignment that is solved exactly, without chance.

Hard: each partner that is due is reviewed once; nobody reviews itself, or the partner that reviewed it last, so two
partners never review each other within a round either; and nobody reviews more than one, so that loads never differ by
more than one. As many partners as possible get a reviewer, those that were never reviewed first. Where that leaves a
choice `PRIORITIES` decide.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.optimize import linear_sum_assignment

PROPOSAL = {"round": pl.String, "reviewed_id": pl.String, "reviewer_id": pl.String, "outcome": pl.String}
PROPOSED, NOT_DUE = "voorgesteld", "niet_aan_de_beurt"
ONLY_PARTNER, NOBODY_MAY, NOBODY_LEFT = "enige_partner", "niemand_mag", "niemand_over"
_EXPERIENCE = {"nooit": 0, "eerder": 1, "vorige_keer": 2}

PRIORITIES = (
    # who gave fewer reviews than it received goes first, then who gave as many
    pl.col("balance").sign() + 1,
    # who comes for the first time, then who was there earlier but not the last time
    pl.col("experience").replace_strict(_EXPERIENCE, return_dtype=pl.Int64),
    # another kind of organisation
    pl.col("is_same_type"),
    # who follows soonest in the order of ids
    (pl.col("partners") + pl.col("reviewer") - pl.col("reviewed")) % pl.col("partners"),
)
"""Costs of a pair, the weightiest first: whole numbers from 0, of which the sums over a proposal are compared."""

Matrix = npt.NDArray[np.float64]
"""A row per reviewed and a column per reviewer, in the order of their ids."""
Forbidden = tuple[tuple[int, int], ...]
"""Rows and columns of pairs that are left out."""


def peer_review_proposal(pairs: pl.DataFrame) -> pl.DataFrame:
    """One row per partner, as `PROPOSAL`: its reviewer, or none and the outcome that says why.

    Args:
        pairs: one row per partner and partner that might review it, itself included, as ``mart.peer_review_pairs``.
    """
    if pairs.is_empty():
        return pl.DataFrame(schema=PROPOSAL)
    ordered = _with_places(pairs)
    partners = ordered.filter(pl.col("reviewed") == pl.col("reviewer"))
    ids = partners["reviewed_id"].to_list()
    is_possible = _matrix(ordered, pl.col("is_due") & pl.col("obstacle").is_null()) > 0
    costs, above = in_one_number([_matrix(ordered, cost) for cost in PRIORITIES])
    stay = pl.when("is_due").then(len(ids) + 1 + pl.col("days_since_reviewed").is_null()).otherwise(0)
    without = above * partners.select(stay.cast(pl.Float64)).to_series().to_numpy()
    rows = []
    for partner, place in zip(partners.to_dicts(), _chosen(np.where(is_possible, costs, np.inf), without), strict=True):
        reviewer = ids[place] if place < len(ids) else None
        outcome = _outcome(partner["is_due"], reviewer, bool(is_possible[partner["reviewed"]].any()), len(ids))
        rows.append((partner["round"], partner["reviewed_id"], reviewer, outcome))
    return pl.DataFrame(rows, schema=PROPOSAL, orient="row")


def in_one_number(priorities: Sequence[Matrix]) -> tuple[Matrix, int]:
    """Costs of which the sum over a proposal puts proposals in the order of the priorities, and a number above it.

    One step of a priority weighs more than all that the later ones can add up to. The solver adds these whole numbers
    without rounding up to 2**53: with 150 partners that are all due, and with more when fewer are.
    """
    total, weight = np.zeros_like(priorities[0]), 1
    for costs in reversed(priorities):
        total = total + weight * costs
        weight *= len(costs) * int(costs.max()) + 1
    return total, weight


def _with_places(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs in the order of their ids, with the places of both partners in it and the number of partners."""
    ids = pairs["reviewed_id"].unique().sort()
    places = pl.DataFrame({"reviewed_id": ids, "reviewer_id": ids}).with_row_index("place").cast({"place": pl.Int64})
    return (
        pairs.join(places.select("reviewed_id", reviewed="place"), on="reviewed_id")
        .join(places.select("reviewer_id", reviewer="place"), on="reviewer_id")
        .with_columns(partners=len(ids))
        .sort("reviewed", "reviewer")
    )


def _matrix(ordered: pl.DataFrame, value: pl.Expr) -> Matrix:
    return ordered.select(value.cast(pl.Float64)).to_numpy().reshape(-1, ordered["partners"][0])


def _chosen(costs: Matrix, without: npt.NDArray[np.float64]) -> list[int]:
    """The column of the reviewer of each row; a number beyond the columns where it has none.

    An assignment does not know that two may not review each other. Where they would, each of both is forbidden in
    turn, and the cheapest possibility is looked at first (branch and bound), so that the first without such a pair is
    the best. It seldom takes more than a few.
    """
    possibilities = [_assigned(costs, without, ())]
    while True:
        _, forbidden, columns = heapq.heappop(possibilities)
        mutual = next(((a, b) for a, b in enumerate(columns) if b < len(columns) and columns[b] == a), None)
        if mutual is None:
            return columns
        for pair in (mutual, mutual[::-1]):
            heapq.heappush(possibilities, _assigned(costs, without, (*forbidden, pair)))


def _assigned(
    costs: Matrix, without: npt.NDArray[np.float64], forbidden: Forbidden
) -> tuple[float, Forbidden, list[int]]:
    """The cheapest assignment, after its cost; each row may take a place beside the columns, without reviewer."""
    allowed = np.hstack([costs, np.tile(without[:, None], len(costs))])
    for pair in forbidden:
        allowed[pair] = np.inf
    rows, columns = linear_sum_assignment(allowed)
    return float(allowed[rows, columns].sum()), forbidden, columns.tolist()


def _outcome(is_due: bool, reviewer: str | None, may_be_reviewed: bool, partners: int) -> str:
    if not is_due:
        return NOT_DUE
    if reviewer is not None:
        return PROPOSED
    if partners == 1:
        return ONLY_PARTNER
    return NOBODY_LEFT if may_be_reviewed else NOBODY_MAY
