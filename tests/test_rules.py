"""The rules of the shipped contracts as a table: which row breaks one, what is told of it, which row just does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract
from pipelines.run_report import RunReport

Deliver = Callable[..., RunReport]
Found = tuple[int, str, str, str, str]
"""Row number, columns, rule, severity and message of a finding."""


@dataclass(frozen=True)
class Rule:
    """One line of the table.

    A row is written as what is different in it from the good row of its dataset (`GOOD`). Each row of ``wrong``
    breaks this rule and no other; those of ``right`` come as near as may be and break none. A rule about one field
    is called as reports call it: ``<field>.bounds``, ``<field>.pattern``, ``<field>.reference``.
    """

    dataset: str
    rule: str
    severity: str
    columns: str
    message: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]


# What is known before, from the partnership and from ROC A; {n} is every number that a row may have

NUMBERS = range(2, 100)
KNOWN = {
    "programma": {
        "organisations": """Organisatie;Naam;Soort;BRIN;Grootteklasse
roc-a;ROC A (fictief);mbo;99AA;
school-b;School B (fictief);vmbo;99BB;
hogeschool-h;Hogeschool H (fictief);hbo;99HH;
bedrijf-c;Bedrijf C (fictief);bedrijf;;mkb
zzp-z;Zzp Z (fictief);bedrijf;;zzp
fonds-f;Fonds F (fictief);training_fund;;
overheid-o;Overheid O (fictief);overheid;;
overig-{n};Nummer {n} (fictief);overig;;
""",
        "pilots": "Pilot;Naam;Penvoerder;Spoor;Startdatum\np{n};Pilot {n};roc-a;behouden;1-9-2023\n",
        "professionals": """Professional;Onderwijssector;Toestemming onderzoek
HP1;mbo;
HP-NEE;mbo;nee
HP-NOG-NEE;mbo;nee
HP-JA;mbo;ja
HP-NOG-JA;mbo;ja
""",
        "placements": """Plaatsing;Professional;Pilot;School;Bedrijf;Functie;FTE school;Startdatum
PL{n};HP1;p2;roc-a;bedrijf-c;docent;0,4;1-12-2025
""",
        "actions": "Actie;Onderdeel;Tekst;Actiehouder;Deadline\nA-{n};p{n};Fictief;programma;1-9-2026\n",
        "surveys": """Respondent;Organisatie;Rol;Context;Meting;Schaal;Vraag;Score;Schaal min;Schaal max
