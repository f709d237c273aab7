"""The decisions about one scope, the latest first."""

from __future__ import annotations

from typing import Any

from dashboard.components.markup import Markup
from dashboard.components.tables import Layout, dutch, table
from dashboard.components.view import View


def decision_table(view: View, decisions: list[dict[str, Any]]) -> Markup:
    t = view.language.text
    headings = [t("besluit.datum"), t("besluit.fase"), t("besluit.besluit"), t("besluit.reden")]
    rows = [
        [
            view.language.day(decision["decided_on"]),
            view.labels.of("phase", decision["phase"]),
            view.labels.of("decision", decision["decision"]),
            dutch(view.language.code, decision["reason"]),
        ]
        for decision in decisions
    ]
    return table(headings, rows, t("besluit.titel"), Layout(whole=(0,)))
