"""The accuracies of two sets of weights, and a sentence about the difference."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mnist_desktop.ui.pages.test import against_words
from mnist_desktop.ui.pages.test.against_shown import Against
from mnist_desktop.ui.widgets.layout import ElidedLabel, label
from mnist_desktop.words.numbers import percent

SPACING: Final = 4  # pixels
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AgainstScores(QWidget):
    """A line for each set of weights, the tested ones first, and the sentence below."""

    def __init__(self) -> None:
        super().__init__()
        self._titles = ElidedLabel(), ElidedLabel()
        self._shares = label("", "title"), label("", "title")
        self._verdict = QLabel()
        self._verdict.setObjectName("againstVerdict")
        self._verdict.setWordWrap(True)
        self._lay_out()

    def show_against(self, against: Against) -> None:
        tests = against.tested, against.other
        for title, share, tested in zip(self._titles, self._shares, tests, strict=True):
            title.setText(tested.title)
            share.setText(percent(tested.evaluation.score.accuracy, self.locale(), 2))
        self._verdict.setText(against_words.verdict(against, self.locale()))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(SPACING)
        grid.setColumnStretch(0, 1)
        names = ("testedShare", "otherShare")
        for row, (title, share, name) in enumerate(zip(self._titles, self._shares, names, strict=True)):
            share.setObjectName(name)
            grid.addWidget(title, row, 0)
            grid.addWidget(share, row, 1, RIGHT)
        grid.addWidget(self._verdict, len(names), 0, 1, 2)
