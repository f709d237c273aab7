"""A changed definition, from a second file to a reader: the series breaks, and what the first one gave stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines import story, warehouse
from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS, SQL, Home
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

# a review each year, of two findings
REVIEWS = "select period, value from mart.indicator_values where indicator_id = 'peer_reviews_held' and scope_id = "
COUNTED = """
    select version, period, numerator from mart.indicator_counts
    where indicator = 'peer_reviews_held' and scope_id = 'programma' order by version, period
"""


@pytest.fixture
def changed_home(steering_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home for steering, published with a second definition of peer reviews held: their findings, from 2026 on."""
    sql, home = tmp_path / "sql", tmp_path / "home"
    shutil.copytree(SQL, sql)
    shutil.copytree(steering_home, home)
    first = (sql / "indicators" / "peer_reviews_held.sql").read_text(encoding="utf-8")
    second = first.replace("version: 1", "version: 2").replace("since: 2021", "since: 2026")
    second = second.replace("count(distinct findings.review_id)", "count(findings.review_id)")
    second = second.replace("Peerreviews die in het jaar zijn gehouden.", "Bevindingen van peerreviews van het jaar.")
    (sql / "indicators" / "peer_reviews_held.v2.sql").write_text(second, encoding="utf-8")
    monkeypatch.setattr(warehouse, "SQL", sql)
    story.build(Home.at(home), load_catalogue(DATA_CONTRACTS, sql))
    return home


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "published" / "kernteam.duckdb"), read_only=True) as con:
        return con.cursor().sql(query).fetchall()


def test_values_under_the_first_definition_stay_and_the_page_shows_where_the_second_begins(
    open_page: Open, steering_home: Path, changed_home: Path
) -> None:
    before, after = (rows(home, f"{REVIEWS} 'programma' order by period") for home in (steering_home, changed_home))
    assert before == [(2024, 1.0), (2025, 1.0), (2026, 1.0)]
    assert after == [(2024, 1.0), (2025, 1.0), (2026, 2.0)]
    assert rows(changed_home, COUNTED) == [
        (1, 2024, 1.0),
        (1, 2025, 1.0),
        (1, 2026, 1.0),
        (2, 2024, 2.0),
        (2, 2025, 2.0),
        (2, 2026, 2.0),
    ]

    page = open_page(changed_home, "indicatoren", thema="peerreviews")
    said = words(texts_of(page))
    assert "Gehouden peerreviews 2 in 2026, tot en met 30 juni 2026 Op koers" in said
    (drawn,) = [c.proto.alt for c in page.get("vega_lite_chart") if "Gehouden peerreviews" in c.proto.alt]
    assert "2024 1, 2025 1 en 2026 2." in drawn
    assert drawn.endswith("Vanaf 2026 geldt een andere definitie.")
    opened = words(texts_of(page.button(key="herkomst.peer_reviews_held").click().run()))
    assert "Bevindingen van peerreviews van het jaar." in opened
    assert "Versie 2, geldt vanaf 2026" in opened
