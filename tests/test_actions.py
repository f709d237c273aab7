"""From delivery to agenda: what is known since it was first delivered, and closed by delivering it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import polars as pl

from pipelines.run_report import RunReport

Deliver = Callable[..., RunReport]
Published = Callable[[str], pl.DataFrame]
HEAD = "Actie;Onderdeel;Bron;Tekst;Actiehouder;Deadline;Afgerond op\n"
CALL = "A-1;programma;vergadering;Bellen;programma;1-9-2026;"
WRITE = "A-2;programma;Peerreview;Schrijven;programma;1-9-2026;\n"


def test_an_action_is_known_since_its_first_delivery_and_closed_by_a_later_one(
    deliver: Deliver, published: Published
) -> None:
    deliver({"acties.csv": f"{HEAD}{CALL}\n{WRITE}"}, at="2026-06-10T09:00")
    report = deliver({"acties.csv": f"{HEAD}{CALL}20-6-2026\n"}, at="2026-06-22T09:00", build=True)

    first = published("select key, received_on from meta.first_received where dataset = 'actions' order by key")
    recorded = published("select action_id, source, closed_on from core.actions order by action_id")
    still_open = published("select action_id, known_since from mart.open_actions")
    agenda = published("select section, kind, subject_id from mart.agenda where section <> 'leveringen' order by place")

    assert report.exit_status == 0
    assert first.rows() == [("A-1", dt.date(2026, 6, 10)), ("A-2", dt.date(2026, 6, 10))]
    assert recorded.rows() == [("A-1", "vergadering", dt.date(2026, 6, 20)), ("A-2", "peerreview", None)]
    assert still_open.rows() == [("A-2", dt.date(2026, 6, 10))]
    assert agenda.rows() == [("gewijzigd", "actie_afgerond", "A-1"), ("acties", "actie", "A-2")]


def test_a_home_in_which_nothing_was_delivered_has_an_empty_agenda(deliver: Deliver, published: Published) -> None:
    deliver({"organisaties.csv": "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"}, build=True)
    assert published("select * from mart.agenda where section <> 'leveringen'").is_empty()
    assert published("select * from mart.open_actions").is_empty()


REGISTERS = {
    "organisaties.csv": """Organisatie;Naam;Soort;BRIN;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;
bedrijf-c;Bedrijf C (fictief);bedrijf;;mkb
""",
    "pilots.csv": "Pilot;Naam;Penvoerder;Spoor;Startdatum\np1;Pilot een;roc-a;behouden;1-9-2025\n",
    "professionals.csv": "Professional;Onderwijssector\nHP1;mbo\nHP2;mbo\n",
    "plaatsingen.csv": """Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum
PL1;HP1;p1;roc-a;bedrijf-c;docent;0,4;1-10-2025
""",
}
LATER = {
    "plaatsingen.csv": f"{REGISTERS['plaatsingen.csv']}PL2;HP2;p1;roc-a;bedrijf-c;docent;0,6;1-12-2025\n",
    "behoud.csv": """Plaatsing;Peildatum;Status;Einddatum;Reden vertrek
PL1;31-12-2025;gestopt;15-12-2025;beide_verlaten
""",
    "peerreviews.csv": """Review;Bevinding;Beoordeelde;Beoordelaar;Datum;Thema;Niveau;Soort;Tekst
R1;B1;roc-a;bedrijf-c;20-12-2025;Opleiden;3;valkuil;Het rooster komt te laat.
""",
}


def test_what_partners_deliver_after_a_meeting_is_on_the_agenda_of_the_next_one_and_of_no_other(
    deliver: Deliver, published: Published
) -> None:
    """Placements begin and end, and peer reviews are held, weeks before anybody delivers them."""
    decided = "Onderdeel;Datum;Fase;Besluit;Reden\np1;{day}-2026;starten;aanhouden;wacht\n"
    changed = "select kind, subject_id, number from mart.changes order by kind"
    deliver(REGISTERS, at="2025-12-01T09:00")
    deliver({"fasebesluiten.csv": decided.format(day="8-1")}, at="2026-01-09T09:00")
    deliver(LATER, at="2026-01-20T09:00", build=True)
    assert published(changed).rows() == [
        ("peerreview_gehouden", "R1", 1.0),
        ("plaatsingen_beeindigd", None, 1.0),
        ("plaatsingen_begonnen", None, 1.0),
    ]

    deliver({"fasebesluiten.csv": decided.format(day="12-2")}, at="2026-02-13T09:00")
    again = {name: text + "\n" for name, text in LATER.items()}
    deliver(again, at="2026-03-01T09:00", build=True)
    assert published(changed).rows() == []
