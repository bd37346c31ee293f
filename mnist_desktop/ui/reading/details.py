"""The ten bars and, below them or in their place, the pane that nudges."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP: Final = 10  # pixels between bars and pane


class Details(QWidget):
    """Shows the bars. A pane takes the height that it needs for its width, and the bars go where too little is left."""

    def __init__(self, bars: QWidget) -> None:
        super().__init__()
        self._bars = bars
        self._pane: QWidget | None = None
        bars.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pane(self, pane: QWidget | None) -> None:
        """Show a pane, or none."""
        if self._pane is not None:
            self._pane.hide()
        self._pane = pane
        if pane is not None:
            pane.setParent(self)
            pane.show()
        self.updateGeometry()
        self._lay_out()

    def sizeHint(self) -> QSize:
        return self._bars.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return (self._pane or self._bars).minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        needed = self._pane.heightForWidth(width) + GAP if self._pane is not None else 0
        has_room = height - needed >= self._bars.minimumSizeHint().height() or self._pane is None
        self._bars.setVisible(has_room)
        self._bars.setGeometry(QRect(0, 0, width, height - needed))
        if self._pane is not None:
            top = max(0, height - needed + GAP)
            self._pane.setGeometry(QRect(0, top, width, height - top))
