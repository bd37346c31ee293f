"""The commands that put digits of the set on the pad: one QAction each, shared by button, menu and key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from mnist_desktop.ui.commands import command
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme


class MistakesCommands(QObject):
    """The next mistake, and any digit of the set. Their keys work where `listen_in` was called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.next = command(
            self,
            self.tr("&Next mistake"),
            "N",
            about=self.tr("Put the next one of the mistakes on the pad, in the order shown"),
        )
        self.any = command(
            self,
            self.tr("&A digit from the test set"),
            "T",
            about=self.tr("Put any digit of the set on the pad, and say what it is once it is read"),
        )
        for action in (self.next, self.any):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_possible(has_mistakes=False, has_digits=False)

    def listen_in(self, part: QWidget) -> None:
        """Let the keys work while this part of the window has the focus."""
        part.addActions([self.next, self.any])

    def show_possible(self, *, has_mistakes: bool, has_digits: bool) -> None:
        """Enable what there are digits for."""
        self.next.setEnabled(has_mistakes)
        self.any.setEnabled(has_digits)

    def set_theme(self, theme: Theme) -> None:
        self.next.setIcon(icons.themed(Glyph.STEP, theme))
        self.any.setIcon(icons.themed(Glyph.TO_PAD, theme))
