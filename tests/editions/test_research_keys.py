"""New identities of the lectoraat edition."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.editions.research_keys import ResearchKeys

KEYS = ResearchKeys(bytes(range(32)), "Behoud")


def test_an_id_is_told_apart_from_the_same_id_of_another_kind_or_place() -> None:
    groups, schools = pl.Series("group_id", ["1A", "1A", "1B"]), pl.Series(["roc-a", "roc-b", "roc-a"])
    within = KEYS.rows("student_outcomes.group_id", [schools, groups])
    alone, other = (KEYS.rows(kind, [groups]) for kind in ("student_outcomes.group_id", "placements.placement_id"))
    assert within.name == "group_id"
    assert within.n_unique() == 3
    assert alone[0] == alone[1] != alone[2]
    assert not set(alone) & set(other) | set(alone) & set(within)


def test_what_identifies_nothing_stays_and_what_is_absent_stays_absent() -> None:
    found = KEYS.rows("organisations.organisation_id", [pl.Series(["programma", None, "roc-a"])], kept=["programma"])
    assert found[:2].to_list() == ["programma", None]
    assert found[2] not in (None, "roc-a")
    assert KEYS.persons(pl.Series([None, "abc"], dtype=pl.String))[0] is None


@pytest.mark.parametrize(
    "rows", [KEYS.persons, lambda ids: KEYS.rows("x.y", [ids]), lambda ids: KEYS.rows("x", [ids, ids])]
)
def test_no_rows_give_no_ids(rows: Callable[[pl.Series], pl.Series]) -> None:
    assert rows(pl.Series("id", [], dtype=pl.String)).to_list() == []


def test_the_version_tells_keys_apart_and_nothing_else() -> None:
    same, purpose, master = (
        ResearchKeys(key, text)
        for key, text in ((bytes(range(32)), "Behoud"), (bytes(range(32)), "Iets anders"), (bytes(32), "Behoud"))
    )
    assert same.version == KEYS.version
    assert len({KEYS.version, purpose.version, master.version}) == 3
