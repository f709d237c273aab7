"""The commands about persons: what is held of one, taking one out, and what has been kept long enough."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import typer

from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS
from pipelines.terminal import AsJson, out

persons = typer.Typer()

OfDataset = Annotated[str, typer.Option("--dataset", help="Waarin de persoon een nummer heeft, zoals professionals.")]
Identity = Annotated[str, typer.Option("--id", help="Het nummer van de persoon, zoals het wordt geleverd.")]
Issuer = Annotated[
    str | None, typer.Option("--partner", help="De organisatie die het nummer gaf; bij professionals niet nodig.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Toon wat er weg zou gaan; verander niets.")]


@persons.command()
def show(
    context: typer.Context, dataset: OfDataset, identity: Identity, partner: Issuer = None, as_json: AsJson = False
) -> None:
    """Toon alles wat van één persoon wordt bewaard, voor een verzoek om inzage."""
    from pipelines import holdings_report, story
    from pipelines.archive import Archive

    catalogue = load_catalogue(DATA_CONTRACTS)
    held = story.held(context.obj, dataset, identity, partner, catalogue)
    told = holdings_report.as_plain(held, Archive(context.obj), catalogue)
    if as_json:
        _print_json(told)
        return
    for line, style in holdings_report.as_lines(told, catalogue):
        out.print(line, style=style, markup=False)


@persons.command()
def forget(
    context: typer.Context,
    dataset: OfDataset,
    identity: Identity,
    partner: Issuer = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Wis een persoon overal: in alle leveringen, ook de afgekeurde rijen, en in elke publicatie."""
    from pipelines import story

    erased = story.forget(context.obj, dataset, identity, partner, load_catalogue(DATA_CONTRACTS), dry_run=dry_run)
    if as_json:
        _print_json(erased.to_plain() | {"dry_run": dry_run})
        return
    if erased.is_nothing:
        out.print("Van deze persoon wordt niets bewaard. Kijk het nummer na, en met --partner wie het gaf.")
        return
    counts = [f"{count} {name}" for name, count in erased.rows.items()]
    counts += [f"{count} verwijzingen in {name}" for name, count in erased.emptied.items()]
    counts += [f"{erased.rejected} afgekeurde rijen"] if erased.rejected else []
    if counts:
        out.print(f"{'Te wissen' if dry_run else 'Gewist'}: {', '.join(counts)}, uit {erased.deliveries} leveringen.")
    if erased.counted:
        out.print(
            f"Bevroren cijfers blijven zoals zij zijn gepubliceerd; {erased.counted} tellingen zijn van niemand meer."
        )
    if not dry_run:
        out.print("Wordt het nummer later opnieuw geleverd, dan komt de persoon terug: laat het bij de bron weghalen.")


@persons.command()
def expire(context: typer.Context, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Verwijder de gegevens waarvan de bewaartermijn voorbij is; wat en wanneer blijft genoteerd."""
    from pipelines import story

    over = story.expire(context.obj, load_catalogue(DATA_CONTRACTS), dt.datetime.now(dt.UTC), dry_run=dry_run)
    if as_json:
        _print_json({"dry_run": dry_run} | over.to_plain())
        return
    due, months = over.deliveries, over.access_log
    for item in due:
        receipt = item.receipt
        since = f"bewaartermijn voorbij sinds {item.due_on:%d-%m-%Y}"
        out.print(f"{receipt.delivery_id} · {receipt.dataset} van {receipt.partner_id} · {item.rows} rijen, {since}")
    rows, verb = sum(item.rows for item in due), "te verwijderen" if dry_run else "verwijderd"
    if due:
        out.print(f"{rows} rijen uit {len(due)} leveringen {verb}.")
    if months:
        out.print(f"Toegangslogboek van {months[0].stem} tot en met {months[-1].stem} {verb}.")
    if not due and not months:
        out.print("Er is geen bewaartermijn voorbij.")


def _print_json(told: dict[str, Any]) -> None:
    out.print_json(json.dumps(told, ensure_ascii=False))
