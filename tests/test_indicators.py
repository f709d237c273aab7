"""Indicators as files: a file dropped in is enough, and a mistake in one is reported with its place."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import story, warehouse
from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.errors import ContractError
from pipelines.indicators import direction_of_indicator, indicator_codes, read_indicators
from pipelines.marts import create_mart, read_marts
from pipelines.reports.glossary import glossary
from pipelines.run_report import RunReport
from pipelines.settings import DATA_CONTRACTS, SQL, Home

Deliver = Callable[..., RunReport]
Published = Callable[[str], pl.DataFrame]

HEADER = """/*
title_nl: Gemeten uren
title_en: Measured hours
definition_nl: Alle uren.
definition_en: All hours.
numerator_nl: uren
numerator_en: hours
unit: aantal
direction: hoger
kind: additive
theme: plaatsingen
level: individu
disclosure: openbaar
version: 1
since: 2020
*/
"""
QUERY = """select
    scope_id,
    period,
    period - 2000 as numerator,
    null as denominator
from mart.scope_periods
where scope_id <> 'programma'
"""
RATIO = HEADER.replace("kind: additive", "kind: ratio").replace(
    "unit: aantal", "denominator_nl: alle uren\ndenominator_en: all hours\nunit: aandeel"
)
SINCE = "line 15: expected a whole number from 1900 to 2100 for 'since'"
OPENING = "line 1: expected '/*' alone on the first line, YAML under it, then '*/' alone on a line"
VARIED = HEADER.replace("kind: additive", "kind: additive\nvariants: strand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty sql/indicators beside the marts that there are."""
    shutil.copytree(SQL, tmp_path / "sql")
    indicators = tmp_path / "sql" / "indicators"
    for file in indicators.glob("*.sql"):
        file.unlink()
    return indicators


