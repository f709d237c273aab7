"""Who is served when many ask at once: a few at a time, the others in the order in which they came.

All at the same time, everybody would wait as long as the last: Python runs one of them at any moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import Final

_AT_ONCE: Final = Semaphore(2)  # one computes while another waits for the disk


@contextmanager
def turn() -> Iterator[None]:
    """Wait until it is one's turn."""
    with _AT_ONCE:
        yield


@contextmanager
def turn_given_away() -> Iterator[None]:
    """Within a turn: what takes long elsewhere, and is no reason for others to wait."""
    _AT_ONCE.release()
    try:
        yield
    finally:
        _AT_ONCE.acquire()
