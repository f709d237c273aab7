"""Becomes the server of the dashboard: ``python dashboard/serve.py PORT [ADDRESS]``.

Without sign-in it serves one user, on this computer only. With sign-in (settings.toml) it stands behind a proxy that
speaks https, and may listen on another address.
"""

from __future__ import annotations

import errno
import ipaddress
import json
import os
import secrets
import socket
import sys
import webbrowser
from pathlib import Path
from typing import Any, Final, NoReturn

import streamlit as st
import uvicorn
from starlette.types import ASGIApp
from streamlit.web.bootstrap import load_config_options

from dashboard.access import BY_SIGN_IN, PROVIDER
from dashboard.asgi import Guard
from dashboard.gate import MAX_BODY_MB, Doors, Gate
from dashboard.keys import client_secret, dashboard_key, derived, make_dashboard_key
from dashboard.sessions import Sessions, SignedOut
from dashboard.settings import SettingsError, SignIn, sign_in_of
from dashboard.theme import theme_options

_HERE = Path(__file__).resolve().parent
ADDRESS: Final = "127.0.0.1"
_OWN_NAMES: Final = ("localhost", ADDRESS)


def options(port: int, cookie_secret: str, sign_in: SignIn | None = None) -> dict[str, Any]:
    """Streamlit's options: nothing leaves the machine, nothing about the inside is shown."""
    return theme_options() | {
        "browser.gatherUsageStats": False,
        "browser.serverAddress": sign_in.host if sign_in else "localhost",
        "browser.serverPort": port,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "client.showSidebarNavigation": False,
        "global.developmentMode": False,
        "logger.level": "warning",
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,
        "secrets.files": [],  # what signing in needs is handed over; a file that lies about does not count
        "server.address": ADDRESS,
        "server.allowedHosts": [sign_in.host] if sign_in else list(_OWN_NAMES),
        "server.cookieSecret": cookie_secret,
        "server.enableAgentApi": False,
        "server.enableCORS": True,
        "server.enableStaticServing": True,
        "server.enableXsrfProtection": True,
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.maxUploadSize": MAX_BODY_MB,
        "server.port": port,
        "server.runOnSave": False,
        "server.showEmailPrompt": False,
    }


def streamlit_secrets(sign_in: SignIn, given: str, cookie_secret: str) -> dict[str, Any]:
    """What ``st.login`` needs to know of the provider; ``given`` is the client secret."""
    client: dict[str, Any] = {
        "client_id": sign_in.client_id,
        "client_secret": given,
        "server_metadata_url": sign_in.provider,
        "client_kwargs": {"scope": sign_in.scope},
    }
    if sign_in.ask_for_claims:
        named = [name for rule in sign_in.rules for name in (rule.claim, rule.organisation_claim) if name]
        client["authorize_params"] = {"claims": json.dumps({"id_token": dict.fromkeys(named)})}
    redirect_uri = f"{sign_in.address}/oauth2callback"
    return {"auth": {"redirect_uri": redirect_uri, "cookie_secret": cookie_secret, PROVIDER: client}}


def application(port: int, home: Path, sign_in: SignIn | None) -> ASGIApp:
    """The ASGI application: Streamlit's, behind a gate, with our headers and language around both.

    Raises:
        SettingsError: a secret that sign-in needs is not there, or others may read it.
    """
    if sign_in is None:
        doors, handed, cookie_secret = Doors(frozenset(_OWN_NAMES)), None, secrets.token_hex()
    else:
        make_dashboard_key(home)
        cookie_secret = derived(dashboard_key(home), "cookies").hex()
        handed = streamlit_secrets(sign_in, client_secret(home), cookie_secret)
        signed_out = SignedOut(home / "signed_out.json", derived(dashboard_key(home), "signed out").hex())
        sessions = Sessions(cookie_secret, sign_in.expires_after, sign_in.idle_after, signed_out=signed_out)
        doors = Doors(frozenset({sign_in.host}), sign_in.address, sign_in.is_https, sessions)
    app = st.App(_HERE / "app.py", secrets=handed)
    load_config_options(options(port, cookie_secret, sign_in))
    return Guard(Gate(app, doors), doors.is_https)


def refuse_open_door(address: str, sign_in: SignIn | None, role: str | None) -> None:
    """Make sure that only who signs in comes in from elsewhere, and with a role from the rules.

    Raises:
        SettingsError: what was asked for is not safe; the message says what to do.
    """
    if sign_in is None and address not in _OWN_NAMES:
        raise SettingsError(
            f"Zonder aanmelden is het dashboard er alleen op deze computer: --address {address} kan niet. Stel eerst "
            "aanmelden in: [sign_in] in settings.toml, zie de README."
        )
    if sign_in is not None and role is not None:
        raise SettingsError("Met aanmelden volgt de rol uit de regels in settings.toml. Laat --role weg.")


def bound_socket(port: int, address: str = ADDRESS) -> socket.socket:
    """A listening socket.

    Raises:
        OSError: something else uses the port, or the address is not of this computer.
    """
    is_ipv6 = address != "localhost" and ipaddress.ip_address(address).version == 6
    found = socket.socket(socket.AF_INET6 if is_ipv6 else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((address, port))
    found.listen(128)
    return found


def open_browser(address: str) -> None:
    """Shows the dashboard to a person at a screen; does nothing in a pipe, a test or on a server."""
    has_screen = sys.platform in ("darwin", "win32") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.stdout.isatty() and has_screen and "CI" not in os.environ:
        webbrowser.open(address)


def main(port: int, address: str = ADDRESS) -> None:
    """Serve until stopped."""
    home = Path(os.environ.get("GRENSGANGER_HOME", "var"))
    try:
        sign_in = sign_in_of(home)
        refuse_open_door(address, sign_in, os.environ.get("GRENSGANGER_ROLE"))
        app = application(port, home, sign_in)
        listening = bound_socket(port, address)
    except SettingsError as error:
        _stop(str(error), 2)
    except ValueError:
        _stop(f"‘{address}’ is geen IP-adres. Schrijf bijvoorbeeld --address 0.0.0.0", 2)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            _stop(f"Op {address}, poort {port}, kan het dashboard niet luisteren: {error.strerror}.", 1)
        _stop(f"Poort {port} is bezet. Kies een andere, bijvoorbeeld: grensganger dashboard --port {port + 1}", 1)
    if sign_in:
        os.environ["GRENSGANGER_ROLE"] = BY_SIGN_IN
    found_at = sign_in.address if sign_in else f"http://localhost:{port}"
    print(f"Dashboard: {found_at} (stoppen met Ctrl+C)", flush=True)
    open_browser(found_at)
    uvicorn.Server(_uvicorn_config(app, is_remote=sign_in is not None)).run(sockets=[listening])


def _uvicorn_config(app: ASGIApp, *, is_remote: bool) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=is_remote,  # on one computer it costs more than it saves
        ws_max_size=MAX_BODY_MB * 1024 * 1024,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


def _stop(message: str, status: int) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:3])
