"""One build in a process of its own, so that its peak of memory is its own too: prints what `stages` reads."""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS, Home
from tests.benchmarks.stages import Timed, build


def main() -> None:
    timed = Timed()
    build(Home.at(Path(sys.argv[1])), load_catalogue(DATA_CONTRACTS), timed)
    print(timed.seconds["build"], timed.cpu_seconds["build"], timed.peak_bytes["build"])


if __name__ == "__main__":
    main()
