"""Small widgets that panels share."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Card(QFrame):
    """A rounded surface that groups widgets. The style sheet sets its look."""


class ShapedBox(QWidget):
    """Keeps one widget in the middle and as large as fits, at least as wide as high and at most `widest` times that."""

    def __init__(self, content: QWidget, widest: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setParent(self)
        self._content, self._widest = content, widest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(content.minimumSize())

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        height = min(self.width(), self.height())
        width = min(self.width(), round(height * self._widest))
        self._content.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))
        super().resizeEvent(event)


class ElidedLabel(QLabel):
    """A line of text that shrinks. A text that does not fit ends in `…` and shows as a tool tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


class CaptionOrNothing(QLabel):
    """A caption that is hidden if its whole text does not fit."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "caption")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


def label(text: str, role: str) -> QLabel:
    """Make a label with a role of the style sheet: title, caption, headline or placeholder."""
    result = QLabel(text)
    result.setProperty("role", role)
    return result


def set_role(shown: QWidget, role: str) -> None:
    """Change the style sheet role of a label or a button."""
    if shown.property("role") != role:
        shown.setProperty("role", role)
        shown.style().polish(shown)
