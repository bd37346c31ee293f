"""The panel for learning from the samples: progress, what came of it, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from mnist_desktop.runs.scores import MY_DRAWINGS, Score, named
from mnist_desktop.ui.commands import command
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.icons import Glyph
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.controls import ActionButton, FoldingRow
from mnist_desktop.ui.widgets.layout import label
from mnist_desktop.words.numbers import percent
from mnist_desktop.words.translation import translate

WHOLE: Final = 1000  # maximum of the bar
THICKNESS: Final = 4  # pixels
SMALLEST: Final = 0.00005  # a change of an accuracy that is shown
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
COLUMN_GAP: Final = 16  # pixels


class _State(Enum):
    IDLE = auto()
    LEARNING = auto()
    OPEN = auto()  # what was learnt waits to be accepted or reverted


class LearningPanel(QFrame):
    """Emits wishes and shows what it is told. It knows of no training."""

    learn_requested = Signal()
    cancel_requested = Signal()
    accept_requested = Signal()
    revert_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state, self._can_learn, self._can_revert = _State.IDLE, False, False
        self._add_commands()
        self._bar = _new_bar(self.tr("Progress of learning"))
        self._text = label("", "caption")
        self._text.setObjectName("learningStatus")
        self._text.setWordWrap(True)
        self._result = ResultTable()
        self._lay_out()
        self._show_state()

    def show_idle(self, can_learn: bool, why: str) -> None:
        """Offer to learn, or not. `why` says what would be learnt, or why that cannot be now."""
        self._state, self._can_learn = _State.IDLE, can_learn
        self._say(why)

    def show_progress(self, text: str, share: float) -> None:
        """Show how far the learning is: `share` is in 0…1."""
        self._state = _State.LEARNING
        self._bar.setValue(round(WHOLE * share))
        self._say(text)

    def show_result(self, before: Sequence[Score], after: Sequence[Score], *, is_open: bool) -> None:
        """Show the scores before and after. If `is_open`, they wait for Accept or Revert."""
        self._result.show_scores(before, after)
        self._state = _State.OPEN if is_open else _State.IDLE
        self._can_revert = True
        self._say("")

    def show_revert(self, possible: bool) -> None:
        """Offer the way back to the weights before the last learning, or not."""
        self._can_revert = possible
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        self._learn.setIcon(icons.icon(Glyph.TRAIN, theme.on_accent, theme.disabled))
        self._accept.setIcon(icons.icon(Glyph.CHECK, theme.on_accent, theme.disabled))
        self._cancel.setIcon(icons.themed(Glyph.STOP, theme))
        self._revert.setIcon(icons.themed(Glyph.RESET, theme))

    def _add_commands(self) -> None:
        self._learn = command(
            self, self.tr("Learn mine"), about=self.tr("Teach the weights in use your digits, and forget no others")
        )
        self._cancel = command(self, self.tr("Cancel"), about=self.tr("Stop, and read with the weights before"))
        self._accept = command(self, self.tr("Accept"), about=self.tr("Read with what was learnt from now on"))
        self._revert = command(self, self.tr("Revert"), about=self.tr("Go back to the weights before the learning"))
        self._learn.triggered.connect(self.learn_requested)
        self._cancel.triggered.connect(self.cancel_requested)
        self._accept.triggered.connect(self.accept_requested)
        self._revert.triggered.connect(self.revert_requested)

    def _lay_out(self) -> None:
        self._buttons = {
            self._learn: ActionButton(self._learn, "learnMineButton", role="primary"),
            self._accept: ActionButton(self._accept, "acceptButton", role="primary"),
            self._cancel: ActionButton(self._cancel, "cancelLearningButton"),
            self._revert: ActionButton(self._revert, "revertButton"),
        }
        row = FoldingRow()
        row.setSpacing(8)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        for part in (self._bar, self._result, self._text):
            layout.addWidget(part)
        layout.addLayout(row)

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._show_state()

    def _show_state(self) -> None:
        """Show what belongs to this state, and nothing else."""
        is_learning, is_open = self._state is _State.LEARNING, self._state is _State.OPEN
        self._learn.setEnabled(self._can_learn)
        shown: Iterable[tuple[QAction, bool]] = (
            (self._learn, self._state is _State.IDLE),
            (self._accept, is_open),
            (self._cancel, is_learning),
            (self._revert, self._can_revert and not is_learning),
        )
        for action, is_shown in shown:
            self._buttons[action].setVisible(is_shown)
        self._bar.setVisible(is_learning)
        self._text.setVisible(bool(self._text.text()))
        self._result.setVisible(self._result.has_scores and not is_learning)


class ResultTable(QWidget):
    """How much was read right before and after, and a sentence on how that was measured."""

    def __init__(self) -> None:
        super().__init__()
        self.has_scores = False
        self._cells: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(COLUMN_GAP)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._measured = label("", "caption")
        self._measured.setObjectName("measuredText")
        self._measured.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self._measured)

    def show_scores(self, before: Sequence[Score], after: Sequence[Score]) -> None:
        """Show the scores that are known after, mine first, in a row each."""
        self._clear()
        self.has_scores = bool(after)
        self._add_row(0, ("", self.tr("Before"), self.tr("After"), self.tr("Change (points)")), "caption")
        mine_first = sorted(after, key=lambda score: score.name != MY_DRAWINGS)
        for row, score in enumerate(mine_first, start=1):
            self._add_score(row, named(before, score.name), score)
        self._measured.setText(self._how_measured(named(after, MY_DRAWINGS)))

    def _add_score(self, row: int, before: Score | None, after: Score) -> None:
        title = self.tr("My digits") if after.name == MY_DRAWINGS else translate("Catalog", after.dataset)
        change = None if before is None else after.accuracy - before.accuracy
        self._add_row(row, (title, self._share(before), self._share(after), ""), "")
        self._add(row, 3, self._points(change), _role(change))

    def _share(self, score: Score | None) -> str:
        return "–" if score is None else percent(score.accuracy, self.locale(), 2)

    def _points(self, change: float | None) -> str:
        """Return a change of an accuracy in percentage points, with its sign."""
        if change is None:
            return "–"
        if abs(change) < SMALLEST:
            return self.locale().toString(0.0, "f", 2)
        sign = "+" if change > 0 else "−"
        return f"{sign}{self.locale().toString(100 * abs(change), 'f', 2)}"

    def _how_measured(self, mine: Score | None) -> str:
        if mine is None:
            return self.tr("Too few of your digits were new to measure how such digits are read: all were learnt.")
        words = self.tr("“My digits” are {0} of yours, each read by weights that had not learnt it.")
        return words.format(self.locale().toString(mine.count))

    def _add_row(self, row: int, texts: Sequence[str], role: str) -> None:
        for column, text in enumerate(texts):
            if text:
                self._add(row, column, text, role)

    def _add(self, row: int, column: int, text: str, role: str) -> None:
        cell = label(text, role)
        if column:
            cell.setAlignment(RIGHT)
        self._grid.addWidget(cell, row, column)
        self._cells.append(cell)

    def _clear(self) -> None:
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = []


def _role(change: float | None) -> str:
    if change is None or abs(change) < SMALLEST:
        return "caption"
    return "gain" if change > 0 else "loss"


def _new_bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("learningProgress")
    bar.setAccessibleName(name)
    bar.setRange(0, WHOLE)
    bar.setTextVisible(False)
    bar.setFixedHeight(THICKNESS)
    return bar
