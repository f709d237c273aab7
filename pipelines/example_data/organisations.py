"""The partners of the invented partnership: every name is made up and says so."""

from __future__ import annotations

import datetime as dt

from pipelines.example_data.rows import Row, table_cells

FICTITIOUS = "(fictief)"
_FIRST_KVK, _FIRST_SBB, _APART = 90000018, 900000028, 6  # so that none of our numbers passes the test of a BSN
_NEW_FIGURES = dt.date(2023, 9, 1)  # from then on large companies report each autumn how many people they employ

# Schools that deliver their own placements, and how often.
TWICE_A_YEAR = ("roc-vechtstroom", "roc-terpenland", "hogeschool-oosterlanden", "hogeschool-waddenrijk")
ONCE_A_YEAR = ("vakcollege-zandrug", "techniekschool-esdoorn", "vmbo-het-aambeeld")
DELIVERING_SCHOOLS = (*TWICE_A_YEAR, *ONCE_A_YEAR)
MEASURED_BY_LECTORAAT = ("roc-drentse-wouden", "vmbo-beekdal-oost")
DELIVERING_COMPANIES = ("machinefabriek-ijzerlo", "netbeheer-hoogveld")
LECTORAAT = "lectoraat-hybride-vakmanschap"
PROGRAMME = "programma"
SILENT_SCHOOL, SILENT_SINCE = "roc-terpenland", dt.date(2026, 1, 1)  # it observes nothing from that day on

