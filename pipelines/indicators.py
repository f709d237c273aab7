"""Indicators: what the header of a file in sql/indicators says of the figure that its SELECT gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipelines.contracts import DISCLOSURE_CLASSES, Code, Text, folded
from pipelines.errors import ContractError
from pipelines.yaml_files import Entry, entry_of

RATIO, ESTIMATE = "ratio", "estimate"  # estimators.md, "Indicators"; the other kinds are additive and distinct
_TEXTS = tuple(f"{name}_{lang}" for name in ("title", "definition", "numerator") for lang in ("nl", "en"))
_DENOMINATOR = ("denominator_nl", "denominator_en")
_FROM_A_LIST = ("unit", "direction", "kind", "theme", "level")  # code lists indicator_<name>
_REQUIRED = (*_TEXTS, *_FROM_A_LIST, "disclosure", "version", "since")
_PERSONS = ("counted_in", "counted_of")
_GROWS = "grows_within_year"
_KEYS = (*_REQUIRED, *_DENOMINATOR, "variants", _GROWS, *_PERSONS)
_HEADER = re.compile(r"\A/\*[ \t]*\n(?P<yaml>.*?)^\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_FILE_NAME = re.compile(r"(?P<name>[a-z][a-z0-9_]*?)(\.v(?P<version>[2-9]|[1-9][0-9]+))?\.sql")
_CELL = re.compile(r"[a-z_]+(_\{period\})?\.[a-z_]+\.([a-z_]+|\{variant\})")
_FIRST_PERIOD, _LAST_PERIOD = 1900, 2100


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of the definition of a figure a scope and calendar year, which holds from the period ``since`` on.

    With ``variants`` (a code list) it is a figure a code of that list. ``query`` is the whole file, so that the lines
    of a message are the file's. An indicator of persons says in which cells of ``mart.person_cells``
    (population.dimension.code) its numerator and its denominator are counted: the edition of funders has it from there.
    What ``grows_within_year`` is small at its beginning: before its end it is not compared with a year that is over.
    """

    name: str
    title: Text
    definition: Text
    numerator: Text
    denominator: Text | None
    unit: str
    direction: str
    kind: str
    variants: str | None
    variant_codes: tuple[Code, ...]
    theme: str
    level: str
    disclosure: str
    version: int
    since: int
    grows_within_year: bool
    counted_in: tuple[str, ...]
    counted_of: tuple[str, ...]
    query: str
    file: Path

    @property
    def figures(self) -> Mapping[str | None, Code]:
        """The indicator_id and label of each variant, or of the one figure without (None)."""
        if self.variants is None:
            return {None: Code(self.name, self.title)}
        return {
            v.code: Code(
                f"{self.name}_{v.code}",
                Text(f"{self.title.nl}: {v.label.nl}", f"{self.title.en}: {v.label.en}"),
            )
            for v in self.variant_codes
        }


def read_indicators(folder: Path, code_lists: Mapping[str, tuple[Code, ...]]) -> tuple[Indicator, ...]:
    """Every version of every indicator of the folder, by name and version.

    Raises:
        ContractError: for the first mistake, with its file, line, what was expected and what was found.
    """
    read = sorted(
        (read_indicator(file, code_lists) for file in sorted(folder.glob("*.sql"))),
        key=lambda found: (found[0].name, found[0].version),
    )
    _refuse_versions_out_of_order(read)
    _refuse_figures_that_clash(read)
    return tuple(indicator for indicator, _ in read)


def read_indicator(file: Path, code_lists: Mapping[str, tuple[Code, ...]]) -> tuple[Indicator, Entry]:
    """One indicator, and its header for who has more to say about it."""
    query = file.read_text(encoding="utf-8")
    header = _header_of(file, query)
    name, version = _name_and_version(file, header)
    variants = header.one_of("variants", sorted(code_lists)) if "variants" in header.keys else None
    listed = {k: header.one_of(k, [c.code for c in code_lists[f"indicator_{k}"]]) for k in _FROM_A_LIST}
    return Indicator(
        name=name,
        title=header.texts("title_nl", "title_en"),
        definition=header.texts("definition_nl", "definition_en"),
        numerator=header.texts("numerator_nl", "numerator_en"),
        denominator=_denominator_of(header, listed["kind"]),
        **listed,
        variants=variants,
        variant_codes=code_lists[variants] if variants else (),
        disclosure=header.one_of("disclosure", list(DISCLOSURE_CLASSES)),
        version=version,
        since=_whole_number(header, "since", _FIRST_PERIOD, _LAST_PERIOD),
        grows_within_year=_yes(header, _GROWS),
        counted_in=_cells(header, "counted_in"),
        counted_of=_cells(header, "counted_of"),
        query=query,
        file=file,
    ), header


