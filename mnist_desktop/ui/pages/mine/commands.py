"""The commands for samples: one QAction each, shared by buttons and menus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from mnist_desktop.ui.commands import command
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme

DIGITS: Final = range(10)


class SampleCommands(QObject):
    """The page's actions. What is there and what is selected determine which are enabled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.relabel = command(
            self, self.tr("Relabel"), about=self.tr("Give the selected digits another label; digit keys do it too")
        )
        self.labels = QActionGroup(self)
        self._menu = QMenu(parent)
        for digit in DIGITS:
            label = QAction(f"&{digit}", self.labels)
            label.setData(digit)
            self._menu.addAction(label)
        self.relabel.setMenu(self._menu)
        self.confirm = command(
            self,
            self.tr("It is right"),
            about=self.tr("The label is right, although it contradicts the rest: learn it"),
        )
        self.pad = command(self, self.tr("On the pad"), about=self.tr("Put the selected digit on the pad"))
        self.delete = command(self, self.tr("Delete"), about=self.tr("Delete the selected digits; it can be undone"))
        self.round = command(
            self, self.tr("Write 20 digits"), about=self.tr("Write digits as you are asked to, to learn from")
        )
        self.imports = command(
            self, self.tr("&Import digits…"), about=self.tr("Add labelled digits from a file of drawings or a table")
        )
        self.export = command(
            self,
            self.tr("Export &digits…"),
            about=self.tr("Save the selected digits, or all, as drawings or as a table of pixels"),
        )
        self.show_possible(count=0, selected=0, suspicious=0)

    @property
    def on_selection(self) -> tuple[QAction, ...]:
        """The actions on the selected samples."""
        return self.relabel, self.confirm, self.pad, self.delete

    def show_possible(self, *, count: int, selected: int, suspicious: int) -> None:
        """Enable what can be done with `count` samples, of which some are selected, and some of these suspicious."""
        self.relabel.setEnabled(selected > 0)
        self.labels.setEnabled(selected > 0)
        self.confirm.setEnabled(suspicious > 0)
        self.pad.setEnabled(selected == 1)
        self.delete.setEnabled(selected > 0)
        self.export.setEnabled(count > 0)

    def set_theme(self, theme: Theme) -> None:
        for action, glyph in (
            (self.relabel, Glyph.RENAME),
            (self.confirm, Glyph.CHECK),
            (self.pad, Glyph.TO_PAD),
            (self.delete, Glyph.CLEAR),
            (self.imports, Glyph.OPEN),
            (self.export, Glyph.SAVE),
        ):
            action.setIcon(icons.themed(glyph, theme))
        self.round.setIcon(icons.icon(Glyph.RENAME, theme.on_accent, theme.disabled))
