"""Digits of a set as a model of Qt, whose tiles are made when they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from mnist_desktop.ui.pages.test.mistakes_shown import Show, ShownDigit
from mnist_desktop.ui.widgets.models import NO_PARENT, SPOKEN, Index


class MistakesModel(QAbstractListModel):
    """Some digits of a set, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._indices: tuple[int, ...] = ()
        self._show: Show | None = None

    @property
    def indices(self) -> tuple[int, ...]:
        """The indices of the digits in their set."""
        return self._indices

    def show_digits(self, indices: Sequence[int], show: Show | None) -> None:
        """Show these digits in place of those before."""
        self.beginResetModel()
        self._indices, self._show = tuple(indices), show
        self.endResetModel()

    def at(self, row: int) -> ShownDigit:
        assert self._show is not None, "a model with rows knows what to show of them"
        return self._show(self._indices[row])

    # Qt's questions

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._indices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.at(index.row()).about if role in SPOKEN else None
