from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import mul

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from mnist_desktop.ui.style.theme import DARK, LIGHT, Theme, ThemeChoice, ThemeSwitch, resolve

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXT_ON_SURFACE = [
    *((text, surface) for text in ("text", "muted") for surface in ("window", "card", "paper", "hover", "track")),
    ("accent", "card"),
    ("accent", "paper"),
    ("warning", "paper"),
    ("warning", "warning_card"),
    ("on_accent", "accent"),
    ("ink", "paper"),
]


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    each = QColor(colour)
    return each.redF(), each.greenF(), each.blueF()


@BOTH
@pytest.mark.parametrize(("text", "surface"), TEXT_ON_SURFACE)
def test_all_text_has_contrast(theme: Theme, text: str, surface: str) -> None:
    lighter, darker = sorted((_luminance(getattr(theme, text)), _luminance(getattr(theme, surface))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@BOTH
def test_curves_stand_out_from_their_paper(theme: Theme) -> None:
    for colour in (theme.accent, theme.unseen, *theme.earlier):
        lighter, darker = sorted((_luminance(colour), _luminance(theme.paper)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3.0, colour
    assert len(set(theme.earlier)) == len(theme.earlier)


@BOTH
def test_discs_of_digits_can_be_seen_on_their_paper(theme: Theme) -> None:
    for colour in theme.digits:
        lighter, darker = sorted((_luminance(colour), _luminance(theme.paper)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 2.0, colour


# What eyes without red or green cones see of linear RGB: G. Machado, M. Oliveira, L. Fernandes, A Physiologically-based
# Model for Simulation of Color Vision Deficiency, IEEE TVCG 15(6), 2009.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
# B. Ottosson, A perceptual color space for image processing (Oklab), 2020.
TO_CONES = ((0.4122215, 0.5363325, 0.0514460), (0.2119035, 0.6806995, 0.1073970), (0.0883025, 0.2817188, 0.6299787))
TO_LAB = ((0.2104543, 0.7936178, -0.0040720), (1.9779985, -2.4285922, 0.4505937), (0.0259040, 0.7827718, -0.8086758))


def _times(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    return [sum(map(mul, row, values)) for row in rows]


def _seen(colour: str, eyes: str) -> list[float]:
    """A colour as these eyes see it, in Oklab."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    cones = _times(TO_CONES, [min(max(part, 0.0), 1.0) for part in _times(EYES[eyes], linear)])
    return _times(TO_LAB, [part ** (1 / 3) for part in cones])


@BOTH
@pytest.mark.parametrize("eyes", EYES)
def test_the_ten_digits_have_colours_that_all_eyes_tell_apart(theme: Theme, eyes: str) -> None:
    seen = [_seen(colour, eyes) for colour in theme.digits]
    assert len(seen) == 10
    assert min(math.dist(*pair) for pair in combinations(seen, 2)) > 0.1


@BOTH
def test_bars_stand_out_from_their_track(theme: Theme) -> None:
    lighter, darker = sorted((_luminance(theme.bar), _luminance(theme.track)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 1.5


@pytest.mark.parametrize(
    ("choice", "system", "theme"),
    [
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Dark, DARK),
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (ThemeChoice.SYSTEM, Qt.ColorScheme.Unknown, LIGHT),
        (ThemeChoice.LIGHT, Qt.ColorScheme.Dark, LIGHT),
        (ThemeChoice.DARK, Qt.ColorScheme.Light, DARK),
    ],
)
def test_a_choice_beats_the_system(choice: ThemeChoice, system: Qt.ColorScheme, theme: Theme) -> None:
    assert resolve(choice, system) is theme


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp, ThemeChoice.LIGHT)
    yield switch
    switch.choose(ThemeChoice.LIGHT)
    switch.deleteLater()


def test_a_switch_dresses_the_application_at_once(switch: ThemeSwitch, qapp: QApplication) -> None:
    told: list[Theme] = []
    switch.theme_changed.connect(told.append)
    switch.choose(ThemeChoice.DARK)
    assert told == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert DARK.card in qapp.styleSheet()


def test_choosing_the_same_again_says_nothing(switch: ThemeSwitch) -> None:
    told: list[Theme] = []
    switch.theme_changed.connect(told.append)
    switch.choose(ThemeChoice.LIGHT)
    assert told == []
