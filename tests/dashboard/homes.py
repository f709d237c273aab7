"""Homes with editions to look at: the example data, made once a test run, and one in which nothing was delivered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GRENSGANGER = Path(sys.executable).with_name("grensganger")


def command(home: Path, *arguments: str) -> None:
    """Runs the command line, as a user would; its messages tell why when it fails."""
    done = subprocess.run([GRENSGANGER, "--home", home, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def demo_home(base: Path) -> Path:
    """A home with the example data, shared by everything that looks at it in one test run."""
    home = base / "demo"
    if not (home / "published" / "kernteam.duckdb").exists():
        command(home, "demo", "--no-dashboard")
    return home


def empty_home(base: Path) -> Path:
    """A published home in which nothing has been delivered."""
    home = base / "empty"
    if not (home / "published" / "kernteam.duckdb").exists():
        command(home, "build")
    return home
