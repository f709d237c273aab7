"""The retention marts from placements to figures: who is at risk when, what lasts after a year, and what it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.analysis.placement_strata import STRATA
from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS
from tests.conftest import Deliver
from tests.marts.text_tables import assert_mart, mart_rows, table_of

STANDING = ("is_entry_assumed", "is_vanished", "is_continued")
ALL_AND_COACH = "stratum_by in ('alle', 'coach')"


def given(units: str) -> dict[str, str]:
    """``mart.placement_history`` of placements of which only ``coach`` is known; a person each.

    Where it is not said otherwise, who ended is who left, and nothing is assumed, vanished or continued.
    """
    header, rows = table_of(units)
    absent = dict.fromkeys(STRATA, "onbekend") | dict.fromkeys(STANDING, "false") | {"has_ended": ""}
    absent = {name: value for name, value in absent.items() if name not in header}
    lines = [
        " | ".join([*row, f"R{i}", *(value or row[header.index("is_exit")] for value in absent.values())])
        for i, row in enumerate(rows)
    ]
    return {"mart.placement_history": "\n".join([" | ".join([*header, "professional_id", *absent]), *lines])}


AT_RISK = """
    placement_id | entry_days | exit_days | is_exit | coach
    until_182    | 0          | 182       | true    | ja
    until_181    | 0          | 181       | true    | ja
    from_182     | 182        | 400       | false   | ja
    from_181     | 181        | 365       | true    | nee
    long         | 5          | 700       | false   | nee
    no_exposure  | 7          | 7         | true    | ja
    left_at_once | 0          | 0         | true    | ja
    unseen       | 0          | -         | false   | nee
