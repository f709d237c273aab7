"""What the commands share: where they write, and options that mean the same everywhere."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

out, err = (
    # where nobody looks at a terminal, no width cuts a table off
    Console(stderr=on_stderr, soft_wrap=True, highlight=False, width=None if stream.isatty() else 200)
    for on_stderr, stream in ((False, sys.stdout), (True, sys.stderr))
)
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]
