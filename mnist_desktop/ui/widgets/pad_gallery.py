"""Galleries of digits, each of which can be put on the pad."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.digit_tile import TileDelegate
from mnist_desktop.ui.widgets.gallery import Gallery, is_enter

Cursor = Qt.CursorShape


class PadGallery(Gallery):
    """Tiles of digits. A click, or Enter, wishes for one of them on the pad."""

    pad_requested = Signal(object)  # int: the index of a digit in its set

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.clicked.connect(lambda _: self._request())

    def index_at(self, row: int) -> int:
        """Return the index in its set of the digit in a row of the model."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        self._tiles.set_theme(theme)
        super().set_theme(theme)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on_tile = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Cursor.PointingHandCursor if is_on_tile else Cursor.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self._request()
        else:
            super().keyPressEvent(event)

    def _show_with(self, model: QAbstractItemModel, tiles: TileDelegate) -> None:
        """Show the rows of a model, and let this paint them."""
        self._tiles = tiles
        self.setModel(model)
        self.setItemDelegate(tiles)

    def _request(self) -> None:
        self.pad_requested.emit(self.index_at(self.currentIndex().row()))
