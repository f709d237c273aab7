"""What the preliminary study (2021) itself reports, as data with its source: the one part that is not invented.

Years as hybrid professional, kind of school and size of company stand in its Table 1; who registered for the second
network meeting, and how many attended the two, in its section 4.2.1.
"""

from __future__ import annotations

from pipelines.example_data.rows import Row

# Years as hybrid professional, school sector, company size.
TABLE_1 = (
    (2.5, "hbo", "mkb"),
    (2, "hbo", "groot"),
    (4, "mbo", "groot"),
    (3, "mbo", "mkb"),
    (5, "hbo", "groot"),
    (8, "hbo", "groot"),
    (3, "hbo", "groot"),
    (5, "mbo", "mkb"),
    (4, "mbo", "mkb"),
    (10, "mbo", "zzp"),
    (8, "mbo", "zzp"),
)
_SOURCE = "Vooronderzoek hybride professionals (2021), {place}"
_YEAR = 2021
_FIRST = ("VO-2021-1", "Netwerkbijeenkomst vraagarticulatie")
_SECOND = ("VO-2021-2", "Netwerkbijeenkomst klankborden en consortiumvorming")
_MEETINGS = (
    (_FIRST, "alle", 6, 5),
    (_SECOND, "vmbo", 17, None),
    (_SECOND, "mbo", 22, None),
    (_SECOND, "hbo", 22, None),
    (_SECOND, "bedrijf", 29, None),
    (_SECOND, "professional", 5, None),
    (_SECOND, "overheid", 1, None),
    (_SECOND, "alle", 96, 72),
)


def interviewed_professionals() -> list[Row]:
    """The eleven hybrid professionals of Table 1, under numbers of their own."""
    return [
        {
            "professional_id": f"VO2021-{number:02d}",
            "school_sector": sector,
            "years_hybrid": years,
            "company_size": size,
            "source": _SOURCE.format(place="tabel 1"),
        }
        for number, (years, sector, size) in enumerate(TABLE_1, start=1)
    ]


def meeting_rows() -> list[Row]:
    """Both network meetings. Of the second it is known which groups registered."""
    return [
        {
            "meeting_id": meeting_id,
            "participant_group": group,
            "name": name,
            "year": _YEAR,
            "registered": registered,
            "attended": attended,
            "source": _SOURCE.format(place="paragraaf 4.2.1"),
        }
        for (meeting_id, name), group, registered, attended in _MEETINGS
    ]
