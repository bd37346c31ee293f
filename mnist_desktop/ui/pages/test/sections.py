"""The base of the sections of the page Test, each of which shows the same test from another side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mnist_desktop.ui.pages.sections import Section
from mnist_desktop.ui.pages.test.shown import Tested

Table = Sequence[Sequence[object]]  # the first row has the names of the columns


class TestSection(Section):
    """A section. The page gives it what was tested while it is in view, and when it comes into view."""

    __test__ = False

    pad_requested = Signal(object)  # int: the index of a digit of the set to put on the pad
    contents_changed = Signal()  # there is something to export now, or nothing any more
    cell_requested = Signal(int, int)  # a label, and what it was read as: show those digits

    def show_tested(self, tested: Tested | None) -> None:
        """Show this test in place of the last one. None means that there is none."""
        raise NotImplementedError

    def figure(self) -> QWidget | None:
        """Return what an export shows as a picture, None if there is nothing."""
        return None

    def table(self) -> Table | None:
        """Return what an export writes as a table, None if there is nothing."""
        return None
