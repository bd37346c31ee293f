"""The top of the page Test: which weights read which digits, and the button that scores them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.runs.events import Fetching, Scoring
from mnist_desktop.ui.commands import describe
from mnist_desktop.ui.pages.test.shown import Choice
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.controls import ActionButton, ElidedSelector, FoldingRow

THIN: Final = 3  # pixels: the height of the progress bar, whose place is kept


class ChoiceBar(QWidget):
    """Two selectors, a button that scores or cancels, and the progress below them."""

    weights_chosen = Signal(object)  # the value of a choice; by the user, as the next one
    digits_chosen = Signal(object)
    score_requested = Signal()
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._is_busy = LIGHT, False
        self._weights = _selector("testWeightsSelector", self.tr("Weights to test"))
        self._digits = _selector("testDigitsSelector", self.tr("Digits to test on"))
        self._score = QAction(self)
        self._progress = _progress_bar()
        self._lay_out()
        self._weights.activated.connect(lambda index: self.weights_chosen.emit(self._weights.itemData(index)))
        self._digits.activated.connect(lambda index: self.digits_chosen.emit(self._digits.itemData(index)))
        self._score.triggered.connect(self._score_or_cancel)
        self.show_busy(False)

    def show_weights(self, choices: Sequence[Choice], chosen: Any) -> None:
        """Offer these weights. `chosen` is the value of the one that is shown as chosen."""
        _fill(self._weights, choices, chosen)

    def show_digits(self, choices: Sequence[Choice], chosen: Any) -> None:
        _fill(self._digits, choices, chosen)

    def show_busy(self, is_busy: bool) -> None:
        """Show whether something is scored, which can then be cancelled."""
        self._is_busy = is_busy
        self._progress.setRange(0, 0 if is_busy else 1)
        self._progress.reset()
        self._progress.setTextVisible(False)
        text = self.tr("Cancel") if is_busy else self.tr("Score")
        about = self.tr("Stop scoring") if is_busy else self.tr("Let these weights read these digits, and score them")
        describe(self._score, text, about)
        self.set_theme(self._theme)

    def show_progress(self, progress: Fetching | Scoring) -> None:
        self._progress.setRange(0, max(progress.of, 1))
        self._progress.setValue(progress.done)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._score.setIcon(icons.themed(Glyph.STOP if self._is_busy else Glyph.PLAY, theme))

    def _lay_out(self) -> None:
        row = FoldingRow()
        row.setSpacing(8)
        row.addWidget(self._weights, 5)
        row.addWidget(self._digits, 4)
        row.addWidget(ActionButton(self._score, "scoreButton"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(row)
        layout.addWidget(self._progress)

    def _score_or_cancel(self) -> None:
        (self.cancel_requested if self._is_busy else self.score_requested).emit()


def _selector(name: str, title: str) -> ElidedSelector:
    selector = ElidedSelector()
    selector.setObjectName(name)
    selector.setAccessibleName(title)
    selector.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    selector.setMinimumContentsLength(14)
    selector.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return selector


def _fill(selector: ElidedSelector, choices: Sequence[Choice], chosen: Any) -> None:
    """Offer these choices, unless they are offered already: a list that is open would close."""
    shown = [(selector.itemText(row), selector.itemData(row)) for row in range(selector.count())]
    with QSignalBlocker(selector):
        if shown != [(choice.title, choice.value) for choice in choices]:
            selector.clear()
            for row, choice in enumerate(choices):
                selector.addItem(choice.title, choice.value)
                selector.setItemData(row, choice.about, Qt.ItemDataRole.ToolTipRole)
        selector.setCurrentIndex(next(row for row, choice in enumerate(choices) if choice.value == chosen))
        selector.setToolTip(f"{selector.accessibleName()}: {selector.currentText()}")


def _progress_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("testProgress")
    bar.setFixedHeight(THIN)
    bar.setTextVisible(False)
    return bar
