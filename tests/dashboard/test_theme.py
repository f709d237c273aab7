"""Colours can be told apart and seen: WCAG 2.1 (1.4.3, 1.4.11), and colour blindness after Machado et al. (2009)."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from dashboard import theme

# Machado, Oliveira & Fernandes (2009), table 1, severity 1.0: on linear RGB.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
PAGES = (theme.LIGHT["backgroundColor"], theme.DARK["backgroundColor"])


def linear(colour: str) -> npt.NDArray[np.float64]:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    matrix = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    xyz = np.array(matrix) @ np.clip(rgb, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", sorted(BLINDNESS))
@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_phases_can_be_told_apart_by_the_colour_blind(kind: str, side: int) -> None:
    seen = [lab(np.array(BLINDNESS[kind]) @ linear(pair[side])) for pair in theme.PHASE_COLOURS.values()]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 12


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_phases_stand_out_on_their_page(side: int) -> None:
    assert min(contrast(pair[side], PAGES[side]) for pair in theme.PHASE_COLOURS.values()) >= 3


@pytest.mark.parametrize("colour", theme.SERIES)
@pytest.mark.parametrize("page", PAGES)
def test_marks_in_charts_stand_out_on_both_pages(colour: str, page: str) -> None:
    assert contrast(colour, page) >= 3


@pytest.mark.parametrize(
    ("pair", "least"),
    [(theme.MUTED, 4.5), (theme.ATTENTION, 4.5), ((theme.LIGHT["linkColor"], theme.DARK["linkColor"]), 4.5)],
)
def test_text_can_be_read_in_both_themes(pair: tuple[str, str], least: float) -> None:
    for colour, settings in zip(pair, (theme.LIGHT, theme.DARK), strict=True):
        assert contrast(colour, settings["backgroundColor"]) >= least
        assert contrast(colour, settings["secondaryBackgroundColor"]) >= least


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_a_phase_is_not_the_colour_of_attention(side: int) -> None:
    attention = lab(linear(theme.ATTENTION[side]))
    assert min(float(np.linalg.norm(lab(linear(p[side])) - attention)) for p in theme.PHASE_COLOURS.values()) > 25
