"""Pages describe, without SQL or arithmetic; only questions/ asks; the dashboard knows no pipeline."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

DASHBOARD = Path(__file__).parents[2] / "dashboard"
PAGES = sorted(DASHBOARD.glob("app_pages/[a-z]*.py"))
MODULES = sorted(DASHBOARD.rglob("*.py"))
_SQL = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)


def named(file: Path) -> str:
    return str(file.relative_to(DASHBOARD))


def texts_in(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_short_and_does_not_calculate(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.BinOp)]


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_sql_stands_in_one_place_only(module: Path) -> None:
    assert not [text for text in texts_in(module) if _SQL.search(text)]


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_the_dashboard_knows_no_pipeline(module: Path) -> None:
    assert not re.search(r"^\s*(import|from) pipelines", module.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_files_go_along_only_where_it_is_written_down(module: Path) -> None:
    assert "download_button" not in module.read_text(encoding="utf-8") or module.name == "downloads.py"


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) < 250


def test_fonts_come_with_their_licence_and_are_light() -> None:
    fonts = list((DASHBOARD / "static" / "fonts").iterdir())
    assert "SIL Open Font License, Version 1.1" in "".join(
        f.read_text(encoding="utf-8") for f in fonts if f.suffix == ".txt"
    )
    assert sum(f.stat().st_size for f in fonts) < 400_000
