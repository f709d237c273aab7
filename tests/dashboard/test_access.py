"""A viewer's session opens the edition of that viewer's role, and no other file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.access import NO_ROLE, NOT_SET_UP, OVER, SIGNED_OUT, NoAccess, current_viewer, pseudonym, viewer_of
from dashboard.settings import ROLES, Rule
from pipelines import cli

HOME = Path("/data")
RULES = (
    Rule("groups", frozenset({"kern", "stuur"}), "kernteam", None, None),
    Rule("email", frozenset({"eva@fonds.example"}), "funder", None, None),
    Rule("realm_access.roles", frozenset({"onderzoeker"}), "lectoraat", None, None),
    Rule("https://claims.example/rol", frozenset({"school"}), "partner", "roc-noord", None),
    Rule("groups", frozenset({"partners"}), "partner", None, "organisation"),
)


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({}, "var/published/kernteam.duckdb"),
        ({"GRENSGANGER_HOME": "/data", "GRENSGANGER_ROLE": "funder"}, "/data/published/funder.duckdb"),
        (
            {"GRENSGANGER_HOME": "/data", "GRENSGANGER_ROLE": "partner", "GRENSGANGER_ORGANISATION": "roc-noord"},
            "/data/published/partners/roc-noord.duckdb",
        ),
    ],
)
def test_a_role_has_one_edition(environment: dict[str, str], file: str) -> None:
    assert current_viewer(environment).edition_file == Path(file)


@pytest.mark.parametrize(
    ("role", "partner"),
    [("kernteam", "programma"), ("partner", "roc-noord"), ("lectoraat", None), ("funder", None)],
)
def test_the_kernteam_records_for_the_programme_and_a_partner_for_itself(role: str, partner: str | None) -> None:
    environment = {"GRENSGANGER_ROLE": role, "GRENSGANGER_ORGANISATION": "roc-noord"}
    assert current_viewer(environment).delivers_as == partner


@pytest.mark.parametrize(
    "environment",
    [
        {"GRENSGANGER_ROLE": "beheerder"},
        {"GRENSGANGER_ROLE": "partner"},
        {"GRENSGANGER_ROLE": "partner", "GRENSGANGER_ORGANISATION": "../kernteam"},
        {"GRENSGANGER_ROLE": "partner", "GRENSGANGER_ORGANISATION": "programma"},
    ],
)
def test_an_unknown_viewer_opens_nothing(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="GRENSGANGER_"):
        current_viewer(environment)


def test_the_command_line_and_the_dashboard_know_the_same_roles() -> None:
    assert cli.ROLES == ROLES


# Rules


@pytest.mark.parametrize(
    ("claims", "role", "file"),
    [
        ({"groups": "kern"}, "kernteam", "kernteam.duckdb"),
        ({"groups": ["anders", "stuur"]}, "kernteam", "kernteam.duckdb"),
        ({"groups": ["kern", "partners"], "organisation": "roc-noord"}, "kernteam", "kernteam.duckdb"),
        ({"email": "eva@fonds.example", "email_verified": True}, "funder", "funder.duckdb"),
        ({"realm_access": {"roles": ["onderzoeker"]}}, "lectoraat", "lectoraat.duckdb"),
        ({"https://claims.example/rol": "school"}, "partner", "partners/roc-noord.duckdb"),
        ({"groups": ["partners"], "organisation": "bedrijf-7"}, "partner", "partners/bedrijf-7.duckdb"),
    ],
)
def test_the_first_rule_that_applies_gives_the_role(claims: dict[str, Any], role: str, file: str) -> None:
    viewer = viewer_of(claims, RULES, HOME, "p")
    assert viewer is not None
    assert (viewer.role, viewer.person) == (role, "p")
    assert viewer.edition_file == HOME / "published" / file


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"groups": "Kern"},
        {"groups": "kern, stuur"},
        {"groups": {"kern": True}},
        {"groups": [["kern"]]},
        {"groups": None},
        {"email": "eva@fonds.example"},
        {"email": "eva@fonds.example", "email_verified": "true"},
        {"realm_access": "onderzoeker"},
        {"groups": ["partners"]},
        {"groups": ["partners"], "organisation": "../kernteam"},
        {"groups": ["partners"], "organisation": "programma"},
        {"groups": ["partners"], "organisation": ["roc-noord"]},
        {"groups": ["partners"], "organisation": ""},
    ],
)
def test_whom_no_rule_knows_has_no_role(claims: dict[str, Any]) -> None:
    assert viewer_of(claims, RULES, HOME, "p") is None


# Signing in

SETTINGS = """
[sign_in]
contact = "het secretariaat"
address = "https://monitor.voorbeeld.nl"
provider = "https://connect.voorbeeld.nl"
client_id = "grensganger"

