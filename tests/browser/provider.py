"""A provider of sign-in with people whom we made up, and a home whose rules know most of them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tests.browser.conftest import free_port, wait_until_healthy

SCHOOL = "roc-vechtstroom"
EDITIONS = {
    "kernteam": "kernteam.duckdb",
    "lectoraat": "lectoraat.duckdb",
    "funder": "funder.duckdb",
    "partner": f"partners/{SCHOOL}.duckdb",
}
PEOPLE: dict[str, dict[str, object]] = {
    "Kees Kern": {"groups": ["iedereen", "monitor-kern"]},
    "Lia Lector": {"groups": ["monitor-onderzoek"]},
    "Fred Fonds": {"groups": ["monitor-fonds"]},
    "Petra Partner": {"groups": ["monitor-partners"], "organisation": SCHOOL},
    "Bas Buiten": {"groups": ["monitor-partners"], "organisation": "bedrijf-zonder-uitgave"},
    "Niels Niemand": {"groups": ["iedereen"]},
}
ROLE_OF = {"Kees Kern": "kernteam", "Lia Lector": "lectoraat", "Fred Fonds": "funder", "Petra Partner": "partner"}
_SETTINGS = """
[sign_in]
contact = "het secretariaat (secretariaat@voorbeeld.nl)"
address = "{address}"
provider = "{provider}"
client_id = "grensganger"
expires_after_hours = 1

[[sign_in.rules]]
claim = "groups"
value = "monitor-kern"
role = "kernteam"

[[sign_in.rules]]
claim = "groups"
value = "monitor-onderzoek"
role = "lectoraat"

[[sign_in.rules]]
claim = "groups"
value = "monitor-fonds"
role = "funder"

[[sign_in.rules]]
claim = "groups"
value = "monitor-partners"
role = "partner"
organisation_claim = "organisation"
"""


@contextmanager
def providing(log: Path) -> Iterator[str]:
    """Runs the provider; one press of a button signs one of `PEOPLE` in."""
    port = free_port()
    people = [
        f"--user-claims={json.dumps(claims | {'sub': name, 'name': name, 'email': 'e@x.example'})}"
        for name, claims in PEOPLE.items()
    ]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *people],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(process, f"http://localhost:{port}/.well-known/openid-configuration", log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def home_with_sign_in(home: Path, address: str, provider: str) -> dict[str, dt.date]:
    """Give a home its settings, its secret, and an edition a role.

    An edition that publishing does not make yet is a copy of the kernteam's. Each gets a reference date of its own, by
    which a page shows from which file it is.

    Returns:
        The reference date by role.
    """
    with (home / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS.format(address=address, provider=provider))
    (home / "client.secret").touch(mode=0o600)
    (home / "client.secret").write_text("geheim van de aanbieder", encoding="utf-8")
    published = home / "published"
    (published / "partners").mkdir(exist_ok=True)
    dates = {role: dt.date(2026, 10, 11 + place) for place, role in enumerate(EDITIONS)}
    for role, name in EDITIONS.items():
        if not (published / name).exists():
            shutil.copy(published / "kernteam.duckdb", published / name)
        with duckdb.connect(str(published / name)) as edition:
            edition.execute("update meta.publication set reference_date = ?", [dates[role]])
    return dates
