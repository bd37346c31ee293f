"""The ten digits that a network makes up, each a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from mnist_desktop.ui.pages.inside.why_heat import CELLS, picture_of
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.digit_tile import sized, smooth
from mnist_desktop.words.numbers import percent

if TYPE_CHECKING:
    from mnist_desktop.drawing.arrays import GreyImage
    from mnist_desktop.reading.perfect_digits import PerfectDigits

COLUMNS: Final = 5
GAP: Final = 6  # pixels, as all below
IMAGE: Final = 2 * CELLS
TOP: Final = 5
WIDTH: Final = IMAGE + 4
HEIGHT: Final = IMAGE + TOP + 20
CAPTION: Final = 11


class PerfectDigitsRow(QWidget):
    """Shows what the network makes up for each digit, and how sure it is of it."""

    digit_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = [_DigitButton(digit, self) for digit in range(10)]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for digit, button in enumerate(self._buttons):
            layout.addWidget(button, digit // COLUMNS, digit % COLUMNS)
            button.clicked.connect(lambda _, digit=digit: self.digit_clicked.emit(digit))
        layout.setColumnStretch(COLUMNS, 1)

    def show_digits(self, digits: PerfectDigits | None) -> None:
        """Show them, as far as they have come. None means that there are none yet."""
        for digit, button in enumerate(self._buttons):
            if digits is None:
                button.show_digit(None, "")
            else:
                confidence = digits.readings[digit].probabilities[digit]
                button.show_digit(digits.images[digit], percent(confidence, self.locale(), 0))

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons:
            button.set_theme(theme)


class _DigitButton(QAbstractButton):
    def __init__(self, digit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._digit, self._theme, self._confidence = digit, LIGHT, ""
        self._image: GreyImage | None = None
        self.setObjectName(f"perfectDigit{digit}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_digit(None, "")

    def show_digit(self, image: GreyImage | None, confidence: str) -> None:
        """Show a (28, 28) image, and how sure the network is that it is the digit."""
        self._image, self._confidence = image, confidence
        self.setEnabled(image is not None and bool(image.any()))
        self.setAccessibleName(self.tr("Perfect {0}, {1} sure").format(self._digit, confidence or "?"))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        smooth(painter)
        is_near = self.isEnabled() and self.underMouse()
        painter.setPen(
            QPen(QColor(theme.accent if self.hasFocus() else theme.card_border), 2 if self.hasFocus() else 1)
        )
        painter.setBrush(QColor(theme.hover if is_near else theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        if self._image is not None:
            painter.drawImage(QRectF((self.width() - IMAGE) / 2, TOP, IMAGE, IMAGE), picture_of(self._image, theme))
        painter.setPen(QColor(theme.muted))
        painter.setFont(sized(self.font(), CAPTION, QFont.Weight.Normal))
        words = self.tr("{0}: {1}").format(self._digit, self._confidence) if self._confidence else str(self._digit)
        painter.drawText(
            self.rect().adjusted(0, 0, 0, -4), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words
        )
        painter.end()
