"""By which rule a value of the funder edition is withheld: the rule of its table, never of its cell.

Which cell is small itself, and which one is withheld for the other's sake, would tell how small it is: reasons are told
of a table (disclosure.md, "Classes"). So a rule depends on nothing but the table, the column, and what everybody may
see of the row; where several rules may hold in a table, its rule is that one of these holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

NOT_PUBLISHED: Final = "niet_gepubliceerd"
"""Null in every row of its kind, whatever the numbers are."""
OF_COUNT: Final = "aantal_personen"
"""Fewer than T persons, fewer than T who changed since the round before, or either would follow."""
OF_SENSITIVE: Final = "gevoelige_verdeling"
"""Fewer than 2T persons, all in one category, fewer than T without one school, or one of these would follow."""
OF_INDICATOR: Final = "indicator_personen"
"""Of a cell that is withheld as `OF_COUNT` or `OF_SENSITIVE`; of a share also that T is not in each part of it."""
OF_MEAN: Final = "gemiddelde"
"""Of answers of a group that is withheld as `OF_SENSITIVE`, or from which those of 1 to T−1 persons would follow."""
OF_COMPARISON: Final = "vergelijking"
"""Fewer than three groups, two schools or 2T pupils on a side, or these would follow."""
OF_MONTHS: Final = "samenvatting_behoud"
"""Fewer than 2T exits, or fewer than 2T at risk there."""
OF_PRIVATE_MONEY: Final = "privaat_bedrag"
"""Fewer than three contributors, one of which the rest is under 10 %, or an amount from which these would follow."""
OF_RULES_TOGETHER: Final = "regels_samen"
"""The rules of one pilot together would nearly tell a private amount."""

_RULES: Final[Mapping[str, str]] = {
    "cofinancing_met": OF_RULES_TOGETHER,
    "contributions_private": OF_PRIVATE_MONEY,
    "indicator_values": OF_INDICATOR,
    "outcome_effects": OF_COMPARISON,
    "person_counts": OF_COUNT,
    "retention_summary": OF_MONTHS,
    "survey_scales": OF_MEAN,
}
_SENSITIVE: Final = "gevoelig"
"""As ``person_counts.counts_as`` has it, which is published."""


def rule_of(table: str) -> pl.Expr:
    """The rule of what is withheld of a table; of one whose rows are left out whole, that it is not published."""
    rule = pl.lit(_RULES.get(table, NOT_PUBLISHED))
    if table != "person_counts":
        return rule
    return pl.when(pl.col("counts_as") == _SENSITIVE).then(pl.lit(OF_SENSITIVE)).otherwise(rule)
