"""What the data answer to a criterion, in words."""

from __future__ import annotations

from typing import Any

from dashboard.components.view import View
from dashboard.labels import PROGRAMME


def answer_words(view: View, answer: dict[str, Any]) -> str:
    """What was counted, how many were found and how many it takes."""
    found = next(row for row in view.ask("criteria").to_dicts() if row["criterion_id"] == answer["criterion_id"])
    counted = "counted_programme" if answer["scope_id"] == PROGRAMME else "counted"
    number = view.language.number
    return view.language.text(
        "fasen.cijfers.gevonden",
        wat=found[f"{counted}_{view.language.code}"],
        gevonden=number(answer["found"]),
        nodig=number(answer["needed"]),
    )
