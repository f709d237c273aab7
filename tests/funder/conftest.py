"""The example programme, as it is and as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard import homes


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.demo_home(tmp_path_factory.getbasetemp())