_SCHOOLS = """
roc-vechtstroom            | ROC Vechtstroom                     | mbo              | 90AA | CR12 | 2023-09-01
roc-terpenland             | ROC Terpenland                      | mbo              | 90AB | AM02 | 2023-09-01
vakcollege-zandrug         | Vakcollege Zandrug                  | mbo              | 90AC | CR14 | 2023-09-01
roc-drentse-wouden         | ROC Drentse Wouden                  | mbo              | 90AD | CR08 | 2024-02-01
hogeschool-oosterlanden    | Hogeschool Oosterlanden             | hbo              | 90BA | CR11 | 2023-09-01
hogeschool-waddenrijk      | Hogeschool Waddenrijk               | hbo              | 90BB | AM01 | 2023-09-01
techniekschool-esdoorn     | Techniekschool De Esdoorn           | vmbo             | 90CA | CR11 | 2023-10-01
vmbo-het-aambeeld          | Vmbo Het Aambeeld                   | vmbo             | 90CB | CR14 | 2023-09-01
vmbo-beekdal-oost          | Vmbo Beekdal-Oost                   | vmbo             | 90CC | CR09 | 2024-02-01
lerarenopleiding-de-brug   | Technische Lerarenopleiding De Brug | lerarenopleiding |      | CR10 | 2023-09-01
"""
_COMPANIES = """
machinefabriek-ijzerlo     | Machinefabriek IJzerlo              | groot |   620 | 2822 | CR14 | 2023-09-01
netbeheer-hoogveld         | Netbeheer Hoogveld                  | groot |  1250 | 3513 | CR12 | 2023-09-01
ingenieurs-noorderbreedte  | Ingenieursbureau Noorderbreedte     | groot | 28000 | 7112 | AM01 | 2023-09-01
bouwgroep-veldkamp-oost    | Bouwgroep Veldkamp-Oost             | groot |   600 | 4120 | CR13 | 2023-09-01
zuivelsystemen-greiden     | Zuivelsystemen De Greiden           | groot |   840 | 2893 | AM02 | 2024-02-01
scheepsbouw-lauwerdiep     | Scheepsbouw Lauwerdiep              | groot |   410 | 3011 | CR04 | 2024-09-01
elektro-hanzeboog          | Elektro Hanzeboog                   | groot |   455 | 4321 | CR10 | 2023-09-01
verspaning-de-draai        | Verspaning De Draai                 | mkb   |    25 | 2562 | CR12 | 2023-09-01
metaal-vechtoever          | Metaalwerken Vechtoever             | mkb   |   100 | 2511 | CR10 | 2023-09-01
installatie-terpstroom     | Installatie Terpstroom              | mkb   |    85 | 4322 | AM02 | 2023-09-01
houtbouw-berkelrand        | Houtbouw Berkelrand                 | mkb   |    45 | 4120 | CR14 | 2023-09-01
robotica-esstroom          | Robotica Esstroom                   | mkb   |    60 | 2829 | CR08 | 2024-02-01
koeltechniek-wadkant       | Koeltechniek Wadkant                | mkb   |    38 | 4322 | CR03 | 2023-09-01
interieurbouw-sallandrand  | Interieurbouw Sallandrand           | mkb   |    32 | 3109 | CR11 | 2023-09-01
mechatronica-turfvaart     | Mechatronica Turfvaart              | mkb   |    72 | 2651 | CR09 | 2023-09-01
watertechniek-merenpoort   | Watertechniek Merenpoort            | mkb   |    54 | 3600 | CR05 | 2024-09-01
gereedschap-dinkelhoek     | Gereedschapmakerij Dinkelhoek       | mkb   |     2 | 2573 | CR12 | 2023-09-01
eenmanszaak-verspaning     | Eenmanszaak Verspaning Noord        | zzp   |     1 | 2562 | CR03 | 2023-09-01
eenmanszaak-besturing      | Eenmanszaak Besturingstechniek Oost | zzp   |     1 | 6201 | CR12 | 2023-09-01
eenmanszaak-bouwkunde      | Eenmanszaak Bouwkundig Advies       | zzp   |     1 | 7111 | CR14 | 2023-09-01
eenmanszaak-meubel         | Eenmanszaak Meubelontwerp           | zzp   |     1 | 3109 | AM02 | 2023-09-01
eenmanszaak-lastechniek    | Eenmanszaak Lastechniek             | zzp   |     1 | 2511 | CR10 | 2023-09-01
eenmanszaak-tekenwerk      | Eenmanszaak Technisch Tekenwerk     | zzp   |     1 | 7112 | CR11 | 2023-09-01
eenmanszaak-installatie    | Eenmanszaak Installatieadvies       | zzp   |     1 | 4322 | AM01 | 2023-09-01
eenmanszaak-houtbewerking  | Eenmanszaak Houtbewerking           | zzp   |     1 | 1623 | CR13 | 2023-09-01
eenmanszaak-meettechniek   | Eenmanszaak Meettechniek            | zzp   |     1 | 7120 | CR12 | 2023-09-01
eenmanszaak-gietwerk       | Eenmanszaak Gietwerk                | zzp   |     1 | 2451 | CR14 | 2023-09-01
eenmanszaak-pneumatiek     | Eenmanszaak Pneumatiek              | zzp   |     1 | 2812 | CR10 | 2023-09-01
eenmanszaak-kalibratie     | Eenmanszaak Kalibratie              | zzp   |     1 | 7120 | AM02 | 2023-09-01
eenmanszaak-plaatwerk      | Eenmanszaak Plaatwerk               | zzp   |     1 | 2511 | CR13 | 2023-09-01
eenmanszaak-elektropanelen | Eenmanszaak Elektropanelen          | zzp   |     1 | 2712 | CR11 | 2023-09-01
eenmanszaak-bouwtekenen    | Eenmanszaak Bouwtekenen             | zzp   |     1 | 7111 | CR14 | 2023-09-01
eenmanszaak-weegtechniek   | Eenmanszaak Weegtechniek            | zzp   |     1 | 2829 | CR08 | 2023-09-01
eenmanszaak-domotica       | Eenmanszaak Domotica                | zzp   |     1 | 4321 | CR12 | 2023-09-01
eenmanszaak-zonnetechniek  | Eenmanszaak Zonnetechniek           | zzp   |     1 | 4321 | CR09 | 2023-09-01
eenmanszaak-restauratie    | Eenmanszaak Restauratiebouw         | zzp   |     1 | 4120 | CR04 | 2023-09-01
eenmanszaak-matrijzen      | Eenmanszaak Matrijzenbouw           | zzp   |     1 | 2573 | CR12 | 2023-09-01
eenmanszaak-lakwerk        | Eenmanszaak Lakwerk                 | zzp   |     1 | 2561 | CR14 | 2023-09-01
eenmanszaak-waterbouw      | Eenmanszaak Waterbouwadvies         | zzp   |     1 | 7112 | CR05 | 2023-09-01
eenmanszaak-sensoren       | Eenmanszaak Sensortechniek          | zzp   |     1 | 2651 | CR08 | 2023-09-01
eenmanszaak-trapbouw       | Eenmanszaak Trappenbouw             | zzp   |     1 | 1623 | CR13 | 2023-09-01
eenmanszaak-scheepselektra | Eenmanszaak Scheepselektra          | zzp   |     1 | 4321 | CR03 | 2023-09-01
eenmanszaak-procesbesturing| Eenmanszaak Procesbesturing         | zzp   |     1 | 6201 | CR10 | 2023-09-01
"""
_OTHERS = """
oo-fonds-techniek-noordoost   | O&O-fonds Techniek Noordoost           | training_fund | CR10 | 2023-09-01
lectoraat-hybride-vakmanschap | Lectoraat Hybride Vakmanschap          | lectoraat     | CR11 | 2023-09-01
practoraat-samen-opleiden     | Practoraat Samen Opleiden              | practoraat    | AM02 | 2023-09-01
technohub-het-werkveld        | Technohub Het Werkveld                 | technohub     | CR12 | 2024-02-01
universiteit-noorderdijk      | Universiteit Noorderdijk               | universiteit  | AM01 | 2023-09-01
"""


