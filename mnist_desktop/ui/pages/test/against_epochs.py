"""A table of the errors of each digit after each epoch of a run, below a line that explains it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from mnist_desktop.runs.digit_errors import DigitErrors
from mnist_desktop.runs.scores import HELD_OUT
from mnist_desktop.ui.pages.test.against_epochs_model import EpochsModel
from mnist_desktop.ui.style.theme import LIGHT, Theme

NARROWEST: Final = 34  # pixels of a column, as all below
LOWEST: Final = 22  # of a row
SPACING: Final = 6


class EpochsPanel(QWidget):
    """The table, scrolled from side to side where there are many epochs, and what its tints mean."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._errors: DigitErrors | None = None
        self._words, self._table = QLabel(), QTableView()
        self._model = EpochsModel(self)
        self._words.setObjectName("epochsWords")
        self._words.setProperty("role", "caption")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._set_up_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self._words)
        layout.addWidget(self._table, 1)
        layout.addStretch(0)
        self.show_errors(None)

    def show_errors(self, errors: DigitErrors | None) -> None:
        """Show these errors, with the last epochs in view. None means that there are none."""
        self._errors = errors
        self._model.locale = self.locale()
        self._model.show_errors(errors)
        self._table.setVisible(errors is not None)
        self._scroll_to_last()
        self._explain()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._model.set_theme(theme)
        self._explain()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scroll_to_last()

    def _scroll_to_last(self) -> None:
        self._table.scrollTo(self._model.index(0, self._model.columnCount() - 1))

    def _explain(self) -> None:
        if self._errors is None:
            self._words.setText(self.tr("These weights have no scores by epoch."))
            return
        words = (
            self.tr("Held-out digits read wrong after each epoch:")
            if self._errors.name == HELD_OUT
            else self.tr("Test digits read wrong after each epoch:")
        )
        better = _mark(self._theme.accent, self.tr("fewer than before"))
        worse = _mark(self._theme.warning, self.tr("more than before"))
        self._words.setText(f"{words} {better} {worse}")

    def _set_up_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setObjectName("epochsTable")
        table.setAccessibleName(self.tr("Errors by digit and epoch"))
        table.setShowGrid(False)
        table.setCornerButtonEnabled(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (table.horizontalHeader(), table.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        table.horizontalHeader().setMinimumSectionSize(NARROWEST)
        table.verticalHeader().setMinimumSectionSize(LOWEST)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


def _mark(colour: str, words: str) -> str:
    """Return words behind a square of that colour, which stay on one line."""
    return f'<span style="color:{colour}">■</span>&nbsp;{words.replace(" ", "&nbsp;")}'
