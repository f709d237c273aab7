"""Homes with every edition: the example data, and a small partnership of which each value is known."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import story
from pipelines import warehouse as publication
from pipelines.catalogue import Catalogue
from pipelines.editions import publishing
from pipelines.editions.lectoraat import make_lectoraat
from pipelines.home_settings import Purpose, settings_file
from pipelines.marts import read_marts
from pipelines.runs import Run
from pipelines.settings import SQL, Home
from pipelines.sources import DeliveredFile
from tests.dashboard import homes
from tests.editions import small

PURPOSE = "Behoud van hybride professionals"
Research = Callable[..., duckdb.DuckDBPyConnection]
Warehouse = Callable[[], duckdb.DuckDBPyConnection]
_WHOLE = "whole.duckdb"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home.at(homes.demo_home(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def partnership(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Home:
    """The small partnership, published with a research purpose; `warehouse` gives copies of its whole build."""
    home = Home.at(tmp_path_factory.mktemp("partnership"))
    for number, (partner, files) in enumerate(small.DELIVERIES):
        at = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC) + dt.timedelta(hours=number)
        delivered = [DeliveredFile.of(name, text.encode()) for name, text in files.items()]
        report = story.take_in(home, Run(partner, delivered, at), catalogue, store=True)
        assert report.exit_status == 0, [d.findings for d in report.deliveries]
    settings_file(home).write_text(f'[research]\npurpose = "{PURPOSE}"\nagreement = "A-1"\n', encoding="utf-8")
    kept = tmp_path_factory.getbasetemp() / _WHOLE

    def keep(con: duckdb.DuckDBPyConnection, *arguments: Any) -> dict[Path, Path]:
        con.execute(f"attach '{kept}' as kept; copy from database warehouse to kept; detach kept")
        return publishing.write_editions(con, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "write_editions", keep)
        publication.publish(home, catalogue)
    return home


@pytest.fixture(scope="session")
def research_edition(partnership: Home) -> Path:
    return partnership.published / "lectoraat.duckdb"


@pytest.fixture
def warehouse(partnership: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Copies of the whole build of the small partnership, to change: ``warehouse()``."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def copied() -> duckdb.DuckDBPyConnection:
        copy = tmp_path_factory.mktemp("build") / _WHOLE
        shutil.copy(tmp_path_factory.getbasetemp() / _WHOLE, copy)
        opened.append(duckdb.connect(str(copy), config={"threads": "1"}))
        return opened[-1]

    yield copied
    for con in opened:
        con.close()


@pytest.fixture
def research(warehouse: Warehouse, partnership: Home, catalogue: Catalogue) -> Research:
    """The schema ``lectoraat`` of a changed build: ``research(Purpose(…), "delete from core.retention")``."""

    def made(purpose: Purpose, *changes: str, contracts: Catalogue = catalogue) -> duckdb.DuckDBPyConnection:
        con = warehouse()
        for change in changes:
            con.execute(change)
        key = bytes.fromhex(partnership.key.read_text())
        make_lectoraat(con, contracts, read_marts(SQL, contracts.indicators), key, purpose)
        return con

    return made