def mistake_in(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(ContractError) as told:
        read_indicators(folder, catalogue.code_lists)
    return str(told.value)


# A file is enough


def test_an_indicator_dropped_in_as_one_file_is_published_and_in_the_glossary(
    folder: Path,
    deliver: Deliver,
    home: Home,
    published: Published,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "measured_hours.sql").write_text(HEADER + QUERY, encoding="utf-8")
    catalogue = load_catalogue(DATA_CONTRACTS, folder.parent)
    monkeypatch.setattr(warehouse, "SQL", folder.parent)
    deliver({"organisaties.csv": ORGANISATIONS, "pilots.csv": PILOTS}, at="2026-01-05T10:00")
    story.build(home, catalogue)

    values = "select scope_id, period, value from mart.indicator_values where indicator_id = 'measured_hours'"
    assert published(values).rows() == [
        ("p1", 2025, 25.0),
        ("p1", 2026, 26.0),
        ("p2", 2026, 26.0),
        ("programma", 2025, 25.0),
        ("programma", 2026, 52.0),
    ]
    defined = "select indicator_id, label_nl, definition_en, theme, is_latest from meta.indicators"
    assert published(defined).rows() == [("measured_hours", "Gemeten uren", "All hours.", "plaatsingen", True)]
    assert "| Gemeten uren | Measured hours | `measured_hours` |" in glossary(catalogue)


def test_each_variant_is_an_indicator_named_after_its_code(folder: Path, catalogue: Catalogue) -> None:
    (folder / "hours.sql").write_text(VARIED + QUERY, encoding="utf-8")

    (indicator,) = read_indicators(folder, catalogue.code_lists)

    assert {variant: (code.code, code.label.nl) for variant, code in indicator.figures.items()} == {
        "aantrekken": ("hours_aantrekken", "Gemeten uren: Aantrekken"),
        "opleiden": ("hours_opleiden", "Gemeten uren: Opleiden"),
        "behouden": ("hours_behouden", "Gemeten uren: Behouden"),
    }


def test_a_later_version_stands_beside_the_earlier_and_gives_the_name(folder: Path, catalogue: Catalogue) -> None:
    later = HEADER.replace("version: 1", "version: 2").replace("since: 2020", "since: 2026")
    (folder / "hours.v2.sql").write_text(later.replace("Gemeten uren", "Uren, anders geteld") + QUERY, encoding="utf-8")
    (folder / "hours.sql").write_text(HEADER + QUERY, encoding="utf-8")

    indicators = read_indicators(folder, catalogue.code_lists)

    assert [(i.name, i.version, i.since) for i in indicators] == [("hours", 1, 2020), ("hours", 2, 2026)]
    assert [(code.code, code.label.nl) for code in indicator_codes(indicators)] == [("hours", "Uren, anders geteld")]


def test_a_row_rule_knows_which_way_is_better(folder: Path, catalogue: Catalogue) -> None:
    (folder / "hours.sql").write_text(HEADER + QUERY, encoding="utf-8")
    (folder / "exits.sql").write_text(
        HEADER.replace("hoger", "lager").replace("Gemeten", "Gemiste") + QUERY, encoding="utf-8"
    )

    condition = direction_of_indicator(read_indicators(folder, catalogue.code_lists))

    rows = pl.DataFrame({"indicator_id": ["hours", "exits", "elsewhere"]})
    assert rows.select(pl.sql_expr(condition)).to_series().to_list() == ["hoger", "lager", None]


def test_without_indicators_everything_still_loads(folder: Path) -> None:
    assert load_catalogue(DATA_CONTRACTS, folder.parent).code_lists["indicator"] == ()


# Mistakes in a header


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("definition_en: All hours.\n", "", "line 2: expected the key 'definition_en'; found nothing"),
        ("disclosure: openbaar\n", "", "line 2: expected the key 'disclosure'; found nothing"),
        ("unit: aantal", "eenheid: aantal", "line 8: expected the keys title_nl, title_en, definition_nl, "),
        ("title_en: Measured hours", "title_en:", "line 3: expected a text for 'title_en'; found nothing"),
        ("title_en: Measured", "title_nl: Measured", "line 3: expected each key once; found 'title_nl' twice"),
        (
            "unit: aantal",
            "unit: stuks",
            "line 8: expected 'unit' to be one of aantal, fte, aandeel, eur, punten, per_school, per_bedrijf; "
            "found 'stuks'",
        ),
        ("hoger", "omhoog", "line 9: expected 'direction' to be one of hoger, lager; found 'omhoog'"),
        (
            "kind: additive",
            "kind: sum",
            "line 10: expected 'kind' to be one of additive, ratio, distinct, estimate; found 'sum'",
        ),
        ("theme: plaatsingen", "theme: banen", "line 11: expected 'theme' to be one of partnerschap, plaatsingen, "),
        (
            "level: individu",
            "level: land",
            "line 12: expected 'level' to be one of individu, organisatie, organisatieoverstijgend; found 'land'",
        ),
        (
            "disclosure: openbaar",
            "disclosure: geheim",
            "line 13: expected 'disclosure' to be one of openbaar, personen, gevoelig, intern; found 'geheim'",
        ),
        ("version: 1", "version: 1.5", "line 14: expected a whole number from 1 for 'version'; found 1.5"),
        ("version: 1", "version: true", "line 14: expected a whole number from 1 for 'version'; found True"),
        ("version: 1", "version: 2", "line 14: expected version 1, as the file's name says; found 2"),
        ("since: 2020", "since: 2020-1", f"{SINCE}; found '2020-1'"),
        ("since: 2020", "since: 20200", f"{SINCE}; found 20200"),
        (
            "since: 2020",
            "since: 2020\ngrows_within_year: ja",
            "line 16: expected true for 'grows_within_year', or no such key; found 'ja'",
        ),
        ("version: 1", "version: 1\nvariants: kleuren", "line 15: expected 'variants' to be one of "),
        (
            "kind: additive",
            "kind: ratio",
            "line 10: expected a denominator (denominator_nl, denominator_en) of a ratio; found none",
        ),
        (
            "kind: additive",
            "kind: estimate\ndenominator_nl: n\ndenominator_en: n",
            "line 11: expected no denominator of an estimate: its numerator is the estimate; found denominator_nl",
        ),
        ("unit:", "denominator_nl: uren\nunit:", "line 2: expected a text for 'denominator_en'; found nothing"),
        ("title_nl: Gemeten uren", "title_nl: 'Gemeten uren", "line 16: expected valid YAML; found "),
        ("/*\n", "-- hours\n", f"{OPENING}; found -- hours"),
        ("*/\n", "", f"{OPENING}; found no '*/' alone on a line after it"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_header_is_reported_with_file_line_expected_and_found(
    folder: Path, catalogue: Catalogue, old: str, new: str, told: str
) -> None:
    assert HEADER.count(old) >= 1
    (folder / "hours.sql").write_text(HEADER.replace(old, new, 1) + QUERY, encoding="utf-8")

    assert mistake_in(folder, catalogue).startswith(f"hours.sql, {told}")


@pytest.mark.parametrize("name", ["Hours.sql", "hours.v1.sql", "hours-a-week.sql", "2hours.sql"])
def test_a_file_is_named_after_its_indicator(folder: Path, catalogue: Catalogue, name: str) -> None:
    (folder / name).write_text(HEADER + QUERY, encoding="utf-8")

    expected = "a file name like active_placements.sql, or active_placements.v2.sql"
    assert mistake_in(folder, catalogue) == f"{name}, line 1: expected {expected}; found {name}"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "line 15: expected a period after 2020, from which version 1 holds; found 2020"),
        (
            {"since: 2020": "since: 2019"},
            "line 15: expected a period after 2020, from which version 1 holds; found 2019",
        ),
        (
            {"since: 2020": "since: 2026\nvariants: strand"},
            "line 16: expected the variants of version 1 (none); found strand",
        ),
    ],
)  # fmt: skip
def test_a_later_version_holds_from_a_later_period_and_is_cut_up_alike(
    folder: Path, catalogue: Catalogue, changed: dict[str, str], told: str
) -> None:
    later = HEADER.replace("version: 1", "version: 2")
    for old, new in changed.items():
        later = later.replace(old, new)
    (folder / "hours.sql").write_text(HEADER + QUERY, encoding="utf-8")
    (folder / "hours.v2.sql").write_text(later + QUERY, encoding="utf-8")

    assert mistake_in(folder, catalogue) == f"hours.v2.sql, {told}"


