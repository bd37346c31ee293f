"""The row that chooses which digits the gallery shows, and says how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mnist_desktop.ui.pages.mine.shown import ALL, Choice
from mnist_desktop.ui.style.theme import LIGHT, Theme

HEIGHT: Final = 44  # pixels, as all below
NARROWEST: Final = 24
BESIDE: Final = 4  # on each side of the words
NAME_SIZE: Final = 15
COUNT_SIZES: Final = (11, 10, 9, 8)  # the largest that fits


class ChoiceRow(QWidget):
    """A button for all digits and one for each, with their counts. One of them is checked."""

    chosen = Signal(object)  # Choice; by the user

    def __init__(self) -> None:
        super().__init__()
        choices = (ALL, *(Choice(label=digit) for digit in range(10)))
        self._buttons = {choice: self._new_button(choice) for choice in choices}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for choice, button in self._buttons.items():
            layout.addWidget(button, 3 if choice is ALL else 2)
        self.show_choice(ALL)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show how many samples there are of each digit."""
        for choice, button in self._buttons.items():
            button.show_count(sum(counts) if choice.label is None else counts[choice.label])

    def show_choice(self, choice: Choice) -> None:
        """Check the button of this choice, or none if it has none."""
        for each, button in self._buttons.items():
            button.setAutoExclusive(False)  # or the last one stays checked
            button.setChecked(each == choice)
            button.setAutoExclusive(True)

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons.values():
            button.set_theme(theme)

    def _new_button(self, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(self.tr("All") if choice.label is None else str(choice.label), self)
        button.setObjectName("allDigitsButton" if choice.label is None else f"digitsButton{choice.label}")
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button


class ChoiceButton(QAbstractButton):
    """A name, and a count below it. Tab reaches the checked one, and the arrow keys the others."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._count = LIGHT, 0
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(self.tr("{0}: {1} digits").format(self.text(), self.locale().toString(count)))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(_font(self.font(), NAME_SIZE, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(max(NARROWEST, words + 2 * BESIDE), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.track if self.isChecked() else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        name, count = self.rect().adjusted(0, 4, 0, -20), self.rect().adjusted(0, 23, 0, -4)
        painter.setPen(QColor(theme.text if self._count or self.isChecked() else theme.muted))
        painter.setFont(_font(self.font(), NAME_SIZE, QFont.Weight.DemiBold))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, self.text())
        self._paint_count(painter, count)
        painter.end()

    def _paint_count(self, painter: QPainter, area: QRect) -> None:
        text = self.locale().toString(self._count)
        fonts = [_font(self.font(), size, QFont.Weight.Normal) for size in COUNT_SIZES]
        fitting = (font for font in fonts if QFontMetrics(font).horizontalAdvance(text) <= area.width())
        painter.setFont(next(fitting, fonts[-1]))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _font(base: QFont, size: int, weight: QFont.Weight) -> QFont:
    font = QFont(base)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font
