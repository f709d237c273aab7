"""The command line within the test's own process: what it loads takes seconds, and is loaded once.

`tests/test_cli.py` also starts it as a user does.
"""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from pipelines import cli


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def grensganger(home: Path, *arguments: str | Path) -> Done:
    """Run ``grensganger --home … arguments``."""
    words = ["grensganger", "--home", str(home), *map(str, arguments)]
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), mock.patch.object(sys, "argv", words):
        try:
            cli.main()
            status: object = 0
        except SystemExit as ended:
            status = ended.code or 0
    assert isinstance(status, int)
    return Done(status, output.getvalue(), errors.getvalue())