def test_two_files_never_give_the_same_indicator_or_title(folder: Path, catalogue: Catalogue) -> None:
    (folder / "hours.sql").write_text(VARIED + QUERY, encoding="utf-8")
    other = folder / "hours_opleiden.sql"
    other.write_text(HEADER.replace("Gemeten", "Andere") + QUERY, encoding="utf-8")
    expected = "an id and a title of its own, other than those of hours.sql"
    assert mistake_in(folder, catalogue) == f"hours_opleiden.sql, line 2: expected {expected}; found hours_opleiden"

    other.write_text(HEADER.replace("Gemeten uren", "'Gemeten uren: opleiden'") + QUERY, encoding="utf-8")
    other.rename(folder / "others.sql")
    assert mistake_in(folder, catalogue) == f"others.sql, line 2: expected {expected}; found Gemeten uren: opleiden"


# Mistakes in what a query gives


def gathered(folder: Path, catalogue: Catalogue) -> list[tuple[object, ...]]:
    indicators = read_indicators(folder, catalogue.code_lists)
    mart = read_marts(folder.parent, indicators)["indicator_counts"]
    with duckdb.connect() as con:
        con.execute("create schema mart")
        con.execute("create table mart.scope_periods as select 'p1' as scope_id, 2026 as period")
        create_mart(con, mart)
        return con.execute("from mart.indicator_counts").fetchall()


