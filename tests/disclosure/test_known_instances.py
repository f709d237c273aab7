"""The known instances of stack.md, "Disclosure control"."""

from __future__ import annotations

import pytest

from pipelines.audit.published import Grouping, Publication, PublishedTable
from pipelines.audit.relations import Quantity
from pipelines.audit.verdict import Audit, audit
from pipelines.disclosure.protection import SECONDARY, protect
from tests.disclosure.instances import COUNTIES, SQUARE, SQUARE_SUPPRESSED, counties, square

BY_COUNTY = {code: "county-1" if code in "ABIJ" else "county-2" for code in COUNTIES}
BY_SIZE = {code: "big" if code in "LM" else "small" for code in COUNTIES}


def audited_counties(suppressed: str, by_county: bool = True, by_size: bool = True) -> Audit:
    """The audit of the towns with A…N where ``suppressed`` is left out, by county, by size or both."""
    rows: list[dict[str, object]] = [{"town": t, "value": None if t in suppressed else n} for t, n in COUNTIES.items()]
    tables = [PublishedTable("towns", "persons", ("town",), rows)]
    groupings = []
    for name, groups, is_in in (("county", BY_COUNTY, by_county), ("size", BY_SIZE, by_size)):
        sums = {
            group: sum(n for t, n in COUNTIES.items() if groups[t] == group) for group in sorted(set(groups.values()))
        }
        if is_in:
            tables.append(
                PublishedTable(name, "persons", (name,), [{name: group, "value": n} for group, n in sums.items()])
            )
            groupings.append(Grouping("town", name, groups))
    return audit(Publication(tables, groupings), threshold=3)


def bounds(found: Audit, **codes: str) -> tuple[float, float]:
    wanted = Quantity("persons", tuple(sorted(codes.items())))
    return next((i.low, i.high) for i in found.intervals if i.quantity == wanted and i.insider is None)


@pytest.mark.parametrize(("by_county", "by_size"), [(True, False), (False, True)])
def test_each_of_the_linked_tables_alone_is_safe(by_county: bool, by_size: bool) -> None:
    assert audited_counties("ABKLM", by_county, by_size).is_safe


def test_the_linked_tables_together_give_a_cell_away() -> None:
    found = audited_counties("ABKLM")

    assert bounds(found, town="K") == (3, 3)
    assert not found.is_safe


def test_one_more_cell_is_the_only_repair_of_the_linked_tables() -> None:
    safe = [one for one in "IJN" if audited_counties("ABKLM" + one).is_safe]

    assert safe == ["N"]
    assert bounds(audited_counties("ABKLMN"), town="K") == (0, 10)


def test_the_pattern_of_the_linked_tables_is_that_repair() -> None:
    found = protect(counties())

    assert {key for key, reason in found.suppressed.items() if reason == SECONDARY} == {"N"}
    assert set(found.suppressed) == set("ABKLMN")
    assert found.is_fewest


def audited_square(*suppressed: str) -> Audit:
    rows: list[dict[str, object]] = []
    for row in [*SQUARE, "totaal"]:
        for i, column in enumerate([*"abcd", "totaal"]):
            lines = [SQUARE[row]] if row in SQUARE else list(SQUARE.values())
            value = sum(line[i] if column != "totaal" else sum(line) for line in lines)
            rows.append({"row": row, "column": column, "value": None if row + column in suppressed else value})
    return audit(Publication([PublishedTable("square", "persons", ("row", "column"), rows)]))


def test_two_suppressed_per_line_are_not_enough() -> None:
    found = audited_square(*SQUARE_SUPPRESSED)

    assert bounds(found, row="w", column="b") == (47, 47)
    assert not found.is_safe


def test_the_cheapest_inner_cell_repairs_the_square() -> None:
    values = {row + column: n for row, line in SQUARE.items() for column, n in zip("abcd", line, strict=True)}
    others = [cell for cell in values if cell not in SQUARE_SUPPRESSED]
    repairs = [cell for cell in others if audited_square(*SQUARE_SUPPRESSED, cell).is_safe]
    found = protect(square())

    assert min(repairs, key=lambda cell: values[cell]) == "xd"
    assert {key for key, reason in found.suppressed.items() if reason == SECONDARY} == {"xd"}
    assert found.is_fewest
    assert bounds(audited_square(*found.suppressed), row="w", column="b") == (0, 78)
