"""`make bench`: a million student outcomes through the pipeline, as ratios to DuckDB reading the same file; then all
marts of these outcomes, a hundred thousand placements (a third of them followed late) and surveys of 2,000 people; then
a thousand cells in linked tables, protected and audited; then the dashboard on the example data.

Never a test: it prints seconds and asserts none. Ratios of one run compare; seconds of two machines do not.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.settings import DATA_CONTRACTS, Home
from tests.benchmarks import stages
from tests.benchmarks.dashboard_load import measured
from tests.benchmarks.linked_tables import protect_and_audit
from tests.benchmarks.outcomes_file import outcomes_csv
from tests.browser.conftest import serving
from tests.dashboard.homes import demo_home

AIM = 3.0
MARTS_AIM_SECONDS, MARTS_AIM_GB = 60, 4
DISCLOSURE_AIM_SECONDS = 10
RERUN_AIM_MS, CHART_AIM_MS, SESSION_AIM_MIB = 20, 1_500, 1
CROWDS = {20: 300, 100: 2_500}  # readers at once, and within how many milliseconds half of them have their page
out = Console(highlight=False)


def main() -> None:
    arguments = _arguments()
    catalogue = load_catalogue(DATA_CONTRACTS)
    with tempfile.TemporaryDirectory(prefix="grensganger-bench-") as scratch:
        folder = Path(scratch)
        path = folder / "leeropbrengsten.csv"
        path.write_bytes(outcomes_csv(arguments.rows, arguments.seed))
        out.print(f"{arguments.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} cores")
        timed = _timed(path, folder, catalogue)
        _show(timed)
        _show_marts(path, folder, catalogue, arguments)
        _show_disclosure(arguments.seed)
        _show_dashboard(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--placements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20_261)
    return parser.parse_args()


def _timed(path: Path, folder: Path, catalogue: Catalogue) -> stages.Timed:
    timed = stages.Timed()
    homes = Home.at(folder / "staged"), Home.at(folder / "at-once")
    for home in homes:
        stages.with_registers(home, catalogue)
    stages.floor(path, folder, stages.Timed(), "warm-up")  # the file is in the page cache for both from here on
    read = stages.floor(path, folder, timed)
    taken = stages.take_in(path, homes[0], catalogue, timed)
    stages.build(homes[0], catalogue, timed)
    stages.take_in_at_once(path, homes[1], catalogue, timed)
    out.print(f"{read:,} rows read by DuckDB; {taken.rows_accepted:,} accepted, {taken.rows_rejected:,} rejected")
    return timed


def _show(timed: stages.Timed) -> None:
    floor = timed.seconds["DuckDB"]
    table = Table("stage", "seconds", "÷ floor", "cpu seconds", "peak GB")
    for name, seconds in timed.seconds.items():
        ratio, peak = seconds / floor, timed.peak_bytes[name] / 1e9
        table.add_row(name, f"{seconds:.2f}", f"{ratio:.2f}", f"{timed.cpu_seconds[name]:.2f}", f"{peak:.2f}")
    out.print(table)
    out.print(f"intake without imports and build ÷ floor: {timed.intake / floor:.2f} (aim: at most {AIM:.0f})")
    out.print(f"build ÷ floor: {timed.seconds['build'] / floor:.2f}")


def _show_marts(path: Path, folder: Path, catalogue: Catalogue, arguments: argparse.Namespace) -> None:
    home = Home.at(folder / "with-placements")
    stages.with_placements(home, catalogue, arguments.placements, arguments.seed)
    stages.take_in_at_once(path, home, catalogue, stages.Timed())
    seconds, cpu_seconds, peak_bytes = stages.build_in_a_process(home)
    out.print(
        f"all marts of {arguments.placements:,} placements and {arguments.rows:,} outcomes: "
        f"{seconds:.1f} s ({cpu_seconds:.1f} cpu seconds), peak {peak_bytes / 1e9:.2f} GB "
        f"(aims: {MARTS_AIM_SECONDS} s, {MARTS_AIM_GB} GB)",
        soft_wrap=True,
    )


def _show_disclosure(seed: int) -> None:
    took = protect_and_audit(seed)
    out.print(
        f"{took.cells:,} cells in linked tables, {took.small} of them small: protected in {took.protect_seconds:.1f} s "
        f"({took.suppressed} suppressed, {'the fewest' if took.is_fewest else 'not proven the fewest'}), audited in "
        f"{took.audit_seconds:.1f} s ({'safe' if took.is_safe else 'NOT SAFE'}); {took.cpu_seconds:.1f} cpu seconds "
        f"(aim: {DISCLOSURE_AIM_SECONDS} s)",
        soft_wrap=True,
    )


def _show_dashboard(folder: Path) -> None:
    """The ratios compare a crowd with one reader: a server that held nobody up would let twenty wait twenty times."""
    home = demo_home(folder)
    with serving(home, folder / "server.log") as address:
        load = measured(address, CROWDS)
    table = Table("dashboard", "milliseconds", "÷ one reader", "aim in ms")
    for name, seconds, aim in (
        ("one reader", load.rerun, RERUN_AIM_MS),
        *((f"{crowd} at once", load.together[crowd], aim) for crowd, aim in CROWDS.items()),
        ("first chart in a browser", load.first_chart, CHART_AIM_MS),
    ):
        table.add_row(name, f"{seconds * 1000:,.0f}", f"{seconds / load.rerun:.1f}", f"{aim:,}")
    out.print(table)
    out.print(f"memory a session: {load.bytes_a_session / 2**20:.2f} MiB (aim: {SESSION_AIM_MIB})")


if __name__ == "__main__":
    main()
