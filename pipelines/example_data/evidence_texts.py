"""What an assessor wrote down as evidence, by criterion, in the invented files."""

from __future__ import annotations

from pipelines.catalogue import Criterion
from pipelines.example_data.rows import table_cells

_TEXTS = """
S1  | Businessplan, versie 2, vastgesteld door de stuurgroep; hoofdstuk 2 bouwt op het vooronderzoek
S2a | Regionale visie, paragraaf 3.1: leerlijn voor hybride professionals
S2b | Regionale visie, paragraaf 3.2: drie manieren van inzetten, met voorbeelden
S2c | Regionale visie, paragraaf 3.3: buddy op school en in het bedrijf
S2d | Regionale visie, paragraaf 3.4: opdrachten uit het bedrijf in de les
S3  | Besluit over het kernteam: zes leden, rollen en vier uur per week
S4  | Samenwerkingsovereenkomst, getekend door scholen, bedrijven en het O&O-fonds
S5  | Verslag van de afstemming met de docentenpool, de STO-regio en de lerarenopleiding
O1  | Leidraad voor het startgesprek en opleidingsplan in zes bijeenkomsten, klaar voor gebruik
O2  | Startverslag: eerste plaatsingen lopen, eerste opleiding is begonnen
O3  | Besluitenlijsten van drie kernteamvergaderingen, met de stand uit de monitor
O4  | Projectplan met namen van functies en uren voor HR; voorbeeldcontract van beide kanten
O5  | Rondvraag onder deelnemende bedrijven: vijf praktijkvoorbeelden beschreven
O6  | Jaaragenda van het bestuurlijk overleg: het onderwerp staat er elk kwartaal op
V1  | Evaluatie met voor- en nameting en groepen zonder pilot
V2a | Evaluatie van de werving: aanmeldingen en gestarte plaatsingen per kanaal
V2b | Evaluatie van de opleiding: deelname, afronding en oordelen van deelnemers
V2c | Behoudcijfers uit de monitor met een duiding door onderzoekers
V3  | Vermelding in de regionale techniekagenda en vier aanmeldingen van nieuwe partners
V4  | Opschalingsplan met begroting, vastgesteld door de stuurgroep
V5  | Onderzoeksplan en tussenrapport, geschreven door het practoraat
D1  | Meerjarenovereenkomst, jaarplan en begroting voor vier jaar
D2  | Overzicht van partners en netwerken in drie opeenvolgende jaren
D3a | Telling: van twee naar vijf opleidingen sinds de opschaling
D3b | Twee onderzoeksprojecten met bedrijven, looptijd twee jaar
D3c | Drie bedrijven bevestigen een vernieuwde werkwijze
D4  | Onderzoeksprogramma en twee artikelen in een vakblad
D5  | Gezamenlijke agenda met de docentenpool en de STO-regio
D6a | Voor- en nameting van beroepshouding met vergelijkingsgroepen; voorbehoud staat in de samenvatting
D6b | Onderzoek onder leidinggevenden van negen bedrijven
D6c | Gesprekken in vier teams, van school en van bedrijf
D6d | Regiobeeld met cijfers over technisch personeel, met een paragraaf over beperkingen
D7  | Openbare lijst van werkzame activiteiten met onderbouwing
D8  | Verslagen van twee rondes peerreview, met acties en waar die zijn geborgd
X1  | Jaarrekening: vaste kosten gedekt door bijdragen van partners
X2  | Overzicht van twee nieuwe, één veranderde en één gestopte activiteit
X3  | Een partnerschap uit een andere regio bevestigt dat het de aanpak gebruikt
X4  | Kaart van netwerken waarin het partnerschap de verbinding legt
X5  | Twee voorbeelden gevolgd van vraag tot toepassing
"""
_BY_CRITERION = dict(table_cells(_TEXTS))


def evidence_of(criterion: Criterion) -> str:
    """Evidence that fits a criterion; what the programme asks for where no text was invented."""
    return _BY_CRITERION.get(criterion.criterion_id, criterion.evidence.nl)
