"""Ten bars, one per digit. A click on one says that it is this digit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.words.numbers import percent

DIGITS: Final = 10
THICKNESS: Final = 10.0  # pixels, if the row is high enough
OTHER: Final = 3.0  # pixels; the same of another network's line


class ProbabilityBars(QWidget):
    """Shows ten probabilities. The most likely digit is highlighted. While there are some, each can be clicked.

    Another network's are thin lines below the bars.
    """

    digit_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._probabilities: tuple[float, ...] | None = None
        self._other: tuple[float, ...] | None = None
        self._theme = LIGHT
        self._is_clickable = True
        self._hovered: int | None = None
        self._pressed: int | None = None
        self.setMouseTracking(True)
        self.setObjectName("probabilityBars")
        self.setAccessibleName(self.tr("Probabilities of the ten digits"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    @property
    def probabilities(self) -> tuple[float, ...] | None:
        """The values shown: ten in 0…1, index = digit. None if nothing is shown."""
        return self._probabilities

    def set_probabilities(self, probabilities: tuple[float, ...] | None) -> None:
        if probabilities != self._probabilities:
            self._probabilities = probabilities
            self._describe()
            self._show_cursor()
            self.update()

    @property
    def other(self) -> tuple[float, ...] | None:
        """The values of the other network, None if there are none."""
        return self._other

    def set_other(self, probabilities: tuple[float, ...] | None) -> None:
        """Show what another network reads too, None for nothing."""
        if probabilities != self._other:
            self._other = probabilities
            self._describe()
            self.update()

    def set_clickable(self, clickable: bool) -> None:
        """Let the bars be clicked, or not."""
        self._is_clickable = clickable
        self._show_cursor()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, DIGITS * (self.fontMetrics().height() + 9))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, DIGITS * self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        """Show what a click on the bar below the mouse means."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        digit = self._digit_at(QPointF(event.pos()))
        words = "" if digit is None else self.tr("This is {0}: keep it as a sample").format(digit)
        QToolTip.showText(event.globalPos(), words, self)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._digit_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._digit_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._digit_at(event.position()):
            self.digit_clicked.emit(pressed)

    @property
    def _can_be_clicked(self) -> bool:
        return self._is_clickable and self._probabilities is not None

    def _digit_at(self, place: QPointF) -> int | None:
        """Return the digit whose bar is there, if it can be clicked."""
        if not self._can_be_clicked or not QRectF(self.rect()).contains(place):
            return None
        return min(DIGITS - 1, int(place.y() * DIGITS / self.height()))

    def _hover(self, digit: int | None) -> None:
        if digit != self._hovered:
            self._hovered = digit
            self.update()

    def _show_cursor(self) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._can_be_clicked else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _describe(self) -> None:
        own, other = map(self._in_words, (self._probabilities or (), self._other or ()))
        both = self.tr("{0}; the other network: {1}").format(own, other) if own and other else own
        self.setAccessibleDescription(both or self.tr("Nothing to show yet"))

    def _in_words(self, values: tuple[float, ...]) -> str:
        return ", ".join(f"{digit}: {percent(value, self.locale())}" for digit, value in enumerate(values))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        values = self._probabilities or (0.0,) * DIGITS
        likeliest = values.index(max(values)) if self._probabilities else None
        height = self.height() / DIGITS
        for digit, value in enumerate(values):
            row = QRectF(0, digit * height, self.width(), height)
            self._paint_row(painter, row, digit, value, likeliest=digit == likeliest)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, digit: int, value: float, *, likeliest: bool) -> None:
        is_hovered = digit == self._hovered and self._can_be_clicked
        font = QFont(self.font())
        font.setBold(likeliest or is_hovered)
        painter.setFont(font)
        painter.setPen(QColor(self._text_colour(likeliest=likeliest, is_hovered=is_hovered)))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(digit))
        if self._probabilities is not None:
            text = percent(value, self.locale())
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        track = self._track(row, font)
        if is_hovered:
            painter.setPen(QPen(QColor(self._theme.accent), 1.0))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), track.height() / 2 + 2, track.height() / 2 + 2)
        self._paint_bar(painter, track, value, self._theme.accent if likeliest else self._theme.bar)
        if self._other is not None:
            self._paint_other(painter, row, track, self._other[digit])

    def _text_colour(self, *, likeliest: bool, is_hovered: bool) -> str:
        if is_hovered:
            return self._theme.accent
        return self._theme.text if likeliest else self._theme.muted

    def _track(self, row: QRectF, font: QFont) -> QRectF:
        bold = QFont(font)
        bold.setBold(True)  # the widest font, so that no bar moves when another digit becomes the most likely
        metrics = QFontMetrics(bold)
        left, right = metrics.horizontalAdvance("0") + 12, metrics.horizontalAdvance("100.0 %") + 10
        thickness = min(THICKNESS, row.height() - (4 if self._other is None else 6))
        return QRectF(left, row.center().y() - thickness / 2, row.width() - left - right, thickness)

    def _paint_other(self, painter: QPainter, row: QRectF, track: QRectF, value: float) -> None:
        line = QRectF(track.x(), track.bottom() + 1, value * track.width(), min(OTHER, track.top() - row.top() - 1))
        painter.setBrush(QColor(self._theme.other))
        painter.drawRect(line)

    def _paint_bar(self, painter: QPainter, track: QRectF, value: float, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        radius = track.height() / 2
        painter.setBrush(QColor(self._theme.track))
        painter.drawRoundedRect(track, radius, radius)
        filled = QRectF(track.x(), track.y(), value * track.width(), track.height())
        painter.setBrush(QColor(colour))
        if filled.width() >= track.height():
            painter.drawRoundedRect(filled, radius, radius)
        else:
            painter.drawPath(_rounded(track, radius).intersected(_rounded(filled, 0.0)))


def _rounded(area: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    return path
