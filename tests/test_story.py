"""How deliveries become rows: snapshots, increments, repeats, withdrawals, instants and refusals (domain.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import fastexcel
import polars as pl
import pytest
import xlsxwriter

from pipelines import story
from pipelines.archive import Archive
from pipelines.catalogue import Catalogue
from pipelines.errors import HomeError, UsageError
from pipelines.receipts import Outcome
from pipelines.reports.return_file import write_return_file
from pipelines.run_report import RunReport
from pipelines.runs import Run
from pipelines.settings import Home
from pipelines.sources import DeliveredFile
from pipelines.writing_lock import writing

Deliver = Callable[..., RunReport]
Published = Callable[[str], pl.DataFrame]

ORGANISATIONS = """Organisatie;Naam;Soort;BRIN;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;
school-b;School B (fictief);vmbo;99BB;
bedrijf-c;Bedrijf C (fictief);bedrijf;;mkb
"""
PILOTS = """Pilot;Naam;Penvoerder;Spoor;Startdatum
p1;Pilot een;roc-a;behouden;1-9-2023
p2;Pilot twee;roc-a;opleiden;1-9-2024
"""
PROFESSIONALS = "Professional;Onderwijssector\nHP1;mbo\nHP2;mbo\n"
PLACEMENTS = """Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum
PL1;HP1;p1;roc-a;bedrijf-c;docent;0,4;1-12-2025
PL2;HP2;p1;roc-a;bedrijf-c;docent;0,6;1-12-2025
"""
RETENTION = "Plaatsing;Peildatum;Status;Einddatum;Reden vertrek\nPL1;31-12-2025;actief;;\nPL2;31-12-2025;actief;;\n"


@pytest.fixture
def filled(deliver: Deliver) -> None:
    files = {"organisaties.csv": ORGANISATIONS, "pilots.csv": PILOTS, "professionals.csv": PROFESSIONALS}
    assert deliver(files, at="2026-01-05T10:00").exit_status == 0


def outcomes(report: RunReport) -> dict[str, Outcome]:
    return {delivery.file.name: delivery.outcome for delivery in report.deliveries}


def current(home: Home, catalogue: Catalogue, dataset: str, columns: str) -> list[tuple[object, ...]]:
    story.build(home, catalogue)
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        return con.cursor().sql(f"select {columns} from core.{dataset} order by all").fetchall()


@pytest.mark.usefixtures("filled")
def test_a_snapshot_takes_the_place_of_the_partners_earlier_one(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"pilots.csv": PILOTS.replace("p2;Pilot twee", "p3;Pilot drie")}, at="2026-01-06T10:00")

    assert current(home, catalogue, "pilots", "pilot_id, name") == [("p1", "Pilot een"), ("p3", "Pilot drie")]


@pytest.mark.usefixtures("filled")
def test_an_increment_replaces_rows_with_the_same_key_and_keeps_absent_ones(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    changed = PLACEMENTS.split("PL2", maxsplit=1)[0].replace("0,4", "0,5")
    deliver({"plaatsingen.csv": changed}, partner="roc-a", at="2026-01-07T10:00")

    assert current(home, catalogue, "placements", "placement_id, fte_school") == [("PL1", 0.5), ("PL2", 0.6)]


@pytest.mark.usefixtures("filled")
def test_the_latest_receipt_wins_a_key_that_two_partners_deliver(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"plaatsingen.csv": PLACEMENTS.replace("0,4", "0,3")}, partner="bedrijf-c", at="2026-01-07T10:00")

    assert current(home, catalogue, "placements", "placement_id, fte_school") == [("PL1", 0.3), ("PL2", 0.6)]


@pytest.mark.usefixtures("filled")
def test_the_same_file_again_changes_nothing_and_says_so(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    before = current(home, catalogue, "placements", "*")

    report = deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-07T10:00")

    assert (report.exit_status, outcomes(report)) == (0, {"plaatsingen.csv": Outcome.UNCHANGED})
    assert current(home, catalogue, "placements", "*") == before


@pytest.mark.usefixtures("filled")
def test_an_older_file_delivered_again_is_a_new_delivery(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"plaatsingen.csv": PLACEMENTS.replace("0,4", "0,5")}, partner="roc-a", at="2026-01-07T10:00")

    report = deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-08T10:00")

    assert outcomes(report) == {"plaatsingen.csv": Outcome.LOADED}
    assert current(home, catalogue, "placements", "placement_id, fte_school") == [("PL1", 0.4), ("PL2", 0.6)]


@pytest.mark.usefixtures("filled")
def test_a_file_with_rejected_rows_is_judged_again_when_it_comes_again(deliver: Deliver) -> None:
    with_unknown_pilot = PLACEMENTS.replace("HP2;p1", "HP2;p9")
    first = deliver({"plaatsingen.csv": with_unknown_pilot}, partner="roc-a", at="2026-01-06T10:00")
    second = deliver({"plaatsingen.csv": with_unknown_pilot}, partner="roc-a", at="2026-01-07T10:00")
    deliver({"pilots.csv": PILOTS + "p9;Pilot negen;roc-a;behouden;1-9-2024\n"}, at="2026-01-08T10:00")
    third = deliver({"plaatsingen.csv": with_unknown_pilot}, partner="roc-a", at="2026-01-09T10:00")

    assert [(r.exit_status, *outcomes(r).values()) for r in (first, second, third)] == [
        (3, Outcome.PARTLY),
        (0, Outcome.UNCHANGED),
        (0, Outcome.LOADED),
    ]


@pytest.mark.usefixtures("filled")
def test_a_withdrawn_delivery_no_longer_counts_and_stays_in_the_archive(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"plaatsingen.csv": PLACEMENTS.replace("0,4", "0,9")}, partner="roc-a", at="2026-01-07T10:00")
    story.build(home, catalogue)
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        query = "select delivery_id from meta.deliveries where dataset = 'placements' order by received_at desc limit 1"
        latest = con.cursor().sql(query).fetchall()[0][0]
    content = {path.name for path in home.archive.rglob("*.parquet")}

    story.withdraw(home, latest, catalogue)

    assert current(home, catalogue, "placements", "placement_id, fte_school") == [("PL1", 0.4), ("PL2", 0.6)]
    assert {path.name for path in home.archive.rglob("*.parquet")} == content
    with pytest.raises(UsageError, match="al ingetrokken"):
        story.withdraw(home, latest, catalogue)


@pytest.mark.usefixtures("filled")
def test_an_earlier_state_is_rebuilt_as_it_was_reported(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"plaatsingen.csv": PLACEMENTS.replace("0,4", "0,5")}, partner="roc-a", at="2026-01-07T10:00")

    # an instant without a zone is Dutch: 11:00 in Amsterdam is the 10:00 UTC of the first delivery, which is included
    story.build(home, catalogue, dt.datetime(2026, 1, 6, 11), tmp_path / "toen")

    with duckdb.connect(str(tmp_path / "toen" / "kernteam.duckdb"), read_only=True) as con:
        rows = con.cursor().sql("select placement_id, fte_school from core.placements order by all").fetchall()
        as_of = con.cursor().sql("select as_of, reference_date from meta.publication").fetchall()
    assert rows == [("PL1", 0.4), ("PL2", 0.6)]
    assert as_of == [(dt.datetime(2026, 1, 6, 10), dt.date(2026, 1, 6))]


@pytest.mark.usefixtures("filled")
def test_two_builds_of_the_same_archive_have_the_same_content(
    home: Home, catalogue: Catalogue, deliver: Deliver
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS, "behoud.csv": RETENTION}, partner="roc-a", at="2026-01-06T10:00")

    assert all_content(home, catalogue) == all_content(home, catalogue)


def all_content(home: Home, catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    story.build(home, catalogue)
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        tables = con.cursor().sql("select table_schema || '.' || table_name from information_schema.tables").fetchall()
        return {name: con.cursor().sql(f"from {name}").fetchall() for (name,) in tables}


@pytest.mark.usefixtures("filled")
def test_a_refused_delivery_leaves_every_published_number_as_it_was(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    before = all_content(home, catalogue)

    report = deliver({"plaatsingen.csv": "Plaatsing;School\nPL1;school-b"}, partner="roc-a", at="2026-01-07T10:00")

    after = all_content(home, catalogue)
    assert report.exit_status == 4
    numbers = [name for name in before if name.startswith("core.") or name == "mart.retention_summary"]
    assert {name: after[name] for name in numbers} == {name: before[name] for name in numbers}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("wrong", "outcome"), [(10, Outcome.PARTLY), (11, Outcome.REFUSED)])
def test_more_than_half_rejected_of_twenty_rows_refuses_the_delivery(
    wrong: int, outcome: Outcome, deliver: Deliver
) -> None:
    header, row = PLACEMENTS.splitlines()[:2]
    rows = [row.replace("PL1", f"PL{i}").replace("0,4", "veel" if i < wrong else "0,4") for i in range(20)]

    report = deliver({"plaatsingen.csv": "\n".join([header, *rows])}, partner="roc-a", at="2026-01-06T10:00")

    assert outcomes(report) == {"plaatsingen.csv": outcome}


@pytest.mark.usefixtures("filled")
def test_fewer_than_twenty_rows_are_never_refused_for_their_share(deliver: Deliver) -> None:
    report = deliver({"plaatsingen.csv": PLACEMENTS.replace("0,", "x")}, partner="roc-a", at="2026-01-06T10:00")

    assert outcomes(report) == {"plaatsingen.csv": Outcome.PARTLY}


@pytest.mark.usefixtures("filled")
def test_a_snapshot_of_which_every_row_is_rejected_does_not_wipe_the_former_one(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    report = deliver({"pilots.csv": PILOTS.replace("roc-a", "roc-z")}, at="2026-01-06T10:00")

    assert outcomes(report) == {"pilots.csv": Outcome.REFUSED}
    assert current(home, catalogue, "pilots", "pilot_id") == [("p1",), ("p2",)]


@pytest.mark.usefixtures("filled")
def test_files_of_one_snapshot_stand_or_fall_together(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    header, first, _ = PILOTS.splitlines()
    report = deliver({"pilots_1.csv": f"{header}\n{first}", "pilots_2.csv": "Pilot\np2"}, at="2026-01-06T10:00")

    assert outcomes(report) == {"pilots_1.csv": Outcome.REFUSED, "pilots_2.csv": Outcome.REFUSED}
    assert current(home, catalogue, "pilots", "pilot_id") == [("p1",), ("p2",)]


@pytest.mark.usefixtures("filled")
def test_rows_of_two_files_that_share_a_key_are_rejected_each_naming_the_other(deliver: Deliver) -> None:
    header, first, second = PLACEMENTS.splitlines()
    files = {"plaatsingen_1.csv": f"{header}\n{first}", "plaatsingen_2.csv": f"{header}\n{second}\n{first}"}

    report = deliver(files, partner="roc-a", at="2026-01-06T10:00")

    told = {d.file.name: d.findings.select("row_number", "message").rows() for d in report.deliveries}
    assert told == {
        "plaatsingen_1.csv": [
            (2, "Plaatsing staat er vaker in: ook op regel 3 van plaatsingen_2.csv. Laat één regel staan.")
        ],
        "plaatsingen_2.csv": [
            (3, "Plaatsing staat er vaker in: ook op regel 2 van plaatsingen_1.csv. Laat één regel staan.")
        ],
    }


def test_a_partner_that_nobody_knows_is_refused_whatever_it_delivers(deliver: Deliver) -> None:
    report = deliver({"professionals.csv": PROFESSIONALS}, partner="roc-a")

    assert report.exit_status == 4
    assert [note.nl for note in report.deliveries[0].notes] == [
        "Partner ‘roc-a’ is niet bekend. Lever eerst een bestand organisaties waarin ‘roc-a’ staat."
    ]


@pytest.mark.usefixtures("filled")
def test_a_mistyped_partner_is_asked_whom_it_means_and_is_named_in_no_figure(
    deliver: Deliver, published: Published
) -> None:
    report = deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-aa", build=True)

    assert [note.nl for note in report.deliveries[0].notes] == [
        "Partner ‘roc-aa’ is niet bekend. Bedoelt u ‘roc-a’? Lever anders eerst een bestand organisaties waarin "
        "‘roc-aa’ staat."
    ]
    named = published("select distinct partner_id from meta.deliveries union select partner_id from mart.freshness")
    assert "roc-aa" not in named["partner_id"].to_list()
    assert "programma" in named["partner_id"].to_list()


def test_a_partner_may_register_itself(deliver: Deliver) -> None:
    files = {"professionals.csv": PROFESSIONALS, "organisaties.csv": ORGANISATIONS}

    assert deliver(files, partner="roc-a").exit_status == 0


@pytest.mark.usefixtures("filled")
def test_a_file_that_no_dataset_recognises_is_refused_and_the_rest_is_loaded(deliver: Deliver) -> None:
    report = deliver({"notulen.csv": "Datum;Tekst\n1-1-2026;hallo", "plaatsingen.csv": PLACEMENTS}, partner="roc-a")

    assert outcomes(report) == {"plaatsingen.csv": Outcome.LOADED, "notulen.csv": Outcome.REFUSED}


@pytest.mark.usefixtures("filled")
def test_an_instant_before_the_latest_receipt_is_a_usage_error(deliver: Deliver) -> None:
    with pytest.raises(UsageError, match="vóór de laatste ontvangst"):
        deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-05T09:59")


@pytest.mark.usefixtures("filled")
def test_another_school_for_the_same_placement_is_an_error(deliver: Deliver) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")

    report = deliver({"plaatsingen.csv": PLACEMENTS.replace("PL1;HP1;p1;roc-a", "PL1;HP1;p1;school-b")}, "roc-a")

    found = report.deliveries[0].findings.select("row_number", "rule", "severity").rows()
    assert found == [(2, "same_school", "error")]


@pytest.mark.usefixtures("filled")
def test_a_placement_left_out_without_an_end_is_a_warning(deliver: Deliver) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS, "behoud.csv": RETENTION}, partner="roc-a", at="2026-01-06T10:00")

    report = deliver(
        {"plaatsingen.csv": PLACEMENTS.split("PL2", maxsplit=1)[0]}, partner="roc-a", at="2026-04-06T10:00"
    )

    assert report.exit_status == 0
    assert [note.nl for note in report.deliveries[0].notes] == [
        "Eerder geleverd, nu weggelaten, en er is geen einde gemeld: PL2. Lever een einddatum met reden bij Behoud, "
        "of neem ze weer op."
    ]


@pytest.mark.usefixtures("filled")
def test_a_placement_left_out_with_its_end_in_the_same_run_is_no_warning(deliver: Deliver) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS, "behoud.csv": RETENTION}, partner="roc-a", at="2026-01-06T10:00")
    ended = "Plaatsing;Peildatum;Status;Einddatum;Reden vertrek\nPL2;31-3-2026;gestopt;1-2-2026;overig\n"

    files = {"plaatsingen.csv": PLACEMENTS.split("PL2", maxsplit=1)[0], "behoud.csv": ended}
    report = deliver(files, partner="roc-a", at="2026-04-06T10:00")

    assert [note.nl for delivery in report.deliveries for note in delivery.notes] == []


def test_checking_stores_nothing_not_even_a_key(home: Home, catalogue: Catalogue) -> None:
    from pipelines.runs import Run
    from pipelines.sources import DeliveredFile

    files = [DeliveredFile.of("organisaties.csv", ORGANISATIONS.encode())]

    report = story.check(home, Run("roc-a", files, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), catalogue)

    assert report.exit_status == 0
    assert not home.path.exists()


def test_who_writes_second_is_told_who_is_writing(home: Home) -> None:
    told = pytest.raises(HomeError, match=r"`ingest`, proces \d+, sinds \d\d:\d\d:\d\d")

    with writing(home, "ingest"), told, writing(home, "build"):
        pass


@pytest.mark.usefixtures("filled")
def test_no_identity_is_found_anywhere_in_the_home(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    person = "HP-GEHEIM-7"
    professionals = f"Professional;Onderwijssector\n{person};mbo\n"
    broken = PLACEMENTS.replace("HP1", person).replace("0,4", "veel").replace("HP2", f"{person}X")
    deliver({"professionals.csv": professionals, "plaatsingen.csv": broken}, partner="roc-a", at="2026-01-06T10:00")
    story.build(home, catalogue)

    everything = b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())
    values = [str(row) for path in home.archive.rglob("*.parquet") for row in pl.read_parquet(path).rows()]
    tables = str(all_content(home, catalogue))

    assert person.encode() not in everything
    assert not [value for value in values if person in value]
    assert person not in tables


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("instant", "day"),
    [("2026-06-01T21:59:59", dt.date(2026, 6, 1)), ("2026-06-01T22:00:00", dt.date(2026, 6, 2))],
)
def test_a_delivery_is_of_the_day_on_which_it_arrived_in_the_netherlands(
    instant: str, day: dt.date, deliver: Deliver, published: Published
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at=instant, build=True)

    found = published("select received_at, received_on from meta.deliveries where dataset = 'placements'")
    first = published("select distinct received_on from meta.first_received")

    assert found.rows() == [(dt.datetime.fromisoformat(instant), day)]
    assert first.rows() == [(day,)]


@pytest.mark.usefixtures("filled")
def test_the_same_command_at_the_same_instant_leaves_everything_as_it_is(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    before = all_content(home, catalogue)

    report = deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")

    assert (report.exit_status, outcomes(report)) == (0, {"plaatsingen.csv": Outcome.UNCHANGED})
    assert all_content(home, catalogue) == before


@pytest.mark.usefixtures("filled")
def test_the_same_command_at_the_same_instant_tells_again_what_was_rejected(deliver: Deliver, tmp_path: Path) -> None:
    files = {"plaatsingen.csv": PLACEMENTS.replace("0,6", "zes")}
    first = deliver(files, partner="roc-a", at="2026-01-06T10:00")

    again = deliver(files, partner="roc-a", at="2026-01-06T10:00")

    assert (again.exit_status, outcomes(again)) == (3, {"plaatsingen.csv": Outcome.PARTLY})
    (taken,), (before,) = again.deliveries, first.deliveries
    assert (taken.rows_delivered, taken.rows_accepted, taken.rows_rejected) == (2, 1, 1)
    found = ["row_number", "columns", "rule", "severity", "kept_message"]  # the value itself was not kept
    assert taken.findings.select(found).rows() == before.findings.select(found).rows()
    returned = write_return_file(taken, tmp_path)
    cells = fastexcel.read_excel(returned).load_sheet(0, dtypes="string").to_polars()
    assert cells["Plaatsing"].to_list() == ["PL2"]


@pytest.mark.usefixtures("filled")
def test_other_files_of_a_dataset_at_the_same_instant_are_a_usage_error(deliver: Deliver) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")

    with pytest.raises(UsageError, match="Lever met een later tijdstip"):
        deliver({"plaatsingen.csv": PLACEMENTS.replace("0,4", "0,5")}, partner="roc-a", at="2026-01-06T10:00")


def test_a_snapshot_that_comes_again_with_one_more_file_keeps_what_the_first_held(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"organisaties_1.csv": ORGANISATIONS})

    more = "Organisatie;Naam;Soort;BRIN\nroc-d;ROC D (fictief);mbo;99DD\n"
    deliver({"organisaties_1.csv": ORGANISATIONS, "organisaties_2.csv": more})

    found = current(home, catalogue, "organisations", "organisation_id")
    assert found == [("bedrijf-c",), ("roc-a",), ("roc-d",), ("school-b",)]


@pytest.mark.usefixtures("filled")
def test_keys_are_compared_with_a_file_of_the_run_that_came_before_too(deliver: Deliver) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")

    files = {"plaatsingen.csv": PLACEMENTS, "plaatsingen_2.csv": PLACEMENTS.replace("0,4", "0,5")}
    report = deliver(files, partner="roc-a", at="2026-01-07T10:00")

    assert [(d.rows_delivered, d.rows_rejected) for d in report.deliveries] == [(2, 2), (2, 2)]


@pytest.mark.usefixtures("filled")
def test_a_target_that_another_partner_lists_too_stays_known(deliver: Deliver, home: Home) -> None:
    deliver({"organisaties.csv": ORGANISATIONS}, partner="roc-a", at="2026-01-06T10:00")
    without_company = "\n".join(ORGANISATIONS.splitlines()[:3])

    files = {"organisaties.csv": without_company, "plaatsingen.csv": PLACEMENTS}
    report = deliver(files, partner="roc-a", at="2026-01-07T10:00")

    assert report.exit_status == 0


def test_a_partner_that_leaves_itself_out_is_still_known_by_what_another_lists(deliver: Deliver) -> None:
    deliver({"organisaties.csv": ORGANISATIONS})
    deliver({"organisaties.csv": ORGANISATIONS}, partner="roc-a")

    without_itself = "\n".join(ORGANISATIONS.splitlines()[i] for i in (0, 2, 3))
    report = deliver({"organisaties.csv": without_itself}, partner="roc-a")

    assert report.exit_status == 0


@pytest.mark.usefixtures("filled")
def test_empty_files_of_two_datasets_are_told_each(deliver: Deliver) -> None:
    report = deliver({"plaatsingen.csv": "", "behoud.csv": ""}, partner="roc-a")

    assert outcomes(report) == {"plaatsingen.csv": Outcome.REFUSED, "behoud.csv": Outcome.REFUSED}


@pytest.mark.usefixtures("filled")
def test_a_copy_of_a_file_in_the_same_run_counts_once_and_is_told(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    files = {"plaatsingen.csv": PLACEMENTS, "plaatsingen - kopie.csv": PLACEMENTS}

    report = deliver(files, partner="roc-a", at="2026-01-06T10:00")

    assert {d.file.name: [n.nl for n in d.notes] for d in report.deliveries} == {
        "plaatsingen.csv": [],
        "plaatsingen - kopie.csv": ["Een kopie van plaatsingen.csv: telt één keer."],
    }
    assert len(current(home, catalogue, "placements", "placement_id")) == 2


@pytest.mark.usefixtures("filled")
def test_what_stands_in_the_place_of_column_names_is_told_nowhere(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    report = deliver({"professionals.csv": "HP-GEHEIM;mbo;Naam van Iemand\nHP8;mbo;\n"}, at="2026-01-06T10:00")

    told = str(report.to_plain()) + str(all_content(home, catalogue))
    receipts = "".join(path.read_text(encoding="utf-8") for path in home.receipts.glob("*.json"))
    assert report.exit_status == 4
    assert "GEHEIM" not in told + receipts
    assert "Naam van Iemand" not in told + receipts
    assert [note.nl for note in report.deliveries[0].notes] == [
        "Er is geen regel met kolomnamen gevonden. Zet boven de gegevens een regel met onder andere ‘Professional’, "
        "‘Onderwijssector’, en lever het bestand opnieuw."
    ]


@pytest.mark.usefixtures("filled")
def test_a_column_with_data_but_no_name_is_told(deliver: Deliver) -> None:
    report = deliver({"professionals.csv": "Professional;;Onderwijssector\nHP7;ja;mbo\n"})

    assert [note.nl for note in report.deliveries[0].notes] == [
        "Kolom 2 heeft geen naam, maar wel gegevens; zij wordt niet gebruikt."
    ]


@pytest.mark.parametrize("name", ["../../elders", "ROC A", "roc_a", "programma"])
def test_an_organisation_is_named_so_that_a_file_may_be_called_after_it(name: str, deliver: Deliver) -> None:
    report = deliver({"organisaties.csv": f"Organisatie;Naam;Soort\n{name};Naam (fictief);overheid\n"})

    assert report.deliveries[0].rows_accepted == 0


@pytest.mark.usefixtures("filled")
def test_withdrawing_what_does_not_count_is_a_usage_error(deliver: Deliver, home: Home, catalogue: Catalogue) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-07T10:00")
    repeated = next(r for r in Archive(home).receipts() if r.outcome is Outcome.UNCHANGED)

    with pytest.raises(UsageError, match="er is niets van geladen"):
        story.withdraw(home, repeated.delivery_id, catalogue)


@pytest.mark.usefixtures("filled")
def test_another_key_than_the_first_is_refused(
    deliver: Deliver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "andere.key"
    other.write_text("ab" * 32, encoding="ascii")
    monkeypatch.setenv("GRENSGANGER_KEY_FILE", str(other))

    with pytest.raises(HomeError, match="andere sleutel"):
        deliver({"professionals.csv": PROFESSIONALS + "HP3;mbo\n"})


def test_a_rule_that_cannot_be_carried_out_refuses_the_delivery_with_its_cause(
    deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.validation import rules

    def failing(*_columns: object, **_values: object) -> pl.Expr:
        raise TypeError("kapot: waarde 'geheim'")

    monkeypatch.setitem(rules.RULES, "column_values.match_regex", failing)

    report = deliver({"organisaties.csv": ORGANISATIONS})

    (told,) = [note.nl for note in report.deliveries[0].notes]
    assert report.exit_status == 4
    assert "organisation_id.slug: kapot" in told
    assert "geheim" not in told


@pytest.mark.usefixtures("filled")
def test_a_remark_beside_the_table_of_a_workbook_is_told_and_the_row_is_kept(deliver: Deliver, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "professionals.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Professional", "Onderwijssector"])
        sheet.write_row(1, 0, ["HP7", "mbo", None, "nog nakijken"])

    report = deliver({"professionals.xlsx": (tmp_path / "professionals.xlsx").read_bytes()})

    assert report.exit_status == 0
    assert [note.nl for note in report.deliveries[0].notes] == [
        "Rechts van de laatste kolom staat tekst zonder kolomnaam; die wordt niet gebruikt."
    ]


@pytest.mark.usefixtures("filled")
def test_a_register_that_leaves_rows_out_says_which_no_longer_count(deliver: Deliver) -> None:
    corrected_only = PILOTS.splitlines()[0] + "\np2;Pilot twee;roc-a;opleiden;1-9-2024\n"

    report = deliver({"pilots.csv": corrected_only}, at="2026-01-06T10:00")

    assert [note.nl for note in report.deliveries[0].notes] == [
        "Stond in de vorige levering en telt niet meer mee: p1. Was dat niet de bedoeling? Lever dan het hele bestand "
        "opnieuw."
    ]


@pytest.mark.usefixtures("filled")
def test_a_row_whose_target_vanished_stays_and_asks_for_attention(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    deliver({"plaatsingen.csv": PLACEMENTS}, partner="roc-a", at="2026-01-06T10:00")
    deliver({"pilots.csv": PILOTS.replace("p1;", "p3;")}, at="2026-01-07T10:00")

    assert current(home, catalogue, "placements", "placement_id, pilot_id") == [("PL1", "p1"), ("PL2", "p1")]
    with duckdb.connect(str(home.kernteam_edition), read_only=True) as con:
        targets = con.cursor().sql("select dataset, field, rows from meta.vanished_targets").fetchall()
        matters = con.cursor().sql("select kind, partner_id, dataset, number, dated_on from mart.attention").fetchall()
    assert targets == [("placements", "pilot_id", 2)]
    assert matters == [("verwijst_naar_niets", "roc-a", "placements", 2, dt.date(2026, 1, 6))]


def test_of_a_code_that_nobody_knows_only_the_code_is_told(deliver: Deliver) -> None:
    wrong = "Organisatie;Naam;Soort;BRIN;Grootteklasse\nbedrijf-x;Bedrijf X (fictief);bedrjf;;mkb\n"

    (taken,) = deliver({"organisaties.csv": wrong}).deliveries

    assert taken.findings["rule"].to_list() == ["organisation_type.codes"]


@pytest.mark.usefixtures("filled")
def test_of_a_long_list_the_codes_are_told(deliver: Deliver) -> None:
    assessed = "Onderdeel;Criterium;Datum;Status\np1;S9;1-10-2025;in_uitvoering\n"

    (taken,) = deliver({"fasebeoordelingen.csv": assessed}).deliveries

    assert taken.findings["message"].to_list() == [
        "Criterium: ‘S9’ is geen bekende waarde. Kies uit: S1, S2a, S2b, S2c, S2d, S3, S4, S5, O1, O2, "
        "O3, O4, O5, O6, V1, V2a, V2b, V2c, V3, V4, V5, D1, D2, D3a, D3b, D3c, D4, D5, D6a, D6b, D6c, D6d, D7, D8, X1, "
        "X2, X3, X4, X5."
    ]


@pytest.mark.usefixtures("filled")
def test_on_a_tie_the_greatest_file_hash_wins_whatever_the_order(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    def with_years(years: int) -> str:
        return f"Professional;Onderwijssector;Jaren hybride\nHP1;mbo;{years}\n"

    hashes = {years: DeliveredFile.of("x", with_years(years).encode()).sha256 for years in (3, 4)}
    found = []
    for order in (("programma", 3), ("roc-a", 4)), (("roc-a", 4), ("programma", 3)):
        place = Home.at(tmp_path / str(order[0][1]))
        for partner, years in (("programma", None), *order):
            name, text = ("professionals.csv", with_years(years)) if years else ("organisaties.csv", ORGANISATIONS)
            instant = dt.datetime(2026, 1, 6 if years else 5, tzinfo=dt.UTC)
            run = Run(partner, [DeliveredFile.of(name, text.encode())], instant)
            story.take_in(place, run, catalogue, store=True)
        found.append(current(place, catalogue, "professionals", "years_hybrid"))

    assert found == [[(float(max(hashes, key=lambda years: hashes[years])),)]] * 2


def professionals(count: int) -> str:
    return "Professional;Onderwijssector\n" + "".join(f"HP{number};mbo\n" for number in range(count))


@pytest.mark.parametrize(("rows", "told"), [(19, []), (20, ["Deze levering telt 20 rijen, de vorige 300."]), (31, [])])
def test_a_few_added_rows_are_not_compared_with_a_large_delivery(rows: int, told: list[str], deliver: Deliver) -> None:
    deliver({"professionals.csv": professionals(300)})

    (taken,) = deliver({"professionals.csv": professionals(rows)}).deliveries

    assert [note.nl.partition(" Is ")[0].partition(" Controleer")[0] for note in taken.notes] == told