R1;roc-a;hp;school;2024-1;autonomie;1;3;1;5
R1;roc-a;hp;school;2024-1;uitdaging;1;3;1;5
R1;roc-a;hp;school;2024-1;afwisseling;1;3;1;5
""",
    },
    "roc-a": {"professionals": "Professional;Onderwijssector\nHP-ROC-A;mbo\n"},
}

# A row that breaks no rule; {n} is its number in the file. ROC A delivers it on 1 June 2026; PL2 … are known already.

GOOD = {
    "organisations": "Organisatie: org-{n}; Naam: Fictief; Soort: mbo; BRIN: 99XX",
    "pilots": "Pilot: nieuw-{n}; Naam: Fictief; Penvoerder: roc-a; Spoor: behouden; Startdatum: 1-9-2025",
    "pilot_partners": "Pilot: p{n}; Organisatie: school-b; Rol: partner; Vanaf: 1-9-2025",
    "professionals": "Professional: HP-{n}; Onderwijssector: mbo",
    "placements": "Plaatsing: nieuw-{n}; Professional: HP1; Pilot: p2; School: roc-a; Bedrijf: bedrijf-c; "
    "Functie: docent; FTE school: 0,6; Startdatum: 1-4-2026",
    "retention": "Plaatsing: PL{n}; Peildatum: 1-5-2026; Status: actief",
    "student_outcomes": "Student: S{n}; School: roc-a; Pilot: p2; Schooljaar: 2025-2026; Groep: G1; "
    "Aandeel hybride: 0,4; Uitkomst: vakkennis; Meting: voor; Meetdatum: 1-10-2025; "
    "Score: 3; Schaal min: 1; Schaal max: 5",
    "peer_reviews": "Review: R1; Bevinding: B{n}; Beoordeelde: roc-a; Beoordelaar: school-b; Datum: 1-3-2026; "
    "Thema: behouden; Niveau: 3; Soort: valkuil; Tekst: fictief",
    "phase_assessments": "Onderdeel: p{n}; Criterium: S1; Datum: 1-3-2026; Status: in_uitvoering",
    "actions": "Actie: nieuw-{n}; Onderdeel: p{n}; Tekst: fictief; Actiehouder: roc-a; Deadline: 1-9-2026",
    "phase_decisions": "Onderdeel: p{n}; Datum: 1-3-2026; Fase: ontwikkelen; Besluit: aanhouden; Reden: fictief",
    "surveys": "Respondent: R{n}; Organisatie: roc-a; Rol: hp; Context: school; Meting: voor; Schaal: autonomie; "
    "Vraag: 1; Score: 3; Schaal min: 1; Schaal max: 5",
    "survey_invitations": "Organisatie: overig-{n}; Rol: hp; Context: school; Meting: voor; Uitgenodigd: 24",
    "contributions": "Organisatie: overig-{n}; Pilot: p2; Jaar: 2025; Vorm: geld; Herkomst: publiek; Toegezegd: 500; "
    "Gerealiseerd: 400",
    "targets": "Indicator: with_coach; Onderdeel: p{n}; Periode: 2026; Nulmeting: 0,5; Streefwaarde: 0,8",
    "meetings": "Bijeenkomst: nb-{n}; Groep: mbo; Naam: Netwerkbijeenkomst; Jaar: 2026; Aangemeld: 20; Aanwezig: 12",
    "expenditures": "Pilot: p{n}; Jaar: 2025; Kostensoort: personeel; Begroot: 500; Gerealiseerd: 400",
}

REGION = (
    "De regiocode heeft een onbekende vorm. Schrijf AM en twee cijfers voor een arbeidsmarktregio, of CR en twee "
    "cijfers voor een COROP-gebied, bijvoorbeeld AM04."
)
SCALE_ORDER = (
    "De laagste score van de schaal moet lager zijn dan de hoogste. Controleer ‘Schaal min’ en ‘Schaal max’; misschien "
    "zijn ze verwisseld."
)
OUTSIDE_SCALE = "De score valt buiten de schaal. Controleer de score, of ‘Schaal min’ en ‘Schaal max’."
WAVE = (
    "Een meting is voor, na, of een jaar en ronde zoals 2025-2. Maakte Excel er een datum van, zet de kolom dan op "
    "tekst."
)
ROC, COMPANY, ONE_PERSON = (
    "Organisatie: roc-a; Pilot: p{n}",
    "Organisatie: bedrijf-c; Pilot: p{n}",
    "Organisatie: zzp-z; Pilot: p{n}; Herkomst: privaat",
)
NEGATIVE = "{}: de ingevulde waarde valt buiten de grenzen. Verwacht: ten minste 0."
YEAR = "Jaar: ‘{}’ valt buiten de grenzen. Verwacht: ten minste 2000 en ten hoogste 2100."
BEFORE_PILOT = "Dit jaar ligt vóór de start van de pilot. Controleer het jaar en de pilot."


def limits(dataset: str, column: str, label: str, expected: str, outside: str, inside: str) -> Iterator[Rule]:
    """A line for each value outside the limits of a number."""
    right = tuple(f"{label}: {value}" for value in inside.split())
    for value in outside.split():
        message = f"{label}: ‘{value}’ valt buiten de grenzen. Verwacht: {expected}."
        yield Rule(dataset, f"{column}.bounds", "error", column, message, (f"{label}: {value}",), right)


RULES = [
    *limits("organisations", "employees", "Werknemers", "ten minste 0", "-1", "0"),
    *limits("professionals", "years_hybrid", "Jaren hybride", "ten minste 0 en ten hoogste 60", "-0,1 60,1", "0 60"),
    *limits("professionals", "years_company", "Jaren bedrijf", "ten minste 0 en ten hoogste 60", "-0,1 60,1", "0 60"),
    *limits("professionals", "years_school", "Jaren onderwijs", "ten minste 0 en ten hoogste 60", "-0,1 60,1", "0 60"),
    *limits("placements", "fte_school", "FTE school", "meer dan 0 en ten hoogste 1", "0 1,01", "0,01 1"),
    *limits("placements", "hours_school_year", "Uren school per jaar", "meer dan 0", "0", "0,5"),
    *limits("placements", "fte_company", "FTE bedrijf", "ten minste 0 en ten hoogste 1", "-0,01", "0 0,4"),
    *limits("student_outcomes", "hybrid_share", "Aandeel hybride", "ten minste 0 en ten hoogste 1", "-0,1 1,1", "0 1"),
    *limits("peer_reviews", "level", "Niveau", "ten minste 1 en ten hoogste 5", "0 6", "1 5"),
    *limits("surveys", "item", "Vraag", "ten minste 1", "0", "1"),
    *limits("survey_invitations", "invited", "Uitgenodigd", "ten minste 0", "-1", "0"),
    Rule(
        "organisations",
        "organisation_id_reserved",
        "error",
        "organisation_id",
        "Een organisatie kan niet ‘programma’ heten: die naam staat voor het partnerschap als geheel. Kies een andere "
        "naam.",
        wrong=("Organisatie: Programma",),
        right=("Organisatie: programma-2",),
    ),
    Rule(
        "organisations",
        "brin_missing",
        "warning",
        "brin, organisation_type",
        "Bij een vmbo-, mbo- of hbo-school hoort een BRIN-nummer. Zoek het op bij DUO of in RIO en vul het in.",
        wrong=("Soort: vmbo; BRIN:", "Soort: mbo; BRIN:", "Soort: hbo; BRIN:"),
        right=("Soort: universiteit; BRIN:",),
    ),
    Rule(
        "organisations",
        "size_class_missing",
        "warning",
        "size_class, organisation_type",
        "De grootteklasse van dit bedrijf is leeg. Vul zzp, mkb of groot in; zo weten we ook of de naam van een zzp’er "
        "beschermd moet worden.",
        wrong=("Soort: bedrijf; BRIN:; Grootteklasse:",),
        right=("Soort: bedrijf; BRIN:; Grootteklasse: zzp", "Soort: overheid; BRIN:; Grootteklasse:"),
    ),
    Rule(
        "organisations",
        "size_class_company_only",
        "warning",
        "size_class, organisation_type",
        "De grootteklasse geldt alleen voor bedrijven. Maak de cel leeg, of controleer de soort organisatie.",
        wrong=("Grootteklasse: groot", "Soort: overheid; BRIN:; Grootteklasse: mkb"),
        right=("Soort: bedrijf; BRIN:; Grootteklasse: groot",),
    ),
    Rule(
        "organisations",
        "brin.pattern",
        "error",
        "brin",
        "Een BRIN-nummer bestaat uit twee cijfers en twee hoofdletters, eventueel gevolgd door twee cijfers voor de "
        "vestiging, bijvoorbeeld 99XX of 99XX01.",
        wrong=("BRIN: 9XX", "BRIN: 199XX", "BRIN: 99xx", "BRIN: 99XX1", "BRIN: 99XX001"),
        right=("BRIN: 99XX01", "BRIN: 00AA"),
    ),
    Rule(
        "organisations",
        "kvk_number.pattern",
        "error",
        "kvk_number",
        "Een KvK-nummer heeft precies acht cijfers. Begint het met een nul, maak de kolom dan op als tekst.",
        wrong=("KvK: 1234567", "KvK: 123456789", "KvK: 1234567A", "KvK: 12.345.678"),
        right=("KvK: 01234567",),
    ),
    Rule(
        "organisations",
        "sbb_id.pattern",
        "error",
        "sbb_id",
        "Het nummer van een leerbedrijf heeft precies negen cijfers. Zoek het op bij Stagemarkt, of laat de cel leeg.",
        wrong=("SBB leerbedrijf: 12345678", "SBB leerbedrijf: 1234567890", "SBB leerbedrijf: 12345678X"),
        right=("SBB leerbedrijf: 012345678", "SBB leerbedrijf:"),
    ),
    Rule(
        "organisations",
        "region_code.pattern",
        "warning",
        "region_code",
        REGION,
        wrong=("Regio: AM4", "Regio: CR040", "Regio: am04", "Regio: NL-AM04"),
        right=("Regio: AM04", "Regio: CR40"),
    ),
    Rule(
        "pilots",
        "region_code.pattern",
        "warning",
        "region_code",
        REGION,
        wrong=("Regio: AM4", "Regio: CR040", "Regio: am04", "Regio: NL-AM04"),
        right=("Regio: AM04", "Regio: CR40"),
    ),
    Rule(
        "pilots",
        "planned_end_after_start",
        "error",
        "planned_end_date, start_date",
        "De geplande einddatum ligt vóór de startdatum. Controleer beide datums in het projectplan.",
        wrong=("Geplande einddatum: 31-8-2025",),
        right=("Geplande einddatum: 1-9-2025",),
    ),
    Rule(
        "pilots",
        "pilot_id_reserved",
        "error",
        "pilot_id",
        "Een pilot kan niet ‘programma’ heten: die naam staat voor het partnerschap als geheel. Kies een andere naam.",
        wrong=("Pilot: programma", "Pilot: Programma"),
        right=("Pilot: programma-2",),
    ),
    Rule(
        "pilot_partners",
        "until_after_from",
        "error",
        "until_date, from_date",
        "‘Tot’ ligt vóór ‘Vanaf’. Controleer beide datums; laat ‘Tot’ leeg als de organisatie nog meedoet.",
        wrong=("Tot: 31-8-2025",),
        right=("Tot: 1-9-2025", "Tot: 31-8-2025; Vanaf:"),
    ),
    Rule(
        "pilot_partners",
        "lead_matches_pilot",
        "warning",
        "role, organisation_id",
        "Bij deze pilot staat een andere organisatie als penvoerder. Controleer de rol hier, of de penvoerder in het "
        "bestand Pilots.",
        wrong=("Rol: penvoerder; Organisatie: school-b",),
        right=("Rol: penvoerder; Organisatie: roc-a", "Rol: financier; Organisatie: fonds-f"),
    ),
    Rule(
        "professionals",
        "same_id_other_person",
        "warning",
        "school_sector",
        "Zelfde id, andere persoon? Een andere partner leverde dit nummer met een andere onderwijssector. Controleer "
        "het nummer met het kernteam.",
        wrong=("Professional: HP1; Onderwijssector: hbo",),
        right=("Professional: HP-ROC-A; Onderwijssector: hbo",),  # its own: HP-ROC-A was mbo
    ),
    Rule(
        "professionals",
        "hybrid_since_before_receipt",
        "warning",
        "hybrid_since",
        "‘Hybride sinds’ ligt na de dag van deze levering. Klopt dat? Controleer de datum.",
        wrong=("Hybride sinds: 2-6-2026",),
        right=("Hybride sinds: 1-6-2026",),
    ),
    Rule(
        "professionals",
        "consent_refused_elsewhere",
        "warning",
        "research_consent",
        "Een andere partner leverde dat deze professional géén toestemming voor onderzoek gaf. Vanaf nu telt uw ja: "
        "controleer het ondertekende formulier.",
        wrong=("Professional: HP-NEE; Toestemming onderzoek: ja",),
        right=("Professional: HP-NOG-NEE; Toestemming onderzoek: nee",),
    ),
    Rule(
        "professionals",
        "consent_emptied",
        "warning",
        "research_consent",
        "De toestemming voor onderzoek was eerder ingevuld en is nu leeg. Leeg telt als nee: vul ja of nee in.",
        wrong=("Professional: HP-JA; Toestemming onderzoek:",),
        right=("Professional: HP-NOG-JA; Toestemming onderzoek: nee",),
    ),
    Rule(
        "placements",
        "school_id.reference",
        "error",
        "school_id",
        "School: ‘bedrijf-c’ is bekend bij Organisaties, maar Soort is geen Vmbo, Mbo of Hbo.",
        wrong=("School: bedrijf-c",),
        right=("School: school-b", "School: hogeschool-h"),
    ),
    Rule(
        "placements",
        "company_id.reference",
        "error",
        "company_id",
        "Bedrijf: ‘fonds-f’ is bekend bij Organisaties, maar Soort is geen Bedrijf.",
        wrong=("Bedrijf: fonds-f",),
        right=("Bedrijf: bedrijf-c",),
    ),
    Rule(
        "placements",
        "fte_or_hours",
        "error",
        "fte_school, hours_school_year",
        "Vul de FTE bij de school in, of voor een gastdocent de uren per jaar.",
        wrong=("FTE school:; Uren school per jaar:",),
        right=("FTE school:; Uren school per jaar: 40", "FTE school: 0,1; Uren school per jaar:"),
    ),
    Rule(
        "placements",
        "fte_sum",
        "warning",
        "fte_school, fte_company",
        "FTE school en FTE bedrijf zijn samen meer dan 1,0. Dat komt voor; controleer of het klopt.",
        wrong=("FTE school: 0,6; FTE bedrijf: 0,41",),
        right=("FTE school: 0,6; FTE bedrijf: 0,4", "FTE school: 0,9; FTE bedrijf:"),
    ),
    Rule(
        "placements",
        "followed_after_start",
        "error",
        "followed_from, start_date",
        "‘Gevolgd vanaf’ ligt vóór de startdatum.",
        wrong=("Gevolgd vanaf: 31-3-2026",),
        right=("Gevolgd vanaf: 1-4-2026",),
    ),
    Rule(
        "placements",
        "planned_end_after_start",
        "error",
        "planned_end_date, start_date",
        "De geplande einddatum ligt vóór de startdatum.",
        wrong=("Geplande einddatum: 31-3-2026",),
        right=("Geplande einddatum: 1-4-2026",),
    ),
    Rule(
        "placements",
        "same_school",
        "error",
        "school_id",
        "Deze plaatsing is eerder bij een andere school geleverd. Een andere school is een andere plaatsing: vraag het "
        "kernteam om een nieuw nummer.",
        wrong=("Plaatsing: PL2; School: school-b",),
        right=("Plaatsing: PL3; School: roc-a",),
    ),
    Rule(
        "placements",
        "gevolgd_vanaf_ontbreekt",
        "warning",
        "followed_from, start_date",
        "‘Gevolgd vanaf’ is leeg, terwijl de plaatsing meer dan 92 dagen vóór deze eerste levering begon. Vul in vanaf "
        "welke dag deze plaatsing echt is gevolgd, anders valt het behoud te gunstig uit.",
        wrong=("Startdatum: 28-2-2026",),  # 93 days: 1 in February, 31, 30, 31
        right=(
            "Startdatum: 1-3-2026",
            "Startdatum: 28-2-2026; Gevolgd vanaf: 1-6-2026",
            "Plaatsing: PL4; Startdatum: 1-12-2025",  # delivered before
        ),
    ),
    Rule(
        "retention",
        "checked_after_start",
        "error",
        "checked_on",
        "De peildatum ligt vóór de startdatum van deze plaatsing. Controleer de peildatum en het nummer van de "
        "plaatsing.",
        wrong=("Peildatum: 30-11-2025",),
        right=("Peildatum: 1-12-2025",),
    ),
    Rule(
        "retention",
        "checked_before_receipt",
        "error",
        "checked_on",
        "De peildatum ligt na de dag van deze levering. Vul de dag in waarop u het hebt nagekeken.",
        wrong=("Peildatum: 2-6-2026",),
        right=("Peildatum: 1-6-2026",),
    ),
    Rule(
        "retention",
        "ended_on_when_stopped",
        "error",
        "ended_on, status",
        "De plaatsing is gestopt, maar de einddatum is leeg. Vul de laatste dag van de combinatie in.",
        wrong=("Status: gestopt; Einddatum:; Reden vertrek: overig",),
        right=("Status: gestopt; Einddatum: 1-3-2026; Reden vertrek: overig", "Status: actief; Einddatum:"),
    ),
    Rule(
        "retention",
        "ended_after_start",
        "error",
        "ended_on, status",
        "De einddatum ligt vóór de startdatum van deze plaatsing. Controleer de datum en het nummer van de plaatsing.",
        wrong=("Status: gestopt; Einddatum: 30-11-2025; Reden vertrek: overig",),
        right=("Status: gestopt; Einddatum: 1-12-2025; Reden vertrek: overig",),
    ),
    Rule(
        "retention",
        "ended_before_check",
        "error",
        "ended_on, checked_on, status",
        "De einddatum ligt na de peildatum. Loopt de plaatsing op de peildatum nog, kies dan de status actief en maak "
        "de einddatum leeg.",
        wrong=("Status: gestopt; Einddatum: 2-5-2026; Reden vertrek: overig",),
        right=("Status: gestopt; Einddatum: 1-5-2026; Reden vertrek: overig",),
    ),
    Rule(
        "retention",
        "exit_reason_when_stopped",
        "error",
        "exit_reason, status",
        "De plaatsing is gestopt, maar de reden van vertrek is leeg. Kies een reden uit de lijst; weet u die niet, "
        "kies dan overig.",
        wrong=("Status: gestopt; Einddatum: 1-3-2026; Reden vertrek:",),
        right=("Status: gestopt; Einddatum: 1-3-2026; Reden vertrek: beide_verlaten", "Status: actief; Reden vertrek:"),
    ),
    Rule(
        "retention",
        "active_without_end",
        "warning",
        "status, ended_on, exit_reason, ended_by",
        "De status is actief, maar er staat een einde bij (datum, reden of door wie). Is de plaatsing gestopt, "
        "verander dan de status; loopt ze nog, maak deze cellen dan leeg.",
        # dates that would be wrong of a placement that has ended say nothing of one that is running
        wrong=("Einddatum: 30-11-2025", "Einddatum: 2-5-2026", "Reden vertrek: overig", "Beëindigd door: hp"),
        right=("Status: gestopt; Einddatum: 1-3-2026; Reden vertrek: overig; Beëindigd door: hp",),
    ),
    Rule(
        "student_outcomes",
        "programme_code.pattern",
        "error",
        "programme_code",
        "Een opleidingscode heeft vier of vijf cijfers. Zoek de code op in RIO of in uw administratie.",
        wrong=("Opleidingscode: 123", "Opleidingscode: 123456", "Opleidingscode: 1234A"),
        right=("Opleidingscode: 0123", "Opleidingscode: 12345"),
    ),
    Rule(
        "student_outcomes",
        "scale_order",
        "error",
        "scale_min, scale_max",
        SCALE_ORDER,
        wrong=("Schaal min: 5; Schaal max: 1", "Schaal min: 2; Schaal max: 2"),
        right=("Schaal min: 2,9; Schaal max: 3",),
    ),
    Rule(
        "student_outcomes",
        "score_within_scale",
        "error",
        "score, scale_min, scale_max",
        OUTSIDE_SCALE,
        wrong=("Score: 0,9", "Score: 5,1"),
        right=("Score: 1", "Score: 5"),
    ),
    Rule(
        "student_outcomes",
        "measured_before_receipt",
        "warning",
        "measured_on",
        "De meetdatum ligt na de dag van deze levering. Tot die dag telt de meting niet mee; controleer of de datum "
        "klopt.",
        wrong=("Meetdatum: 2-6-2026",),
        right=("Meetdatum: 1-6-2026",),
    ),
    Rule(
        "student_outcomes",
        "measured_in_school_year",
        "warning",
        "measured_on, school_year",
        "De meetdatum valt buiten dit schooljaar (1 augustus tot en met 31 juli). Controleer de meetdatum en het "
        "schooljaar.",
        wrong=("Schooljaar: 2024-2025; Meetdatum: 31-7-2024", "Schooljaar: 2024-2025; Meetdatum: 1-8-2025"),
        right=("Schooljaar: 2024-2025; Meetdatum: 1-8-2024", "Schooljaar: 2024-2025; Meetdatum: 31-7-2025"),
    ),
    Rule(
        "peer_reviews",
        "reviewer_is_other",
        "error",
        "reviewer_id, reviewed_id",
        "Een organisatie kan zichzelf niet beoordelen. Vul bij ‘Beoordelaar’ de organisatie in die op bezoek kwam.",
        wrong=("Beoordelaar: roc-a",),
        right=("Beoordelaar: bedrijf-c",),
    ),
    Rule(
        "peer_reviews",
        "reviewed_before_receipt",
        "warning",
        "reviewed_on",
        "De datum van deze peerreview ligt na de dag van deze levering. Tot die dag telt de peerreview niet mee; "
        "controleer de datum.",
        wrong=("Datum: 2-6-2026",),
        right=("Datum: 1-6-2026",),
    ),
    Rule(
        "peer_reviews",
        "action_for_recommendation",
        "warning",
        "action, kind",
        "Bij een aanbeveling hoort een actie. Vul in wat er gaat gebeuren, en liefst ook wie het doet en wanneer het "
        "klaar is.",
        wrong=("Soort: aanbeveling; Actie:",),
        right=("Soort: aanbeveling; Actie: fictief", "Soort: succesverhaal; Actie:"),
    ),
    Rule(
        "peer_reviews",
        "due_after_review",
        "warning",
        "due_on, reviewed_on",
        "De deadline ligt vóór de datum van de peerreview. Controleer beide datums.",
        wrong=("Deadline: 28-2-2026",),
        right=("Deadline: 1-3-2026",),
    ),
    Rule(
        "peer_reviews",
        "closed_after_review",
        "error",
        "closed_on, reviewed_on",
        "‘Afgerond op’ ligt vóór de datum van de peerreview. Controleer beide datums.",
        wrong=("Afgerond op: 28-2-2026",),
        right=("Afgerond op: 1-3-2026",),
    ),
    Rule(
        "peer_reviews",
        "closed_before_receipt",
        "warning",
        "closed_on",
        "‘Afgerond op’ ligt na de dag van deze levering. Laat de cel leeg zolang de actie nog loopt.",
        wrong=("Afgerond op: 2-6-2026",),
        right=("Afgerond op: 1-6-2026",),
    ),
    Rule(
        "phase_assessments",
        "evidence_when_achieved",
        "error",
        "evidence, status",
        "Het criterium is behaald, maar het bewijs is leeg. Beschrijf kort waaruit het blijkt, of geef een verwijzing "
        "naar het document.",
        wrong=("Status: behaald; Bewijs:",),
        right=("Status: behaald; Bewijs: fictief", "Status: nvt; Bewijs:"),
    ),
    Rule(
        "phase_assessments",
        "evidence_before_assessment",
        "error",
        "evidence_on, assessed_on",
        "De bewijsdatum ligt na de datum van de beoordeling. Controleer beide datums.",
        wrong=("Bewijsdatum: 2-3-2026",),
        right=("Bewijsdatum: 1-3-2026",),
    ),
    Rule(
        "phase_assessments",
        "assessed_before_receipt",
        "warning",
        "assessed_on",
        "De datum van deze beoordeling ligt na de dag van deze levering. Tot die dag telt de beoordeling niet mee; "
        "controleer de datum.",
        wrong=("Datum: 2-6-2026",),
        right=("Datum: 1-6-2026",),
    ),
    Rule(
        "actions",
        "same_scope",
        "error",
        "scope_id",
        "Dit actienummer hoort al bij een actie van een ander onderdeel. Geef een nieuwe actie een eigen nummer; is "
        "het dezelfde actie, neem dan het onderdeel van de eerdere levering over.",
        wrong=("Actie: A-{n}; Onderdeel: programma",),
        right=("Actie: A-{n}", "Onderdeel: programma"),
    ),
    Rule(
        "actions",
        "owner_of_open_action",
        "warning",
        "owner, closed_on",
        "Deze actie loopt nog en heeft geen actiehouder. Vul in wie haar uitvoert; ‘programma’ als het partnerschap "
        "dat zelf doet.",
        wrong=("Actiehouder:",),
        right=("Actiehouder: programma", "Actiehouder:; Afgerond op: 1-5-2026"),
    ),
    Rule(
        "actions",
        "deadline_of_open_action",
        "warning",
        "due_on, closed_on",
        "Deze actie loopt nog en heeft geen deadline. Zonder deadline wordt zij nooit te laat.",
        wrong=("Deadline:",),
        right=("Deadline:; Afgerond op: 1-5-2026",),
    ),
    Rule(
        "actions",
        "closed_before_receipt",
        "warning",
        "closed_on",
        "‘Afgerond op’ ligt na de dag van deze levering. Tot die dag geldt de actie als lopend; laat de cel leeg "
        "zolang zij nog loopt.",
        wrong=("Afgerond op: 2-6-2026",),
        right=("Afgerond op: 1-6-2026",),
    ),
    Rule(
        "phase_decisions",
        "no_phase_after_last",
        "warning",
        "decision, phase",
        "Doorontwikkelen is de laatste fase: in die fase verandert het besluit door niets. Controleer of het onderdeel "
        "in deze fase staat, en het besluit.",
        wrong=("Fase: doorontwikkelen; Besluit: door",),
        right=("Fase: verduurzamen; Besluit: door", "Fase: doorontwikkelen; Besluit: terug"),
    ),
    Rule(
        "phase_decisions",
        "no_phase_before_first",
        "warning",
        "decision, phase",
        "Starten is de eerste fase: in die fase verandert het besluit terug niets. Controleer of het onderdeel in deze "
        "fase staat, en het besluit.",
        wrong=("Fase: starten; Besluit: terug",),
        right=("Fase: ontwikkelen; Besluit: terug", "Fase: starten; Besluit: door"),
    ),
    Rule(
        "phase_decisions",
        "decided_before_receipt",
        "warning",
        "decided_on",
        "De datum van dit besluit ligt na de dag van deze levering. Tot die dag telt het besluit niet mee; controleer "
        "de datum.",
        wrong=("Datum: 2-6-2026",),
        right=("Datum: 1-6-2026",),
    ),
    *limits("targets", "period", "Periode", "ten minste 2000 en ten hoogste 2100", "1999 2101", "2000 2100"),
    Rule(
        "targets",
        "target_beyond_baseline",
        "warning",
        "target, baseline, indicator_id",
        "De streefwaarde ligt aan de verkeerde kant van de nulmeting: met deze indicator zou het dan slechter moeten "
        "gaan. Kijk na of beide kloppen.",
        wrong=("Streefwaarde: 0,49", "Indicator: rows_rejected; Streefwaarde: 0,51"),
        right=("Streefwaarde: 0,5", "Indicator: rows_rejected; Streefwaarde: 0,5", "Streefwaarde: 0,49; Nulmeting:"),
    ),
    Rule(
        "targets",
        "share_as_percentage",
        "error",
        "target, baseline, indicator_id",
        "Deze indicator is een aandeel, en dat is een getal van 0 tot en met 1. Schrijf 80 procent als 0,8; dat geldt "
        "ook voor de nulmeting.",
        wrong=(
            "Streefwaarde: 80",
            "Streefwaarde: 2,01",
            "Streefwaarde: -0,1; Nulmeting:",
            "Indicator: rows_rejected; Nulmeting: 5; Streefwaarde: 0,1",
        ),
        right=(
            "Streefwaarde: 1",
            "Indicator: realised_against_budget; Nulmeting: 1,2; Streefwaarde: 1,05",
            "Indicator: active_placements; Nulmeting: 50; Streefwaarde: 80",
            "Nulmeting:",
        ),
    ),
    Rule(
        "surveys",
        "wave.pattern",
        "error",
        "wave",
        WAVE,
        wrong=("Meting: 2025-0", "Meting: 2025-10", "Meting: 12025-1", "Meting: tussenmeting"),
        right=("Meting: na", "Meting: 2025-1", "Meting: 2025-9", "Meting: Voor-meting", "Meting: nameting"),
    ),
    Rule(
        "surveys",
        "item_of_scale",
        "error",
        "item, scale",
        "Deze schaal heeft geen vraag met dit nummer. Controleer ‘Vraag’ en ‘Schaal’.",
        wrong=("Schaal: autonomie; Vraag: 4", "Schaal: werkdruk; Vraag: 5", "Schaal: meerwaarde; Vraag: 7"),
        right=("Schaal: autonomie; Vraag: 3", "Schaal: werkdruk; Vraag: 4", "Schaal: meerwaarde; Vraag: 6"),
    ),
    Rule(
        "surveys",
        "scale_order",
        "error",
        "scale_min, scale_max",
        SCALE_ORDER,
        wrong=("Schaal: ruimte; Schaal min: 5; Schaal max: 1", "Schaal: reflectie; Schaal min: 2; Schaal max: 2"),
        right=("Schaal: uitdaging; Schaal min: 2,9; Schaal max: 3",),
    ),
    Rule(
        "surveys",
        "score_within_scale",
        "error",
        "score, scale_min, scale_max",
        OUTSIDE_SCALE,
        wrong=("Score: 0", "Score: 6"),
        right=("Score: 1", "Score: 5"),
    ),
    Rule(
        "surveys",
        "one_range",
        "error",
        "scale_min, scale_max, scale, wave",
        "‘Schaal min’ of ‘Schaal max’ is anders dan bij de meeste rijen van deze schaal en meting. Gebruik per schaal "
        "en meting overal dezelfde laagste en hoogste score.",
        wrong=(
            "Schaal min: 0",
            "Schaal max: 7",
            "Schaal: teamcultuur",  # one of two is not most
            "Schaal: teamcultuur; Schaal max: 7",
        ),
        right=("Schaal: waardering; Schaal min: 0", "Meting: 2025-3; Schaal max: 7"),
    ),
    Rule(
        "surveys",
        "known_range",
        "error",
        "scale_min, scale_max, scale, wave",
        "Eerder geleverde antwoorden van deze schaal en meting hebben een andere ‘Schaal min’ of ‘Schaal max’. Gebruik "
        "dezelfde laagste en hoogste score. Klopte die eerdere levering niet, laat haar dan eerst verbeteren of "
        "intrekken.",
        wrong=("Meting: 2024-1; Schaal max: 7", "Meting: 2024-1; Schaal: afwisseling; Schaal min: 0"),
        right=(
            "Meting: 2024-1; Schaal: uitdaging",
            "Meting: 2024-1; Schaal: ruimte; Schaal max: 7",
            "Meting: 2024-2; Schaal min: 0",
        ),
    ),
    Rule(
        "survey_invitations",
        "wave.pattern",
        "error",
        "wave",
        WAVE,
        wrong=("Meting: 2025-0", "Meting: 2025-10", "Meting: 12025-1", "Meting: tussenmeting"),
        right=("Meting: na", "Meting: 2025-1", "Meting: 2025-9", "Meting: Voor-meting", "Meting: nameting"),
    ),
    Rule(
        "contributions",
        "year.bounds",
        "error",
        "year",
        YEAR.format(1999),
        wrong=("Jaar: 1999; Pilot:",),
        right=("Jaar: 2000; Pilot:", "Jaar: 2100; Gerealiseerd:"),
    ),
    *(
        Rule("contributions", f"{column}.bounds", "error", column, NEGATIVE.format(label), (wrong,), (right,))
        for column, label, wrong, right in (
            ("committed_eur", "Toegezegd", "Toegezegd: -1", "Toegezegd: 0"),
            ("realised_eur", "Gerealiseerd", "Gerealiseerd: -0,01", "Gerealiseerd: 0"),
        )
    ),
    Rule(
        "contributions",
        "contribution_amount_given",
        "warning",
        "committed_eur, realised_eur",
        "Er is geen bedrag ingevuld. Vul in wat is toegezegd, wat is gerealiseerd, of allebei; was het niets, vul dan "
        "0 in.",
        wrong=("Toegezegd:; Gerealiseerd:",),
        right=("Toegezegd: 0; Gerealiseerd:", "Toegezegd:; Gerealiseerd: 0"),
    ),
    Rule(
        "contributions",
        "realised_without_committed",
        "warning",
        "committed_eur, realised_eur",
        "Er is een bijdrage gerealiseerd die niet is toegezegd. Vul ook in wat is toegezegd; was er geen toezegging, "
        "vul dan 0 in.",
        wrong=("Toegezegd:; Gerealiseerd: 0,01",),
        right=("Toegezegd: 0", "Toegezegd:; Gerealiseerd: 0"),
    ),
    Rule(
        "contributions",
        "contribution_realised_ahead",
        "warning",
        "year, realised_eur",
        "Er is een bijdrage gerealiseerd in een jaar dat nog moet beginnen. Tot dan telt alleen de toezegging; "
        "controleer het jaar.",
        wrong=("Jaar: 2027; Gerealiseerd: 0,01",),
        right=("Jaar: 2026", "Jaar: 2027; Gerealiseerd:", "Jaar: 2027; Gerealiseerd: 0"),
    ),
    Rule(
        "contributions",
        "contribution_before_pilot",
        "warning",
        "year",
        BEFORE_PILOT,
        wrong=("Jaar: 2022",),
        right=("Jaar: 2023", "Jaar: 2022; Pilot:"),
    ),
    Rule(
        "contributions",
        "source_fits_organisation",
        "warning",
        "funding_source",
        "De herkomst past niet bij de soort organisatie: een bedrijf draagt privaat bij, een school of overheid "
        "publiek. Controleer de herkomst; die bepaalt of de bijdrage voor de cofinanciering telt.",
        wrong=(
            COMPANY,
            *(
                f"Organisatie: {name}; Herkomst: privaat"
                for name in ("school-b", "roc-a", "hogeschool-h", "overheid-o")
            ),
        ),
        right=(f"{COMPANY}; Herkomst: privaat", ROC, "Herkomst: privaat"),
    ),
    Rule(
        "contributions",
        "one_person_amount",
        "warning",
        "committed_eur, realised_eur",
        "Een zzp’er die in een jaar meer dan 25000 euro bijdraagt is ongewoon. Controleer of het bedrag in hele euro’s "
        "staat, en of het om deze organisatie gaat.",
        wrong=(f"{ONE_PERSON}; Toegezegd: 25001", f"{ONE_PERSON}; Gerealiseerd: 25001"),
        right=(f"{ONE_PERSON}; Toegezegd: 25000; Gerealiseerd: 25000", "Toegezegd: 25001"),
    ),
    Rule(
        "expenditures",
        "year.bounds",
        "error",
        "year",
        YEAR.format(2101),
        wrong=("Jaar: 2101; Gerealiseerd:",),
        right=("Jaar: 2000; Pilot: programma", "Jaar: 2100; Gerealiseerd:"),
    ),
    *limits("expenditures", "budget_eur", "Begroot", "ten minste 0", "-1", "0"),
    *limits("expenditures", "realised_eur", "Gerealiseerd", "ten minste 0", "-1", "0"),
    Rule(
        "expenditures",
        "cost_amount_given",
        "warning",
        "budget_eur, realised_eur",
        "Er is geen bedrag ingevuld. Vul in wat is begroot, wat is gerealiseerd, of allebei; was het niets, vul dan 0 "
        "in.",
        wrong=("Begroot:; Gerealiseerd:",),
        right=("Begroot: 0; Gerealiseerd:", "Begroot:; Gerealiseerd: 0"),
    ),
    Rule(
        "expenditures",
        "realised_without_budget",
        "warning",
        "budget_eur, realised_eur",
        "Er zijn kosten gemaakt waarvoor geen begroting is ingevuld. Vul ook in wat is begroot; was er niets begroot, "
        "vul dan 0 in.",
        wrong=("Begroot:; Gerealiseerd: 0,01",),
        right=("Begroot: 0", "Begroot:; Gerealiseerd: 0"),
    ),
    Rule(
        "expenditures",
        "cost_realised_ahead",
        "warning",
        "year, realised_eur",
        "Er zijn kosten gemaakt in een jaar dat nog moet beginnen. Tot dan telt alleen de begroting; controleer het "
        "jaar.",
        wrong=("Jaar: 2027; Gerealiseerd: 0,01",),
        right=("Jaar: 2026", "Jaar: 2027; Gerealiseerd: 0"),
    ),
    Rule(
        "expenditures",
        "cost_before_pilot",
        "warning",
        "year",
        BEFORE_PILOT,
        wrong=("Jaar: 2022",),
        right=("Jaar: 2023", "Jaar: 2022; Pilot: programma"),
    ),
    Rule(
        "meetings",
        "year.bounds",
        "error",
        "year",
        YEAR.format(1999),
        wrong=("Jaar: 1999",),
        right=("Jaar: 2000", "Jaar: 2100"),
    ),
    Rule(
        "meetings",
        "registered.bounds",
        "error",
        "registered",
        "Aangemeld: ‘-1’ valt buiten de grenzen. Verwacht: ten minste 0.",
        wrong=("Aangemeld: -1; Aanwezig:",),
        right=("Aangemeld: 0; Aanwezig:",),
    ),
    *limits("meetings", "attended", "Aanwezig", "ten minste 0", "-1", "0"),
    Rule(
        "meetings",
        "people_counted",
        "error",
        "registered, attended",
        "Vul het aantal aanmeldingen in, of het aantal aanwezigen.",
        wrong=("Aangemeld:; Aanwezig:",),
        right=("Aangemeld:", "Aanwezig:"),
    ),
    Rule(
        "meetings",
        "attended_within_registered",
        "warning",
        "attended, registered",
        "Er waren meer mensen aanwezig dan aangemeld. Dat kan; controleer of de aantallen niet zijn verwisseld.",
        wrong=("Aanwezig: 21",),
        right=("Aanwezig: 20",),
    ),
]


@pytest.mark.parametrize("dataset", GOOD)
def test_a_rule_is_told_of_the_row_that_breaks_it_and_not_of_its_neighbour(
    dataset: str, deliver: Deliver, catalogue: Catalogue
) -> None:
    rows, expected = delivered_and_expected(dataset)
    needed = {"organisations", dataset, *pointed_at(dataset, catalogue)}
    for partner, texts in KNOWN.items():
        deliver({f"{name}.csv": with_numbers(text) for name, text in texts.items() if name in needed}, partner)

    report = deliver({f"{dataset}.csv": as_csv(rows)}, partner="roc-a", at="2026-06-01T12:00")

    (taken,) = report.deliveries
    found = taken.findings.select("row_number", "columns", "rule", "severity", "message").rows()
    assert [note.nl for note in taken.notes] == []
    assert [finding for finding in expected if finding not in found] == []
    assert [finding for finding in found if finding not in expected] == []
    assert taken.rows_rejected == len({row for row, *_, severity, _ in expected if severity == "error"})


def test_every_rule_of_every_contract_stands_in_the_table(catalogue: Catalogue) -> None:
    stated = {(contract.dataset, rule) for contract in catalogue.contracts.values() for rule in rules_of(contract)}
    listed = {(line.dataset, line.rule) for line in RULES}

    assert GOOD.keys() == catalogue.contracts.keys()
    assert sorted(stated - listed) == []
    assert sorted(listed - stated) == []


def rules_of(contract: Contract) -> Iterator[str]:
    """What a contract lays down in a condition, a form or a limit; the rest follows from the type of a field."""
    for field in contract.fields:
        if field.bounds:
            yield f"{field.name}.bounds"
        if field.pattern:
            yield f"{field.name}.pattern"
        if field.reference and field.reference.where:
            yield f"{field.name}.reference"
    yield from (rule.rule_id for rule in contract.row_rules)


def delivered_and_expected(dataset: str) -> tuple[list[dict[str, str]], list[Found]]:
    """For each line of the table its wrong and its right rows, then good ones enough; and what is to be found."""
    good = cells(GOOD[dataset])
    rows: list[dict[str, str]] = []
    expected: list[Found] = []
    for line in (line for line in RULES if line.dataset == dataset):
        for changed in line.wrong:
            rows.append(good | cells(changed))
            expected.append((len(rows) + 1, line.columns, line.rule, line.severity, line.message))
        rows += [good | cells(changed) for changed in line.right]
    return rows + [good] * (len(expected) + 1), expected


def cells(written: str) -> dict[str, str]:
    """``"Status: gestopt; Einddatum:"`` as the cells of a row by their headers."""
    named = [cell.partition(":") for cell in written.split("; ")]
    return {header: value.strip() for header, _, value in named}


def as_csv(rows: list[dict[str, str]]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [";".join(row.get(h, "").format(n=number) for h in headers) for number, row in enumerate(rows, 2)]
    return "\n".join([";".join(headers), *lines])


def with_numbers(text: str) -> str:
    """Each line that has {n} once for every number."""
    lines = text.splitlines(keepends=True)
    return "".join(line.format(n=n) for line in lines for n in (NUMBERS if "{n}" in line else [0]))


def pointed_at(dataset: str, catalogue: Catalogue) -> Iterator[str]:
    """Every dataset that a dataset refers to, or that those refer to."""
    for field in catalogue[dataset].references:
        if field.reference:
            yield from (field.reference.dataset, *pointed_at(field.reference.dataset, catalogue))
