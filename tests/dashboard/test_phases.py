"""The page Fasen says of one scope where it stands, what does not agree, and how it came there."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.dashboard import homes
from tests.dashboard.conftest import Open, texts_of

FILES = {
    "organisaties.csv": """Organisatie;Naam;Soort;BRIN
roc-a;ROC A (fictief);mbo;99AA
school-b;School B (fictief);vmbo;99BB
""",
    "pilots.csv": """Pilot;Naam;Penvoerder;Spoor;Startdatum
later;Besloten voor later;roc-a;behouden;1-9-2025
gestopt;Gestopte pilot;roc-a;behouden;1-9-2025
vreemd;Vreemde besluiten;school-b;opleiden;1-9-2025
straks;Nog niet begonnen;school-b;opleiden;1-9-2026
""",
    "fasebeoordelingen.csv": """Onderdeel;Criterium;Datum;Status;Bewijs;Bewijsdatum;Beoordelaar
later;S1;10-1-2026;behaald;plan;5-1-2026;roc-a
later;S3;10-1-2026;in uitvoering;;;roc-a
later;S3;10-3-2026;behaald;besluit;9-3-2026;school-b
later;S4;10-1-2026;behaald;overeenkomst;1-2-2025;
gestopt;S1;10-1-2026;in uitvoering;;;
""",
    "fasebesluiten.csv": """Onderdeel;Datum;Fase;Besluit;Reden
later;1-2-2026;starten;door;We wachten niet
later;15-7-2026;ontwikkelen;door;Na de zomer
gestopt;1-2-2026;starten;stop;Geen partners meer
gestopt;1-3-2026;starten;door;Te laat
vreemd;1-2-2026;starten;terug;Kan niet verder terug
vreemd;1-3-2026;valideren;aanhouden;In de verkeerde fase
straks;1-6-2026;starten;aanhouden;Alvast besproken
""",
}


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the decisions and assessments that the example data do not have."""
    base = tmp_path_factory.mktemp("fasen")
    (base / "leveringen").mkdir()
    for name, text in FILES.items():
        (base / "leveringen" / name).write_text(text, encoding="utf-8")
    homes.command(
        base / "home", "ingest", str(base / "leveringen"), "--partner", "programma", "--received-at", "2026-06-30T12:00"
    )
    return base / "home"


def words(markup: str) -> str:
    """What a reader sees of markup, on one line; of each element the next begins with a space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def page(open_page: Open, home: Path, scope: str, language: str = "nl") -> str:
    app = open_page(home, "fasen", onderdeel=scope, taal=language)
    assert [e.value for e in app.exception] == []
    return words(texts_of(app))


def test_going_on_with_open_points_is_told_with_what_is_still_open(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later")
    # S1 and S4 were met on 1 February, S3 only in March: of the eight criteria six were open, and five are so now
    assert (
        "Op 1 februari 2026 is besloten om door te gaan uit de fase Starten terwijl 6 criteria nog open waren." in said
    )
    assert "Daarvan zijn er nu nog 5 open." in said
    assert "2 van de 8 criteria toen behaald" in said
    assert "Toen nog 6 criteria open" in said
    assert "S3 Kernteam gevormd Toen: In uitvoering. Nu: Behaald (10-03-2026)." in said
    assert "S5 Bestaande regionale initiatieven doen mee Toen: Niet gestart. Nu nog open." in said


def test_the_data_stand_beside_the_assessor_and_say_where_they_differ(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later")
    assert (
        "Beoordeling en cijfers verschillen S4 Partners uit vmbo, mbo, hbo, bedrijven en O&O-fondsen "
        "Op 10 januari 2026 beoordeeld als behaald, maar de cijfers zien dat niet. Soorten partners: 1 (nodig: 5)."
    ) in said
    assert "Cijfers Soorten partners: 1 (nodig: 5) anders dan de beoordeling" in said
    assert "Cijfers Gestarte plaatsingen: 0 (nodig: 1)" in said
    assert "beoordeeld 10-03-2026 · 1 bewijsstuk door School B (fictief)" in said


def test_old_evidence_is_counted_and_named(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later")
    assert "1 behaald criterium steunt op bewijs van meer dan 365 dagen oud, van 1 februari 2025." in said
    assert "beoordeeld 10-01-2026 · 1 bewijsstuk bewijs verouderd" in said


def test_a_limit_of_the_data_is_said_to_be_ours(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later")
    assert "(criterium S4): 5. Deze grens is van ons; het vooronderzoek noemt er geen." in said


def test_a_decision_for_later_is_told_and_does_not_count_yet(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later")
    assert "Door op 15 juli 2026 Na de zomer Telt nog niet mee: de datum ligt na de peildatum." in said
    assert "Besloten voor later zit sinds 1 februari 2026 in de fase Ontwikkelen" in said


def test_a_stopped_scope_has_its_end_in_its_course(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "gestopt")
    assert "Gestopte pilot is op 1 februari 2026 gestopt, in de fase Starten." in said
    assert "1 september 2025 tot 1 februari 2026 (5 maanden)" in said
    assert "Stop op 1 februari 2026 Geen partners meer" in said
    assert "Door op 1 maart 2026 Te laat Veranderde niets meer: het onderdeel was al gestopt." in said
    assert "hier gestopt" in said
    assert "Wat niet met elkaar klopt" not in said


def test_a_decision_without_effect_or_in_another_phase_says_so(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "vreemd")
    assert "Terug op 1 februari 2026 Kan niet verder terug Veranderde niets aan de fase." in said
    assert (
        "Aanhouden op 1 maart 2026 In de verkeerde fase Het besluit noemt de fase Valideren. Controleer of dat klopt."
    ) in said


def test_a_scope_that_has_not_begun_shows_what_was_decided_already(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "straks")
    assert "Nog niet begonnen is nog niet begonnen." in said
    assert "Alvast besproken Telt nog niet mee: het onderdeel is nog niet begonnen." in said


def test_the_page_says_the_same_in_english(open_page: Open, small_home: Path) -> None:
    said = page(open_page, small_home, "later", "en")
    assert "to proceed from the phase Start while 6 criteria were still open. Of these, 5 are still open now." in said
    assert "Kinds of partners: 1 (needed: 5) differs from the assessment" in said


def test_the_partnership_counts_pilots_where_a_pilot_counts_placements(open_page: Open, demo_home: Path) -> None:
    assert re.search(
        r"Cijfers Pilots met gestarte plaatsingen: \d+ \(nodig: 2\)", page(open_page, demo_home, "programma")
    )
    there = page(open_page, demo_home, "pilot-metaal-vechtdal")
    assert re.search(r"Cijfers Gestarte plaatsingen: \d+ \(nodig: 1\)", there)


def test_a_scope_that_went_back_and_forth_has_its_phases_more_than_once(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "fasen", onderdeel="pilot-bouw-achterhoek")
    names = re.findall(r'class="gg-stay-name">.*?<strong>(.*?)</strong>', texts_of(app))
    assert names == ["Valideren", "Ontwikkelen", "Valideren", "Ontwikkelen", "Starten"]


def test_a_funder_reads_when_criteria_were_assessed_though_not_by_whom(open_page: Open, demo_home: Path) -> None:
    said = words(texts_of(open_page(demo_home, "fasen", role="funder")))
    assert "beoordeeld 26-09-2026 · 2 bewijsstukken" in said
    assert "door Practoraat" not in said
