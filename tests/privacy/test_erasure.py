"""What is held of a person can be shown, and erased: everywhere, whole, and so that nobody can tell who it was."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import polars as pl
import pytest

from pipelines import story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.editions.rounds import Round, read_rounds, write_round
from pipelines.erasure import erase, what_erasing_takes
from pipelines.errors import UsageError
from pipelines.holdings import holdings_of
from pipelines.holdings_report import as_lines, as_plain
from pipelines.pseudonyms import Pseudonymiser, load_key
from pipelines.receipts import Reason
from pipelines.settings import Home
from pipelines.subjects import link_of, subject_of
from tests.command_line import grensganger
from tests.conftest import Deliver
from tests.privacy.conftest import FILES, PROFESSIONALS, Rows, everything_in, on_day

AT = on_day("2026-06-01T12:00")
NOTHING: dict[str, list[object]] = {"rows": [], "rejected_rows": [], "deliveries": [], "frozen_cells": []}
Pseudonym = Callable[[str, str, str], str]


@pytest.fixture
def forget(home: Home, catalogue: Catalogue) -> Callable[..., None]:
    """Erase from the archive; publishing is another test's."""

    def erased(dataset: str, number: str, issuer: str | None = None, at: dt.datetime = AT) -> None:
        archive = Archive(home)
        held = story.held(home, dataset, number, issuer, catalogue)
        erase(held, archive, catalogue, at)

    return erased


@pytest.mark.usefixtures("delivered")
def test_everything_of_a_person_is_shown_over_all_datasets(
    home: Home, catalogue: Catalogue, pseudonym: Pseudonym
) -> None:
    told = as_plain(story.held(home, "professionals", " hp1 ", None, catalogue), Archive(home), catalogue)

    held = [(r["dataset"], r["is_current"], [*r["fields"].values()][:2]) for r in told["rows"]]
    person = pseudonym("professional", "programma", "HP1")
    assert held == [
        ("professionals", False, [person, "mbo"]),
        ("professionals", True, [person, "mbo"]),
        ("placements", True, ["PL1", person]),
        ("retention", True, ["PL1", "2025-11-01"]),
    ]
    assert [(r["dataset"], r["row_number"], r["rule"]) for r in told["rejected_rows"]] == [
        ("retention", 4, "status.codes"),
        ("placements", 3, "professional_id.reference"),
    ]
    assert sorted({d["dataset"] for d in told["deliveries"]}) == ["placements", "professionals", "retention"]
    lines = "\n".join(line for line, _ in as_lines(told, catalogue))
    assert "  Toestemming onderzoek: ja\n" in lines
    assert "  Startdatum: 01-10-2025\n" in lines
    assert "  FTE school: 0,4\n" in lines
    assert "Behoud · afgekeurde regel 4 van programma op 01-01-2026" in lines
    assert "HP1" not in lines


@pytest.mark.usefixtures("delivered")
def test_of_somebody_unknown_nothing_is_held(home: Home, catalogue: Catalogue) -> None:
    told = as_plain(story.held(home, "professionals", "HP9", None, catalogue), Archive(home), catalogue)

    assert told == NOTHING
    assert [line for line, _ in as_lines(told, catalogue)] == [
        "Van deze persoon wordt niets bewaard. Kijk het nummer na, en met --partner wie het gaf."
    ]


@pytest.mark.usefixtures("delivered")
def test_a_pupil_is_known_by_the_school_that_gave_the_number(home: Home, catalogue: Catalogue) -> None:
    told = as_plain(story.held(home, "student_outcomes", "S1", "ROC-B", catalogue), Archive(home), catalogue)

    assert [row["fields"]["school_id"] for row in told["rows"]] == ["roc-b"]
    with pytest.raises(UsageError) as missing:
        story.held(home, "student_outcomes", "S1", None, catalogue)
    assert str(missing.value) == (
        "Een nummer bij student_outcomes geldt alleen binnen één organisatie. Geef met --partner de organisatie die "
        "het nummer gaf (kolom school_id)."
    )


