"""A row of digits that the network is reminded of, each with its label and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyleOptionViewItem

from mnist_desktop.ui.widgets.digit_tile import IMAGE, TOP, TileDelegate, sized, smooth
from mnist_desktop.ui.widgets.models import NO_PARENT, SPOKEN, Index
from mnist_desktop.ui.widgets.pad_gallery import PadGallery

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TILE: Final = QSize(72, 106)  # pixels, as all below
LINE: Final = 18
GAP: Final = 2


@dataclass(frozen=True, eq=False)
class ShownNeighbour:
    """A digit of a set by its index, its (28, 28) uint8 image, ink 255, its label, how far it is, and that in words."""

    index: int
    pixels: npt.NDArray[np.uint8]
    label: int
    distance: str
    about: str


class NearestGallery(PadGallery):
    """The nearest digit is the first."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._digits = _Neighbours(self)
        self._show_with(self._digits, _NeighbourTile(self, self._digits))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def digits(self) -> Sequence[ShownNeighbour]:
        return self._digits.digits

    def show_digits(self, digits: Sequence[ShownNeighbour]) -> None:
        """Show these digits in place of those before. The same tile stays current, as while the network learns."""
        row = self.currentIndex().row()
        self._digits.show_digits(digits)
        if 0 <= row < len(digits):
            self.setCurrentIndex(self._digits.index(row))
        self.updateGeometry()

    def index_at(self, row: int) -> int:
        return self.digits[row].index

    def sizeHint(self) -> QSize:
        """Return a size in which all tiles are in view, in this width."""
        last = self.visualRect(self._digits.index(len(self.digits) - 1))
        height = last.bottom() + 1 + self.verticalOffset() + self.spacing() + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), max(height, self.minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * TILE.width(), TILE.height() + 2 * self.spacing() + 2)


class _Neighbours(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.digits: Sequence[ShownNeighbour] = ()

    def show_digits(self, digits: Sequence[ShownNeighbour]) -> None:
        self.beginResetModel()
        self.digits = digits
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.digits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.digits[index.row()].about if role in SPOKEN else None


class _NeighbourTile(TileDelegate):
    """Paints the rows of the model: image, label and distance."""

    def __init__(self, view: QListView, digits: _Neighbours) -> None:
        super().__init__(view)
        self._digits = digits

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, area = self._digits.digits[index.row()], QRect(option.rect)
        painter.save()
        smooth(painter)
        self._paint_surface(painter, area, index)
        self._paint_image(painter, area, shown.pixels)
        line = QRect(area.left(), area.top() + TOP + IMAGE + GAP, area.width(), LINE)
        painter.setFont(sized(painter.font(), 13, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, str(shown.label))
        painter.setFont(sized(painter.font(), 11, QFont.Weight.Normal))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(line.translated(0, LINE - GAP), Qt.AlignmentFlag.AlignCenter, shown.distance)
        painter.restore()
