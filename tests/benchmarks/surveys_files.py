"""Surveys of four waves with their invitations, so that the timed build has those too: invented, and without faults."""

from __future__ import annotations

import numpy as np
import polars as pl

from tests.benchmarks.outcomes_file import SCHOOLS
from tests.benchmarks.placements_files import as_csv

RESPONDENTS = 100  # a school; each leaves out one wave in five
WAVES = ("2025-1", "2025-2", "Voormeting", "Nameting")
SCALES = {"autonomie": 3, "werkdruk": 4}
STANDING = {"Rol": pl.lit("hp"), "Context": pl.lit("school")}


def survey_files(seed: int) -> dict[str, bytes]:
    """Answers and invitations, as files of one run."""
    answers = _answers(np.random.default_rng(seed))
    asked = answers.select("Organisatie", *STANDING, "Meting").unique(maintain_order=True)
    return {
        "vragenlijsten.csv": as_csv(answers),
        "uitnodigingen.csv": as_csv(asked.with_columns(Uitgenodigd=pl.lit(RESPONDENTS))),
    }


def _answers(random: np.random.Generator) -> pl.DataFrame:
    number, school = pl.col("number"), pl.format("{}", pl.col("number") % SCHOOLS).str.zfill(2)
    persons = pl.DataFrame({"number": range(SCHOOLS * RESPONDENTS)})
    waves = pl.DataFrame({"Meting": WAVES}).with_row_index("wave")
    items = pl.DataFrame([{"Schaal": s, "Vraag": i} for s, count in SCALES.items() for i in range(1, count + 1)])
    asked = persons.join(waves, how="cross").filter((number + pl.col("wave")) % 5 > 0).join(items, how="cross")
    return asked.select(
        pl.format("R{}", number).alias("Respondent"),
        pl.format("school-{}", school).alias("Organisatie"),
        "Meting",
        "Schaal",
        "Vraag",
        pl.Series("Score", random.integers(1, 6, asked.height)),
        pl.lit(1).alias("Schaal min"),
        pl.lit(5).alias("Schaal max"),
        **STANDING,
    )
