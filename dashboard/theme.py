"""Colours, type and sizes: the one place where they stand, for Streamlit, for charts and for our own markup."""

from __future__ import annotations

from typing import Any, Final

# One colour a phase, in order, for the light and the dark theme. Never used for a status.
PHASE_COLOURS: Final = {
    "starten": ("#2b7d6d", "#a1ded4"),
    "ontwikkelen": ("#3d93dc", "#78beef"),
    "valideren": ("#3a4fc7", "#606bed"),
    "verduurzamen": ("#8b51a6", "#a771cf"),
    "doorontwikkelen": ("#751843", "#ca5d85"),
}

# Marks in charts: dark enough on white and light enough on the dark page (3:1 on both), apart for the colour-blind.
SERIES: Final = ("#2b7bba", "#b8741a", "#158a78", "#8a63b8", "#7a828c")
ACCENT, ALERT, QUIET = SERIES[0], SERIES[1], SERIES[4]

LIGHT: Final = {
    "primaryColor": "#1f5e94",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f4f6f7",
    "textColor": "#1b2733",
    "linkColor": "#1f5e94",
    "borderColor": "#d5dbe0",
}
DARK: Final = {
    "primaryColor": "#7fb6e6",
    "backgroundColor": "#12181e",
    "secondaryBackgroundColor": "#1a2229",
    "textColor": "#e6eaee",
    "linkColor": "#8cc0ee",
    "borderColor": "#36424d",
}
MUTED: Final = ("#55626f", "#a3afba")
ATTENTION: Final = ("#8f4a00", "#f0b26b")

_SERIF: Final = "source-serif-4-{subset}-wght-normal.woff2"
_UNICODE: Final = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2212",
    "latin-ext": "U+0100-02BA, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0, U+2C60-2C7F, U+A720-A7FF",
}


def theme_options() -> dict[str, Any]:
    """Streamlit's options for both themes; which of them is used follows the reader's system."""
    options: dict[str, Any] = {f"theme.light.{name}": value for name, value in LIGHT.items()}
    options |= {f"theme.dark.{name}": value for name, value in DARK.items()}
    return options | {
        "theme.fontFaces": [
            {
                "family": "Source Serif",
                "url": f"app/static/fonts/{_SERIF.format(subset=subset)}",
                "weight": "200 900",
                "style": "normal",
                "unicodeRange": unicode_range,
            }
            for subset, unicode_range in _UNICODE.items()
        ],
        "theme.headingFont": "Source Serif, Georgia, serif",
        "theme.baseFontSize": 15,
        "theme.baseRadius": "3px",
        "theme.linkUnderline": True,
        "theme.showSidebarBorder": True,
    }


def custom_properties() -> str:
    """The colours as CSS custom properties, for ``style.css``."""
    pairs = {f"phase-{phase}": colours for phase, colours in PHASE_COLOURS.items()}
    pairs |= {name: (LIGHT[option], DARK[option]) for name, option in _PROPERTIES.items()}
    pairs |= {"muted": MUTED, "attention": ATTENTION}
    lines = [f"--gg-{name}: light-dark({light}, {dark});" for name, (light, dark) in pairs.items()]
    return ":root { " + " ".join(lines) + " }"


_PROPERTIES: Final = {
    "page": "backgroundColor",
    "surface": "secondaryBackgroundColor",
    "ink": "textColor",
    "link": "linkColor",
    "line": "borderColor",
}
