"""What has been kept for as long as its contract says goes; what is delivered again is kept anew."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from pipelines import story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.delivery_status import delivery_status
from pipelines.editions.rounds import Round, read_rounds, write_round
from pipelines.expiry import due_by, expire, judged_on, months_due_by
from pipelines.receipts import Reason
from pipelines.settings import PROJECT, Home
from tests.command_line import grensganger
from tests.conftest import Deliver
from tests.privacy.conftest import PROFESSIONALS, Rows, everything_in, on_day
from tests.privacy.test_erasure import killed_at_rename

ONE = {"professionals.csv": "Professional;Onderwijssector\nHP1;mbo\nHP2;onzin\n"}
AT = on_day("2031-06-01T12:00")


def due_days(home: Home, catalogue: Catalogue, day: str) -> list[tuple[str, str, int]]:
    due = due_by(dt.date.fromisoformat(day), Archive(home).every_receipt(), catalogue)
    return [(d.receipt.dataset, d.due_on.isoformat(), d.rows) for d in due]


@pytest.mark.parametrize(
    ("received", "last_day", "due_on"),
    [
        ("2026-01-01T10:00+00:00", "2030-12-31", "2031-01-01"),
        ("2025-12-31T23:30+00:00", "2030-12-31", "2031-01-01"),  # in Amsterdam it was the new year already
        ("2024-02-29T10:00+00:00", "2029-02-28", "2029-03-01"),
    ],
)
def test_professionals_are_kept_for_five_years_after_receipt(
    received: str, last_day: str, due_on: str, deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver(ONE, at=received)

    assert due_days(home, catalogue, last_day) == []
    assert due_days(home, catalogue, due_on) == [("professionals", due_on, 2)]


def test_the_same_delivered_again_is_kept_anew(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    whole = {"professionals.csv": PROFESSIONALS}
    deliver(whole, at="2026-01-01T10:00")
    (again,) = deliver(whole, at="2028-01-01T10:00").deliveries

    assert again.outcome == "ongewijzigd"
    assert due_days(home, catalogue, "2032-12-31") == []
    assert due_days(home, catalogue, "2033-01-01") == [("professionals", "2033-01-01", 2)]


def test_what_expired_is_gone_and_the_receipt_tells_so(
    deliver: Deliver, home: Home, catalogue: Catalogue, current: Rows
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    deliver({"professionals.csv": "Professional;Onderwijssector\nHP3;mbo\n"}, at="2027-01-01T10:00")
    archive = Archive(home)

    expire(due_by(AT.date(), archive.every_receipt(), catalogue), archive, catalogue, AT)

    first, second = archive.receipts()
    assert (first.rows_delivered, first.rows_accepted, first.rows_rejected) == (2, 1, 1)
    assert (first.accepted_left, first.rejected_left, first.rows_erased, first.stored_sha256) == (0, 0, 2, None)
    assert [(e.at, e.reason) for e in first.erased] == [(AT, Reason.EXPIRED)]
    assert second.erased == ()
    assert [path.stem for path in (home.archive / "professionals").iterdir()] == [second.content_sha256]
    assert not list(home.receipts.glob("*.rejected.parquet"))
    assert len(current("professionals")) == 1
    assert due_days(home, catalogue, "2031-06-01") == []


def test_a_register_that_expired_can_be_delivered_again(
    deliver: Deliver, home: Home, catalogue: Catalogue, current: Rows
) -> None:
    register = {"organisaties.csv": "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"}
    deliver(register, at="2015-01-01T10:00")
    archive = Archive(home)
    expire(due_by(dt.date(2022, 1, 1), archive.every_receipt(), catalogue), archive, catalogue, on_day("2022-01-01"))
    assert current("organisations") == []

    (again,) = deliver(register, at="2022-01-02T10:00").deliveries

    assert (again.outcome, current("organisations")) == ("geladen", [("roc-a",)])


def test_an_expiry_killed_at_any_rename_is_completed_by_the_next(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    deliver({"professionals.csv": PROFESSIONALS}, at="2026-01-02T10:00")

    def expire_all(there: Home) -> None:
        archive = Archive(there)
        expire(due_by(AT.date(), archive.every_receipt(), catalogue), archive, catalogue, AT)

    for nth in range(1, 9):
        there = Home.at(tmp_path / str(nth))
        shutil.copytree(home.path, there.path)
        with monkeypatch.context() as context:
            was_killed = killed_at_rename(nth, context, partial(expire_all, there))
        expire_all(there)
        left = everything_in(there.archive)
        assert sorted({Path(name).suffix for name in left}) == [".fingerprint", ".json"]
        assert [r.rows_erased for r in Archive(there).receipts()] == [2, 2]
        if not was_killed:
            break
    assert nth == 3  # two receipts


def test_whoever_is_in_no_row_any_more_is_counted_in_frozen_tables_as_nobody(
    deliver: Deliver, home: Home, catalogue: Catalogue, pseudonym: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    deliver({"professionals.csv": "Professional;Onderwijssector\nHP3;mbo\n"}, at="2027-01-01T10:00")
    gone, there = (pseudonym("professional", "programma", number) for number in ("HP1", "HP3"))
    counted = pl.DataFrame({"population": "actief", "dimension": "alle", "code": "alle", "person_id": [gone, there]})
    write_round(home.rounds, Round(dt.date(2027, 2, 1), AT, 5, is_fewest=True, tables={}, members=counted))
    monkeypatch.setattr(story, "publish", lambda *_: None)

    story.expire(home, catalogue, AT)

    (frozen,) = read_rounds(home.rounds)
    assert frozen.members.height == 2
    assert [person in frozen.members["person_id"] for person in (gone, there)] == [False, True]


@pytest.mark.parametrize(("is_example", "day"), [(True, dt.date(2026, 1, 1)), (False, dt.date(2031, 6, 1))])
def test_example_data_stands_still_so_its_periods_do_too(
    is_example: bool, day: dt.date, deliver: Deliver, home: Home
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    receipts = [replace(receipt, example=is_example) for receipt in Archive(home).receipts()]

    assert judged_on(receipts, AT) == day


def test_status_tells_what_is_over_and_what_will_be_within_ninety_days(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    deliver({"professionals.csv": PROFESSIONALS}, at="2026-03-01T10:00")
    first, second = (r.delivery_id for r in Archive(home).receipts())

    found = delivery_status(home, catalogue, on_day("2031-01-15T12:00"))

    assert found.to_plain()["retention_due"] == [
        {
            "delivery_id": first,
            "partner_id": "programma",
            "dataset": "professionals",
            "rows": 2,
            "due_on": "2031-01-01",
        },
        {
            "delivery_id": second,
            "partner_id": "programma",
            "dataset": "professionals",
            "rows": 2,
            "due_on": "2031-03-01",
        },
    ]
    assert found.warnings[-2:] == (
        f"Bewaartermijn voorbij: 2 rijen van levering {first} (professionals van programma). `grensganger expire` "
        "verwijdert ze.",
        f"Bewaartermijn loopt af, uiterlijk op 01-03-2031: 2 rijen van levering {second} (professionals van "
        "programma). Lever opnieuw wat nog nodig is.",
    )


def test_a_month_of_the_access_log_is_kept_for_as_many_months(tmp_path: Path) -> None:
    for name in ("2025-10.jsonl", "2025-11.jsonl", "2025-12.jsonl", "2026-11.jsonl", "2025-13.jsonl", "2024-01.txt"):
        (tmp_path / name).touch()

    def due(day: str) -> list[str]:
        return [file.name for file in months_due_by(dt.date.fromisoformat(day), tmp_path, 12)]

    assert due("2026-11-30") == ["2025-10.jsonl"]
    assert due("2026-12-01") == ["2025-10.jsonl", "2025-11.jsonl"]
    assert months_due_by(dt.date(2026, 12, 1), tmp_path / "nergens", 12) == ()


def test_who_looked_when_goes_with_what_expired_and_status_tells_before(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver(ONE, at="2031-01-01T10:00")
    home.access_log.mkdir()
    for month in ("2030-04", "2030-05", "2030-06", "2031-06"):
        (home.access_log / f"{month}.jsonl").write_text("{}\n")

    told = delivery_status(home, catalogue, AT)
    assert told.to_plain()["access_log_due"] == ["2030-04", "2030-05"]
    assert told.warnings[-1] == (
        "Bewaartermijn van het toegangslogboek voorbij: de maanden 2030-04 tot en met 2030-05. `grensganger expire` "
        "verwijdert ze."
    )

    tried = story.expire(home, catalogue, AT, dry_run=True)
    assert tried.to_plain() == {"deliveries": [], "access_log": ["2030-04", "2030-05"]}
    assert len(list(home.access_log.iterdir())) == 4

    assert story.expire(home, catalogue, AT) == tried
    assert sorted(file.stem for file in home.access_log.iterdir()) == ["2030-06", "2031-06"]
    assert delivery_status(home, catalogue, AT).access_log_due == ()


def test_the_privacy_document_says_how_long_the_access_log_is_kept(catalogue: Catalogue) -> None:
    months = catalogue.programme.thresholds["access_log_months"]
    assert f"Een maand blijft {months:.0f} maanden bewaard" in (PROJECT / "PRIVACY.md").read_text(encoding="utf-8")


def test_a_key_within_the_home_is_warned_of_wherever_it_is_named(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(ONE, at="2026-01-01T10:00")
    inside, outside = home.path / "sleutels" / "key", tmp_path / "key"
    for place in (inside, outside):
        place.parent.mkdir(exist_ok=True)
        shutil.copy(home.key, place)

    def warnings() -> int:
        found = delivery_status(home, catalogue, on_day("2026-01-02T12:00")).warnings
        return sum("GRENSGANGER_KEY_FILE" in warning for warning in found)

    assert warnings() == 1
    monkeypatch.setenv("GRENSGANGER_KEY_FILE", str(inside))
    assert warnings() == 1
    monkeypatch.setenv("GRENSGANGER_KEY_FILE", str(outside))
    assert warnings() == 0


@pytest.mark.slow
def test_the_command_shows_first_and_expires_then(
    deliver: Deliver, home: Home, published: Callable[[str], pl.DataFrame]
) -> None:
    deliver(ONE, at="2015-01-01T10:00")
    tried = json.loads(grensganger(home.path, "expire", "--dry-run", "--json").stdout)
    assert [(d["dataset"], d["rows"], d["due_on"]) for d in tried["deliveries"]] == [("professionals", 2, "2020-01-01")]
    assert not home.kernteam_edition.exists()

    done = grensganger(home.path, "expire")

    assert done.returncode == 0
    assert "2 rijen uit 1 leveringen verwijderd." in done.stdout
    assert published("select rows_delivered, rows_erased from meta.deliveries").rows() == [(2, 2)]
    assert published("select count(*) from core.professionals").item() == 0
    assert published("select count(*) from meta.rejected_rows").item() == 0
    assert "Er is geen bewaartermijn voorbij." in grensganger(home.path, "expire").stdout
