"""HTML as values: everything that goes in is escaped, unless it is markup already."""

from __future__ import annotations

import html
from collections.abc import Iterable


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """As Streamlit asks for HTML; a plain text it would first look for on the disk, and unindent."""
        return str(self)


def escaped(content: str) -> Markup:
    return content if isinstance(content, Markup) else Markup(html.escape(content))


def joined(parts: Iterable[str], separator: str = "") -> Markup:
    return Markup(escaped(separator).join(escaped(part) for part in parts))


def element(name: str, *content: str, **attributes: str | None) -> Markup:
    """An element; ``cls`` is its class, underscores in the names of attributes become hyphens, None leaves one out."""
    given = {("class" if key == "cls" else key.replace("_", "-")): value for key, value in attributes.items()}
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in given.items() if value is not None)
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def div(cls: str, *content: str) -> Markup:
    return element("div", *content, cls=cls)


def span(cls: str, *content: str) -> Markup:
    return element("span", *content, cls=cls)


def nothing(text: str) -> Markup:
    """In the place of what there is none of."""
    return div("gg-empty", element("p", text))
