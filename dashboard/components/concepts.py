"""Everything that has a definition in an edition: terms, phases, criteria, indicators, datasets, fields, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard.components.markup import Markup, element, joined
from dashboard.components.tables import dutch
from dashboard.components.view import View

Row = dict[str, Any]
Fact = tuple[str, str]

TERM, PHASE, CRITERION, INDICATOR = "term", "fase", "criterium", "indicator"
DATASET, FIELD, THRESHOLD = "dataset", "veld", "drempel"
_DEFINED_HERE = {"criterion": CRITERION, "indicator": INDICATOR, "phase": PHASE}  # code lists that are concepts
KINDS = (TERM, PHASE, CRITERION, INDICATOR, DATASET, FIELD, THRESHOLD)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a word or a number means.

    Args:
        names: by which a link finds it, its own first: ``placements.fte_school`` of a field.
        facts: what else there is to say, as label and text; a label without text is left out.
        part_of: the dataset, theme or phase under which it stands; ``within`` is what stands under this one.
        also: what it is searched by besides, such as its name in the other language.
    """

    kind: str
    names: tuple[str, ...]
    title: str
    meaning: str
    facts: tuple[Fact, ...] = ()
    part_of: str = ""
    within: str = ""
    also: str = ""

    @property
    def address(self) -> str:
        """As it stands in a link."""
        return f"{self.kind}.{self.names[0]}"

    @property
    def searched(self) -> str:
        facts = (text for _, text in self.facts)
        return " ".join((self.title, self.meaning, *facts, self.part_of, *self.names, self.also))


def concept_link(view: View, kind: str, name: str, text: str) -> Markup:
    """A word that leads to its meaning."""
    return element("a", text, href=view.link("begrippen", begrip=f"{kind}.{name}"), target="_self")


def concept_named(concepts: list[Concept], address: str | None) -> Concept | None:
    """The concept that a link names; a figure of an indicator leads to that indicator."""
    kind, _, name = (address or "").partition(".")
    return next((c for c in concepts if c.kind == kind and name in c.names), None)


def concepts_of(view: View) -> list[Concept]:
    """Every concept of this edition, kind after kind."""
    indicators = _indicators(view) if view.holds("indicator_meanings") else ()
    every = (_terms(view), _phases(view), _criteria(view), indicators, _datasets(view), _fields(view), _limits(view))
    return [concept for found in every for concept in found]


def _terms(view: View) -> Iterator[Concept]:
    code, other = view.language.code, view.language.other.code
    for row in view.ask("terms").to_dicts():
        name, also = row[f"label_{code}"], row[f"label_{other}"]
        yield Concept(TERM, (row["term"],), name[:1].upper() + name[1:], row[f"meaning_{code}"], also=also)


def _phases(view: View) -> Iterator[Concept]:
    code, other = view.language.code, view.language.other.code
    for row in view.ask("phases").to_dicts():
        title = f"{row['position']} {row[f'label_{code}']}"
        within, also = row[f"label_{code}"], row[f"label_{other}"]
        yield Concept(PHASE, (row["phase"],), title, row[f"description_{code}"], within=within, also=also)


def _criteria(view: View) -> Iterator[Concept]:
    code, t = view.language.code, view.language.text
    for row in view.ask("criteria").to_dicts():
        facts = (
            (t("begrip.bewijs"), row[f"evidence_{code}"]),
            (t("begrip.beoordelaar"), row[f"assessor_{code}"]),
            (t("begrip.geteld"), row[f"counted_{code}"] or ""),
        )
        title = f"{row['criterion_id']} {row[f'label_{code}']}"
        phase = view.labels.of("phase", row["phase"])
        also = row[f"label_{view.language.other.code}"]
        yield Concept(CRITERION, (row["criterion_id"],), title, row[f"description_{code}"], facts, phase, also=also)


def _indicators(view: View) -> Iterator[Concept]:
    """One an indicator; its figures, one for each code of a list, are told with it."""
    code, t = view.language.code, view.language.text
    for name, figures in groupby(view.ask("indicator_meanings").to_dicts(), key=lambda row: str(row["indicator"])):
        rows = list(figures)
        row = rows[0]
        variants = [view.labels.of(r["variants"], r["variant"]) for r in rows if r["variants"]]
        facts = (
            (t("herkomst.teller"), row[f"numerator_{code}"]),
            (t("herkomst.noemer"), row[f"denominator_{code}"] or ""),
            (t("begrip.uitgesplitst"), ", ".join(variants)),
            (t("begrip.eenheid"), view.labels.of("indicator_unit", row["unit"])),
            (t("herkomst.telling"), _kinds(view, row)),
            (t("herkomst.versie"), t("herkomst.geldt", versie=str(row["version"]), jaar=str(row["since"]))),
            (t("herkomst.openbaarheid"), t(f"openbaarheid.{row['disclosure']}")),
        )
        names = (name, *(r["indicator_id"] for r in rows))
        theme = view.labels.of("indicator_theme", row["theme"])
        also = row[f"title_{view.language.other.code}"]
        yield Concept(INDICATOR, names, row[f"title_{code}"], row[f"definition_{code}"], facts, theme, also=also)


