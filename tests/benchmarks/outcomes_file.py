"""The delivery that is timed: student outcomes as a Dutch school writes them, some of them with a fault."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import polars as pl

ROWS_A_PUPIL = 10  # five outcomes, before and after
BAD_SHARE = 0.01
SCHOOLS = 20
GROUP_SIZE = 25
OUTCOMES = ("Vakkennis", "Praktijkvaardigheid", "Beroepshouding", "Motivatie techniek", "Beroepsbeeld")
HEADERS = {
    "student_id": "Student",
    "school_id": "School",
    "pilot_id": "Pilot",
    "school_year": "Schooljaar",
    "group_id": "Groep",
    "programme_code": "Opleidingscode",
    "hybrid_share": "Aandeel hybride",
    "outcome": "Uitkomst",
    "wave": "Meting",
    "measured_on": "Meetdatum",
    "score": "Score",
    "scale_min": "Schaal min",
    "scale_max": "Schaal max",
}
FAULTS: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "score": lambda _: pl.lit("vier"),
    "outcome": lambda _: pl.lit("houding"),
    "measured_on": lambda _: pl.lit("31-02-2026"),
    "hybrid_share": lambda _: pl.lit("1,5"),
    "school_id": lambda _: pl.lit("school-onbekend"),
    "pilot_id": lambda _: pl.lit("pilot-onbekend"),
    "programme_code": lambda code: pl.lit("X") + code,
    "group_id": lambda _: pl.lit(None, pl.String),
    "scale_max": lambda _: pl.lit("0"),
}
"""A fault a column; beside these, some rows are delivered twice."""


def registers() -> dict[str, bytes]:
    """The files that the outcomes refer to."""
    schools = [f"school-{i:02d};School {i} (fictief);mbo;99ZZ" for i in range(SCHOOLS)]
    pilots = [f"pilot-{i:02d};Pilot {i};school-{i:02d};opleiden;01-08-2024" for i in range(SCHOOLS)]
    return {
        "organisaties.csv": _lines("Organisatie;Naam;Soort;BRIN", schools),
        "pilots.csv": _lines("Pilot;Naam;Penvoerder;Spoor;Startdatum", pilots),
    }


def outcomes_csv(rows: int, seed: int) -> bytes:
    """`;`, decimal comma, day-month-year, CRLF; one row in a hundred has a fault."""
    random = np.random.default_rng(seed)
    frame = _with_faults(_without_faults(rows, random), random)
    buffer = io.BytesIO()
    frame.rename(HEADERS).write_csv(buffer, separator=";", line_terminator="\r\n")
    return buffer.getvalue()


def _without_faults(rows: int, random: np.random.Generator) -> pl.DataFrame:
    number = np.arange(rows)
    pupil, of_pupil = number // ROWS_A_PUPIL, number % ROWS_A_PUPIL
    group = pupil // GROUP_SIZE
    school, is_after = group % SCHOOLS, of_pupil % 2 == 1
    score = np.clip(3 + random.normal(0, 0.7, rows) + 0.3 * is_after, 1, 5)
    base = pl.DataFrame(
        {
            "pupil": pupil,
            "group": group,
            "school": school,
            "outcome": np.array(OUTCOMES)[of_pupil // 2],
            "is_after": is_after,
            "share": np.array(["0", "0,15", "0,25", "0,4"])[group % 4],
            "day": random.integers(1, 29, rows),
            "score": np.round(score, 2),
        }
    )
    two_digits = pl.col("day").cast(pl.String).str.zfill(2)
    return base.select(
        student_id=pl.format("S{}", pl.col("pupil").cast(pl.String).str.zfill(6)),
        school_id=pl.format("school-{}", pl.col("school").cast(pl.String).str.zfill(2)),
        pilot_id=pl.when(pl.col("share") != "0").then(
            pl.format("pilot-{}", pl.col("school").cast(pl.String).str.zfill(2))
        ),
        school_year=pl.lit("2025-2026"),
        group_id=pl.format("G{}", "group"),
        programme_code=pl.format("{}", 25_000 + pl.col("group") % 40),
        hybrid_share="share",
        outcome="outcome",
        wave=pl.when("is_after").then(pl.lit("Nameting")).otherwise(pl.lit("Voormeting")),
        measured_on=pl.when("is_after")
        .then(pl.format("{}-06-2026", two_digits))
        .otherwise(pl.format("{}-09-2025", two_digits)),
        score=pl.col("score").cast(pl.String).str.replace(".", ",", literal=True),
        scale_min=pl.lit("1"),
        scale_max=pl.lit("5"),
    )


def _with_faults(frame: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    kinds = len(FAULTS) + 1
    bad = random.permutation(frame.height)[: int(frame.height * BAD_SHARE)]
    fault = np.full(frame.height, -1)
    fault[bad] = np.arange(len(bad)) % kinds
    frame = frame.with_columns(fault=fault)
    changed = [
        pl.when(pl.col("fault") == i).then(change(pl.col(name))).otherwise(pl.col(name)).alias(name)
        for i, (name, change) in enumerate(FAULTS.items())
    ]
    frame = frame.with_columns(changed)
    twice = frame.filter(pl.col("fault") == kinds - 1)
    return pl.concat([twice, frame]).head(frame.height).drop("fault")


def _lines(header: str, lines: list[str]) -> bytes:
    return "\r\n".join([header, *lines, ""]).encode()
