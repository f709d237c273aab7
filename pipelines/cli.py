"""The command line: arguments, messages and exit statuses only. What happens stands in story.py."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli_audit import audits
from pipelines.cli_persons import persons
from pipelines.contract_files import load_catalogue
from pipelines.errors import ContractError, GrensgangerError, UsageError
from pipelines.settings import DATA_CONTRACTS, PROJECT, Home
from pipelines.terminal import AsJson, err, out

if TYPE_CHECKING:
    from pipelines.catalogue import Catalogue
    from pipelines.run_report import RunReport
    from pipelines.runs import Run

app = typer.Typer(
    help="Monitor van een partnerschap rond hybride professionals.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(persons)
app.add_typer(audits)
_DEBUG = "--debug"
ROLES = ("kernteam", "lectoraat", "funder", "partner")

Partner = Annotated[str, typer.Option("--partner", help="Wie levert: de organisatie, zoals in ‘organisaties’.")]
Paths = Annotated[list[Path], typer.Argument(help="Bestanden, of een map met bestanden.")]
Dataset = Annotated[str | None, typer.Option(help="Naam van de dataset, als de bestandsnaam die niet noemt.")]
ReturnTo = Annotated[Path | None, typer.Option(help="Map voor retourbestanden met uitleg bij elke afgekeurde rij.")]
Instant = Annotated[str | None, typer.Option(help="Tijdstip (ISO); zonder zone is het Europe/Amsterdam.")]


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[Path, typer.Option(envvar="GRENSGANGER_HOME", help="Map met alle gegevens.")] = Path("var"),
    _debug: Annotated[bool, typer.Option(_DEBUG, help="Toon bij een fout waar zij ontstond.")] = False,
) -> None:
    """Monitor van een partnerschap rond hybride professionals."""
    context.obj = Home.at(home)


@app.command()
def ingest(
    context: typer.Context,
    paths: Paths,
    partner: Partner,
    dataset: Dataset = None,
    received_at: Instant = None,
    return_to: ReturnTo = None,
    as_json: AsJson = False,
) -> None:
    """Controleer en archiveer bestanden en werk de monitor bij."""
    from pipelines import story

    catalogue, run = _run(paths, partner, dataset, received_at)
    report = story.ingest(context.obj, run, catalogue, return_to)
    _tell_of(context.obj.published, "funder")
    _show_report(report, catalogue, as_json)


@app.command()
def check(
    context: typer.Context,
    paths: Paths,
    partner: Partner,
    dataset: Dataset = None,
    received_at: Instant = None,
    return_to: ReturnTo = None,
    as_json: AsJson = False,
) -> None:
    """Controleer bestanden zonder iets op te slaan."""
    from pipelines import story

    catalogue, run = _run(paths, partner, dataset, received_at)
    _show_report(story.check(context.obj, run, catalogue, return_to), catalogue, as_json)


@app.command()
def withdraw(context: typer.Context, delivery: Annotated[str, typer.Argument(help="Nummer van de levering.")]) -> None:
    """Trek een levering in; zij blijft bewaard, maar telt niet meer mee."""
    from pipelines import story

    receipt = story.withdraw(context.obj, delivery, load_catalogue(DATA_CONTRACTS))
    out.print(f"Ingetrokken: {receipt.file_name} van {receipt.partner_id} ({receipt.rows_accepted} rijen).")
    _tell_of(context.obj.published, "funder")


@app.command()
def build(
    context: typer.Context,
    as_of: Instant = None,
    destination: Annotated[Path | None, typer.Option("--out", help="Map voor een eerdere stand.")] = None,
) -> None:
    """Bouw de publicatie opnieuw uit het archief, of een eerdere stand in een andere map."""
    from pipelines import story

    folder = story.build(context.obj, load_catalogue(DATA_CONTRACTS), _instant(as_of), destination)
    out.print(f"Gepubliceerd in {folder}.")
    _tell_of(folder, "funder", "lectoraat")


@app.command()
def demo(
    context: typer.Context,
    seed: Annotated[int, typer.Option(help="Ander getal, andere voorbeelddata.")] = 2026,
    no_dashboard: Annotated[bool, typer.Option("--no-dashboard", help="Open het dashboard niet.")] = False,
    port: Annotated[int, typer.Option(help="Poort op deze computer.")] = 8501,
) -> None:
    """Laad fictieve voorbeelddata en open het dashboard."""
    from pipelines import story

    if not story.is_published(context.obj):
        with err.status("voorbeelddata …") as status:
            progress = status.update if err.is_terminal else err.print
            count = story.demo(context.obj, load_catalogue(DATA_CONTRACTS), seed, progress)
        out.print(f"{count} voorbeeldleveringen geladen in {context.obj.path}.")
    if not no_dashboard:
        _serve(context.obj, port)


@app.command()
def dashboard(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Poort op deze computer.")] = 8501,
    role: Annotated[str | None, typer.Option(help="kernteam, lectoraat, funder of partner; zonder aanmelden.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Organisatie, bij de rol partner.")] = None,
    address: Annotated[str | None, typer.Option(help="IP-adres om op te luisteren; alleen met aanmelden.")] = None,
) -> None:
    """Open het dashboard: zonder aanmelden alleen op deze computer, met aanmelden voor iedereen met een rol."""
    _serve(context.obj, port, role, organisation, address)


@app.command()
def status(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Elke levering, met haar nummer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Toon de leveringen per partner en dataset, en hoe recent zij zijn."""
    from pipelines import delivery_status

    catalogue = load_catalogue(DATA_CONTRACTS)
    found = delivery_status.delivery_status(context.obj, catalogue, dt.datetime.now(dt.UTC))
    deliveries = delivery_status.every_delivery(context.obj, catalogue) if every else []
    if as_json:
        told = found.to_plain() | ({"deliveries": deliveries} if every else {})
        out.print_json(json.dumps(told, ensure_ascii=False))
        return
    out.print(delivery_status.as_table(found, catalogue))
    if every:
        out.print(delivery_status.deliveries_table(deliveries))


