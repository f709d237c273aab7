"""Placements with their professionals and observations, in the size of the aim: invented, and without faults."""

from __future__ import annotations

import io

import numpy as np
import polars as pl

from tests.benchmarks.outcomes_file import SCHOOLS, registers

COMPANIES = 500
FUNCTIONS = ("Gastdocent", "Instructeur", "Senior instructeur", "Docent", "Senior docent")
CONTRACTS = ("Loondienst", "Detachering", "Zzp", "Payroll")
REASONS = ("Volledig naar de school", "Volledig naar het bedrijf", "Beide verlaten", "Pilot beëindigd", "Overig")
QUALIFICATIONS = ("Geen bevoegdheid", "In opleiding", "Tweedegraads bevoegdheid", "Niet vereist")
LAST_DAY = np.datetime64("2026-06-30")


def placement_files(placements: int, seed: int) -> dict[str, bytes]:
    """Registers, professionals, placements and two observations a placement, as files of one run."""
    random = np.random.default_rng(seed)
    number = pl.int_range(placements, eager=True)
    started = np.datetime64("2022-08-01") + random.integers(0, 1200, placements).astype("timedelta64[D]")
    left = started + random.exponential(900, placements).astype(int).astype("timedelta64[D]")
    base = pl.DataFrame(
        {
            "number": number,
            "Plaatsing": pl.select(pl.format("PL{}", pl.lit(number))).to_series(),
            "Professional": pl.select(pl.format("HP{}", pl.lit(number) * 4 // 5)).to_series(),
            "Startdatum": started,
            "left": left,
        }
    ).with_columns(ended=pl.col("left") < pl.lit(LAST_DAY))
    return _with_companies() | {
        "professionals.csv": as_csv(_professionals(base)),
        "plaatsingen.csv": as_csv(_placements(base, random)),
        "behoud.csv": as_csv(_observations(base)),
    }


def _with_companies() -> dict[str, bytes]:
    files = registers()
    companies = [f"bedrijf-{i:03d};Bedrijf {i} (fictief);bedrijf;" for i in range(COMPANIES)]
    return files | {"organisaties.csv": files["organisaties.csv"] + "\r\n".join([*companies, ""]).encode()}


def _professionals(base: pl.DataFrame) -> pl.DataFrame:
    persons = base.select("Professional").unique(maintain_order=True).with_row_index()
    return persons.select(
        "Professional",
        Onderwijssector=pl.lit("mbo"),
        Bevoegdheid=_one_of(QUALIFICATIONS, pl.col("index")),
    )


def _placements(base: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    number = pl.col("number")
    two_digits = pl.format("{}", number % SCHOOLS).str.zfill(2)
    return base.select(
        "Plaatsing",
        "Professional",
        "Startdatum",
        pl.format("pilot-{}", two_digits).alias("Pilot"),
        pl.format("school-{}", two_digits).alias("School"),
        pl.format("bedrijf-{}", pl.format("{}", number % COMPANIES).str.zfill(3)).alias("Bedrijf"),
        _one_of(FUNCTIONS, number // 3).alias("Functie"),
        _one_of(CONTRACTS, number // 5).alias("Contract school"),
        _one_of(CONTRACTS, number // 7).alias("Contract bedrijf"),
        pl.Series("FTE school", random.integers(1, 11, base.height) / 10),
        pl.Series("FTE bedrijf", random.integers(0, 6, base.height) / 10),
        _followed_from(number).alias("Gevolgd vanaf"),
        _one_of(("ja", "nee"), number // 11).alias("Coach of buddy"),
    )


def _followed_from(number: pl.Expr) -> pl.Expr:
    """Two in three from their start, the others up to a year later: late entry makes risk sets of their own."""
    late = pl.duration(days=pl.when(number % 3 == 0).then(number % 365).otherwise(0))
    return (pl.col("Startdatum") + late).cast(pl.Date)


def _observations(base: pl.DataFrame) -> pl.DataFrame:
    """Half a year after the start, when the placement still ran, and on the last day."""
    halfway = pl.col("Startdatum").dt.offset_by("180d")
    nothing = {"Einddatum": pl.lit(None, pl.Date), "Reden vertrek": pl.lit(None, pl.String)}
    during = base.filter(halfway < pl.min_horizontal("left", pl.lit(LAST_DAY))).select(
        "Plaatsing", halfway.alias("Peildatum"), pl.lit("Actief").alias("Status"), **nothing
    )
    last = base.select(
        "Plaatsing",
        pl.lit(LAST_DAY).cast(pl.Date).alias("Peildatum"),
        pl.when("ended").then(pl.lit("Gestopt")).otherwise(pl.lit("Actief")).alias("Status"),
        pl.when("ended").then("left").alias("Einddatum"),
        pl.when("ended").then(_one_of(REASONS, pl.col("number"))).alias("Reden vertrek"),
    )
    return pl.concat([during, last])


def _one_of(values: tuple[str, ...], at: pl.Expr) -> pl.Expr:
    return (at % len(values)).replace_strict(list(range(len(values))), list(values), return_dtype=pl.String)


def as_csv(frame: pl.DataFrame) -> bytes:
    """As a Dutch spreadsheet writes it: semicolons, decimal commas, day-month-year."""
    buffer = io.BytesIO()
    frame.write_csv(buffer, separator=";", line_terminator="\r\n", date_format="%d-%m-%Y", decimal_comma=True)
    return buffer.getvalue()
