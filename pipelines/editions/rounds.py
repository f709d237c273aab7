"""Rounds: tables of persons as they were published, frozen until enough persons changed (disclosure.md, "Rounds").

What was published cannot be taken back, so a round is part of the archive: corrections, late deliveries and erasures do
not restate it. Beside its tables it keeps who was counted (pseudonyms, as the archive does): the next round must know
how many came and went. Whoever is erased is replaced there by a mark that is nobody.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import polars as pl

MEMBERS = "members"
_SHEET = "round.json"


@dataclass(frozen=True, slots=True)
class Round:
    """The tables of persons of one ``peildatum``, as ``tables`` by name.

    ``members`` says who was counted in what (``population, dimension, code, person_id``), flows left out.
    ``is_fewest`` when it is proven that no safe pattern suppresses fewer cells. ``version`` is that of the program
    whose rules decided; empty of rounds from before it was kept.
    """

    peildatum: dt.date
    frozen_at: dt.datetime
    threshold: int
    is_fewest: bool
    tables: Mapping[str, pl.DataFrame]
    members: pl.DataFrame
    version: str = ""

    @property
    def is_of_these_rules(self) -> bool:
        """Whether this very version of the program decided what is published."""
        return self.version == program_version()


def program_version() -> str:
    """The version of this program."""
    return metadata.version("grensganger")


def read_rounds(folder: Path, as_of: dt.datetime | None = None) -> list[Round]:
    """The rounds of a home, oldest first; with ``as_of`` those frozen by then."""
    found = [_read(place.parent) for place in folder.glob(f"[0-9]*/{_SHEET}")] if folder.is_dir() else []
    known = [one for one in found if as_of is None or one.frozen_at <= as_of]
    return sorted(known, key=lambda one: one.peildatum)


def write_round(folder: Path, one: Round) -> None:
    """Keep a round. It appears by one rename, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f".{one.peildatum.isoformat()}.new"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    for name, rows in {**one.tables, MEMBERS: one.members}.items():
        rows.write_parquet(building / f"{name}.parquet")
    sheet = {
        "peildatum": one.peildatum.isoformat(),
        "frozen_at": one.frozen_at.isoformat(),
        "threshold": one.threshold,
        "is_fewest": one.is_fewest,
        "tables": sorted(one.tables),
        "version": one.version,
    }
    (building / _SHEET).write_text(json.dumps(sheet, indent=2), encoding="utf-8")
    building.replace(folder / one.peildatum.isoformat())


def forget_persons(folder: Path, persons: Collection[str]) -> int:
    """Replace persons who are erased by marks of nobody, and return how many memberships that were.

    That somebody was counted stays: else the next round would tell, by subtraction, who was erased.
    """
    replaced = 0
    for sheet in sorted(folder.glob(f"[0-9]*/{_SHEET}")) if folder.is_dir() else ():
        place = sheet.parent / f"{MEMBERS}.parquet"
        members = pl.read_parquet(place)
        known = sorted(set(persons) & set(members["person_id"]))
        if not known:
            continue
        marks = {person: f"gewist-{secrets.token_hex(8)}" for person in known}
        replaced += members.filter(pl.col("person_id").is_in(known)).height
        beside = place.with_suffix(".new")
        members.with_columns(pl.col("person_id").replace(marks)).write_parquet(beside)
        beside.replace(place)
    return replaced


def _read(place: Path) -> Round:
    sheet = json.loads((place / _SHEET).read_text(encoding="utf-8"))
    return Round(
        dt.date.fromisoformat(sheet["peildatum"]),
        dt.datetime.fromisoformat(sheet["frozen_at"]),
        sheet["threshold"],
        sheet["is_fewest"],
        {name: pl.read_parquet(place / f"{name}.parquet") for name in sheet["tables"]},
        pl.read_parquet(place / f"{MEMBERS}.parquet"),
        sheet.get("version", ""),
    )
