"""What galleries share: tiles of one size in rows, as many a row as fit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView

from mnist_desktop.ui.style.theme import LIGHT, Theme

SPACING: Final = 3  # pixels around each tile
PER_NOTCH: Final = 30  # pixels; a tile has about 90
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Gallery(QListView):
    """The base of galleries. One without tiles says `nothing`. Letters search nothing, because they are shortcuts."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.nothing = ""
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(SPACING)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        bar = self.verticalScrollBar()
        bar.setSingleStep(PER_NOTCH)
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))  # which hides its handle
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    # Qt's event handlers

    def keyboardSearch(self, search: str) -> None:
        """Search nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.muted))
            where = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(24, 8, -24, -8), where, self.nothing)
            painter.end()


def is_enter(event: QKeyEvent) -> bool:
    return event.key() in ENTER