def main() -> None:
    """Entry point: users see messages, never tracebacks, unless they ask for them."""
    try:
        app()
    except GrensgangerError as error:
        _fail(error, error.exit_status)
    except ContractError as error:
        _fail(error, 1)
    except Exception as error:
        _fail(error, 1, f"Onvoorziene fout ({type(error).__name__}). Met --debug ziet u waar.")


def _fail(error: Exception, exit_status: int, told: str | None = None) -> None:
    if _DEBUG in sys.argv:
        raise error
    err.print(told or str(error), style="red", markup=False)
    sys.exit(exit_status)


def _run(paths: list[Path], partner: str, dataset: str | None, received_at: str | None) -> tuple[Catalogue, Run]:
    from pipelines import runs

    catalogue = load_catalogue(DATA_CONTRACTS)
    return catalogue, runs.run_of_paths(paths, partner, _instant(received_at), dataset, catalogue)


def _instant(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"‘{text}’ is geen tijdstip. Schrijf bijvoorbeeld 2026-03-01T09:00.") from error


def _tell_of(folder: Path, *editions: str) -> None:
    """What the latest build has to say of these editions: that one is not there, or was held back."""
    from pipelines.notices import read_notices

    for notice in read_notices(folder):
        if notice.edition in editions:
            err.print(notice.text.nl, style="yellow", markup=False)


def _show_report(report: RunReport, catalogue: Catalogue, as_json: bool) -> None:
    from pipelines.report_texts import report_lines

    if as_json:
        out.print_json(json.dumps(report.to_plain(), ensure_ascii=False))
    else:
        for line, style in report_lines(report, catalogue):
            out.print(line, style=style, markup=False)
    raise typer.Exit(report.exit_status)


def _serve(
    home: Home, port: int, role: str | None = None, organisation: str | None = None, address: str | None = None
) -> None:
    """Become the dashboard's server; it shares no code with the pipeline, only the editions."""
    if role not in (None, *ROLES):
        raise UsageError(f"Onbekende rol ‘{role}’. Kies uit: {', '.join(ROLES)}.")
    who = {"GRENSGANGER_ROLE": role, "GRENSGANGER_ORGANISATION": organisation}
    where = {"GRENSGANGER_HOME": str(home.path)} | {name: value for name, value in who.items() if value}
    server = [sys.executable, str(PROJECT / "dashboard" / "serve.py"), str(port), *([address] if address else [])]
    sys.stdout.flush()
    os.chdir(PROJECT)
    os.execve(sys.executable, server, {**os.environ, **where})  # noqa: S606 - our own server; it checks the address


if __name__ == "__main__":
    main()
