"""The page Onze organisatie: a partner reads what it delivered itself, beside everybody's, and what is still asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.components import asked, own
from dashboard.components.view import View, current_pages
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition
from tests.dashboard import homes
from tests.dashboard.conftest import Open, texts_of
from tests.dashboard.steering import words

BY_KERNTEAM = {
    "organisaties.csv": """Organisatie;Naam;Soort;BRIN;KvK;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;;
bedrijf-c;Bedrijf C (fictief);bedrijf;;;mkb
""",
    "pilots.csv": """Pilot;Naam;Penvoerder;Spoor;Startdatum
p1;Metaal;roc-a;behouden;1-9-2025
""",
    "professionals.csv": """Professional;Onderwijssector
hp1;mbo
hp2;mbo
hp3;mbo
hp4;mbo
""",
    "acties.csv": """Actie;Onderdeel;Bron;Tekst;Actiehouder;Deadline
A1;p1;vergadering;Bel het bedrijf.;roc-a;1-3-2026
A2;programma;vergadering;Schrijf een stuk.;roc-a;1-12-2026
A3;programma;vergadering;Van een ander.;bedrijf-c;1-3-2026
""",
}
_HEADER = "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;Contract school;Contract bedrijf;FTE school;Startdatum;"
# PL2 has no known coach and a talk too long ago, PL5 names a professional that nobody knows
BY_SCHOOL = {
    "plaatsingen.csv": f"""{_HEADER}Coach of buddy;Laatste afstemming
PL1;hp1;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,6;1-10-2025;ja;1-5-2026
PL2;hp2;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,4;1-11-2025;;1-10-2025
PL3;hp3;p1;roc-a;bedrijf-c;instructeur;detachering;loondienst;0,5;1-10-2025;nee;1-6-2026
PL4;hp4;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,2;1-10-2025;ja;1-6-2026
PL5;hp9;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,2;1-10-2025;ja;1-6-2026
""",
    "behoud.csv": """Plaatsing;Peildatum;Status;Einddatum;Reden vertrek
PL4;1-6-2026;gestopt;1-4-2026;volledig_naar_bedrijf
PL1;1-6-2026;actief;;
""",
}
BY_COMPANY = {
    "behoud.csv": """Plaatsing;Peildatum;Status;Einddatum;Reden vertrek
PL3;1-6-2026;gestopt;1-5-2026;volledig_naar_bedrijf
"""
}
DELIVERIES = (("programma", BY_KERNTEAM), ("roc-a", BY_SCHOOL), ("bedrijf-c", BY_COMPANY))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What three partners delivered on 30 June 2026; of the school's five placements one is rejected."""
    base = tmp_path_factory.mktemp("own")
    for hour, (partner, files) in enumerate(DELIVERIES, 10):
        folder = base / partner
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        received = f"2026-06-30T{hour}:00"
        rejects = 3 if partner == "roc-a" else 0
        homes.command(
            base / "home", "ingest", str(folder), "--partner", partner, "--received-at", received, status=rejects
        )
    return base / "home"


@pytest.fixture
def open_own(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Any:
    def opened(home: Path, organisation: str, **choices: str) -> str:
        monkeypatch.setenv("GRENSGANGER_ORGANISATION", organisation)
        app = open_page(home, "onze_organisatie", "partner", **choices)
        assert [e.value for e in app.exception] == []
        assert [w.value for w in (*app.warning, *app.error)] == []
        return words(texts_of(app))

    return opened


@pytest.fixture
def judged_on_the_reference_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "judged_on", property(lambda _: dt.date(2026, 6, 30)))


def view(code: str = "nl") -> View:
    language = Language(code)
    names = {("organisation", "roc-a"): "ROC A", ("agenda_kind", "actie_peerreview"): "Actie na een peerreview"}
    return View(Edition("", 0, 0), language, Labels(language, names), dt.date(2026, 6, 30), False)


def composition(placements: int, fte: float) -> pl.DataFrame:
    row = {"attribute": "alle", "code": "alle", "placements": placements, "persons": placements, "fte_school": fte}
    return pl.DataFrame([row]).filter(pl.col("placements") > 0)


@pytest.mark.parametrize(
    ("placements", "fte", "deliveries", "waiting", "expected"),
    [
        (17, 8.04, 31, 5, "ROC A heeft 17 lopende plaatsingen, samen 8,0 fte; 5 zaken wachten op u."),
        (1, 0.5, 2, 1, "ROC A heeft 1 lopende plaatsing, voor 0,5 fte; 1 zaak wacht op u."),
        (0, 0, 9, 0, "ROC A leverde 9 keer; er wordt nu niets gevraagd."),
    ],
)
def test_the_sentence(
    monkeypatch: pytest.MonkeyPatch, placements: int, fte: float, deliveries: int, waiting: int, expected: str
) -> None:
    monkeypatch.setattr(own, "own_organisation", lambda: "roc-a")
    assert own.own_sentence(view(), composition(placements, fte), deliveries, waiting) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ((17, None), "17"),
        ((3, 4), "3 van 4"),  # of few there is no percentage
        ((12, 16), "75% 12 van 16"),
        ((1, 5000), "0,02% 1 van 5.000"),
        ((0, 577), "0% 0 van 577"),
    ],
)
def test_a_part_of_few_has_no_percentage(part: tuple[float, float | None], expected: str) -> None:
    assert words(own.part_text(view(), part)) == expected


