"""The bar of a guided round: which digit to write, how far the round is, and its commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mnist_desktop.ui.commands import command
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import label


class RoundBar(QWidget):
    """Asks for one digit after the other. It is hidden, and its commands are disabled, while there is no round."""

    def __init__(self, take_back: QAction) -> None:
        super().__init__()
        self.setObjectName("roundBar")
        self._digit, self._number, self._count = 0, 0, 0
        self._task, self._progress = label("", "task"), label("", "caption")
        self._task.setObjectName("roundTask")
        self._progress.setObjectName("roundProgress")
        self._progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._progress.setWordWrap(True)
        self.next = command(
            self, self.tr("&Next"), "Return", "Enter", about=self.tr("Keep what is on the pad, and go on")
        )
        self.next.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.skip = command(self, self.tr("S&kip"), about=self.tr("Go on without this digit"))
        self.stop = command(self, self.tr("&Stop"), about=self.tr("End the round; what was kept stays"))
        self._lay_out(take_back)
        self.hide_task()

    def show_task(self, digit: int, number: int, count: int) -> None:
        """Ask for a digit, which is the one with that number, from 1, of so many."""
        self._digit, self._number, self._count = digit, number, count
        self._task.setText(self.tr("Write {0}").format(digit))
        self._progress.setText(self.tr("{0} of {1}").format(number, count))
        self._set_shown(shown=True)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._task.text()))

    def show_nothing_written(self) -> None:
        """Say that there is nothing to keep yet."""
        words = self.tr("{0} of {1}: nothing is written yet")
        self._progress.setText(words.format(self._number, self._count))

    def hide_task(self) -> None:
        self._set_shown(shown=False)

    def set_theme(self, theme: Theme) -> None:
        self.next.setIcon(icons.icon(icons.Glyph.CHECK, theme.on_accent, theme.disabled))
        self.skip.setIcon(icons.themed(icons.Glyph.STEP, theme))
        self.stop.setIcon(icons.themed(icons.Glyph.STOP, theme))

    def _set_shown(self, *, shown: bool) -> None:
        self.setVisible(shown)
        for action in (self.next, self.skip, self.stop):
            action.setEnabled(shown)

    def _lay_out(self, take_back: QAction) -> None:
        words = QHBoxLayout()
        words.addWidget(self._task)
        words.addWidget(self._progress, 1)
        buttons = FoldingRow()
        buttons.setSpacing(6)
        buttons.addWidget(ActionButton(self.next, "roundNextButton", role="primary"))
        buttons.addWidget(ActionButton(self.skip, "roundSkipButton"))
        buttons.addWidget(ActionButton(take_back, "roundBackButton"))
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(self.stop, "roundStopButton"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(words)
        layout.addLayout(buttons)
