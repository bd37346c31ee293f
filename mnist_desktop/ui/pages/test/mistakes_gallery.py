"""The gallery of digits that were tested, each of which can be put on the pad."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from mnist_desktop.ui.pages.test.mistakes_model import MistakesModel
from mnist_desktop.ui.pages.test.mistakes_shown import Show
from mnist_desktop.ui.pages.test.mistakes_tile import MistakeTile
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.gallery import Gallery, is_enter


class MistakesGallery(Gallery):
    """Tiles of digits. A click, or Enter, wishes for one of them on the pad."""

    pad_requested = Signal(object)  # int: the index of a digit in its set

    def __init__(self, name: str) -> None:
        super().__init__()
        self._digits = MistakesModel(self)
        self._tiles = MistakeTile(self, self._digits)
        self.setObjectName(name)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(self._digits)
        self.setItemDelegate(self._tiles)
        self.clicked.connect(lambda _: self._request())

    @property
    def indices(self) -> tuple[int, ...]:
        """The indices in their set of the digits on show, in the order shown."""
        return self._digits.indices

    def show_digits(self, indices: Sequence[int], show: Show | None) -> None:
        """Show these digits in place of those before, from the first one on."""
        self._digits.show_digits(indices, show)
        self.scrollToTop()

    def request_next(self) -> None:
        """Wish for the digit after the last one, and for the first one after all others. Without digits do nothing."""
        if not self.indices:
            return
        selected = self.selectedIndexes()  # the first tile is current once the list has the focus, but not selected
        row = (selected[0].row() + 1) % len(self.indices) if selected else 0
        self.setCurrentIndex(self._digits.index(row))
        self._request()

    def set_theme(self, theme: Theme) -> None:
        self._tiles.set_theme(theme)
        super().set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.currentIndex().isValid():
            self._request()
        else:
            super().keyPressEvent(event)

    def _request(self) -> None:
        self.pad_requested.emit(self.indices[self.currentIndex().row()])
