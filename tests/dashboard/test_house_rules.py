"""Pages describe, without SQL or arithmetic; only questions/ asks; the dashboard knows no pipeline."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

DASHBOARD = Path(__file__).parents[2] / "dashboard"
PAGES = sorted(DASHBOARD.glob("app_pages/[a-z]*.py"))
MODULES = sorted(DASHBOARD.rglob("*.py"))
_SUMS = {"sum", "min", "max", "round", "abs", "mean", "median", "prod", "divmod", "pow"}
_SQL = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)


def named(file: Path) -> str:
    return str(file.relative_to(DASHBOARD))


def texts_in(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def calculates(node: ast.AST) -> bool:
    """Whether this makes a number of others; comparing and counting do not."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    if isinstance(node, ast.Call):
        return (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in _SUMS
    return isinstance(node, ast.BinOp | ast.AugAssign)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_short_and_does_not_calculate(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert [ast.unparse(node) for node in ast.walk(ast.parse(source)) if calculates(node)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("met / total", True),
        ("counted += 1", True),
        ("-gain", True),
        ("sum(values)", True),
        ("round(share, 1)", True),
        ("frame['n'].sum()", True),
        ("pl.col('n').mean()", True),
        ("len(rows)", False),
        ("found if number > 3 and not empty else None", False),
        ("view.ask('totals')", False),
    ],
)
def test_what_is_calculating(source: str, expected: bool) -> None:
    assert any(calculates(node) for node in ast.walk(ast.parse(source))) is expected


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_sql_stands_in_one_place_only(module: Path) -> None:
    assert not [text for text in texts_in(module) if _SQL.search(text)]


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_the_dashboard_knows_no_pipeline(module: Path) -> None:
    assert not re.search(r"^\s*(import|from) pipelines", module.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_files_go_along_only_where_it_is_written_down(module: Path) -> None:
    assert "download_button" not in module.read_text(encoding="utf-8") or module.name == "downloads.py"


def test_fonts_come_with_their_licence_and_are_light() -> None:
    fonts = list((DASHBOARD / "static" / "fonts").iterdir())
    assert "SIL Open Font License, Version 1.1" in "".join(
        f.read_text(encoding="utf-8") for f in fonts if f.suffix == ".txt"
    )
    assert sum(f.stat().st_size for f in fonts) < 400_000
