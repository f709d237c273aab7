"""YAML read so that every value knows the line it stands on: a mistake can then be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipelines.contracts import Text
from pipelines.errors import ContractError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry:
    """A mapping in a YAML file. Missing or wrong values raise ContractError with file and line."""

    def __init__(self, file: Path, node: yaml.MappingNode) -> None:
        self.file, self._node = file, node
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._values:
                raise ContractError(file, key.start_mark.line + 1, "each key once", f"'{key.value}' twice")
            self._values[key.value] = value

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    @property
    def line(self) -> int:
        return self._node.start_mark.line + 1

    def line_of(self, key: str) -> int:
        return self._values[key].start_mark.line + 1 if key in self._values else self.line

    def error(self, expected: str, found: str, key: str | None = None) -> ContractError:
        return ContractError(self.file, self.line_of(key) if key else self.line, expected, found)

    def get(self, key: str, default: Any = None) -> Any:
        """The plain value of a key, whatever its type."""
        return _plain(self._values[key]) if key in self._values else default

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"a text for '{key}'", "nothing" if value is None else repr(value), key)
        return value.strip()

    def number(self, key: str) -> float:
        value = self.get(key)
        if not isinstance(value, int | float):
            raise self.error(f"a number for '{key}'", repr(value), key)
        return float(value)

    def one_of(self, key: str, allowed: list[str], default: str | None = None) -> str:
        value = self.get(key, default)
        if value not in allowed:
            raise self.error(f"'{key}' to be one of {', '.join(allowed)}", repr(value), key)
        return str(value)

    def texts(self, nl: str = "nl", en: str = "en") -> Text:
        return Text(self.text(nl), self.text(en))

    def entry(self, key: str) -> Entry:
        node = self._values.get(key)
        if not isinstance(node, yaml.MappingNode):
            raise self.error(f"a mapping for '{key}'", "nothing" if node is None else "something else", key)
        return Entry(self.file, node)

    def entries(self, key: str) -> list[Entry]:
        """The mappings listed under a key; none when the key is absent."""
        node = self._values.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or any(not isinstance(n, yaml.MappingNode) for n in node.value):
            raise self.error(f"a list of mappings for '{key}'", "something else", key)
        return [Entry(self.file, child) for child in node.value]

    def items(self) -> Iterator[tuple[str, Entry]]:
        return ((key, self.entry(key)) for key in self._values)

    def custom(self) -> Entry:
        """ODCS customProperties as one mapping from property to value."""
        pairs = []
        for child in self.entries("customProperties"):
            name = yaml.ScalarNode("tag:yaml.org,2002:str", child.text("property"))
            pairs.append((name, child._values["value"]))
        mark = self._node.start_mark
        return Entry(self.file, yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark))


def read_entry(file: Path) -> Entry:
    """The mapping at the top of a YAML file."""
    return entry_of(file, file.read_text(encoding="utf-8"))


def entry_of(file: Path, text: str) -> Entry:
    """The mapping at the top of YAML that stands in a file; lines are counted in the text."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContractError(file, line, "valid YAML", str(error.problem)) from error
    if not isinstance(node, yaml.MappingNode):
        raise ContractError(file, 1, "a mapping at the top", "something else")
    return Entry(file, node)


def _plain(node: yaml.Node) -> Any:
    constructor = yaml.constructor.SafeConstructor()
    return constructor.construct_object(node, deep=True)
