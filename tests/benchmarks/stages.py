"""One delivery taken in stage by stage, with the functions that `grensganger ingest` calls, beside DuckDB's own."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import duckdb
import polars as pl

from pipelines import intake, story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.filing import filed
from pipelines.known_rows import KnownRows
from pipelines.prepare import prepare
from pipelines.pseudonyms import Pseudonymiser, load_key
from pipelines.reasons import Setting
from pipelines.runs import Run
from pipelines.settings import LOCAL_ZONE, Home
from pipelines.sources import DeliveredFile, read_table
from pipelines.taken import Taken
from pipelines.validation.verdicts import verdicts_of
from pipelines.warehouse import publish
from tests.benchmarks.outcomes_file import registers
from tests.benchmarks.placements_files import placement_files
from tests.benchmarks.surveys_files import survey_files

DATASET, PARTNER = "student_outcomes", "programma"
RECEIVED_AT = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
INTAKE = ("read", "prepare", "validate", "quarantine", "archive")


@dataclass
class Timed:
    """Seconds a stage, in the order in which they were taken, and the peak of memory in bytes after each.

    ``cpu_seconds`` are those of all threads: on a machine that does other work too, they say more than the clock.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    peak_bytes: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        clocks = ((time.perf_counter, self.seconds), (time.process_time, self.cpu_seconds))
        begun = [(now(), sum(taken.values())) for now, taken in clocks]
        yield
        for (now, taken), (start, before) in zip(clocks, begun, strict=True):
            apart = sum(taken.values()) - before  # stages within this one
            taken[name] = taken.get(name, 0.0) + now() - start - apart
        self.peak_bytes[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    @contextmanager
    def apart(self, name: str, module: ModuleType, function: str) -> Iterator[None]:
        """Within this block the time of a module's function counts for another stage."""
        original = getattr(module, function)

        def counted(*arguments: object) -> object:
            with self.stage(name):
                return original(*arguments)

        with patch.object(module, function, counted):
            yield

    @property
    def intake(self) -> float:
        """Seconds from the file's bytes to the archive, without the imports that come once a process."""
        return sum(self.seconds[name] for name in INTAKE)


def with_registers(home: Home, catalogue: Catalogue) -> None:
    """Deliver the schools and pilots that the outcomes refer to. Great Expectations is loaded here, untimed."""
    files = [DeliveredFile.of(name, content) for name, content in registers().items()]
    run = Run(PARTNER, files, RECEIVED_AT - dt.timedelta(days=1))
    report = story.take_in(home, run, catalogue, store=True)
    assert all(taken.rows_rejected == 0 for taken in report.deliveries), "the registers of the benchmark are at fault"


def take_in(path: Path, home: Home, catalogue: Catalogue, timed: Timed) -> Taken:
    """The stages of `pipelines.intake` on one file, each timed."""
    contract, messages = catalogue[DATASET], catalogue.messages
    archive = Archive(home)
    receipts = archive.receipts()
    known = KnownRows(archive, receipts, catalogue, PARTNER)
    pseudonymiser = Pseudonymiser(load_key(home.key, home_is_empty=False))
    day = RECEIVED_AT.astimezone(LOCAL_ZONE).date()
    facts = {"received_on": pl.lit(day), "partner_id": pl.lit(PARTNER)}
    headers = {name for f in contract.fields for name in f.names}
    with timed.stage("read"):
        file = DeliveredFile.read(path)
        table = read_table(file, headers, messages)
    with timed.stage("prepare"):
        prepared = prepare(table, contract, pseudonymiser, messages)
        prepared = replace(prepared, frame=known.looked_up(prepared, facts))
    with timed.stage("validate"):
        (verdict,) = verdicts_of([prepared], [], catalogue)
    with timed.stage("quarantine"), timed.apart("archive", intake, "parquet_of"):
        setting = Setting(catalogue, [file.name], 0, {}, day, known.targets)
        taken = intake.judge(file, table, prepared, verdict, setting)
    with timed.stage("archive"):
        run = Run(PARTNER, [file], RECEIVED_AT)
        archive.file(filed([taken], run, catalogue))
    return taken


def take_in_at_once(path: Path, home: Home, catalogue: Catalogue, timed: Timed) -> None:
    """The same delivery through `story.take_in`: the stages and all that stands between them."""
    with timed.stage("all at once"):
        story.take_in(home, Run(PARTNER, [DeliveredFile.read(path)], RECEIVED_AT), catalogue, store=True)


def build(home: Home, catalogue: Catalogue, timed: Timed) -> None:
    with timed.stage("build"):
        publish(home, catalogue)


def with_placements(home: Home, catalogue: Catalogue, placements: int, seed: int) -> None:
    """Deliver the placements and surveys of the second benchmark, untimed; the outcomes' registers are among them."""
    made = placement_files(placements, seed) | survey_files(seed)
    files = [DeliveredFile.of(name, content) for name, content in made.items()]
    report = story.take_in(home, Run(PARTNER, files, RECEIVED_AT - dt.timedelta(days=1)), catalogue, store=True)
    rejected = {taken.file.name: taken.rows_rejected for taken in report.deliveries if taken.rows_rejected}
    assert not rejected, f"the placements of the benchmark are at fault: {rejected}"


def build_in_a_process(home: Home) -> tuple[float, float, int]:
    """Seconds, seconds of all threads and peak of memory in bytes of a build that shares its process with nothing."""
    command = [sys.executable, "-m", "tests.benchmarks.timed_build", str(home.path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(printed[0]), float(printed[1]), int(printed[2])


def floor(path: Path, folder: Path, timed: Timed, name: str = "DuckDB") -> int:
    """DuckDB reading the same file into a table of texts: what reading and keeping the rows costs at least."""
    with duckdb.connect(str(folder / f"{name}.duckdb"), config={"threads": "2"}) as con, timed.stage(name):
        con.execute(
            "create table rows as from read_csv(?, delim = ';', header = true, all_varchar = true)", [str(path)]
        )
    with duckdb.connect(str(folder / f"{name}.duckdb"), read_only=True) as con:
        ((count,),) = con.sql("select count(*) from rows").fetchall()
    return int(count)
