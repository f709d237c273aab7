"""Who is looking, and which edition that viewer may open.

For now the role comes from the environment that ``grensganger dashboard`` sets. Sign-in replaces `current_viewer`;
nothing else asks who somebody is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROLES = ("kernteam", "lectoraat", "funder", "partner")
PROGRAMME = "programma"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A role, and for a partner the organisation; ``home`` is where the editions stand."""

    role: str
    organisation: str | None
    home: Path

    @property
    def edition_file(self) -> Path:
        """The one file that this viewer's session opens."""
        published = self.home / "published"
        if self.role == "partner":
            return published / "partners" / f"{self.organisation}.duckdb"
        return published / f"{self.role}.duckdb"

    @property
    def delivers_as(self) -> str | None:
        """As which partner this viewer records decisions and actions; None for those who only read."""
        return {"kernteam": PROGRAMME, "partner": self.organisation}.get(self.role)


def current_viewer(environment: Mapping[str, str] = os.environ) -> Viewer:
    """The viewer of this server.

    Raises:
        ValueError: the role is unknown, or a partner without a plain organisation id.
    """
    role = environment.get("GRENSGANGER_ROLE", "kernteam")
    organisation = environment.get("GRENSGANGER_ORGANISATION") or None
    if role not in ROLES:
        raise ValueError(f"GRENSGANGER_ROLE: expected one of {', '.join(ROLES)}, found {role!r}.")
    if role == "partner" and not (organisation and organisation.replace("-", "").isalnum()):
        raise ValueError("GRENSGANGER_ORGANISATION: expected the id of an organisation for the role partner.")
    return Viewer(role, organisation, Path(environment.get("GRENSGANGER_HOME", "var")))
