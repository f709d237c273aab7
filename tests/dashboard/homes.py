"""Homes with editions to look at: the example data, made once a test run, and one in which nothing was delivered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from filelock import FileLock

GRENSGANGER = Path(sys.executable).with_name("grensganger")


def command(home: Path, *arguments: str, status: int = 0) -> None:
    """Runs the command line, as a user would; its messages tell why when it ends otherwise than with ``status``."""
    done = subprocess.run([GRENSGANGER, "--home", home, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr


def demo_home(base: Path) -> Path:
    """A home with the example data, shared by everything that looks at it in one test run."""
    return _made_once(base, "demo", "demo", "--no-dashboard")


def empty_home(base: Path) -> Path:
    """A published home in which nothing has been delivered."""
    return _made_once(base, "empty", "build")


def one_delivery_home(base: Path) -> Path:
    """A published home to which only the first file was delivered: the organisations."""
    file = base / "organisaties.csv"
    file.write_text("Organisatie;Naam;Soort;BRIN\nroc-a;ROC A (fictief);mbo;99AA\n", encoding="utf-8")
    return _made_once(base, "one-delivery", "ingest", str(file), "--partner", "programma")


def _made_once(base: Path, name: str, *arguments: str) -> Path:
    """The home that a command makes, once for all processes of a test run (each has a folder of its own under one)."""
    home = (base.parent if base.name.startswith("popen-") else base) / name
    with FileLock(home.with_suffix(".lock")):
        if not (home / "published" / "kernteam.duckdb").exists():
            command(home, *arguments)
    return home
