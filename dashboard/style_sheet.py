"""Our own style sheet, with the colours of the theme: one file that a browser fetches once a version."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.responses import Response

from dashboard.theme import custom_properties

ADDRESS: Final = "/grensganger.css"
_RULES: Final = Path(__file__).parent / "style.css"
_A_YEAR: Final = "public, max-age=31536000, immutable"


@cache
def style_sheet() -> str:
    """The colours, then the rules."""
    return f"{custom_properties()}\n{_RULES.read_text(encoding='utf-8')}"


def style_link() -> str:
    """What a page asks the sheet by; another text has another address, so that nobody sees an old one."""
    version = hashlib.sha256(style_sheet().encode()).hexdigest()[:12]
    return f'<link rel="stylesheet" href="{ADDRESS}?{version}">'


def styled() -> Response:
    """The answer to who asks for the sheet."""
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": _A_YEAR})
