"""Both catalogues say the same things, and everything that the dashboard asks for is in them."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

DASHBOARD = Path(__file__).parents[2] / "dashboard"
_ASKED = re.compile(r"""\b(?:t|text|plural|has)\(\s*(f?)"([^"]+)\"""")
_CHOSEN = re.compile(r"""\b(?:t|text)\(\s*"([^"]+)" if [^"]+ else "([^"]+)\"""")


def catalogue(code: str) -> Catalog:
    with (DASHBOARD / "texts" / f"{code}.po").open(encoding="utf-8") as file:
        return read_po(file, locale=code)


def texts(code: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(code):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string or ""
            found[key] = (said,) if isinstance(said, str) else tuple(said)
    return found


DUTCH, ENGLISH = texts("nl"), texts("en")


def placeholders(variants: tuple[str, ...]) -> set[str]:
    return {name for text in variants for _, name, _, _ in string.Formatter().parse(text) if name}


def asked_keys() -> list[tuple[str, str]]:
    """Keys in the source: whole ones, and the beginnings and ends of those that are put together."""
    found = []
    for file in sorted(DASHBOARD.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        found += [
            (file.name, re.sub(r"\{.*?\}", "*", key) if is_format else key) for is_format, key in _ASKED.findall(source)
        ]
        found += [(file.name, key) for pair in _CHOSEN.findall(source) for key in pair]
    return sorted(set(found))


def test_both_languages_have_the_same_keys() -> None:
    assert DUTCH.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", sorted(DUTCH))
def test_a_text_is_filled_in_both_languages_with_the_same_placeholders(key: str) -> None:
    assert all(DUTCH[key])
    assert all(ENGLISH[key])
    assert len(DUTCH[key]) == len(ENGLISH[key])
    assert placeholders(DUTCH[key]) == placeholders(ENGLISH[key])


@pytest.mark.parametrize(("file", "key"), asked_keys(), ids=lambda value: value)
def test_a_key_that_is_asked_for_exists(file: str, key: str) -> None:
    pattern = re.compile(re.escape(key).replace(r"\*", r".+"))
    assert [known for known in DUTCH if pattern.fullmatch(known)], f"{file} asks for {key}"


def test_no_text_is_left_over() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in DASHBOARD.rglob("*.py"))
    written = re.findall(r'f"((?:[a-z_]+|\{\w+\})\.[^" ]*)"', sources)
    composed = [re.compile(re.sub(r"\\{.*?\\}", ".+", re.escape(key))) for key in written]
    unused = [k for k in DUTCH if f'"{k}"' not in sources and not any(p.fullmatch(k) for p in composed)]
    assert unused == []
