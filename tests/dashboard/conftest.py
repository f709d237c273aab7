"""Pages as a reader opens them, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.dashboard import homes, steering

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.demo_home(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.empty_home(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def one_delivery_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.one_delivery_home(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def steering_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return steering.steering_home(tmp_path_factory.getbasetemp())


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page of a home with the parameters of a link: ``open_page(home, "fasen", onderdeel="p1")``."""

    def opened(home: Path, page: str = "overzicht", role: str = "kernteam", **parameters: str) -> AppTest:
        monkeypatch.setenv("GRENSGANGER_HOME", str(home))
        monkeypatch.setenv("GRENSGANGER_ROLE", role)
        app = AppTest.from_file(APP, default_timeout=60)
        for key, value in parameters.items():
            app.query_params[key] = value
        app.run()
        if page != "overzicht":
            app.switch_page(f"app_pages/{page}.py")
            for key, value in parameters.items():
                app.query_params[key] = value
            app.run()
        return app

    yield opened
    st.cache_data.clear()


def texts_of(app: AppTest) -> str:
    """Everything that a page wrote as markup."""
    return "\n".join(block.proto.body for block in app.get("html"))


def told_of_charts(app: AppTest) -> list[str]:
    """What each chart of a page says in words, in order."""
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def elements_of(app: AppTest) -> list[str]:
    """Everything that stands on a page, in order, as it goes to the browser."""
    nodes, found = [app.main], []
    while nodes:
        node = nodes.pop(0)
        found.append(f"{node.type} {getattr(node, 'proto', None)!r}")
        nodes[:0] = getattr(node, "children", {}).values()
    return found


def passports_of(app: AppTest) -> list[str]:
    """What each figure of a page says of where it comes from, opened one after the other."""
    keys = [button.key for button in app.button if button.key and button.key.startswith("herkomst.")]
    return [texts_of(app.button(key=key).click().run()).split('<div class="gg-passport">')[1] for key in keys]