def _kinds(view: View, row: Row) -> str:
    return view.language.text(
        "herkomst.soort",
        soort=view.labels.of("indicator_kind", row["kind"]),
        niveau=view.labels.of("indicator_level", row["level"]),
        richting=view.labels.of("indicator_direction", row["direction"]),
    )


def _datasets(view: View) -> Iterator[Concept]:
    code, t = view.language.code, view.language.text
    for row in view.ask("register").to_dicts():
        facts = (
            (t("begrip.levering"), t(f"levervorm.{row['delivery']}")),
            (t("privacy.over"), persons_text(view, row)),
            (t("privacy.termijn"), years_text(view, row)),
            (t("herkomst.versie"), row["version"]),
            (t("begrip.in_bestanden"), row["dataset"]),
        )
        name, also = row[f"label_{code}"], row[f"label_{view.language.other.code}"]
        yield Concept(DATASET, (row["dataset"],), name, row[f"purpose_{code}"], facts, within=name, also=also)


def _fields(view: View) -> Iterator[Concept]:
    code, t = view.language.code, view.language.text
    for row in view.ask("field_meanings").to_dicts():
        name = f"{row['dataset']}.{row['field']}"
        facts = (
            (t("begrip.vorm"), _form(view, row)),
            (t("begrip.waarden"), _values(view, row)),
            (t("begrip.voorbeeld"), row["example"]),
            (t("begrip.vindplaats"), dutch(code, row["found_in"]) if row["found_in"] else ""),
            (t("herkomst.openbaarheid"), t(f"klasse.{row['privacy']}")),
            (t("begrip.in_bestanden"), name),
        )
        dataset, also = view.labels.of("dataset", row["dataset"]), row[f"label_{view.language.other.code}"]
        yield Concept(FIELD, (name,), row[f"label_{code}"], row[f"description_{code}"], facts, dataset, also=also)


def _form(view: View, row: Row) -> str:
    """What a value is: text, a number and its unit; and whether it may be left empty."""
    t = view.language.text
    form = t(f"veldsoort.{row['kind']}")
    parts = [t("begrip.in_eenheid", vorm=form, eenheid=row["unit"]) if row["unit"] else form]
    parts += [t("begrip.sleutel")] if row["is_key"] else []
    parts += [t("begrip.verplicht")] if row["required"] else []
    return ", ".join(parts)


def _values(view: View, row: Row) -> str:
    """Which values are allowed: those of a list, or what another dataset has."""
    if row["refers_to"]:
        dataset = view.labels.of("dataset", row["refers_to"].split(".")[0])
        return view.language.text("begrip.verwijst", gegevens=dataset)
    if row["code_list"] in _DEFINED_HERE:
        return view.language.text(f"begripsoort.{_DEFINED_HERE[row['code_list']]}.een")
    return ", ".join(view.labels.of(row["code_list"], name) for name in view.labels.codes(row["code_list"]))


def _limits(view: View) -> Iterator[Concept]:
    code, t = view.language.code, view.language.text
    for row in view.ask("thresholds").to_dicts():
        value = row["value"]
        digits = 0 if float(value).is_integer() else 2
        facts = ((t("begrip.herkomst"), t("begrip.eigen_keuze")),) if row["ours"] else ()
        written = element("strong", view.language.number(value, digits))
        yield Concept(THRESHOLD, (row["threshold"],), row[f"label_{code}"], joined([written]), facts)


def persons_text(view: View, dataset: Row) -> str:
    """About which persons the rows of a dataset are."""
    t = view.language.text
    kinds = [t(f"privacy.wie.{kind}") for kind in dataset["persons"].split(", ") if kind]
    return ", ".join(kinds) or t("privacy.wie.niemand")


def years_text(view: View, dataset: Row) -> str:
    """How long a dataset is kept."""
    return view.language.plural("privacy.jaren", dataset["retention_years"])
