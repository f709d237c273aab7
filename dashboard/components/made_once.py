"""What is made once for an edition and the choices of a link; later runs only hand it to the browser.

A run of a page costs Python, not data: sentences, tables, charts and the rows to take along are the same until another
edition is published or the reader chooses otherwise. What is `made_once` may not lay out (columns, containers) or read
a widget: it returns what it made, and hands over what is ready (`hand`), in order.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

import polars as pl

if TYPE_CHECKING:
    from dashboard.components.view import View

Piece = Callable[[], object]
P = ParamSpec("P")
T = TypeVar("T")
_KEPT: Final = 2048  # some fifty a page, of a few editions, languages and choices
_ANSWERS: Final = 512  # as many as the warehouse keeps
_MADE: Final[ContextVar[list[Piece] | None]] = ContextVar("made", default=None)


def hand(piece: Piece) -> None:
    """Hand something ready to the browser; while something is being made, keep it with that instead."""
    made = _MADE.get()
    if made is None:
        piece()
    else:
        made.append(piece)


def made_once(make: Callable[Concatenate[View, P], T]) -> Callable[Concatenate[View, P], T]:
    """``make`` runs at its first call with these arguments; later calls return the same, and hand over the same.

    It may depend on its arguments and on what its view has seen (`View.seen`): the edition, the language, the day, the
    role, the link. Arguments are compared by value. What it returns may not be changed.
    """

    @functools.wraps(make)
    def kept(view: View, /, *arguments: P.args, **named: P.kwargs) -> T:
        given = (*map(_comparable, arguments), *((name, _comparable(value)) for name, value in named.items()))
        asked = _Asked((make, view.seen, given), functools.partial(make, view, *arguments, **named))
        pieces, result = _made(asked)
        for piece in pieces:
            hand(piece)
        return result  # type: ignore[no-any-return] # what make returned

    return kept


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: by what it is known, and how it is made."""

    key: Hashable
    make: Callable[[], Any] = field(compare=False)


@functools.lru_cache(_KEPT)
def _made(asked: _Asked) -> tuple[tuple[Piece, ...], Any]:
    pieces: list[Piece] = []
    before = _MADE.set(pieces)
    try:
        result = asked.make()
    finally:
        _MADE.reset(before)
    return tuple(pieces), result


def _comparable(value: Any) -> Hashable:
    """The value, or where it cannot be a key (frames, rows) its bytes."""
    try:
        hash(value)
    except TypeError:
        return _bytes(_Same(value)) if isinstance(value, pl.DataFrame) else pickle.dumps(value)
    return value  # type: ignore[no-any-return] # it has a hash


class _Same:
    """Equal to what holds the very same frame; an answer of the warehouse is the same from run to run."""

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.frame is other.frame

    def __hash__(self) -> int:
        return id(self.frame)


@functools.lru_cache(_ANSWERS)
def _bytes(same: _Same) -> bytes:
    return pickle.dumps(same.frame)
