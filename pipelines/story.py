"""The story of a delivery, top to bottom: delivered files → archive → warehouse → editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.editions.rounds import forget_persons, read_rounds
from pipelines.erasure import Erased, erase, what_erasing_takes
from pipelines.errors import UsageError
from pipelines.example_data import example_deliveries
from pipelines.expiry import Over, due_by, judged_on, months_due_by
from pipelines.expiry import expire as take_out
from pipelines.filing import filed
from pipelines.holdings import Holdings, holdings_of, persons_held
from pipelines.home_settings import registered_purpose, write_example_settings
from pipelines.intake import Circumstances
from pipelines.pseudonyms import PSEUDONYM_HEX_DIGITS, Pseudonymiser, load_key, passing_key, refuse_other_key
from pipelines.receipts import Receipt
from pipelines.reports.return_file import write_return_file
from pipelines.run_report import RunReport
from pipelines.runs import Run, taken_in
from pipelines.settings import LOCAL_ZONE, Home
from pipelines.sources import DeliveredFile
from pipelines.subjects import subject_of
from pipelines.warehouse import publish
from pipelines.writing_lock import writing


def ingest(home: Home, run: Run, catalogue: Catalogue, return_to: Path | None = None) -> RunReport:
    """Check and archive the files of a run, then build and publish."""
    _refuse_within_home(return_to, home)
    registered_purpose(home)  # a mistake in the settings is told before anything is filed
    with writing(home, "ingest"):
        report = take_in(home, run, catalogue, store=True)
        publish(home, catalogue)
    _write_return_files(report, return_to)
    return report


def check(home: Home, run: Run, catalogue: Catalogue, return_to: Path | None = None) -> RunReport:
    """The same report as `ingest` would give; nothing is stored."""
    _refuse_within_home(return_to, home)
    report = take_in(home, run, catalogue, store=False)
    _write_return_files(report, return_to)
    return report


def withdraw(home: Home, withdrawn: str, catalogue: Catalogue) -> Receipt:
    """Take a delivery out of the current rows, then build and publish."""
    registered_purpose(home)
    with writing(home, "withdraw"):
        archive = Archive(home)
        latest = max((r.received_at for r in archive.receipts()), default=dt.datetime.min.replace(tzinfo=dt.UTC))
        receipt = archive.withdraw(withdrawn, max(dt.datetime.now(dt.UTC), latest))
        publish(home, catalogue)
    return receipt


def build(home: Home, catalogue: Catalogue, as_of: dt.datetime | None = None, out: Path | None = None) -> Path:
    """Rebuild the editions from the archive; those of an earlier instant only into another folder.

    Raises:
        UsageError: an instant without a folder, or a folder that is the home's own.
    """
    if (as_of is None) != (out is None):
        raise UsageError("Geef --as-of en --out samen: een eerdere stand komt in een andere map dan de publicatie.")
    if out is not None and home.published in (out.resolve(), *out.resolve().parents):
        raise UsageError("Kies voor --out een map buiten de publicatie zelf.")
    if as_of is not None and as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=LOCAL_ZONE)
    with writing(home, "build"):
        return publish(home, catalogue, as_of, out)


def held(home: Home, dataset: str, identity: str, issuer: str | None, catalogue: Catalogue) -> Holdings:
    """Everything that the archive holds of the person with a number, for who asks what is known of them.

    Raises:
        UsageError: the dataset has no numbers of persons, or it is not said who gave the number.
    """
    archive = Archive(home)
    pseudonymiser = Pseudonymiser(_key_of(home, archive, store=False))
    subject = subject_of(dataset, identity, issuer, catalogue, pseudonymiser)
    return holdings_of(subject, archive, catalogue, pseudonymiser, read_rounds(home.rounds))


def forget(
    home: Home, dataset: str, identity: str, issuer: str | None, catalogue: Catalogue, *, dry_run: bool = False
) -> Erased:
    """Erase a person from every delivery and, by building anew, from every edition; then nobody can tell who it was.

    Raises:
        UsageError: as `held`.
    """
    if dry_run:
        return what_erasing_takes(held(home, dataset, identity, issuer, catalogue))
    with writing(home, "forget"):
        found = held(home, dataset, identity, issuer, catalogue)
        erased = erase(found, Archive(home), catalogue, dt.datetime.now(dt.UTC))
        forget_persons(home.rounds, {found.subject.pseudonym})
        publish(home, catalogue)
    return erased


def expire(home: Home, catalogue: Catalogue, now: dt.datetime, *, dry_run: bool = False) -> Over:
    """Take out the deliveries and the months of the access log of which the retention period is over, then publish."""
    archive = Archive(home)
    if dry_run:
        return _over(home, archive, catalogue, now)
    with writing(home, "expire"):
        over = _over(home, archive, catalogue, now)
        for month in over.access_log:
            month.unlink()
        take_out(over.deliveries, archive, catalogue, now)
        counted = {person for one in read_rounds(home.rounds) for person in one.members["person_id"]}
        known = {person for person in counted if len(person) == PSEUDONYM_HEX_DIGITS}  # others are nobody's already
        forget_persons(home.rounds, known - persons_held(archive, catalogue))
        publish(home, catalogue)
    return over


def _over(home: Home, archive: Archive, catalogue: Catalogue, now: dt.datetime) -> Over:
    receipts, months = archive.every_receipt(), int(catalogue.programme.thresholds["access_log_months"])
    due = due_by(judged_on(receipts, now), receipts, catalogue)
    return Over(tuple(due), months_due_by(now.date(), home.access_log, months))


def demo(home: Home, catalogue: Catalogue, seed: int, progress: Callable[[str], None]) -> int:
    """Deliver the example data as its partners would, build once, and return the number of deliveries.

    A demonstration that was interrupted goes on where it stopped.

    Raises:
        UsageError: the home holds other deliveries than these.
    """
    with writing(home, "demo"):
        archive = Archive(home)
        there, deliveries = archive.receipts(), example_deliveries(catalogue, seed)
        ours = {DeliveredFile.of(name, content).sha256 for d in deliveries for name, content in d.files.items()}
        if not ours.issuperset(receipt.file_sha256 for receipt in there):
            raise UsageError(f"In {home.path} staan al leveringen. Kies met --home een lege map voor de voorbeelddata.")
        latest = max((receipt.received_at for receipt in there), default=deliveries[0].received_at)
        for number, example in enumerate(deliveries, 1):
            if example.received_at < latest:
                continue
            progress(f"levering {number} van {len(deliveries)}: {example.partner_id}")
            files = [DeliveredFile.of(name, content) for name, content in example.files.items()]
            run = Run(example.partner_id, files, example.received_at, example=True)
            take_in(home, run, catalogue, store=True, archive=archive)
        write_example_settings(home)
        progress("warehouse bouwen")
        publish(home, catalogue)
    return len(deliveries)


def take_in(home: Home, run: Run, catalogue: Catalogue, *, store: bool, archive: Archive | None = None) -> RunReport:
    """Check every file of a run, dataset after dataset in the order of their references, and file what is accepted.

    Args:
        archive: that of the home, when a run before this one has read from it.
    """
    archive = archive or Archive(home)
    receipts = archive.receipts()
    if receipts and run.received_at < receipts[-1].received_at:
        latest = receipts[-1].received_at.astimezone(LOCAL_ZONE)
        raise UsageError(
            f"Het tijdstip van ontvangst ligt vóór de laatste ontvangst ({latest:%d-%m-%Y %H:%M:%S}). "
            "Kijk --received-at na, of anders de klok van deze computer."
        )
    given = Circumstances(
        catalogue,
        archive,
        receipts,
        Pseudonymiser(_key_of(home, archive, store=store)),
        run.partner_id,
        run.received_at,
    )
    taken = taken_in(given, run)
    if store:
        archive.file(filed(taken, run, catalogue))
    return RunReport(run.partner_id, run.received_at, tuple(taken), store)


def is_published(home: Home) -> bool:
    """Whether there is something to look at. A demonstration publishes last: without an edition it is not complete."""
    return home.kernteam_edition.exists()


def _key_of(home: Home, archive: Archive, *, store: bool) -> bytes:
    """The home's key. What stores nothing in an empty home leaves no key behind either."""
    if not store and archive.is_empty:
        return passing_key()
    key = load_key(home.key, home_is_empty=archive.is_empty)
    refuse_other_key(key, home.key_fingerprint)
    return key


def _refuse_within_home(folder: Path | None, home: Home) -> None:
    """Return files hold raw identities, so never within the home."""
    if folder is not None and home.path in (folder.resolve(), *folder.resolve().parents):
        raise UsageError("Kies voor --return-to een map buiten de home: een retourbestand bevat ruwe nummers.")


def _write_return_files(report: RunReport, folder: Path | None) -> None:
    """An annotated copy of each delivered table with faults, where the deliverer asks for it."""
    if folder is not None:
        written: set[str] = set()
        for delivery in report.deliveries:
            if delivery.findings.height:
                written.add(write_return_file(delivery, folder, taken_names=written).name)
