"""All maps of the layers, painted at once, with the pixel that is looked at and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnist_desktop.reading.layer_maps import KernelMaps, Maps, UnitMaps
from mnist_desktop.ui.pages.inside import layers_words
from mnist_desktop.ui.pages.inside.layers_colours import colour_table, picture
from mnist_desktop.ui.pages.inside.layers_grid import Grid, Place, Shape
from mnist_desktop.ui.pages.inside.layers_painting import height_of_words, paint_edges, paint_look, paint_words
from mnist_desktop.ui.style.theme import LIGHT, Theme

SIDE: Final = 48  # pixels of a map on the screen, as all below; those of the networks' maps divide it
UNITS_SIDE: Final = 300
KERNEL_SIDE: Final = 60
KERNELS_SIDE: Final = 100  # of several as one picture
LEAST_WIDTH: Final = 200

Key = Qt.Key
STEPS: Final[Mapping[int, QPoint]] = {
    Key.Key_Left: QPoint(-1, 0),
    Key.Key_Right: QPoint(1, 0),
    Key.Key_Up: QPoint(0, -1),
    Key.Key_Down: QPoint(0, 1),
}
LAYERS: Final[Mapping[int, int]] = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}
BY_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FeatureMaps(QWidget):
    """Paints the maps. The mouse looks at a pixel; a click, or the arrow keys, choose one that stays looked at."""

    place_changed = Signal()  # another pixel is looked at, or none; by the user
    place_chosen = Signal()  # by a key or a click

    def __init__(self) -> None:
        super().__init__()
        self._maps: Sequence[Maps] = ()
        self._words: Sequence[tuple[str, str]] = ()  # title and sentence of each layer
        self._images: list[QImage] = []  # of each layer, its maps below each other
        self._grid = Grid((), LEAST_WIDTH)
        self._hovered: Place | None = None
        self._chosen: Place | None = None
        self._theme, self._table = LIGHT, colour_table(LIGHT)
        self.setObjectName("featureMaps")
        self.setAccessibleName(self.tr("Maps of the layers"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def maps(self) -> Sequence[Maps]:
        return self._maps

    @property
    def place(self) -> Place | None:
        """The pixel that is looked at: below the mouse, or else the chosen one."""
        return self._hovered or self._chosen

    def show_maps(self, maps: Sequence[Maps]) -> None:
        """Show these in place of the last ones. What is looked at stays so if it is still there."""
        self._maps = maps
        self._words = [(layers_words.title(each), layers_words.sentence(each)) for each in maps]
        self._render()
        height = self._grid.height
        self._grid = self._new_grid(self.width())
        if self._grid.height != height:
            self.updateGeometry()
        places = [place if place and self._grid.has(place) else None for place in (self._hovered, self._chosen)]
        self._hovered, self._chosen = places

    def choose(self, place: Place | None) -> None:
        """Look at this pixel while the mouse is elsewhere."""
        if place != self._chosen:
            self._chosen = place
            self.update()
            self.place_changed.emit()

    def area_of(self, place: Place) -> QRect:
        """Return where a pixel of a map is, in pixels of this widget."""
        return self._grid.rect(place)

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._table = theme, colour_table(theme)
        self._render()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._new_grid(width).height

    def sizeHint(self) -> QSize:
        return QSize(520, self._grid.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, 0)

    # Qt's event handlers

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._grid = self._new_grid(self.width())
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._grid.place_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._grid.place_at(event.position().toPoint())
        self.choose(None if place == self._chosen else place)
        self.place_chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_TAB and self._chosen is None and self._maps:
            self._go_to(self._grid.first_of(0))
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that choose a pixel from being shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self._after(event) is not None)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._after(event)
        if place is not None:
            self._go_to(place)
        elif event.key() == Key.Key_Escape and self._chosen:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row, words, image in zip(self._grid.rows, self._words, self._images, strict=True):
            if QRect(0, row.top, self.width(), row.bottom - row.top).intersects(event.rect()):
                paint_words(painter, QRect(0, row.top, self.width(), row.shape.words), words, self._theme)
                for index in range(row.shape.count):
                    height = row.shape.size.height()
                    painter.drawImage(row.tile(index), image, QRect(QPoint(0, index * height), row.shape.size))
        paint_edges(painter, self._grid.rows, self._theme)
        if self.place is not None:
            paint_look(painter, self._grid, self._maps, self.place, self._theme)
        painter.end()

    # Private

    def _hover(self, place: Place | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()
            self.place_changed.emit()

    def _go_to(self, place: Place) -> None:
        self._hovered = None
        self.choose(place)
        self.place_chosen.emit()

    def _after(self, event: QKeyEvent) -> Place | None:
        """Return the pixel that a key goes to, None if it does something else."""
        step, layers = STEPS.get(event.key()), LAYERS.get(event.key())
        if not self._maps or (step is None and layers is None):
            return None
        place = self._chosen or self._grid.first_of(0)
        if layers is not None:
            return self._grid.first_of(min(max(place.layer + layers, 0), len(self._maps) - 1), place.map)
        assert step is not None
        is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        size = self._grid.rows[place.layer].shape.size if is_shift else QSize(1, 1)
        return self._grid.beside(place, step.x() * size.width(), step.y() * size.height())

    def _new_grid(self, width: int) -> Grid:
        parts = zip(self._maps, self._words, strict=True)
        return Grid([self._shape(maps, words, width) for maps, words in parts], width)

    def _shape(self, maps: Maps, words: tuple[str, str], width: int) -> Shape:
        count, height, across = maps.values.shape
        return Shape(count, QSize(across, height), _side(maps), height_of_words(self.font(), words[1], width))

    def _render(self) -> None:
        self._images = [picture(each.shades.reshape(-1, each.shades.shape[-1]), self._table) for each in self._maps]
        self.update()


def _side(maps: Maps) -> int:
    match maps:
        case UnitMaps():
            return UNITS_SIDE
        case KernelMaps():
            return KERNEL_SIDE if maps.kernels.shape[1] == 1 else KERNELS_SIDE
        case _:
            return SIDE
