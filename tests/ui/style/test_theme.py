from __future__ import annotations

from collections.abc import Iterator

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
