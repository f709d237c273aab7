"""Whatever a statistic gives as its reason can be said in words, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.analysis.after_year import retention_after_year
from pipelines.analysis.competing import retention_competing
from pipelines.analysis.outcome_sensitivity import outcome_sensitivity
from pipelines.analysis.outcomes import outcome_effects
from pipelines.analysis.reliability import survey_reliability
from pipelines.analysis.retention import retention_curve, retention_summary
from pipelines.analysis.sensitivity import retention_sensitivity
from pipelines.analysis.surveys import survey_scales
from pipelines.settings import PROJECT
from tests.analysis.answers import survey
from tests.analysis.observations import history
from tests.analysis.test_outcome_missing import GROUPS
from tests.analysis.test_outcomes import pupils

OF_RETENTION = {
    "geen_waarneming",
    "begin_niet_waargenomen",
    "nul_door_late_instroom",
    "gat_in_risicogroep",
    "volgduur_te_kort",
    "mediaan_niet_bereikt",
    "grens_mediaan_niet_bereikt",
    "weinig_uitstroom",
    "geen_vergelijking",
    "geen_uitstroom_tot_hier",
    "niemand_over",
    "een_in_risicogroep",
    "meer_plaatsingen_per_persoon",
}
OF_OUTCOMES = {
    "geen_leerling_met_beide_metingen",
    "geen_hybride_groep",
    "geen_vergelijkingsgroep",
    "te_weinig_leerlingen",
    "minder_dan_twee_groepen",
    "geen_spreiding_in_voormeting",
    "geen_spreiding_tussen_groepen",
    "ander_teken_dan_hoofdanalyse",
    "een_leerling_per_groep",
    "model_niet_geconvergeerd",
    "geen_variantie_tussen_groepen",
}
OF_SURVEYS = {
    "te_weinig_respondenten",
    "ingehouden_om_herleidbaarheid",
    "uitnodigingen_onbekend",
    "meer_respondenten_dan_uitgenodigd",
    "geen_eerdere_meting",
    "eerdere_meting_te_weinig_respondenten",
    "andere_schaal",
    "geen_spreiding",
    "minder_dan_twee_vragen",
    "minder_dan_drie_respondenten",
}
REASONS = OF_RETENTION | OF_OUTCOMES | OF_SURVEYS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_its_words(language: str) -> None:
    with (PROJECT / "dashboard" / "texts" / f"{language}.po").open(encoding="utf-8") as file:
        said = {str(message.id) for message in read_po(file, locale=language) if message.string}
    assert sorted(reason for reason in REASONS if f"reden.{reason}" not in said) == []


def test_every_reason_is_one_that_a_statistic_gives() -> None:
    folder = PROJECT / "pipelines" / "analysis"
    sources = "\n".join(Path(file).read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    assert sorted(reason for reason in REASONS if f'"{reason}"' not in sources) == []


def given_by(*tables: pl.DataFrame) -> set[str]:
    """The reasons and notes that stand in tables."""
    texts = [t[name] for t in tables for name in ("reason", "note") if name in t.columns]
    return {reason for text in texts for row in text.drop_nulls() for reason in row.split(", ")}


MODEST = settings(max_examples=40, deadline=None)
UNITS = st.lists(
    st.tuples(st.sampled_from([0, 0, 5, 400]), st.sampled_from([0, 5, 300, 365, 800]), st.integers(0, 1)), max_size=8
)
SCORES = st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=2, max_size=2)
WAVES = st.lists(st.dictionaries(st.sampled_from("abcdefg"), SCORES), min_size=1, max_size=3)


@MODEST
@given(UNITS)
def test_retention_gives_no_other_reason(units: list[tuple[int, int, int]]) -> None:
    reasons = ["overig" if exit_ else None for _, _, exit_ in units]
    frame = history(*units, coach=["ja", "nee"] * (len(units) // 2) + ["ja"] * (len(units) % 2))
    statistics = retention_curve, retention_summary, retention_after_year, retention_sensitivity
    incidence = retention_competing(frame.with_columns(exit_reason=pl.Series(reasons, dtype=pl.String)))
    assert given_by(incidence, *(statistic(frame) for statistic in statistics)) <= OF_RETENTION


@MODEST
@given(GROUPS)
def test_outcomes_give_no_other_reason(groups: list[dict[str, Any]]) -> None:
    frame = pupils(*groups)
    assert given_by(outcome_effects(frame), outcome_sensitivity(frame)) <= OF_OUTCOMES


@MODEST
@given(WAVES, st.sampled_from([None, 2, 10]), st.sampled_from([5.0, 7.0]))
def test_surveys_give_no_other_reason(waves: list[dict[str, Any]], invited: int | None, highest: float) -> None:
    maxima = [5.0, highest, 5.0]
    frames = [
        survey(answers, wave=f"202{i}-1", invited=invited, scale_max=maxima[i], items=2)
        for i, answers in enumerate(waves)
    ]
    frame = pl.concat(frames)
    assert given_by(survey_scales(frame), survey_reliability(frame)) <= OF_SURVEYS
