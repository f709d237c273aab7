"""Who asks later waits for a turn, but never for what somebody else has done elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from dashboard.turns import turn, turn_given_away

_PATIENCE = 30  # seconds until a thread that does not come is a failure


class Readers:
    """Threads, each of which takes a turn and keeps it until it is told to go on."""

    def __init__(self) -> None:
        self.go_on, self.inside = threading.Event(), threading.Semaphore(0)
        self.came: list[int] = []
        self.threads: list[threading.Thread] = []

    def ask(self, during: Callable[[], None]) -> None:
        number = len(self.threads)

        def run() -> None:
            with turn():
                self.came.append(number)
                self.inside.release()
                during()

        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    def leave(self) -> None:
        self.go_on.set()
        for thread in self.threads:
            thread.join(_PATIENCE)


@pytest.fixture
def readers() -> Readers:
    return Readers()


def test_two_are_served_and_the_third_when_one_is_done(readers: Readers) -> None:
    def busy() -> None:
        readers.go_on.wait(_PATIENCE)

    for _ in range(2):
        readers.ask(busy)
        assert readers.inside.acquire(timeout=_PATIENCE)
    readers.ask(lambda: None)
    readers.threads[2].join(0.05)
    assert readers.came == [0, 1]

    readers.leave()
    assert readers.came == [0, 1, 2]


def test_who_waits_for_something_elsewhere_keeps_nobody_waiting(readers: Readers) -> None:
    def record() -> None:
        with turn_given_away():
            readers.go_on.wait(_PATIENCE)

    for _ in range(3):
        readers.ask(record)
        assert readers.inside.acquire(timeout=_PATIENCE)

    readers.leave()
    assert sorted(readers.came) == [0, 1, 2]


def test_a_turn_ends_when_a_page_breaks_off(readers: Readers) -> None:
    for _ in range(3):
        with pytest.raises(RuntimeError, match="stuk"), turn():
            raise RuntimeError("stuk")
    readers.ask(lambda: None)
    readers.leave()
    assert readers.came == [0]
