"""Tables in our own markup: numbers as the reader writes them, and on a phone a list instead of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.view import View

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How columns stand: ``numeric`` ones right, ``whole`` ones unbroken."""

    numeric: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()

    def style(self, column: int) -> str | None:
        if column in self.numeric:
            return "gg-number"
        return "gg-whole" if column in self.whole else None


_PLAIN = Layout()
_SHOWN = 12  # rows above the fold
_NOT_WORTH_IT = 4  # so few more are no reason to fold


def table(headings: Cells, rows: Sequence[Cells], caption: str, layout: Layout = _PLAIN) -> Markup:
    """A table. The caption is for those who cannot see the heading above it.

    Explicit roles keep it a table for screen readers where the style sheet turns rows into blocks.
    """
    head = [
        element("th", text, scope="col", role="columnheader", cls=layout.style(i)) for i, text in enumerate(headings)
    ]
    body = [_row(headings, cells, layout) for cells in rows]
    drawn = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head, role="row"), role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        cls="gg-table",
        role="table",
    )
    return div("gg-wide", drawn)


def long_table(view: View, headings: Cells, rows: Sequence[Cells], caption: str, layout: Layout = _PLAIN) -> Markup:
    """A table of which those after the first rows are folded, under how many there are; on paper all stand there."""
    if len(rows) <= _SHOWN + _NOT_WORTH_IT:
        return table(headings, rows, caption, layout)
    more = element("summary", view.language.plural("tabel.meer", len(rows) - _SHOWN))
    rest = element("details", more, table(headings, rows[_SHOWN:], caption, layout), cls="gg-criterion gg-rest")
    return joined([table(headings, rows[:_SHOWN], caption, layout), rest])


def _row(headings: Cells, cells: Cells, layout: Layout) -> Markup:
    return element(
        "tr",
        *(
            element("td", cell, role="cell", cls=layout.style(i), data_label=headings[i])
            for i, cell in enumerate(cells)
        ),
        role="row",
    )


def lines(*parts: str) -> Markup:
    """Parts under each other in one cell; the first stands out."""
    first, *rest = [part for part in parts if part]
    return joined([element("span", first, cls="gg-first"), *(element("span", part, cls="gg-under") for part in rest)])


def signed(sign: str, said: str) -> Markup:
    """A status in a cell: its sign (full, half or empty), and beside it what it says."""
    return div("gg-signed", span(f"gg-sign gg-sign-{sign}", ""), div("", said))


def dutch(view_code: str, text: str) -> Markup | str:
    """Text that exists in Dutch only, marked as such on an English page."""
    return text if view_code == "nl" else element("span", text, lang="nl")
