"""Estimates as a reader writes them: rounded, a true minus, and where it is a difference a sign on both sides of 0."""

from __future__ import annotations

from typing import Any

from dashboard.components.view import View

_MINUS = "\u2212"


def decimal(view: View, value: float, digits: int) -> str:
    """0,8 or −0,1; never −0,0."""
    sign = _MINUS if _rounded(value, digits) < 0 else ""
    return sign + view.language.number(abs(value), digits)


def signed(view: View, value: float, digits: int) -> str:
    """+0,8 or −0,1; 0,0 without a sign."""
    sign = "+" if _rounded(value, digits) > 0 else ""
    return sign + decimal(view, value, digits)


def signed_interval(view: View, estimate: dict[str, Any], digits: int) -> str:
    """The 95 % interval of a difference; empty where it has none."""
    if estimate["ci_low"] is None:
        return ""
    low, high = _limits(view, estimate, digits)
    return view.language.text("algemeen.interval", laag=low, hoog=high)


def signed_limits(view: View, estimate: dict[str, Any], digits: int) -> str:
    """The same, where it is said beside it that these are limits."""
    if estimate["ci_low"] is None:
        return ""
    low, high = _limits(view, estimate, digits)
    return view.language.text("algemeen.van_tot", laag=low, hoog=high)


def _limits(view: View, estimate: dict[str, Any], digits: int) -> tuple[str, str]:
    return signed(view, estimate["ci_low"], digits), signed(view, estimate["ci_high"], digits)


def _rounded(value: float, digits: int) -> float:
    return round(value, digits)
