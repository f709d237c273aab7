"""Real retention data through the command line, and the preliminary study's own table: known answers, end to end.

The answers stand in shared/data/README.md, from an independent calculation on the data of Singer et al. (1998).
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import Deliver

GROUPS = [("alle", "alle"), ("fte_class", "onder_0.5"), ("fte_class", "vanaf_0.5")]
ANSWERS = dict(
    zip(
        GROUPS,
        [
            {"n": 812, "exits": 396, 365: 0.902023, 730: 0.684870, "se": 0.024829, 1825: 0.168127, "median": 1095},
            {"n": 64, "exits": 14, 365: 1.0, 730: 0.776268, "se": 0.088270, 1825: 0.601150, "median": 2119},
            {"n": 748, "exits": 382, 365: 0.894171, 730: 0.677366, "se": 0.025861, 1825: 0.137768, "median": 1095},
        ],
        strict=True,
    )
)
SIX_DECIMALS = 5e-7


@pytest.fixture(scope="module")
def edition(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kernteam edition after `grensganger ingest` of the whole folder."""
    home = tmp_path_factory.mktemp("physicians")
    program = Path(sys.executable).with_name("grensganger")
    command: list[str | Path] = [
        program,
        "--home",
        home,
        "ingest",
        shared / "physicians",
        "--partner",
        "referentieschool",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRENSGANGER")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return home / "published" / "kernteam.duckdb"


def rows(edition: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(edition), read_only=True) as con:
        return con.cursor().sql(query, params=list(parameters)).fetchall()


def curve_at(edition: Path, group: tuple[str, str], day: int) -> tuple[Any, ...]:
    """Days, at risk, exits, survival and interval of the last row of the curve on or before a day."""
    query = """
        select days, at_risk, exits, survival, ci_low, ci_high from mart.retention_curve
        where stratum_by = ? and stratum = ? and days <= ? order by days desc limit 1
    """
    (row,) = rows(edition, query, *group, day)
    return row


def test_every_row_is_accepted(edition: Path) -> None:
    query = (
        "select dataset, rows_delivered, rows_accepted, rows_rejected, outcome from meta.deliveries order by dataset"
    )
    assert rows(edition, query) == [
        ("organisations", 2, 2, 0, "geladen"),
        ("pilots", 1, 1, 0, "geladen"),
        ("placements", 812, 812, 0, "geladen"),
        ("professionals", 812, 812, 0, "geladen"),
        ("retention", 812, 812, 0, "geladen"),
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_counts_and_median_are_the_known_ones(edition: Path, group: tuple[str, str]) -> None:
    query = "select n, exits, median_days from mart.retention_summary where stratum_by = ? and stratum = ?"
    known = ANSWERS[group]
    assert rows(edition, query, *group) == [(known["n"], known["exits"], known["median"])]


@pytest.mark.parametrize("day", [365, 730, 1825])
@pytest.mark.parametrize("group", GROUPS)
def test_survival_is_the_known_one(edition: Path, group: tuple[str, str], day: int) -> None:
    assert curve_at(edition, group, day)[3] == pytest.approx(ANSWERS[group][day], abs=SIX_DECIMALS)


@pytest.mark.parametrize("group", GROUPS)
def test_the_interval_holds_the_known_standard_error(edition: Path, group: tuple[str, str]) -> None:
    _, _, _, survival, low, high = curve_at(edition, group, 730)
    # limits are S to the power exp(±1.959964 · se / (S · ln S))
    spread = math.log(math.log(low) / math.log(high)) / 2
    error = spread * survival * -math.log(survival) / 1.959963985
    assert error == pytest.approx(ANSWERS[group]["se"], abs=SIX_DECIMALS)


def test_the_risk_set_at_two_years_is_the_known_one(edition: Path) -> None:
    _, at_risk, exits, *_ = curve_at(edition, ("alle", "alle"), 730)
    assert (at_risk, exits) == (256, 5)


def test_no_entry_had_to_be_assumed(edition: Path) -> None:
    query = "select n_entry_assumed, n_no_exposure, n_missing_followup, n_vanished from mart.retention_summary"
    assert rows(edition, f"{query} where stratum_by = 'alle'") == [(0, 0, 0, 0)]


# Vooronderzoek hybride professionals (2021), Table 1: years as a hybrid professional, sector, size of the company
TABLE_1 = """Professional;Jaren hybride;Onderwijssector;Grootteklasse
HP01;2,5;hbo;mkb
HP02;2;hbo;groot
HP03;4;mbo;groot
HP04;3;mbo;mkb
HP05;5;hbo;groot
HP06;8;hbo;groot
HP07;3;hbo;groot
HP08;5;mbo;mkb
HP09;4;mbo;mkb
HP10;10;mbo;zzp
HP11;8;mbo;zzp
"""


def test_table_1_of_the_preliminary_study_is_accepted(deliver: Deliver) -> None:
    (delivery,) = deliver({"professionals.csv": TABLE_1}).deliveries
    assert (delivery.rows_delivered, delivery.rows_accepted, delivery.rows_rejected) == (11, 11, 0)
    assert delivery.accepted is not None
    assert delivery.accepted.select("years_hybrid", "school_sector", "company_size").rows() == [
        (2.5, "hbo", "mkb"),
        (2.0, "hbo", "groot"),
        (4.0, "mbo", "groot"),
        (3.0, "mbo", "mkb"),
        (5.0, "hbo", "groot"),
        (8.0, "hbo", "groot"),
        (3.0, "hbo", "groot"),
        (5.0, "mbo", "mkb"),
        (4.0, "mbo", "mkb"),
        (10.0, "mbo", "zzp"),
        (8.0, "mbo", "zzp"),
    ]
    assert delivery.accepted["professional_id"].str.contains("HP").sum() == 0
