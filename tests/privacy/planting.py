"""Fuzzed deliveries with personal data planted in them, and the search for it in everything that a home holds."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import xlsxwriter

SYLLABLES = ("quor", "zwi", "bax", "dru", "fen", "gol", "jyp", "kro", "lum", "mav", "nex", "piq", "rud", "sev", "tux")
Row = dict[str, str]

GOOD: dict[str, Row] = {
    "professionals": {"Professional": "HP{n}", "Onderwijssector": "mbo", "Jaren hybride": "2", "Vakrichting": "Lassen"},
    "plaatsingen": {
        "Plaatsing": "PL{n}",
        "Professional": "HP1",
        "Pilot": "P1",
        "School": "roc-a",
        "Bedrijf": "bedrijf-c",
        "Functie": "docent",
        "FTE school": "0,4",
        "Startdatum": "1-10-2025",
        "Gevolgd vanaf": "1-10-2025",
    },
    "behoud": {"Plaatsing": "PL{n}", "Peildatum": "1-12-2025", "Status": "actief"},
    "leeropbrengsten": {
        "Student": "S{n}",
        "School": "roc-a",
        "Schooljaar": "2025-2026",
        "Groep": "G1",
        "Aandeel hybride": "0,4",
        "Uitkomst": "vakkennis",
        "Meting": "voor",
        "Meetdatum": "1-10-2025",
        "Score": "3",
        "Schaal min": "1",
        "Schaal max": "5",
    },
    "peerreviews": {
        "Review": "R1",
        "Bevinding": "B{n}",
        "Beoordeelde": "roc-a",
        "Beoordelaar": "roc-b",
        "Datum": "1-3-2026",
        "Thema": "opleiden",
        "Niveau": "2",
        "Soort": "valkuil",
        "Tekst": "Fictief",
    },
    "fasebesluiten": {"Onderdeel": "P1", "Datum": "{n}-3-2026", "Fase": "starten", "Besluit": "door", "Reden": "Klaar"},
}
IDS = {"professionals": "Professional", "plaatsingen": "Professional", "leeropbrengsten": "Student"}
FREE = {"professionals": "Vakrichting", "peerreviews": "Tekst", "fasebesluiten": "Reden"}
# Cells that a rule checks, and that no contract lets be anything: numbers of placements and groups are not among them.
CHECKED = {
    "professionals": ["Onderwijssector", "Jaren hybride"],
    "plaatsingen": ["Pilot", "School", "Bedrijf", "Functie", "FTE school", "Startdatum"],
    "behoud": ["Plaatsing", "Peildatum", "Status"],
    "leeropbrengsten": ["School", "Schooljaar", "Aandeel hybride", "Uitkomst", "Meting", "Meetdatum", "Score"],
    "peerreviews": ["Beoordeelde", "Beoordelaar", "Datum", "Thema", "Niveau", "Soort"],
    "fasebesluiten": ["Onderdeel", "Datum", "Fase", "Besluit"],
}


@dataclass
class Planted:
    """What may be found nowhere (``secrets``), and what stands where its deliverer was to put it (``allowed``)."""

    rng: random.Random
    secrets: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def secret(self, *kinds: str) -> str:
        made = {"name": self._name, "bsn": self._bsn, "email": self._email, "phone": self._phone}
        found = made[self.rng.choice(kinds or tuple(made))]()
        self.secrets.append(found)
        return found

    def name(self) -> str:
        """A name where a name is allowed: nothing can tell it from another word."""
        self.allowed.append(self._name())
        return self.allowed[-1]

    def _word(self) -> str:
        return "".join(self.rng.choice(SYLLABLES) for _ in range(6)).capitalize()

    def _name(self) -> str:
        return f"{self._word()} {self._word()}"

    def _bsn(self) -> str:
        while True:
            digits = [self.rng.randint(1, 9) for _ in range(8)]
            last = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
            if last < 10:
                return "".join(map(str, [*digits, last]))

    def _email(self) -> str:
        return f"{self._word().lower()}.{self._word().lower()}@voorbeeld.example"

    def _phone(self) -> str:
        return f"06-{self.rng.randint(10_000_000, 99_999_999)}"


def fuzzed(planted: Planted, number: int) -> tuple[str, bytes]:
    """A file name and its content: a few good rows, and personal data in some of the places where people leave it."""
    rng = planted.rng
    word = rng.choice(sorted(GOOD))
    rows = [{h: c.format(n=number * 10 + i) for h, c in GOOD[word].items()} for i in range(1, rng.choice((3, 5, 24)))]
    if word == "fasebesluiten":
        rows = [row | {"Datum": f"{i}-3-2026"} for i, row in enumerate(rows, 1)]
    titles: list[str] = []
    for place in rng.sample(sorted(PLACES), k=rng.randint(1, 4)):
        PLACES[place](planted, word, rows, titles)
    name = word + rng.choice(("", f"_{number}", f"_{planted.secret()}", f" {planted.secret()}"))
    if rng.random() < 0.4:
        return f"{name}.xlsx", as_workbook(planted, rows, titles)
    return f"{name}.csv", as_text(rows, titles).encode(rng.choice(("utf-8", "cp1252", "utf-16")))


def in_an_id(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    if word in IDS:
        planted.rng.choice(rows)[IDS[word]] = planted.secret()


def in_an_unknown_column(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    header = planted.rng.choice(("Naam", "Contact", "Mobiel", "BSN", "Opmerking", ""))
    for row in rows:
        row[header] = planted.secret() if planted.rng.random() < 0.7 else ""


def in_a_header(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    header = planted.secret()
    for row in rows:
        row[header] = "1"


def in_a_checked_cell(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    planted.rng.choice(rows)[planted.rng.choice(CHECKED[word])] = planted.secret()


def in_the_text_of_a_rejected_row(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    if word in FREE:
        planted.rng.choice(rows).update({FREE[word]: f"Gesproken met {planted.secret()}", CHECKED[word][-1]: "onzin"})


def in_a_text(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    """A BSN, an address or a number rejects the row; a name does not, and stays in a row that is accepted."""
    if word in FREE:
        planted.rng.choice(rows)[FREE[word]] = f"Bereikbaar: {planted.secret('bsn', 'email', 'phone')}."


def in_a_title(planted: Planted, word: str, rows: list[Row], titles: list[str]) -> None:
    titles.append(f"Lijst van {planted.secret()}")


PLACES = {
    place.__name__: place
    for place in (
        in_an_id,
        in_an_unknown_column,
        in_a_header,
        in_a_checked_cell,
        in_the_text_of_a_rejected_row,
        in_a_text,
        in_a_title,
    )
}


def as_text(rows: list[Row], titles: list[str]) -> str:
    out = io.StringIO(newline="")
    out.writelines(f"{title}\n" for title in titles)
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_workbook(planted: Planted, rows: list[Row], titles: list[str]) -> bytes:
    """A workbook with a person in its properties, its sheet's name, beside the table and on another sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": planted.secret("name"), "comments": planted.secret()})
        sheet = book.add_worksheet(planted.secret("name")[:31])
        lines = [[title] for title in titles] + [list(rows[0]), *([*row.values()] for row in rows)]
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        sheet.write_string(len(titles) + 1, len(rows[0]) + 2, planted.secret())
        second = book.add_worksheet(planted.secret("name")[:31])
        if planted.rng.random() < 0.3:
            second.write_row(0, 0, list(rows[0]))  # the same table twice: refused, with the names of both sheets
            second.write_row(1, 0, list(rows[-1].values()))
        else:
            second.write_string(0, 0, planted.secret())
    return out.getvalue()