@pytest.mark.parametrize("dataset", ["pilots", "retention", "onzin"])
def test_a_dataset_without_numbers_of_persons_is_a_usage_error(dataset: str, home: Home, catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="Kies uit: placements, professionals, student_outcomes, surveys"):
        story.held(home, dataset, "X", None, catalogue)


@pytest.mark.usefixtures("delivered")
def test_an_erased_person_is_in_no_file_of_the_archive(
    home: Home, forget: Callable[..., None], pseudonym: Pseudonym, current: Rows
) -> None:
    key = Pseudonymiser(load_key(home.key, home_is_empty=False))
    traces = (pseudonym("professional", "programma", "HP1"), "PL1", link_of("placements", "PL1", key))
    before = everything_in(home.archive)
    assert all(any(trace in text for text in before.values()) for trace in traces)

    forget("professionals", "HP1")

    after = everything_in(home.archive)
    assert [name for name, text in after.items() if any(trace in text for trace in traces)] == []
    other = pseudonym("professional", "programma", "HP2")
    assert current("professionals") == [(other,)]
    assert current("placements") == [("PL2",)]
    assert current("retention") == [("PL2", dt.date(2025, 11, 1))]


@pytest.mark.usefixtures("delivered")
def test_receipts_keep_what_was_delivered_and_tell_what_is_left(home: Home, forget: Callable[..., None]) -> None:
    archive = Archive(home)
    before = {r.delivery_id: r for r in archive.receipts()}

    forget("professionals", "HP1")

    erased = [r for r in archive.receipts() if r.erased]
    assert sorted((r.dataset, r.rows_accepted, r.rows_rejected, r.accepted_left, r.rejected_left) for r in erased) == [
        ("placements", 1, 1, 1, 0),
        ("placements", 2, 0, 1, 0),
        ("professionals", 2, 0, 1, 0),
        ("professionals", 2, 0, 1, 0),
        ("retention", 2, 1, 1, 0),
    ]
    for receipt in archive.receipts():
        was = before[receipt.delivery_id]
        assert receipt.rows_delivered == receipt.rows_accepted + receipt.rows_rejected
        assert replace(receipt, erased=(), notes=(), vanished=()) == replace(was, notes=(), vanished=())
        stored = archive.stored_rows(receipt)
        assert receipt.accepted_left == (0 if stored is None else stored.height)
        assert receipt.rows_erased == sum(
            (receipt.rows_accepted - receipt.accepted_left, receipt.rows_rejected - receipt.rejected_left)
        )
    assert {(e.at, e.reason) for r in erased for e in r.erased} == {(AT, Reason.FORGOTTEN)}
    assert [r.vanished for r in archive.receipts() if before[r.delivery_id].vanished] == [()]
    assert any("er is geen einde gemeld: …." in note for r in archive.receipts() for note in r.notes)


@pytest.mark.usefixtures("delivered")
def test_erasing_twice_changes_nothing_more(home: Home, catalogue: Catalogue, forget: Callable[..., None]) -> None:
    forget("professionals", "HP1")
    once = everything_in(home.archive)

    forget("professionals", "HP1", at=AT + dt.timedelta(days=1))

    assert everything_in(home.archive) == once
    assert what_erasing_takes(story.held(home, "professionals", "HP1", None, catalogue)).is_nothing


@pytest.mark.usefixtures("delivered")
def test_a_pupil_of_the_same_number_at_another_school_stays(forget: Callable[..., None], current: Rows) -> None:
    forget("student_outcomes", "S1", "roc-a")

    assert sorted(str(row[1]) for row in current("student_outcomes")) == ["roc-a", "roc-b"]


