"""The two themes, the choice between them, and how Qt gets a theme's colours."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mnist_desktop import paths
from mnist_desktop.ui.style.style_sheet import style_sheet


@dataclass(frozen=True)
class Theme:
    """Named colours as `#rrggbb`. Text in `text`, `muted`, `accent` or `warning` has a contrast of at least 4.5:1.

    Curves of the run use `accent` (training digits) and `unseen` (unseen digits). Curves of earlier runs use the
    colours of `earlier` in turn.
    Discs of a digit use its colour of `digits`, beside the digit itself.
    """

    name: str  # also the name of the folder of its arrows and ticks
    window: str
    card: str
    card_border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    hover: str
    ink: str
    paper: str
    guide: str
    track: str  # the empty part of a bar
    bar: str  # the filled part of a bar, except that of the most likely digit
    warning: str
    warning_card: str
    unseen: str
    earlier: tuple[str, ...]
    digits: tuple[str, ...]  # the ten digits, well apart also to eyes that confuse red and green

    @property
    def other(self) -> str:
        """The colour of the network that is compared with the one in use, whose colour is `accent`."""
        return self.earlier[0]


LIGHT: Final = Theme(
    name="light",
    window="#f2f3f7",
    card="#ffffff",
    card_border="#dee1ea",
    text="#1a1e29",
    muted="#596173",
    disabled="#a7adba",
    accent="#3454d1",
    on_accent="#ffffff",
    hover="#eceff8",
    ink="#1b2244",
    paper="#fdfdfb",
    guide="#e3e6ee",
    track="#e9ecf3",
    bar="#a9b7ec",
    warning="#8f4300",
    warning_card="#fff1dc",
    unseen="#c9570c",
    earlier=("#2b8579", "#8458ab", "#7f7926", "#b0506a", "#4f7fa0", "#8c6644"),
    digits=(
        *("#0088bb", "#ee9900", "#881166", "#33cc99", "#0022bb"),
        *("#ee0088", "#224400", "#bbaaff", "#aa5500", "#7744ff"),
    ),
)

DARK: Final = Theme(
    name="dark",
    window="#111318",
    card="#1a1d25",
    card_border="#2d323e",
    text="#e9ebf1",
    muted="#9ea6b7",
    disabled="#5d6473",
    accent="#8fa8ff",
    on_accent="#0d1224",
    hover="#272c38",
    ink="#f1f3fa",
    paper="#12151b",
    guide="#272c37",
    track="#282d39",
    bar="#4b5c9c",
    warning="#ffc473",
    warning_card="#382a14",
    unseen="#ffb169",
    earlier=("#5fb8ac", "#b18fd6", "#b9b15a", "#d98a9c", "#86b2d0", "#c19d7c"),
    digits=(
        *("#66ccee", "#cc0011", "#88dd00", "#9900aa", "#ee9999"),
        *("#0055ff", "#999933", "#ee33aa", "#227766", "#aa88ff"),
    ),
)


class ThemeChoice(Enum):
    """The user's choice of theme. The values are stored in the settings file."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES: Final = {
    ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeChoice.LIGHT: Qt.ColorScheme.Light,
    ThemeChoice.DARK: Qt.ColorScheme.Dark,
}


STYLE: Final = "fusion"
STYLE_VARIABLE: Final = "QT_STYLE_OVERRIDE"  # Qt reads it when the application is made


def resolve(choice: ThemeChoice, system: Qt.ColorScheme) -> Theme:
    """Return the theme for a choice. `system` is the system's colour scheme."""
    scheme = _SCHEMES[choice] if choice is not ThemeChoice.SYSTEM else system
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return a palette of the theme's colours for Qt's widgets."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.card,
        role.AlternateBase: theme.paper,
        role.Text: theme.text,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.warning,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
    }
    result = QPalette(QColor(theme.card), QColor(theme.window))
    for each, colour in colours.items():
        result.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.disabled))
    return result


def choose_style() -> None:
    """Choose Qt's Fusion style for an application that does not exist yet: asking it for its style takes 10 ms."""
    os.environ.setdefault(STYLE_VARIABLE, STYLE)


def apply(app: QApplication, theme: Theme) -> None:
    """Apply a theme to the whole application, with Qt's Fusion style."""
    if os.environ.get(STYLE_VARIABLE) != STYLE and app.style().name() != STYLE:
        app.setStyle(STYLE)
    app.setPalette(palette(theme))
    QDir.setSearchPaths("icons", [str(paths.icons())])  # resolves "icons:" in the style sheet
    app.setStyleSheet(style_sheet(theme))


class ThemeSwitch(QObject):
    """Applies the chosen theme to an application. With SYSTEM it follows the system."""

    theme_changed = Signal(object)  # Theme

    def __init__(self, app: QApplication, choice: ThemeChoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.choice = choice
        self.theme = self._resolved()
        apply(app, self.theme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: ThemeChoice) -> None:
        self.choice = choice
        # Makes the system draw title bars and its own dialogs to match.
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[choice])
        self._follow()

    def _resolved(self) -> Theme:
        return resolve(self.choice, QGuiApplication.styleHints().colorScheme())

    def _follow(self) -> None:
        theme = self._resolved()
        if theme != self.theme:
            self.theme = theme
            apply(self._app, theme)
            self.theme_changed.emit(theme)
