"""What an audience gets, and what it never gets."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.run_report import RunReport

ORGANISATIONS = "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"
ANSWERS = """Respondent;Organisatie;Rol;Context;Meting;Schaal;Item;Score;Schaal min;Schaal max
R-1;roc-a;hp;school;2026-1;autonomie;1;4;1;5
R-2;roc-a;hp;school;2026-1;autonomie;1;5;1;5
"""

# What one person answered, or that somebody did: made for other marts, and in no edition.
WITHHELD = {"survey_answers", "person_cells", "person_memberships"}


def test_the_kernteam_never_gets_what_one_person_answered(
    deliver: Callable[..., RunReport], published: Callable[[str], pl.DataFrame]
) -> None:
    report = deliver({"organisaties.csv": ORGANISATIONS, "vragenlijsten_2026-1.csv": ANSWERS}, build=True)

    columns = published(
        "select table_schema || '.' || table_name as place, column_name from information_schema.columns"
    )
    held = columns.filter(pl.col("place").str.contains("^(core|mart)\\."))
    assert report.exit_status == 0
    assert held.filter(pl.col("column_name").is_in(["respondent_id", "item", "score"]))["place"].unique().to_list() == [
        "core.student_outcomes"
    ]
    assert {"mart.survey_scales", "mart.survey_reliability"} <= set(held["place"])


def test_every_mart_of_an_edition_carries_its_disclosure_class(
    deliver: Callable[..., RunReport], published: Callable[[str], pl.DataFrame]
) -> None:
    deliver({"organisaties.csv": ORGANISATIONS}, build=True)

    classes = dict(published("select mart, disclosure from meta.marts").iter_rows())
    marts = published("select table_name from information_schema.tables where table_schema = 'mart'")["table_name"]
    assert set(marts) | WITHHELD == set(classes)
    assert set(classes.values()) <= {"openbaar", "personen", "gevoelig", "intern"}