"""


def test_at_risk_is_who_entered_before_that_day_and_leaves_on_it_or_later(catalogue: Catalogue) -> None:
    expected = """
        stratum_by | stratum | days | at_risk
        alle       | alle    | 0    | 2
        alle       | alle    | 182  | 3
        alle       | alle    | 365  | 3
        alle       | alle    | 547  | 1
        coach      | ja      | 0    | 2
        coach      | ja      | 182  | 1
        coach      | ja      | 365  | 1
        coach      | ja      | 547  | 0
        coach      | nee     | 0    | 0
        coach      | nee     | 182  | 2
        coach      | nee     | 365  | 2
        coach      | nee     | 547  | 1
    """
    assert_mart(catalogue, "retention_at_risk", given(AT_RISK), expected, ALL_AND_COACH)


def test_the_last_half_year_shown_is_that_of_the_last_day_observed(catalogue: Catalogue) -> None:
    units = "placement_id | entry_days | exit_days | is_exit | coach\n a | 0 | 365 | false | ja"
    expected = """
        days | at_risk
        0    | 1
        182  | 1
        365  | 1
    """
    assert_mart(catalogue, "retention_at_risk", given(units), expected, "stratum_by = 'alle'")


def test_who_is_at_risk_stands_under_every_kind_of_stratum(catalogue: Catalogue) -> None:
    found = mart_rows(catalogue, "retention_at_risk", given(AT_RISK), ["stratum_by", "at_risk"], "days = 182")

    assert sorted(found) == [
        ["alle", "3"],
        ["coach", "1"],
        ["coach", "2"],
        *([name, "3"] for name in sorted(STRATA) if name != "coach"),
    ]


def test_after_a_year_lasts_what_has_no_exit_up_to_and_including_day_365(catalogue: Catalogue) -> None:
    # four from the start: exits on days 100, 365 and 366 leave 3/4, 1/2 and 1/4; day 365 has Greenwood's sum
    # 1/(4·3) + 1/(3·2) = 1/4 and S = 1/2: exp(ln ½ · exp(±1.959964 · ½/ln ½))
    units = """
        placement_id | entry_days | exit_days | is_exit | coach
        a            | 0          | 100       | true    | ja
        b            | 0          | 365       | true    | ja
        c            | 0          | 366       | true    | nee
        d            | 0          | 900       | false   | nee
    """
    expected = """
        stratum_by | stratum | n | survival | ci_low    | ci_high  | reason
        alle       | alle    | 4 | 0.5      | 0.0578471 | 0.844861 | -
        coach      | ja      | 2 | 0        | -         | -        | niemand_over
        coach      | nee     | 2 | 1        | -         | -        | geen_uitstroom_tot_hier
    """
    assert_mart(catalogue, "retention_after_year", given(units), expected, ALL_AND_COACH)


def after_year(catalogue: Catalogue, *units: tuple[int, int, bool]) -> list[str]:
    rows = "\n".join(f"{i} | {entry} | {end} | {is_exit} | ja" for i, (entry, end, is_exit) in enumerate(units))
    found = mart_rows(
        catalogue,
        "retention_after_year",
        given(f"placement_id | entry_days | exit_days | is_exit | coach\n{rows}"),
        ["survival", "reason"],
        "stratum_by = 'alle'",
    )
    return found[0]


def test_a_year_is_followed_when_somebody_is_on_day_365(catalogue: Catalogue) -> None:
    half = (0, 100, True)
    assert after_year(catalogue, half, (0, 364, False)) == ["-", "volgduur_te_kort"]
    assert after_year(catalogue, half, (0, 365, False)) == ["0.5", "een_in_risicogroep"]
    assert after_year(catalogue, half, (0, 366, False)) == ["0.5", "een_in_risicogroep"]


def test_when_everybody_left_within_the_year_nothing_lasts_after_it(catalogue: Catalogue) -> None:
    assert after_year(catalogue, (0, 100, True), (0, 300, True)) == ["0", "niemand_over"]


def test_zero_by_late_entry_is_no_figure(catalogue: Catalogue) -> None:
    late = "nul_door_late_instroom"
    assert after_year(catalogue, (0, 5, True), (10, 20, True), (10, 30, False)) == ["-", late]
    assert after_year(catalogue, (0, 5, True), (10, 800, False)) == ["-", late]
    # the zero comes after the year: until then the curve is about everybody followed
    assert after_year(catalogue, (0, 100, True), (0, 500, True), (600, 900, False))[0] == "0.5"


def test_a_year_in_which_nobody_was_followed_says_so(catalogue: Catalogue) -> None:
    assert after_year(catalogue, (365, 900, False)) == ["-", "begin_niet_waargenomen"]
    assert after_year(catalogue, (364, 900, False)) == ["1", "geen_uitstroom_tot_hier"]
    assert after_year(catalogue, (0, 100, True), (0, 200, False), (400, 900, False)) == ["0.5", "gat_in_risicogroep"]
    assert after_year(catalogue, (7, 7, True)) == ["-", "geen_waarneming"]


def test_a_summary_tells_what_is_missing_and_that_persons_count_twice(catalogue: Catalogue) -> None:
    units = """
        placement_id | entry_days | exit_days | is_exit | coach
        a            | 0          | 100       | true    | ja
        b            | 0          | 800       | false   | nee
    """
    twice = {name: text.replace("R1", "R0") for name, text in given(units).items()}
    expected = """
        stratum_by | stratum | n | persons | exits | median_days | median_low | median_high | rmst_730 | reason                                       | note
        alle       | alle    | 2 | 1       | 1     | 100         | 100        | -           | 415      | grens_mediaan_niet_bereikt                   | meer_plaatsingen_per_persoon
        coach      | ja      | 1 | 1       | 1     | 100         | -          | -           | 100      | grens_mediaan_niet_bereikt, weinig_uitstroom | -
        coach      | nee     | 1 | 1       | 0     | -           | -          | -           | 730      | mediaan_niet_bereikt, weinig_uitstroom       | -
    """  # noqa: E501
    assert_mart(catalogue, "retention_summary", twice, expected, ALL_AND_COACH)


def test_strata_are_as_in_the_latest_delivery(deliver: Deliver, published: Callable[[str], pl.DataFrame]) -> None:
    placement = "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum\n"
    placed = "PL1;HP1;p1;roc-a;bedrijf-b;{function};{fte};1-4-2026\n"
    deliver(
        {
            "organisaties.csv": "Organisatie;Naam;Soort\nroc-a;ROC A (fictief);mbo\nbedrijf-b;B (fictief);bedrijf\n",
            "pilots.csv": "Pilot;Naam;Penvoerder;Spoor;Startdatum\np1;Pilot 1;roc-a;behouden;1-9-2023\n",
            "professionals.csv": "Professional;Onderwijssector\nHP1;mbo\n",
            "plaatsingen.csv": placement + placed.format(function="docent", fte="0,4"),
            "behoud.csv": "Plaatsing;Peildatum;Status\nPL1;1-5-2026;actief\n",
        }
    )

    deliver({"plaatsingen.csv": placement + placed.format(function="instructeur", fte="0,5")}, build=True)

    query = "select stratum_by, stratum, n from mart.retention_summary where stratum_by in ('function', 'fte_class')"
    assert sorted(published(query).rows()) == [("fte_class", "vanaf_0.5", 1), ("function", "instructeur", 1)]


def test_how_long_a_start_may_precede_its_delivery_is_laid_down_once(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_CONTRACTS, tmp_path / "data_contracts"))
    programme = folder / "programme.yaml"
    text = programme.read_text(encoding="utf-8")
    assert "  entry_assumed_days:\n    value: 92\n" in text
    changed = text.replace("  entry_assumed_days:\n    value: 92\n", "  entry_assumed_days:\n    value: 31\n")
    programme.write_text(changed, encoding="utf-8")

    rules = {rule.rule_id: rule for rule in load_catalogue(folder)["placements"].row_rules}

    rule = rules["gevolgd_vanaf_ontbreekt"]
    assert rule.condition == "received_on <= start_date + interval '31 days'"
    assert "meer dan 31 dagen vóór" in rule.message.nl
    assert "more than 31 days before" in rule.message.en


FIVE = """
    placement_id | entry_days | exit_days | is_exit | has_ended | is_entry_assumed | exit_reason     | coach
    a            | 0          | 100       | true    | true      | false            | overig          | ja
    b            | 0          | 200       | true    | true      | true             | beide_verlaten  | ja
    c            | 0          | 200       | false   | false     | false            | -               | nee
    d            | 0          | 400       | false   | false     | false            | -               | nee
    e            | 0          | 300       | false   | true      | false            | pilot_beeindigd | nee