def test_only_a_partner_has_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", "roc-a")
    has_page = {}
    for role in ("kernteam", "lectoraat", "funder", "partner"):
        monkeypatch.setenv("GRENSGANGER_ROLE", role)
        has_page[role] = "onze_organisatie" in current_pages()
        assert {"begrippen", "privacy"} <= set(current_pages())
    assert has_page == {"kernteam": False, "lectoraat": False, "funder": False, "partner": True}


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_placements_are_counted_as_the_organisation_delivered_them(open_own: Any, home: Path) -> None:
    # PL1, PL2 and PL3: the end of PL4 it told itself, that of PL3 the company did; PL5 was rejected
    said = open_own(home, "roc-a")
    assert "ROC A (fictief) heeft 3 lopende plaatsingen, samen 1,5 fte;" in said
    assert "Lopende plaatsingen 3 " in said
    assert "Plaatsingen met coach of buddy 1 van 2 " in said, "of PL2 it is not known"
    assert "Plaatsingen met recente afstemming 2 van 3 " in said, "PL2 was talked over 272 days ago"
    assert "Docent 2 van 3 " in said
    assert "Instructeur 1 van 3 " in said
    assert "Minder dan 0,5 fte 1 van 3 " in said


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_what_was_rejected_stands_with_its_reason_and_row(open_own: Any, home: Path) -> None:
    said = open_own(home, "roc-a")
    assert "Plaatsingen 30-06-2026 5 1 Geladen, op afgekeurde rijen na" in said
    assert "Behoud 30-06-2026 2 0 Actueel" in said
    assert "Afgekeurde rijen 1 van 7" in said
    assert "rij 6" in said
    nothing = open_own(home, "bedrijf-c")
    assert "Van wat uw organisatie leverde, is niets afgekeurd." in nothing
    assert "Uw organisatie leverde geen lopende plaatsingen." in nothing


@pytest.mark.usefixtures("judged_on_the_reference_date")
def test_what_is_still_asked_is_its_own(open_own: Any, home: Path) -> None:
    said = open_own(home, "roc-a")
    assert "3 zaken wachten op u." in said, "two actions, and a row to deliver again"
    assert "Te laat: 1 actie" in said
    assert "A1 Metaal · deadline 1 maart 2026" in said
    assert "Nog te doen: 1 actie" in said
    assert "A3" not in said
    assert "1 zaak wacht op u." in open_own(home, "bedrijf-c")


def test_a_delivery_that_is_out_of_date_is_asked_for(
    open_own: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 30 June and 120 days is 28 October
    monkeypatch.setattr(View, "judged_on", property(lambda _: dt.date(2026, 10, 29)))
    said = open_own(home, "bedrijf-c")
    assert "Te leveren: 1 soort gegevens Behoud laatst geladen op 30 juni 2026, opnieuw verwacht vóór" in said
    assert "Behoud 30-06-2026 1 0 121 dagen oud: lever opnieuw" in said
    monkeypatch.setattr(View, "judged_on", property(lambda _: dt.date(2026, 10, 28)))
    assert "Te leveren" not in open_own(home, "bedrijf-c")


def test_an_action_in_words_of_another_is_told_by_its_kind() -> None:
    row = {
        "section": "acties",
        "kind": "actie_peerreview",
        "wording": None,
        "subject_id": "R1",
        "scope_id": "programma",
        "due_on": None,
        "is_overdue": False,
    }
    said = words(asked.asked_list(view(), [row], []))
    assert said == "Nog te doen: 1 actie Actie na een peerreview R1 Het partnerschap · zonder deadline"
    assert words(asked.asked_list(view(), [], [])) == "Alle leveringen zijn actueel en er staan geen acties open."


@pytest.mark.parametrize("organisation", ["roc-vechtstroom", "machinefabriek-ijzerlo", "lectoraat-hybride-vakmanschap"])
def test_the_page_opens_for_a_school_a_company_and_a_research_group(
    open_own: Any, demo_home: Path, organisation: str
) -> None:
    said = open_own(demo_home, organisation)
    assert "Onze cijfers naast die van het partnerschap" in said
    assert "Leveringen op tijd" in said


def test_figures_of_the_partnership_that_are_withheld_say_so(open_own: Any, demo_home: Path) -> None:
    said = open_own(demo_home, "roc-vechtstroom")
    assert "Plaatsingen met coach of buddy 75% 12 van 16 66% 74 van 112" in said
    assert "Senior instructeur 18% 3 van 17 afgeschermd" in said
    assert "We The partnership" in open_own(demo_home, "roc-vechtstroom", taal="en")
