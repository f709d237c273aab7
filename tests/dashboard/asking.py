"""Requests to an ASGI application without a server, as many as a test likes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")


@dataclass
class Answer:
    """What came back: of a connection that was refused ``status`` is None."""

    status: int | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)

    def cookies(self) -> list[str]:
        return [value for key, value in self.headers if key == "set-cookie"]


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs it in a thread of its own: Playwright may keep an event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def scope_of(kind: str, path: str, headers: Mapping[str, str], query: str = "", method: str = "GET") -> Scope:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": kind, "path": path, "query_string": query.encode(), "headers": raw, "method": method}


def ask(app: ASGIApp, path: str, query: str = "", *, body: tuple[bytes, ...] = (b"",), **headers: str) -> Answer:
    """A request over http; underscores in the names of headers are hyphens, the body comes in these pieces."""
    named = {"host": "localhost:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer()
    pieces = iter(body)

    async def receive() -> Message:
        piece = next(pieces, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(n.decode().lower(), v.decode("latin-1")) for n, v in message["headers"]]
        else:
            answer.body += message.get("body", b"")

    run(app(scope_of("http", path, named, query), receive, send))  # type: ignore[arg-type]
    return answer
