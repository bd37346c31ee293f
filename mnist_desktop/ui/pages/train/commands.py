"""The commands for training: one QAction each, shared by menu, button and shortcut."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mnist_desktop.runs.events import UNDER_WAY, RunState
from mnist_desktop.ui.commands import command, describe
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme


class TrainingCommands(QObject):
    """The page's actions. The state of the run determines which are enabled."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.train = command(self, self.tr("&Train"), "Ctrl+T", about=self.tr("Train the network from scratch"))
        self.pause = command(self, self.tr("&Pause"), "Ctrl+P")
        self.stop = command(
            self, self.tr("&Stop"), "Ctrl+.", about=self.tr("End the run here; what it has learnt is not lost")
        )
        self.epoch = command(
            self,
            self.tr("+1 &epoch"),
            "Ctrl+E",
            about=self.tr("Train one epoch more: show the network all training images once more"),
        )
        self.export = command(
            self, self.tr("E&xport plots…"), "Ctrl+Shift+E", about=self.tr("Save the curves as a picture or as figures")
        )
        self.train.setIconVisibleInMenu(False)  # its icon has the colours of the primary button
        self._theme: Theme | None = None
        self._state: RunState | None = None
        self.show_state(None)

    def show_state(self, state: RunState | None) -> None:
        """Enable the actions for this state. None means that there was no run yet."""
        self._state = state
        is_under_way = state in UNDER_WAY
        self.train.setEnabled(not is_under_way)
        self.pause.setEnabled(is_under_way)
        self.stop.setEnabled(is_under_way)
        self.epoch.setEnabled(state not in (None, RunState.DIVERGED))
        self._update_pause()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.train.setIcon(icons.icon(icons.Glyph.PLAY, theme.on_accent, theme.disabled))
        for action, glyph in (
            (self.stop, icons.Glyph.STOP),
            (self.epoch, icons.Glyph.STEP),
            (self.export, icons.Glyph.SAVE),
        ):
            action.setIcon(icons.themed(glyph, theme))
        self._update_pause()

    def _update_pause(self) -> None:
        """Set text and icon of the pause action to what it does next."""
        is_paused = self._state is RunState.PAUSED
        describe(self.pause, self.tr("&Resume") if is_paused else self.tr("&Pause"))
        if self._theme is not None:
            self.pause.setIcon(icons.themed(icons.Glyph.PLAY if is_paused else icons.Glyph.PAUSE, self._theme))