@pytest.mark.parametrize(
    ("header", "old", "new", "told"),
    [
        (
            HEADER,
            "as numerator",
            "as number",
            "line 17: expected the columns scope_id, period, numerator, denominator; "
            "found scope_id, period, number, denominator",
        ),
        (
            VARIED,
            "as numerator",
            "as numerator",
            "line 18: expected the columns scope_id, period, variant, numerator, denominator; "
            "found scope_id, period, numerator, denominator",
        ),
        (
            VARIED,
            "period,",
            "period, 'werven' as variant,",
            "line 18: expected variant to be aantrekken or behouden or opleiden; found werven",
        ),
        (
            VARIED,
            "period,",
            "period, null as variant,",
            "line 18: expected a value for variant in every row; found none",
        ),
        (HEADER, "null as denominator", "2 as denominator", "line 17: expected denominator to be empty; found 2"),
        (HEADER, "    scope_id,", "    nullif(scope_id, 'p1') as scope_id,",
         "line 17: expected a value for scope_id in every row; found none"),
        (
            HEADER,
            "from mart.scope_periods",
            "from mart.scope_periods, (values (1), (2)) as twice",
            "line 17: expected one row per scope_id, period; found several for p1, 2026",
        ),
        (
            HEADER,
            "from mart.scope_periods",
            "from mart.nowhere",
            "line 22: expected a query that can be carried out; found Catalog Error",
        ),
        (HEADER, "from mart.scope_periods", "from from", "line 22: expected a query that can be carried out; found "),
    ],
)  # fmt: skip
def test_a_query_that_gives_something_else_is_reported_with_its_place(
    folder: Path, catalogue: Catalogue, header: str, old: str, new: str, told: str
) -> None:
    assert QUERY.count(old) == 1
    (folder / "hours.sql").write_text(header + QUERY.replace(old, new), encoding="utf-8")

    with pytest.raises(ContractError) as mistake:
        gathered(folder, catalogue)

    assert str(mistake.value).startswith(f"hours.sql, {told}")


def test_a_ratio_gives_a_denominator(folder: Path, catalogue: Catalogue) -> None:
    (folder / "hours.sql").write_text(RATIO + QUERY.replace("null as", "10 as"), encoding="utf-8")

    assert gathered(folder, catalogue) == [("hours", 1, None, "p1", 2026, 26.0, 10.0)]


# Delivered targets, and earlier instants

ORGANISATIONS = "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\nbedrijf-c;Bedrijf C (fictief);bedrijf;\n"
PILOTS = """Pilot;Naam;Penvoerder;Spoor;Startdatum
p1;Pilot een;roc-a;behouden;1-9-2025
p2;Pilot twee;roc-a;opleiden;1-1-2026
"""
TARGETS = "Indicator;Onderdeel;Periode;Nulmeting;Streefwaarde;Toelichting;Maatregel\n"


@pytest.fixture
def registered(deliver: Deliver) -> None:
    assert deliver({"organisaties.csv": ORGANISATIONS, "pilots.csv": PILOTS}, at="2026-01-05T10:00").exit_status <= 3


@pytest.mark.usefixtures("registered")
def test_a_target_is_delivered_by_the_name_or_the_code_of_its_indicator(
    deliver: Deliver, home: Home, catalogue: Catalogue, published: Published
) -> None:
    rows = "Lopende plaatsingen;p1;2026;0;5;Vertraagd;Werving\nactive_placements;programma;2027;;40;;\n"
    report = deliver({"doelen.csv": TARGETS + rows}, at="2026-01-06T10:00")
    story.build(home, catalogue)

    assert (report.exit_status, report.deliveries[0].rows_accepted) == (0, 2)
    kept = (
        "select indicator_id, scope_id, period, baseline, target, explanation, measure from core.targets order by all"
    )
    assert published(kept).rows() == [
        ("active_placements", "p1", 2026, 0.0, 5.0, "Vertraagd", "Werving"),
        ("active_placements", "programma", 2027, None, 40.0, None, None),
    ]
    judged = """
        select scope_id, period, path, status from mart.indicator_values
        where indicator_id = 'active_placements' and target is not null
    """
    assert published(judged).rows() == [
        ("p1", 2025, 0.0, "op_koers"),
        ("p1", 2026, 5.0, "achter"),
        ("programma", 2025, 40.0, "achter"),
        ("programma", 2026, 40.0, "achter"),
    ]


