"""Values of indicators as a reader writes them: in their unit, and of few as "3 van 4"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.components.view import View

SHARE, _EURO, _COUNT = "aandeel", "eur", "aantal"


@dataclass(frozen=True, slots=True)
class Unit:
    """A code of the list ``indicator_unit``; one that is new to this page is a plain number with its name."""

    view: View
    code: str

    def text(self, value: float) -> str:
        """75%, € 1.200, 60,3 fte, 122."""
        language = self.view.language
        if self.code == SHARE:
            return language.percent(value)
        if self.code == _EURO:
            return language.euro(value)
        return self.short(value) if self._is_counted else f"{self.short(value)}\u00a0{self._name.lower()}"

    def short(self, value: float) -> str:
        """The same without the name of the unit, for where that stands already."""
        if self.code in (SHARE, _EURO):
            return self.text(value)
        return self.view.language.number(value, 0 if self._is_counted and float(value).is_integer() else 1)

    @property
    def _name(self) -> str:
        return self.view.labels.of("indicator_unit", self.code)

    @property
    def _is_counted(self) -> bool:
        return self.code in (_COUNT, self._name)


def value_text(view: View, indicator: dict[str, Any]) -> str:
    """The value of an indicator; of few what it is made of."""
    if indicator["value"] is None:
        return view.language.text("indicator.geen_gegevens")
    if indicator["is_small"]:
        counted, of = (plain(view, indicator[name]) for name in ("numerator", "denominator"))
        key = "indicator.van" if indicator["unit"] == SHARE else "indicator.op"
        return view.language.text(key, teller=counted, noemer=of)
    return Unit(view, indicator["unit"]).text(indicator["value"])


def plain(view: View, value: float) -> str:
    """A number without a unit; decimals only when it has them."""
    return view.language.number(value, 0 if float(value).is_integer() else 1)
