"""One process at a time writes in a home; who comes second is told who is writing."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.errors import HomeError
from pipelines.settings import LOCAL_ZONE, Home


@contextmanager
def writing(home: Home, command: str) -> Iterator[None]:
    """Hold the home's lock. It is the operating system's: a killed process leaves none behind.

    Raises:
        HomeError: another process holds it; the message names its command, number and start.
    """
    home.path.mkdir(parents=True, exist_ok=True)
    owner = home.lock.with_suffix(".owner.json")
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise HomeError(
            f"Er wordt al geschreven in {home.path}: {_named(owner)}. Probeer het daarna opnieuw."
        ) from error
    try:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        owner.write_text(json.dumps({"command": command, "pid": os.getpid(), "since": now}))
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _named(owner: Path) -> str:
    try:
        found = json.loads(owner.read_text())
        since = dt.datetime.fromisoformat(found["since"]).astimezone(LOCAL_ZONE)
        return f"`{found['command']}`, proces {found['pid']}, sinds {since:%H:%M:%S}"
    except (OSError, ValueError, KeyError):
        return "een ander proces"
