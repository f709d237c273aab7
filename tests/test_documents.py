"""Documents say what is true today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.catalogue import Catalogue
from pipelines.cli import app
from pipelines.contracts import Delivery
from pipelines.reports.glossary import glossary
from pipelines.reports.privacy_register import DOCUMENT, privacy_register, with_register
from pipelines.settings import PROJECT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", "GLOSSARY.md", "PRIVACY.md")


def test_the_glossary_is_what_the_contracts_say(catalogue: Catalogue) -> None:
    written = (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8")

    assert written == glossary(catalogue), "run `make texts`"


def test_the_register_of_privacy_is_what_the_contracts_say(catalogue: Catalogue) -> None:
    written = DOCUMENT.read_text(encoding="utf-8")

    assert written == with_register(written, privacy_register(catalogue)), "run `make texts`"
    assert "| Behoud | hybride professionals |" in written


def test_every_command_stands_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]

    assert {name for name in commands if f"`{name}`" not in readme} == set()


def test_the_readme_names_what_a_delivery_replaces_whole(catalogue: Catalogue) -> None:
    readme = " ".join((PROJECT / "README.md").read_text(encoding="utf-8").split())
    (named,) = re.findall(r"Bij ([^.:]*?) vervangt een levering uw vorige", readme)
    replaced = {c.label.nl.lower() for c in catalogue.contracts.values() if c.delivery is Delivery.SNAPSHOT}

    assert set(re.split(", | en ", named)) == replaced


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_points_at_exists(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", text)

    assert [link for link in links if not (PROJECT / Path(link)).exists()] == []


def test_five_folders_stand_at_the_top() -> None:
    allowed = {"dashboard", "pipelines", "data_contracts", "sql", "tests"}
    found = {p.name for p in PROJECT.iterdir() if p.is_dir() and not p.name.startswith((".", "__"))}

    assert found - {"var", "build", "grensganger.egg-info"} == allowed
