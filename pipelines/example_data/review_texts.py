"""What the invented peer reviews found. Sentences by kind: theme, finding, public summary, action."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding; ``action`` only for a recommendation."""

    kind: str
    theme: str
    finding: str
    public_summary: str = ""
    action: str = ""


def finding_texts() -> list[FindingText]:
    return [_text(kind, line) for kind, lines in _LINES.items() for line in _lines(lines)]


def _lines(text: str) -> list[str]:
    """A finding each; a line that begins with a bar goes on with the one before it."""
    return re.split(r"\n(?! *\|)", text.strip())


def _text(kind: str, line: str) -> FindingText:
    theme, finding, *rest = (part.strip() for part in line.split("|"))
    public_summary, action = (*rest, "", "")[:2]
    return FindingText(kind, theme, finding, public_summary, action)


_LINES = {
    "werkzaam_element": """
behouden     | Een vaste buddy in het team vangt de eerste weken op. | Een vaste buddy maakt de start makkelijker.
behouden     | De teamleider en de chef in het bedrijf spreken elkaar elke twee maanden.
    | School en bedrijf overleggen vast.
behouden     | Roosterwensen gaan vóór 1 mei naar de roostermakers; vaste schooldagen houden de combinatie heel.
behouden     | Lestaken passen bij het werk in het bedrijf, zodat vakkennis in beide banen wordt gebruikt.
opleiden     | Het PDG-traject telt eerder verworven didactiek mee en duurt zo een half jaar korter.
    | Scholing op maat.
opleiden     | Nieuwe docenten lopen zes weken mee voordat zij zelf voor de klas staan.
    | Eerst meelopen, dan lesgeven.
opleiden     | Intervisie met drie scholen samen levert meer op dan een training per school.
aantrekken   | De O&O-docentenpool vindt mensen die niet op een vacature van een school reageren.
    | De pool vindt nieuwe mensen.
aantrekken   | Een proefperiode van twee maanden, zonder opzegging bij het bedrijf, haalt de drempel weg.
    | Een proef verlaagt de drempel.
samenwerking | Eén contactpersoon voor HR bij school en bedrijf voorkomt dat contracten blijven liggen.
samenwerking | Het kernteam bespreekt elk kwartaal dezelfde vier cijfers, en dat helpt bij het kiezen.
""",
    "succesverhaal": """
opleiden     | Studenten lossen in de les een echte storing van het bedrijf op; het bedrijf gebruikt de oplossing.
    | Les met echte storingen.
behouden     | Twee gastdocenten kozen na een jaar voor een vaste aanstelling van twee dagen.
    | Van gastles naar vaste baan.
aantrekken   | Na de open werkplaats meldden zich elf vakmensen voor een kennismaking.
    | Open werkplaats trok elf vakmensen.
samenwerking | De verspaners van het bedrijf en de school delen nu één werkplaats en één onderhoudscontract.
    | Eén gedeelde werkplaats.
samenwerking | Een mkb-bedrijf met 25 mensen doet mee doordat twee bedrijven samen één plek delen.
    | Kleine bedrijven delen een plek.
behouden     | Een zzp’er kreeg een contract voor drie jaar en daarmee zekerheid over de uren.
opleiden     | Vmbo-leerlingen kiezen na de lessen van de monteur vaker voor een technisch profiel.
    | Meer keuze voor techniek.
samenwerking | De lerarenopleiding erkent de begeleiding in het bedrijf als deel van de stage.
aantrekken   | Door een verhaal in het vakblad kwamen vier nieuwe bedrijven naar de netwerkbijeenkomst.
    | Vier nieuwe bedrijven.
""",
    "valkuil": """
behouden     | Twee deeltijdbanen tellen op papier op tot meer dan 1,0 fte; niemand bewaakt het geheel.
    | Let op de som van beide banen.
behouden     | In drukke maanden trekt het bedrijf de detachering terug en staat de klas zonder docent.
behouden     | Op de werkvloer telt de hybride collega niet mee bij promotie, omdat hij er niet altijd is.
behouden     | Verschil in salaris komt pas bij het tekenen op tafel.
opleiden     | Wie één dag per week lesgeeft, haalt het tempo van het scholingstraject niet.
    | Scholing past niet bij kleine banen.
opleiden     | Nieuwe docenten staan te lang onbevoegd voor de klas omdat scholingstijd niet is ingeroosterd.
aantrekken   | De vacaturetekst spreekt van ‘docent’ en schrikt vakmensen af die nog niet kunnen lesgeven.
samenwerking | Alles hangt aan één enthousiaste teamleider; bij vertrek valt de pilot stil.
    | Leun niet op één persoon.
samenwerking | De school werkt in perioden van tien weken en het bedrijf in projecten van drie: taken lopen mis.
samenwerking
    | Het bedrijf leidt niet graag op voor zijn concurrenten; over bijscholing van werkenden is niets afgesproken.
""",
    "aanbeveling": """
behouden     | Leg de som van beide banen vast in één afspraak. | Bewaak beide banen samen.
    | Model voor een gezamenlijke urenafspraak maken
behouden     | Wijs iedere starter een buddy toe, in school en bedrijf. | Iedere starter een buddy.
    | Buddy opnemen in het inwerkprogramma
behouden     | Voer na zes maanden een gesprek met alle drie de partijen. | Na een half jaar samen praten.
    | Gespreksleidraad voor zes maanden invoeren
behouden     | Maak afspraken over wat er gebeurt bij drukte in het bedrijf. | Spreek drukte vooraf af.
    | Opzegtermijn van een half jaar in de detachering opnemen
opleiden     | Bied het scholingstraject ook in anderhalf jaar aan. | Scholing in een rustiger tempo.
    | Rustige variant van het PDG-traject uitwerken
opleiden     | Laat ervaren hybride docenten de nieuwe begeleiden. | Ervaren begeleiden nieuwe.
    | Begeleidersscholing voor ervaren hybride docenten
opleiden     | Rooster scholingstijd in vóór het schooljaar begint. | Scholingstijd in het rooster.
    | Scholingsdag vastzetten in het jaarrooster
aantrekken   | Werf samen, met één loket voor scholen en bedrijven. | Eén loket voor belangstellenden.
    | Gezamenlijke wervingspagina inrichten
aantrekken   | Vraag bedrijven vóór de zomer wie een dag kan missen. | Vraag bedrijven op tijd.
    | Belronde langs bedrijven in april
samenwerking | Betrek HR van beide kanten bij de eerste afspraak. | HR vanaf het begin erbij.
    | HR-adviseurs uitnodigen voor het startgesprek
samenwerking | Deel succesverhalen en missers elk halfjaar met de regio. | Deel wat werkt en wat niet.
    | Halfjaarbericht met opbrengsten maken
samenwerking | Zet het onderwerp vast op de agenda van het bestuur. | Vast op de bestuursagenda.
    | Vast agendapunt bij het bestuurlijk overleg
samenwerking | Beschrijf wie een vertrekkende kartrekker vervangt.
""",
}
