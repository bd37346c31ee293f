"""The section Why: what in the drawing speaks for the reading, and what the network takes for perfect digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mnist_desktop.ui.pages.inside.sections import InsideSection
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.layout import label

if TYPE_CHECKING:
    from mnist_desktop.reading.explanation import Explanation
    from mnist_desktop.reading.perfect_digits import PerfectDigits

DIGITS: Final = 10
GAP: Final = 8  # pixels


class WhySection(InsideSection):
    """A chooser of the question, what answers it, and ten digits that the network made up. Sessions give it both."""

    digit_chosen = Signal()  # by the user: `digit` is another one
    perfect_digit_clicked = Signal(int)
    left_view = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._is_built, self._can_put = LIGHT, False, True
        self._answer: int | None = None

    @property
    def title(self) -> str:
        return self.tr("Why")

    @property
    def digit(self) -> int | None:
        """The digit that the user asks about, None for the one that is read."""
        return self._chooser.currentData() if self._is_built else None

    def build(self) -> None:
        from mnist_desktop.ui.pages.inside.why_explained import ExplainedReading  # with NumPy
        from mnist_desktop.ui.pages.inside.why_perfect import PerfectDigitsRow
        from mnist_desktop.ui.widgets.controls import Selector

        self._chooser, self._explained, self._perfect = Selector(), ExplainedReading(), PerfectDigitsRow()
        self._is_built = True
        self._chooser.setObjectName("whyChooser")
        self._chooser.setAccessibleName(self.tr("What to explain"))
        for digit in (None, *range(DIGITS)):
            self._chooser.addItem("", digit)
        self._chooser.activated.connect(lambda _: self.digit_chosen.emit())
        self._perfect.digit_clicked.connect(self.perfect_digit_clicked)
        self._lay_out()
        self._name_choices()
        self.set_theme(self._theme)
        self.set_can_put(self._can_put)

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show why the digit on the pad is read as it is, None if nothing is drawn."""
        self._answer = None if explanation is None else explanation.answer
        self._name_choices()
        self._explained.show_explanation(explanation)

    def show_perfect(self, digits: PerfectDigits | None) -> None:
        """Show the digits that the network makes up, as far as they have come. None means that there are none yet."""
        self._perfect.show_digits(digits)

    def set_can_put(self, possible: bool) -> None:
        """Let the digits that are made up be put on the pad, or not. It may be called before `build`."""
        self._can_put = possible
        if self._is_built:
            self._perfect.setEnabled(possible)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._is_built:
            self._explained.set_theme(theme)
            self._perfect.set_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left_view.emit()

    def _name_choices(self) -> None:
        """Name the questions for the digit that is read."""
        with QSignalBlocker(self._chooser):
            self._chooser.setItemText(0, self.tr("Why this digit?"))
            for digit in range(DIGITS):
                words = self.tr("Why {0}?") if digit == self._answer else self.tr("Why not {0}?")
                self._chooser.setItemText(digit + 1, words.format(digit))

    def _lay_out(self) -> None:
        content = QWidget()
        parts = QVBoxLayout(content)
        parts.setContentsMargins(0, 0, GAP, 0)
        parts.setSpacing(GAP)
        parts.addWidget(self._explained)
        parts.addSpacing(GAP)
        for part in (*self._words(), self._perfect):
            parts.addWidget(part)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.title)
        area.setWidget(content)
        for each in (area.viewport(), content):
            each.setAutoFillBackground(False)  # the card behind shows
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._chooser)
        layout.addWidget(area, 1)

    def _words(self) -> tuple[QLabel, QLabel]:
        """The words above the digits that the network made up."""
        words = label(
            self.tr(
                "Grown from blank paper until the network is sure of each; a person would write them otherwise. Click"
                " one to put it on the pad."
            ),
            "caption",
        )
        words.setWordWrap(True)
        return label(self.tr("Its idea of perfect digits"), "title"), words
