"""What the names in an edition are called in one language. The edition itself says so; the catalogues do not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dashboard import access
from dashboard.language import Language
from dashboard.warehouse import Edition, rows

UNKNOWN = "onbekend"
PROGRAMME = access.PROGRAMME

# Which field of which dataset a stratum or an attribute of placements is, and which code list its values are from.
_FIELD_OF_STRATUM = {
    "school_sector": ("professionals", "school_sector", "school_sector"),
    "function": ("placements", "function", "function"),
    "contract_school": ("placements", "contract_school", "contract"),
    "coach": ("placements", "coach", "yes_no"),
    "size_class": ("organisations", "size_class", "size_class"),
    "pilot_id": ("placements", "pilot_id", "pilot"),
    "school_id": ("student_outcomes", "school_id", "organisation"),
    "school_year": ("student_outcomes", "school_year", "school_year"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by kind (a code list, ``dataset``, ``organisation``, ``pilot``, …) and name."""

    language: Language
    names: dict[tuple[str, str], str]

    def of(self, kind: str, name: str | None) -> str:
        """The label; of an unknown name the name itself."""
        if name is None or name == UNKNOWN:
            return self.language.text("algemeen.onbekend")
        return self.names.get((kind, name), name)

    def codes(self, code_list: str) -> list[str]:
        """The codes of a list, in its order."""
        return [name for kind, name in self.names if kind == code_list]

    def scope(self, name: str) -> str:
        """A pilot's name, or the partnership as a whole."""
        return self.language.text("algemeen.programma") if name == PROGRAMME else self.of("pilot", name)

    def partner(self, name: str) -> str:
        """The name of who delivers."""
        return self.language.text("algemeen.kernteam") if name == PROGRAMME else self.of("organisation", name)

    def stratum_by(self, name: str) -> str:
        """What a division of placements is called."""
        if name in _FIELD_OF_STRATUM:
            dataset, field, _ = _FIELD_OF_STRATUM[name]
            return self.of(f"field.{dataset}", field)
        return self.language.text(f"verdeling.{name}")

    def stratum(self, stratum_by: str, name: str) -> str:
        """What one part of a division is called."""
        if stratum_by == "school_year" and name != UNKNOWN:
            return f"{name}-{int(name) + 1}"
        if self.language.has(own := f"deel.{stratum_by}.{name}"):  # "ja" says nothing beside a curve
            return self.language.text(own)
        if name == UNKNOWN or stratum_by in _FIELD_OF_STRATUM:
            return self.of(_FIELD_OF_STRATUM.get(stratum_by, ("", "", ""))[2], name)
        return self.language.text(f"deel.{name}")


@lru_cache(maxsize=16)
def labels(edition: Edition, code: str) -> Labels:
    """The labels of an edition in a language."""
    label = f"label_{code}"
    codes = rows(edition, "codes").select("code_list", "code", label)
    fields = rows(edition, "fields").select(pl.lit("field.") + pl.col("dataset"), "field", label)
    names = {(kind, name): text for found in (codes, fields) for kind, name, text in found.iter_rows()}
    for question, kind, name, column in (
        ("datasets", "dataset", "dataset", label),
        ("phases", "phase", "phase", label),
        ("criteria", "criterion", "criterion_id", label),
        ("organisations", "organisation", "organisation_id", "name"),
        ("pilots", "pilot", "pilot_id", "name"),
    ):
        found = rows(edition, question)
        names |= {(kind, key): text for key, text in found.select(name, column).iter_rows()}
    return Labels(Language(code), names)
