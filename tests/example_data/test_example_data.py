"""What the example data promises, read back with means of the test's own: csv and calamine."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.contracts import folded
from pipelines.errors import DeliveryRefused
from pipelines.example_data import ExampleDelivery, example_deliveries
from pipelines.prepare import RAW, Prepared, prepare
from pipelines.pseudonyms import Pseudonymiser
from pipelines.sources import DeliveredFile, read_table, recognised

CONTRACTS = Path(__file__).parents[2] / "data_contracts"
Record = dict[str, str]

# Partner, file and rows (as a spreadsheet shows them) in which a cell cannot be read, is empty or is no known code.
UNREADABLE = {
    ("roc-terpenland", "plaatsingen 2024-1.csv"): [6],
    ("roc-vechtstroom", "plaatsingen_2024-2.csv"): [17],
    ("roc-vechtstroom", "plaatsingen_2025-1.csv"): [5],
    ("techniekschool-esdoorn", "leeropbrengsten_2025-2.xlsx"): [13],
    ("programma", "fasebeoordelingen_2026-1.xlsx"): [7],
    ("hogeschool-waddenrijk", "bijdragen-2025-2.txt"): [7],
    ("roc-vechtstroom", "kosten_2025-2.csv"): [4],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CONTRACTS)


@pytest.fixture(scope="module")
def deliveries(catalogue: Catalogue) -> list[ExampleDelivery]:
    return example_deliveries(catalogue)


def records(name: str, content: bytes) -> list[Record]:
    """Rows of a delivered file under their folded column names, whatever its form."""
    rows = _sheet(content) if name.endswith(".xlsx") else _lines(content)
    start = next(i for i, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
    head = [folded(cell) for cell in rows[start]]
    return [dict(zip(head, row, strict=True)) for row in rows[start + 1 :]]


def _sheet(content: bytes) -> list[list[str]]:
    sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return [[cell or "" for cell in row] for row in sheet.iter_rows()]


def _lines(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    text = text.removeprefix("sep=;\r\n")
    separator = max(";,\t", key=text.split("\r\n", maxsplit=1)[0].count)
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _decoded(content: bytes) -> str:
    if content.startswith(b"\xff\xfe"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def delivered(deliveries: list[ExampleDelivery], *first_words: str) -> list[Record]:
    """All rows ever delivered in files whose names begin with one of the words."""
    return [
        record
        for delivery in deliveries
        for name, content in delivery.files.items()
        if re.split(r"[_ -]\d", name)[0] in first_words
        for record in records(name, content)
    ]


def distinct(rows: list[Record], *columns: str) -> set[str]:
    return {row[column] for row in rows for column in columns if row.get(column)}


def test_the_same_seed_gives_the_same_bytes(catalogue: Catalogue, deliveries: list[ExampleDelivery]) -> None:
    assert example_deliveries(catalogue, seed=2026) == deliveries


def test_another_seed_gives_other_bytes(catalogue: Catalogue, deliveries: list[ExampleDelivery]) -> None:
    others = example_deliveries(catalogue, seed=7)
    assert [d.files for d in others] != [d.files for d in deliveries]
    assert others[2].files["plaatsingen_2023-2.csv"] != deliveries[2].files["plaatsingen_2023-2.csv"]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    digests = {_digest_in_process_of_its_own(hash_seed) for hash_seed in ("1", "2")}
    assert len(digests) == 1


def _digest_in_process_of_its_own(hash_seed: str) -> str:
    program = (
        "import hashlib, sys; from pathlib import Path;"
        "from pipelines.contract_files import load_catalogue; from pipelines.example_data import example_deliveries;"
        "made = example_deliveries(load_catalogue(Path(sys.argv[1])));"
        "print(hashlib.sha256(b''.join(c for d in made for c in d.files.values())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo" if hash_seed == "2" else "UTC"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(CONTRACTS)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=CONTRACTS.parent,
    )
    return done.stdout


def test_instants_strictly_increase_and_are_utc(deliveries: list[ExampleDelivery]) -> None:
    instants = [delivery.received_at for delivery in deliveries]
    assert all(earlier < later for earlier, later in pairwise(instants))
    assert {instant.utcoffset() for instant in instants} == {dt.timedelta(0)}
    assert instants[0].date() == dt.date(2023, 11, 13)
    assert instants[-1].date() == dt.date(2026, 10, 16)


def test_about_sixty_deliveries_of_about_ten_partners(deliveries: list[ExampleDelivery]) -> None:
    assert 55 <= len(deliveries) <= 65
    assert 9 <= len({delivery.partner_id for delivery in deliveries}) <= 12
    assert all(delivery.files for delivery in deliveries)


def test_one_partner_has_been_silent_for_more_than_eight_months(deliveries: list[ExampleDelivery]) -> None:
    last = {delivery.partner_id: delivery.received_at for delivery in deliveries}
    silent = [partner for partner, at in last.items() if at < dt.datetime(2026, 2, 16, tzinfo=dt.UTC)]
    assert silent == ["roc-terpenland"]


def test_organisations_come_first_so_that_every_partner_is_known(deliveries: list[ExampleDelivery]) -> None:
    first = deliveries[0]
    assert (first.partner_id, list(first.files)) == ("programma", ["organisaties_2023-2.xlsx"])
    organisations = records("organisaties_2023-2.xlsx", first.files["organisaties_2023-2.xlsx"])
    known = distinct(organisations, "organisatie")
    assert {delivery.partner_id for delivery in deliveries} - known == {"programma"}


def test_organisations_all_say_that_they_are_fictitious(deliveries: list[ExampleDelivery]) -> None:
    organisations = delivered(deliveries, "organisaties")
    assert len(distinct(organisations, "organisatie")) == 58
    one_person = [row for row in organisations if row["grootteklasse"] == "zzp"]
    assert len(distinct(one_person, "organisatie")) == 26
    assert all(row["naam"].endswith("(fictief)") for row in organisations)
    kinds = distinct(organisations, "soort")
    assert kinds >= {"vmbo", "mbo", "hbo", "lerarenopleiding", "bedrijf", "training_fund", "lectoraat", "practoraat"}
    assert distinct(organisations, "grootteklasse") == {"zzp", "mkb", "groot"}


def test_twelve_fictitious_pilots_in_all_five_phases(deliveries: list[ExampleDelivery]) -> None:
    pilots = delivered(deliveries, "pilots")
    assert len(distinct(pilots, "pilot")) == 12
    assert distinct(pilots, "omschrijving") == {"Fictief voorbeeld"}
    assert distinct(pilots, "spoor") == {"aantrekken", "opleiden", "behouden"}
    phases = ["starten", "ontwikkelen", "valideren", "verduurzamen", "doorontwikkelen"]
    place = dict.fromkeys(distinct(pilots, "pilot"), 0)
    decisions = [row for row in delivered(deliveries, "fasebesluiten") if row["onderdeel"] != "programma"]
    for row in sorted(decisions, key=lambda row: row["datum"]):
        assert row["fase"] == phases[place[row["onderdeel"]]]
        place[row["onderdeel"]] += {"door": 1, "terug": -1}.get(row["besluit"], 0)
    assert {phases[index] for index in place.values()} == set(phases)
    assert {row["besluit"] for row in decisions} == {"door", "terug", "aanhouden", "stop"}


def test_150_professionals_with_about_half_a_job_at_school(deliveries: list[ExampleDelivery]) -> None:
    professionals = [row for row in delivered(deliveries, "professionals") if not row["bron"]]
    assert len(distinct(professionals, "professional")) == 150
    years = [float(row["jarenhybride"]) for row in professionals]
    assert 4.5 <= sum(years) / len(years) <= 5.5
    assert 2 <= min(years) <= max(years) <= 10
    sizes = _last_fte_by_placement(deliveries)
    assert 0.46 <= sum(sizes) / len(sizes) <= 0.52
    assert 0.1 <= min(sizes) <= max(sizes) <= 1.0


def test_sectors_and_company_sizes_of_professionals_are_those_of_table_1(deliveries: list[ExampleDelivery]) -> None:
    last = {row["professional"]: row for row in delivered(deliveries, "professionals") if not row["bron"]}
    sizes = Counter(row["grootteklasse"] for row in last.values())
    sectors = Counter(row["onderwijssector"] for row in last.values())
    assert {size: round(11 * number / 150) for size, number in sizes.items()} == {"zzp": 2, "mkb": 4, "groot": 5}
    assert round(11 * sectors["hbo"] / 150) == 5  # vmbo, absent from Table 1, is taken from the other six
    assert round(11 * (sectors["mbo"] + sectors["vmbo"]) / 150) == 6


def test_what_the_study_reports_is_delivered_with_its_source(deliveries: list[ExampleDelivery]) -> None:
    table_1 = [row for row in delivered(deliveries, "professionals") if row["bron"]]
    assert distinct(table_1, "bron") == {"Vooronderzoek hybride professionals (2021), tabel 1"}
    assert Counter((row["onderwijssector"], row["grootteklasse"]) for row in table_1) == {
        ("hbo", "mkb"): 1,
        ("hbo", "groot"): 4,
        ("mbo", "groot"): 1,
        ("mbo", "mkb"): 3,
        ("mbo", "zzp"): 2,
    }
    assert sum(float(row["jarenhybride"].replace(",", ".")) for row in table_1) == 54.5  # 4.95 years each
    meetings = delivered(deliveries, "bijeenkomsten")
    registered = {row["groep"]: row["aangemeld"] for row in meetings if row["bijeenkomst"] == "VO-2021-2"}
    whole = registered.pop("alle")
    assert (whole, sum(map(int, registered.values()))) == ("96", 96)
    assert {row["aanwezig"] for row in meetings if row["groep"] == "alle"} == {"5", "72"}


def test_targets_are_set_for_the_programme_and_for_pilots_that_exist(deliveries: list[ExampleDelivery]) -> None:
    targets = delivered(deliveries, "doelen")
    assert {"programma", "pilot-metaal-vechtdal"} < distinct(targets, "onderdeel")
    assert len(distinct(targets, "maatregel")) >= 2


def _last_fte_by_placement(deliveries: list[ExampleDelivery]) -> list[float]:
    last = {}
    for row in delivered(deliveries, "plaatsingen", "placements"):
        fte = (row.get("fteschool") or "").replace(",", ".")
        if re.fullmatch(r"[\d.]+", fte):
            last[row.get("plaatsing") or row["placementid"]] = float(fte)
    return list(last.values())


def test_about_190_placements_that_do_not_overlap_for_one_professional(deliveries: list[ExampleDelivery]) -> None:
    listed = delivered(deliveries, "plaatsingen", "placements")
    placements = {_either(row, "plaatsing", "placementid"): row for row in listed}
    assert 170 <= len(placements) <= 205
    ended = {
        _either(row, "plaatsing", "placementid"): _date(_either(row, "einddatum", "endedon"))
        for row in delivered(deliveries, "behoud", "retention")
        if _either(row, "status", "status").lower() == "gestopt"
    }
    by_professional: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for placement, row in placements.items():
        start = _date(_either(row, "startdatum", "startdate"))
        by_professional[_either(row, "professional", "professionalid")].append((start, placement))
    twice = [sorted(of_one) for of_one in by_professional.values() if len(of_one) > 1]
    assert len(twice) >= 20
    assert all(ended[earlier] < start for (_, earlier), (start, _) in twice)


def _either(row: Record, dutch: str, english: str) -> str:
    return row.get(dutch) or row.get(english) or ""


def _date(text: str) -> dt.date:
    parts = [int(part) for part in re.findall(r"\d+", text)[:3]]
    return dt.date(*parts) if parts[0] > 31 else dt.date(*reversed(parts))


def test_4000_pupils_with_about_15000_measurements(deliveries: list[ExampleDelivery]) -> None:
    rows = delivered(deliveries, "leeropbrengsten", "studentresultaten", "student_outcomes")
    assert len(distinct(rows, "student", "studentid")) == 4000
    assert 15_000 <= len(rows) <= 16_500
    assert {_either(row, "uitkomst", "outcome").lower() for row in rows} >= {"vakkennis", "beroepshouding"}


def test_two_rounds_of_peer_reviews(deliveries: list[ExampleDelivery]) -> None:
    findings = delivered(deliveries, "peerreviews")
    assert {review[:9] for review in distinct(findings, "review")} == {"PR-2024-2", "PR-2025-2"}
    assert len(distinct(findings, "tekst")) >= 35
    closed, secured = distinct(findings, "afgerondop"), distinct(findings, "geborgdin")
    assert closed
    assert secured >= {"beleid", "instrument"}


def test_contributions_and_costs_of_every_pilot_and_of_the_partnership_itself(
    deliveries: list[ExampleDelivery],
) -> None:
    contributed = delivered(deliveries, "bijdragen", "contributions")
    costs = delivered(deliveries, "kosten", "expenditures")
    assert len(distinct(contributed, "pilot", "pilotid")) == 12
    assert [row for row in contributed if not _either(row, "pilot", "pilotid")]
    assert distinct(costs, "pilot", "pilotid") - distinct(contributed, "pilot", "pilotid") == {"programma"}
    assert distinct(contributed, "jaar", "year") == {"2023", "2024", "2025", "2026"}
    assert {folded(code) for code in distinct(contributed, "herkomst", "fundingsource")} == {"publiek", "privaat"}
    assert distinct(contributed, "structureel", "structural") >= {"ja", "nee", "true", "false"}
    assert [row for row in contributed if not _either(row, "structureel", "structural")]
    partners = {d.partner_id for d in deliveries for name in d.files if name.startswith(("bijdragen", "contributions"))}
    assert len(partners) == 7


def test_two_rounds_of_surveys_with_invitations_by_four_partners(deliveries: list[ExampleDelivery]) -> None:
    answers = delivered(deliveries, "vragenlijsten", "surveys")
    invited = delivered(deliveries, "uitnodigingen", "survey_invitations")
    assert {_either(row, "meting", "wave") for row in answers} == {"2024-2", "2025-2"}
    assert {_either(row, "meting", "wave") for row in invited} == {"2024-2", "2025-2"}
    partners = {d.partner_id for d in deliveries for name in d.files if name.startswith(("vragenlijsten", "surveys"))}
    assert len(partners) == 4
    assert not partners & {"machinefabriek-ijzerlo", "netbeheer-hoogveld"}  # an employer hands on no answers


def test_one_group_of_respondents_is_below_the_threshold(deliveries: list[ExampleDelivery]) -> None:
    groups = defaultdict(set)
    for row in delivered(deliveries, "vragenlijsten", "surveys"):
        is_manager = folded(_either(row, "rol", "respondentrole")).startswith("leidinggevende")
        context, wave = folded(_either(row, "context", "context")), _either(row, "meting", "wave")
        groups[is_manager, context, wave].add(_either(row, "respondent", "respondentid"))
    small = {group for group, respondents in groups.items() if len(respondents) < 5}
    assert small == {(True, "bedrijf", "2024-2"), (True, "bedrijf", "2025-2")}


def test_at_least_three_forms_of_files(deliveries: list[ExampleDelivery]) -> None:
    contents = [content for delivery in deliveries for content in delivery.files.values()]
    assert any(content.startswith(b"PK") for content in contents)
    assert any(content.startswith(b"\xef\xbb\xbf") for content in contents)
    assert any(content.startswith(b"\xff\xfe") for content in contents)
    assert any(content.startswith(b"sep=;") for content in contents)
    assert any(content.startswith(b"placement_id,") for content in contents)


def test_nothing_looks_like_an_address_or_a_citizen_number(deliveries: list[ExampleDelivery]) -> None:
    cells = {
        cell
        for delivery in deliveries
        for name, content in delivery.files.items()
        for record in records(name, content)
        for cell in record.values()
    }
    assert not [cell for cell in cells if "@" in cell]
    assert not [cell for cell in cells if re.fullmatch(r"\d{8,9}", cell) and _passes_elfproef(cell)]


def _passes_elfproef(number: str) -> bool:
    digits = [int(digit) for digit in number.zfill(9)]
    return sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def test_files_are_recognised_by_their_names_and_hold_no_other_mistakes_of_writing_than_the_planted(
    catalogue: Catalogue, deliveries: list[ExampleDelivery]
) -> None:
    found: dict[tuple[str, str], list[int]] = {}
    refused = []
    for partner, file in _files(deliveries):
        try:
            rows = _rows_with_a_fault(_prepared(file, catalogue))
        except DeliveryRefused:
            refused.append((partner, file.name))
            continue
        if rows:
            found[partner, file.name] = rows
    assert refused == [("roc-vechtstroom", "behoud_2025-2.csv")]
    no_group = found.pop(("vakcollege-zandrug", "leeropbrengsten_2024-2.xlsx"))
    assert 30 <= len(no_group) <= 50
    assert found == UNREADABLE


def _files(deliveries: list[ExampleDelivery]) -> Iterator[tuple[str, DeliveredFile]]:
    for delivery in deliveries:
        for name, content in delivery.files.items():
            yield delivery.partner_id, DeliveredFile(name, content, hashlib.sha256(content).hexdigest())


def _prepared(file: DeliveredFile, catalogue: Catalogue) -> Prepared:
    contract = recognised(file, catalogue)
    assert contract, file.name
    headers = {name for field in contract.fields for name in field.names}
    table = read_table(file, headers, catalogue.messages)
    return prepare(table, contract, Pseudonymiser(bytes(32)), catalogue.messages)


def _rows_with_a_fault(prepared: Prepared) -> list[int]:
    """Rows with a cell that has no value of its kind, no known code, or nothing where something must be."""
    faults: list[pl.Expr] = [pl.col("broken")]
    for field in prepared.contract.fields:
        value, raw = pl.col(field.name), pl.col(field.name + RAW)
        faults.append(value.is_null() & raw.is_not_null())
        if field.codes:
            faults.append(value.is_in([code.code for code in field.codes]).not_().fill_null(False))
        if field.required:
            faults.append(raw.is_null())
    return prepared.frame.filter(pl.any_horizontal(faults))["row"].to_list()