def organisation_rows(as_of: dt.date) -> list[Row]:
    """All 58 organisations as the kernteam knows them; large companies grow a little each year.

    Two in eleven of Table 1 are a company by themselves: of the 150 professionals 26, each an organisation of its own.
    """
    schools = [_school(cells) for cells in table_cells(_SCHOOLS)]
    companies = [_company(number, cells, as_of) for number, cells in enumerate(table_cells(_COMPANIES), start=1)]
    others = [_other(cells) for cells in table_cells(_OTHERS)]
    return [*schools, *companies, *others]


def sector_of_school() -> dict[str, str]:
    """The sector (vmbo, mbo, hbo) of each school at which a placement can be."""
    return {cells[0]: cells[2] for cells in table_cells(_SCHOOLS) if cells[2] in ("vmbo", "mbo", "hbo")}


def companies_of_size(size_class: str) -> list[str]:
    return [cells[0] for cells in table_cells(_COMPANIES) if cells[2] == size_class]


def _school(cells: list[str]) -> Row:
    row = _organisation(cells[0], cells[1], cells[2], cells[4], cells[5])
    return {**row, "brin": cells[3] or None}


def _company(number: int, cells: list[str], as_of: dt.date) -> Row:
    identifier, name, size_class, employees, sbi_code, region_code, member_since = cells
    autumns = (as_of - _NEW_FIGURES).days // 365
    growth = 1 + autumns * (0.02 if size_class == "groot" else 0)
    return {
        **_organisation(identifier, name, "bedrijf", region_code, member_since),
        "kvk_number": str(_FIRST_KVK + _APART * number),
        "size_class": size_class,
        "employees": round(int(employees) * growth),
        "sbi_code": sbi_code,
        "sbb_id": str(_FIRST_SBB + _APART * number) if size_class != "zzp" else None,
    }


def _other(cells: list[str]) -> Row:
    return _organisation(*cells)


def _organisation(identifier: str, name: str, kind: str, region_code: str, member_since: str) -> Row:
    return {
        "organisation_id": identifier,
        "name": f"{name} {FICTITIOUS}",
        "organisation_type": kind,
        "region_code": region_code,
        "member_since": dt.date.fromisoformat(member_since),
    }
