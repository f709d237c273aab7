"""The page of the meeting: its points, its sentence, and the forms that record what was decided."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import agenda, desk
from dashboard.components.points import Point, point_line, points_of
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.recording import Deliverer, Entry, Finding, Outcome, today
from dashboard.warehouse import Edition
from tests.dashboard.conftest import APP, Open, texts_of

NAMES = {
    ("pilot", "p1"): "Stroomkring",
    ("pilot", "p2"): "Maakplaats",
    ("organisation", "roc-a"): "ROC A",
    ("criterion", "S4"): "Alle partners",
    ("dataset", "placements"): "Plaatsingen",
    ("dataset", "retention"): "Behoud",
    ("decision", "door"): "Door",
}


def view(code: str = "nl") -> View:
    language = Language(code)
    return View(Edition("", 0, 0), language, Labels(language, NAMES), dt.date(2026, 10, 16), False)


def row(section: str, kind: str, place: int = 1, **given: Any) -> dict[str, Any]:
    names = ("scope_id", "partner_id", "subject_id", "number", "needed", "dated_on", "due_on", "wording")
    return (
        {"section": section, "kind": kind, "place": place, "is_new": False, "is_overdue": False}
        | {name: given.get(name) for name in names}
        | {name: value for name, value in given.items() if name not in names}
    )


AGENDA = [
    row("gewijzigd", "criterium_behaald", 1, scope_id="p1", subject_id="S1", dated_on=dt.date(2026, 9, 26)),
    row("gewijzigd", "criterium_behaald", 2, scope_id="p1", subject_id="S4", dated_on=dt.date(2026, 9, 20)),
    row("besluiten", "klaar_voor_besluit", 3, scope_id="p1", number=7.0, needed=7.0, dated_on=dt.date(2025, 3, 20)),
    row("besluiten", "behaald_zonder_cijfers", 4, scope_id="p1", subject_id="S4", number=3.0, needed=5.0),
    row("besluiten", "behaald_zonder_cijfers", 5, scope_id="p2", subject_id="S4", number=4.0, needed=5.0),
    row(
        "acties", "actie", 6, scope_id="p1", subject_id="A-1", due_on=dt.date(2026, 9, 1), is_overdue=True, wording="a"
    ),
    row(
        "acties", "actie", 7, scope_id="p1", subject_id="A-2", due_on=dt.date(2026, 9, 2), is_overdue=True, wording="b"
    ),
    row("acties", "actie", 8, scope_id="p1", subject_id="A-3", is_new=True, wording="c"),
    row("acties", "actie", 9, scope_id="p1", subject_id="A-4", wording="d"),
    row("acties", "aanbeveling_zonder_actie", 10, scope_id="p1", subject_id="R1", wording="e"),
    row("leveringen", "levering", 11, partner_id="roc-a", subject_id="placements", dated_on=dt.date(2026, 5, 1)),
    row("leveringen", "levering", 12, partner_id="roc-a", subject_id="retention", dated_on=dt.date(2026, 4, 1)),
]


def test_what_is_dealt_with_together_is_one_point() -> None:
    found = [(p.kind, [r["place"] for r in p.rows]) for p in points_of(AGENDA)]
    assert found == [
        ("criterium_behaald", [1, 2]),
        ("klaar_voor_besluit", [3]),
        ("behaald_zonder_cijfers", [4, 5]),
        ("actie", [6]),
        ("actie", [7]),
        ("actie", [8]),
        ("actie", [9]),
        ("aanbeveling_zonder_actie", [10]),
        ("levering", [11, 12]),
    ]


def test_the_sentence_counts_what_there_is_to_do() -> None:
    points = points_of([*AGENDA, row("besluiten", "door_met_open_punten", 13, scope_id="p2", number=2)])
    said = "8 punten voor de vergadering, waaronder 1 besluit te nemen en 2 acties te laat."
    assert agenda.agenda_sentence(view(), points) == said
    assert agenda.agenda_note(view(), points).startswith(
        "Verder 1 tegenstrijdigheid, 1 nieuwe actie, 1 aanbeveling zonder actie, 1 partner met leveringen om na te "
        "vragen en 1 keer doorgegaan met open punten. De agenda volgt uit de gegevens: "
    )
    assert agenda.agenda_sentence(view("en"), points_of(AGENDA[2:3])) == "1 point for the meeting: 1 decision to take."


def test_without_decisions_or_late_actions_the_sentence_counts_everything() -> None:
    points = points_of([AGENDA[3], AGENDA[7]])
    assert agenda.agenda_sentence(view(), points) == (
        "2 punten voor de vergadering: 1 tegenstrijdigheid en 1 nieuwe actie."
    )
    assert agenda.agenda_note(view(), points).startswith("De agenda volgt uit de gegevens: ")


def test_what_merely_changed_or_runs_on_is_no_point_for_the_meeting() -> None:
    assert agenda.agenda_sentence(view(), points_of([AGENDA[0], AGENDA[8]])) == "Er staat niets op de agenda."


def test_an_overdue_action_is_late_before_it_is_new() -> None:
    states = [
        Point("acties", kind, (row("acties", kind, is_overdue=late, is_new=new),)).state
        for kind, late, new in (
            ("actie", True, True),
            ("actie_peerreview", False, True),
            ("actie_peerreview", False, False),
            ("aanbeveling_zonder_actie", True, True),
        )
    ]
    assert states == ["te_laat", "nieuw", "loopt", "aanbeveling_zonder_actie"]


def test_what_was_due_first_comes_first_from_whatever_source() -> None:
    due = {"A-1": dt.date(2026, 3, 1), "A-2": None, "R1": dt.date(2025, 3, 4), "A-3": None, "A-4": dt.date(2026, 1, 5)}
    kinds = {"R1": "actie_peerreview"}
    points = [
        Point("acties", kind, (row("acties", kind, subject_id=name, due_on=day),))
        for name, day in due.items()
        for kind in (kinds.get(name, "actie"),)
    ]
    assert [p.first["subject_id"] for p in agenda.by_deadline(points)] == ["R1", "A-4", "A-1", "A-2", "A-3"]


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, "Stroomkring S1 en S4 (20 september 2026)"),
        (1, "Stroomkring 7 van de 7 criteria behaald; in deze fase sinds 20 maart 2025"),
        (2, "S4 Alle partners Stroomkring (geteld 3, nodig 5), Maakplaats (geteld 4, nodig 5)"),
        (3, "a A-1 Stroomkring · deadline 1 september 2026"),
        (5, "c A-3 Stroomkring · zonder deadline"),
        (8, "ROC A Plaatsingen en Behoud; laatst geladen op 1 april 2026"),
    ],
)
def test_a_point_says_what_it_is_about_and_what_there_is_to_say(index: int, expected: str) -> None:
    assert words(point_line(view(), points_of(AGENDA)[index])) == expected


def test_what_somebody_wrote_is_text_and_no_markup() -> None:
    decided = row("gewijzigd", "besluit_genomen", scope_id="p1", subject_id="door", wording="<b>door</b>")
    decided["dated_on"] = dt.date(2026, 10, 1)
    assert "&lt;b&gt;door&lt;/b&gt;" in point_line(view(), points_of([decided])[0])


def test_every_kind_and_section_has_a_name_in_the_edition(open_page: Open, demo_home: Path) -> None:
    assert texts_of(open_page(demo_home, "vergadering")).count('<h2 class="gg-section">') == 6


# Recording


class Register:
    """Stands in for the command line: keeps the entries, and answers with an outcome."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.entries: list[tuple[Deliverer, Entry]] = []

    def __call__(self, deliverer: Deliverer, entry: Entry) -> Outcome:
        self.entries.append((deliverer, entry))
        return self.outcomes[min(len(self.entries), len(self.outcomes)) - 1]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    kept = Register(Outcome("geladen"))
    monkeypatch.setattr(desk, "record", kept)
    return kept


