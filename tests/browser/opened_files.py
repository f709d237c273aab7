"""Which files are opened meanwhile, by whatever process and library: the kernel says so (Linux, inotify(7))."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPEN = 0x20  # IN_OPEN of <sys/inotify.h>
_HEADER = struct.Struct("iIII")  # watch, mask, cookie, length of the name that follows


@contextmanager
def opened_files(*folders: Path) -> Iterator[set[str]]:
    """The names of the files in these folders that are opened; complete when the block is left."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    if handle < 0:
        raise OSError(ctypes.get_errno(), "inotify_init1")
    try:
        for folder in folders:
            if libc.inotify_add_watch(handle, os.fsencode(folder), _OPEN) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch", str(folder))
        found: set[str] = set()
        yield found
        found |= set(_names(handle))
    finally:
        os.close(handle)


def _names(handle: int) -> Iterator[str]:
    while True:
        try:
            events = os.read(handle, 1 << 16)
        except BlockingIOError:
            return
        while events:
            *_, length = _HEADER.unpack_from(events)
            name = events[_HEADER.size : _HEADER.size + length].rstrip(b"\0").decode()
            events = events[_HEADER.size + length :]
            if name:
                yield name
