"""The funder edition of a build: made, attacked, and only then released (disclosure.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.audit.cofinancing import pilots_told_by_answers
from pipelines.audit.edition import read_publication
from pipelines.audit.relations import Contradiction
from pipelines.audit.verdict import Audit, audit
from pipelines.contracts import Text
from pipelines.disclosure.cuts import CannotProtect
from pipelines.disclosure.tables import TablesContradict
from pipelines.editions.freezing import Moment, next_round
from pipelines.editions.funder import make_funder
from pipelines.editions.rounds import Round
from pipelines.editions.sharing import read_shares, write_edition

EDITION = "funder"


@dataclass(frozen=True, slots=True)
class Release:
    """A funder edition that withstood the attack, or why there is none.

    ``file`` is the edition as built; ``begun`` the round that it begins, which must be kept once it is published.
    """

    file: Path | None = None
    begun: Round | None = None
    held_back: Text | None = None


def moment_of(con: duckdb.DuckDBPyConnection) -> Moment | None:
    """When this build is, by the build itself; None without a delivery."""
    query = """
        select reference_date, as_of, (select min(received_on) from meta.deliveries),
            (select cast(value as bigint) from meta.thresholds where threshold = 'settling_days'),
            (select cast(value as bigint) from meta.thresholds where threshold = 'persons')
        from meta.publication
    """
    date, instant, first, settling_days, threshold = con.cursor().sql(query).fetchall()[0]
    return Moment(date, instant.replace(tzinfo=dt.UTC), first, settling_days, threshold) if first else None


def release_funder(
    con: duckdb.DuckDBPyConnection, folder: Path, rounds: Sequence[Round], sql: Path, *, may_begin: bool
) -> Release:
    """Build the funder edition in a folder and attack it; one that fails is not there afterwards.

    Args:
        rounds: as published before.
        sql: the folder of the editions' SELECTs.
        may_begin: whether this build may begin a round; one of an earlier instant shows what was shown then.

    Raises:
        ContractError: a SELECT of the edition has a mistake.
    """
    moment = moment_of(con)
    threshold = moment.threshold if moment else 0
    try:
        begun = next_round(con, rounds, moment) if moment and may_begin else None
    except (CannotProtect, TablesContradict) as error:
        make_funder(con, rounds, sql / EDITION, threshold)  # what is public is in there as well, and partners get that
        return Release(held_back=_told(str(error)))
    file, silent = folder / f"{EDITION}.duckdb", frozenset[str]()
    while True:
        make_funder(con, [*rounds, begun] if begun else rounds, sql / EDITION, threshold, silent)
        write_edition(con, file, read_shares(con, sql / f"{EDITION}.sql"))
        weakness, told = _weakness(file, threshold) if moment else (None, frozenset[str]())
        if weakness is None:
            return Release(file, begun)
        file.unlink()
        if told <= silent:
            return Release(held_back=_told(weakness))
        silent |= told


def _weakness(file: Path, threshold: int) -> tuple[str | None, frozenset[str]]:
    """What an outsider finds out from the edition, None when that is not too much; and the pilots whose answers to
    co-financing rules tell what private partners give.
    """
    try:
        found = audit(read_publication(file), threshold)
    except Contradiction as contradiction:
        return str(contradiction), frozenset()
    return None if found.is_safe else narrowest(found), pilots_told_by_answers(found.too_narrow)


def narrowest(found: Audit) -> str:
    """The weakest spot of an edition, in one line."""
    if found.small:
        return f"{found.small[0]}: gepubliceerd, en kleiner dan de drempel"
    if found.told:
        return f"{found.told[0]}: hoort er niet in te staan"
    one = found.intervals[0]
    who = f" voor wie meetelt in {one.insider}" if one.insider else ""
    return f"{one.quantity}: tussen {one.low:g} en {one.high:g}{who}"


def _told(weakness: str) -> Text:
    return Text(
        f"De editie voor financiers is niet vernieuwd: er zouden personen uit te herleiden zijn ({weakness}). "
        "De vorige editie blijft staan.",
        f"The edition for funders was not renewed: persons could be recognised from it ({weakness}). "
        "The previous edition stays.",
    )