def press(app: AppTest, form: str) -> AppTest:
    return app.button(key=f"FormSubmitter:{form}-Vastleggen").click().run()


def test_a_decision_is_recorded_with_the_phase_in_which_the_scope_is(
    open_page: Open, demo_home: Path, register: Register
) -> None:
    app = open_page(demo_home, "vergadering", onderdeel="pilot-elektro-groningen")
    app.selectbox(key="phase_decisions.0.decision.None").select("door")
    app.text_area(key="phase_decisions.0.reason.None").input("Alles is behaald.")
    press(app, "phase_decisions.0")
    deliverer, entry = register.entries[0]
    assert len(register.entries) == 1
    assert deliverer == Deliverer("programma", demo_home)
    assert (entry.dataset, entry.file_name) == ("phase_decisions", "Fasebesluiten (dashboard).csv")
    assert entry.cells == {
        "Onderdeel": "pilot-elektro-groningen",
        "Datum": today(),
        "Fase": "valideren",
        "Besluit": "door",
        "Reden": "Alles is behaald.",
    }
    assert [message.value for message in app.success] == ["Vastgelegd. De agenda is bijgewerkt."]


def test_a_recorded_form_comes_back_empty_and_is_told_once(
    open_page: Open, demo_home: Path, register: Register
) -> None:
    app = open_page(demo_home, "vergadering")
    app.text_area(key="actions.0.text.None").input("Bellen")
    press(app, "actions.0")
    assert app.text_area(key="actions.1.text.None").value == ""
    app.run()
    assert (len(register.entries), len(app.success)) == (1, 0)


