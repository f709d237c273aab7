"""A new indicator is one SQL file: from that file to a reader, by the command line of a copy of the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import PROJECT
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import FILES, words

LEADS = """/*
title_nl: Penvoerders
title_en: Lead organisations
definition_nl: Organisaties die op de teldag een pilot leiden.
definition_en: Organisations that lead a pilot on the day of counting.
numerator_nl: aantal verschillende penvoerders
numerator_en: number of distinct lead organisations
unit: aantal
direction: hoger
kind: distinct
theme: partnerschap
level: organisatieoverstijgend
disclosure: openbaar
version: 1
since: 2020
*/
select
    periods.scope_id,
    periods.period,
    count(distinct pilots.lead_organisation_id) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
left join core.pilots as pilots
    on
        (periods.scope_id = pilots.pilot_id or periods.scope_id = 'programma')
        and pilots.start_date <= periods.counted_on
group by periods.scope_id, periods.period
"""


@pytest.mark.slow
def test_an_indicator_dropped_in_as_one_file_is_on_the_page_of_its_theme_and_in_the_glossary(
    open_page: Open, tmp_path: Path
) -> None:
    project, home, deliveries = tmp_path / "project", tmp_path / "home", tmp_path / "deliveries"
    for folder in ("pipelines", "data_contracts", "sql"):
        shutil.copytree(PROJECT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (project / "sql" / "indicators" / "lead_organisations.sql").write_text(LEADS, encoding="utf-8")
    deliveries.mkdir()
    for name, text in FILES.items():
        (deliveries / name).write_text(text, encoding="utf-8")

    run(project, "pipelines.cli", "--home", home, "ingest", deliveries, "--partner", "programma", *AT)
    run(project, "pipelines.reports.glossary")

    app = open_page(home, "indicatoren", thema="partnerschap")
    assert "Penvoerders 2 in 2026, tot en met 30 juni 2026 Geen doel" in words(texts_of(app))
    app.button(key="herkomst.lead_organisations").click().run()
    assert "Organisaties die op de teldag een pilot leiden." in words(texts_of(app))
    assert "lead_organisations" in (project / "GLOSSARY.md").read_text(encoding="utf-8")


AT = ("--received-at", "2026-06-30T12:00")


def run(project: Path, module: str, *arguments: str | Path) -> None:
    """A command of the copy: its own folder comes first on the path."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
