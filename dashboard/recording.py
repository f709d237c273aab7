"""What is recorded in the dashboard becomes an ordinary delivery: a small file, handed to the command line.

So the record has one way in. The dashboard shares no code with the pipeline; it runs ``grensganger ingest`` as anybody
could, and reads its report.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.access import Viewer
from dashboard.language import LOCAL_ZONE

Cell = str | dt.date | None
_PROJECT: Final = Path(__file__).resolve().parent.parent
_PATIENCE: Final = 300  # seconds; a large archive takes its time to publish
_TOLD: Final = (0, 3, 4)  # exit statuses that come with a report: accepted, rows rejected, refused
_RECORDED: Final = ("geladen", "ongewijzigd")
_NOT_IN_TEXT: Final = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f]")  # but line breaks
# Without vowels and look-alikes: no number reads as a word, or as another number.
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Who records, and in which home."""

    partner_id: str
    home: Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a dataset: its cells under the headers of the contract. ``file_name`` is how deliveries are listed."""

    dataset: str
    file_name: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say of the row: about which fields, how grave, and in the words of the contract."""

    rule: str
    severity: str
    columns: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an entry fared.

    ``state`` is ``geladen``, ``ongewijzigd`` (it was there already), ``deels`` (the row was rejected), ``geweigerd``,
    ``mislukt`` (the command could not do its work: ``notes`` says why) or ``te_lang``.
    """

    state: str
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_recorded(self) -> bool:
        return self.state in _RECORDED


class MayNotRecord(Exception):
    """This viewer only reads."""


def deliverer_of(viewer: Viewer) -> Deliverer:
    """As whom a viewer records; whatever a page shows, without this nothing is recorded.

    Raises:
        MayNotRecord: the viewer only reads.
    """
    if viewer.delivers_as is None:
        raise MayNotRecord(viewer.role)
    return Deliverer(viewer.delivers_as, viewer.home)


def record(deliverer: Deliverer, entry: Entry) -> Outcome:
    """Deliver one row and publish anew; takes seconds. The same row twice is recorded once."""
    with tempfile.TemporaryDirectory(prefix="grensganger-") as folder:
        file = Path(folder) / entry.file_name
        file.write_text(delivery_text(entry), encoding="utf-8", newline="")
        try:
            done = _ingest(deliverer, entry.dataset, file)
        except subprocess.TimeoutExpired:
            return Outcome("te_lang")
    if done.returncode not in _TOLD:
        return Outcome("mislukt", notes=tuple(_without_paths(done.stderr, deliverer.home).splitlines()))
    return outcome_of(json.loads(done.stdout))


def delivery_text(entry: Entry) -> str:
    """The entry as a file: every cell quoted, so that separators, quotes, line breaks and formulas are text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(entry.cells)
    writer.writerow(_written(cell) for cell in entry.cells.values())
    return out.getvalue()


def outcome_of(report: Mapping[str, Any]) -> Outcome:
    """What the report of the command line says of its one delivery."""
    delivery = report["deliveries"][0]
    findings = tuple(
        Finding(f["rule"], f["severity"], tuple(filter(None, f["columns"].split(", "))), f["message"])
        for f in delivery["findings"]
    )
    return Outcome(delivery["outcome"], findings, tuple(delivery["notes"]))


def new_number(prefix: str) -> str:
    """A number that nobody else gives out, also not at this same moment: the prefix, the day, and four letters."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(4))
    return f"{prefix}-{today():%Y%m%d}-{letters}"


def today() -> dt.date:
    """The day of the meeting at which somebody types this."""
    return dt.datetime.now(LOCAL_ZONE).date()


def _ingest(deliverer: Deliverer, dataset: str, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.cli", "--home", str(deliverer.home.resolve()), "ingest", str(file)]
    named = [f"--partner={deliverer.partner_id}", f"--dataset={dataset}", "--json"]
    return subprocess.run(  # noqa: S603 - our own command line; what was typed is in the file, never in the command
        [*command, *named],
        cwd=_PROJECT,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
    )


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return _NOT_IN_TEXT.sub(" ", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _without_paths(message: str, home: Path) -> str:
    """The message without the place of the home: who reads it need not know where the server keeps its files."""
    return message.strip().replace(f" in {home.resolve()}", "").replace(str(home.resolve()), "")
