"""A trend as small as a word: a bar a year, and a dash where the path to the target was."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.markup import Markup, element

Values = Sequence[float | None]
_FULL = 100


def spark(values: Values, path: Values) -> Markup:
    """Bars through consecutive years, the last one darker. Empty with fewer than two values.

    Args:
        values: None where there is none: that year has no bar. Below zero a bar is as short as one of zero.
        path: where each of those years should be; None where that is not known.
    """
    if sum(value is not None for value in values) < 2:
        return Markup("")
    top = max([*(v for v in values if v is not None), *(p for p in path if p is not None), 0.0]) or 1.0
    bars = [_bar(value, aim, top) for value, aim in zip(values, path, strict=True)]
    return element("span", *bars, cls="gg-spark", aria_hidden="true")


def _bar(value: float | None, aim: float | None, top: float) -> Markup:
    """The heights as shares of the highest; what is not known has none."""
    heights = {"value": value, "path": aim}
    style = ";".join(f"--{name}:{max(h, 0) / top * _FULL:.0f}%" for name, h in heights.items() if h is not None)
    known = [name for name, height in heights.items() if height is not None]
    return element("i", cls=" ".join(f"gg-with-{name}" for name in known) or None, style=style or None)
