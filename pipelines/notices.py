"""What a build has to say of its editions, beside them: for the command line, for `status` and for who opens one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts import Text

FILE = "notices.json"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that whoever looks after an edition, or opens it, must know."""

    edition: str
    text: Text


def write_notices(folder: Path, notices: Sequence[Notice]) -> None:
    """Keep the notices of a build beside its editions; those of an earlier build are gone."""
    rows = [{"edition": one.edition, "nl": one.text.nl, "en": one.text.en} for one in notices]
    beside = folder / f".{FILE}.new"
    beside.write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
    beside.replace(folder / FILE)


def read_notices(folder: Path) -> list[Notice]:
    """The notices of the latest build."""
    file = folder / FILE
    rows = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [Notice(row["edition"], Text(row["nl"], row["en"])) for row in rows]
