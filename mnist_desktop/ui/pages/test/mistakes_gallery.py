"""The gallery of digits that were tested, each of which can be put on the pad."""

from __future__ import annotations

from collections.abc import Sequence

from mnist_desktop.ui.pages.test.mistakes_model import MistakesModel
from mnist_desktop.ui.pages.test.mistakes_shown import Show
from mnist_desktop.ui.pages.test.mistakes_tile import MistakeTile
from mnist_desktop.ui.widgets.pad_gallery import PadGallery


class MistakesGallery(PadGallery):
    """The digits of a set whose indices it is given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._digits = MistakesModel(self)
        self._show_with(self._digits, MistakeTile(self, self._digits))

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

    def index_at(self, row: int) -> int:
        return self.indices[row]
