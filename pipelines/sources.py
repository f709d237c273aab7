"""The only reader of delivered files: every cell as text, with the row number that a spreadsheet shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Text, folded
from pipelines.errors import DeliveryRefused
from pipelines.sources_csv import read_csv
from pipelines.sources_xlsx import read_xlsx
from pipelines.tables import SeveralSheets, Table, UnreadableFile
from pipelines.withheld import Quoting

_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file as it was delivered: its bytes are read once, so that what is hashed is what is read."""

    name: str
    content: bytes
    sha256: str

    @classmethod
    def read(cls, path: Path) -> DeliveredFile:
        return cls.of(path.name, path.read_bytes())

    @classmethod
    def of(cls, name: str, content: bytes) -> DeliveredFile:
        return cls(name, content, hashlib.sha256(content).hexdigest())

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


def files_of(path: Path) -> list[Path]:
    """The file itself, or the own files of a folder: not recursive, without dot files and lock files of Office."""
    if path.is_file():
        return [path]
    return sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))


def read_table(file: DeliveredFile, known_headers: Collection[str], messages: Mapping[str, Text]) -> Table:
    """The cells of a delivered file below the line that looks most like a line of column names.

    Args:
        known_headers: folded names of the columns that may be expected; they tell where the header line is.

    Raises:
        DeliveryRefused: the file is empty, not what its name says it is, or has the data on more than one sheet.
    """
    try:
        table = _reader_of(file)(file.content, known_headers)
    except UnreadableFile as error:
        message = messages["refused_unreadable"].format(form=file.suffix.lstrip(".") or "csv", cause=error)
        raise DeliveryRefused("unreadable", message) from error
    except SeveralSheets as error:
        text, count = messages["refused_several_sheets"], messages["sheets_withheld"].format(count=len(error.names))
        told = text.format(sheets=", ".join(error.names))
        raise DeliveryRefused("several_sheets", Quoting(told.nl, told.en, text.nl.format(sheets=count.nl))) from error
    if not any(table.header):
        raise DeliveryRefused("empty", messages["refused_empty"])
    return table


def _reader_of(file: DeliveredFile) -> Callable[[bytes, Collection[str]], Table]:
    is_zip = file.content.startswith(_ZIP_MAGIC)
    if file.suffix == ".xlsx":
        if file.content and not is_zip:
            raise UnreadableFile("de inhoud is geen Excel-werkmap")
        return read_xlsx
    if file.suffix not in _TEXT_SUFFIXES:
        raise UnreadableFile("alleen xlsx en csv worden gelezen")
    if is_zip:
        raise UnreadableFile("de inhoud is een Excel-werkmap of zip-bestand")
    return read_csv


def recognised(file: DeliveredFile, catalogue: Catalogue) -> Contract | None:
    """The dataset that a file holds: by the first word or two of its name, else by its column names."""
    words = re.findall(r"[^\W\d_]+", Path(file.name).stem)
    for count in (2, 1):
        first = folded("".join(words[:count]))
        for contract in catalogue.contracts.values():
            if first in contract.file_words:
                return contract
    return _recognised_by_headers(file, catalogue)


def _recognised_by_headers(file: DeliveredFile, catalogue: Catalogue) -> Contract | None:
    every_header = {name for c in catalogue.contracts.values() for f in c.fields for name in f.names}
    try:
        found = {folded(h) for h in read_table(file, every_header, catalogue.messages).header}
    except DeliveryRefused:
        return None
    fitting = [c for c in catalogue.contracts.values() if all(found & set(f.names) for f in c.fields if f.required)]
    ranked = sorted(fitting, key=lambda c: -sum(bool(found & set(f.names)) for f in c.fields))
    return ranked[0] if ranked else None
