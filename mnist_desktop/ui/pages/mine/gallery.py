"""The gallery: tiles that can be selected, relabelled and deleted with mouse and keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView

from mnist_desktop.ui.pages.mine.model import DigitsModel
from mnist_desktop.ui.pages.mine.shown import Choice, ShownSample
from mnist_desktop.ui.pages.mine.tile import SampleTile
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.gallery import Gallery, is_enter

NO_KEYS: Final = Qt.KeyboardModifier.NoModifier
KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
KEEP: Final = QItemSelectionModel.SelectionFlag.NoUpdate


class DigitsList(Gallery):
    """The tiles of the chosen samples. Keys and a double click emit requests; the caller then shows what came of it."""

    relabel_requested = Signal(int)  # the digit whose key was pressed
    delete_requested = Signal()
    undo_requested = Signal()
    pad_requested = Signal()
    selection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._digits = DigitsModel(self)
        self._tiles = SampleTile(self, self._digits)
        self._set_up()
        self.setModel(self._digits)
        self.setItemDelegate(self._tiles)
        self._selection = _Selection(self, self._digits)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.doubleClicked.connect(lambda _: self.pad_requested.emit())

    def _set_up(self) -> None:
        self.setObjectName("myDigitsList")
        self.setAccessibleName(self.tr("My digits"))
        self.setAccessibleDescription(
            self.tr(
                "The digits that you labelled. A digit key gives the selected ones that label, Delete deletes them,"
                " Enter puts one on the pad."
            )
        )
        self.nothing = self.tr("You have labelled no such digit.")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def all(self) -> Collection[ShownSample]:
        """All samples, chosen or not."""
        return self._digits.all

    @property
    def choice(self) -> Choice:
        return self._digits.choice

    @property
    def selected(self) -> tuple[ShownSample, ...]:
        """The selected samples, from the first to the last."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._digits.at(row) for row in rows)
        return tuple(each for each in found if isinstance(each, ShownSample))

    def show_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show these samples, which are sorted by label. Those that stay stay selected."""
        self._digits.locale = self.locale()
        self._digits.show_samples(samples)

    def update_samples(self, samples: Iterable[ShownSample]) -> None:
        """Show these samples in place of those with the same ids."""
        self._digits.update_samples(samples)

    def choose(self, choice: Choice) -> None:
        """Show only these samples from now on."""
        self._digits.choose(choice)
        self.scrollToTop()

    def set_theme(self, theme: Theme) -> None:
        self._tiles.set_theme(theme)
        super().set_theme(theme)

    # Qt's event handlers

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()  # claims the key, which would else label, clear or change the drawing
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = _digit_of(event)
        if digit is not None:
            self.relabel_requested.emit(digit)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif is_enter(event):
            self.pad_requested.emit()
        else:
            super().keyPressEvent(event)


class _Selection:
    """Keeps the selection over a reset of the model. Where all that was selected is gone, the next one is selected."""

    def __init__(self, view: QListView, digits: DigitsModel) -> None:
        self._view, self._digits = view, digits
        self._ids: list[str] = []
        self._current, self._first = "", 0
        digits.modelAboutToBeReset.connect(self._keep)
        digits.modelReset.connect(self._restore)  # after the view's own slot, which selects nothing

    def _keep(self) -> None:
        rows = [index.row() for index in self._view.selectionModel().selectedRows()]
        current = self._view.currentIndex()
        self._ids, self._first = [self._id(row) for row in rows], min(rows, default=0)
        self._current = self._id(current.row()) if current.isValid() else ""

    def _restore(self) -> None:
        places = (self._digits.row_of(each) for each in self._ids)
        rows = sorted(place for place in places if place is not None)
        if self._ids and not rows:
            rows = self._nearest(self._first)
        selection = QItemSelection()
        for first, last in _ranges(rows):
            selection.select(self._digits.index(first), self._digits.index(last))
        self._view.selectionModel().select(selection, SELECT)
        self._set_current(rows)

    def _set_current(self, selected: Sequence[int]) -> None:
        row = self._digits.row_of(self._current)
        if row is None and selected:
            row = selected[0]
        if row is not None:
            self._view.selectionModel().setCurrentIndex(self._digits.index(row), KEEP)

    def _nearest(self, row: int) -> list[int]:
        """Return the row of the first sample from `row` on, or of the last one before."""
        count = self._digits.rowCount()
        near = (*range(row, count), *range(min(row, count) - 1, -1, -1))
        return [each for each in near if isinstance(self._digits.at(each), ShownSample)][:1]

    def _id(self, row: int) -> str:
        shown = self._digits.at(row)
        return shown.id if isinstance(shown, ShownSample) else ""


def _ranges(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return the first and last of each run of consecutive rows, which are sorted."""
    starts = [row for place, row in enumerate(rows) if not place or rows[place - 1] != row - 1]
    ends = [row for place, row in enumerate(rows) if place + 1 == len(rows) or rows[place + 1] != row + 1]
    return zip(starts, ends, strict=True)


def _is_own(event: QKeyEvent) -> bool:
    is_undo = event.matches(QKeySequence.StandardKey.Undo)
    return is_undo or event.key() == Qt.Key.Key_Delete or _digit_of(event) is not None


def _digit_of(event: QKeyEvent) -> int | None:
    """Return the digit of a digit key, which the keypad has too."""
    if event.modifiers() & ~KEYPAD != NO_KEYS or len(event.text()) != 1:
        return None
    return int(event.text()) if event.text() in "0123456789" else None
