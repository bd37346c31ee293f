"""The commands of the window: one QAction each, shared by menu, button and shortcut."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme, ThemeChoice
from mnist_desktop.words.languages import LANGUAGES


class Commands(QObject):
    """The window's actions. The code that carries one out connects to its `triggered`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open = command(
            self,
            self.tr("&Open…"),
            "Ctrl+O",
            about=self.tr("Open a picture or a drawing; you can also drop or paste one"),
        )
        self.save = command(
            self, self.tr("&Save drawing…"), "Ctrl+S", about=self.tr("Save the pad as a picture or a drawing file")
        )
        digits = tuple((digit, f"&{digit}") for digit in range(10))
        self.labels = self._group(digits, checkable=False)
        self.this_is = self._group(digits, checkable=False)
        self.take_back = command(
            self, self.tr("Take &back"), "Esc", about=self.tr("Take back the digit that was just kept as a sample")
        )
        self.write_round = command(
            self,
            self.tr("&Write 20 digits…"),
            about=self.tr("Write the digits that are asked for; each is kept as a sample to learn from"),
        )
        self.copy = command(self, self.tr("C&opy"), "Ctrl+C", about=self.tr("Copy the pad as a picture and a drawing"))
        self.paste = command(self, self.tr("&Paste"), "Ctrl+V", about=self.tr("Paste a picture or a drawing"))
        self.undo = command(self, self.tr("&Undo"), "Ctrl+Z")
        self.redo = command(self, self.tr("&Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.clear = command(self, self.tr("&Clear"), "Delete", "Ctrl+Backspace")
        self.eraser = command(
            self, self.tr("&Eraser"), "E", about=self.tr("Eraser: cuts strokes; the right mouse button erases too")
        )
        self.eraser.setCheckable(True)
        self.thinner = command(self, self.tr("T&hinner pen"), "[")
        self.thicker = command(self, self.tr("Thic&ker pen"), "]")
        self.show_reading = self._switch(self.tr("&Reading"), "F8")
        self.show_pages = self._switch(self.tr("&Pages"), "F9")
        self.quit = command(self, self.tr("&Quit"), "Ctrl+Q")
        self.about = command(self, self.tr("&About MNIST Desktop"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        themes = (
            (ThemeChoice.SYSTEM, self.tr("&System")),
            (ThemeChoice.LIGHT, self.tr("&Light")),
            (ThemeChoice.DARK, self.tr("&Dark")),
        )
        self.themes = self._group(themes)
        self.languages = self._group((("", self.tr("&System")), *((each.code, each.name) for each in LANGUAGES)))
        for action in self.this_is.actions():
            action.setShortcut(QKeySequence(str(action.data())))
            action.setAutoRepeat(False)  # each press is for another digit of a number
        self.this_is.setEnabled(False)
        self.take_back.setEnabled(False)
        self.show_history(can_undo=False, can_redo=False)
        self.show_content(has_ink=False, has_picture=False)

    def show_history(self, can_undo: bool, can_redo: bool) -> None:
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_content(self, *, has_ink: bool, has_picture: bool) -> None:
        """Enable what can be done with what is on the pad. A drawing has ink; a picture alone is none."""
        for action in (self.clear, self.save, self.copy):
            action.setEnabled(has_ink or has_picture)
        self.labels.setEnabled(has_ink)

    def set_theme(self, theme: Theme) -> None:
        self.open.setIcon(icons.themed(icons.Glyph.OPEN, theme))
        self.save.setIcon(icons.themed(icons.Glyph.SAVE, theme))
        self.undo.setIcon(icons.themed(icons.Glyph.UNDO, theme))
        self.redo.setIcon(icons.themed(icons.Glyph.REDO, theme))
        self.clear.setIcon(icons.themed(icons.Glyph.CLEAR, theme))
        self.take_back.setIcon(icons.themed(icons.Glyph.RESET, theme))
        self.eraser.setIcon(icons.themed(icons.Glyph.ERASER, theme))

    def theme_action(self, choice: ThemeChoice) -> QAction:
        return next(action for action in self.themes.actions() if action.data() is choice)

    def check_language(self, code: str) -> None:
        """Check this language, "" for the system's, without a signal."""
        for action in self.languages.actions():
            action.setChecked(action.data() == code)

    def _switch(self, text: str, key: str) -> QAction:
        action = command(self, text, key)
        action.setCheckable(True)
        action.setChecked(True)
        return action

    def _group(self, rows: tuple[tuple[object, str], ...], *, checkable: bool = True) -> QActionGroup:
        """Make a group of actions, each with its value as data. Of checkable ones, one at a time is checked."""
        group = QActionGroup(self)
        for value, text in rows:
            action = QAction(text, group)
            action.setCheckable(checkable)
            action.setData(value)
        return group


def command(parent: QObject, text: str, *keys: str, about: str = "") -> QAction:
    """Make an action with a text (with `&` before the menu's letter) and shortcuts."""
    action = QAction(text, parent)
    action.setShortcuts([QKeySequence(key) for key in keys])
    describe(action, text, about)
    return action


def describe(action: QAction, text: str, about: str = "") -> None:
    """Set an action's text, and a tool tip with its description and shortcut."""
    action.setText(text)
    native = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    key = f" ({native})" if native else ""
    action.setToolTip((about or text.replace("&", "")) + key)