def test_a_placement_that_was_mended_to_somebody_else_stays_with_its_observations(
    deliver: Deliver, forget: Callable[..., None], current: Rows
) -> None:
    """PL2 was delivered with HP1 by mistake: that version goes, the mended one does not."""
    mistaken = FILES["plaatsingen.csv"].replace("PL2;HP2", "PL2;HP1")
    deliver(FILES | {"plaatsingen.csv": mistaken}, at="2026-01-01T10:00")
    deliver({"plaatsingen.csv": FILES["plaatsingen.csv"]}, at="2026-01-02T10:00")

    forget("professionals", "HP1")

    assert current("placements") == [("PL2",)]
    assert current("retention") == [("PL2", dt.date(2025, 11, 1))]


@pytest.mark.usefixtures("delivered")
def test_a_reference_that_may_be_empty_is_emptied_and_its_row_stays(home: Home, catalogue: Catalogue) -> None:
    placements = catalogue["placements"]
    fields = tuple(replace(f, required=f.required and f.name != "professional_id") for f in placements.fields)
    changed = MappingProxyType({**catalogue.contracts, "placements": replace(placements, fields=fields)})
    loose, archive = replace(catalogue, contracts=changed), Archive(home)
    pseudonymiser = Pseudonymiser(load_key(home.key, home_is_empty=False))
    subject = subject_of("professionals", "HP1", None, loose, pseudonymiser)

    erased = erase(holdings_of(subject, archive, loose, pseudonymiser), archive, loose, AT)

    assert dict(erased.emptied) == {"placements": 1}
    rows = archive.current_rows(loose["placements"], archive.receipts())
    assert rows.select("placement_id", pl.col("professional_id").is_null()).rows() == [("PL1", True), ("PL2", False)]
    assert archive.current_rows(loose["retention"], archive.receipts()).height == 2


@pytest.mark.usefixtures("delivered")
def test_the_same_file_again_brings_nobody_back_and_another_one_does(
    deliver: Deliver, forget: Callable[..., None], current: Rows
) -> None:
    """Whoever is erased is not known any more, so a number delivered anew is a new decision of its deliverer."""
    second = {"professionals.csv": PROFESSIONALS.replace("Lassen", "Lassen en frezen")}
    forget("professionals", "HP1")

    (same,) = deliver(second, at="2026-07-01T10:00").deliveries
    assert (same.outcome, len(current("professionals"))) == ("ongewijzigd", 1)

    (other,) = deliver({"professionals.csv": PROFESSIONALS}, at="2026-07-02T10:00").deliveries
    assert (other.outcome, len(current("professionals"))) == ("geladen", 2)


