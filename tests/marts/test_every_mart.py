"""Nothing is shown of which nobody has written down, by hand, what it should be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipelines.catalogue import Catalogue
from pipelines.settings import SQL

ASSERTED = {"assert_mart": "marts", "assert_indicator": "indicators"}
ELSEWHERE = {("marts", "person_cells"), ("marts", "person_memberships")}
"""What the edition for funders counts persons by; tests/funder writes its cells down in a form of their own."""


def tables_written() -> Iterator[tuple[str, str]]:
    """The folder and the name of what each text table of these tests is compared with."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASSERTED:
                named = node.args[1]
                if isinstance(named, ast.Constant):
                    yield ASSERTED[node.func.id], str(named.value)


def test_every_mart_and_every_indicator_has_a_text_table_with_its_expected_rows(catalogue: Catalogue) -> None:
    # what indicator_counts gathers is in the tables of the indicators, whose values are told by assert_indicator
    needed = {("marts", file.stem) for file in (SQL / "marts").glob("*.sql")}
    needed |= {("indicators", indicator.name) for indicator in catalogue.indicators}
    assert needed - set(tables_written()) - ELSEWHERE == set()
