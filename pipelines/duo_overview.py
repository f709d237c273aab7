"""How to tell a *registratieoverzicht* (RO) of DUO: the enrolments, placements and diplomas that a school has there.

It has no line of column names: each line is a record that begins with its kind, and most hold a BSN. Source of the
form: the repository cedanl/mbo-bekostiging-bestanden. Its name (``RO_27DV_20240731_20260324.csv``) is often changed.
"""

from __future__ import annotations

import re

RECORDS = frozenset({"VLP", "PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD", "SLR"})
_LOOKED_AT, _LEAST = 50, 2
_FIRST_FIELD = re.compile(rb'^\s*"?([A-Z]{3})"?[|;]')


def is_registration_overview(content: bytes) -> bool:
    """Whether every record that is looked at begins with a kind of record of an RO; their order differs by school."""
    start = content.removeprefix(b"\xef\xbb\xbf")[: _LOOKED_AT * 500]
    lines = [line for line in start.splitlines()[:_LOOKED_AT] if line.strip(b' |;"')]
    kinds = [_FIRST_FIELD.match(line) for line in lines]
    return len(lines) >= _LEAST and all(kind and kind[1].decode() in RECORDS for kind in kinds)
