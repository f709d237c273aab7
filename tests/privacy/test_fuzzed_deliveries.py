"""Whatever people leave in their files, nobody's BSN, address, number or name is found anywhere under the home.

A name cannot be told from another word, so it is found where a word may be anything: in a text field of an accepted row
(and in the small letters of a file name, which these deliveries do not try). BSNs, addresses and telephone numbers are
found nowhere at all. What a contract takes as a number is a number: 111222333 euro, or the SBB number of a company, is
not looked upon as a BSN.
"""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from pipelines import story
from pipelines.catalogue import Catalogue
from pipelines.settings import Home
from tests.conftest import Deliver
from tests.privacy.conftest import FILES
from tests.privacy.planting import FREE, GOOD, Planted, as_text, everything_under, fuzzed, traces_of

DELIVERIES = 60


@pytest.mark.slow
def test_nothing_planted_in_fuzzed_deliveries_is_found_under_the_home(
    deliver: Deliver, home: Home, catalogue: Catalogue
) -> None:
    planted = Planted(random.Random(2026))
    deliver({name: FILES[name] for name in ("organisaties.csv", "pilots.csv", "professionals.csv", "plaatsingen.csv")})
    outcomes = set[str]()
    for number in range(1, DELIVERIES + 1):
        name, content = fuzzed(planted, number)
        outcomes |= {str(taken.outcome) for taken in deliver({name: content}).deliveries}
    for word, header in FREE.items():  # a name in an accepted row is where it was put, so the search does find
        row = {h: cell.format(n=9000) for h, cell in GOOD[word].items()} | {header: planted.name(), "Datum": "9-3-2026"}
        row = {h: cell for h, cell in row.items() if h in GOOD[word]}
        deliver({f"{word}.csv": as_text([row], [])})
    story.build(home, catalogue)

    found = dict(everything_under(home.path))

    assert outcomes == {"geladen", "deels", "geweigerd"}
    assert len(planted.secrets) > 300
    traces = {trace for secret in planted.secrets for trace in traces_of(secret)}
    leaks = {(trace, place) for place, text in found.items() for trace in traces if trace in text}
    assert leaks == set()
    for allowed in planted.allowed:
        places = {Path(place).parts[0] for place, text in found.items() if allowed.casefold() in text}
        assert places == {"archive", "published"}


def test_the_search_looks_into_what_is_compressed(deliver: Deliver, home: Home, tmp_path: Path) -> None:
    deliver({"professionals.csv": "Professional;Onderwijssector;Vakrichting\nHP1;mbo;Quorzwibax\n"})
    (home.path / "log.gz").write_bytes(gzip.compress(b"quorzwibax"))

    found = [place for place, text in everything_under(home.path) if "quorzwibax" in text]

    assert [Path(place).suffix for place in found] == [".parquet", ".gz"]
