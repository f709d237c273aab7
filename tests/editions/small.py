"""A partnership of a few deliveries: two partners that deliver about each other's people, one that is a person."""

from __future__ import annotations

ORGANISATIONS = """Organisatie;Naam;Soort;BRIN;KvK;Grootteklasse;Werknemers
roc-a;ROC A (fictief);mbo;99AA;;;
vmbo-b;Vmbo B (fictief);vmbo;99BB;;;
bedrijf-c;Bedrijf C (fictief);bedrijf;;87654321;groot;4321
els-jansen;Els Jansen (fictief);bedrijf;;87654322;zzp;1
bedrijf-e;Bedrijf E (fictief);bedrijf;;87654323;;
"""
PILOTS = """Pilot;Naam;Penvoerder;Spoor;Regio;Startdatum;Omschrijving
p1;Pilot Een;roc-a;behouden;AM01;1-1-2024;Vertrouwelijke opzet
p2;Pilot Twee;vmbo-b;opleiden;AM02;1-3-2024;
"""
PROFESSIONALS = """Professional;Onderwijssector;Vakrichting;Jaren hybride;Toestemming onderzoek
HP-1;mbo;Glasblazen;3;ja
HP-2;mbo;Lassen;2;nee
HP-3;mbo;Frezen;4;
HP-4;vmbo;Draaien;5;ja
HP-5;mbo;Meten;6;ja
"""
PLACEMENT = (
    "Plaatsing;Professional;Pilot;School;Bedrijf;Functie;Contract school;Contract bedrijf;Fte school;Startdatum;Coach\n"
)
PLACEMENTS_ROC = f"""{PLACEMENT}PL-1;HP-1;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,4;15-1-2024;ja
PL-2;HP-2;p1;roc-a;bedrijf-c;docent;loondienst;loondienst;0,4;15-1-2024;ja
PL-3;HP-3;p1;roc-a;els-jansen;instructeur;zzp;zzp;0,6;1-2-2024;nee
"""
PLACEMENTS_COMPANY = f"""{PLACEMENT}PL-4;HP-4;p2;vmbo-b;bedrijf-c;gastdocent;detachering;loondienst;0,2;1-3-2024;nee
PL-5;HP-5;p1;roc-a;els-jansen;docent;loondienst;zzp;0,5;1-4-2024;ja
"""
RETENTION_ROC = """Plaatsing;Peildatum;Status;Einddatum;Reden vertrek;Beeindigd door
PL-1;1-6-2025;gestopt;24-4-2024;volledig_naar_school;hp
PL-2;1-6-2025;gestopt;4-5-2024;beide_verlaten;school
PL-3;1-6-2025;actief;;;
PL-5;1-6-2025;actief;;;
"""
RETENTION_COMPANY = """Plaatsing;Peildatum;Status;Einddatum;Reden vertrek;Beeindigd door
PL-4;1-6-2025;gestopt;27-11-2024;volledig_naar_bedrijf;bedrijf
"""
SCORE = "Score;Schaal min;Schaal max"
OUTCOMES = f"""Leerling;School;Pilot;Schooljaar;Groep;Opleidingscode;Aandeel hybride;Uitkomst;Meting;Meetdatum;{SCORE}
L-1;roc-a;p1;2024-2025;GROEP-X;25297;0,4;vakkennis;voor;10-9-2024;5,5;1;10
L-1;roc-a;p1;2024-2025;GROEP-X;25297;0,4;vakkennis;na;10-6-2025;6,5;1;10
"""
ANSWERS = f"""Respondent;Organisatie;Rol;Context;Meting;Schaal;Item;{SCORE}
R-1;roc-a;hp;school;2025-1;autonomie;1;4;1;5
R-2;roc-a;hp;school;2025-1;autonomie;1;5;1;5
"""
TOLD = "Soort;Tekst;Openbare samenvatting;Actie;Actiehouder;Deadline"
REVIEW = f"Review;Bevinding;Pilot;Beoordeelde;Beoordelaar;Datum;Thema;Niveau;{TOLD}"
FINDING = "Gevoelige bevinding;Korte samenvatting;Stevig gesprek voeren"
REVIEWS = f"{REVIEW}\nPR-1;PR-1-1;p1;roc-a;vmbo-b;1-5-2025;behouden;3;aanbeveling;{FINDING};roc-a;1-9-2026\n"
ACTION = "Actie;Onderdeel;Bron;Tekst;Actiehouder;Deadline;Afgerond op\n"
ACTIONS = f"""{ACTION}AC-1;p1;vergadering;Het kernteam wil iets anders;roc-a;1-9-2026;
AC-2;programma;vergadering;Alleen voor het kernteam;programma;1-9-2026;
AC-3;p2;vergadering;Een zaak van het bedrijf;bedrijf-c;1-9-2026;
"""
ACTIONS_ROC = f"{ACTION}AC-4;p1;vergadering;Wat het ROC zelf opschreef;roc-a;1-9-2026;\n"

DELIVERIES = (
    ("programma", {"organisaties.csv": ORGANISATIONS, "pilots.csv": PILOTS, "professionals.csv": PROFESSIONALS}),
    ("roc-a", {"plaatsingen.csv": PLACEMENTS_ROC}),
    ("bedrijf-c", {"plaatsingen.csv": PLACEMENTS_COMPANY, "behoud.csv": RETENTION_COMPANY}),
    ("roc-a", {"behoud.csv": RETENTION_ROC, "leeropbrengsten.csv": OUTCOMES, "acties.csv": ACTIONS_ROC}),
    ("vmbo-b", {"vragenlijsten.csv": ANSWERS, "peerreviews.csv": REVIEWS}),
    ("programma", {"acties.csv": ACTIONS}),
)
PERSONAL = ("HP-1", "HP-2", "HP-3", "HP-4", "HP-5", "L-1", "R-1", "R-2")
CONFIDENTIAL = (
    "Glasblazen",
    "Vertrouwelijke opzet",
    "Gevoelige bevinding",
    "Stevig gesprek voeren",
    "Het kernteam wil iets anders",
    "Alleen voor het kernteam",
    "Een zaak van het bedrijf",
    "Wat het ROC zelf opschreef",
)
