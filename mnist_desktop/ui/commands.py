"""What can be done in the window: one QAction a command, shared by menu, button and key."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mnist_desktop.ui import icons
from mnist_desktop.ui.theme import Theme, ThemeChoice


class Commands(QObject):
    """The window's actions. Who can carry one out connects to its `triggered`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.undo = self._command(self.tr("&Undo"), "Ctrl+Z")
        self.redo = self._command(self.tr("&Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.clear = self._command(self.tr("&Clear"), "Delete", "Ctrl+Backspace")
        self.thinner = self._command(self.tr("T&hinner pen"), "[")
        self.thicker = self._command(self.tr("Thic&ker pen"), "]")
        self.quit = self._command(self.tr("&Quit"), "Ctrl+Q")
        self.about = self._command(self.tr("&About MNIST Desktop"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.themes = self._theme_group()
        for action in (self.undo, self.redo, self.clear):
            action.setEnabled(False)

    def set_theme(self, theme: Theme) -> None:
        self.undo.setIcon(icons.themed(icons.Glyph.UNDO, theme))
        self.redo.setIcon(icons.themed(icons.Glyph.REDO, theme))
        self.clear.setIcon(icons.themed(icons.Glyph.CLEAR, theme))

    def theme_action(self, choice: ThemeChoice) -> QAction:
        return next(action for action in self.themes.actions() if action.data() is choice)

    def _command(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
            native = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text.replace('&', '')} ({native})")
        return action

    def _theme_group(self) -> QActionGroup:
        group = QActionGroup(self)
        words = {
            ThemeChoice.SYSTEM: self.tr("&System"),
            ThemeChoice.LIGHT: self.tr("&Light"),
            ThemeChoice.DARK: self.tr("&Dark"),
        }
        for choice, text in words.items():
            action = QAction(text, group)
            action.setCheckable(True)
            action.setData(choice)
        return group