def everything_under(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file with its name, its bytes as text, and its content decoded: every value of every table."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        texts = [path.name, *(content.decode(encoding, "ignore") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))]
        if path.suffix == ".parquet":
            texts.append(pl.read_parquet(path).write_json())
        elif path.suffix == ".duckdb":
            texts += tables_of(path)
        elif path.suffix == ".json":
            texts.append(json.dumps(json.loads(content), ensure_ascii=False))
        elif path.suffix == ".gz":
            texts.append(gzip.decompress(content).decode("utf-8", "ignore"))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as members:
                texts += [members.read(name).decode("utf-8", "ignore") for name in members.namelist()]
        yield str(path.relative_to(folder)), "\n".join(texts).casefold()


def tables_of(path: Path) -> Iterator[str]:
    with duckdb.connect(str(path), read_only=True) as con:
        query = "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE'"
        for schema, table in con.sql(query).fetchall():
            rows: list[tuple[Any, ...]] = con.sql(f'from "{schema}"."{table}"').fetchall()
            yield "\n".join([table, *("\x1f".join(map(str, row)) for row in rows)])


def traces_of(secret: str) -> list[str]:
    """How a secret may be found: whole, or a part of it that is nobody else's."""
    parts = secret.replace("@voorbeeld.example", "").replace("06-", "").replace(".", " ").split()
    return [part.casefold() for part in {secret, *parts}]