[[sign_in.rules]]
claim = "groups"
value = "kern"
role = "kernteam"
"""
KERN = {"is_logged_in": True, "iss": "https://connect.voorbeeld.nl", "sub": "u-1", "groups": ["kern"]}


class Context:
    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = headers


class User:
    def __init__(self, claims: dict[str, Any]) -> None:
        self.claims = claims

    def to_dict(self) -> dict[str, Any]:
        return self.claims


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "dashboard.key").write_text("een sleutel van de test, lang genoeg", encoding="utf-8")
    (tmp_path / "dashboard.key").chmod(0o600)
    return tmp_path


def looking(home: Path) -> dict[str, str]:
    """A server with sign-in; a role and organisation that somebody else set count for nothing."""
    return {"GRENSGANGER_HOME": str(home), "GRENSGANGER_ROLE": "aanmelden", "GRENSGANGER_ORGANISATION": "roc-noord"}


def signed_in(monkeypatch: pytest.MonkeyPatch, claims: dict[str, Any], **headers: str) -> None:
    monkeypatch.setattr("dashboard.access.st.user", User(claims))
    monkeypatch.setattr("dashboard.access.st.context", Context(headers))


def refused(home: Path) -> NoAccess:
    with pytest.raises(NoAccess) as found:
        current_viewer(looking(home))
    return found.value


def test_who_signs_in_is_known_by_a_pseudonym_only(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, KERN)
    viewer = current_viewer(looking(home))
    assert (viewer.role, viewer.organisation, viewer.home) == ("kernteam", None, home)
    # printf 'https://connect.voorbeeld.nl\x1fu-1' | openssl dgst -sha256 -mac hmac -macopt hexkey:$(printf 'access log'
    #   | openssl dgst -sha256 -hmac 'een sleutel van de test, lang genoeg' | cut -d' ' -f2), its first 32 digits
    assert viewer.person == "57eba475133af11f26de25b298e51c19"


def test_without_signing_in_there_is_only_whom_to_ask(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for claims in ({}, {"is_logged_in": False}, KERN | {"is_logged_in": "true"}):
        signed_in(monkeypatch, claims)
        found = refused(home)
        assert (found.reason, found.contact, found.person) == (SIGNED_OUT, "het secretariaat", None)


def test_after_the_end_of_a_session_it_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, {"is_logged_in": False}, **{"X-Grensganger-Session": "expired"})
    assert refused(home).reason == OVER


@pytest.mark.parametrize("lacking", ["groups", "sub", "iss"])
def test_who_has_no_role_or_no_name_sees_nothing(lacking: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, {key: value for key, value in KERN.items() if key != lacking})
    found = refused(home)
    assert (found.reason, found.contact) == (NO_ROLE, "het secretariaat")
    assert (found.person is None) == (lacking != "groups")


@pytest.mark.parametrize("broken", ["gone", "wrong", "no key", "key for all"])
def test_while_the_settings_are_wrong_nobody_gets_in(broken: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, KERN)
    if broken == "gone":
        (home / "settings.toml").unlink()
    elif broken == "wrong":
        (home / "settings.toml").write_text(SETTINGS.replace("kernteam", "beheer"), encoding="utf-8")
    elif broken == "no key":
        (home / "dashboard.key").unlink()
    else:
        (home / "dashboard.key").chmod(0o644)
    assert refused(home).reason == NOT_SET_UP


def test_a_pseudonym_differs_by_key_issuer_and_subject() -> None:
    made = [pseudonym(b"k" * 32, "a", "b"), pseudonym(b"l" * 32, "a", "b"), pseudonym(b"k" * 32, "ab", "")]
    made += [pseudonym(b"k" * 32, "a", "c"), pseudonym(b"k" * 32, "", "ab")]
    assert len(set(made)) == 5
    assert all(len(name) == 32 for name in made)
