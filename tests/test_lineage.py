"""A figure is followed back to the data it rests on, however many steps away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.analysis import ANALYSES
from pipelines.catalogue import Catalogue
from pipelines.lineage import rests_on
from pipelines.marts import Mart, Part, read_marts
from pipelines.settings import SQL


@dataclass(frozen=True)
class Computed:
    reads: str


def mart(name: str, *reads: str, parts: tuple[Part, ...] = ()) -> Mart:
    return Mart(name, "thing", "openbaar", "select 1", frozenset(reads), Path(f"{name}.sql"), parts)


def part(constants: Mapping[str, str | int], *reads: str) -> Part:
    return Part(Path("part.sql"), "select 1", frozenset(reads), (), (), constants)


def found(marts: list[Mart], analyses: Mapping[str, Computed] | None = None) -> dict[str, list[str]]:
    rows = rests_on({m.name: m for m in marts}, analyses or {}).rows()
    return {source: [d for s, d in rows if s == source] for source, _ in rows}


def test_a_mart_rests_on_what_the_marts_and_analyses_that_it_reads_rest_on() -> None:
    marts = [
        mart("shown", "analysis.computed", "core.pilots"),
        mart("rows", "core.retention", "mart.first"),
        mart("first", "core.placements"),
    ]
    assert found(marts, {"computed": Computed("mart.rows")}) == {
        "mart.shown": ["pilots", "placements", "retention"],
        "mart.rows": ["placements", "retention"],
        "mart.first": ["placements"],
        "core.pilots": ["pilots"],
        "core.placements": ["placements"],
        "core.retention": ["retention"],
    }


def test_each_part_that_a_mart_gathers_rests_on_its_own_data_and_its_versions_together() -> None:
    parts = (
        part({"indicator": "one", "version": 1}, "core.pilots"),
        part({"indicator": "one", "version": 2}, "core.meetings"),
        part({"criterion_id": "S1"}, "core.actions"),
    )
    rows = found([mart("gathered", "core.pilots", "core.meetings", "core.actions", parts=parts)])
    assert rows["indicator.one"] == ["meetings", "pilots"]
    assert rows["criterion.S1"] == ["actions"]


@pytest.mark.parametrize(
    ("source", "datasets"),
    [
        ("mart.retention_curve", ["organisations", "pilots", "placements", "retention"]),
        ("mart.survey_scales", ["survey_invitations", "surveys"]),
        ("indicator.private_share", ["contributions", "phase_assessments", "phase_decisions", "pilots"]),
        ("core.targets", ["targets"]),
    ],
)
def test_figures_of_the_project_rest_on_these_data(source: str, datasets: list[str], catalogue: Catalogue) -> None:
    rows = rests_on(read_marts(SQL, catalogue.indicators), ANALYSES).rows()
    assert [dataset for name, dataset in rows if name == source] == datasets


def test_every_mart_of_delivered_rows_and_every_indicator_is_followed_back(catalogue: Catalogue) -> None:
    marts = read_marts(SQL, catalogue.indicators)
    sources = {source for source, _ in rests_on(marts, ANALYSES).iter_rows()}
    assert {f"mart.{name}" for name in marts} - sources == {"mart.freshness"}, "that one is about deliveries only"
    assert {f"indicator.{i.name}" for i in catalogue.indicators} <= sources