@pytest.mark.usefixtures("registered")
def test_a_target_for_an_unknown_indicator_is_rejected_with_what_was_probably_meant(deliver: Deliver) -> None:
    rows = """Lopende plaatsing;p1;2026;;5;;
Lopende plaatsingen;p9;2026;;5;;
Lopende plaatsingen;p1;1999;;5;;
Lopende plaatsingen;p1;2026;;5;;
"""
    report = deliver({"doelen.csv": TARGETS + rows}, at="2026-01-06T10:00")

    (delivery,) = report.deliveries
    messages = dict(delivery.findings.select("row_number", "message").iter_rows())
    assert (delivery.rows_accepted, sorted(messages)) == (1, [2, 3, 4])
    known = "Indicator: ‘Lopende plaatsing’ is geen bekende waarde. Bedoelt u ‘Lopende plaatsingen’? Kies uit: "
    assert messages[2].startswith(known)


@pytest.mark.usefixtures("registered")
def test_a_target_on_the_wrong_side_of_its_baseline_is_a_warning(deliver: Deliver) -> None:
    rows = """Lopende plaatsingen;p1;2026;6;5;;
Lopende plaatsingen;p2;2026;5;5;;
rows_rejected;p1;2026;0,1;0,2;;
rows_rejected;p2;2026;0,2;0,1;;
"""
    report = deliver({"doelen.csv": TARGETS + rows}, at="2026-01-06T10:00")

    (delivery,) = report.deliveries
    found = delivery.findings.select("row_number", "rule", "severity").rows()
    assert (report.exit_status, delivery.rows_accepted) == (0, 4)
    assert found == [(2, "target_beyond_baseline", "warning"), (4, "target_beyond_baseline", "warning")]


@pytest.mark.usefixtures("registered")
def test_an_earlier_instant_gives_the_indicator_values_of_that_date(
    deliver: Deliver, home: Home, catalogue: Catalogue, tmp_path: Path
) -> None:
    professionals = "Professional;Onderwijssector\nHP1;mbo\nHP2;mbo\n"
    header = "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum\n"
    first = header + "PL1;HP1;p1;roc-a;bedrijf-c;docent;0,4;1-12-2025\n"
    later = header + "PL2;HP2;p2;roc-a;bedrijf-c;docent;0,6;1-1-2026\n"
    aims = TARGETS + "Lopende plaatsingen;p1;2026;;5;;\n"
    deliver({"professionals.csv": professionals, "plaatsingen.csv": first, "doelen.csv": aims}, at="2026-02-01T10:00")
    deliver({"plaatsingen.csv": later, "doelen.csv": aims.replace(";5;", ";1;")}, at="2026-03-01T10:00")
    instant = "2026-02-01T10:00"

    story.build(home, catalogue)
    then = story.build(home, catalogue, dt.datetime.fromisoformat(instant).replace(tzinfo=dt.UTC), tmp_path / "then")

    query = """
        select scope_id, value, target, status from mart.indicator_values
        where indicator_id = 'active_placements' and period = 2026
    """
    assert values_of(home.kernteam_edition, query) == [
        ("p1", 1.0, 1.0, "op_koers"),
        ("p2", 1.0, None, "geen_doel"),
        ("programma", 2.0, None, "geen_doel"),
    ]
    assert values_of(then / "kernteam.duckdb", query) == [
        ("p1", 1.0, 5.0, "achter"),
        ("p2", 0.0, None, "geen_doel"),
        ("programma", 1.0, None, "geen_doel"),
    ]


def values_of(edition: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(edition), read_only=True) as con:
        return con.cursor().sql(query).fetchall()
