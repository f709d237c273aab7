"""The domain: what a contract, a field and a rule are. Everything else is derived from these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType


class Delivery(StrEnum):
    """How a new delivery relates to the partner's earlier ones."""

    SNAPSHOT = "snapshot"
    INCREMENT = "increment"


class Privacy(StrEnum):
    """Privacy class of a field: ``id`` is pseudonymised on intake, ``conf`` stays in the kernteam edition."""

    ID = "id"
    CONF = "conf"
    INTERN = "intern"
    OPENBAAR = "openbaar"


DISCLOSURE_CLASSES = ("openbaar", "personen", "gevoelig", "intern")
"""What a mart or an indicator may be shown of, and to whom (disclosure.md)."""


class Severity(StrEnum):
    """An error rejects the row; a warning is told and kept."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """What a field's cells are, and so how they are read and stored."""

    TEXT = "text"
    SLUG = "slug"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"
    SCHOOL_YEAR = "school_year"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the partnership."""

    nl: str
    en: str

    def format(self, **values: object) -> Text:
        return Text(self.nl.format(**values), self.en.format(**values))


@dataclass(frozen=True, slots=True)
class Code:
    """An allowed value. ``neutral`` values may be shown even when everybody has them (disclosure.md)."""

    code: str
    label: Text
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a number; each of the four says by its name whether it is inclusive."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None

    def __bool__(self) -> bool:
        return any(limit is not None for limit in (self.low, self.high))

    @property
    def low(self) -> float | None:
        return self.minimum if self.exclusive_minimum is None else self.exclusive_minimum

    @property
    def high(self) -> float | None:
        return self.maximum if self.exclusive_maximum is None else self.exclusive_maximum


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that points at the key of another dataset."""

    dataset: str
    field: str
    where: Mapping[str, tuple[str, ...]] = attribute(default_factory=lambda: MappingProxyType({}))
    also_allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """Replace the value by a keyed pseudonym; ``issuer`` is a constant or the name of a field of the row."""

    kind: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The form that a text must have."""

    rule_id: str
    regex: str
    severity: Severity
    message: Text


@dataclass(frozen=True, slots=True)
class RowRule:
    """A condition over columns of one row, as an SQL CHECK: null passes.

    ``columns`` may hold ``reference_field.column`` (of the row pointed at), ``earlier.column`` (the value now
    current for the same key), ``standing.column`` (what most current rows have with which the row shares the fields
    of ``standing``), ``received_on`` and ``partner_id``. The first column is the cell to mend.
    """

    rule_id: str
    columns: tuple[str, ...]
    condition: str
    when: str | None
    severity: Severity
    message: Text
    standing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a dataset: everything that is known of it.

    A field with ``codes`` holds one of these and nothing else. A label of ``spellings`` is read as its code, too, but
    other values are values as well.
    """

    name: str
    label: Text
    description: Text
    kind: Kind
    required: bool
    privacy: Privacy
    key_position: int | None = None
    codes: tuple[Code, ...] = ()
    code_list: str | None = None
    bounds: Bounds = Bounds()
    pattern: Pattern | None = None
    reference: Reference | None = None
    pseudonym: Pseudonym | None = None
    headers: tuple[str, ...] = ()
    found_in: str = ""
    unit: str = ""
    example: str = ""
    confidential_when: Mapping[str, tuple[str, ...]] = attribute(default_factory=lambda: MappingProxyType({}))
    spellings: tuple[Code, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every header under which a deliverer may write this field, as `folded` compares them."""
        return tuple(folded(name) for name in (self.label.nl, self.name, self.label.en, *self.headers))

    @property
    def is_withheld(self) -> bool:
        """True when a value of this field never appears in a message, a log or a receipt."""
        return self.privacy in (Privacy.ID, Privacy.CONF) or bool(self.confidential_when)


@dataclass(frozen=True, slots=True)
class Contract:
    """One dataset: its fields, its rules and how it is delivered."""

    dataset: str
    version: str
    label: Text
    description: Text
    purpose: Text
    delivery: Delivery
    retention_years: int
    fields: tuple[Field, ...]
    row_rules: tuple[RowRule, ...]
    file: Path
    file_names: tuple[str, ...] = ()
    retention_reason: str = ""

    @property
    def file_words(self) -> frozenset[str]:
        """What the name of a file of this dataset may begin with, as `folded` compares it."""
        return frozenset(folded(n) for n in (self.dataset, self.label.nl, self.label.en, *self.file_names))

    @property
    def key(self) -> tuple[str, ...]:
        keyed = [f for f in self.fields if f.key_position is not None]
        return tuple(f.name for f in sorted(keyed, key=lambda f: f.key_position or 0))

    @property
    def references(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.reference)

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


@lru_cache(maxsize=4096)  # headers, codes and labels come by again and again
def folded(text: str) -> str:
    """Text as headers and codes are compared: without case, accents, spaces, hyphens and underscores."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\s\-_‐-―]+", "", letters)
