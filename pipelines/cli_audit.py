"""The command that attacks what funders see: what an outsider can find out at most, and what that safety costs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table

from pipelines.errors import HomeError
from pipelines.settings import Home
from pipelines.terminal import AsJson, out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipelines.audit.intervals import Interval
    from pipelines.audit.verdict import Audit
    from pipelines.editions.rounds import Round
    from pipelines.reports.suppression import Published

audits = typer.Typer()
NARROWEST = 10
NOT_SAFE = 5


@audits.command()
def audit(context: typer.Context, as_json: AsJson = False) -> None:
    """Val de gepubliceerde editie voor financiers aan: is iemand eruit te herleiden?"""
    from pipelines.editions.rounds import read_rounds

    home: Home = context.obj
    file = home.published / "funder.duckdb"
    if not file.exists():
        raise HomeError(f"Er is nog geen editie voor financiers in {home.published}. Lever eerst, of bouw met ‘build’.")
    found, threshold = _attacked(file)
    rounds = read_rounds(home.rounds)
    report = _report(rounds)
    older = [f"{one.peildatum:%d-%m-%Y}" for one in rounds if not one.is_of_these_rules]
    if as_json:
        out.print_json(json.dumps(_plain(found, report, threshold) | {"rounds_of_older_rules": older}))
    else:
        _show(found, report)
        for day in older:
            out.print(
                f"De ronde van {day} is bepaald met de regels van een andere versie van het programma. Zij blijft "
                "zoals zij is gepubliceerd; de aanval is die van nu."
            )
    raise typer.Exit(0 if found.is_safe else NOT_SAFE)


def _attacked(file: Path) -> tuple[Audit, int]:
    """What is found of an edition, and its threshold; one that contradicts itself is not safe either."""
    from pipelines.audit.edition import read_publication, threshold_of
    from pipelines.audit.relations import Contradiction
    from pipelines.audit.verdict import Audit
    from pipelines.audit.verdict import audit as attack

    threshold = threshold_of(file)
    try:
        return attack(read_publication(file), threshold), threshold
    except Contradiction as contradiction:
        return Audit((), (), (f"wat zichzelf tegenspreekt: {contradiction}",)), threshold


def _report(rounds: Sequence[Round]) -> list[Published]:
    """Of the latest round, which is what the publisher knows; without a round there is nothing of persons."""
    from pipelines.reports.suppression import suppression_report, total

    lines = suppression_report(rounds[-1]) if rounds else []
    return [*lines, total(lines)] if lines else []


def _plain(found: Audit, report: list[Published], threshold: int) -> dict[str, Any]:
    return {
        "safe": found.is_safe,
        "threshold": threshold,
        "narrowest": [_plain_interval(one) for one in found.intervals[:NARROWEST]],
        "published_below_threshold": [str(one) for one in found.small],
        "published_against_the_rules": list(found.told),
        "tables": [line.to_plain() for line in report],
    }


def _plain_interval(one: Interval) -> dict[str, Any]:
    bounds = {name: value if value < float("inf") else None for name, value in (("low", one.low), ("high", one.high))}
    insider = str(one.insider) if one.insider else None
    return {"what": str(one.quantity), **bounds, "too_narrow": one.is_too_narrow, "insider": insider}


def _show(found: Audit, report: list[Published]) -> None:
    if found.is_safe:
        out.print("Veilig: uit de editie voor financiers is niemand te herleiden.", style="green")
    else:
        out.print("Niet veilig: uit de editie voor financiers zijn personen te herleiden.", style="red")
    for quantity in found.small:
        out.print(f"  gepubliceerd, en kleiner dan de drempel: {quantity}", markup=False)
    for figure in found.told:
        out.print(f"  hoort er niet in te staan: {figure}", markup=False)
    if found.intervals:
        out.print(_intervals(found.intervals[:NARROWEST]))
    if report:
        out.print(_tables(report))


def _intervals(intervals: tuple[Interval, ...]) -> Table:
    table = Table("wat niet is gepubliceerd", "minstens", "hoogstens", "voor wie", title="Het nauwst te bepalen")
    for one in intervals:
        who = f"wie meetelt in {one.insider}" if one.insider else "iedereen"
        style = "red" if one.is_too_narrow else None
        table.add_row(str(one.quantity), _number(one.low), _number(one.high), who, style=style)
    return table


def _number(bound: float) -> str:
    return f"{round(bound, 2) + 0.0:g}" if bound < float("inf") else "onbegrensd"


def _tables(report: list[Published]) -> Table:
    from pipelines.reports.suppression import RULES

    title = "Wat de laatste ronde per tabel publiceert"
    table = Table("tabel", "cellen", "gepubliceerd", "deel", "telling die ontbreekt", "waarom niet", title=title)
    for line in report:
        rules = ", ".join(f"{n} × {RULES.get(rule, rule)}" for rule, n in line.by_rule.items())
        lost = "" if line.lost is None else f"{line.lost:.0%}"
        table.add_row(line.table, str(line.admitted), str(line.shown), f"{line.share:.0%}", lost, rules)
    return table
