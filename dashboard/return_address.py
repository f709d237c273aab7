"""Back to the page that somebody asked for: signing in leads away from it, and Streamlit returns to the first page.

The address waits in a cookie of the browser meanwhile. It holds the page and its filters, which may be in any link.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

_COOKIE: Final = "grensganger_return"
_SECONDS: Final = 15 * 60  # as long as signing in may take
_LONGEST: Final = 1500
# A page of ours with its filters: one name, so that it can lead nowhere else ("//elders", "/auth/logout").
_PAGE: Final = re.compile(r"/[a-z]*(\?[\x21-\x7e]*)?")


def asked_for(asked: HTTPConnection) -> bool:
    """Whether this asks for a page to which somebody would want to come back."""
    is_page = "text/html" in asked.headers.get("accept", "")
    return is_page and _is_ours(_address(asked)) and _address(asked) != "/"


def remembered(asked: HTTPConnection) -> str:
    """The cookie with the address."""
    return f"{_COOKIE}={quote(_address(asked), safe='')}; Path=/; Max-Age={_SECONDS}; HttpOnly; SameSite=Lax"


def brought_back(asked: HTTPConnection, headers: MutableHeaders) -> None:
    """Turn the redirect after signing in towards the address that waited."""
    address = unquote(asked.cookies.get(_COOKIE, ""))
    if headers.get("location") == "/" and _is_ours(address):
        headers["location"] = address
        headers.append("set-cookie", f"{_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")


def _address(asked: HTTPConnection) -> str:
    query = asked.scope["query_string"].decode("latin-1")
    return str(asked.scope["path"]) + (f"?{query}" if query else "")


def _is_ours(address: str) -> bool:
    return len(address) <= _LONGEST and _PAGE.fullmatch(address) is not None
