"""A viewer's session opens the edition of that viewer's role, and no other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.access import current_viewer


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({}, "var/published/kernteam.duckdb"),
        ({"GRENSGANGER_HOME": "/data", "GRENSGANGER_ROLE": "funder"}, "/data/published/funder.duckdb"),
        (
            {"GRENSGANGER_HOME": "/data", "GRENSGANGER_ROLE": "partner", "GRENSGANGER_ORGANISATION": "roc-noord"},
            "/data/published/partners/roc-noord.duckdb",
        ),
    ],
)
def test_a_role_has_one_edition(environment: dict[str, str], file: str) -> None:
    assert current_viewer(environment).edition_file == Path(file)


@pytest.mark.parametrize(
    ("role", "partner"),
    [("kernteam", "programma"), ("partner", "roc-noord"), ("lectoraat", None), ("funder", None)],
)
def test_the_kernteam_records_for_the_programme_and_a_partner_for_itself(role: str, partner: str | None) -> None:
    environment = {"GRENSGANGER_ROLE": role, "GRENSGANGER_ORGANISATION": "roc-noord"}
    assert current_viewer(environment).delivers_as == partner


@pytest.mark.parametrize(
    "environment",
    [
        {"GRENSGANGER_ROLE": "beheerder"},
        {"GRENSGANGER_ROLE": "partner"},
        {"GRENSGANGER_ROLE": "partner", "GRENSGANGER_ORGANISATION": "../kernteam"},
    ],
)
def test_an_unknown_viewer_opens_nothing(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="GRENSGANGER_"):
        current_viewer(environment)
