"""What the last layer's units say for and against each digit, as bars to the right and to the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.reading.layer_values import Vote
from mnist_desktop.ui.pages.inside.layers_maps import BY_TAB
from mnist_desktop.ui.pages.inside.layers_words import number
from mnist_desktop.ui.style.theme import LIGHT, Theme

ROW: Final = 20  # pixels, as all below
THICKNESS: Final = 10
LEFT: Final = 20  # for the digit
RIGHT: Final = 84  # for the sum, also that of a network that diverges
LEAST_WIDTH: Final = 200

Key = Qt.Key
STEPS: Final[Mapping[int, int]] = {Key.Key_Up: -1, Key.Key_Down: 1}


class DigitVotes(QWidget):
    """Ten rows. The mouse looks at a digit; a click, or the arrow keys, choose one that stays looked at."""

    digit_changed = Signal()  # another digit is looked at, or none; by the user
    digit_chosen = Signal()  # by a key or a click

    def __init__(self) -> None:
        super().__init__()
        self._votes: Sequence[Vote] = ()
        self._hovered: int | None = None
        self._chosen: int | None = None
        self._theme = LIGHT
        self.setObjectName("digitVotes")
        self.setAccessibleName(self.tr("For and against each digit"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def votes(self) -> Sequence[Vote]:
        return self._votes

    @property
    def vote(self) -> Vote | None:
        """What is looked at: below the mouse, or else chosen."""
        digit = self._hovered if self._hovered is not None else self._chosen
        return self._votes[digit] if digit is not None and digit < len(self._votes) else None

    def show_votes(self, votes: Sequence[Vote]) -> None:
        """Show ten votes, or none."""
        self._votes = votes
        said = (f"{vote.digit}: {number(vote.above + vote.below, self.locale())}" for vote in votes)
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def choose(self, digit: int | None) -> None:
        """Look at this digit while the mouse is elsewhere."""
        if digit != self._chosen:
            self._chosen = digit
            self.update()
            self.digit_changed.emit()

    def area_of(self, digit: int) -> QRect:
        """Return where a digit's row is, in pixels of this widget."""
        return QRect(0, digit * ROW, self.width(), ROW)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, 10 * ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # Qt's event handlers

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._digit_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        digit = self._digit_at(event.position().y())
        self.choose(None if digit == self._chosen else digit)
        self.digit_chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a digit where the keyboard comes to none, so that it is seen where it is."""
        if event.reason() in BY_TAB and self._chosen is None and self._votes:
            self._go_to(0)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that choose a digit from being shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in STEPS)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        if step is not None:
            self._go_to(0 if self._chosen is None else min(max(self._chosen + step, 0), 9))
        elif event.key() == Key.Key_Escape and self._chosen is not None:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(vote.above, -vote.below) for vote in self._votes), default=0.0) or 1.0
        answer = max(self._votes, key=lambda vote: vote.above + vote.below, default=None)
        for vote in self._votes:
            self._paint_row(painter, vote, most, is_answer=vote is answer)
        painter.end()

    # Private

    def _digit_at(self, y: float) -> int | None:
        digit = int(y // ROW)
        return digit if 0 <= digit < len(self._votes) else None

    def _go_to(self, digit: int) -> None:
        self._hovered = None
        self.choose(digit)
        self.digit_chosen.emit()

    def _hover(self, digit: int | None) -> None:
        if digit != self._hovered:
            self._hovered = digit
            self.update()
            self.digit_changed.emit()

    def _paint_row(self, painter: QPainter, vote: Vote, most: float, *, is_answer: bool) -> None:
        theme, row = self._theme, QRectF(self.area_of(vote.digit))
        if vote is self.vote:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.track))
            painter.drawRoundedRect(row, 4, 4)
        self._paint_bars(painter, row, vote, most)
        font = QFont(self.font())
        font.setBold(is_answer)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if is_answer else theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, str(vote.digit))
        words = number(vote.above + vote.below, self.locale())
        painter.drawText(row.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignRight | middle, words)

    def _paint_bars(self, painter: QPainter, row: QRectF, vote: Vote, most: float) -> None:
        theme, half = self._theme, (row.width() - LEFT - RIGHT) // 2  # whole pixels, for a sharp line
        middle, top = LEFT + half, row.center().y() - THICKNESS / 2
        above, below = (size / most * half for size in (vote.above, -vote.below))
        painter.fillRect(QRectF(middle, top, above, THICKNESS), QColor(theme.accent))
        painter.fillRect(QRectF(middle - below, top, below, THICKNESS), QColor(theme.warning))
        painter.fillRect(QRectF(middle, row.top() + 2, 1, ROW - 4), QColor(theme.muted))
