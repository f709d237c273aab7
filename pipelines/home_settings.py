"""What a partnership itself lays down in its home: ``settings.toml``. Of that file this reads ``[research]`` only."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import HomeError
from pipelines.settings import Home

_TABLE = "research"
_KEYS = {"purpose": str, "agreement": str, "names_organisations": bool}
_EXPECTED = {str: "een tekst tussen aanhalingstekens", bool: "true of false"}
_EXAMPLE = """\
# Instellingen van dit partnerschap.

# Het geregistreerde onderzoeksdoel. Zonder doel komt er geen editie voor het lectoraat; met een ander doel krijgt
# iedereen daarin een ander pseudoniem. Het voorbeeld is fictief.
[research]
purpose = "Fictief voorbeeld: blijven hybride professionals, en wat leren hun leerlingen en studenten?"
agreement = "Fictieve verwerkersovereenkomst 2026-01"
names_organisations = false
"""


@dataclass(frozen=True, slots=True)
class Purpose:
    """The registered research purpose: for what, by which agreement, and whether organisations are named in it.

    Research pseudonyms hang on ``text``, letter by letter: another text gives everybody another one.
    """

    text: str
    agreement: str
    names_organisations: bool = False


def settings_file(home: Home) -> Path:
    return home.path / "settings.toml"


def registered_purpose(home: Home) -> Purpose | None:
    """The research purpose that the home's settings register; None when they register none.

    Raises:
        HomeError: the file is no TOML, or its table ``[research]`` is not as it should be.
    """
    file = settings_file(home)
    if not file.exists():
        return None
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HomeError(f"{file} is niet te lezen: verwacht TOML in UTF-8; gevonden: {error}.") from error
    if _TABLE not in settings:
        return None
    return _purpose(settings[_TABLE], file)


def write_example_settings(home: Home) -> None:
    """Settings with a fictitious research purpose, for a demonstration in a home that has none yet."""
    file = settings_file(home)
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    partial.write_text(_EXAMPLE, encoding="utf-8")
    partial.replace(file)


def _purpose(table: Any, file: Path) -> Purpose:
    if not isinstance(table, Mapping):
        raise _not_as_expected(file, "", f"een tabel [{_TABLE}]", _kind(table))
    for key, value in table.items():
        if key not in _KEYS:
            raise _not_as_expected(file, key, f"een van de sleutels {', '.join(_KEYS)}", "een andere sleutel")
        if not isinstance(value, _KEYS[key]):
            raise _not_as_expected(file, key, _EXPECTED[_KEYS[key]], _kind(value))
    for key in ("purpose", "agreement"):
        if not table.get(key, "").strip():
            raise _not_as_expected(file, key, "een tekst", "niets")
    return Purpose(table["purpose"].strip(), table["agreement"].strip(), table.get("names_organisations", False))


def _not_as_expected(file: Path, key: str, expected: str, found: str) -> HomeError:
    where = f"[{_TABLE}] {key}".strip()
    return HomeError(f"{file}, {where}: verwacht {expected}; gevonden {found}. Pas het bestand aan.")


def _kind(value: Any) -> str:
    """What a value is, without the value itself: settings may hold what is not for a screen."""
    names = {str: "een tekst", bool: "true of false", int: "een getal", float: "een getal", list: "een lijst"}
    return names.get(type(value), "iets anders")
