"""Data quality: of each partner how complete and recent, of each rule how it went over the years."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.components.quality import check_table, partner_table
from dashboard.components.view import View, current_view
from dashboard.warehouse import edition_at, rows
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

TODAY = dt.date(2026, 6, 30)


@pytest.fixture
def edition(empty_home: Path, tmp_path: Path) -> Path:
    """Three datasets of one partner and one of another, delivered long ago and lately."""
    file = Path(shutil.copy(empty_home / "published" / "kernteam.duckdb", tmp_path))
    with duckdb.connect(file) as con:
        con.execute("update meta.thresholds set value = 400 where threshold = 'complete_days'")
        con.execute("update meta.thresholds set value = 100 where threshold = 'freshness_days'")
        for partner, dataset, loaded in (
            ("roc-a", "placements", "2026-06-20"),
            ("roc-a", "retention", "2025-09-01"),
            ("roc-a", "organisations", "2024-01-01"),
            ("vmbo-b", "placements", "2026-06-01"),
        ):
            con.execute(
                "insert into mart.freshness (partner_id, dataset, loaded_at) values (?, ?, ?)",
                [partner, dataset, loaded],
            )
        for delivery, partner, received, delivered, rejected in (
            ("d1", "roc-a", "2026-06-20", 8, 1),
            ("d2", "roc-a", "2025-09-01", 12, 0),
            ("d3", "roc-a", "2024-01-01", 100, 50),
            ("d4", "vmbo-b", "2026-06-01", 5, 5),
        ):
            con.execute(
                "insert into meta.deliveries (delivery_id, partner_id, dataset, received_at, rows_delivered, "
                "rows_rejected) values (?, ?, 'placements', ?, ?, ?)",
                [delivery, partner, received, delivered, rejected],
            )
        for delivery, evaluated, failed in (("d1", 8, 1), ("d2", 12, 0), ("d3", 100, 50), ("d4", 0, 0)):
            con.execute(
                "insert into meta.check_results (delivery_id, rule, severity, evaluated, failed) "
                "values (?, 'fte_school.bounds', 'error', ?, ?)",
                [delivery, evaluated, failed],
            )
    return file


def asked(file: Path, question: str, **parameters: object) -> list[tuple[object, ...]]:
    found = edition_at(file)
    assert found
    return rows(found, question, {"partner": None, "dataset": None} | parameters).rows()


def test_of_each_partner_what_came_again_in_time_and_what_was_rejected_who_is_behind_first(edition: Path) -> None:
    # partner, datasets, received within 400 days, within 100 days, rows of the last 400 days, rejected of those
    assert asked(edition, "partner_quality", today=TODAY) == [
        ("roc-a", 3, 2, 1, 20, 1),
        ("vmbo-b", 1, 1, 1, 5, 5),
    ]


def test_a_choice_of_partner_holds_for_its_quality_too(edition: Path) -> None:
    assert asked(edition, "partner_quality", today=TODAY, partner="vmbo-b") == [("vmbo-b", 1, 1, 1, 5, 5)]


def test_a_rule_is_told_in_each_year_in_which_rows_were_held_against_it(edition: Path) -> None:
    assert asked(edition, "checks_by_year") == [
        ("placements", "fte_school.bounds", "2024", 100, 50),
        ("placements", "fte_school.bounds", "2025", 12, 0),
        ("placements", "fte_school.bounds", "2026", 8, 1),
    ]


@pytest.fixture
def view(steering_home: Path, monkeypatch: pytest.MonkeyPatch) -> View:
    monkeypatch.setenv("GRENSGANGER_HOME", str(steering_home))
    monkeypatch.setenv("GRENSGANGER_ROLE", "kernteam")
    found = current_view()
    assert found
    return found


def test_of_few_deliveries_or_rows_there_is_no_percentage(view: View) -> None:
    partner = {"partner_id": "roc-a", "datasets": 3, "received": 2, "on_time": 1}
    few = words(partner_table(view, [partner | {"rows_delivered": 4, "rows_rejected": 1}]))
    many = words(partner_table(view, [partner | {"rows_delivered": 400, "rows_rejected": 3}]))
    none = words(partner_table(view, [partner | {"rows_delivered": 0, "rows_rejected": 0}]))
    assert few.endswith("1 van 3 2 van 3 1 van 4")
    assert many.endswith("1 van 3 2 van 3 0,75% 3 van 400")
    assert none.endswith("1 van 3 2 van 3 –")


def test_a_rule_shows_its_years_in_their_order(view: View) -> None:
    result = {"dataset": "placements", "rule": "fte_school.bounds", "severity": "error"}
    total = result | {"evaluated": 120, "failed": 51, "share": 0.425}
    years = [
        result | {"year": "2024", "evaluated": 100, "failed": 50},
        result | {"year": "2025", "evaluated": 12, "failed": 0},
        result | {"year": "2026", "evaluated": 8, "failed": 1},
        result | {"rule": "another", "year": "2026", "evaluated": 8, "failed": 8},
    ]
    assert words(check_table(view, [total], years)).endswith("42,50% 2024: 50,00% , 2025: 0% , 2026: 1 van 8")


def test_the_page_tells_both(open_page: Open, demo_home: Path) -> None:
    said = words(texts_of(open_page(demo_home, "datakwaliteit")))
    assert "Volledig en op tijd, per partner" in said
    assert "Niet goed per jaar" in said
