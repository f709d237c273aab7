"""A run: the files that one command delivers, recognised and put in the order in which they refer to each other."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.catalogue import Catalogue
from pipelines.duo_overview import is_registration_overview
from pipelines.errors import DeliveryRefused, UsageError
from pipelines.intake import Circumstances, Intake, refused_whole
from pipelines.receipts import Outcome
from pipelines.settings import LOCAL_ZONE
from pipelines.sources import DeliveredFile, files_of, recognised
from pipelines.taken import Taken
from pipelines.vanished import with_left_out, with_vanished

UNKNOWN_DATASET = "onbekend"
_NEAR = 0.8  # how much alike a known partner must be to be asked for
CLOCK_SKEW = dt.timedelta(minutes=5)  # clocks of two machines differ; an instant beyond that would block the home


@dataclass(frozen=True, slots=True)
class Run:
    """One command's deliveries: who delivers which files, when, and what is to become of them."""

    partner_id: str
    files: Sequence[DeliveredFile]
    received_at: dt.datetime
    dataset: str | None = None
    example: bool = False


def run_of_paths(
    paths: Sequence[Path], partner_id: str, received_at: dt.datetime | None, dataset: str | None, catalogue: Catalogue
) -> Run:
    """The run of files that a user names; a folder stands for its own files.

    Raises:
        UsageError: a path does not exist, or the dataset is none.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"Niet gevonden: {', '.join(missing)}.")
    if dataset is not None and dataset not in catalogue.contracts:
        raise UsageError(f"Onbekende dataset ‘{dataset}’. Kies uit: {', '.join(catalogue.contracts)}.")
    files = [DeliveredFile.read(file) for path in paths for file in files_of(path)]
    if not files:
        raise UsageError(f"Geen bestanden gevonden in {', '.join(map(str, paths))}.")
    now = dt.datetime.now(dt.UTC)
    instant = received_at or now
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=LOCAL_ZONE)
    if instant > now + CLOCK_SKEW:
        raise UsageError(
            f"--received-at {instant:%d-%m-%Y %H:%M} ligt in de toekomst. Geef het tijdstip van ontvangst."
        )
    return Run(partner_id, files, instant.astimezone(dt.UTC), dataset)


def taken_in(given: Circumstances, run: Run) -> list[Taken]:
    """Every file of a run checked, dataset after dataset, so that references find what they point at."""
    catalogue, groups, strange = given.catalogue, dict[str, list[DeliveredFile]](), list[DeliveredFile]()
    overviews = [file for file in run.files if is_registration_overview(file.content)]
    for file in run.files:
        if file in overviews:
            continue  # whatever it is called
        contract = catalogue[run.dataset] if run.dataset else recognised(file, catalogue)
        groups.setdefault(contract.dataset, []).append(file) if contract else strange.append(file)
    intake, taken = Intake(given), list[Taken]()
    for contract in catalogue.in_reference_order:
        if files := groups.get(contract.dataset):
            first, copies = _without_copies(files)
            decided = _of_known_partner(intake.take(first, contract), intake, given)
            taken += with_left_out(decided, intake.known, contract, catalogue)
            taken += [_copy(file, original, contract.dataset, catalogue) for file, original in copies]
    names = ", ".join(c.label.nl.lower() for c in catalogue.contracts.values())
    message = catalogue.messages["refused_unknown_dataset"].format(names=names)
    refusal = DeliveryRefused("unknown_dataset", message)
    taken += [refused_whole(file, UNKNOWN_DATASET, refusal) for file in _without_copies(strange)[0]]
    refusal = DeliveryRefused("duo_overview", catalogue.messages["refused_duo_overview"])
    taken += [refused_whole(file, UNKNOWN_DATASET, refusal) for file in _without_copies(overviews)[0]]
    return with_vanished(taken, intake.known, run.partner_id, catalogue)


def _without_copies(
    files: Sequence[DeliveredFile],
) -> tuple[list[DeliveredFile], list[tuple[DeliveredFile, DeliveredFile]]]:
    """The files of a dataset each once, and literal copies among them with the file that they are a copy of."""
    first: dict[str, DeliveredFile] = {}
    copies = [(file, first[file.sha256]) for file in files if first.setdefault(file.sha256, file) is not file]
    return list(first.values()), copies


def _copy(file: DeliveredFile, original: DeliveredFile, dataset: str, catalogue: Catalogue) -> Taken:
    """A literal copy of another file of the run is the same delivery: it is told, and not filed twice."""
    note = catalogue.messages["same_in_run"].format(file=original.name)
    return Taken(file, dataset, Outcome.UNCHANGED, notes=(note,), is_filed=True)


def _of_known_partner(taken: list[Taken], intake: Intake, given: Circumstances) -> list[Taken]:
    """Refuse everything of a partner that is neither known nor registered by this very run."""
    partner, programme, messages = given.partner_id, given.catalogue.programme.scope_id, given.catalogue.messages
    known = [programme, *intake.known.of("organisations")["organisation_id"]]
    if partner in known:
        return taken
    near = difflib.get_close_matches(partner, known, n=1, cutoff=_NEAR)
    key = "refused_mistyped_partner" if near else "refused_unknown_partner"
    message = messages[key].format(partner=partner, near="".join(near))
    refusal = DeliveryRefused("unknown_partner", message)
    return [refused_whole(t.file, t.dataset, refusal, t.table) for t in taken]
