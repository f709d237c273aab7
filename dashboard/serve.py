"""Becomes the server of the dashboard, on this computer only: ``python dashboard/serve.py PORT``."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit.web.bootstrap import load_config_options

from dashboard.asgi import Guard
from dashboard.theme import theme_options

_HERE = Path(__file__).resolve().parent
ADDRESS = "127.0.0.1"


def options(port: int) -> dict[str, Any]:
    """Streamlit's options: nothing leaves the machine, nothing about the inside is shown."""
    return theme_options() | {
        "browser.gatherUsageStats": False,
        "browser.serverAddress": "localhost",
        "browser.serverPort": port,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "client.showSidebarNavigation": False,
        "global.developmentMode": False,
        "logger.level": "warning",
        "runner.magicEnabled": False,
        "server.address": ADDRESS,
        "server.allowedHosts": ["localhost", ADDRESS],
        "server.enableAgentApi": False,
        "server.enableCORS": True,
        "server.enableStaticServing": True,
        "server.enableXsrfProtection": True,
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.maxUploadSize": 1,
        "server.port": port,
        "server.runOnSave": False,
        "server.showEmailPrompt": False,
    }


def application(port: int) -> st.App:
    """The ASGI application: Streamlit's, with our headers and language around it."""
    app = st.App(_HERE / "app.py", middleware=[Middleware(Guard)])
    load_config_options(options(port))
    return app


def bound_socket(port: int) -> socket.socket:
    """A listening socket on this computer.

    Raises:
        OSError: something else uses the port.
    """
    found = socket.socket(socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((ADDRESS, port))
    found.listen(128)
    return found


def open_browser(port: int) -> None:
    """Shows the dashboard to a person at a screen; does nothing in a pipe, a test or on a server."""
    has_screen = sys.platform in ("darwin", "win32") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.stdout.isatty() and has_screen and "CI" not in os.environ:
        webbrowser.open(f"http://localhost:{port}")


def main(port: int) -> None:
    """Serve until stopped."""
    try:
        listening = bound_socket(port)
    except OSError:
        sys.exit(f"Poort {port} is bezet. Kies een andere, bijvoorbeeld: grensganger dashboard --port {port + 1}")
    config = uvicorn.Config(
        application(port),
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    open_browser(port)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(int(sys.argv[1]))
