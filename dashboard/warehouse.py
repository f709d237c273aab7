"""Answers from an edition. The questions, the only SQL of the dashboard, stand in the files of ``questions/``.

Publishing swaps the file of an edition. Within a process DuckDB keeps seeing the old file as long as a connection to
that path is open; so each question opens, reads and closes under a lock, and answers are kept by path, time and inode.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

_ONE_AT_A_TIME: Final = threading.Lock()
_LIMITS: Final[dict[str, str | int | float | list[str]]] = {"threads": 1, "memory_limit": "256MB"}
_QUESTIONS: Final = Path(__file__).parent / "questions"
_PARAMETER: Final = re.compile(r"\$\w+")
_NAME: Final = re.compile(r"^-- question: (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition file as it is now; a swapped file is another edition."""

    path: str
    modified_ns: int
    inode: int


class UnreadableEdition(Exception):
    """The edition lacks what a question asks: another version of Grensganger made it."""


def edition_at(path: Path) -> Edition | None:
    """The edition that stands there; None when nothing has been published yet."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Edition(str(path), found.st_mtime_ns, found.st_ino)


def rows(edition: Edition, question: str, parameters: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The answer to one of `questions`; of its filters, those that are None let everything through.

    The same question gets the very same frame, which nobody may change in place.

    Raises:
        UnreadableEdition: the edition does not have the tables or columns asked for.
    """
    given = ((name, tuple(v) if isinstance(v, list) else v) for name, v in (parameters or {}).items())
    return _answer(edition, question, tuple(sorted(given)))


@lru_cache(maxsize=1024)
def holds(edition: Edition, question: str) -> bool:
    """Whether the edition has every table that a question asks of: not everybody gets everything."""
    return asked_of(question) <= _tables(edition)


@cache
def asked_of(question: str) -> frozenset[str]:
    """The tables that a question asks, each with its schema."""
    without_parameters = _PARAMETER.sub("null", questions()[question])  # DuckDB names the tables of no others
    found = duckdb.get_table_names(without_parameters, qualified=True)
    named = {name.split(" AS ")[0].replace('"', "") for name in found}
    return frozenset(name for name in named if "." in name)


@lru_cache(maxsize=64)
def _tables(edition: Edition) -> frozenset[str]:
    with _ONE_AT_A_TIME, duckdb.connect(edition.path, read_only=True, config=_LIMITS) as connection:
        return frozenset(name for (name,) in connection.cursor().sql(questions()["tables"]).fetchall())


@lru_cache(maxsize=512)
def _answer(edition: Edition, question: str, parameters: tuple[tuple[str, Any], ...]) -> pl.DataFrame:
    try:
        with _ONE_AT_A_TIME, duckdb.connect(edition.path, read_only=True, config=_LIMITS) as connection:
            answer: pl.DataFrame = connection.cursor().sql(questions()[question], params=_given(parameters)).pl()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise UnreadableEdition(question) from error
    return answer


def _given(parameters: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}


@cache
def questions() -> dict[str, str]:
    """The questions by name."""
    found = [part for file in sorted(_QUESTIONS.glob("*.sql")) for part in _questions_of(file)]
    if repeated := {name for name, times in Counter(name for name, _ in found).items() if times > 1}:
        raise ValueError(f"questions that have one name: {', '.join(sorted(repeated))}")
    return dict(found)


def _questions_of(file: Path) -> Iterable[tuple[str, str]]:
    """Name and query of each; what stands above the first is about the file."""
    _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
    return [(name, query.strip().removesuffix(";")) for name, query in zip(parts[::2], parts[1::2], strict=True)]
