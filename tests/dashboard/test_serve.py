"""The server keeps to this machine, unless people sign in; its secrets are its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from dashboard.keys import client_secret, dashboard_key, make_dashboard_key
from dashboard.serve import options, refuse_open_door, streamlit_secrets
from dashboard.settings import SettingsError, SignIn, sign_in_of
from tests.dashboard.homes import GRENSGANGER
from tests.dashboard.test_settings import WHOLE, written


@pytest.fixture
def sign_in(tmp_path: Path) -> SignIn:
    found = sign_in_of(written(tmp_path, WHOLE))
    assert found is not None
    return found


def test_the_server_keeps_to_this_machine() -> None:
    found = options(8501, "geheim")
    assert found["server.address"] == "127.0.0.1"
    assert found["server.allowedHosts"] == ["localhost", "127.0.0.1"]
    assert found["browser.gatherUsageStats"] is False
    assert found["client.showErrorDetails"] == "none"
    assert found["client.showErrorLinks"] is False
    assert found["server.enableXsrfProtection"] is True
    assert found["server.maxUploadSize"] == 1
    assert found["secrets.files"] == []


def test_with_sign_in_the_server_answers_to_its_public_name_only(sign_in: SignIn) -> None:
    found = options(8501, "geheim", sign_in)
    assert found["server.allowedHosts"] == ["monitor.voorbeeld.nl"]
    assert found["server.cookieSecret"] == "geheim"
    assert found["server.enableXsrfProtection"] is True


def test_the_provider_is_asked_for_no_more_than_the_settings_say(sign_in: SignIn) -> None:
    assert streamlit_secrets(sign_in, "van de aanbieder", "eigen") == {
        "auth": {
            "redirect_uri": "https://monitor.voorbeeld.nl/oauth2callback",
            "cookie_secret": "eigen",
            "oidc": {
                "client_id": "grensganger",
                "client_secret": "van de aanbieder",
                "server_metadata_url": "https://connect.voorbeeld.nl/.well-known/openid-configuration",
                "client_kwargs": {"scope": "openid"},
            },
        }
    }


def test_a_provider_that_gives_claims_only_when_asked_is_asked_for_those_of_the_rules(tmp_path: Path) -> None:
    asking = sign_in_of(written(tmp_path, WHOLE.replace('client_id = "', 'ask_for_claims = true\nclient_id = "')))
    assert asking is not None
    asked = streamlit_secrets(asking, "x", "y")["auth"]["oidc"]["authorize_params"]["claims"]
    assert json.loads(asked) == {"id_token": {"groups": None, "schac_home_organization": None, "organisation": None}}


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.4", "127.0.0.2", "monitor.voorbeeld.nl"])
def test_without_sign_in_nobody_comes_in_from_elsewhere(address: str) -> None:
    with pytest.raises(SettingsError, match=r"Zonder aanmelden is het dashboard er alleen op deze computer"):
        refuse_open_door(address, None, None)


def test_with_sign_in_the_door_may_open_but_nobody_chooses_a_role(sign_in: SignIn) -> None:
    refuse_open_door("0.0.0.0", sign_in, None)
    refuse_open_door("127.0.0.1", None, "funder")
    with pytest.raises(SettingsError, match="Laat --role weg"):
        refuse_open_door("127.0.0.1", sign_in, "kernteam")


@pytest.mark.parametrize(
    ("settings", "address", "message"),
    [
        ("", "0.0.0.0", "Zonder aanmelden is het dashboard er alleen op deze computer: --address 0.0.0.0 kan niet."),
        (
            WHOLE,
            "127.0.0.1",
            "client.secret: verwacht het client secret dat de aanbieder van de aanmelding gaf; gevonden niets",
        ),
    ],
    ids=["open door", "no secret"],
)
def test_a_server_that_would_not_be_safe_does_not_start(
    settings: str, address: str, message: str, tmp_path: Path
) -> None:
    started = [str(GRENSGANGER), "--home", str(written(tmp_path, settings)), "dashboard", "--address", address]
    done = subprocess.run(started, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    make_dashboard_key(tmp_path)
    first = dashboard_key(tmp_path)
    make_dashboard_key(tmp_path)
    assert dashboard_key(tmp_path) == first
    assert len(first) == 64
    assert (tmp_path / "dashboard.key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_others_may_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "client.secret").write_text("S3cret")
    (tmp_path / "client.secret").chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600") as told:
        client_secret(tmp_path)
    assert "S3cret" not in str(told.value)


def test_secrets_may_stand_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.write_text("S3cret\n")
    elsewhere.chmod(0o400)
    monkeypatch.setenv("GRENSGANGER_CLIENT_SECRET_FILE", str(elsewhere))
    assert client_secret(tmp_path / "home") == "S3cret"


def test_a_key_that_can_be_guessed_is_none(tmp_path: Path) -> None:
    (tmp_path / "dashboard.key").write_text("kort")
    (tmp_path / "dashboard.key").chmod(0o600)
    with pytest.raises(SettingsError, match="verwacht ten minste 32 tekens; gevonden 4 tekens"):
        dashboard_key(tmp_path)
