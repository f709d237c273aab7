"""A run's report in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.catalogue import Catalogue
from pipelines.contracts import Severity
from pipelines.receipts import Outcome
from pipelines.run_report import RunReport, findings_by_message
from pipelines.taken import Taken

_STYLES = {
    Outcome.LOADED: "green",
    Outcome.PARTLY: "yellow",
    Outcome.REFUSED: "red",
    Outcome.UNCHANGED: "dim",
}
_MOST_ROWS = 8
_MOST_MESSAGES = 25

Line = tuple[str, str]
"""A line and its style."""


def report_lines(report: RunReport, catalogue: Catalogue) -> Iterator[Line]:
    """One block a file: how it fared, what is wrong with which rows, and what to know beside that."""
    for delivery in report.deliveries:
        contract = catalogue.contracts.get(delivery.dataset)
        label = contract.label.nl if contract else "onbekend"
        yield f"{delivery.file.name} · {label} · {_in_words(delivery, report.is_stored)}", _STYLES[delivery.outcome]
        yield from ((f"  {note.nl}", "") for note in delivery.notes)
        if delivery.outcome is not Outcome.REFUSED or delivery.findings["rule"].n_unique() > 1:
            yield from _finding_lines(delivery)
    if not report.is_stored:
        yield "Er is niets opgeslagen. Leveren gaat met `ingest`.", "dim"


def _in_words(delivery: Taken, is_stored: bool) -> str:
    rows, good = _rows(delivery.rows_delivered), "geladen" if is_stored else "in orde"
    if delivery.outcome is Outcome.REFUSED:
        return f"geweigerd: niets geladen van {rows}"
    if delivery.outcome is Outcome.UNCHANGED:
        rejected = f" ({delivery.rows_rejected} afgekeurd)" if delivery.rows_rejected else ""
        return f"ongewijzigd: {rows}{rejected}, hetzelfde als de vorige levering"
    if delivery.outcome is Outcome.PARTLY:
        return f"{delivery.rows_accepted} van {rows} {good}, {delivery.rows_rejected} afgekeurd"
    return f"{rows} {good}"


def _finding_lines(delivery: Taken) -> Iterator[Line]:
    told = {note.nl for note in delivery.notes}
    grouped = [g for g in findings_by_message(delivery.findings) if g[1] not in told]
    for severity, message, rows in grouped[:_MOST_MESSAGES]:
        sign = "✗" if severity == Severity.ERROR else "!"
        yield f"  {sign} {_places(rows)}: {message}", "red" if severity == Severity.ERROR else "yellow"
    if len(grouped) > _MOST_MESSAGES:
        yield f"  … en nog {len(grouped) - _MOST_MESSAGES} andere meldingen; --return-to geeft ze alle.", "dim"


def _places(rows: list[int]) -> str:
    named = ", ".join(map(str, rows[:_MOST_ROWS]))
    more = f" en nog {len(rows) - _MOST_ROWS}" if len(rows) > _MOST_ROWS else ""
    return f"{'regel' if len(rows) == 1 else 'regels'} {named}{more}"


def _rows(count: int) -> str:
    return "1 rij" if count == 1 else f"{count} rijen"
