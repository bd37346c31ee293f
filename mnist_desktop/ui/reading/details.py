"""The ten bars and, below them or in their place, the pane that nudges."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP: Final = 10  # pixels between bars and pane


class Details(QWidget):
    """Shows the bars. A pane takes the height that suits its width, or less for the bars; they go if it is cut."""

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

    def event(self, event: QEvent) -> bool:
        """Lay out anew where the pane needs another height, as for a longer text."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        pane, width, height = self._pane, self.width(), self.height()
        if pane is None:
            self._bars.setVisible(True)
            self._bars.setGeometry(self.rect())
            return
        least = self._bars.minimumSizeHint().height() + GAP
        has_room = height - least >= pane.minimumSizeHint().height()
        room = min(pane.heightForWidth(width), height - least if has_room else height)
        self._bars.setVisible(has_room)
        self._bars.setGeometry(QRect(0, 0, width, height - room - GAP))
        pane.setGeometry(QRect(0, height - room if has_room else 0, width, room))
