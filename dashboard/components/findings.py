"""What research asks first: how hybrid and other groups differ, and of how many that is known."""

from __future__ import annotations

from dashboard.components.frame import section, subsection
from dashboard.components.links import linked
from dashboard.components.markup import Markup, element
from dashboard.components.outcome_charts import draw_differences
from dashboard.components.outcome_descriptions import outcome_sentence
from dashboard.components.outcome_tables import counted_text
from dashboard.components.outcomes import EVERYBODY, comparisons
from dashboard.components.passport import Passport, passport
from dashboard.components.surveys import context_name, response_text, wave_name
from dashboard.components.tables import Layout, table
from dashboard.components.view import View
from dashboard.components.withheld import Withheld, nothing_yet

_EVERYTHING = Withheld((), frozenset())  # an edition for research names nothing as withheld: it gives the reason


def draw_findings(view: View) -> None:
    """The differences in gain of all outcomes, with what may be said of them."""
    t, effects = view.language.text, view.ask("outcome_effects", stratum_by=EVERYBODY, outcome=None)
    found = comparisons(view, effects)
    section(t("bevinding.titel"), outcome_sentence(view, found) if found else "")
    if found:
        draw_differences(view, found)
        view.html(_link(view, "leeropbrengsten", "bevinding.alle"))
    else:
        nothing_yet(view, t("leeropbrengsten.leeg"))


def draw_response(view: View) -> None:
    """Of how many invited people and measured pupils there are answers."""
    t, names = view.language.text, view.labels
    section(t("respons.titel"), t("respons.uitleg"))
    waves = view.ask("latest_response").to_dicts()
    pupils = view.ask("outcome_missing", stratum_by=EVERYBODY, outcome=None).to_dicts()
    if not (waves or pupils):
        nothing_yet(view, t("werk_en_cultuur.leeg"))
        return
    if waves:
        subsection(t("respons.vragenlijsten"))
        rows = [
            [
                names.of("respondent_role", wave["respondent_role"]),
                context_name(view, wave["context"]),
                wave_name(view, wave["wave"]),
                response_text(view, wave, _EVERYTHING),
            ]
            for wave in waves
        ]
        headings = [t("filter.rol"), t("zekerheid.over"), t("zekerheid.meting"), t("zekerheid.respons")]
        view.html(table(headings, rows, t("respons.vragenlijsten"), Layout(whole=(2,))))
        view.html(_link(view, "werk_en_cultuur", "respons.alle"))
    if pupils:
        subsection(t("respons.leerlingen"))
        rows = [[names.of("outcome", row["outcome"]), counted_text(view, row)] for row in pupils]
        view.html(table([t("groei.tabel.uitkomst"), t("meetelt.telt_mee")], rows, t("respons.leerlingen")))
    asked = ("latest_response", "outcome_missing")
    passport(view, Passport("respons", t("respons.titel"), t("respons.begrip"), asked))


def _link(view: View, page: str, key: str) -> Markup:
    return element("p", linked(view, view.language.text(key), page), cls="gg-note")
