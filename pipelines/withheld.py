"""What the archive writes down of what a deliverer wrote: nothing that may tell who somebody is.

The deliverer reads the value in the message, and has the file. The home keeps of a rejected value only what cannot be
a name: what has no letters (but for words such as ``fte``), what reads as its field's kind, what is nearly a code or a
known number, and what has the form of a number of our own (``PL0007``). What looks like a BSN, an e-mail address, a
telephone number or a birth date is told to nobody.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipelines.catalogue import Catalogue
from pipelines.cells import READERS
from pipelines.contracts import Contract, Field, Kind, Text, folded
from pipelines.personal_data import Looks, look_alikes, masked

WITHHELD = "…"
_OWN_NUMBER = re.compile(r"(?:[A-Za-z]{1,2}|[A-Z]{3})[-_]?\d[\d_-]*|#[A-Z0-9/!?]+")  # PL0007, #N/A
_BESIDE_NUMBERS = frozenset(("ca", "circa", "fte", "uur", "uren", "jaar", "jaren", "euro", "eur", "procent", "nvt"))
_NEAREST = 0.7  # as messages take for "did you mean"
_NEAREST_TARGET = 0.85  # one or two letters of an organisation's number
_ABBREVIATION = 4  # letters; ROC, HBO, AFAS
_IN_FILE_NAMES = (
    "levering ronde export kopie versie definitief concept retour correctie nieuw school bedrijf pilot blad data test "
    "alle januari februari maart april mei juni juli augustus september oktober november december delivery round copy "
    "version final correction new all january february march may june july august october"
)
_ORDINARY = frozenset(_IN_FILE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Quoting(Text):
    """A text that quotes what was delivered, and the text that the archive keeps in its place."""

    kept: str


def kept(text: Text) -> str:
    """What the archive keeps of a text for deliverers, in Dutch."""
    return text.kept if isinstance(text, Quoting) else text.nl


def told_value(value: str, field: Field, on: dt.date) -> str | None:
    """A rejected value as its deliverer reads it back; None for one that looks like personal data.

    An old date in a column of dates is read back: it is what the column asks for, and what is to be mended.

    Args:
        on: the day of the delivery, against which a birth date is recognised.
    """
    expected = {Looks.BIRTH_DATE} if field.kind is Kind.DATE else set[Looks]()
    return None if field.is_withheld or look_alikes(value, on) - expected else value


def kept_value(value: str, field: Field, on: dt.date, targets: Collection[str] = ()) -> str | None:
    """A rejected value as the archive keeps it; None where it may be a name, too.

    Args:
        targets: what a reference may be to; a value that is nearly one of these is a mistake in writing it.
    """
    is_safe = not field.is_withheld and not look_alikes(value, on)
    return value if is_safe and _cannot_be_a_name(value, field, targets) else None


def kept_file_name(name: str, catalogue: Catalogue, on: dt.date) -> str:
    """The name of a delivered file without what looks like personal data, nor words with a capital that nobody knows.

    ``Plaatsingen Jan Jansen.xlsx`` is kept as ``Plaatsingen … ….xlsx``. A surname in small letters stays: it cannot be
    told from another word.
    """
    known = _ORDINARY.union(*(_words_of(contract) for contract in catalogue.contracts.values()))
    parts = [masked(part, on) for part in re.split(r"([_ ]+)", masked(Path(name).stem, on))]
    stem = re.sub(r"[^\W\d_]+", lambda m: m[0] if _is_ordinary(m[0], known) else WITHHELD, "".join(parts))
    return WITHHELD if masked(name, on) == WITHHELD else stem + Path(name).suffix


def _cannot_be_a_name(value: str, field: Field, targets: Collection[str]) -> bool:
    words = re.findall(r"[^\W\d_]+", value.casefold().replace(".", ""))
    if _BESIDE_NUMBERS.issuperset(words) or _OWN_NUMBER.fullmatch(value):
        return True
    if field.kind in READERS and READERS[field.kind](value) is not None:
        return True
    labels = [folded(name) for c in field.codes for name in (c.code, c.label.nl, c.label.en)]
    is_label = difflib.get_close_matches(folded(value), labels, n=1, cutoff=_NEAREST)
    return bool(is_label or difflib.get_close_matches(value, targets, n=1, cutoff=_NEAREST_TARGET))


def _words_of(contract: Contract) -> frozenset[str]:
    """What a file of a dataset may be called, word by word."""
    named = re.findall(r"[^\W\d_]+", f"{contract.dataset} {contract.label.nl} {contract.label.en}")
    return contract.file_words | {folded(word) for word in named}


def _is_ordinary(word: str, known: Collection[str]) -> bool:
    is_abbreviation = word.isupper() and len(word) <= _ABBREVIATION
    return word.islower() or is_abbreviation or folded(word) in known