def indicator_codes(indicators: Sequence[Indicator]) -> tuple[Code, ...]:
    """Every figure with its label, as a code list: what a target may be set for. The latest version names it."""
    return tuple({c.code: c for i in indicators for c in i.figures.values()}.values())


def direction_of_indicator(indicators: Sequence[Indicator]) -> str:
    """Which way is better for the indicator of a row, as SQL: ``{direction_of_indicator}`` in a row rule."""
    return _by_indicator({c.code: i.direction for i in indicators for c in i.figures.values()})


def unit_of_indicator(indicators: Sequence[Indicator]) -> str:
    """The unit of the indicator of a row, as SQL: ``{unit_of_indicator}`` in a row rule."""
    return _by_indicator({c.code: i.unit for i in indicators for c in i.figures.values()})


def _by_indicator(values: Mapping[str, str]) -> str:
    cases = [f"when indicator_id = '{code}' then '{value}'" for code, value in values.items()]
    return f"case {' '.join(cases)} end" if cases else "''"


def _header_of(file: Path, query: str) -> Entry:
    found = _HEADER.match(query)
    if not found:
        first = next(iter(query.splitlines()), "nothing")
        is_open = first.rstrip() == "/*"
        end = "no '*/' alone on a line after it" if is_open else first
        raise ContractError(file, 1, "'/*' alone on the first line, YAML under it, then '*/' alone on a line", end)
    header = entry_of(file, "\n" + found["yaml"])  # so that the header's lines are the file's
    for key in header.keys:
        if key not in _KEYS:
            raise header.error(f"the keys {', '.join(_KEYS)}", key, key)
    for key in _REQUIRED:
        if key not in header.keys:
            raise header.error(f"the key '{key}'", "nothing")
    return header


def _name_and_version(file: Path, header: Entry) -> tuple[str, int]:
    found = _FILE_NAME.fullmatch(file.name)
    if not found:
        raise ContractError(file, 1, "a file name like active_placements.sql, or active_placements.v2.sql", file.name)
    version, of_file = _whole_number(header, "version", 1, None), int(found["version"] or 1)
    if version != of_file:
        raise header.error(f"version {of_file}, as the file's name says", str(version), "version")
    return found["name"], version


def _whole_number(header: Entry, key: str, least: int, most: int | None) -> int:
    value = header.get(key)
    if type(value) is not int or value < least or (most is not None and value > most):
        raise header.error(f"a whole number from {least}{f' to {most}' if most else ''} for '{key}'", repr(value), key)
    return value


def _yes(header: Entry, key: str) -> bool:
    """A key that stands there with ``true``, or not at all."""
    if key in header.keys and header.get(key) is not True:
        raise header.error(f"true for '{key}', or no such key", repr(header.get(key)), key)
    return key in header.keys


def _cells(header: Entry, key: str) -> tuple[str, ...]:
    """One cell of persons, or a list of cells whose counts are added up."""
    given = header.get(key) if key in header.keys else ()
    cells = (given,) if isinstance(given, str) else tuple(given or ())
    for cell in cells:
        if not (isinstance(cell, str) and _CELL.fullmatch(cell)):
            raise header.error(f"population.dimension.code for '{key}', as in mart.person_cells", repr(cell), key)
    return cells


def _denominator_of(header: Entry, kind: str) -> Text | None:
    given = [key for key in _DENOMINATOR if key in header.keys]
    if kind == RATIO and not given:
        raise header.error("a denominator (denominator_nl, denominator_en) of a ratio", "none", "kind")
    if kind == ESTIMATE and given:
        raise header.error("no denominator of an estimate: its numerator is the estimate", given[0], given[0])
    return header.texts(*_DENOMINATOR) if given else None


Read = Sequence[tuple[Indicator, Entry]]


def _refuse_versions_out_of_order(read: Read) -> None:
    """A later version holds from a later period on, and is cut up as the one before."""
    for (earlier, _), (later, header) in pairwise(read):
        if earlier.name != later.name:
            continue
        if later.since <= earlier.since:
            expected = f"a period after {earlier.since}, from which version {earlier.version} holds"
            raise header.error(expected, str(later.since), "since")
        if later.variants != earlier.variants:
            expected = f"the variants of version {earlier.version} ({earlier.variants or 'none'})"
            raise header.error(expected, later.variants or "none", "variants")


def _refuse_figures_that_clash(read: Read) -> None:
    """A deliverer of targets may write a figure's id or its Dutch label: each means one figure."""
    seen: dict[str, Indicator] = {}
    for indicator, header in read:
        for name in _names_of(indicator):
            other = seen.setdefault(folded(name), indicator)
            if other.name != indicator.name:
                raise header.error(f"an id and a title of its own, other than those of {other.file.name}", name)


def _names_of(indicator: Indicator) -> Iterator[str]:
    for code in indicator.figures.values():
        yield from (code.code, code.label.nl)