def test_each_action_gets_a_number_of_its_own(open_page: Open, demo_home: Path, register: Register) -> None:
    app = open_page(demo_home, "vergadering")
    for time in (0, 1):
        app.text_area(key=f"actions.{time}.text.None").input("Bellen")
        press(app, f"actions.{time}")
    first, second = (entry.cells for _, entry in register.entries)
    assert re.fullmatch(r"A-\d{8}-\w{4}", str(first["Actie"]))
    assert first["Actie"] != second["Actie"]
    assert {name: value for name, value in first.items() if name != "Actie"} == {
        "Onderdeel": "programma",
        "Bron": "vergadering",
        "Tekst": "Bellen",
        "Actiehouder": None,
        "Deadline": None,
        "Afgerond op": None,
    }


def test_what_is_required_is_asked_before_anything_is_delivered(
    open_page: Open, demo_home: Path, register: Register
) -> None:
    app = press(open_page(demo_home, "vergadering"), "phase_decisions.0")
    assert [message.value for message in app.error] == ["Vul eerst in: Besluit en Reden."]
    assert register.entries == []


def test_a_rejected_row_is_explained_and_stays_filled_in(
    open_page: Open, demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = Finding("evidence_when_achieved", "error", ("evidence", "status"), "Het bewijs is leeg.")
    register = Register(
        Outcome("deels", (reason,), ("Deze levering telt 1 rijen, de vorige 102.",)), Outcome("geladen")
    )
    monkeypatch.setattr(desk, "record", register)
    app = open_page(demo_home, "vergadering", taal="en")
    app.selectbox(key="phase_assessments.0.criterion_id.None").select("V1")
    app.selectbox(key="phase_assessments.0.status.None").select("behaald")
    app.button(key="FormSubmitter:phase_assessments.0-Record").click().run()
    assert app.error[0].value.startswith("Not recorded.")
    said = words(texts_of(app))
    assert "Row rejected, Evidence and Status : The criterion is achieved, but the evidence is empty." in said
    assert "de vorige 102" not in said
    assert app.selectbox(key="phase_assessments.0.status.None").value == "behaald"
    app.text_area(key="phase_assessments.0.evidence.None").input("Plan")
    app.button(key="FormSubmitter:phase_assessments.0-Record").click().run()
    assert [entry.cells["Bewijs"] for _, entry in register.entries] == [None, "Plan"]


def test_the_criteria_of_the_current_phase_come_first(open_page: Open, demo_home: Path) -> None:
    app = open_page(demo_home, "vergadering", onderdeel="pilot-elektro-groningen")
    options = app.selectbox(key="phase_assessments.0.criterion_id.None").options
    assert " ".join(option.split(" ")[0] for option in options[:9]) == "V1 V2a V2b V2c V3 V4 V5 S1 S2a"


def test_closing_an_action_delivers_the_same_row_with_its_day(
    open_page: Open, demo_home: Path, register: Register
) -> None:
    app = open_page(demo_home, "vergadering")
    press(app, "afronden.A-2026-02.0")
    _, entry = register.entries[0]
    assert entry.cells == {
        "Actie": "A-2026-02",
        "Onderdeel": "programma",
        "Bron": "vergadering",
        "Tekst": "ROC Terpenland bellen over de uitblijvende leveringen",
        "Actiehouder": "programma",
        "Deadline": dt.date(2026, 4, 15),
        "Afgerond op": today(),
    }


def test_when_it_fails_the_command_lines_words_are_told(
    open_page: Open, demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Outcome("mislukt", notes=("Er wordt al geschreven: `demo`.",))
    monkeypatch.setattr(desk, "record", Register(busy))
    app = open_page(demo_home, "vergadering")
    app.text_area(key="actions.0.text.None").input("Bellen")
    press(app, "actions.0")
    assert app.error[0].value.startswith("Niet vastgelegd.")
    assert "Er wordt al geschreven: `demo`." in texts_of(app)


# Who may


def home_of(role: str, demo_home: Path, place: Path) -> Path:
    """A home in which the edition of a role holds what the kernteam's does."""
    edition = place / "published" / (f"{role}.duckdb" if role != "partner" else "partners/roc-vechtstroom.duckdb")
    edition.parent.mkdir(parents=True)
    shutil.copy(demo_home / "published" / "kernteam.duckdb", edition)
    return place


def open_as(role: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("GRENSGANGER_HOME", str(home))
    monkeypatch.setenv("GRENSGANGER_ROLE", role)
    monkeypatch.setenv("GRENSGANGER_ORGANISATION", "roc-vechtstroom")
    return AppTest.from_file(APP, default_timeout=60).run()


def test_a_partner_records_as_itself(
    demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: Register
) -> None:
    app = open_as("partner", home_of("partner", demo_home, tmp_path), monkeypatch)
    app.switch_page("app_pages/vergadering.py").run()
    assert app.selectbox(key="phase_assessments.0.assessor.roc-vechtstroom").value == "roc-vechtstroom"
    app.text_area(key="actions.0.text.None").input("Rooster vastleggen")
    press(app, "actions.0")
    assert register.entries[0][0].partner_id == "roc-vechtstroom"


@pytest.mark.parametrize("role", ["lectoraat", "funder"])
def test_who_only_reads_has_no_page_for_the_meeting(
    role: str, demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_as(role, home_of(role, demo_home, tmp_path), monkeypatch)
    links = [link.proto.label for link in app.get("page_link")]
    assert "Overzicht" in links
    assert "Vergadering" not in links
    assert desk.current_desk() is None


def test_the_agenda_is_judged_against_today(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []

    def ask(_: View, question: str, **parameters: Any) -> pl.DataFrame:
        asked.append({"question": question} | parameters)
        return pl.DataFrame()

    monkeypatch.setattr(View, "ask", ask)
    agenda.agenda_points(view())
    assert asked == [{"question": "agenda", "today": view().judged_on}]
    assert view().judged_on == today()
