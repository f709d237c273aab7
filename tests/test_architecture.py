"""Whoever reads a module or a function of the product sees all of it at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
MODULES = sorted(file for package in ("pipelines", "dashboard") for file in (PROJECT / package).rglob("*.py"))
LONGEST_FUNCTION, LONGEST_MODULE = 40, 250  # lines


def named(file: Path) -> str:
    return str(file.relative_to(PROJECT))


def functions_of(module: Path) -> Iterator[tuple[str, int]]:
    """The name and the lines of every function, inner ones too."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield node.name, node.end_lineno - node.lineno + 1


def test_both_packages_are_looked_at() -> None:
    assert {named(file) for file in MODULES} >= {"pipelines/story.py", "dashboard/app.py", "dashboard/charts/look.py"}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_and_its_functions_are_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert {name: lines for name, lines in functions_of(module) if lines > LONGEST_FUNCTION} == {}
