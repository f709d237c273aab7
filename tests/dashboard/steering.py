"""A home with peer reviews, targets and money small enough to reckon by hand, and how to read a page of it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tests.dashboard import homes

FILES = {
    "organisaties.csv": """Organisatie;Naam;Soort;BRIN;KvK;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;;
school-b;School B (fictief);vmbo;99BB;;
bedrijf-c;Bedrijf C (fictief);bedrijf;;;mkb
hogeschool-d;Hogeschool D (fictief);hbo;99DD;;
""",
    "pilots.csv": """Pilot;Naam;Penvoerder;Spoor;Startdatum
p1;Metaal;roc-a;behouden;1-9-2024
p2;Bouw;school-b;opleiden;1-9-2025
""",
    "pilotpartners.csv": """Pilot;Organisatie;Rol
p1;bedrijf-c;partner
p1;hogeschool-d;partner
""",
    "peerreviews.csv": "Review;Bevinding;Pilot;Beoordeelde;Beoordelaar;Datum;Thema;Niveau;Soort;Tekst;"
    """Actie;Actiehouder;Deadline;Afgerond op;Geborgd in
R1;B1;p1;bedrijf-c;roc-a;12-11-2024;Aantrekken;2;werkzaam element;Een café-avond trekt vakmensen.;;;;;
R1;B2;;bedrijf-c;roc-a;12-11-2024;Behouden;3;aanbeveling;Praat na zes maanden.;Gesprek plannen;bedrijf-c;1-9-2025;;
R2;B1;p1;roc-a;bedrijf-c;10-3-2025;Aantrekken;2;werkzaam element;Een café-avond trekt vakmensen.;;;;;
R2;B2;;roc-a;bedrijf-c;10-3-2025;Behouden;3;aanbeveling;Vraag wie wil blijven.;;;;;
R3;B1;;roc-a;school-b;20-5-2026;Aantrekken;4;valkuil;De vacature schrikt af.;;;;;
R3;B2;;roc-a;school-b;20-5-2026;Behouden;3;aanbeveling;Leg afspraken vast.;Opschrijven;roc-a;1-7-2026;1-6-2026;beleid
""",
    "doelen.csv": """Indicator;Onderdeel;Periode;Nulmeting;Streefwaarde;Toelichting;Maatregel
peer_reviews_held;programma;2026;0;2;Er was geen tijd.;
private_share;programma;2027;0,1;0,4;;
recommendations_with_action;programma;2026;;0,9;;
""",
    "bijdragen.csv": """Organisatie;Pilot;Jaar;Vorm;Herkomst;Structureel;Toegezegd;Gerealiseerd
roc-a;p1;2025;geld;publiek;nee;10000;8000
bedrijf-c;p1;2025;uren in natura;privaat;ja;5000;5000
roc-a;p1;2026;geld;publiek;nee;12000;4000
bedrijf-c;p1;2026;uren in natura;privaat;ja;12000;6000
""",
    "kosten.csv": """Pilot;Jaar;Kostensoort;Begroot;Gerealiseerd
p1;2025;personeel;15000;14000
p1;2025;scholing;3000;3500
p1;2026;personeel;20000;18000
p1;2026;scholing;4000;
""",
}


def steering_home(base: Path) -> Path:
    """A home with these files, received on 30 June 2026."""
    home, deliveries = base / "steering", base / "steering-leveringen"
    if not (home / "published" / "kernteam.duckdb").exists():
        deliveries.mkdir()
        for name, text in FILES.items():
            (deliveries / name).write_text(text, encoding="utf-8")
        homes.command(home, "ingest", str(deliveries), "--partner", "programma", "--received-at", "2026-06-30T12:00")
    return home


def words(markup: str) -> str:
    """What a reader sees of markup, on one line; of each element the next begins with a space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split()).replace("\u00a0", " ")
