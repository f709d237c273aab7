"""How fast the dashboard answers: one reader, many at once, the first chart in a browser, and memory a reader.

Readers speak Streamlit's own protocol over websockets, so what is timed is the server and no browser.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
import urllib.request
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SHOWN = "plaatsingen"
_WARM_UP, _RERUNS, _LOOKS = 5, 30, 3
_LARGEST_MESSAGE = 2**26


@dataclass(frozen=True, slots=True)
class Load:
    """Medians in seconds; ``bytes_a_session`` is what the server's memory grew by, divided over the sessions."""

    rerun: float
    together: dict[int, float]
    first_chart: float
    bytes_a_session: float


@dataclass(frozen=True, slots=True)
class Reader:
    """A connection, and the large messages that its browser keeps and need not be sent again."""

    socket: ClientConnection
    kept: set[str] = field(default_factory=set)


def measured(address: str, crowds: Iterable[int]) -> Load:
    """Reruns of one reader, of crowds that all ask at once, and the first chart in Chromium."""
    first_chart = statistics.median(_first_chart(address) for _ in range(_LOOKS))
    rerun = asyncio.run(_alone(address))
    together, grown = {}, 0.0
    for crowd in crowds:
        together[crowd], grown = asyncio.run(_together(address, crowd))
    return Load(rerun, together, first_chart, grown / max(together))


async def _alone(address: str) -> float:
    async with _session(address) as reader:
        for _ in range(_WARM_UP):
            await _rerun(reader)
        return statistics.median([await _rerun(reader) for _ in range(_RERUNS)])


async def _together(address: str, crowd: int) -> tuple[float, float]:
    """The median of how long each of a crowd waits, and by how many bytes the server grew to hold them."""
    pid, before = _server(address), _memory(_server(address))
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(_session(address)) for _ in range(crowd)]
        for reader in readers:
            await _rerun(reader)
        grown = _memory(pid) - before
        waited = await asyncio.gather(*(_rerun(reader) for reader in readers))
    return statistics.median(waited), grown


@asynccontextmanager
async def _session(address: str) -> AsyncIterator[Reader]:
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        cookie = answer.headers["set-cookie"].partition(";")[0]
    async with connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit"), Subprotocol(cookie.partition("=")[2])],
        origin=Origin(address),
        additional_headers={"Cookie": cookie},
        max_size=_LARGEST_MESSAGE,
    ) as socket:
        yield Reader(socket)


async def _rerun(reader: Reader) -> float:
    """Ask for the page as the browser does, and wait until it has run to its end."""
    ask = BackMsg()
    ask.rerun_script.page_name = SHOWN
    ask.rerun_script.cached_message_hashes.extend(reader.kept)
    began = time.perf_counter()
    await reader.socket.send(ask.SerializeToString())
    while True:
        told = ForwardMsg.FromString(await reader.socket.recv(decode=False))
        if told.metadata.cacheable:
            reader.kept.add(told.hash)
        if told.WhichOneof("type") == "script_finished":
            return time.perf_counter() - began


def _first_chart(address: str) -> float:
    """From the address to the first chart, in a browser that has opened the dashboard before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context()
        _look(context.new_page(), address)
        began = time.perf_counter()
        _look(context.new_page(), address)
        waited = time.perf_counter() - began
        browser.close()
    return waited


def _look(page: Page, address: str) -> None:
    page.goto(f"{address}/{SHOWN}")
    page.wait_for_selector("svg.marks")


def _server(address: str) -> int:
    """The process that serves an address."""
    port = address.rpartition(":")[2]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if port.encode() in words and any(word.endswith(b"serve.py") for word in words):
                return int(entry.name)
    raise LookupError(f"no process serves port {port}")


def _memory(pid: int) -> int:
    """Resident memory in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024
