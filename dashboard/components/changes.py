"""What became of an indicator since the year before, in words and with a sign."""

from __future__ import annotations

from typing import Any

from dashboard.components.quantities import SHARE, Unit
from dashboard.components.view import View

_PERCENT = 100


def change_words(view: View, indicator: dict[str, Any]) -> str:
    """As "+10 sinds 2025"; of what grows within a year that is not over, what it was in the whole year before.

    Empty where the two cannot be compared: there is no value of the year before under the same definition, one of the
    two is of few, or it is withheld.
    """
    value, earlier = indicator["value"], indicator["earlier_value"]
    if value is None or earlier is None or indicator["is_small"]:
        return ""
    t, year, unit = view.language.text, str(indicator["period"] - 1), Unit(view, indicator["unit"])
    if indicator["grows_within_year"] and indicator["is_under_way"]:
        return t("indicator.vorig_jaar", jaar=year, waarde=unit.text(earlier))
    size = _size(view, unit, abs(value - earlier))
    if not size:
        return t("indicator.gelijk", jaar=year)
    return t("indicator.verandering", verschil=("+" if value > earlier else "\u2212") + size, jaar=year)


def _size(view: View, unit: Unit, difference: float) -> str:
    """How large a difference is, a share's in percentage points; empty when nothing of it is left after rounding."""
    if unit.code == SHARE:
        points = round(_PERCENT * difference)
        return view.language.plural("indicator.procentpunt", points) if points else ""
    return unit.text(difference) if round(difference, 1) else ""
