"""The commands of the section Time: one QAction each, shared by button and menu."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mnist_desktop.ui.commands import command, describe
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import LIGHT, Theme


class TimeCommands(QObject):
    """Plays the moments, goes back to the weights of now, and exports a film."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._is_playing = LIGHT, False
        self.play = command(self, "")
        self.now = command(
            self,
            self.tr("Bac&k to now"),
            about=self.tr("Read with the weights in use again, not with those of a moment"),
        )
        self.export = command(
            self,
            self.tr("Export fil&m…"),
            about=self.tr("Play all moments, and save pad, reading and this page as a GIF"),
        )
        self.show_possible(has_moments=False, is_past=False)
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        self._is_playing = playing
        text = self.tr("Pa&use film") if playing else self.tr("P&lay film")
        describe(self.play, text, self.tr("Play the moments from first to last"))
        self._set_icon()

    def show_possible(self, *, has_moments: bool, is_past: bool) -> None:
        """Enable what there are moments for, and the way back from the past."""
        self.play.setEnabled(has_moments)
        self.export.setEnabled(has_moments)
        self.now.setEnabled(is_past)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.now.setIcon(icons.themed(Glyph.STEP, theme))
        self.export.setIcon(icons.themed(Glyph.SAVE, theme))
        self._set_icon()

    def _set_icon(self) -> None:
        self.play.setIcon(icons.themed(Glyph.PAUSE if self._is_playing else Glyph.PLAY, self._theme))
