"""Why there is no figure, in words."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.components.view import View


def reasons_in_words(view: View, reasons: Iterable[str]) -> str:
    """Reasons as a sentence begins; empty without any."""
    said = "; ".join(view.language.text(f"reden.{reason}") for reason in reasons)
    return said[:1].upper() + said[1:]


def reasons_of(given: str | None) -> list[str]:
    """The codes in a column ``reason`` or ``note``."""
    return given.split(", ") if given else []
