"""Weak editions: one figure too many in that of the example programme, and the auditor says which; T = 5."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.audit.edition import read_publication
from pipelines.audit.relations import Contradiction
from pipelines.audit.verdict import Audit, audit

CURVE = "update mart.retention_curve set"
OF_ALL = "where stratum_by = 'alle'"
MONEY_OF_ONE_PILOT = """
    delete from mart.contributions_private where year = 2024 and basis = 'committed' and kind <> 'totaal';
    update mart.contributions_private set amount_eur = 3000 where year = 2024 and basis = 'committed';
    update mart.contributions_public set committed_eur = 0 where scope_id = 'pilot-mechatronica-noord' and year = 2024;
    insert into mart.contributions_public (scope_id, year, kind, structural, committed_eur)
        values ('pilot-mechatronica-noord', 2024, 'geld', 'ja', 20000);
    delete from mart.cofinancing_met where scope_id <> 'pilot-mechatronica-noord' or year is distinct from 2024;
    update mart.cofinancing_met set is_met = (rule_id <> 'rif') where basis = 'toegezegd';
"""


def planted_edition(demo_home: Path, folder: Path, *planted: str) -> Path:
    file = folder / "funder.duckdb"
    shutil.copy(demo_home / "published" / "funder.duckdb", file)
    with duckdb.connect(str(file)) as con:
        for statement in planted:
            con.execute(statement)
    return file


def audited(demo_home: Path, folder: Path, planted: str) -> Audit:
    return audit(read_publication(planted_edition(demo_home, folder, planted)), 5)


def test_the_honest_edition_is_read_whole_and_passes(demo_home: Path) -> None:
    publication = read_publication(demo_home / "published" / "funder.duckdb")

    assert {curve.population.partition("@")[0]: len(curve.points) for curve in publication.curves} == {
        "behoud.alle": 6,
        "behoud.school_sector.hbo": 4,
        "behoud.school_sector.mbo": 2,
        "behoud.school_sector.vmbo": 1,
    }
    assert sum(share.rows[0]["percent"] is not None for share in publication.shares) == 16
    assert len(publication.figures) >= 40
    assert len(publication.answers) >= 100
    assert audit(publication, 5).is_safe


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        # 0.83 became 0.82 with some 110 at risk: one or two persons
        (
            f"{CURVE} survival = 0.82, at_risk = 110 {OF_ALL} and days = 365",
            "behoud.alle, vertrokken (dag 183 t/m 365)",
        ),
        (f"{CURVE} at_risk = 5 where stratum = 'vmbo'", "behoud.school_sector.vmbo, gevolgd (dag 0)"),
        # 0.01 of what was once a hundred and forty
        (
            "update mart.retention_competing set cumulative_incidence = 0.01 where exit_reason = 'overig'",
            "behoud.alle, vertrokken (dag 1 t/m 365, reden overig)",
        ),
        # thirteen of sixteen invited
        (
            "update mart.survey_scales set response = 0.81 where context = 'bedrijf' and wave = '2024-2'",
            "invited.hp.bedrijf.2024-2 − survey.autonomie.hp.bedrijf.2024-2 (totaal)",
        ),
        # of twenty-five all but one had a share worked out before
        (
            "update mart.indicator_values set numerator = 10, denominator = 29, value = 0.34 "
            "where scope_id = 'programma' and indicator_id = 'professionals_in_training' and period = 2026",
            "teaching (in_training ja, qualified nee)",
        ),
        # companies give 7.5 % of the costs and all together less than two thirds: at least 2,536 of the 3,000 in all
        (
            MONEY_OF_ONE_PILOT,
            "private.committed.2024 (pilot_id pilot-mechatronica-noord)",
        ),
    ],
    ids=["curve", "followed", "reason", "response", "indicator", "co-financing"],
)
def test_what_tells_of_few_is_caught(planted: str, what: str, demo_home: Path, tmp_path: Path) -> None:
    found = audited(demo_home, tmp_path, planted)
    assert what in {str(one.quantity).replace("@2026-10-16", "") for one in found.too_narrow}


FORBIDDEN = {
    f"{CURVE} survival = 0.8873, exits = 16, at_risk = 123 {OF_ALL} and days = 91": {
        "retention_curve.survival (alle, alle, 91)",
        "retention_curve.exits (alle, alle, 91)",
        "retention_curve.at_risk (alle, alle, 91)",
    },
    "update mart.survey_scales set mean = 3.1 where scale = 'teamcultuur' and wave = '2025-2' and context = 'school'": {
        "survey_scales.mean (teamcultuur, leidinggevende_school, school, 2025-2)"
    },
    "update mart.survey_scales set n_paired = 11 where scale = 'werkdruk' and wave = '2025-2' and context = 'school'": {
        "survey_scales.n_paired (werkdruk, hp, school, 2025-2)"
    },
    "update mart.indicator_values set value = 0.81 where indicator_id = 'retention_one_year' and period = 2026": {
        "indicator_values.value (retention_one_year, 2026)"
    },
    "update mart.person_counts set persons = 31 where population = 'exits_2025' and code = 'overig'": {
        "exits_2025@2026-10-16 (exit_reason overig): iedereen"
    },
    "update mart.outcome_effects set groups_hybrid = 2 where outcome = 'vakkennis' and stratum_by = 'alle'": {
        "outcome_effects.groups_hybrid (vakkennis, alle, alle)"
    },
}
"""What may not be told, whatever can be computed from it, by how it comes in."""


def test_figures_that_may_not_be_told_are_found_and_no_others(demo_home: Path, tmp_path: Path) -> None:
    file = planted_edition(demo_home, tmp_path, *FORBIDDEN)
    assert set(read_publication(file).told) == set().union(*FORBIDDEN.values())


@pytest.mark.parametrize(
    "planted",
    [
        "update mart.retention_summary set median_days = 300 where stratum_by = 'alle'",  # 0.67 still there at 730
        "update mart.retention_summary set rmst_730 = 690 where stratum_by = 'alle'",
        f"{CURVE} survival = 0.95 {OF_ALL} and days = 182",
        "update mart.indicator_values set numerator = 75 where indicator_id = 'with_coach' and period = 2026 "
        "and scope_id = 'programma'",
    ],
    ids=["median", "mean", "rising", "numerator"],
)
def test_figures_that_cannot_all_be_true_are_caught(planted: str, demo_home: Path, tmp_path: Path) -> None:
    with pytest.raises(Contradiction):
        audited(demo_home, tmp_path, planted)
