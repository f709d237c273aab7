"""`make screenshots`: the pictures of the README, from the example data as it is today."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import drawn, free_port, wait_until_healthy
from tests.dashboard.homes import GRENSGANGER, demo_home

PICTURES = {
    "overzicht": "",
    "vergadering": "vergadering",
    "fasen": "fasen?onderdeel=pilot-installatie-friesland",
    "indicatoren": "indicatoren",
    "behoud": "behoud?verdeling=fte_class",
}
FOLDER = Path(__file__).parent / "screenshots"


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as scratch:
        home, log = demo_home(Path(scratch)), Path(scratch) / "log"
        command = [str(GRENSGANGER), "--home", str(home), "dashboard", "--port", str(port)]
        with log.open("w") as output:
            server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(server, f"http://localhost:{port}/_stcore/health", log)
            _take(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _take(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--headless", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        for name, place in PICTURES.items():
            page.goto(f"{address}/{place}")
            drawn(page)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
