"""What tests share: the contracts, the shared reference data, and a home to deliver to."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.run_report import RunReport
from pipelines.settings import DATA_CONTRACTS, PROJECT, Home

SHARED = Path(os.environ.get("GRENSGANGER_SHARED", PROJECT.parent / "shared"))
Deliver = Callable[..., RunReport]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(DATA_CONTRACTS)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data of other people; tests that need it say so where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no reference data: {SHARED / 'data'} does not exist (GRENSGANGER_SHARED names another place)")
    return SHARED / "data"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


@pytest.fixture
def deliver(home: Home, catalogue: Catalogue) -> Deliver:
    """Deliver texts as files: ``deliver({"pilots.csv": "…"}, partner=…, at=…)``; publishes unless told otherwise."""
    from pipelines import story
    from pipelines.runs import Run
    from pipelines.sources import DeliveredFile

    clock = iter(range(1, 1000))

    def run(
        files: Mapping[str, str | bytes], partner: str = "programma", at: str | None = None, build: bool = False
    ) -> RunReport:
        later = dt.datetime(2026, 6, 1, tzinfo=dt.UTC) + dt.timedelta(hours=next(clock))
        instant = dt.datetime.fromisoformat(at) if at else later
        contents = {name: c.encode() if isinstance(c, str) else c for name, c in files.items()}
        delivered = [DeliveredFile.of(name, content) for name, content in contents.items()]
        made = Run(partner, delivered, instant.replace(tzinfo=instant.tzinfo or dt.UTC))
        return story.ingest(home, made, catalogue) if build else story.take_in(home, made, catalogue, store=True)

    return run


@pytest.fixture
def published(home: Home) -> Callable[[str], pl.DataFrame]:
    """Rows of a query on the kernteam edition."""

    def query(sql: str) -> pl.DataFrame:
        with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
            rows: pl.DataFrame = con.cursor().sql(sql).pl()
            return rows

    return query
