"""The whole number that was read. Of several digits, each can be selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from mnist_desktop.reading.values import DigitReading
from mnist_desktop.ui.reading.tile import UNSURE, paint_edge, paint_surface
from mnist_desktop.ui.style.theme import LIGHT, Theme

HEIGHT: Final = 46  # pixels, as all below
MARGIN: Final = 4
WIDEST: Final = 38  # of a digit's button
NARROWEST: Final = 15  # with more digits than fit, those beside the selected one are seen
SEEN: Final = 12  # digits that always fit
LARGEST: Final = 30  # font size
DOT: Final = 2.0  # radius of the mark below a digit that is kept
LIKELY: Final = 0.05  # probability; a second digit with less is not named
SETTLED_MS: Final = 600  # milliseconds after which a number that stays the same is spoken


def shown(digit: DigitReading) -> str:
    """Return how a digit is shown: as itself, or as `?` if it is unsure."""
    return str(digit.digit) if digit.sure else UNSURE


def likely(digit: DigitReading) -> tuple[int, ...]:
    """Return the one or two digits that it may be."""
    one, other = digit.ranking[:2]
    return (one, other) if digit.probabilities[other] >= LIKELY else (one,)


class Number(QLabel):
    """Shows a number in one line. Its text is the whole number, with `?` for each unsure digit.

    Of several digits each is a button. A screen reader hears the number once it stays the same.
    """

    digit_selected = Signal(int)  # its index; by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[DigitButton] = []
        self._count, self._selected = 0, 0
        self._theme = LIGHT
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._speak)
        self.setObjectName("readingText")
        self.setAccessibleDescription(self.tr("The whole number that was read"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_digits(self, digits: Sequence[DigitReading], selected: int) -> None:
        """Show digits from left to right, the selected one marked."""
        text, count = "".join(map(shown, digits)), len(digits) if len(digits) > 1 else 0
        if text != self.text():
            self.setText(text)
            self._settling.start()
        if (count, selected) != (self._count, self._selected):
            self._count, self._selected = count, selected
            self._arrange()
        for index, (digit, button) in enumerate(zip(digits, self._buttons[:count], strict=False)):
            button.show_digit(digit, index, count)

    def show_labels(self, labels: Sequence[int | None]) -> None:
        """Mark the digits that are kept with these labels, None for one that is not."""
        for label, button in zip(labels, self._buttons[: self._count], strict=False):
            button.show_label(label)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SEEN * NARROWEST + 2 * MARGIN, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), self._theme)
        paint_edge(painter, QRectF(self.rect()), self._theme)
        if not self._count:
            paint_digit(painter, self.rect(), self.text(), self._theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        """Place the buttons in the middle, or so that the selected one is seen."""
        while len(self._buttons) < self._count:
            self._buttons.append(self._new_button(len(self._buttons)))
        room = self.width() - 2 * MARGIN
        width = max(NARROWEST, min(WIDEST, room // max(1, self._count)))
        hidden = width * self._count - room
        shift = max(0, min(hidden, width * self._selected - (room - width) // 2)) if hidden > 0 else hidden // 2
        for index, button in enumerate(self._buttons):
            left = MARGIN + index * width - shift
            button.setGeometry(left, MARGIN, width, self.height() - 2 * MARGIN)
            button.setVisible(index < self._count and left >= 0 and left + width <= self.width())
        if self._count:
            self._buttons[self._selected].setChecked(True)
        self.update()

    def _new_button(self, index: int) -> DigitButton:
        button = DigitButton(self)
        button.set_theme(self._theme)
        button.clicked.connect(lambda: self.digit_selected.emit(index))
        return button

    def _speak(self) -> None:
        if self.text() and QAccessible.isActive():
            words = ", ".join(self.tr("unsure") if each == UNSURE else each for each in self.text())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


class DigitButton(QAbstractButton):
    """One digit of a number. One in the same widget is checked; Tab reaches it, and the arrow keys the others."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: tuple[int, bool, int, int] | None = (
            None  # its texts take longer than to see that they are the same
        )
        self._label: int | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_digit(self, digit: DigitReading, index: int, count: int) -> None:
        """Show the digit at `index` of a number of `count` digits."""
        if (digit.digit, digit.sure, index, count) == self._shown:
            return
        self._shown = (digit.digit, digit.sure, index, count)
        self.setText(shown(digit))
        name = self.tr("Digit {0} of {1}: {2}") if digit.sure else self.tr("Digit {0} of {1}: not sure, perhaps {2}")
        self.setAccessibleName(name.format(index + 1, count, digit.digit))

    def show_label(self, label: int | None) -> None:
        """Mark the digit if it is kept with a label."""
        if label != self._label:
            self._label = label
            words = "" if label is None else self.tr("Kept as {0}").format(label)
            self.setToolTip(words)
            self.setAccessibleDescription(words)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, HEIGHT - 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.track), 1.5))
            painter.setBrush(QColor(theme.track if self.isChecked() else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        paint_digit(painter, self.rect(), self.text(), theme, selected=self.isChecked())
        if self._label is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(QPointF(self.width() / 2, self.height() - DOT - 1), DOT, DOT)
        painter.end()


def paint_digit(painter: QPainter, area: QRect, text: str, theme: Theme, *, selected: bool = False) -> None:
    """Paint one character in the middle, as large as fits."""
    font = QFont(painter.font())
    font.setPixelSize(min(LARGEST, round(area.width() * 1.25)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.warning if text == UNSURE else theme.accent if selected else theme.text))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
