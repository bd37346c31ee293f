"""Shows how the value that is looked at comes about, below the maps, in an area that grows once, at the first look."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.reading.layer_values import Explanation, Vote
from mnist_desktop.ui.pages.inside.layers_colours import colour_table, picture_of
from mnist_desktop.ui.pages.inside.layers_panels import HEIGHT, Cell, Mark, Note, Panel, Piece, pieces
from mnist_desktop.ui.style.colours import readable_on
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label

TEXT_SIZE: Final = 10  # pixels
LINES: Final = 4  # of words: so many are needed in Spanish
MARGIN: Final = 8
EDGE: Final = 1  # at both sides, for the frames


class LayerDetail(QFrame):
    """Small pictures, and words below them.

    Once there were pictures their room stays, or else maps would move below the mouse.
    """

    def __init__(self) -> None:
        super().__init__()
        self._picture = _Picture()
        self._picture.hide()
        self._words: QLabel = label("", "caption")
        self._words.setObjectName("layerWords")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setFixedHeight(LINES * self._words.fontMetrics().lineSpacing())
        self.setObjectName("layerDetail")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._picture)
        layout.addWidget(self._words)

    @property
    def explained(self) -> Explanation | Vote | None:
        return self._picture.explained

    def show_explained(self, found: Explanation | Vote | None, words: str) -> None:
        """Show how a value comes about, or only words."""
        self._picture.show_explained(found)
        if found is not None:
            self._picture.show()
        self._words.setText(words)

    def set_theme(self, theme: Theme) -> None:
        self._picture.set_theme(theme)


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.explained: Explanation | Vote | None = None
        self._theme, self._table = LIGHT, colour_table(LIGHT)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_explained(self, found: Explanation | Vote | None) -> None:
        self.explained = found
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._table = theme, colour_table(theme)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.explained is None:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(TEXT_SIZE)
        painter.setFont(font)
        painter.translate(EDGE, 0)
        for piece in pieces(self.explained, self.width() - 2 * EDGE, self.locale()):
            self._paint(painter, piece)
        painter.end()

    def _paint(self, painter: QPainter, piece: Piece) -> None:
        match piece:
            case Panel(values, most, area):
                painter.drawImage(area, picture_of(values, most, self._table))
                self._frame(painter, area.adjusted(-1, -1, 0, 0), self._theme.card_border, 1)
            case Cell(shade, text, area):
                ground = QColor.fromRgb(int(self._table[shade]))
                painter.fillRect(area, ground)
                self._frame(painter, area.adjusted(0, 0, -1, -1), self._theme.card_border, 1)
                self._write(painter, area, text, readable_on(ground))
            case Note(text, area):
                self._write(painter, area, text, QColor(self._theme.muted))
            case Mark(area):
                self._frame(painter, area.adjusted(1, 1, -1, -1), self._theme.text, 2)

    def _frame(self, painter: QPainter, area: QRect, colour: str, width: int) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _write(self, painter: QPainter, area: QRect, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
