"""The invented pilots, who takes part in them, and when the kernteam hears of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.example_data.rows import Row, days, table_cells

DESCRIPTION = "Fictief voorbeeld"
_ANNOUNCED = days(60)  # a pilot stands in the register this long before it begins
FUND, PRACTORAAT, HUB = "oo-fonds-techniek-noordoost", "practoraat-samen-opleiden", "technohub-het-werkveld"
_LECTORAAT, _TEACHER_TRAINING = "lectoraat-hybride-vakmanschap", "lerarenopleiding-de-brug"


@dataclass(frozen=True, slots=True)
class Pilot:
    """One pilot; ``stopped_on`` is the last day of its placements when the kernteam stopped it."""

    pilot_id: str
    name: str
    lead_id: str
    strand: str
    region_code: str
    start_date: dt.date
    planned_end_date: dt.date
    schools: tuple[str, ...]
    companies: tuple[str, ...]
    others: tuple[str, ...]
    stopped_on: dt.date | None = None

    def is_open_on(self, day: dt.date) -> bool:
        """True when a placement can begin on that day: long before a pilot is stopped, none does any more."""
        return self.start_date <= day and (self.stopped_on is None or day < self.stopped_on - days(270))


_TABLE = """
metaal-vechtdal | Hybride in de metaal Vechtdal | roc-vechtstroom | opleiden | CR10 | 2021-09-01 | 2027-07-31
docentenpool-twente | Docentenpool Twentekant | hogeschool-oosterlanden | behouden | CR12 | 2022-02-01 | 2027-07-31
installatie-friesland | Installateurs voor de klas | roc-terpenland | aantrekken | AM02 | 2022-09-01 | 2027-07-31
bouw-achterhoek | Bouwen aan hybride banen | vakcollege-zandrug | opleiden | CR14 | 2023-02-01 | 2027-07-31
elektro-groningen | Stroomkring Noord | hogeschool-waddenrijk | aantrekken | AM01 | 2023-09-01 | 2027-07-31
maakindustrie-salland | Maakplaats Salland | machinefabriek-ijzerlo | behouden | CR11 | 2023-09-01 | 2027-01-31
slimme-techniek-emmen | Slimme techniek Zuidoosthoek | roc-terpenland | opleiden | CR08 | 2024-02-01 | 2028-01-31
vmbo-techniek-salland | Vakmanschap in het vmbo | techniekschool-esdoorn | aantrekken | CR11 | 2024-09-01 | 2028-07-31
mechatronica-noord | Mechatronica over de grens | hogeschool-waddenrijk | opleiden | CR09 | 2023-09-01 | 2026-07-31
watertechniek-friesland | Water in twee werelden | technohub-het-werkveld | behouden | CR05 | 2024-09-01 | 2028-07-31
waterstof-eemskust | Waterstof leren aan de kust | hogeschool-oosterlanden | aantrekken | CR02 | 2025-09-01 | 2029-07-31
circulair-veluwe | Circulair bouwen Veluwerand | vakcollege-zandrug | opleiden | CR13 | 2026-02-01 | 2029-07-31
"""
_SCHOOLS = """
metaal-vechtdal         | roc-vechtstroom hogeschool-oosterlanden
docentenpool-twente     | roc-vechtstroom hogeschool-oosterlanden
installatie-friesland   | roc-terpenland hogeschool-waddenrijk
bouw-achterhoek         | vakcollege-zandrug vmbo-het-aambeeld
elektro-groningen       | hogeschool-waddenrijk roc-terpenland
maakindustrie-salland   | hogeschool-oosterlanden vakcollege-zandrug
slimme-techniek-emmen   | roc-terpenland hogeschool-waddenrijk roc-drentse-wouden
vmbo-techniek-salland   | techniekschool-esdoorn vmbo-het-aambeeld
mechatronica-noord      | techniekschool-esdoorn roc-vechtstroom hogeschool-waddenrijk
watertechniek-friesland | roc-terpenland hogeschool-waddenrijk
waterstof-eemskust      | hogeschool-oosterlanden roc-terpenland
circulair-veluwe        | vakcollege-zandrug
"""
_COMPANIES = """
metaal-vechtdal         | metaal-vechtoever verspaning-de-draai elektro-hanzeboog eenmanszaak-lastechniek
docentenpool-twente     | netbeheer-hoogveld gereedschap-dinkelhoek eenmanszaak-besturing verspaning-de-draai
installatie-friesland   | installatie-terpstroom zuivelsystemen-greiden koeltechniek-wadkant eenmanszaak-meubel
bouw-achterhoek         | houtbouw-berkelrand bouwgroep-veldkamp-oost eenmanszaak-bouwkunde
elektro-groningen       | ingenieurs-noorderbreedte koeltechniek-wadkant eenmanszaak-verspaning
maakindustrie-salland   | machinefabriek-ijzerlo interieurbouw-sallandrand eenmanszaak-besturing
slimme-techniek-emmen   | robotica-esstroom ingenieurs-noorderbreedte eenmanszaak-verspaning
vmbo-techniek-salland   | interieurbouw-sallandrand elektro-hanzeboog metaal-vechtoever eenmanszaak-bouwkunde
mechatronica-noord      | mechatronica-turfvaart elektro-hanzeboog eenmanszaak-verspaning
watertechniek-friesland | watertechniek-merenpoort scheepsbouw-lauwerdiep eenmanszaak-meubel
waterstof-eemskust      | netbeheer-hoogveld koeltechniek-wadkant
circulair-veluwe        | bouwgroep-veldkamp-oost houtbouw-berkelrand
"""
_STOPPED = {"mechatronica-noord": dt.date(2025, 3, 31)}
_EXTENDED = {"pilot-maakindustrie-salland": (dt.date(2026, 9, 10), dt.date(2028, 1, 31))}
"""When a pilot was given more time, and until when."""
_LEFT = {("pilot-watertechniek-friesland", "scheepsbouw-lauwerdiep"): dt.date(2026, 8, 31)}
_RESEARCHERS = {"opleiden": _TEACHER_TRAINING, "aantrekken": PRACTORAAT, "behouden": _LECTORAAT}


def all_pilots() -> list[Pilot]:
    schools, companies = dict(table_cells(_SCHOOLS)), dict(table_cells(_COMPANIES))
    return [_pilot(cells, schools[cells[0]], companies[cells[0]]) for cells in table_cells(_TABLE)]


def pilot_rows(as_of: dt.date) -> list[Row]:
    """The register of pilots on a day."""
    return [
        {
            "pilot_id": p.pilot_id,
            "name": p.name,
            "lead_organisation_id": p.lead_id,
            "strand": p.strand,
            "region_code": p.region_code,
            "start_date": p.start_date,
            "planned_end_date": _planned_end(p, as_of),
            "description": DESCRIPTION,
        }
        for p in _announced(as_of)
    ]


def pilot_partner_rows(as_of: dt.date) -> list[Row]:
    """Who takes part in which pilot, with what role, on a day."""
    return [row for pilot in _announced(as_of) for row in _partners_of(pilot, as_of)]


def _announced(as_of: dt.date) -> list[Pilot]:
    return [p for p in all_pilots() if p.start_date - _ANNOUNCED <= as_of]


def _planned_end(pilot: Pilot, as_of: dt.date) -> dt.date:
    decided_on, extended_to = _EXTENDED.get(pilot.pilot_id, (dt.date.max, dt.date.max))
    return extended_to if decided_on <= as_of else pilot.planned_end_date


def _partners_of(pilot: Pilot, as_of: dt.date) -> list[Row]:
    roles = dict.fromkeys((*pilot.schools, *pilot.companies, HUB), "partner")
    roles |= {FUND: "financier"} | dict.fromkeys(pilot.others, "onderzoeker") | {pilot.lead_id: "penvoerder"}
    return [
        {
            "pilot_id": pilot.pilot_id,
            "organisation_id": organisation_id,
            "role": role,
            "from_date": pilot.start_date,
            "until_date": _until(pilot, organisation_id, as_of),
        }
        for organisation_id, role in roles.items()
    ]


def _until(pilot: Pilot, organisation_id: str, as_of: dt.date) -> dt.date | None:
    """The last day of a partner in a pilot, once it has come."""
    last = _LEFT.get((pilot.pilot_id, organisation_id), pilot.stopped_on)
    return last if last and last <= as_of else None


def _pilot(cells: list[str], schools: str, companies: str) -> Pilot:
    pilot_id, name, lead_id, strand, region_code, start, end = cells
    return Pilot(
        pilot_id=f"pilot-{pilot_id}",
        name=name,
        lead_id=lead_id,
        strand=strand,
        region_code=region_code,
        start_date=dt.date.fromisoformat(start),
        planned_end_date=dt.date.fromisoformat(end),
        schools=tuple(schools.split()),
        companies=tuple(companies.split()),
        others=tuple(dict.fromkeys((_RESEARCHERS[strand], _LECTORAAT))),
        stopped_on=_STOPPED.get(pilot_id),
    )
