"""Where things are: the project's own folders, and the home in which a partnership's data lives."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parent.parent
DATA_CONTRACTS = PROJECT / "data_contracts"
SQL = PROJECT / "sql"
LOCAL_ZONE = ZoneInfo("Europe/Amsterdam")  # instants without a zone are meant so


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds a partnership's archive, publications, key and settings."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Home:
        return cls(path.expanduser().resolve())

    @property
    def archive(self) -> Path:
        return self.path / "archive"

    @property
    def receipts(self) -> Path:
        return self.archive / "receipts"

    @property
    def rounds(self) -> Path:
        """Tables of persons as they were published: they cannot be taken back."""
        return self.archive / "rounds"

    @property
    def published(self) -> Path:
        return self.path / "published"

    @property
    def access_log(self) -> Path:
        """Who opened what when, a file a month: the dashboard writes it."""
        return self.path / "access"

    @property
    def kernteam_edition(self) -> Path:
        return self.published / "kernteam.duckdb"

    @property
    def lock(self) -> Path:
        return self.path / "writing.lock"

    @property
    def key_fingerprint(self) -> Path:
        """What the key is recognised by; it says nothing about the key itself."""
        return self.archive / "key.fingerprint"

    @property
    def key(self) -> Path:
        """The master key of the pseudonyms; outside demonstrations it belongs elsewhere (GRENSGANGER_KEY_FILE)."""
        elsewhere = os.environ.get("GRENSGANGER_KEY_FILE")
        return Path(elsewhere).expanduser() if elsewhere else self.path / "secret.key"