@pytest.mark.usefixtures("delivered")
def test_frozen_counts_stay_and_are_nobodys_after_erasure(
    home: Home, catalogue: Catalogue, pseudonym: Pseudonym, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other = (pseudonym("professional", "programma", number) for number in ("HP1", "HP2"))
    counted = pl.DataFrame({"population": "actief", "dimension": "alle", "code": "alle", "person_id": [person, other]})
    table = pl.DataFrame({"persons": [2]})
    write_round(home.rounds, Round(dt.date(2026, 1, 1), AT, 5, is_fewest=True, tables={"t": table}, members=counted))
    monkeypatch.setattr(story, "publish", lambda *_: None)
    told = as_plain(story.held(home, "professionals", "HP1", None, catalogue), Archive(home), catalogue)
    cell = {"peildatum": "2026-01-01", "population": "actief", "dimension": "alle", "code": "alle"}
    assert told["frozen_cells"] == [cell]
    assert "Meegeteld in de cijfers voor financiers van 01-01-2026: actief/alle/alle" in [
        line for line, _ in as_lines(told, catalogue)
    ]

    erased = story.forget(home, "professionals", "HP1", None, catalogue)

    (frozen,) = read_rounds(home.rounds)
    assert erased.counted == 1
    assert frozen.tables["t"].equals(table)
    assert frozen.members.height == 2
    assert person not in frozen.members["person_id"]
    assert other in frozen.members["person_id"]


FORGET = ["forget", "--dataset", "professionals", "--id", "HP1"]


@pytest.mark.slow
@pytest.mark.usefixtures("delivered")
def test_the_command_erases_publishes_and_tells_no_number(
    home: Home, published: Callable[[str], pl.DataFrame], pseudonym: Pseudonym
) -> None:
    person = pseudonym("professional", "programma", "HP1")
    tried = json.loads(grensganger(home.path, *FORGET, "--dry-run", "--json").stdout)
    assert tried["dry_run"]
    assert tried["rows"] == {"professionals": 2, "placements": 1, "retention": 1}
    assert not home.kernteam_edition.exists()

    done = grensganger(home.path, *FORGET)

    assert (done.returncode, "HP1" in done.stdout + done.stderr) == (0, False)
    assert "Gewist: 2 professionals, 1 placements, 1 retention, 2 afgekeurde rijen, uit 5 leveringen." in done.stdout
    assert published("select professional_id from core.professionals").rows() != [(person,)]
    assert published("select count(*) from core.placements").item() == 1
    shown = grensganger(home.path, "show", *FORGET[1:], "--json")
    assert json.loads(shown.stdout) == NOTHING
    again = grensganger(home.path, *FORGET)
    assert again.returncode == 0
    assert "Van deze persoon wordt niets bewaard." in again.stdout


@pytest.mark.usefixtures("delivered")
def test_an_erasure_killed_at_any_rename_is_completed_by_the_next(
    home: Home, catalogue: Catalogue, pseudonym: Pseudonym, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is the old or the new one, and what is left of the person can be found again."""
    person = pseudonym("professional", "programma", "HP1")
    for nth in range(1, 40):
        there = Home.at(tmp_path / str(nth))
        shutil.copytree(home.path, there.path)
        with monkeypatch.context() as context:
            was_killed = killed_at_rename(nth, context, partial(erase_hp1, there, catalogue, AT))
        archive = Archive(there)
        for receipt in archive.receipts():
            stored = archive.stored_rows(receipt)  # every receipt names a file that is there
            assert receipt.accepted_left == (0 if stored is None else stored.height)
        erase_hp1(there, catalogue, AT + dt.timedelta(days=1))
        texts = everything_in(there.archive)
        assert [name for name, text in texts.items() if person in text or "PL1" in text] == []
        counts = [(r.dataset, r.accepted_left, r.rejected_left) for r in archive.receipts() if r.dataset == "retention"]
        assert counts == [("retention", 1, 0)]
        if not was_killed:
            break
    assert nth == 1 + 2 * 2 + 1 + 4 * 2  # receipts with rejected rows, one with a remark, receipts with accepted rows


def erase_hp1(home: Home, catalogue: Catalogue, at: dt.datetime) -> None:
    erase(story.held(home, "professionals", "HP1", None, catalogue), Archive(home), catalogue, at)


class Killed(BaseException):
    """As a process that is killed: nothing of ours runs after it."""


def killed_at_rename(nth: int, monkeypatch: pytest.MonkeyPatch, command: Callable[[], object]) -> bool:
    """Run a command that stops for good before its nth rename; False when it made fewer."""
    rename, left = Path.replace, [nth]

    def replaced(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replaced)
    try:
        command()
    except Killed:
        return True
    return False


def test_what_a_killed_command_left_is_removed(
    home: Home, catalogue: Catalogue, deliver: Deliver, forget: Callable[..., None]
) -> None:
    deliver(FILES, at="2026-01-01T10:00")
    placements = home.archive / "placements"
    for orphan in (placements / "0123.parquet", placements / ".0123.parquet.7.partial"):
        orphan.write_bytes(b"")
    (home.receipts / "0123.rejected.parquet").write_bytes(b"")

    forget("professionals", "HP9")

    assert [path.suffix for path in placements.iterdir()] == [".parquet"]
    assert not (home.receipts / "0123.rejected.parquet").exists()