"""


def test_the_curve_of_a_stratum_goes_from_day_to_day_with_who_is_at_risk(catalogue: Catalogue) -> None:
    # everybody: 1 of 5, then 1 of 4 leaves; with a coach 1 of 2, then the other. The lower limit is S to the power
    # exp(1.959964 · √(Σ d/(n(n−d))) / |ln S|), so on day 100 of everybody 0.8 ** exp(1.959964 · √0.05 / 0.223144)
    expected = """
        stratum_by | stratum | days | at_risk | exits | survival | ci_low
        alle       | alle    | 0    | 5       | 0     | 1        | -
        alle       | alle    | 100  | 5       | 1     | 0.8      | 0.203809
        alle       | alle    | 200  | 4       | 1     | 0.6      | 0.12573
        alle       | alle    | 400  | 1       | 0     | 0.6      | -
        coach      | ja      | 0    | 2       | 0     | 1        | -
        coach      | ja      | 100  | 2       | 1     | 0.5      | 0.00598309
        coach      | ja      | 200  | 1       | 1     | 0        | -
        coach      | nee     | 0    | 3       | 0     | 1        | -
        coach      | nee     | 400  | 1       | 0     | 1        | -
    """
    assert_mart(catalogue, "retention_curve", given(FIVE), expected, ALL_AND_COACH)


def test_exits_for_each_reason_add_up_to_what_is_gone(catalogue: Catalogue) -> None:
    expected = """
        exit_reason    | days | cumulative_incidence
        beide_verlaten | 0    | 0
        beide_verlaten | 100  | 0
        beide_verlaten | 200  | 0.2
        overig         | 0    | 0
        overig         | 100  | 0.2
        overig         | 200  | 0.2
    """
    assert_mart(catalogue, "retention_competing", given(FIVE), expected, "stratum_by = 'alle'")


def test_each_choice_that_the_figures_hang_on_has_its_row(catalogue: Catalogue) -> None:
    # with the end of a pilot as an exit 1 of 2 leaves on day 300 as well; without b only a leaves, of four
    expected = """
        variant                       | n | exits | survival_365 | survival_730 | median_days
        hoofdanalyse                  | 5 | 2     | 0.6          | -            | -
        pilot_beeindigd_als_uitstroom | 5 | 3     | 0.3          | -            | 300
        zonder_aangenomen_instroom    | 4 | 1     | 0.75         | -            | -
    """
    assert_mart(catalogue, "retention_sensitivity", given(FIVE), expected)
