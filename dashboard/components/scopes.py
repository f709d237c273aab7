"""The choice of a pilot, or of the partnership as a whole."""

from __future__ import annotations

from dashboard.components.filters import choose
from dashboard.components.view import View
from dashboard.labels import PROGRAMME


def choose_scope(view: View) -> str:
    """The scope that the link chooses; the partnership when it chooses none."""
    scopes = [PROGRAMME, *view.ask("pilots")["pilot_id"].to_list()]
    return choose(view.language.text("filter.onderdeel"), "onderdeel", scopes, view.labels.scope) or PROGRAMME
