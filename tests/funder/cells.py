"""Cells of persons written down as a few lines of text: ``professionals/pilot_id/p1@region/oost: a b c``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.editions.person_counts import person_counts, populations_of

CELLS = (
    "population",
    "counts_as",
    "nested_in",
    "is_flow",
    "dimension",
    "code",
    "within_dimension",
    "within_code",
)
COLUMNS = ("population", "dimension", "code", "reason")
MEMBERS = ("population", "dimension", "code", "person_id", "school_id")


@dataclass(frozen=True)
class Said:
    """What is said of populations: which are sensitive, in which other they are nested, and which are flows."""

    sensitive: Sequence[str] = ()
    nested: Mapping[str, str] = field(default_factory=dict)
    flows: Sequence[str] = ()


NOTHING = Said()


def frames(text: str, said: Said = NOTHING) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The marts person_cells and person_memberships. A person's last character is its school: ``a1``."""
    cells: list[tuple[object, ...]] = []
    members: list[tuple[str, ...]] = []
    for line in text.strip().splitlines():
        name, _, persons = line.strip().partition(":")
        place, _, above = name.partition("@")
        population, dimension, code = place.split("/")
        within = above.split("/") if above else [None, None]
        counts_as = "gevoelig" if population in said.sensitive else "personen"
        is_flow = population in said.flows
        cells.append((population, counts_as, said.nested.get(population), is_flow, dimension, code, *within))
        members += [(population, dimension, code, one[:-1], f"school-{one[-1]}") for one in persons.split()]
    kinds = pl.Schema({name: pl.Boolean() if name == "is_flow" else pl.String() for name in CELLS})
    return (
        pl.DataFrame(cells, schema=kinds, orient="row"),
        pl.DataFrame(members, schema=dict.fromkeys(MEMBERS, pl.String), orient="row"),
    )


def persons(prefix: str, count: int, school: int = 1) -> str:
    """So many persons of one school."""
    return " ".join(f"{prefix}-{i}-{school}" for i in range(count))


def suppressed(text: str, before: str = "", said: Said = NOTHING) -> dict[str, str]:
    """The cells that are not published, with the reason."""
    hidden = counts(text, before, said).filter(pl.col("reason").is_not_null())
    return {
        f"{population}/{dimension}/{code}": reason
        for population, dimension, code, reason in hidden.select(*COLUMNS).iter_rows()
    }


def counts(text: str, before: str = "", said: Said = NOTHING) -> pl.DataFrame:
    cells, members = frames(text, said)
    earlier = frames(before, said)[1] if before else members.clear()
    found, is_fewest = person_counts(populations_of(cells, members), earlier, {"exit_reason": ()}, {}, 5)
    assert is_fewest
    return found
