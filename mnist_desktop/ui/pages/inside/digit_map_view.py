"""The map itself: a disc for each digit, a number in the middle of each label's, and a star for the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.ui.pages.inside.digit_map_painting import DISC, apart, disc, paint_box, paint_number, paint_star
from mnist_desktop.ui.style.theme import LIGHT, Theme
from mnist_desktop.ui.widgets.gallery import is_enter

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from mnist_desktop.drawing.arrays import Flags, FloatArray
    from mnist_desktop.reading.digit_map import DigitMap

REACH: Final = 1.1  # of the map that is in view from its middle, to each side at least
MARGIN: Final = 12  # pixels; what lies farther out is shown at the edge
Cursor = Qt.CursorShape
HIT: Final = 9  # pixels between the mouse and a disc that it points at
STEPS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DigitMapView(QWidget):
    """Paints a `DigitMap`. The mouse, or an arrow key, points at a digit, and a click, or Enter, wishes for it."""

    pad_requested = Signal(object)  # int: the index of a digit of the map
    pointed_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._map: DigitMap | None = None
        self._theme, self._nothing = LIGHT, ""
        self._discs: list[QPixmap] = []
        self._places: FloatArray | None = None  # (n, 2), in pixels
        self._corners: list[tuple[int, QPointF]] = []  # the label of each disc, and where to paint it
        self._pointed: int | None = None
        self.setObjectName("digitMap")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def map(self) -> DigitMap | None:
        return self._map

    @property
    def pointed(self) -> int | None:
        """The index of the digit that the mouse or the keys point at."""
        return self._pointed

    def show_map(self, found: DigitMap | None, nothing: str = "") -> None:
        """Show this map, or in place of none the words that say why there is none."""
        self._map, self._nothing = found, nothing
        if found is None:
            self._point_at(None)
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._discs = theme, []
        self.update()

    def place(self, x: float, y: float) -> QPointF:
        """Return where a point of the map is, in pixels of the widget."""
        middle = QRectF(self.rect()).center()
        left, right = MARGIN, self.width() - MARGIN
        top, bottom = MARGIN, self.height() - MARGIN
        across, up = middle.x() + x * self._scale, middle.y() + y * self._scale
        return QPointF(min(max(across, left), right), min(max(up, top), bottom))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    # Qt's event handlers

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._at(event.position()))
        if event.button() == Qt.MouseButton.LeftButton:
            self._request()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self._step(*STEPS[event.key()])
        elif is_enter(event):
            self._request()
        elif event.key() == Qt.Key.Key_Escape and self._pointed is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point_at(None)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_paper(painter)
        if self._map is not None:
            self._paint_map(painter, self._map)
        painter.end()

    # Painting

    def _paint_paper(self, painter: QPainter) -> None:
        theme = self._theme
        edge = theme.accent if self.hasFocus() else theme.card_border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self._map is None:
            painter.setPen(QColor(theme.muted))
            where = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), where, self._nothing)

    def _paint_map(self, painter: QPainter, shown: DigitMap) -> None:
        discs = self._made_discs()
        for label, corner in self._corners:
            painter.drawPixmap(corner, discs[label])
        star = self.place(*shown.star) if shown.star is not None else None
        middles = {digit: self.place(*middle) for digit, middle in enumerate(shown.middles) if middle is not None}
        for digit, place in zip(middles, apart([*middles.values()], star), strict=True):
            paint_number(painter, place, str(digit), self._theme)
        if star is not None:
            paint_star(painter, star, self._theme)
        if self._pointed is not None:
            place = self.place(*shown.points[self._pointed].tolist())
            pixels, words = shown.digits.images[self._pointed], self.words_of(self._pointed)
            paint_box(painter, place, star, self.rect().adjusted(4, 4, -4, -4), pixels, words, self._theme)

    def words_of(self, index: int) -> str:
        """Say what a digit of the map is, and what the network reads in it."""
        assert self._map is not None, "there is a map whose digit this is"
        label, read = self._map.digits.labels[index], self._map.read[index]
        return self.tr("Labelled {0},\nread as {1}").format(label, read)

    def _made_discs(self) -> list[QPixmap]:
        if not self._discs:
            theme, ratio = self._theme, self.devicePixelRatioF()
            self._discs = [disc(colour, theme.paper, ratio) for colour in theme.digits]
        return self._discs

    # Places

    @property
    def _scale(self) -> float:
        """Pixels from the middle of the map to a point at 1."""
        return max(min(self.width(), self.height()) / 2 - MARGIN, 1) / REACH

    def _arrange(self) -> None:
        """Find where the discs are, which is not done at each painting."""
        self._places, self._corners = None, []
        if self._map is not None:
            middle = QRectF(self.rect()).center()
            corner = (max(self.width() - MARGIN, MARGIN), max(self.height() - MARGIN, MARGIN))
            spread = self._map.points * self._scale + (middle.x(), middle.y())
            self._places = spread.clip((MARGIN, MARGIN), corner)
            corners = (self._places - DISC / 2).tolist()
            labels = self._map.digits.labels.tolist()
            self._corners = [(label, QPointF(x, y)) for label, (x, y) in zip(labels, corners, strict=True)]
        self.update()

    def _at(self, place: QPointF) -> int | None:
        """Return the index of the digit at a place, if there is one."""
        return self._nearest(place.toPoint(), lambda across, up: across**2 + up**2 <= HIT**2)

    def _step(self, across: int, up: int) -> None:
        """Point at the nearest digit in this direction: from the one pointed at, from the star, or from the middle."""
        if self._places is None or self._map is None:
            return
        if self._pointed is not None:
            start = QPointF(*self._places[self._pointed].tolist())
        else:
            start = self.place(*(self._map.star or (0.0, 0.0)))

        def is_there(x: FloatArray, y: FloatArray) -> Flags:
            ahead, aside = x * across + y * up, x * up - y * across
            return (ahead > 0.5) & (abs(aside) <= ahead)

        self._point_at(found if (found := self._nearest(start.toPoint(), is_there)) is not None else self._pointed)

    def _nearest(self, place: QPoint, is_wanted: Callable[[FloatArray, FloatArray], Flags]) -> int | None:
        if self._places is None:
            return None
        across, up = (self._places - (place.x(), place.y())).T
        indices = is_wanted(across, up).nonzero()[0]
        if not len(indices):
            return None
        return int(indices[(across[indices] ** 2 + up[indices] ** 2).argmin()])

    def _point_at(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self.setCursor(Cursor.ArrowCursor if index is None else Cursor.PointingHandCursor)
            self.pointed_changed.emit()
            self.update()

    def _request(self) -> None:
        if self._pointed is not None:
            self.pad_requested.emit(self._pointed)
