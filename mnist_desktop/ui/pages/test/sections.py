"""The base of the sections of the page Test, each of which shows the same test from another side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mnist_desktop.ui.pages.test.shown import Tested
from mnist_desktop.ui.style.theme import Theme

Table = Sequence[Sequence[object]]  # the first row has the names of the columns


class Section(QWidget):
    """A section. The page gives it what was tested while it is in view, and when it comes into view."""

    pad_requested = Signal(object)  # int: the index of a digit of the set to put on the pad
    cell_requested = Signal(int, int)  # a label, and what it was read as: show those digits
    figure_changed = Signal()  # there is another figure, or none, although no other test was shown

    @property
    def title(self) -> str:
        """The translated name on the section's button."""
        raise NotImplementedError

    def show_tested(self, tested: Tested | None) -> None:
        """Show this test in place of the last one. None means that there is none."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Set the theme's colours."""

    def figure(self) -> QWidget | None:
        """Return what an export shows as a picture, None if there is nothing."""
        return None

    def table(self) -> Table | None:
        """Return what an export writes as a table, None if there is nothing."""
        return None
