"""The choice of a pilot, or of the partnership as a whole."""

from __future__ import annotations

from typing import Any

from dashboard.components.filters import choose
from dashboard.components.view import View
from dashboard.labels import PROGRAMME


def choose_scope(view: View) -> str:
    """The scope that the link chooses; the partnership when it chooses none."""
    scopes = [PROGRAMME, *view.ask("pilots")["pilot_id"].to_list()]
    return choose(view.language.text("filter.onderdeel"), "onderdeel", scopes, view.labels.scope) or PROGRAMME


def positions_of(view: View, region: str | None = None) -> list[dict[str, Any]]:
    """Where each scope stands, the stopped ones last.

    With how much was open when it went on to that phase, if this edition tells.
    """
    still_open = {row["scope_id"]: row["number"] for row in view.ask_if_held("open_points")}
    found = [
        position
        | {"stopped_on": position.get("stopped_on", position.get("stopped_quarter"))}  # no days in one for research
        | {"open_points": still_open.get(position["scope_id"])}
        for position in view.ask("positions", regio=region).to_dicts()
    ]
    return sorted(found, key=lambda position: position["stopped_on"] is not None)
