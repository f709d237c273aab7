"""Actions from delivery to agenda: known since they were first delivered, closed by delivering them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import polars as pl

from pipelines.run_report import RunReport

Deliver = Callable[..., RunReport]
Published = Callable[[str], pl.DataFrame]
HEAD = "Actie;Onderdeel;Bron;Tekst;Actiehouder;Deadline;Afgerond op\n"
CALL = "A-1;programma;vergadering;Bellen;programma;1-9-2026;"
WRITE = "A-2;programma;Peerreview;Schrijven;programma;1-9-2026;\n"


def test_an_action_is_known_since_its_first_delivery_and_closed_by_a_later_one(
    deliver: Deliver, published: Published
) -> None:
    deliver({"acties.csv": f"{HEAD}{CALL}\n{WRITE}"}, at="2026-06-10T09:00")
    report = deliver({"acties.csv": f"{HEAD}{CALL}20-6-2026\n"}, at="2026-06-22T09:00", build=True)

    first = published("select key, received_on from meta.first_received where dataset = 'actions' order by key")
    recorded = published("select action_id, source, closed_on from core.actions order by action_id")
    still_open = published("select action_id, known_since from mart.open_actions")
    agenda = published("select section, kind, subject_id from mart.agenda where section <> 'leveringen' order by place")

    assert report.exit_status == 0
    assert first.rows() == [("A-1", dt.date(2026, 6, 10)), ("A-2", dt.date(2026, 6, 10))]
    assert recorded.rows() == [("A-1", "vergadering", dt.date(2026, 6, 20)), ("A-2", "peerreview", None)]
    assert still_open.rows() == [("A-2", dt.date(2026, 6, 10))]
    assert agenda.rows() == [("gewijzigd", "actie_afgerond", "A-1"), ("acties", "actie", "A-2")]


def test_a_home_in_which_nothing_was_delivered_has_an_empty_agenda(deliver: Deliver, published: Published) -> None:
    deliver({"organisaties.csv": "Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n"}, build=True)
    assert published("select * from mart.agenda where section <> 'leveringen'").is_empty()
    assert published("select * from mart.open_actions").is_empty()
