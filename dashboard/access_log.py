"""Who opened which page and edition, and downloaded what, when: ``access/2026-11.jsonl`` in the home, a file a month.

A line holds a pseudonym that only this dashboard can make, never a name or address. Lines are only ever added. What
cannot be written down is not shown: otherwise a full disk would be a way to look unseen.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import threading
from pathlib import Path
from typing import Final

from dashboard.access import NoAccess, Viewer

PAGE, DOWNLOAD, REFUSED = "page", "download", "refused"
_ONE_AT_A_TIME: Final = threading.Lock()
_LOG: Final = logging.getLogger(__name__)


class NotWrittenDown(Exception):
    """The access log cannot be written."""


def note(viewer: Viewer, did: str, what: str) -> None:
    """Write down what somebody who signed in opens; on one's own computer there is nobody to name.

    Args:
        did: `PAGE` or `DOWNLOAD`.
        what: the page, or the name of the file.

    Raises:
        NotWrittenDown: the disk refuses.
    """
    if viewer.person is not None:
        edition = viewer.edition_file.relative_to(viewer.home / "published")
        _append(viewer.home, viewer.person, did, what, viewer.role, viewer.organisation, str(edition))


def note_refusal(refused: NoAccess) -> None:
    """Write down that somebody signed in and has no role.

    Raises:
        NotWrittenDown: the disk refuses.
    """
    if refused.person is not None:
        _append(refused.home, refused.person, REFUSED, refused.reason, None, None, None)


def _append(
    home: Path, person: str, did: str, what: str, role: str | None, organisation: str | None, edition: str | None
) -> None:
    at = _now()
    line: dict[str, str | None] = {"at": at.isoformat(timespec="seconds"), "person": person, "did": did, "what": what}
    line |= {"role": role, "organisation": organisation, "edition": edition}
    known = {key: value for key, value in line.items() if value is not None}
    try:
        with _ONE_AT_A_TIME:
            append_line(home / "access" / f"{at:%Y-%m}.jsonl", json.dumps(known, ensure_ascii=False))
    except OSError as error:
        _LOG.error("The access log cannot be written, so nothing is shown: %s", error.strerror)
        raise NotWrittenDown(error.strerror) from error


def append_line(file: Path, line: str) -> None:
    """Add a line at the end, in one write; after half a line of a full disk it begins on a line of its own.

    Raises:
        OSError: not all of it could be written.
    """
    file.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        is_broken_off = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        content = ("\n" * is_broken_off + line + "\n").encode()
        if os.write(handle, content) != len(content):
            raise OSError(0, "only a part was written")
    finally:
        os.close(handle)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
