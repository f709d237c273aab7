"""Which editions a build gives, and that nobody keeps one that is not given any more."""

from __future__ import annotations

from pathlib import Path

from pipelines.catalogue import Catalogue
from pipelines.editions.publishing import put_in_place, write_editions
from pipelines.marts import read_marts
from pipelines.settings import SQL
from tests.editions.conftest import Warehouse


def test_an_edition_goes_when_its_partner_goes(tmp_path: Path) -> None:
    folder, building = tmp_path / "published", tmp_path / "building"
    for file in ("partners/weg.duckdb", "partners/blijft.duckdb", "lectoraat.duckdb", "funder.duckdb", "other.txt"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("old")
    building.mkdir()
    (building / "blijft.duckdb").write_text("new")
    put_in_place({building / "blijft.duckdb": folder / "partners" / "blijft.duckdb"}, folder)
    left = {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}
    assert left == {"partners/blijft.duckdb": "new", "funder.duckdb": "old", "other.txt": "old"}


def test_without_a_purpose_there_is_no_edition_for_the_lectoraat(
    warehouse: Warehouse, tmp_path: Path, catalogue: Catalogue
) -> None:
    marts = read_marts(SQL, catalogue.indicators)
    written = write_editions(warehouse(), tmp_path, tmp_path / "published", catalogue, marts, None, None)
    places = {str(place.relative_to(tmp_path / "published")) for place in written.values()}
    assert places == {"kernteam.duckdb", *(f"partners/{name}.duckdb" for name in ("bedrijf-c", "roc-a", "vmbo-b"))}
