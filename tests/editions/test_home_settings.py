"""The research purpose that a home registers, and what is said when it is written down wrongly."""

from __future__ import annotations

import pytest

from pipelines.errors import HomeError
from pipelines.home_settings import Purpose, registered_purpose, settings_file, write_example_settings
from pipelines.settings import Home


def registering(home: Home, text: str) -> Home:
    home.path.mkdir()
    settings_file(home).write_text(text, encoding="utf-8")
    return home


def test_a_purpose_is_a_text_an_agreement_and_whether_organisations_are_named(home: Home) -> None:
    text = '[sign_in]\nanything = 1\n[research]\npurpose = " Behoud "\nagreement = "A-1"\nnames_organisations = true\n'
    assert registered_purpose(registering(home, text)) == Purpose("Behoud", "A-1", True)


def test_organisations_are_not_named_unless_the_purpose_says_so(home: Home) -> None:
    assert registered_purpose(registering(home, '[research]\npurpose = "P"\nagreement = "A"\n')) == Purpose("P", "A")


@pytest.mark.parametrize("text", [None, "", "[sign_in]\ncontact = 'x'\n"])
def test_without_a_registration_there_is_no_purpose(text: str | None, home: Home) -> None:
    assert registered_purpose(home if text is None else registering(home, text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[research", r"settings\.toml is niet te lezen: verwacht TOML"),
        ("research = 3", r"settings\.toml, \[research\]: verwacht een tabel \[research\]; gevonden een getal"),
        ('[research]\nagreement = "A"', r"\[research\] purpose: verwacht een tekst; gevonden niets"),
        ('[research]\npurpose = "P"', r"\[research\] agreement: verwacht een tekst; gevonden niets"),
        ('[research]\npurpose = "  "\nagreement = "A"', r"\[research\] purpose: verwacht een tekst; gevonden niets"),
        ('[research]\npurpose = 3\nagreement = "A"', r"\[research\] purpose: verwacht een tekst tussen .*een getal"),
        (
            '[research]\npurpose = "P"\nagreement = "A"\nnames_organisations = "nee"',
            r"\[research\] names_organisations: verwacht true of false; gevonden een tekst",
        ),
        (
            '[research]\npurpose = "P"\nagreement = "A"\nname_organisations = true',
            r"\[research\] name_organisations: verwacht een van de sleutels purpose, agreement, names_organisations",
        ),
    ],
)
def test_a_mistake_is_told_with_its_file_key_and_what_was_expected(text: str, expected: str, home: Home) -> None:
    with pytest.raises(HomeError, match=expected):
        registered_purpose(registering(home, text))


def test_a_demonstration_registers_a_fictitious_purpose_where_there_are_no_settings(home: Home) -> None:
    write_example_settings(home)
    purpose = registered_purpose(home)
    assert purpose is not None
    assert purpose.text.startswith("Fictief")
    assert not purpose.names_organisations


def test_a_demonstration_leaves_settings_that_are_there_as_they_are(home: Home) -> None:
    registering(home, "[sign_in]\ncontact = 'x'\n")
    write_example_settings(home)
    assert settings_file(home).read_text(encoding="utf-8") == "[sign_in]\ncontact = 'x'\n"
