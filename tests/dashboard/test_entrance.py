"""What stands where somebody may see nothing, and who may record, without a browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access_log
from dashboard.access import Viewer
from dashboard.components import desk
from dashboard.components.desk import Desk, deliver
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.recording import Deliverer, MayNotRecord, deliverer_of
from dashboard.warehouse import Edition
from tests.dashboard.conftest import APP, Open, texts_of
from tests.dashboard.test_access import KERN, SETTINGS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with sign-in, in which nothing has been published."""
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "dashboard.key").write_text("een sleutel van de test, lang genoeg", encoding="utf-8")
    (tmp_path / "dashboard.key").chmod(0o600)
    monkeypatch.setenv("GRENSGANGER_HOME", str(tmp_path))
    monkeypatch.setenv("GRENSGANGER_ROLE", "aanmelden")
    return tmp_path


def opened_by(**claims: Any) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.user = claims
    return app.run()


def test_on_ones_own_computer_the_page_says_that_nobody_signs_in(demo_home: Path, open_page: Open) -> None:
    said = texts_of(open_page(demo_home))
    assert "U kijkt als het kernteam, alleen op deze computer: er is geen aanmelding ingesteld." in said


def test_who_has_not_signed_in_sees_a_button_and_whom_to_ask(home: Path) -> None:
    app = opened_by(is_logged_in=False)
    assert "Meld u aan om de monitor te zien." in texts_of(app)
    assert "Neem contact op met het secretariaat." in texts_of(app)
    assert [button.label for button in app.button] == ["Aanmelden"]
    assert app.get("page_link") == []


def test_who_has_no_role_is_told_whom_to_ask_and_written_down_once(home: Path) -> None:
    app = opened_by(**{**KERN, "groups": ["iedereen"]})
    assert "U bent aangemeld, maar hebt hier nog geen rol." in texts_of(app)
    assert "Neem contact op met het secretariaat." in texts_of(app)
    assert [button.label for button in app.button] == ["Afmelden"]
    app.run()
    (log,) = (home / "access").iterdir()
    assert log.read_text().count("\n") == 1


def test_who_signed_in_before_anything_was_published_is_told_no_commands(home: Path) -> None:
    said = texts_of(opened_by(**KERN))
    assert "Voor u is er nog niets gepubliceerd." in said
    assert "grensganger demo" not in said


def test_while_the_settings_are_wrong_nobody_sees_anything(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    (home / "settings.toml").write_text(SETTINGS.replace("kernteam", "beheer"), encoding="utf-8")
    app = opened_by(**KERN)
    assert "Aanmelden kan nu niet." in texts_of(app)
    assert not app.button
    assert "sign_in.rules[1].role: verwacht een van" in caplog.text


def test_what_cannot_be_written_down_is_not_shown(
    demo_home: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise access_log.NotWrittenDown

    monkeypatch.setattr("dashboard.components.attendance.note", refuse)
    app = open_page(demo_home)
    assert "De monitor is nu niet te zien." in texts_of(app)
    assert 'class="gg-kicker"' not in texts_of(app)
    assert app.get("page_link") == []


# Recording


@pytest.mark.parametrize("role", ["lectoraat", "funder"])
def test_who_only_reads_records_nothing_whatever_the_page_shows(
    role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MayNotRecord):
        deliverer_of(Viewer(role, None, tmp_path))
    told: list[str] = []
    monkeypatch.setenv("GRENSGANGER_ROLE", role)
    monkeypatch.setattr(View, "ask", lambda *_, **__: pl.DataFrame({"dataset": ["actions"], "label_nl": ["Acties"]}))
    monkeypatch.setattr(pl.DataFrame, "to_dicts", lambda _: [])
    monkeypatch.setattr("dashboard.components.desk.st.error", told.append)
    monkeypatch.setattr(desk, "record", lambda *_: pytest.fail("recorded"))
    language = Language("nl")
    view = View(Edition("", 0, 0), language, Labels(language, {}), dt.date(2026, 10, 16), False)
    deliver(view, Desk(Deliverer("programma", tmp_path)), "actions", {}, "actions", "actions")
    assert told == ["Niet vastgelegd: met uw rol kunt u alleen kijken."]


def test_each_records_as_who_they_are(tmp_path: Path) -> None:
    assert deliverer_of(Viewer("kernteam", None, tmp_path)) == Deliverer("programma", tmp_path)
    assert deliverer_of(Viewer("partner", "roc-noord", tmp_path)) == Deliverer("roc-noord", tmp_path)
