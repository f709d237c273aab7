"""Links to other pages, for as far as the reader has them."""

from __future__ import annotations

from dashboard.components.markup import Markup, element, joined
from dashboard.components.view import View, current_pages


def linked(view: View, text: str, page: str, **choices: str | None) -> Markup:
    """The text as a link to a page with these choices; only the text where this reader does not have that page."""
    if page not in current_pages():
        return joined([text])
    return element("a", text, href=view.link(page, **choices), target="_self")
