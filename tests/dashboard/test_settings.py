"""settings.toml says how people sign in; what it cannot say is refused with file, key, expected and found."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dashboard.settings import Rule, SettingsError, SignIn, sign_in_of

WHOLE = """
[elders]
iets = 1

[sign_in]
contact = "het secretariaat"
address = "https://Monitor.voorbeeld.nl/"
provider = "https://connect.voorbeeld.nl"
client_id = "grensganger"

[[sign_in.rules]]
claim = "groups"
value = ["kern", "stuur"]
role = "kernteam"

[[sign_in.rules]]
claim = "schac_home_organization"
value = "roc-noord.nl"
role = "partner"
organisation = "roc-noord"

[[sign_in.rules]]
claim = "groups"
value = "partners"
role = "partner"
organisation_claim = "organisation"
"""


def written(home: Path, text: str) -> Path:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return home


def test_without_settings_or_without_that_part_nobody_signs_in(tmp_path: Path) -> None:
    assert sign_in_of(tmp_path) is None
    assert sign_in_of(written(tmp_path, "[elders]\niets = 1\n")) is None


def test_what_is_not_said_has_a_cautious_default(tmp_path: Path) -> None:
    assert sign_in_of(written(tmp_path, WHOLE)) == SignIn(
        contact="het secretariaat",
        address="https://monitor.voorbeeld.nl",
        provider="https://connect.voorbeeld.nl/.well-known/openid-configuration",
        client_id="grensganger",
        scope="openid",
        ask_for_claims=False,
        expires_after=8 * 3600,
        idle_after=3600,
        rules=(
            Rule("groups", frozenset({"kern", "stuur"}), "kernteam", None, None),
            Rule("schac_home_organization", frozenset({"roc-noord.nl"}), "partner", "roc-noord", None),
            Rule("groups", frozenset({"partners"}), "partner", None, "organisation"),
        ),
    )


def test_a_changed_file_counts_at_once(tmp_path: Path) -> None:
    sign_in_of(written(tmp_path, WHOLE))
    written(tmp_path, WHOLE.replace("secretariaat", "loket"))
    os.utime(tmp_path / "settings.toml", ns=(1, 1))
    found = sign_in_of(tmp_path)
    assert found is not None
    assert found.contact == "het loket"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('contact = "het secretariaat"', "", "sign_in.contact: verwacht tekst; gevonden niets."),
        ('contact = "het secretariaat"', 'contact = " "', "sign_in.contact: verwacht tekst; gevonden lege tekst."),
        (
            '"https://Monitor.voorbeeld.nl/"',
            '"http://monitor.voorbeeld.nl"',
            "sign_in.address: verwacht een adres dat met https:// begint, zonder pad; "
            "gevonden ‘http://monitor.voorbeeld.nl’.",
        ),
        ("voorbeeld.nl/", "voorbeeld.nl/monitor", "zonder pad; gevonden ‘https://Monitor.voorbeeld.nl/monitor’."),
        (
            "//connect",
            "//naam:wachtwoord@connect",
            "verwacht een adres dat met https:// begint; gevonden een adres met meer erin",
        ),
        ("//connect.voorbeeld.nl", "//[connect", "sign_in.provider: verwacht een adres dat met https:// begint"),
        (
            '"kernteam"',
            '"beheer"',
            "sign_in.rules[1].role: verwacht een van kernteam, lectoraat, funder, partner; gevonden ‘beheer’.",
        ),
        (
            '["kern", "stuur"]',
            "[]",
            "sign_in.rules[1].value: verwacht tekst of een lijst van teksten; gevonden een lijst.",
        ),
        (
            '["kern", "stuur"]',
            "true",
            "sign_in.rules[1].value: verwacht tekst of een lijst van teksten; gevonden true of false.",
        ),
        (
            'organisation = "roc-noord"',
            "",
            "sign_in.rules[2].role: verwacht bij partner óf organisation óf organisation_claim; gevonden 0 daarvan.",
        ),
        (
            'role = "kernteam"',
            'role = "kernteam"\norganisation = "x"',
            "sign_in.rules[1].organisation: verwacht alleen bij de rol partner; gevonden rol kernteam.",
        ),
        (
            'client_id = "grensganger"',
            'client_id = "grensganger"\nclient_secret = "S3cret"',
            "sign_in.client_secret: verwacht een van address,",
        ),
        (
            'client_id = "grensganger"',
            'client_id = "g"\nidle_minutes = 0',
            "sign_in.idle_minutes: verwacht een getal boven 0, hoogstens 1440; gevonden 0.",
        ),
        (
            'client_id = "grensganger"',
            'client_id = "g"\nexpires_after_hours = "8"',
            "sign_in.expires_after_hours: verwacht een getal; gevonden tekst.",
        ),
        (
            'client_id = "grensganger"',
            'client_id = "g"\nask_for_claims = 1',
            "sign_in.ask_for_claims: verwacht true of false; gevonden een getal.",
        ),
        ("[sign_in]", "[sign_in", "is niet te lezen als TOML"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(before: str, after: str, message: str, tmp_path: Path) -> None:
    assert WHOLE.count(before) == 1
    with pytest.raises(SettingsError) as told:
        sign_in_of(written(tmp_path, WHOLE.replace(before, after)))
    assert str(told.value).startswith(f"{tmp_path / 'settings.toml'}")
    assert message in str(told.value)
    assert "S3cret" not in str(told.value)
    assert "wachtwoord" not in str(told.value)


def test_the_example_of_the_readme_is_one(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    found = sign_in_of(written(tmp_path, example))
    assert found is not None
    assert [(rule.role, rule.organisation) for rule in found.rules] == [
        ("kernteam", None),
        ("partner", "roc-voorbeeld"),
    ]
    everything = sign_in_of(written(tmp_path, re.sub("^# (?=[a-z_]+ = )", "", example, flags=re.MULTILINE)))
    assert everything == found


def test_there_is_at_least_one_rule(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"sign_in.rules: verwacht ten minste één \[\[sign_in.rules\]\]; gevonden niets"
    ):
        sign_in_of(written(tmp_path, WHOLE.partition("[[")[0]))


def test_on_this_computer_http_is_enough_to_try_things_out(tmp_path: Path) -> None:
    found = sign_in_of(written(tmp_path, WHOLE.replace("https://Monitor.voorbeeld.nl/", "http://localhost:8501")))
    assert found is not None
    assert (found.address, found.host, found.is_https) == ("http://localhost:8501", "localhost", False)
